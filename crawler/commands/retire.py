"""``citydesk retire``."""

import click

from crawler.actions import completion
from crawler.commands import options


@click.command(epilog=options.EXIT_CODES)
@click.argument("portal", default="", shell_complete=completion.portals)
@options.database
@click.option("--why", default="", metavar="TEXT", help="The reason, which status --all and a crawl by name repeat.")
@click.option("--undo", is_flag=True, help="Crawl and watch PORTAL again.")
def retire(portal: str, db: str, why: str, undo: bool) -> None:
    """Takes a portal out of crawls of all portals, of the status and of alerts; without a name, lists those that are out.

    Its articles stay. Its module may stay or go.
    """
    from crawler.actions import retire_command
    from crawler.monitoring.outcome import ExitCode
    from crawler.output.problems import OneLine

    if (undo or why) and not portal:
        raise OneLine("name the portal: citydesk retire PORTAL --undo, or --why TEXT", ExitCode.WRONG_USE)
    if not portal:
        retire_command.show(db)
    elif undo:
        retire_command.undo(portal, db)
    else:
        retire_command.retire(portal, db, why)
