"""Errors that name their own cause and remedy, and how they end a command: one line on stderr, one exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import click

from crawler.monitoring.outcome import ExitCode
from crawler.output.saying import say


class NamedProblem(Exception):
    """An error whose message is one line that names cause and remedy; ``code`` is the exit code it ends a command with."""

    code: ClassVar[ExitCode] = ExitCode.WRONG_USE


class OneLine(click.ClickException):
    """Ends the command with one line on stderr and an exit code of the contract."""

    def __init__(self, message: str, code: ExitCode) -> None:
        super().__init__(message)
        self.exit_code = int(code)  # type: ignore[misc]  # click declares it on the class, reads it on the object

    def show(self, file: Any = None) -> None:
        """Prints the line."""
        say(f"citydesk: {self.message}", to_stderr=True)


@contextmanager
def told() -> Iterator[None]:
    """Ends the command with the line of a :class:`NamedProblem` on stderr and its exit code."""
    try:
        yield
    except NamedProblem as problem:
        raise OneLine(str(problem), problem.code) from None
