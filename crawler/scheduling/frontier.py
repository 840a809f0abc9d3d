"""The frontier's SQL: which addresses are known, which are due, and what a visit leaves on them.

Every function runs inside a transaction of the caller, who commits an outcome and the state of its address together.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from crawler.scheduling.intake import add, bring_twins
from crawler.scheduling.visits import ALIAS, Lead, SourceVisit, Target, Visit

__all__ = ["add"]

TARGET = ", ".join(
    f"coalesce({field.name}, '')" if field.name in ("address", "via", "etag", "last_modified") else
    f"coalesce({field.name}, 0)" if field.name == "announced" else field.name
    for field in fields(Target)
)  # fmt: skip
#: A source that is not at the front of its portal: sections, and the later pages of lists.
_DEEP = "(kind = 'list' AND depth + page > 0)"
# The planner takes the primary key for a portal's few sources and would read all its articles: the indexes are named.
# "run IS NOT": no run asks twice for one address. Looked at in the future: the clock was wrong then (crawler.storage.clock).
_SOURCES = f"""SELECT {TARGET} FROM frontier INDEXED BY frontier_sources
    WHERE portal = :portal AND kind <> 'article' AND run IS NOT :run AND (due_at <= :now OR checked_at > :now + 3600
    OR (eager AND NOT :punctual)) ORDER BY {_DEEP}, depth, page, changed_at DESC, url LIMIT :limit"""
ARTICLES = f"""SELECT {TARGET} FROM frontier INDEXED BY frontier_articles
    WHERE portal = :portal AND kind = 'article' AND due_at IS NOT NULL AND due_at <= :now
    AND run IS NOT :run AND rank >= :since AND (state <> 'done' OR rank >= :window)
    ORDER BY rank DESC, url DESC LIMIT :limit"""
_LED_TO = "coalesce((SELECT id FROM article WHERE url = ?3), (SELECT article_id FROM sighting WHERE url = ?3))"
_CLOSE = """UPDATE frontier SET state = ?, due_at = ?, reason = ?, status = ?, tries = ?, etag = ?, last_modified = ?,
    checked_at = ?, run = ?, checks = checks + 1, changes = changes + ?, changed_at = CASE WHEN ? THEN ? ELSE changed_at END,
    rank = coalesce(?, rank) WHERE portal = ? AND url = ?"""
_CLOSE_SOURCE = """UPDATE frontier SET eager = ?, links = ?, empty = ?, full_read_at = ?, deep_read_at = ?, margin = 0
    WHERE portal = ? AND url = ?"""
_TALLY = """INSERT INTO revisit_tally (portal, step, checks, changes) VALUES (?, ?, 1, ?)
    ON CONFLICT DO UPDATE SET checks = checks + 1, changes = changes + excluded.changes"""
_ALIAS = f"""INSERT INTO frontier (portal, url, kind, state, reason, via, rank, found_at, checked_at, status, run, twin)
    SELECT portal, ?1, kind, 'done', '{ALIAS}', via, rank, found_at, checked_at, status, run, page_key(?1, 0)
    FROM frontier WHERE portal = ?2 AND url = ?3
    ON CONFLICT DO UPDATE SET state = 'done', reason = '{ALIAS}', due_at = NULL, checked_at = excluded.checked_at
    WHERE kind = 'article' AND state <> 'done'"""
_HAS_ANOTHER = """SELECT 1 FROM frontier WHERE portal = ?1 AND url <> ?2 AND kind = 'article' AND state IN ('done', 'retry')
    AND reason = '' AND checks > 0 AND url IN (SELECT url FROM article WHERE id = ?3
    UNION SELECT url FROM sighting WHERE article_id = ?3)"""
_FETCHED = f"""SELECT url FROM frontier f WHERE twin = page_key(?1, 0) AND portal = ?2 AND kind = 'article' AND state = 'done'
    AND reason IN ('', '{ALIAS}') AND url IN (SELECT url FROM article WHERE url = f.url
    UNION SELECT url FROM sighting WHERE url = f.url) ORDER BY url <> ?1 LIMIT 1"""
_REST = f"UPDATE frontier SET due_at = NULL, reason = '{ALIAS}' WHERE portal = ? AND url = ?"
# Where one address has no article any more, the others are asked before it is taken for gone.
_ASK_OTHERS = f"""UPDATE frontier SET state = 'new', reason = '', due_at = ?1, run = NULL WHERE portal = ?2 AND url <> ?3
    AND kind = 'article' AND state = 'done' AND reason = '{ALIAS}' AND url IN (SELECT url FROM article WHERE id = {_LED_TO}
    UNION SELECT url FROM sighting WHERE article_id = {_LED_TO})"""

# As version 7 of the schema did with what was stored already: 30 days young, once more a day after the last time.
_SEEN = "CAST(strftime('%s', article.last_seen_at) AS INTEGER)"
_KNOW = f"""INSERT INTO frontier (portal, url, twin, kind, state, status, rank, found_at, checked_at, due_at)
    SELECT portal, {{url}}, page_key({{url}}, 0), 'article', 'done', article.status, coalesce(published_unix, {_SEEN}), {_SEEN}, {_SEEN},
        CASE WHEN published_unix > {_SEEN} - 2592000 THEN {_SEEN} + 86400 END
    FROM {{source}} WHERE article.id = ?
    ON CONFLICT DO UPDATE SET state = 'done', due_at = excluded.due_at, checked_at = excluded.checked_at WHERE state = 'new'"""

_PART = """INSERT INTO frontier (portal, url, kind, state, reason, via, rank, found_at, checked_at, status, run, twin)
    SELECT portal, ?1, kind, 'done', 'part', via, rank, found_at, checked_at, status, run, page_key(?1, 0)
    FROM frontier WHERE portal = ?2 AND url = ?3
    ON CONFLICT DO UPDATE SET kind = 'article', state = 'done', reason = 'part', due_at = NULL, tries = 0,
    checked_at = excluded.checked_at"""


def plant(connection: sqlite3.Connection, portal: str, leads: Sequence[Lead], now: int, *, alone: bool) -> None:
    """Puts a portal's own sources in, which are read in every run.

    ``alone``: all further sources descend from these, so those of a source that was taken out of the module rest.
    """
    add(connection, portal, leads, now)
    roots = [lead.url for lead in leads]
    marks = ", ".join("?" * len(roots))
    for lead in leads:
        connection.execute(
            "UPDATE frontier SET kind = ?, via = NULL, eager = ?, page = 0, due_at = coalesce(due_at, ?) WHERE portal = ? AND url = ?",
            (lead.kind, lead.eager, now, portal, lead.url),
        )
    if alone:
        connection.execute(
            f"""UPDATE frontier INDEXED BY frontier_sources SET eager = 0, due_at = NULL WHERE portal = ? AND kind <> 'article'
                AND coalesce(via, url) NOT IN ({marks})""",
            (portal, *roots),
        )


def arm(connection: sqlite3.Connection, portal: str, url: str, margin: int, now: int) -> None:
    """Makes a known page of a list due, with the number of known pages that were read before it."""
    connection.execute(
        "UPDATE frontier SET due_at = ?, margin = ? WHERE portal = ? AND url = ? AND kind <> 'article'",
        (now, margin, portal, url),
    )


def sources(
    connection: sqlite3.Connection, portal: str, run: int, now: int, limit: int, *, punctual: bool = False
) -> list[Target]:
    """Sources that are due, front page, feeds and sitemaps first. ``punctual``: none before its own interval is over."""
    parameters = {"portal": portal, "run": run, "now": now, "limit": limit, "punctual": punctual}
    return [Target(*row) for row in connection.execute(_SOURCES, parameters)]


def articles(
    connection: sqlite3.Connection, portal: str, run: int, now: int, limit: int, *, since: int = 0, window: int = 0
) -> list[Target]:
    """Articles that are due, newest first: none older than ``since``, no known one older than ``window``."""
    parameters = {"portal": portal, "run": run, "now": now, "limit": limit, "since": since, "window": window}
    return [Target(*row) for row in connection.execute(ARTICLES, parameters)]


def close(
    connection: sqlite3.Connection, visit: Visit, run: int, *, changed: bool, aliases: Iterable[str] = ()
) -> None:
    """Writes what a visit came to; ``aliases`` are other addresses that the article has by its page or a redirect."""
    connection.execute(
        _CLOSE,
        (
            *(visit.state, visit.due_at, visit.reason, visit.status, visit.tries, visit.etag or None),
            *(visit.last_modified or None, visit.at, run, changed, changed, visit.at, visit.rank),
            *(visit.portal, visit.url),
        ),
    )
    if visit.step is not None:
        connection.execute(_TALLY, (visit.portal, visit.step, changed))
    for alias in {*aliases} - {visit.url}:
        connection.execute(_ALIAS, (alias, visit.portal, visit.url))


def rest(connection: sqlite3.Connection, visit: Visit, article_id: int) -> bool:
    """Lets an address rest that led to an article which is looked at under another one; whether there is one."""
    if found := connection.execute(_HAS_ANOTHER, (visit.portal, visit.url, article_id)).fetchone():
        connection.execute(_REST, (visit.portal, visit.url))
    return found is not None


def fetched_as(connection: sqlite3.Connection, portal: str, url: str) -> str:
    """The address, this or another of the page, under which a stored article was fetched from it; empty for none."""
    found = connection.execute(_FETCHED, (url, portal)).fetchone()
    return str(found[0]) if found else ""


def ask_others(connection: sqlite3.Connection, visit: Visit) -> int:
    """Makes the other addresses of a page due that gave no article under this one; returns how many there are."""
    asked = connection.execute(_ASK_OTHERS, (visit.at, visit.portal, visit.url)).rowcount
    return asked + bring_twins(connection, visit.portal, visit.url, visit.at)


def close_part(connection: sqlite3.Connection, visit: Visit, url: str) -> None:
    """The address of a later page of the article that a visit has just closed: it is asked for with that alone."""
    if url != visit.url:
        connection.execute(_PART, (url, visit.portal, visit.url))


def close_source(connection: sqlite3.Connection, visit: Visit, source: SourceVisit, run: int) -> None:
    """Writes what the reading of a source came to."""
    close(connection, visit, run, changed=not source.empty)
    connection.execute(
        _CLOSE_SOURCE,
        (
            *(source.eager, source.links, source.empty, source.full_read_at, source.deep_read_at),
            *(visit.portal, visit.url),
        ),
    )


def know(connection: sqlite3.Connection, article_id: int) -> None:
    """An article that no crawl has fetched: its addresses are known ground, looked at again a day later while it is young."""
    for url, source in (
        ("article.url", "article"),
        ("sighting.url", "sighting JOIN article ON article.id = sighting.article_id"),
    ):
        connection.execute(_KNOW.format(url=url, source=source), (article_id,))


def renew(connection: sqlite3.Connection, portal: str, now: int, *, revisit: bool, full: bool) -> None:
    """What the operator wants again: ``revisit`` every known article, ``full`` every source and what was given up.

    ``full`` also forgets what conditional requests need, so that every answer is whole.
    """
    if revisit:
        connection.execute(
            "UPDATE frontier SET due_at = ? WHERE portal = ? AND kind = 'article' AND state = 'done' AND "
            "(reason = '' OR due_at IS NOT NULL)",
            (now, portal),
        )
    if full:
        connection.execute(
            """UPDATE frontier SET etag = NULL, last_modified = NULL, due_at = CASE WHEN kind <> 'article'
               OR state IN ('failed', 'gone', 'refused', 'retry') THEN ? ELSE due_at END WHERE portal = ?""",
            (now, portal),
        )


def bring_back_old(connection: sqlite3.Connection, portal: str, since: int, now: int) -> None:
    """Makes due what an earlier run left out for its date and this one, with its own day, does not."""
    connection.execute(
        "UPDATE frontier SET due_at = ? WHERE portal = ? AND kind = 'article' AND reason = 'old' AND rank >= ?",
        (now, portal, since),
    )


def habits(connection: sqlite3.Connection, portal: str) -> dict[str, tuple[int, int]]:
    """What pairs of addresses have taught of each parameter: so many had the same text, so many another one."""
    sql = "SELECT name, same, other FROM url_habit WHERE portal = ?"
    return {name: (same, other) for name, same, other in connection.execute(sql, (portal,))}


def keep_habits(connection: sqlite3.Connection, portal: str, counts: Mapping[str, tuple[int, int]]) -> None:
    """Writes what is known of these parameters now."""
    sql = "INSERT OR REPLACE INTO url_habit (portal, name, same, other) VALUES (?, ?, ?, ?)"
    connection.executemany(sql, [(portal, name, *pairs) for name, pairs in counts.items()])


def tallies(connection: sqlite3.Connection, portal: str) -> dict[int, tuple[int, int]]:
    """What revisits of a portal have taught: step to (articles looked at, of these changed)."""
    rows: Iterable[tuple[int, int, int]] = connection.execute(
        "SELECT step, checks, changes FROM revisit_tally WHERE portal = ?", (portal,)
    )
    return {step: (checks, changes) for step, checks, changes in rows}


def examples(connection: sqlite3.Connection, portal: str, limit: int) -> list[tuple[str, bool]]:
    """Addresses that were fetched lately, and whether each was an article: what article addresses look like."""
    sql = """SELECT url, reason = '' FROM frontier WHERE portal = ? AND kind = 'article' AND state = 'done'
        AND reason IN ('', 'no-text', 'list') ORDER BY rank DESC LIMIT ?"""
    return [(url, bool(stored)) for url, stored in connection.execute(sql, (portal, limit))]
