"""``citydesk export``."""

from pathlib import Path

import click

from crawler.commands import options

_FORMATS = ("jsonl", "csv", "parquet", "atom", "warc")


@click.command()
@options.database
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    required=True,
    help="jsonl: an object a line, as import takes it; csv: for spreadsheets; parquet: for pandas and DuckDB; "
    "atom: a feed of the newest; warc: the kept pages, as a web archive.",
)
@click.option("--stories/--all", default=True, help="Each story once in its best copy (default), or every article.")
@click.option("--portal", default="", metavar="PORTAL", help="Only articles of this portal.")
@click.option("--since", default="", metavar="DATE", help="Only articles published on or after this day (2026-11-23).")
@click.option("--until", default="", metavar="DATE", help="Only articles published on or before this day.")
@click.option(
    "--limit",
    type=click.IntRange(1, 2**63 - 1),
    metavar="N",
    help="Only the N that changed last; atom: 50 unless told.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file; default: stdout.",
)
def export(
    db: str, form: str, stories: bool, portal: str, since: str, until: str, limit: int | None, output: Path | None
) -> None:
    """Writes stored articles for other programs, with the columns of the view stories (or articles)."""
    from crawler.actions.export_command import export as run
    from crawler.actions.reading_command import filtered

    run(form, db, filtered(portal, since, until), stories=stories, output=output, limit=limit)
