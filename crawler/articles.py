"""The article table: new articles, revisions, and articles seen again. Every function runs inside a transaction."""

import sqlite3
from dataclasses import dataclass

from crawler import stories
from crawler.fingerprint import Fingerprint, fingerprint, normalise
from crawler.items import Outcome
from crawler.repeats import REPEATED
from crawler.rows import DETAILS, Row, refreshed, refusal, unix_time

_INSERT = f"""INSERT INTO article (id, portal, url, story_id, is_canonical, status, published_unix, first_seen_at,
    last_seen_at, last_changed_at, content_hash, title, body, damage, {", ".join(DETAILS)})
    VALUES ({", ".join("?" * (14 + len(DETAILS)))})"""
_SELECT = f"""SELECT id, url, story_id, revision, last_changed_at, content_hash, title, body, damage,
    {", ".join(DETAILS)} FROM article"""
_LED_TO = """coalesce((SELECT id FROM article WHERE url = ?1), (SELECT article_id FROM sighting WHERE url = ?1))"""
_SET_DETAILS = (
    f"UPDATE article SET published_unix = ?, damage = ?, {', '.join(f'{name} = ?' for name in DETAILS)} WHERE id = ?"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article. ``reason``: the test a copy met, what changed, or why a worse text was refused.

    ``canonical_changed``: a story that was stored before has another best copy now.
    """

    outcome: Outcome
    article_id: int
    story_id: int
    reason: str = ""
    canonical_changed: bool = False


@dataclass(frozen=True, slots=True)
class _Version:
    """The stored version of an article."""

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


def save(
    connection: sqlite3.Connection,
    row: Row,
    fp: Fingerprint,
    seen_at: str,
    status: int,
    fetched_url: str,
    cleaned: bool = False,
) -> Stored:
    """Store a new article, a new revision, or the fact that an article was seen again.

    ``cleaned``: the page is the stored one, so a text that differs is another cleaning of it and no revision.
    """
    known = _find(connection, row.url)
    if known is None:
        stored = _insert(connection, row, fp, seen_at, status)
    else:
        stored = _seen_again(connection, known, row, fp, seen_at, cleaned)
        connection.execute(
            "UPDATE article SET last_seen_at = max(last_seen_at, ?), status = ?, gone_at = NULL WHERE id = ?",
            (seen_at, status, known.id),
        )
    for url in {row.url, fetched_url} - {"", known.url if known else row.url}:
        _sight(connection, url, stored.article_id, seen_at, status)
    return stored


def seen(connection: sqlite3.Connection, url: str, seen_at: str) -> None:
    """The article that ``url`` leads to is as it was."""
    connection.execute(f"UPDATE article SET last_seen_at = max(last_seen_at, ?2) WHERE id = {_LED_TO}", (url, seen_at))
    connection.execute("UPDATE sighting SET last_seen_at = max(last_seen_at, ?2) WHERE url = ?1", (url, seen_at))


def vanish(connection: sqlite3.Connection, url: str, status: int, seen_at: str) -> None:
    """The page at ``url`` is gone: its article, if it led to one, keeps its text and is marked.

    A page that says so with status 200 is counted as 404, which the portal should have sent.
    """
    status = status if status in (404, 410) else 404
    connection.execute(
        f"UPDATE article SET status = ?2, gone_at = coalesce(gone_at, ?3) WHERE id = {_LED_TO}", (url, status, seen_at)
    )
    connection.execute("UPDATE sighting SET status = ?2 WHERE url = ?1", (url, status))


def _find(connection: sqlite3.Connection, url: str) -> _Version | None:
    """The article with this address, else the one that this address was seen to lead to."""
    found = connection.execute(f"{_SELECT} WHERE url = ?", (url,)).fetchone()
    if found is None:
        led = connection.execute("SELECT article_id FROM sighting WHERE url = ?", (url,)).fetchone()
        if led is None:
            return None
        found = connection.execute(f"{_SELECT} WHERE id = ?", led).fetchone()
    return _Version(*(*found[:9], found[9:]))


def _insert(connection: sqlite3.Connection, row: Row, fp: Fingerprint, seen_at: str, status: int) -> Stored:
    # Articles are never deleted and the write lock is ours, so the next id is free; the row needs it as story_id.
    article_id = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM article").fetchone()[0]
    match = stories.find(connection, row, fp)
    story_id = match.story_id or article_id
    alone = story_id == article_id
    connection.execute(
        _INSERT,
        (
            *(article_id, row.portal, row.url, story_id, alone, status, row.published_unix, seen_at, seen_at, seen_at),
            *(row.content_hash, row.title, row.body, row.damage, *row.details),
        ),
    )
    _keep_removed(connection, article_id, 1, row)
    stories.relate(connection, article_id, match.related)
    if alone:
        stories.index(connection, story_id, match.telling)
        return Stored("new", article_id, story_id)
    return Stored("copy", article_id, story_id, match.reason, stories.elect(connection, story_id))


def _seen_again(
    connection: sqlite3.Connection, known: _Version, row: Row, fp: Fingerprint, seen_at: str, cleaned: bool
) -> Stored:
    changes = [
        name
        for name, differs in (
            ("title", bool(row.title) and row.title != known.title and fp.title != normalise(known.title)),
            ("body", row.body != known.body),
        )
        if differs
    ]
    if not changes:
        return _refresh(connection, known, row)
    reason = refusal(row, known.body, known.content_hash, known.damage)
    if reason:
        return Stored("unchanged", known.id, known.story_id, reason)
    if cleaned or (changes == ["body"] and _differ_by_repeats(connection, known, row)):
        return _clean(connection, known, row, fp)
    return _revise(connection, known, row, fp, seen_at, " and ".join(changes))


def _differ_by_repeats(connection: sqlite3.Connection, known: _Version, row: Row) -> bool:
    """Whether only lines are gone or back that were removed for being repeated: we have learnt, the portal is as it was."""
    before = connection.execute(
        "SELECT rule, text FROM removed_line WHERE article_id = ? AND revision = ?", (known.id, known.revision)
    )
    lines = [*before, *((rule, text) for _, rule, text in row.removed)]
    repeated = {text for rule, text in lines if rule.startswith(REPEATED)}
    old, new = ([line for line in body.split("\n") if line not in repeated] for body in (known.body, row.body))
    return bool(repeated) and old == new


def _refresh(connection: sqlite3.Connection, known: _Version, row: Row) -> Stored:
    """The same text again: its details may have been mended on the page, which is no revision."""
    details = refreshed(known.details, row.details)
    changed = False
    if details != known.details:
        connection.execute(_SET_DETAILS, (unix_time(details[0] or ""), row.damage, *details, known.id))
        changed = stories.elect(connection, known.story_id)
    return Stored("unchanged", known.id, known.story_id, canonical_changed=changed)


def _revise(
    connection: sqlite3.Connection, known: _Version, row: Row, fp: Fingerprint, seen_at: str, reason: str
) -> Stored:
    """Put the stored version among the revisions and the new one in its place."""
    connection.execute(
        "INSERT INTO revision (article_id, revision, seen_at, title, body) VALUES (?, ?, ?, ?, ?)",
        (known.id, known.revision, known.changed_at, known.title, known.body),
    )
    story_id, changed = _replace(connection, known, row, fp, known.revision + 1, seen_at)
    return Stored("changed", known.id, story_id, reason, changed)


def _clean(connection: sqlite3.Connection, known: _Version, row: Row, fp: Fingerprint) -> Stored:
    """The same page, stripped of other lines: the text is replaced where it is."""
    connection.execute("DELETE FROM removed_line WHERE article_id = ? AND revision = ?", (known.id, known.revision))
    story_id, changed = _replace(connection, known, row, fp, known.revision, known.changed_at)
    return Stored("unchanged", known.id, story_id, "cleaned", changed)


def _replace(
    connection: sqlite3.Connection, known: _Version, row: Row, fp: Fingerprint, revision: int, changed_at: str
) -> tuple[int, bool]:
    """Writes a version over the stored one; returns its story and whether a story has another best copy now."""
    details = refreshed(known.details, row.details)
    connection.execute(_SET_DETAILS, (unix_time(details[0] or ""), row.damage, *details, known.id))
    connection.execute(
        "UPDATE article SET revision = ?, last_changed_at = ?, content_hash = ?, title = ?, body = ? WHERE id = ?",
        (revision, changed_at, row.content_hash, row.title or known.title, row.body, known.id),
    )
    _keep_removed(connection, known.id, revision, row)
    story_id, changed = known.story_id, False
    if row.content_hash != known.content_hash:
        story_id = _settle(connection, known, row, fp)
        changed = story_id != known.story_id and stories.elect(connection, known.story_id)
    changed = stories.elect(connection, story_id) or changed
    return story_id, changed


def _settle(connection: sqlite3.Connection, known: _Version, row: Row, fp: Fingerprint) -> int:
    """The story of a changed text. An article that others were compared with stays, whatever it says now."""
    first = known.story_id == known.id
    if first:
        stories.forget(connection, known.id, fingerprint(known.title, known.body))
    if first and not stories.is_alone(connection, known.id):
        stories.index(connection, known.id, stories.telling(connection, fp))
        return known.story_id
    match = stories.find(connection, row, fp, article_id=known.id)
    story_id = match.story_id or known.id
    if story_id != known.story_id:
        own = story_id == known.id
        connection.execute("UPDATE article SET story_id = ?, is_canonical = ? WHERE id = ?", (story_id, own, known.id))
    connection.execute("DELETE FROM relation WHERE article_id = ?", (known.id,))
    stories.relate(connection, known.id, match.related)
    if story_id == known.id:
        stories.index(connection, story_id, match.telling)
    return story_id


def _keep_removed(connection: sqlite3.Connection, article_id: int, revision: int, row: Row) -> None:
    connection.executemany(
        "INSERT INTO removed_line (article_id, revision, number, position, rule, text) VALUES (?, ?, ?, ?, ?, ?)",
        [(article_id, revision, number, *line) for number, line in enumerate(row.removed)],
    )


def _sight(connection: sqlite3.Connection, url: str, article_id: int, seen_at: str, status: int) -> None:
    connection.execute(
        """INSERT INTO sighting (url, article_id, first_seen_at, last_seen_at, status) VALUES (?1, ?2, ?3, ?3, ?4)
           ON CONFLICT (url) DO UPDATE SET article_id = ?2, last_seen_at = max(last_seen_at, ?3), status = ?4""",
        (url, article_id, seen_at, status),
    )
