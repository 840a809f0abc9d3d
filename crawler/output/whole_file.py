"""Files that readers see whole or not at all: written under another name, then renamed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which has the name ``path`` once the block has ended well, and is gone otherwise.

    Raises ``OneLine`` where the system refuses, also to what is written in the block.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")  # two at once must not write into each other's
    try:
        try:
            with part.open("wb") as out:
                yield out
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise OneLine(
            f"{path} cannot be written: {error.strerror or error}; name a file in a folder that is yours",
            ExitCode.WRONG_USE,
        ) from None
