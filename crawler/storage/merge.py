"""Bringing another file's articles into this one: as if one machine had crawled what two have.

The other file is only read. Articles come in its order, in small batches that are one transaction each, and every step
asks what is here already: after a kill, and when a file is merged twice, the result is the same. A copy is looked for
among the stories of both files; what the other file had joined stays together where this one knows no better.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from crawler.copies import settling
from crawler.copies.fingerprint import fingerprint
from crawler.storage import addresses, articles, removed
from crawler.storage.articles import Stored
from crawler.storage.database import naming_problems
from crawler.storage.merged_parts import PARTS, copy_marks, copy_pages, presence, renumber
from crawler.storage.readers import Reader
from crawler.storage.rows import DETAILS, Row, Seen
from crawler.storage.store import Store
from crawler.storage.versions import Version, joined, placed, write

BATCH = 20  # articles a transaction
STEPS = 500  # of what comes beside them: 20 ms, for a crawl that waits to write
_ARTICLE = f"""SELECT id, portal, url, story_id, revision, status, first_seen_at, last_seen_at, last_changed_at, copy_reason,
    content_hash, title, body, published_unix, damage, {", ".join(DETAILS)} FROM article WHERE id > ? ORDER BY id LIMIT ?"""
_FIXED = 15  # columns before the details


@dataclass
class Merged:
    """What became of the other file's rows."""

    new: int = 0
    copies: int = 0
    changed: int = 0
    unchanged: int = 0
    parts: dict[str, int] = field(default_factory=dict)

    @property
    def articles(self) -> int:
        """All articles of the other file."""
        return self.new + self.copies + self.changed + self.unchanged


@dataclass(frozen=True, slots=True)
class _Incoming:
    """An article of the other file; the last of its versions is the current one."""

    id: int
    story_id: int
    revision: int
    status: int
    seen: Seen
    copy_reason: str | None
    row: Row
    versions: list[Version]


def merge(store: Store, other: Reader) -> Merged:
    """Takes in everything that ``other`` holds. Raises ``DatabaseProblem``; what was merged before stays."""
    merged, there = Merged(), other.connection
    with naming_problems(other.path):
        there.execute("BEGIN")  # one state of the file, even while it is being crawled
        try:
            for batch in _batches(there):
                with store.writing() as here:
                    for incoming in batch:
                        _count(merged, _take(here, there, incoming))
            for name, part in PARTS.items():
                merged.parts[name] = _bring(store, part(store.connection, there))
        finally:
            there.execute("ROLLBACK")
    return merged


def _count(merged: Merged, stored: Stored) -> None:
    column = "copies" if stored.outcome == "copy" else stored.outcome
    setattr(merged, column, getattr(merged, column) + 1)


def _bring(store: Store, steps: Iterator[int]) -> int:
    """Takes all steps of a part, some in each transaction; returns the rows added."""
    added = 0
    while True:
        with store.writing():
            done = list(islice(steps, STEPS))
        added += sum(done)
        if len(done) < STEPS:
            return added


def _batches(there: sqlite3.Connection) -> Iterator[list[_Incoming]]:
    last = 0
    while found := there.execute(_ARTICLE, (last, BATCH)).fetchall():
        yield [_incoming(there, values) for values in found]
        last = found[-1][0]


def _incoming(there: sqlite3.Connection, values: Sequence[Any]) -> _Incoming:
    article_id, portal, url, story_id, revision, status, *more = values[:_FIXED]
    first, last, changed, reason, digest, title, body, unix, damage = more
    versions = Version.of(there, article_id)
    row = Row(
        url=url,
        portal=portal,
        title=title,
        body=body,
        content_hash=digest,
        published_unix=unix,
        details=tuple(values[_FIXED:]),
        damage=damage,
        removed=versions[-1].removed,
        rules=versions[-1].rules,
    )
    return _Incoming(article_id, story_id, revision, status, Seen(first, last, changed), reason, row, versions)


def _take(here: sqlite3.Connection, there: sqlite3.Connection, incoming: _Incoming) -> Stored:
    """One article with its versions, sightings and what belongs to them."""
    known = addresses.find(here, incoming.row.url)
    if known is None:
        row = incoming.row
        fp = fingerprint(row.title, row.body)
        belongs = _belongs(here, there, incoming)
        stored = articles.insert(here, row, fp, incoming.seen, incoming.status, belongs)
        numbers = placed(incoming.versions, incoming.versions)
        if len(incoming.versions) > 1:
            write(here, stored.article_id, incoming.versions)
        copy_marks(here, there, incoming.id, stored.article_id)
        if stored.story_id == stored.article_id:
            settling.index_earlier(here, stored.article_id, row, fp)
    else:
        stored, numbers = _combine(here, there, known, incoming)
    for url, first, last, status in there.execute(
        "SELECT url, first_seen_at, last_seen_at, status FROM sighting WHERE article_id = ?", (incoming.id,)
    ):
        if not here.execute("SELECT 1 FROM article WHERE url = ?", (url,)).fetchone():
            addresses.sight(here, url, stored.article_id, Seen(first, last, last), status)
    copy_pages(here, there, incoming.id, stored.article_id, numbers)
    return stored


def _belongs(here: sqlite3.Connection, there: sqlite3.Connection, incoming: _Incoming) -> tuple[int, str] | None:
    """The story here of the article that the other file calls this one a copy of, if that is its first one here, too."""
    if incoming.story_id == incoming.id:
        return None
    (url,) = there.execute("SELECT url FROM article WHERE id = ?", (incoming.story_id,)).fetchone()
    first = addresses.find(here, url)
    return (first.id, incoming.copy_reason or "similar") if first and first.story_id == first.id else None


def _combine(
    here: sqlite3.Connection, there: sqlite3.Connection, known: addresses.Known, incoming: _Incoming
) -> tuple[Stored, dict[int, int]]:
    """The versions of both files in the order in which they were seen; the newest is the current one.

    Also returned: the number here of each version of the other file.
    """
    seen, ours = incoming.seen, Version.of(here, known.id)
    (last,) = here.execute("SELECT last_seen_at FROM article WHERE id = ?", (known.id,)).fetchone()
    presence(here, there, incoming.id, known.id)
    here.execute(
        "UPDATE article SET first_seen_at = min(first_seen_at, ?), last_seen_at = max(last_seen_at, ?) WHERE id = ?",
        (seen.first, seen.last, known.id),
    )
    both = joined(ours, incoming.versions)
    numbers = placed(incoming.versions, both)
    if [version.text for version in both] == [version.text for version in ours]:
        moved = articles.mend_details(here, known, incoming.row, later=seen.last > last)
        return Stored("unchanged", known.id, known.story_id, canonical_changed=moved), numbers
    write(here, known.id, both)
    renumber(here, known.id, placed(ours, both))
    if both[-1].text == ours[-1].text:
        return Stored("unchanged", known.id, known.story_id, "older"), numbers
    removed.forget(here, known.id, len(both))
    fp = fingerprint(incoming.row.title, incoming.row.body)
    story_id, moved = articles.replace_text(here, known, incoming.row, fp, len(both), both[-1].seen_at)
    return Stored("changed", known.id, story_id, "", moved), numbers
