"""``citydesk prune``."""

import re
from typing import Any

import click

from crawler.commands import options


class Days(click.ParamType):
    """A number of days, written as ``90`` or ``90d``."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number."""
        found = re.fullmatch(r"(\d{1,6})d?", str(value).strip())
        if not found:
            self.fail(f"{value} is no number of days: write 90d", param, ctx)
        return float(found[1])


@click.command(epilog=options.EXIT_CODES)
@options.database
@click.option(
    "--older-than", type=Days(), default="90d", show_default=True, help="What was stored before so many days."
)
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--vacuum", is_flag=True, help="Also give the room back to the disk; nobody else may write meanwhile.")
def prune(db: str, older_than: float, dry_run: bool, vacuum: bool) -> None:
    """Takes old stories out of the look-up of copies, and old rows out of the view skipped.

    No article goes. An old story is no longer recognised when a copy of it comes with other words.
    """
    from crawler.upkeep_command import prune as run

    run(db, older_than, dry_run=dry_run, vacuum=vacuum)
