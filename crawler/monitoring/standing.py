"""How all portals stand: what the health of each is judged by, read from the day book and the last runs. SQL for reading only."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.monitoring import daybook, health, pauses
from crawler.monitoring.last_told import LastTold
from crawler.monitoring.retired import retired as all_retired
from crawler.monitoring.rhythm import WEEKS
from crawler.monitoring.verdicts import Portal, Run

#: Runs that a verdict looks back on at least, and at most: a portal that is down is asked some 24 times a day.
LAST_RUNS, MOST_RUNS = 12, 2_000


def names(connection: sqlite3.Connection, *, retired: bool = True) -> list[str]:
    """All portals of which a crawl ever began: also those whose first one did not come to an end, and the ``retired`` ones."""
    # From one name to the next along the index: there may be a million runs, of 500 portals.
    sql = """WITH RECURSIVE began (portal) AS (
                 SELECT min(portal) FROM run
                 UNION ALL SELECT (SELECT min(portal) FROM run WHERE portal > began.portal) FROM began WHERE portal NOTNULL)
             SELECT portal FROM began WHERE portal NOTNULL UNION SELECT portal FROM portal_state ORDER BY portal"""
    left_out = {} if retired else all_retired(connection)
    return [name for (name,) in connection.execute(sql) if name not in left_out]


def portal(connection: sqlite3.Connection, name: str, now: datetime) -> Portal:
    """What is known of one portal."""
    sql = "SELECT timezone, coalesce(retired_at, ''), retired_why FROM portal_state WHERE portal = ?"
    timezone, since_when, why = connection.execute(sql, (name,)).fetchone() or ("", "", "")
    since = (now - timedelta(weeks=WEEKS + 2)).date().isoformat()
    due, pause = next_due(connection, name), pauses.paused_until(connection, name, int(now.timestamp()))
    until = datetime.fromtimestamp(pause, UTC) if pause else None
    return Portal(
        name,
        _runs(connection, name),
        daybook.counts(connection, name, since),
        daybook.course(connection, name),
        max(due, until) if due and until else due or until,
        timezone,
        (since_when, why),
        until,
    )


def zone(connection: sqlite3.Connection, name: str) -> str:
    """The name of a portal's time zone; empty where none is known."""
    found = connection.execute("SELECT timezone FROM portal_state WHERE portal = ?", (name,)).fetchone()
    return str(found[0]) if found else ""


def _runs(connection: sqlite3.Connection, name: str) -> list[Run]:
    """The last runs, newest first; further back where the portal has failed for longer: to the last good one."""
    sql = """SELECT started_at, outcome, new + changed + unchanged + copies FROM run WHERE portal = ?
             ORDER BY started_at DESC, id DESC LIMIT ?"""
    runs, has_good = [], False
    for started, outcome, articles in connection.execute(sql, (name, MOST_RUNS)):
        runs.append(Run(datetime.fromisoformat(started), outcome, articles))
        has_good |= runs[-1].is_good
        if has_good and len(runs) >= LAST_RUNS:
            break
    return runs


def trouble(connection: sqlite3.Connection, name: str) -> str:
    """What the newest ended run of a portal shows, as a verdict of :func:`crawler.monitoring.health.trouble`; empty for nothing."""
    course = daybook.course(connection, name)
    told = health.trouble(Portal(name, _runs(connection, name), course=course, zone=zone(connection, name)))
    return told[0] if told else ""


def failed_before(connection: sqlite3.Connection, name: str, since: datetime) -> int:
    """How many runs of a portal ended as failed since then."""
    sql = "SELECT count(*) FROM run WHERE portal = ? AND started_at >= ? AND outcome = 'failed'"
    return int(connection.execute(sql, (name, since.isoformat(timespec="seconds"))).fetchone()[0])


def next_due(connection: sqlite3.Connection, name: str) -> datetime | None:
    """When the first source of a portal is due by its own interval; None when there is none.

    Articles are not looked at: they are many, and what a source brings is due with it.
    """
    # Without its name the planner takes the primary key, and reads all addresses of all portals for this: .2 s of a million.
    sql = "SELECT min(due_at) FROM frontier INDEXED BY frontier_sources WHERE portal = ? AND kind <> 'article'"
    (due,) = connection.execute(sql, (name,)).fetchone()
    return datetime.fromtimestamp(due, UTC) if due else None


def runs(connection: sqlite3.Connection, name: str) -> list[dict[str, Any]]:
    """The last runs of a portal as the view ``runs`` shows them, newest first."""
    cursor = connection.execute(
        "SELECT * FROM runs WHERE portal = ? ORDER BY started_at DESC LIMIT ?", (name, LAST_RUNS)
    )
    columns = [column[0] for column in cursor.description]
    return [
        {
            key: json.loads(value) if isinstance(value, str) and value[:1] in "{[" else value
            for key, value in row.items()
        }
        for row in (dict(zip(columns, values, strict=True)) for values in cursor)
    ]


def told(connection: sqlite3.Connection) -> dict[str, LastTold]:
    """What was last told of each portal."""
    rows = connection.execute("SELECT portal, told FROM portal_state")
    return {portal: LastTold.from_text(text) for portal, text in rows}
