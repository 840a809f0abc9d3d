"""How leads enter the frontier: each page under one address, its other addresses beside it, which are not asked for.

Every function runs inside a transaction of the caller.
"""

import sqlite3
from collections.abc import Sequence

from crawler.discovery.samepage import page_key
from crawler.scheduling.visits import ALIAS, Lead

#: What became of a page that another address of it would show as well; a page without text at one may have it at another.
_COUNTS = f"(state IN ('new', 'retry') OR (state = 'done' AND reason IN ('', '{ALIAS}', 'part', 'old')))"
_TWINS = "twin = ? AND portal = ? AND (kind = 'article') = ?"
_KNOWN = f"SELECT max(url = ?), max({_COUNTS}) FROM frontier WHERE {_TWINS}"
_ADD = """INSERT INTO frontier (portal, url, kind, address, via, rank, announced, depth, page, eager, found_at, twin,
    due_at, state, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
# Several sources name one article in any order; its rank must not depend on which came first.
_RAISE = f"UPDATE frontier SET rank = ? WHERE {_TWINS} AND state = 'new' AND rank < ?"
# A change is news when the source told of an earlier one before; the first time, when it is later than our visit.
_ANNOUNCE = f"""UPDATE frontier SET announced = ?1,
    due_at = CASE WHEN ?1 > coalesce(announced, checked_at, 0) THEN ?2 ELSE due_at END
    WHERE twin = ?3 AND portal = ?4 AND (kind = 'article') = ?5 AND ?1 > coalesce(announced, 0)
    AND state <> 'refused' AND reason <> '{ALIAS}'"""
# Taken for a list by one page, for an article by another: where it listed nothing, it may be an article.
_IS_ARTICLE = """UPDATE frontier SET kind = 'article', state = 'new', due_at = ?, rank = ?, via = ?, run = NULL, twin = ?
    WHERE portal = ? AND url = ? AND kind = 'list' AND links = 0 AND depth > 0"""
_ONE_OF_THEM = f"""UPDATE frontier AS f SET state = 'done', reason = '{ALIAS}', due_at = NULL
    WHERE portal = ?1 AND kind = 'article' AND state = 'new' AND url LIKE '%?%' AND EXISTS (
        SELECT 1 FROM frontier g WHERE g.twin = f.twin AND g.portal = f.portal AND g.kind = 'article' AND g.url <> f.url
        AND (g.state = 'done' AND g.reason = '' OR g.state = 'new' AND g.url > f.url))"""
_BRING = f"""UPDATE frontier SET state = 'new', reason = '', due_at = ?1 WHERE kind = 'article' AND reason = '{ALIAS}'
    AND checks = 0 AND portal = ?2 AND url <> ?3 AND twin = (SELECT twin FROM frontier WHERE portal = ?2 AND url = ?3)"""


def add(
    connection: sqlite3.Connection,
    portal: str,
    leads: Sequence[Lead],
    now: int,
    ignored: frozenset[str] = frozenset(),
) -> int:
    """Puts leads into the frontier, due at once; returns how many pages were not known.

    What is known keeps its state; a change that its source announces makes it due again. Another address of a known
    page is noted and not asked for; ``ignored`` are parameters that tell nothing.
    """
    return sum(_add(connection, portal, lead, now, ignored) for lead in leads)


def _add(connection: sqlite3.Connection, portal: str, lead: Lead, now: int, ignored: frozenset[str]) -> bool:
    is_article = lead.kind == "article"
    twins = (page_key(lead.url, not is_article, ignored), portal, is_article)
    itself, another = connection.execute(_KNOWN, (lead.url, *twins)).fetchone()
    if not itself:
        what = (
            *(portal, lead.url, lead.kind, None if lead.address == lead.url else lead.address or None),
            *(lead.via or None, lead.rank, lead.announced or None, lead.depth, lead.page),
            *(lead.eager and not another, now, twins[0]),
        )
        if another:
            connection.execute(_ADD, (*what, None, "done", ALIAS))
        elif connection.execute(_ADD, (*what, now, "new", "")).rowcount:
            return True
        elif is_article:
            row = (now, lead.rank, lead.via or None, twins[0], portal, lead.url)
            return connection.execute(_IS_ARTICLE, row).rowcount > 0
    if is_article:
        connection.execute(_RAISE, (lead.rank, *twins, lead.rank))
    if lead.announced:
        connection.execute(_ANNOUNCE, (lead.announced, now, *twins))
    return False


def bring_twins(connection: sqlite3.Connection, portal: str, url: str, now: int) -> int:
    """Makes the other addresses of a page due that has no article at ``url``; returns how many there are."""
    return connection.execute(_BRING, (now, portal, url)).rowcount


def match_again(connection: sqlite3.Connection, portal: str, ignored: frozenset[str]) -> None:
    """Finds the twins of what is known anew, ``ignored`` having turned out to tell nothing; of new ones one stays due."""
    rows = connection.execute(
        "SELECT url FROM frontier WHERE portal = ? AND kind = 'article' AND url LIKE '%?%'", (portal,)
    )
    keys = [(page_key(url, False, ignored), portal, url) for (url,) in rows.fetchall()]
    connection.executemany("UPDATE frontier SET twin = ? WHERE portal = ? AND url = ?", keys)
    connection.execute(_ONE_OF_THEM, (portal,))
