"""``citydesk extract``."""

from pathlib import Path

import click


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--together", is_flag=True, help="Learn from all pages of a host what it repeats, then strip that too.")
def extract(paths: tuple[Path, ...], together: bool) -> None:
    """Extracts saved pages: HTML files (also .gz), or a folder with manifest.json; one JSON line a page."""
    from crawler.actions.extract_command import extract as run

    run(paths, together)
