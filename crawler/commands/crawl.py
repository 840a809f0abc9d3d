"""``citydesk crawl``."""

import sys
from typing import Any

import click

from crawler.commands import options


@click.command(epilog=options.EXIT_CODES)
@click.argument("names", nargs=-1, metavar="[PORTAL|URL]...")
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
    "--jobs",
    type=click.IntRange(1),
    default=1,
    metavar="N",
    help="Spread the portals over N processes; a portal is crawled by one at a time. Default: 1.",
)
@click.option("-s", "settings", multiple=True, metavar="KEY=VALUE", help="Change a Scrapy setting for this run.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a portal instead of the table.")
@click.option("--child", is_flag=True, hidden=True, help="This is a process of --jobs: tell the parent how far it is.")
def crawl(
    names: tuple[str, ...],
    db: str,
    portals: str,
    max_pages: int | None,
    since: str | None,
    keep_raw: str | None,
    full: bool,
    revisit: bool,
    punctual: bool,
    jobs: int,
    settings: tuple[str, ...],
    as_json: bool,
    child: bool,
) -> None:
    """Crawls named portals, or any portal by its address alone; without a name, all portals."""
    from crawler import crawl_command as command

    overrides: dict[str, Any] = {"CITYDESK_DB": db, "LOG_LEVEL": "WARNING", **command.parse_settings(settings)}
    if portals:
        overrides["CITYDESK_PORTALS"] = portals
    if max_pages:
        overrides["CITYDESK_MAX_PAGES"] = max_pages
    if since:
        overrides["CITYDESK_SINCE"] = command.checked_since(since)
    if keep_raw:
        overrides["CITYDESK_KEEP_RAW"] = keep_raw
    wishes = {"CITYDESK_FULL": full, "CITYDESK_REVISIT": revisit, "CITYDESK_PUNCTUAL": punctual}
    overrides.update({name: True for name, wished in wishes.items() if wished})
    sys.exit(command.crawl(list(names), overrides, as_json=as_json, jobs=jobs, is_child=child))
