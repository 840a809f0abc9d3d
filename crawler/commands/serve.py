"""``citydesk serve``."""

import click

from crawler.commands import options


@click.command()
@options.database
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8001,
    show_default=True,
    metavar="N",
    help="Port; 0: any that is free.",
)
def serve(db: str, port: int) -> None:
    """Serves the database to browsers on this machine, read-only, with search (needs the extra `serve`)."""
    from crawler.actions.serve_command import serve as run

    run(db, port)
