"""``citydesk search``."""

from typing import Literal

import click

from crawler.commands import options


# "-word" leaves a word out, so what is no option is taken as part of the query; -h is left free for -herring.
@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@options.database
@click.option("--portal", default="", metavar="PORTAL", help="Only articles of this portal.")
@click.option("--since", default="", metavar="DATE", help="Only articles published on or after this day (2026-11-23).")
@click.option("--until", default="", metavar="DATE", help="Only articles published on or before this day.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=10, show_default=True, metavar="N", help="At most N hits."
)
@click.option("--all-copies", is_flag=True, help="Every article that matches, not only one of each story.")
@click.option(
    "--sort",
    "order",
    type=click.Choice(["relevance", "date"]),
    default="relevance",
    show_default=True,
    help="Best first, or newest first.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a hit.")
@click.option("--sql", is_flag=True, help="Only print the MATCH expression, for use in a SQL query of your own.")
def search(
    words: tuple[str, ...],
    db: str,
    portal: str,
    since: str,
    until: str,
    limit: int,
    all_copies: bool,
    order: Literal["relevance", "date"],
    as_json: bool,
    sql: bool,
) -> None:
    """Finds articles by words of any length and language, traditional and simplified Chinese alike.

    \b
    All words must be there:       河边 集市
    One after the other:           "春风 学校"
    Either:                        雨 OR 雪
    Without:                       集市 -降温
    Words that begin so:           librar*
    """
    if words == ("-h",):
        click.echo(click.get_current_context().get_help())
        return
    if wrong := next((word for word in words if word.startswith("--")), None):
        raise click.NoSuchOption(wrong)
    from crawler.actions.search_command import parsed
    from crawler.actions.search_command import search as run
    from crawler.output.saying import say

    text = " ".join(words)
    if sql:
        say(parsed(text).expression)
        return
    from crawler.actions.reading_command import filtered

    which = filtered(portal, since, until)
    run(text, db, which, limit=limit, order=order, all_copies=all_copies, as_json=as_json)
