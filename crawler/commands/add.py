"""``citydesk add``."""

import sys

import click

from crawler.commands import options


@click.command(epilog=options.EXIT_CODES)
@click.argument("url")
@options.database
@options.portals
@click.option("--name", default="", metavar="NAME", help="Name of the portal; default: made from its host.")
@click.option(
    "--pages",
    type=click.IntRange(2, 50),
    default=6,
    show_default=True,
    metavar="N",
    help="Article pages to learn from.",
)
@click.option("--force", is_flag=True, help="Write over a module and samples of this name.")
@click.option("--dry-run", is_flag=True, help="Print the module and its evidence, write nothing.")
def add(url: str, db: str, portals: str, name: str, pages: int, force: bool, dry_run: bool) -> None:
    """Proposes a portal module and its samples for the portal at URL, with the evidence, and checks them.

    Looks at the front page, at feeds, sitemaps and sections, and at a few articles of different age, politely as a crawl
    does. Writes to spiders/ and samples/ in a checkout, or to the folder of --portals.
    """
    from crawler.actions.add_command import Wish
    from crawler.actions.add_command import add as run

    sys.exit(run(Wish(url, portals, name, pages, force, dry_run), db))
