"""``citydesk prune``."""

import re

import click

from crawler.commands import options


def days(_: click.Context, __: click.Parameter, value: str) -> float:
    """A number of days, written as ``90`` or ``90d``."""
    found = re.fullmatch(r"(\d{1,5})d?", value.strip())
    if not found:
        raise click.BadParameter(f"{value} is no number of days: write 90d")
    return float(found[1])


@click.command(epilog=options.EXIT_CODES)
@options.database
@click.option(
    "--older-than",
    callback=days,
    metavar="DAYS",
    default="90d",
    show_default=True,
    help="What was stored before so many days.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--vacuum", is_flag=True, help="Also give the room back to the disk; nobody else may write meanwhile.")
def prune(db: str, older_than: float, dry_run: bool, vacuum: bool) -> None:
    """Takes old stories out of the look-up of copies, and old rows out of the view skipped.

    No article goes. An old story is no longer recognised when a copy of it comes with other words.
    """
    from crawler.actions.upkeep_command import prune as run

    run(db, older_than, dry_run=dry_run, vacuum=vacuum)
