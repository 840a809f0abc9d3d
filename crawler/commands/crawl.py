"""``citydesk crawl``."""

import sys
from typing import Any

import click

from crawler.actions import completion
from crawler.commands import options


@click.command(epilog=options.EXIT_CODES)
@click.argument("names", nargs=-1, metavar="[PORTAL|URL]...", shell_complete=completion.portals)
@options.database
@options.portals
@click.option("--max-pages", type=click.IntRange(1), metavar="N", help="At most N article pages a portal.")
@click.option("--since", metavar="DATE", help="Leave out articles published before this day (2026-11-23).")
@click.option(
    "--keep-raw",
    type=click.Choice(("none", "latest", "all")),
    default=None,
    help="Keep the page of no revision, of each article's newest, or of all; default: all, or $CITYDESK_KEEP_RAW.",
)
@click.option(
    "--full",
    is_flag=True,
    help="Read every list, feed and sitemap whole and in full depth; try again what was given up.",
)
@click.option("--revisit", is_flag=True, help="Fetch every known article again.")
@click.option("--punctual", is_flag=True, help="Read no source before its interval is over: for a frequent cron.")
@click.option(
    "--max-time", metavar="SPAN", help="End the run after this time (50m, 2h); what is due then waits for the next."
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help="Spread the portals over N processes; a portal is crawled by one at a time.",
)
@click.option("--dry-run", is_flag=True, help="Crawl, show what would be stored, and store nothing.")
@click.option("-s", "settings", multiple=True, metavar="KEY=VALUE", help="Change a Scrapy setting for this run.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a portal instead of the table.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing when all is well, else a short report: for cron.")
@options.log
@click.option("--child", is_flag=True, hidden=True, help="This is a process of --jobs: tell the parent how far it is.")
def crawl(names: tuple[str, ...], **given: Any) -> None:
    """Crawls named portals, or any portal by its address alone; without a name, all portals."""
    from crawler.actions import crawl_command as command

    overrides = _overrides(given)
    manner = command.Manner(
        seconds=command.checked_seconds("--max-time", given["max_time"]) if given["max_time"] else 0,
        log_size=given["log_size"] * 2**20,
        is_child=given["child"],
        **{name: given[name] for name in ("as_json", "quiet", "jobs", "log_file", "log_format", "log_count")},
    )
    run = command.rehearse if given["dry_run"] else command.crawl
    sys.exit(run(list(names), overrides, manner))


def _overrides(given: dict[str, Any]) -> dict[str, Any]:
    """The settings that the options stand for."""
    from crawler.actions.crawl_command import checked_since, parse_settings

    # A log file has what stderr would show and a line a portal; the mail of a quiet run has its report alone.
    level = "ERROR" if given["quiet"] and not given["log_file"] else "WARNING"
    settings: dict[str, Any] = {"CITYDESK_DB": given["db"], "LOG_LEVEL": level, **parse_settings(given["settings"])}
    if given["since"]:
        settings["CITYDESK_SINCE"] = checked_since(given["since"])
    named = {name: given[name] for name in ("portals", "max_pages", "keep_raw") if given[name]}
    named |= {name: True for name in ("full", "revisit", "punctual") if given[name]}
    return settings | {f"CITYDESK_{name.upper()}": value for name, value in named.items()}
