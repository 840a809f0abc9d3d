"""Extractions: what another reading of a kept page changed, and how it is stored.

A revision is what the portal changed, an extraction is what our rules did; the text before is kept for both.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from crawler.copies import settling
from crawler.copies.fingerprint import Fingerprint, fingerprint
from crawler.reading.repeats import REPEATED
from crawler.storage import articles, removed
from crawler.storage.rows import DETAILS, SHRUNK, Row, kept_flag, refusal

Kind = Literal["same", "text", "fields", "lines", "refused", "damaged", "gone"]
#: The kinds that are written.
WRITTEN = frozenset[Kind](("text", "fields", "lines"))

# Where the text of a revision stands: table, its number there, since when the first extraction is that of the revision.
_LATEST, _EARLIER = ("article", "id", "last_changed_at"), ("revision", "article_id", "seen_at")


@dataclass(frozen=True, slots=True)
class Change:
    """What a reading of the page of a revision changes.

    ``kind``: the title or body (text), else details (fields), else only lines that were removed (lines), or nothing
    (same); refused when the text would be worse, damaged when the page cannot be read, gone when there is no such
    revision (any more); ``reason`` says why. ``removed`` counts lines by rule, those of before as negative.
    """

    article_id: int
    revision: int
    kind: Kind
    reason: str = ""
    before: tuple[str, str] = ("", "")
    after: tuple[str, str] = ("", "")
    fields: tuple[str, ...] = ()
    removed: dict[str, int] = field(default_factory=dict)
    row: Row | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Known:
    """The stored version of a revision; an earlier one has no details of its own."""

    title: str
    body: str
    content_hash: str
    damage: int
    details: tuple[str | None, ...]


def compare(connection: sqlite3.Connection, article_id: int, revision: int, row: Row, against: str = "") -> Change:
    """What ``row``, read from the page of a revision, changes in it; ``against`` is why it is no article at all."""
    known = _known(connection, article_id, revision)
    if known is None:
        return Change(article_id, revision, "gone", "a crawl has changed it")
    row = replace(row, title=row.title or known.title)
    if known.details:
        row = replace(row, details=(*row.details[:-1], kept_flag(known.details[-1], row.details[-1])))
    fields, rules = _differences(connection, article_id, revision, known, row)
    before, after = (known.title, known.body), (row.title, row.body)
    kind: Kind = "same"
    if after != before:
        row = replace(row, content_hash=fingerprint(*after).content_hash)
        kind = "text"
    elif fields or rules:
        kind = "fields" if fields else "lines"
    reason = against or (_worse(row, known) if kind == "text" else "")
    if reason:
        kind = "refused"
    return Change(article_id, revision, kind, reason, before, after, fields, rules, row)


def write(connection: sqlite3.Connection, change: Change, made_at: str) -> Change:
    """Stores what a reading changes, as it is now: a crawl may have been there since. Runs inside a transaction."""
    row = change.row
    if row is None or change.kind not in WRITTEN:
        return change
    now = compare(connection, change.article_id, change.revision, row)
    if now.row is None or now.kind not in WRITTEN:
        return now
    key = (change.article_id, change.revision)
    latest = _is_latest(connection, *key)
    if now.kind == "text":
        _count(connection, *_LATEST if latest else _EARLIER, key, made_at)
    if latest:
        articles.reread(connection, change.article_id, now.row, _fingerprint(now))
    else:
        removed.keep(connection, *key, now.row.removed)
        sql = "UPDATE revision SET title = ?, body = ?, rules = ? WHERE article_id = ? AND revision = ?"
        connection.execute(sql, (now.row.title, now.row.body, now.row.rules, *key))
        if now.kind == "text":
            settling.index_again(connection, change.article_id, fingerprint(*now.before))
    return now


def _count(
    connection: sqlite3.Connection, table: str, key_column: str, since: str, key: tuple[int, int], made_at: str
) -> None:
    """Keeps the text of before as an extraction, and gives the next one its number."""
    connection.execute(
        f"""INSERT INTO extraction (article_id, revision, extraction, made_at, rules, title, body)
            SELECT {key_column}, revision, extraction, coalesce(extracted_at, {since}), rules, title, body
            FROM {table} WHERE {key_column} = ? AND revision = ?""",
        key,
    )
    connection.execute(
        f"UPDATE {table} SET extraction = extraction + 1, extracted_at = ? WHERE {key_column} = ? AND revision = ?",
        (made_at, *key),
    )


def _fingerprint(change: Change) -> Fingerprint:
    return fingerprint(*(change.after if change.kind == "text" else ("", "")))  # only a new text is looked up


def _worse(row: Row, known: _Known) -> str:
    """Why a text must not take the place of the stored one: of the same page, a small part of it is no better reading."""
    if known.body and len(row.body) < SHRUNK * len(known.body):
        return "shrunk" if row.body.strip() else "empty"
    return refusal(row, known.body, known.content_hash, known.damage)


def _known(connection: sqlite3.Connection, article_id: int, revision: int) -> _Known | None:
    found = connection.execute(
        f"""SELECT title, body, content_hash, damage, {", ".join(DETAILS)} FROM article WHERE id = ? AND revision = ?""",
        (article_id, revision),
    ).fetchone()
    if found:
        return _Known(*(*found[:4], found[4:]))
    sql = "SELECT title, body FROM revision WHERE article_id = ? AND revision = ?"
    found = connection.execute(sql, (article_id, revision)).fetchone()
    return _Known(found[0], found[1], "", 2, ()) if found else None


def _is_latest(connection: sqlite3.Connection, article_id: int, revision: int) -> bool:
    sql = "SELECT 1 FROM article WHERE id = ? AND revision = ?"
    return connection.execute(sql, (article_id, revision)).fetchone() is not None


def _differences(
    connection: sqlite3.Connection, article_id: int, revision: int, known: _Known, row: Row
) -> tuple[tuple[str, ...], dict[str, int]]:
    """The details that differ, and the removed lines by rule: more (+) or less (-) than before."""
    pairs = zip(DETAILS, known.details, row.details, strict=False)  # an earlier revision has none
    fields = tuple(name for name, before, after in pairs if before != after)
    lines = removed.of_revision(connection, article_id, revision)
    before = Counter((_rule(rule), text) for _, rule, text in lines)
    after = Counter((_rule(rule), text) for _, rule, text in row.removed)
    rules: Counter[str] = Counter()
    for more, sign in ((after - before, 1), (before - after, -1)):
        for (rule, _), count in more.items():
            rules[rule] += sign * count
    return fields, dict(rules)


def _rule(rule: str) -> str:
    """A rule without what was counted: what is learnt grows from day to day."""
    return REPEATED if rule.startswith(REPEATED) else rule


def kept(
    connection: sqlite3.Connection, portal: str, ids: Sequence[int] = (), since: str = ""
) -> list[tuple[int, int]]:
    """Articles of a portal and their revisions whose pages are kept, in order; 100 bytes of memory each.

    ``ids`` takes only these articles, ``since`` those published, or else first seen, on this day or later.
    """
    sql = """SELECT a.id, p.revision FROM article a JOIN raw_page p ON p.article_id = a.id AND p.part = 1
             WHERE a.portal = ?1 AND (?2 = '' OR substr(coalesce(a.published_at, a.first_seen_at), 1, 10) >= ?2)
             ORDER BY a.id, p.revision"""
    rows = connection.execute(sql, (portal, since))
    wanted = set(ids)
    return [(number, revision) for number, revision in rows if not wanted or number in wanted]


def portals(connection: sqlite3.Connection) -> dict[str, str]:
    """The portals of which pages are kept, each with an address of theirs."""
    sql = """SELECT portal, (SELECT url FROM article a WHERE a.portal = b.portal LIMIT 1) FROM raw_base b
             GROUP BY portal ORDER BY portal"""
    return dict(connection.execute(sql).fetchall())
