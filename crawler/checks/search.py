"""Checks of the full-text index against the texts."""

from crawler.checks.registry import Check, Finding, register
from crawler.checks.ward import Row, Ward
from crawler.copies.fingerprint import tokens
from crawler.storage import fulltext
from crawler.storage.terms import phrase

_TEXTS = "SELECT id, title, body FROM article WHERE id > ?1 ORDER BY id LIMIT ?2"
_LOOK = "SELECT 1 FROM article_fts WHERE article_fts MATCH ? AND rowid = ?"
_EDGE = (
    8  # words at both ends of a text: what differs at all mostly differs there, and a phrase of all would take seconds
)
_SMALL = 500


def _rows(ward: Ward) -> Finding:
    with ward.store.reading() as connection:
        missing, foreign = fulltext.differences(connection)
    found = [f"{missing:,} articles are not in the index"] * bool(missing)
    found += [f"{foreign:,} entries of the index have no article"] * bool(foreign)
    return Finding(missing + foreign, tuple(found))


def _rebuild(ward: Ward) -> None:
    with ward.writing() as connection:
        fulltext.rebuild(connection)


register(
    Check(
        "search.rows",
        "every article is in the full-text index, and nothing else is",
        _rows,
        "makes the index anew",
        _rebuild,
    )
)


def _findable(ward: Ward, number: int, title: str, body: str) -> bool:
    for column, text in (("title", title), ("body", body)):
        words = tokens(text)
        for part in (words[:_EDGE], words[-_EDGE:]):
            if part and not ward.one(_LOOK, f"{column} : {phrase(part)}", number):
                return False
    return True


def _unfindable(ward: Ward, rows: list[Row]) -> list[int]:
    """Articles that their own words do not find; looked at again, for a crawl may have changed the text meanwhile."""
    lost = [row[0] for row in rows if not _findable(ward, *row)]
    again = (row for number in lost for row in ward.rows("SELECT id, title, body FROM article WHERE id = ?", number))
    return [row[0] for row in again if not _findable(ward, *row)]


def _texts(ward: Ward) -> Finding:
    pieces = ward.pieces(_TEXTS, size=_SMALL)
    return Finding.of([f"article {number}" for rows in pieces for number in _unfindable(ward, rows)])


register(
    Check(
        "search.texts",
        "the first and last words of every title and text find their article",
        _texts,
        "makes the index anew",
        _rebuild,
        slow=True,
    )
)
