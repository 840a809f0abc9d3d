"""Standard input, output and error as cron, pipes and closed terminals leave them."""

import os
import sys
from collections.abc import Iterable
from errno import EDQUOT, EFBIG, EIO, ENOSPC
from typing import TextIO

#: What a full or broken disk, or a limit on it, answers to a write.
_REFUSED = (ENOSPC, EDQUOT, EFBIG, EIO)


def prepare() -> None:
    """Makes the three streams usable: opens what was closed, and lets no character end a command.

    A closed descriptor is given to the next file that is opened: a log or a page would then be written by ``print``.
    Python reads C and POSIX as UTF-8 (PEP 540), but under another old locale a Chinese title cannot be encoded; it is
    written with escapes, which are those of JSON, too.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115  # for as long as the process lives
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def write_lines(lines: Iterable[str], *, to_stderr: bool = False) -> None:
    """Prints lines that are safe already to stdout, or to stderr; a reader who has gone away (``| head``) changes nothing about the run."""
    stream = sys.stderr if to_stderr else sys.stdout
    try:
        for line in lines:
            print(line, file=stream)
        stream.flush()
    except BrokenPipeError:
        _to_nowhere(stream)


def refused(error: OSError) -> str:
    """What to say of an output that the system would not take; empty for an error of something else."""
    if error.filename is not None or error.errno not in _REFUSED:
        return ""
    _to_nowhere(sys.stdout)
    return f"the output cannot be written ({error.strerror}): make room, or write it elsewhere"


def flush() -> str:
    """Writes out what Python holds back of stdout, and says what :func:`refused` does; a reader who has gone away is no problem."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _to_nowhere(sys.stdout)
    except OSError as error:
        return refused(error)
    return ""


def _to_nowhere(stream: TextIO) -> None:
    """What Python still holds back would fail again at its end, with a message of its own and code 120."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())
