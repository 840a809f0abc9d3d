"""``citydesk schedule``."""

from pathlib import Path
from typing import Any

import click

from crawler.actions import completion
from crawler.commands import options


@click.command()
@click.argument("names", nargs=-1, metavar="[PORTAL|URL]...", shell_complete=completion.portals)
@options.database
@options.portals
@click.option("--every", default="15m", show_default=True, metavar="SPAN", help="How often: 5m to 30m, 1h to 12h, 1d.")
@click.option("--max-time", default="", metavar="SPAN", help="Time limit of a run; default: nine tenths of --every.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Processes of a run.")
@click.option("--log-file", default="", metavar="FILE", help="Keep a log there.")
@click.option("--mailto", default="", metavar="ADDRESS", help="Whom cron writes to when a run needs a look.")
@click.option("--cron", is_flag=True, help="Print the crontab line alone.")
@click.option("--systemd", is_flag=True, help="Print the systemd units alone.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the systemd units into this folder instead.",
)
def schedule(cron: bool, systemd: bool, into: Path | None, **given: Any) -> None:
    """Prints a crontab line and a systemd service with its timer that crawl what is due, correct for this installation.

    Where $CITYDESK_ALERT_MAIL, $CITYDESK_ALERT_WEBHOOK or $CITYDESK_ALERT_COMMAND is set, citydesk alert follows each crawl.
    """
    from crawler.actions.schedule_command import Order
    from crawler.actions.schedule_command import schedule as run

    parts = [name for name, wanted in (("cron", cron), ("systemd", systemd)) if wanted or not (cron or systemd)]
    run(Order(**given), parts, into)
