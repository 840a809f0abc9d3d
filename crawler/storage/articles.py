"""The article table: new articles, revisions, and articles seen again. Every function runs inside a transaction."""

import sqlite3
from dataclasses import dataclass, replace
from typing import Literal

from crawler.copies import canonical, settling, stories
from crawler.copies.fingerprint import Fingerprint, fingerprint, normalise
from crawler.copies.similar import Story
from crawler.reading.items import Outcome
from crawler.reading.repeats import REPEATED
from crawler.storage import fulltext, removed
from crawler.storage.addresses import Known, by_id, find, sight
from crawler.storage.resolving import Came, resolve
from crawler.storage.rows import DETAILS, Row, Seen, flagged, is_teaser, refreshed, refusal, unix_time

#: A text of less than this share of what follows was a first report, that may have grown into what another address has.
GROWN = 0.5
_INSERT = f"""INSERT INTO article (id, portal, url, story_id, is_canonical, status, published_unix, first_seen_at,
    last_seen_at, last_changed_at, content_hash, title, body, damage, rules, copy_reason, {", ".join(DETAILS)})
    VALUES ({", ".join("?" * (16 + len(DETAILS)))})"""
_SET_DETAILS = (
    f"UPDATE article SET published_unix = ?, damage = ?, {', '.join(f'{name} = ?' for name in DETAILS)} WHERE id = ?"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article. ``reason``: the test a copy met, what changed, or why a worse text was refused.

    ``canonical_changed``: a story that was stored before has another best copy now. ``page``: what its page is to the
    article's ``revision``: the one that it was read from, one like the one that it was read from, or none of it. ``addresses`` are
    those of the page in canonical form: its own, and the one that it claims where that is believed.
    """

    outcome: Outcome
    article_id: int
    story_id: int
    reason: str = ""
    canonical_changed: bool = False
    revision: int = 1
    page: Literal["its", "like", "none"] = "its"
    addresses: tuple[str, ...] = ()


def save(
    connection: sqlite3.Connection,
    row: Row,
    fp: Fingerprint,
    seen: Seen,
    status: int,
    fetched_url: str,
    cleaned: bool = False,
    came: Came | None = None,
) -> Stored:
    """Store a new article, a new revision, or the fact that an article was seen again.

    ``cleaned``: the page is the stored one, so a text that differs is another cleaning of it and no revision. ``came``:
    how the page was reached, None for one that was not fetched.
    """
    row, known = resolve(connection, row, fp, came) if came else (row, find(connection, row.url))
    if known is None:
        stored = insert(connection, row, fp, seen, status)
    else:
        stored = _seen_again(connection, known, row, fp, seen, cleaned)
        connection.execute(
            """UPDATE article SET first_seen_at = min(first_seen_at, ?), last_seen_at = max(last_seen_at, ?), status = ?,
               gone_at = NULL WHERE id = ?""",
            (seen.first, seen.last, status, known.id),
        )
    asked = came.asked if came else ""
    for url in {row.url, fetched_url, asked} - {"", known.url if known else row.url}:
        sight(connection, url, stored.article_id, seen, status)
    return replace(stored, addresses=tuple(dict.fromkeys((row.url, came.own) if came else (row.url,))))


def insert(
    connection: sqlite3.Connection,
    row: Row,
    fp: Fingerprint,
    seen: Seen,
    status: int,
    belongs: tuple[int, str] | None = None,
) -> Stored:
    """Store an article whose address is new; ``belongs``: story and reason, if none is found that it is a copy of."""
    # Articles are never deleted and the write lock is ours, so the next id is free; the row needs it as story_id.
    article_id = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM article").fetchone()[0]
    match = stories.find(connection, row, fp)
    if belongs and match.story_id is None:
        match = stories.Match(*belongs)
    story_id = match.story_id or article_id
    alone = story_id == article_id
    connection.execute(
        _INSERT,
        (
            *(article_id, row.portal, row.url, story_id, alone, status, row.published_unix),
            *(seen.first, seen.last, seen.changed),
            *(row.content_hash, row.title, row.body, row.damage, row.rules, match.reason or None, *row.details),
        ),
    )
    fulltext.add(connection, article_id, row.title, row.body)
    removed.keep(connection, article_id, 1, row.removed)
    stories.relate(connection, article_id, match.related)
    if alone:
        stories.index(connection, story_id, match.telling)
        return Stored("new", article_id, story_id)
    return Stored("copy", article_id, story_id, match.reason, canonical.elect(connection, story_id))


def mend_details(connection: sqlite3.Connection, known: Known, row: Row, *, later: bool) -> bool:
    """Fill in what another file knows of the same text, and let the ``later`` one decide where both know something.

    True when a story has another best copy now.
    """
    details = refreshed(known.details, row.details) if later else refreshed(row.details, known.details)
    if details == known.details:
        return False
    harm = row.damage if later else known.damage
    connection.execute(_SET_DETAILS, (unix_time(details[0] or ""), harm, *details, known.id))
    return canonical.elect(connection, known.story_id)


def _seen_again(
    connection: sqlite3.Connection, known: Known, row: Row, fp: Fingerprint, seen: Seen, cleaned: bool
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
    if seen.changed < known.changed_at and not (cleaned or seen.is_now):
        return Stored("unchanged", known.id, known.story_id, "older")
    reason = refusal(row, known.body, known.content_hash, known.damage, known.details[0])
    ours = not reason and (cleaned or (changes == ["body"] and _differ_by_repeats(connection, known, row)))
    if not (reason or ours):
        reason = "teaser" if is_teaser(row.body, known.body) else _mixed_up(connection, known, row)
    if reason:
        flags = flagged(known.details[-1] or "[]")
        connection.execute("UPDATE article SET flags = ? WHERE id = ?", (flags, known.id))
        return Stored("unchanged", known.id, known.story_id, reason, revision=known.revision, page="none")
    if ours:
        return _clean(connection, known, row, fp)
    return _revise(connection, known, row, fp, seen.changed, " and ".join(changes))


def _mixed_up(connection: sqlite3.Connection, known: Known, row: Row) -> str:
    """A reason where an address all at once shows another article of its portal, headline and text, as a broken cache does."""
    if row.content_hash == known.content_hash or len(known.body) < GROWN * len(row.body):
        return ""
    sql = "SELECT 1 FROM article WHERE content_hash = ? AND title = ? AND portal = ? AND id <> ? AND story_id <> ?"
    other = connection.execute(sql, (row.content_hash, row.title, row.portal, known.id, known.story_id)).fetchone()
    return "of another article" if other else ""


def _differ_by_repeats(connection: sqlite3.Connection, known: Known, row: Row) -> bool:
    """Whether only lines are gone or back that were removed for being repeated: we have learnt, the portal is as it was."""
    lines = [*removed.of_revision(connection, known.id, known.revision), *row.removed]
    repeated = {text for _, rule, text in lines if rule.startswith(REPEATED)}
    old, new = ([line for line in body.split("\n") if line not in repeated] for body in (known.body, row.body))
    return bool(repeated) and old == new


def _refresh(connection: sqlite3.Connection, known: Known, row: Row) -> Stored:
    """The same text again: its details may have been mended on the page, which is no revision."""
    details = refreshed(known.details, row.details)
    changed = False
    if details != known.details:
        connection.execute(_SET_DETAILS, (unix_time(details[0] or ""), row.damage, *details, known.id))
        changed = canonical.elect(connection, known.story_id)
    # Details that the stored page does not have would be lost when that is read again.
    page: Literal["its", "like"] = "like" if details == known.details else "its"
    return Stored("unchanged", known.id, known.story_id, "", changed, known.revision, page)


def _revise(
    connection: sqlite3.Connection, known: Known, row: Row, fp: Fingerprint, seen_at: str, reason: str
) -> Stored:
    """Put the stored version among the revisions and the new one in its place."""
    connection.execute(
        """INSERT INTO revision (article_id, revision, seen_at, title, body, extraction, extracted_at, rules)
           SELECT id, revision, last_changed_at, title, body, extraction, extracted_at, rules FROM article
           WHERE id = ?""",
        (known.id,),
    )
    story_id, changed = replace_text(connection, known, row, fp, known.revision + 1, seen_at)
    return Stored("changed", known.id, story_id, reason, changed, known.revision + 1)


def _clean(connection: sqlite3.Connection, known: Known, row: Row, fp: Fingerprint) -> Stored:
    """The same page, stripped of other lines: the text is replaced where it is."""
    story_id, changed = replace_text(connection, known, row, fp, known.revision, known.changed_at)
    return Stored("unchanged", known.id, story_id, "cleaned", changed, known.revision, "like")


def replace_text(
    connection: sqlite3.Connection, known: Known, row: Row, fp: Fingerprint, revision: int, changed_at: str
) -> tuple[int, bool]:
    """Writes a version over the stored one; returns its story and whether a story has another best copy now."""
    details = refreshed(known.details, row.details)
    connection.execute(_SET_DETAILS, (unix_time(details[0] or ""), row.damage, *details, known.id))
    title = row.title or known.title
    connection.execute(
        """UPDATE article SET revision = ?, last_changed_at = ?, content_hash = ?, title = ?, body = ?, rules = ?,
           extraction = iif(revision = ?1, extraction, 1), extracted_at = iif(revision = ?1, extracted_at, NULL)
           WHERE id = ?""",
        (revision, changed_at, row.content_hash, title, row.body, row.rules, known.id),
    )
    fulltext.change(connection, known.id, (known.title, known.body), (title, row.body))
    removed.keep(connection, known.id, revision, row.removed)
    story_id, changed = known.story_id, False
    if row.content_hash != known.content_hash:
        old = Story(fingerprint(known.title, known.body), row.portal, known.details[0] or "")
        story_id = settling.settle(connection, known.id, known.story_id, old, row, fp)
        changed = story_id != known.story_id and canonical.elect(connection, known.story_id)
    changed = canonical.elect(connection, story_id) or changed
    return story_id, changed


def reread(connection: sqlite3.Connection, article_id: int, row: Row, fp: Fingerprint) -> bool:
    """Put another reading of the page of the latest revision in its place; address and times stay.

    Returns whether a story has another best copy now.
    """
    known = replace(by_id(connection, article_id), details=row.details)  # what today's rules do not find is gone
    if (row.title, row.body) != (known.title, known.body):
        return replace_text(connection, known, row, fp, known.revision, known.changed_at)[1]
    connection.execute(_SET_DETAILS, (row.published_unix, row.damage, *row.details, article_id))
    connection.execute("UPDATE article SET rules = ? WHERE id = ?", (row.rules, article_id))
    removed.keep(connection, article_id, known.revision, row.removed)
    return canonical.elect(connection, known.story_id)
