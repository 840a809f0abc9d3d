"""Stories: the articles that are copies of one another. Every function runs inside a transaction.

A story has the id of its first article, and every later copy is compared with that one only, so stories cannot grow
together in a chain.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

from crawler.copies.fingerprint import Fingerprint, fingerprint, normalise
from crawler.copies.similar import (
    ARCHIVED_NUMBERS,
    ARCHIVED_TOKENS,
    LIST_LIMIT,
    MAX_GAP_DAYS,
    MIN_TOKENS,
    RULE_VERSION,
    UPDATE_DAYS,
    Decision,
    Scores,
    Story,
    compare,
    decide,
    shortlist,
)
from crawler.storage.rows import Row

#: Portals reprint what they saw first, so a text is compared with so many earlier versions of a story, too.
VERSIONS = 2
_SAME_TEXT = """SELECT story_id, title, portal, published_unix FROM article WHERE content_hash = ?1 AND id != ?2
    AND (published_unix IS NULL OR ?3 IS NULL OR abs(published_unix - ?3) <= ?4 OR (?5 AND portal != ?6)) ORDER BY id"""
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Relation:
    """A story that resembles an article and is not the same; ``scores`` is JSON text."""

    other_id: int
    kind: str
    scores: str


@dataclass(frozen=True, slots=True)
class Match:
    """The story that an article is a copy of, None when it is of none, and the ones it only resembles.

    ``telling`` are the hashes by which the text, as a story of its own, can be found.
    """

    story_id: int | None = None
    reason: str = ""
    related: tuple[Relation, ...] = ()
    telling: tuple[int, ...] = ()


def find(connection: sqlite3.Connection, row: Row, fp: Fingerprint, article_id: int = 0) -> Match:
    """The story of a text: one with the same tokens, else one that shares enough of them.

    ``article_id`` is the article itself, if it is stored already; it is no copy of itself.
    """
    if not fp.codes:
        return Match()
    archived = len(fp.codes) >= ARCHIVED_TOKENS and len(fp.numbers) >= ARCHIVED_NUMBERS
    limits = (row.published_unix, MAX_GAP_DAYS * _DAY, archived, row.portal)
    for story_id, title, portal, moment in connection.execute(_SAME_TEXT, (row.content_hash, article_id, *limits)):
        if len(fp.codes) >= MIN_TOKENS or _same_short(row, fp, title, portal, moment):
            return Match(story_id, "same-text")
    return _compare(connection, row, fp, article_id)


def _same_short(row: Row, fp: Fingerprint, title: str, portal: str, moment: int | None) -> bool:
    """Whether two short texts are equal by more than chance: "see the video" stands under many titles, or every day."""
    if normalise(title) != fp.title:
        return False
    if row.published_unix is None or moment is None:
        return portal != row.portal
    return abs(row.published_unix - moment) < (_DAY if portal == row.portal else UPDATE_DAYS * _DAY)


def telling(connection: sqlite3.Connection, fp: Fingerprint) -> tuple[int, ...]:
    """The hashes of a text that few enough stories have."""
    return _telling(fp, shortlist(_sketch_rows(connection, fp))[1])


def index(connection: sqlite3.Connection, story_id: int, hashes: tuple[int, ...]) -> None:
    """Make a story findable by the telling hashes of its first article."""
    connection.executemany(
        "INSERT OR IGNORE INTO sketch (hash, story_id) VALUES (?, ?)", [(number, story_id) for number in hashes]
    )


def is_indexed(connection: sqlite3.Connection, story_id: int, hashes: Sequence[int]) -> bool:
    """Whether a story can be found by any of these hashes."""
    sql = f"SELECT 1 FROM sketch WHERE story_id = ? AND hash IN ({', '.join('?' * len(hashes))}) LIMIT 1"
    return connection.execute(sql, (story_id, *hashes)).fetchone() is not None


def forget(connection: sqlite3.Connection, story_id: int, hashes: Iterable[int]) -> None:
    """Take back what :func:`index` wrote for these hashes."""
    rows = [(number, story_id) for number in hashes]
    connection.executemany("DELETE FROM sketch WHERE hash = ? AND story_id = ?", rows)


def relate(connection: sqlite3.Connection, article_id: int, related: tuple[Relation, ...]) -> None:
    """Keep the pairs that were not merged, each from one side only."""
    connection.executemany(
        """INSERT OR REPLACE INTO relation (article_id, other_id, kind, scores) SELECT ?1, ?2, ?3, ?4
           WHERE NOT EXISTS (SELECT 1 FROM relation WHERE article_id = ?2 AND other_id = ?1)""",
        [(article_id, pair.other_id, pair.kind, pair.scores) for pair in related if pair.other_id != article_id],
    )


def copies(connection: sqlite3.Connection, story_id: int) -> list[int]:
    """The other articles of the story of this first article, oldest first."""
    sql = "SELECT id FROM article WHERE story_id = ?1 AND id != ?1 ORDER BY id"
    return [row[0] for row in connection.execute(sql, (story_id,))]


def stored(connection: sqlite3.Connection, article_id: int) -> Story:
    """A stored article as the rule sees it."""
    sql = "SELECT portal, published_at, title, body FROM article WHERE id = ?"
    portal, published_at, title, body = connection.execute(sql, (article_id,)).fetchone()
    return Story(_fingerprint(title, body), portal, published_at or "")


def earlier(connection: sqlite3.Connection, article_id: int, number: int) -> list[Story]:
    """The latest ``number`` earlier versions of an article, newest first."""
    sql = """SELECT a.portal, a.published_at, r.title, r.body FROM revision r JOIN article a ON a.id = r.article_id
             WHERE r.article_id = ? ORDER BY r.revision DESC LIMIT ?"""
    rows = connection.execute(sql, (article_id, number)).fetchall()
    return [Story(_fingerprint(title, body), portal, day or "") for portal, day, title, body in rows]


def relation(other_id: int, scores: Scores) -> Relation | None:
    """The note on a pair that was not merged, None when the two have nothing in common."""
    decision = decide(scores)
    if decision.kind == "none":
        return None
    # Two stories whose texts have become alike since stay two; they resemble each other.
    return Relation(other_id, "sibling" if decision.kind == "copy" else decision.kind, _evidence(scores, decision))


def _sketch_rows(connection: sqlite3.Connection, fp: Fingerprint) -> list[tuple[int, int]]:
    """The (hash, story_id) rows of all stories that share a hash with a text."""
    marks = ", ".join("?" * len(fp.sketch))
    return connection.execute(f"SELECT hash, story_id FROM sketch WHERE hash IN ({marks})", fp.sketch).fetchall()


def _compare(connection: sqlite3.Connection, row: Row, fp: Fingerprint, article_id: int) -> Match:
    """Read the texts of the few stories that share hashes, and let the rule decide."""
    rows = [found for found in _sketch_rows(connection, fp) if found[1] != article_id]
    best, counts = shortlist(rows)
    arriving = Story(fp, row.portal, row.details[0] or "")
    related, matches = [], []
    for story_id in best:
        scores = _best_scores(connection, arriving, story_id, counts)
        decision = decide(scores)
        if decision.kind == "copy":
            matches.append((not scores.same_title, story_id, decision.reason))
        elif pair := relation(story_id, scores):
            related.append(pair)
    if matches:
        # A copy that was too badly cut to be known as one founds a story of its own, which the next copies resemble
        # more than the original. The older story is the original's, and that of the same title.
        _, story_id, reason = min(matches)
        return Match(story_id, reason)
    return Match(related=tuple(related), telling=_telling(fp, counts))


def _best_scores(connection: sqlite3.Connection, arriving: Story, story_id: int, counts: Mapping[int, int]) -> Scores:
    """Scores with the first article of a story, or with an earlier version of it that the text is a copy of."""
    now = compare(arriving, stored(connection, story_id), counts)
    if decide(now).kind == "copy":
        return now
    for version in earlier(connection, story_id, VERSIONS):
        scores = compare(arriving, version, counts)
        if decide(scores).kind == "copy":
            return scores
    return now


@lru_cache(maxsize=256)  # 256 texts of 500 characters with their shingles are about 15 MB
def _fingerprint(title: str, body: str) -> Fingerprint:
    """Hashed anew, for a stored fingerprint would be as large as the text; notices meet the same few stories often."""
    return fingerprint(title, body)


def _evidence(scores: Scores, decision: Decision) -> str:
    """The scores that were measured, shortened, with the reason and the version of the rule."""
    measured = {
        name: round(value, 3) if isinstance(value, float) else value
        for name, value in asdict(scores).items()
        if value is not None
    }
    return json.dumps({"reason": decision.reason, **measured, "rule": RULE_VERSION}, ensure_ascii=False)


def _telling(fp: Fingerprint, counts: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(number for number in fp.sketch if counts.get(number, 0) <= LIST_LIMIT)
