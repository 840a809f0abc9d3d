"""Portals that have asked to be left alone, and until when. Its SQL; every function takes a connection."""

import sqlite3


def pause(connection: sqlite3.Connection, portal: str, until: int) -> None:
    """Notes at the end of a run until when (unix seconds) a portal is not to be asked; 0 for a run that it did not turn away."""
    connection.execute(
        """INSERT INTO portal_state (portal, paused_until) VALUES (?1, nullif(?2, 0))
           ON CONFLICT (portal) DO UPDATE SET paused_until = nullif(?2, 0)""",
        (portal, until),
    )


def paused_until(connection: sqlite3.Connection, portal: str, now: int) -> int:
    """Until when a portal wants to be left alone (unix seconds); 0 where it does not, or the time is over."""
    sql = "SELECT paused_until FROM portal_state WHERE portal = ? AND paused_until > ?"
    found = connection.execute(sql, (portal, now)).fetchone()
    return int(found[0]) if found else 0
