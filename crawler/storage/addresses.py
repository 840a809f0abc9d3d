"""Which article an address leads to. Every function runs inside a transaction."""

import sqlite3
from dataclasses import dataclass

from crawler.storage.rows import DETAILS, Seen

_SELECT = f"""SELECT id, url, story_id, revision, last_changed_at, content_hash, title, body, damage,
    {", ".join(DETAILS)} FROM article"""

_LED_TO = """coalesce((SELECT id FROM article WHERE url = ?1), (SELECT article_id FROM sighting WHERE url = ?1))"""


@dataclass(frozen=True, slots=True)
class Known:
    """The stored version of an article that was found by its address."""

    id: int
    url: str
    story_id: int
    revision: int
    changed_at: str
    content_hash: str
    title: str
    body: str
    damage: int
    details: tuple[str | None, ...]


def find(connection: sqlite3.Connection, url: str) -> Known | None:
    """The article with this address, else the one that this address was seen to lead to."""
    found = connection.execute(f"{_SELECT} WHERE url = ?", (url,)).fetchone()
    if found is None:
        led = connection.execute("SELECT article_id FROM sighting WHERE url = ?", (url,)).fetchone()
        if led is None:
            return None
        return by_id(connection, led[0])
    return Known(*(*found[:9], found[9:]))


def by_id(connection: sqlite3.Connection, article_id: int) -> Known:
    """The article with this id, which must be there."""
    found = connection.execute(f"{_SELECT} WHERE id = ?", (article_id,)).fetchone()
    return Known(*(*found[:9], found[9:]))


def sight(connection: sqlite3.Connection, url: str, article_id: int, seen: Seen, status: int) -> None:
    """Note another address that led to an article."""
    connection.execute(
        """INSERT INTO sighting (url, article_id, first_seen_at, last_seen_at, status) VALUES (?1, ?2, ?3, ?4, ?5)
           ON CONFLICT (url) DO UPDATE SET article_id = ?2, first_seen_at = min(first_seen_at, ?3),
               last_seen_at = max(last_seen_at, ?4), status = iif(?4 < last_seen_at, status, ?5)""",
        (url, article_id, seen.first, seen.last, status),
    )


def unchanged(connection: sqlite3.Connection, url: str, seen_at: str) -> None:
    """The article that ``url`` leads to is as it was; one that had vanished is there again."""
    there = "last_seen_at = max(last_seen_at, ?2), status = iif(status IN (404, 410), 200, status)"
    connection.execute(f"UPDATE article SET {there}, gone_at = NULL WHERE id = {_LED_TO}", (url, seen_at))
    connection.execute(f"UPDATE sighting SET {there} WHERE url = ?1", (url, seen_at))


def vanish(connection: sqlite3.Connection, url: str, status: int, seen_at: str) -> None:
    """The page at ``url`` is gone: its article, if it led to one, keeps its text and is marked.

    A page that says so with status 200 is counted as 404, which the portal should have sent.
    """
    status = status if status in (404, 410) else 404
    connection.execute(
        f"UPDATE article SET status = ?2, gone_at = coalesce(gone_at, ?3) WHERE id = {_LED_TO}", (url, status, seen_at)
    )
    connection.execute("UPDATE sighting SET status = ?2 WHERE url = ?1", (url, status))
