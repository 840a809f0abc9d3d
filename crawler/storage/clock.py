"""What a clock that was wrong once leaves in the database, and how it is put right: times in the future and false ages.

A machine whose battery is flat starts in 1970 or, by a damaged BIOS, years ahead, until the network tells it the time.
A crawl in between must not put every address to sleep for years, and not take every story for an old one.
"""

import json
import sqlite3
from datetime import UTC, datetime

#: Clocks that are only a little ahead are set back within this (seconds); it delays nothing that matters.
SLACK = 3_600
#: Days on which crawls ran that the past must be vouched for by: one day of a wrong clock, or two, prune nothing.
WITNESSES = 3
#: Name in the table ``keeping``.
DAYS_MARK = "days_of_runs"

_CANARY = """SELECT EXISTS (SELECT 1 FROM frontier INDEXED BY frontier_sources
    WHERE portal = ? AND kind <> 'article' AND coalesce(checked_at, found_at) > ?)"""
# An address waits as long as it was meant to wait when it was looked at; an article that seemed past all its revisits is
# looked at once more, and then at the ages that it really reaches. What was never fetched is due at once, as always.
_HEAL = """UPDATE frontier SET
    due_at = CASE WHEN checked_at IS NULL THEN :now
        WHEN due_at IS NOT NULL THEN min(due_at, :now + max(due_at - checked_at, 0))
        WHEN kind = 'article' AND state = 'done' AND reason = '' AND rank > :born THEN :now END,
    checked_at = CASE WHEN checked_at IS NOT NULL THEN :now END,
    found_at = min(found_at, :now), changed_at = min(changed_at, :now), announced = min(announced, :now),
    rank = min(rank, :now), full_read_at = NULL, deep_read_at = min(deep_read_at, :now)
    WHERE portal = :portal AND (checked_at > :late OR (checked_at IS NULL AND due_at > :late))"""
_KEEP = "INSERT INTO keeping (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2"


def set_right(connection: sqlite3.Connection, portal: str, now: int, window: int) -> int:
    """Puts the addresses of a portal right that were looked at later than ``now`` (unix); returns how many.

    ``window``: unix time; articles that were published since are not past all their revisits. Every run reads sources,
    so these few rows tell whether the many need a look.
    """
    if not connection.execute(_CANARY, (portal, now + SLACK)).fetchone()[0]:
        return 0
    times = {"portal": portal, "now": now, "late": now + SLACK, "born": window}
    return connection.execute(_HEAL, times).rowcount


def trusted_now(connection: sqlite3.Connection, now: datetime) -> datetime:
    """``now``, or the first of the last days on which crawls ended where that is earlier: the past that may be forgotten ends there.

    Notes today. Days after today were a wrong clock's.
    """
    row = connection.execute("SELECT value FROM keeping WHERE name = ?", (DAYS_MARK,)).fetchone()
    today = now.date().isoformat()
    days = [day for day in (json.loads(row[0]) if row else []) if day < today]
    kept = [*days, today][-WITNESSES:]
    if row is None or json.loads(row[0]) != kept:
        connection.execute(_KEEP, (DAYS_MARK, json.dumps(kept)))
    return min(now, datetime.fromisoformat(kept[0]).replace(tzinfo=UTC)) if len(kept) > 1 else now
