"""Options and texts that several commands share."""

import click

from crawler.outcome import MEANING

EXIT_CODES = "\b\nExit codes:\n" + "\n".join(f"  {code.value:>3}  {text}" for code, text in MEANING.items())

database = click.option(
    "--db", envvar="CITYDESK_DB", default="citydesk.db", show_default=True, show_envvar=True, help="Database file."
)
portals = click.option(
    "--portals",
    envvar="CITYDESK_PORTALS",
    default="",
    metavar="DIR",
    show_envvar=True,
    help="Folder of your own portal modules.",
)
