"""Which stored article a page is, whatever address it came under. Every function runs inside a transaction.

What a page claims (``rel=canonical``) and where a redirect leads are believed as far as address or text bear them out: a
template may name one address on every page, and what is gone may be redirected to something else.
"""

import sqlite3
from dataclasses import dataclass, replace

from crawler.copies import stories
from crawler.copies.fingerprint import Fingerprint, normalise
from crawler.copies.similar import Story, compare, decide
from crawler.discovery.samepage import are_kin, are_twins
from crawler.storage.addresses import Known, by_id, find
from crawler.storage.rows import Row

_SAME_TEXT = "SELECT id FROM article WHERE content_hash = ? AND portal = ? ORDER BY id LIMIT 8"
_ADDRESSES = "SELECT url FROM article WHERE id = ?1 UNION SELECT url FROM sighting WHERE article_id = ?1"


@dataclass(frozen=True, slots=True)
class Came:
    """How a page came: the canonical form of the address that answered, and the one that was asked for ("": the same)."""

    own: str
    asked: str = ""


def resolve(connection: sqlite3.Connection, row: Row, fp: Fingerprint, came: Came) -> tuple[Row, Known | None]:
    """The article that a page shows, None for a new one; the row has the page's own address where its claim is not believed."""
    known = find(connection, row.url)
    if not are_twins(row.url, came.own) and not _is_borne_out(connection, row, fp, came.own, known):
        row = replace(row, url=came.own)
        known = find(connection, row.url)
    known = known or (find(connection, came.own) if came.own != row.url else None)
    if known is None and came.asked:
        before = find(connection, came.asked)
        if before and (are_twins(came.asked, came.own) or _are_alike(connection, row, fp, before)):
            known = before
    return row, known or _same_text(connection, row, fp, came.own)


def _is_borne_out(connection: sqlite3.Connection, row: Row, fp: Fingerprint, own: str, known: Known | None) -> bool:
    """Whether the page at ``own`` is the one whose address it claims."""
    if known is None:
        return are_kin(row.url, own)
    led = connection.execute("SELECT article_id FROM sighting WHERE url = ?", (own,)).fetchone()
    return led == (known.id,) or _are_alike(connection, row, fp, known)


def _are_alike(connection: sqlite3.Connection, row: Row, fp: Fingerprint, known: Known) -> bool:
    if row.content_hash == known.content_hash:
        return True
    page = Story(fp, row.portal, row.details[0] or "")
    return decide(compare(page, stories.stored(connection, known.id))).kind in ("copy", "contains")


def _same_text(connection: sqlite3.Connection, row: Row, fp: Fingerprint, own: str) -> Known | None:
    """An article of the portal with the same words under the same name: two addresses of one page that no form shows.

    Without a name in common they are two publications, of which one is the copy.
    """
    for (article_id,) in connection.execute(_SAME_TEXT, (row.content_hash, row.portal)).fetchall():
        urls = [url for (url,) in connection.execute(_ADDRESSES, (article_id,))]
        if any(are_kin(url, own) for url in urls):
            known = by_id(connection, article_id)
            if normalise(known.title) == fp.title:
                return known
    return None
