"""``citydesk reextract``."""

import sys

import click

from crawler.actions import completion
from crawler.commands import options


@click.command(epilog=options.EXIT_CODES)
@click.argument("names", nargs=-1, metavar="[PORTAL]...", shell_complete=completion.portals)
@options.database
@options.portals
@click.option(
    "--id",
    "ids",
    type=click.IntRange(1, 2**63 - 1),
    multiple=True,
    metavar="N",
    help="Only this article; may be given again.",
)
@click.option("--since", metavar="DATE", help="Only articles published on this day or later (2026-11-23).")
@click.option("--dry-run", is_flag=True, help="Show what would change, store nothing.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes that read; default: one a core.")
def reextract(
    names: tuple[str, ...],
    db: str,
    portals: str,
    ids: tuple[int, ...],
    since: str | None,
    dry_run: bool,
    jobs: int | None,
) -> None:
    """Applies today's rules, layouts and learning to the stored pages, without fetching; without a name, of all portals.

    A text that changes is stored as a new extraction of the same revision; the one before is kept. A text that would
    be empty or shrink to less than a third is refused.
    """
    from crawler.actions import reextract_command as command
    from crawler.actions.crawl_command import checked_since

    wanted = command.Wanted(names, ids, checked_since(since) if since else "")
    sys.exit(command.reextract(wanted, db, portals, dry_run=dry_run, jobs=jobs or 0))
