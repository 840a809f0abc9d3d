"""``citydesk explain``."""

import click

from crawler.commands import options


@click.command(epilog=options.EXIT_CODES)
@click.argument("what", metavar="URL|ID|FILE")
@options.database
@options.portals
@click.option("--links", is_flag=True, help="Also show how the links of a fetched page are sorted.")
def explain(what: str, db: str, portals: str, links: bool) -> None:
    """Shows every line of one page with its verdict: kept, a field, removed by which rule, or unknown.

    URL is fetched now and not stored; ID is an article in the database; FILE is an HTML file (also .gz).
    """
    from crawler.actions.explain_command import explain as run

    run(what, db, portals, links=links)
