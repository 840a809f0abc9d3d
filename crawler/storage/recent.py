"""What the database has of a portal's last days, to be held against what is expected of it."""

import sqlite3
from dataclasses import dataclass

#: Articles that are looked at, the last ones stored.
LAST = 200
#: Whole days before the last run over which articles are counted: a week has one of each.
DAYS = 7
_COLUMNS = frozenset(("title", "body", "published_at", "modified_at", "section", "breadcrumbs", "source", "authors", "credits",
                      "tags", "images", "language"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recent:
    """``outcome`` of the last run; articles a day over the last week (-1: watched for less than that); of the last
    ``articles``: how many have a body outside of the given lengths, how many lack each field, with one address each."""

    outcome: str
    finished_at: str
    per_day: float
    articles: int
    odd_bodies: int
    odd_example: str
    lacking: dict[str, tuple[int, str]]


def recent(
    connection: sqlite3.Connection, portal: str, body_chars: tuple[int, int], always: tuple[str, ...]
) -> Recent | None:
    """The last days of ``portal``; None when no run of it is known."""
    run = connection.execute(
        "SELECT outcome, finished_at, started_at FROM runs WHERE portal = ? AND finished_at IS NOT NULL"
        " ORDER BY id DESC LIMIT 1", (portal,),
    ).fetchone()  # fmt: skip
    if run is None:
        return None
    outcome, finished_at, started_at = tuple(run)
    least, most = body_chars
    count, odd, example = _one(connection, portal, f"length(body) NOT BETWEEN {int(least)} AND {int(most)}")
    lacking = {}
    for name in always:
        if name in _COLUMNS:
            _, missing, url = _one(connection, portal, f"coalesce({name}, '') IN ('', '[]')")
            lacking[name] = missing, url
    return Recent(outcome, finished_at, _per_day(connection, portal, started_at), count, odd, example, lacking)


def _one(connection: sqlite3.Connection, portal: str, condition: str) -> tuple[int, int, str]:
    """(articles looked at, those of the condition, one of their addresses)."""
    row = connection.execute(
        f"SELECT count(*), coalesce(sum(is_odd), 0), coalesce(max(CASE WHEN is_odd THEN url END), '') FROM"
        f" (SELECT url, {condition} AS is_odd FROM articles WHERE portal = ? ORDER BY id DESC LIMIT {LAST})",
        (portal,),
    ).fetchone()
    return int(row[0]), int(row[1]), str(row[2])


def _per_day(connection: sqlite3.Connection, portal: str, until: str) -> float:
    """Articles a day of the ``DAYS`` whole days before ``until``; -1 where the first run was no longer ago."""
    row = connection.execute(
        "SELECT (SELECT min(started_at) FROM runs WHERE portal = ?1) <= date(?2, ?3),"
        " (SELECT count(*) FROM articles WHERE portal = ?1"
        "  AND date(first_seen_at) >= date(?2, ?3) AND date(first_seen_at) < date(?2))",
        (portal, until, f"-{DAYS} days"),
    ).fetchone()
    return row[1] / DAYS if row[0] else -1.0
