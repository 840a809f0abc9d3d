"""``citydesk due``."""

import click

from crawler.actions import completion
from crawler.commands import options


@click.command(epilog=options.EXIT_CODES)
@click.argument("portals", nargs=-1, metavar="[PORTAL]...", shell_complete=completion.portals)
@options.database
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an address instead of the table.")
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    metavar="N",
    help="At most N addresses a portal; 0: all.",
)
def due(portals: tuple[str, ...], db: str, as_json: bool, limit: int) -> None:
    """Shows what a crawl would fetch now, and why; it reads only the database."""
    from crawler.actions.due_command import due as run

    run(portals, db, as_json=as_json, limit=limit)
