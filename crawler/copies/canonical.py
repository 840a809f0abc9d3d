"""Which copy speaks for a story: the least damaged one, then that of the portal it comes from, then the earliest.

A portal is taken for the origin when a copy names it as its source: by the name it is stored under, or by the name it
gives itself. When several are named, or none, the moment of publication decides.
"""

import sqlite3
from collections.abc import Sequence

from crawler.copies.fingerprint import normalise

_COPIES = """SELECT id, is_canonical, damage, portal, source,
    coalesce(published_unix, CAST(strftime('%s', first_seen_at) AS INTEGER)), first_seen_at
    FROM article WHERE story_id = ?"""


def best(connection: sqlite3.Connection, story_id: int) -> tuple[int, bool] | None:
    """The best copy of a story, and whether it is the canonical one; None for a story without articles."""
    copies = connection.execute(_COPIES, (story_id,)).fetchall()
    if not copies:
        return None
    origins = _origins(connection, copies) if len(copies) > 1 else frozenset()
    found = min(copies, key=lambda copy: (copy[2], copy[3] not in origins, copy[5], copy[6], copy[0]))
    return found[0], bool(found[1])


def elect(connection: sqlite3.Connection, story_id: int) -> bool:
    """Make the best copy of a story its canonical one; true when that is another one than before."""
    found = best(connection, story_id)
    if found is None or found[1]:
        return False
    connection.execute("UPDATE article SET is_canonical = 0 WHERE story_id = ? AND is_canonical = 1", (story_id,))
    connection.execute("UPDATE article SET is_canonical = 1 WHERE id = ?", found[:1])
    return True


def keep_title(connection: sqlite3.Connection, portal: str, title: str) -> None:
    """Remember the name that a portal gives itself."""
    connection.execute("INSERT OR REPLACE INTO portal_title (portal, title) VALUES (?, ?)", (portal, title))


def _origins(connection: sqlite3.Connection, copies: Sequence[tuple[object, ...]]) -> frozenset[str]:
    """The portals among those of the copies that one of them names as its source."""
    named = {normalise(str(copy[4])) for copy in copies if copy[4]}
    if not named:
        return frozenset()
    portals = {str(copy[3]) for copy in copies}
    marks = ", ".join("?" * len(portals))
    titles = dict(connection.execute(f"SELECT portal, title FROM portal_title WHERE portal IN ({marks})", [*portals]))
    return frozenset(
        portal for portal in portals if normalise(portal) in named or normalise(titles.get(portal, "")) in named - {""}
    )
