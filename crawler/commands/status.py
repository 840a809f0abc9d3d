"""``citydesk status``."""

import click

from crawler.actions import completion
from crawler.commands import options


@click.command(epilog=options.EXIT_CODES)
@click.argument("portal", default="", shell_complete=completion.portals)
@options.database
@click.option("--json", "form", flag_value="json", help="Print one JSON object a portal.")
@click.option("--prometheus", "form", flag_value="prometheus", help="Metrics for node_exporter's textfile collector.")
@click.option("--html", "form", flag_value="html", help="One static page with plots.")
@click.option("--output", "-o", default="", metavar="FILE", help="Write to FILE, whole or not at all.")
@click.option("--all", "everything", is_flag=True, help="Every portal, not a screenful alone; retired ones, too.")
@click.option("--page", is_flag=True, help="Write the page that is kept as evidence of PORTAL's drift.")
@click.option("--accept", is_flag=True, help="What PORTAL does now is normal: judge it by days from today on.")
def status(portal: str, db: str, form: str | None, output: str, everything: bool, page: bool, accept: bool) -> None:
    """Shows the health of each portal, worst first, or the whole story of one."""
    from crawler.actions import status_command
    from crawler.monitoring.outcome import ExitCode
    from crawler.output.problems import OneLine

    if (page or accept) and not portal:
        raise OneLine("name the portal: citydesk status PORTAL --page, or --accept", ExitCode.WRONG_USE)
    if output and not form:
        raise OneLine("--output needs --json, --prometheus or --html", ExitCode.WRONG_USE)
    if page:
        status_command.page(portal, db)
    elif accept:
        status_command.accept(portal, db)
    else:
        status_command.status(portal, db, status_command.Form(form or "screen", output), everything=everything)
