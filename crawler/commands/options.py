"""Options and texts that several commands share."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from crawler.monitoring.outcome import MEANING

_Command = TypeVar("_Command", bound=Callable[..., Any])

EXIT_CODES = "\b\nExit codes:\n" + "\n".join(f"  {code.value:>3}  {text}" for code, text in MEANING.items())

database = click.option(
    "--db",
    envvar="CITYDESK_DB",
    default="citydesk.db",
    metavar="PATH",
    show_default=True,
    show_envvar=True,
    help="Database file.",
)
portals = click.option(
    "--portals",
    envvar="CITYDESK_PORTALS",
    default="",
    metavar="DIR",
    show_envvar=True,
    help="Folder of your own portal modules.",
)
_LOG = (
    click.option("--log-file", default="", metavar="FILE", help="Log into this file, with a line a portal and run."),
    click.option(
        "--log-format", type=click.Choice(("text", "json")), default="text", help="Lines of text (default) or of JSON."
    ),
    click.option(
        "--log-size",
        type=click.IntRange(1),
        default=10,
        show_default=True,
        metavar="MIB",
        help="Rename the log file to FILE.1 when it is so large.",
    ),
    click.option(
        "--log-count",
        type=click.IntRange(1),
        default=5,
        show_default=True,
        metavar="N",
        help="Keep N log files beside it.",
    ),
)


def log(command: _Command) -> _Command:
    """The options of a log file."""
    for option in reversed(_LOG):
        command = option(command)
    return command
