"""``citydesk backup``."""

from pathlib import Path

import click

from crawler.commands import options


@click.command(epilog=options.EXIT_CODES)
@click.argument("file", type=click.Path(path_type=Path))
@options.database
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def backup(file: Path, db: str, force: bool) -> None:
    """Copies the database to FILE, also while a crawl writes.

    The copy is checked before FILE appears; FILE is whole, or not there.
    """
    from crawler.actions.upkeep_command import backup as run

    run(db, file, force=force)
