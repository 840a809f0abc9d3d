"""``citydesk size``."""

import click

from crawler.commands import options


@click.command(epilog=options.EXIT_CODES)
@options.database
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def size(db: str, as_json: bool) -> None:
    """Says what takes the room in the database: bytes, share, and bytes an article."""
    from crawler.actions.upkeep_command import size as run

    run(db, as_json=as_json)
