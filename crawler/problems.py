"""How the command line says that something is wrong: one line, one exit code."""

from typing import Any

import click

from crawler.outcome import ExitCode
from crawler.saying import say


class OneLine(click.ClickException):
    """Ends the command with one line on stderr and an exit code of the contract."""

    def __init__(self, message: str, code: ExitCode) -> None:
        super().__init__(message)
        self.exit_code = int(code)  # type: ignore[misc]  # click declares it on the class, reads it on the object

    def show(self, file: Any = None) -> None:
        """Prints the line."""
        say(f"citydesk: {self.message}", to_stderr=True)
