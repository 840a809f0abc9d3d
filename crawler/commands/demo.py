"""``citydesk demo``."""

import sys

import click


@click.command()
@click.option(
    "--db", default=None, metavar="PATH", help="Database file to write; default: a new one in a temporary folder."
)
@click.option("--serve", is_flag=True, help="Only serve the sample portals, until Ctrl-C.")
def demo(db: str | None, serve: bool) -> None:
    """Serves the sample portals on loopback, crawls them and shows what came out."""
    from crawler.actions import demo as show

    sys.exit(show.serve() if serve else show.run(db))
