"""``citydesk alert``."""

import click

from crawler.commands import options


@click.command(epilog=options.EXIT_CODES)
@options.database
@click.option(
    "--command",
    envvar="CITYDESK_ALERT_COMMAND",
    default="",
    metavar="CMD",
    show_envvar=True,
    help="Run CMD and give it the changes as JSON on stdin.",
)
@click.option(
    "--mail",
    envvar="CITYDESK_ALERT_MAIL",
    default="",
    metavar="ADDRESS",
    show_envvar=True,
    help="Mail them through sendmail.",
)
@click.option(
    "--webhook",
    envvar="CITYDESK_ALERT_WEBHOOK",
    default="",
    metavar="URL",
    show_envvar=True,
    help="POST them as JSON to URL.",
)
@click.option("--sendmail", default="", metavar="PATH", help="The program that takes the mail; default: the system's.")
def alert(db: str, command: str, mail: str, webhook: str, sendmail: str) -> None:
    """Tells which portals got worse or are well again since it was last told."""
    from crawler.actions.alert_command import alert as run
    from crawler.monitoring.alerts import Receivers

    run(db, Receivers(command, mail, webhook, sendmail))
