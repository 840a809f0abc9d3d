"""``citydesk import``."""

import sys
from pathlib import Path

import click

from crawler.commands import options

_EXIT_CODES = "\b\nExit codes:\n    0  all lines taken\n    1  some lines refused, the others taken\n    2  nothing usable, or no such file\n    4  the database cannot be used\n  130  stopped by Ctrl-C"  # fmt: skip


@click.command("import", epilog=_EXIT_CODES)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE.jsonl...")
@options.database
@click.option("--strip", is_flag=True, help="Take known boilerplate lines off both ends of each body, as data.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a portal instead of the table.")
def import_(paths: tuple[Path, ...], db: str, strip: bool, as_json: bool) -> None:
    """Takes in articles from other systems, one JSON object a line, copies recognised as in a crawl.

    FILE may be gzipped; - is standard input. Keys: url, title, body, and if known portal, published_at, modified_at,
    language, section, source, authors, credits, tags, images, breadcrumbs, flags; also what citydesk export writes.
    """
    from crawler import import_command

    sys.exit(import_command.run(paths, db, strip=strip, as_json=as_json))
