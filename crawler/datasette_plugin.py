"""What ``citydesk serve`` adds to Datasette: its search boxes read a query as ``citydesk search`` does."""

from typing import Any

from datasette import hookimpl

from crawler.query import NothingToFind, parse

#: FTS5 finds nothing by it, and it is no syntax error.
_NOTHING = '""'


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]  # Datasette has no types
def prepare_connection(conn: Any) -> None:
    """After all others: puts our reading in the place of Datasette's own, which finds no Chinese word of three."""
    conn.create_function("escape_fts", 1, match_expression, deterministic=True)


def match_expression(text: str | None) -> str:
    """The MATCH expression of what somebody typed into a search box."""
    try:
        return parse(text or "").expression
    except NothingToFind:
        return _NOTHING
