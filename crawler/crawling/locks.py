"""One crawl of a portal at a time: a lock that the kernel keeps, so that it is gone with the process, however that ended.

A pid file goes stale after ``kill -9``, and its number may be another process by then; ``flock`` (flock(2)) belongs to
the open file, so the kernel frees it when the last process that has it open is gone, and nobody can hold it by mistake.
What the file says of its holder is for people only. Files stay where they are: to delete one would let two crawls hold
locks on two files of one name.
"""

import fcntl
import json
import os
import shlex
import socket
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from crawler.output.terminal import safe
from crawler.storage.database import MEMORY, DatabaseProblem

SUFFIX = ".locks"
#: A file name has 255 bytes at most, and a Chinese character takes nine in the name of a lock.
LONGEST_NAME = 200
#: What a holder writes of itself is shorter.
MOST_BYTES = 65_536


class Locked(Exception):
    """Another crawl of the portal is running; the message names it in one line."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: process, its command line, when it began (ISO 8601), on which machine or in which container."""

    pid: int
    command: str
    since: str
    host: str

    @classmethod
    def here(cls) -> "Holder":
        """This process."""
        words = ["citydesk", *sys.argv[1:]]
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        return cls(os.getpid(), shlex.join(words), now, socket.gethostname())

    def told(self) -> str:
        """The holder in words; a long command line is cut."""
        command = safe(self.command if len(self.command) <= 120 else f"{self.command[:119]}…")
        place = "" if self.host == socket.gethostname() else f" on {self.host}"
        return f"process {self.pid}{place} since {self.since}: {command}"


class PortalLock:
    """The lock of one portal in one database, held from :meth:`take` to :meth:`free`.

    Two crawls of a portal in one process (two addresses of it) hold it together.
    """

    #: Of the process, like the locks themselves.
    _held: ClassVar[Counter[Path]] = Counter()
    _files: ClassVar[dict[Path, FileIO]] = {}

    def __init__(self, db: str | Path, portal: str) -> None:
        self.db, self.portal = db, portal
        self.path = lock_path(db, portal)

    def take(self) -> None:
        """Takes the lock at once. Raises :class:`Locked`, and ``DatabaseProblem`` where no lock can be made."""
        if self.path is None:
            return
        if not self._held[self.path]:
            self._files[self.path] = self._locked(self.path)
        self._held[self.path] += 1

    def free(self) -> None:
        """Gives the lock back; what was never taken may be given back, too."""
        if self.path is None or not self._held[self.path]:
            return
        self._held[self.path] -= 1
        if not self._held[self.path]:
            with self._files.pop(self.path) as file, suppress(OSError):
                file.truncate(0)  # nobody is named any more

    def _locked(self, path: Path) -> FileIO:
        try:
            file = _open(path, self.db)
        except OSError as error:
            raise DatabaseProblem(
                f"database {self.db}: the lock {path} cannot be made ({error.strerror}): "
                "allow writing to the folder of the database"
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with file:
                raise Locked(f"another crawl holds the lock: {_read(file)}") from None
        except OSError as error:
            file.close()
            raise DatabaseProblem(
                f"database {self.db}: its file system keeps no locks ({error.strerror}): use a local disk"
            ) from error
        with suppress(OSError):  # a full disk, or the file of another user: the lock holds all the same
            file.truncate(0)
            file.write(json.dumps(asdict(Holder.here())).encode())
        return file


def lock_path(db: str | Path, portal: str) -> Path | None:
    """The file of a portal's lock, beside the database itself, wherever links to it lie; None in memory."""
    if str(db) == MEMORY:
        return None
    real = Path(os.path.realpath(db))
    name = quote(portal, safe="")
    if len(name) > LONGEST_NAME:
        name = f"{name[:LONGEST_NAME]}-{sha256(portal.encode()).hexdigest()[:16]}"
    return real.with_name(real.name + SUFFIX) / f"{name or '-'}.lock"


def _open(path: Path, db: str | Path) -> FileIO:
    """The file of a lock, made where it is missing. flock(2) asks for no right to write, so another user's will do."""
    if not path.parent.exists():
        path.parent.mkdir(exist_ok=True)
        if os.geteuid() == 0 and Path(db).exists():  # as SQLite does with its own files: cron's user needs them, too
            owner = Path(db).stat()
            os.chown(path.parent, owner.st_uid, owner.st_gid)
    try:
        return FileIO(path, "a+")  # never "w": that would empty what the holder wrote
    except PermissionError:
        return FileIO(path, "r")


def _read(file: FileIO) -> str:
    """Who holds a lock, as far as its file tells."""
    file.seek(0)
    try:
        holder = Holder(**json.loads(file.read(MOST_BYTES)))
        if holder.host == socket.gethostname():
            os.kill(holder.pid, 0)
    except (OSError, ValueError, TypeError, OverflowError) as error:
        if not isinstance(error, PermissionError):  # another user's process is one all the same
            return "it has only just begun"  # what stands there is of one that was killed, or nothing yet
    return holder.told()
