"""Files of one record a line, read with bounded memory: plain or gzipped, whatever their name; ``-`` is standard input."""

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

STDIN = Path("-")
#: The longest line that is read, in bytes; the longest real articles seen have 300 kB.
LONGEST = 16 * 2**20


class LineProblem(ValueError):
    """A line, or the rest of a file, that cannot be read; the message says why. Reading goes on after it."""


def open_lines(path: Path) -> IO[bytes]:
    """The file, unpacked if it is gzipped. Raises ``OSError``."""
    raw = io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer)) if path == STDIN else path.open("rb")
    if raw.peek(2)[:2] == b"\x1f\x8b":
        packed = gzip.GzipFile(fileobj=raw)
        packed.myfileobj = cast(io.FileIO, raw)  # so that closing it closes the file, too
        return cast(IO[bytes], packed)
    return raw


def lines(file: IO[bytes], longest: int = LONGEST) -> Iterator[tuple[int, bytes | LineProblem]]:
    """Number (from 1) and bytes of every line that is not blank, or the problem with it; a broken file ends there."""
    number = 0
    while True:
        number += 1
        try:
            line = file.readline(longest + 1)
            if len(line) > longest:
                while line and not line.endswith(b"\n"):
                    line = file.readline(longest)
                yield number, LineProblem(f"longer than {longest // 2**20} MiB")
                continue
        except (OSError, EOFError, zlib.error) as error:
            yield number, LineProblem(f"the file cannot be read on from here ({error})")
            return
        if not line:
            return
        if line.strip():
            yield number, line
