"""``citydesk doctor``."""

import click

from crawler.commands import options

_CODES = (
    "\b\nExit codes:\n    0  sound, or mended\n    1  something to mend: run it with --mend\n"
    "    4  damaged, or not to be used"
)


@click.command(epilog=_CODES)
@options.database
@click.option("--mend", is_flag=True, help="Put right what can be put right; never changes a text.")
@click.option("--quick", is_flag=True, help="Leave out the checks that read every text.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def doctor(db: str, mend: bool, quick: bool, as_json: bool) -> None:
    """Checks the database: structure, views, look-up of copies, stories, runs; and mends what it can.

    It may run while a crawl writes.
    """
    from crawler.actions.doctor_command import doctor as run

    run(db, mend=mend, quick=quick, as_json=as_json)
