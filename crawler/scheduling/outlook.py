"""What stands in the frontier, asked by those who hand nothing out of it: what is due, and how much."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from crawler.monitoring import pauses
from crawler.scheduling import frontier
from crawler.scheduling.visits import Lead, Target

#: Counting stops here: for a person this is many, and more would cost a crawl 10 ms at each look.
MOST_WAITING = 10_000
#: Stands for the number of a run where none has begun.
NO_RUN = -1


def admit(connection: sqlite3.Connection, portal: str, lead: Lead, now: int) -> Target:
    """The row of an article, due or not, made where its address is not known."""
    frontier.add(connection, portal, [lead], now)
    row = connection.execute(f"SELECT {frontier.TARGET} FROM frontier WHERE portal = ? AND url = ?", (portal, lead.url))
    return replace(Target(*row.fetchone()), kind="article")


def waiting(connection: sqlite3.Connection, portal: str, run: int, now: int) -> int:
    """How many of a portal's articles are due, counted up to :data:`MOST_WAITING`."""
    parameters = {"portal": portal, "run": run, "now": now, "limit": MOST_WAITING, "since": 0, "window": 0}
    return int(connection.execute(f"SELECT count(*) FROM ({frontier.ARTICLES})", parameters).fetchone()[0])


def rests(connection: sqlite3.Connection, portal: str, roots: Sequence[str], now: int) -> bool:
    """Whether a punctual run of a portal, whose own sources are ``roots``, would have nothing to fetch."""
    if pauses.paused_until(connection, portal, now):
        return True
    marks = ", ".join("?" * len(roots))
    sql = f"SELECT count(*) FROM frontier WHERE portal = ? AND url IN ({marks}) AND kind <> 'article' AND due_at IS NOT NULL"
    known = connection.execute(sql, (portal, *roots)).fetchone()[0] == len(set(roots)) > 0
    return known and not (
        frontier.sources(connection, portal, NO_RUN, now, 1, punctual=True)
        or frontier.articles(connection, portal, NO_RUN, now, 1)
    )
