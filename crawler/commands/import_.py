"""``citydesk import``."""

import sys
from pathlib import Path

import click

from crawler.commands import options

_CODES = {
    0: "all lines taken",
    1: "some lines refused, the others taken",
    2: "wrong use: no such file, or nothing in it that is an article",
    4: "the database cannot be used",
    130: "stopped by Ctrl-C",
}
_EPILOG = "\b\nExit codes:\n" + "\n".join(f"  {code:>3}  {text}" for code, text in _CODES.items())


@click.command("import", epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE.jsonl...")
@options.database
@click.option("--strip", is_flag=True, help="Take known boilerplate lines off both ends of each body, as data.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a portal instead of the table.")
def import_(paths: tuple[Path, ...], db: str, strip: bool, as_json: bool) -> None:
    """Takes in articles from other systems, one JSON object a line, copies recognised as in a crawl.

    FILE may be gzipped; - is standard input. Keys: url, title, body, and if known portal, published_at, modified_at,
    language, section, source, authors, credits, tags, images, breadcrumbs, flags; also what citydesk export writes.
    """
    from crawler.actions import import_command

    sys.exit(import_command.run(paths, db, strip=strip, as_json=as_json))
