"""The command line: ``citydesk``. Imports wait until a command needs them, so that ``--help`` is quick."""

import sys
from pathlib import Path
from typing import Any

import click

from crawler import __version__
from crawler.outcome import MEANING

_EXIT_CODES = "\b\nExit codes:\n" + "\n".join(f"  {code.value:>3}  {text}" for code, text in MEANING.items())
_DB = click.option(
    "--db", envvar="CITYDESK_DB", default="citydesk.db", show_default=True, show_envvar=True, help="Database file."
)
_PORTALS = click.option(
    "--portals",
    envvar="CITYDESK_PORTALS",
    default="",
    metavar="DIR",
    show_envvar=True,
    help="Folder of your own portal modules.",
)


@click.group(epilog=_EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """Collects the articles of local news portals into one SQLite file."""


@main.command(epilog=_EXIT_CODES)
@click.argument("names", nargs=-1, metavar="[PORTAL|URL]...")
@_DB
@_PORTALS
@click.option("--max-pages", type=click.IntRange(1), metavar="N", help="At most N article pages a portal.")
@click.option("--since", metavar="DATE", help="Leave out articles published before this day (2026-11-23).")
@click.option("-s", "settings", multiple=True, metavar="KEY=VALUE", help="Change a Scrapy setting for this run.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a portal instead of the table.")
def crawl(
    names: tuple[str, ...],
    db: str,
    portals: str,
    max_pages: int | None,
    since: str | None,
    settings: tuple[str, ...],
    as_json: bool,
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
    sys.exit(command.crawl(list(names), overrides, as_json=as_json))


@main.command()
@click.option("--db", default=None, help="Database file to write; default: a new one in a temporary folder.")
@click.option("--serve", is_flag=True, help="Only serve the sample portals, until Ctrl-C.")
def demo(db: str | None, serve: bool) -> None:
    """Serves the sample portals on loopback, crawls them and shows what came out."""
    from crawler import demo as show

    sys.exit(show.serve() if serve else show.run(db))


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--together", is_flag=True, help="Learn from all pages of a host what it repeats, then strip that too.")
def extract(paths: tuple[Path, ...], together: bool) -> None:
    """Extracts saved pages: HTML files (also .gz), or a folder with manifest.json; one JSON line a page."""
    from crawler.extract_command import extract as run

    run(paths, together)


@main.command(epilog=_EXIT_CODES)
@click.argument("what", metavar="URL|ID|FILE")
@_DB
@_PORTALS
@click.option("--links", is_flag=True, help="Also show how the links of a fetched page are sorted.")
def explain(what: str, db: str, portals: str, links: bool) -> None:
    """Shows every line of one page with its verdict: kept, a field, removed by which rule, or unknown.

    URL is fetched now and not stored; ID is an article in the database; FILE is an HTML file (also .gz).
    """
    from crawler.explain_command import explain as run

    run(what, db, portals, links=links)


if __name__ == "__main__":
    main()
