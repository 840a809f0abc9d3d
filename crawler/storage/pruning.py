"""Pruning: the look-up of copies forgets old stories, and old lists of skipped pages go.

A copy is only sought among stories of the last 30 days (:data:`crawler.copies.similar.MAX_GAP_DAYS`), so the hashes of older
stories are dead weight: 24 rows, about 350 bytes each. What counts is when a story was stored, for articles are stored
after they are published, and a crawl of an archive brings old stories whose copies may come tomorrow. Articles get
rising numbers as they are stored; so one number in the table ``keeping`` says how far the pruning has come.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from crawler.copies.fingerprint import fingerprint
from crawler.copies.stories import VERSIONS, earlier, forget
from crawler.storage.clock import trusted_now
from crawler.storage.database import naming_problems
from crawler.storage.store import Store

#: Names in the table ``keeping``: the last article whose story was taken out of the index, and the day up to which
#: lists of skipped pages are gone.
INDEX_MARK = "index_pruned_to"
SKIPPED_MARK = "skipped_pruned_before"

ARTICLES = 50  # a transaction: hashing and 24 deletes each, about 30 ms
ROWS = 5_000
TIDY_ARTICLES = 1_000  # at the end of each run: .6 s of CPU at most, and about what a large portal brings in a day
TIDY_SKIPPED = 5_000

_KEEP = "INSERT INTO keeping (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2"


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was pruned, or would be: stories, their rows of the index, and rows of the view ``skipped``."""

    stories: int = 0
    rows: int = 0
    skipped: int = 0


def day_before(days: float, now: datetime | None = None) -> str:
    """The moment ``days`` ago as the store writes times (UTC, ISO 8601)."""
    return ((now or datetime.now(UTC)) - timedelta(days=days)).isoformat(timespec="seconds")


def mark_of(connection: sqlite3.Connection) -> int:
    """The article up to which stories were taken out of the look-up of copies; 0 when never."""
    found = connection.execute("SELECT value FROM keeping WHERE name = ?", (INDEX_MARK,)).fetchone()
    return int(found[0]) if found else 0


def prune_some(store: Store, before: str, most: int) -> int:
    """Take stories that were stored before a moment out of the index, looking at ``most`` articles; returns how many.

    Old rows are found by hashing the old text again: .6 ms of CPU a story with its deletes, whatever the size of the index.
    """
    seen = 0
    while seen < most:
        size = min(ARTICLES, most - seen)
        with store.writing() as connection:
            rows = connection.execute(
                "SELECT id, story_id, first_seen_at, title, body FROM article WHERE id > ? ORDER BY id LIMIT ?",
                (mark_of(connection), size),
            ).fetchall()
            old = list(takewhile(lambda row: row[2] < before, rows))
            for article_id, story_id, _, title, body in old:
                if article_id == story_id:
                    texts = [
                        fingerprint(title, body),
                        *(old.fingerprint for old in earlier(connection, story_id, VERSIONS)),
                    ]
                    forget(connection, story_id, {number for text in texts for number in text.sketch})
            if old:
                connection.execute(_KEEP, (INDEX_MARK, str(old[-1][0])))
        seen += len(old)
        if len(old) < size:
            break
    return seen


def prune_all(store: Store, before: str, *, dry_run: bool = False) -> Pruned:
    """Take all stories that were stored before a moment out of the index, by one walk over it.

    The walk also takes rows that an old story got because its text changed later.
    """
    with naming_problems(store.path):
        mark = mark_of(store.connection)
        young, last = store.connection.execute(
            "SELECT (SELECT min(id) FROM article WHERE first_seen_at >= ?), (SELECT max(id) FROM article)", (before,)
        ).fetchone()
        end = max(mark, young - 1 if young else last or 0)
        stories = store.connection.execute(
            "SELECT count(*) FROM article WHERE id > ? AND id <= ? AND id = story_id", (mark, end)
        ).fetchone()[0]
    if not dry_run and end > mark:
        with store.writing() as connection:
            connection.execute(_KEEP, (INDEX_MARK, str(end)))
    return Pruned(stories, _walk(store, end, dry_run=dry_run))


def _walk(store: Store, end: int, *, dry_run: bool) -> int:
    key, gone = (-(2**63), 0), 0
    while True:
        with naming_problems(store.path):
            rows = store.connection.execute(
                "SELECT hash, story_id FROM sketch WHERE (hash, story_id) > (?, ?) ORDER BY hash, story_id LIMIT ?",
                (*key, ROWS),
            ).fetchall()
        old = [row for row in rows if row[1] <= end]
        gone += len(old)
        if old and not dry_run:
            with store.writing() as connection:
                connection.executemany("DELETE FROM sketch WHERE hash = ? AND story_id = ?", old)
        if len(rows) < ROWS:
            return gone
        key = rows[-1]


def tidy(store: Store, index_days: float, skipped_days: float) -> None:
    """What the end of a run does: a bounded part of the pruning (0 days: none), and the WAL emptied into the file.

    Waits for nobody: when a reader holds an old state, the WAL is left for the next run. Raises
    :class:`~crawler.storage.database.DatabaseProblem`.
    """
    with store.writing() as connection:
        now = trusted_now(connection, datetime.now(UTC))
    if index_days:
        prune_some(store, day_before(index_days, now), TIDY_ARTICLES)
    if skipped_days:
        prune_skipped(store, day_before(skipped_days, now), TIDY_SKIPPED)
    with naming_problems(store.path):
        patience = store.connection.execute("PRAGMA busy_timeout").fetchone()[0]
        store.connection.execute("PRAGMA busy_timeout = 0")
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        store.connection.execute(f"PRAGMA busy_timeout = {patience}")


def prune_skipped(store: Store, before: str, most: int | None = None, *, dry_run: bool = False) -> int:
    """Delete rows of ``skipped`` that are older than a moment, ``most`` at most; the counts of the runs stay."""
    if dry_run:
        sql = "SELECT count(*) FROM skipped_page WHERE seen_at < ?"
        with naming_problems(store.path):
            return int(store.connection.execute(sql, (before,)).fetchone()[0])
    gone = 0
    while most is None or gone < most:
        size = ROWS if most is None else min(ROWS, most - gone)
        with store.writing() as connection:
            found = connection.execute(
                """DELETE FROM skipped_page WHERE id IN
                   (SELECT id FROM skipped_page WHERE seen_at < ? ORDER BY seen_at LIMIT ?)""",
                (before, size),
            ).rowcount
            if found:
                connection.execute(_KEEP, (SKIPPED_MARK, before))
        gone += found
        if found < size:
            break
    return gone
