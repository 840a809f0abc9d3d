"""Errors that name their own cause and remedy, and the one place where they end a command."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from crawler.outcome import ExitCode
from crawler.problems import OneLine


class NamedProblem(Exception):
    """An error whose message is one line that names cause and remedy; ``code`` is the exit code it ends a command with."""

    code: ClassVar[ExitCode] = ExitCode.WRONG_USE


@contextmanager
def told() -> Iterator[None]:
    """Ends the command with the line of a :class:`NamedProblem` on stderr and its exit code."""
    try:
        yield
    except NamedProblem as problem:
        raise OneLine(str(problem), problem.code) from None
