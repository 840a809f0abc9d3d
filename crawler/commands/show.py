"""``citydesk show``."""

import click

from crawler.commands import options


@click.command()
@click.argument("article_id", metavar="ID")
@options.database
@click.option("--diff", is_flag=True, help="What changed from each version to the next, in words.")
@click.option(
    "--revision",
    type=click.IntRange(1),
    metavar="N",
    help="This version, not the latest; with --diff: what it changed.",
)
@click.option("--html", is_flag=True, help="Write the page that this version was read from, byte for byte.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(article_id: str, db: str, diff: bool, revision: int | None, html: bool, as_json: bool) -> None:
    """Shows one article with its copies, related stories, versions, addresses and stripped lines.

    ID is its number, as `citydesk search` prints it. Without colours, --diff writes [-what went-] and {+what came+}.
    """
    from crawler.actions.show_command import show as run
    from crawler.actions.show_command import show_html

    if html:
        if diff or as_json:
            raise click.UsageError("--html goes with --revision alone.")
        show_html(article_id, db, revision)
        return
    run(article_id, db, diff=diff, revision=revision, as_json=as_json)
