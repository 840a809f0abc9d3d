"""Whether the file that is written to is still the one under its name.

An open file that is deleted, or replaced by a backup, lives on without a name: SQLite goes on writing into it without an
error, and all of it is gone when the program ends (sqlite.org/howtocorrupt.html, 2.2). The same holds for the log beside it.
"""

import os
from pathlib import Path

from crawler.storage.database import MEMORY, DatabaseProblem

_REMEDY = "stop all crawls before you replace a database, then run this again"


class Place:
    """The file and its log (``-wal``) as they were when the database was opened."""

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self._files = () if self.path == MEMORY else (self.path, f"{self.path}-wal")
        self._known = {file: _identity(file) for file in self._files}

    def require_same(self) -> None:
        """Raises ``DatabaseProblem`` when another file, or none, is there now. Costs two looks into the folder: 4 µs.

        A log that is made after the opening is taken for the right one.
        """
        for file in self._files:
            found, known = _identity(file), self._known[file]
            if known is None:
                self._known[file] = found
            elif found != known:
                what = "deleted" if found is None else "replaced"
                raise DatabaseProblem(f"database {self.path}: {file} was {what} while it was in use: {_REMEDY}")


def _identity(file: str) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino
