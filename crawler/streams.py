"""Standard input, output and error as cron, pipes and closed terminals leave them."""

import os
import sys
from collections.abc import Iterable


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
        # What Python still holds back would fail again at its end, with a message of its own.
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())
