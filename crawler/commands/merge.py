"""``citydesk merge``."""

import sys
from pathlib import Path

import click

from crawler.commands import options

_EPILOG = "\b\nExit codes:\n    0  done\n    2  wrong use\n    4  a database cannot be used\n  130  stopped by Ctrl-C"


@click.command(epilog=_EPILOG)
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="OTHER.db...")
@options.database
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file.")
def merge(others: tuple[Path, ...], db: str, as_json: bool) -> None:
    """Brings the databases of other machines into this one, copies recognised across them.

    OTHER.db is only read. Merging it again adds what is new since; after a stop, run the same command again.
    """
    from crawler.actions import merge_command

    sys.exit(merge_command.run(others, db, as_json=as_json))
