"""Portals that the operator has retired: their articles stay, and nobody waits for more. Its SQL; every function takes a connection."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retired:
    """Since when (ISO 8601 with offset) a portal is retired, and why, in the operator's words; empty for no reason given."""

    since: str
    why: str = ""

    def __str__(self) -> str:
        return f"retired since {self.since[:10]}{f' ({self.why})' if self.why else ''}"


def retired(connection: sqlite3.Connection) -> dict[str, Retired]:
    """All retired portals, by name."""
    sql = "SELECT portal, retired_at, retired_why FROM portal_state WHERE retired_at IS NOT NULL ORDER BY portal"
    return {portal: Retired(since, why) for portal, since, why in connection.execute(sql)}


def retire(connection: sqlite3.Connection, portal: str, when: str, why: str) -> None:
    """Retires a portal. Of one that is retired already the day stays, and the reason is the new one, if there is any."""
    connection.execute(
        """INSERT INTO portal_state (portal, retired_at, retired_why) VALUES (?1, ?2, ?3)
           ON CONFLICT (portal) DO UPDATE SET retired_at = coalesce(retired_at, ?2),
               retired_why = CASE WHEN ?3 <> '' OR retired_at IS NULL THEN ?3 ELSE retired_why END""",
        (portal, when, why),
    )


def bring_back(connection: sqlite3.Connection, portal: str) -> bool:
    """Takes a portal back among those that are crawled; false where it was not retired."""
    sql = "UPDATE portal_state SET retired_at = NULL, retired_why = '' WHERE portal = ? AND retired_at IS NOT NULL"
    return connection.execute(sql, (portal,)).rowcount > 0
