"""``citydesk check``."""

import sys

import click

from crawler.actions import completion
from crawler.commands import options


@click.command(epilog=options.EXIT_CODES)
@click.argument("names", nargs=-1, metavar="[PORTAL]...", shell_complete=completion.portals)
@options.database
@options.portals
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a portal.")
def check(names: tuple[str, ...], db: str, portals: str, as_json: bool) -> None:
    """Holds portal modules against their samples, their expectations and each other; without a name, all of them.

    Nothing is fetched. Prints one line a finding, with the file and the remedy; exit code 1 when there is any, 5 when
    the portal itself has drifted.
    """
    from crawler.actions.check_command import check as run

    sys.exit(run(names, db, portals, as_json=as_json))
