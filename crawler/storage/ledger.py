"""The run ledger: what each crawl of a portal fetched, and what became of every page.

Every page is counted in the transaction that stores or skips it, so the figures of a run that was killed are true.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.reading.items import Outcome

_COLUMN = {"new": "new", "changed": "changed", "unchanged": "unchanged", "copy": "copies", "skipped": "skips"}
# One constant text a column keeps sqlite3's statement cache warm; names of columns cannot be parameters.
_COUNT = {
    outcome: f"UPDATE run SET pages = pages + 1, {column} = {column} + 1 WHERE id = ?"
    for outcome, column in _COLUMN.items()
}


@dataclass(slots=True)
class RunCounts:
    """Pages of one run by outcome; ``skipped`` maps each reason to its pages."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    copies: int = 0
    skipped: dict[str, int] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """All pages that were fetched as articles."""
        return self.new + self.changed + self.unchanged + self.copies + sum(self.skipped.values())


def start(connection: sqlite3.Connection, portal: str, started_at: str) -> int:
    """Open a run of ``portal`` and return its id. Its ``outcome`` is NULL until :func:`finish`."""
    cursor = connection.execute("INSERT INTO run (portal, started_at) VALUES (?, ?)", (portal, started_at))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def last_start(connection: sqlite3.Connection, portal: str) -> str:
    """When the last run of a portal began (ISO 8601, UTC), empty where there was none; one step along the index."""
    (began,) = connection.execute("SELECT max(started_at) FROM run WHERE portal = ?", (portal,)).fetchone()
    return began or ""


def count(connection: sqlite3.Connection, run: int, outcome: Outcome) -> None:
    """Add one page to a run. Raises ``ValueError`` when there is no such run."""
    if connection.execute(_COUNT[outcome], (run,)).rowcount == 0:
        raise _no_run(run)


def skip(connection: sqlite3.Connection, url: str, portal: str, reason: str, run: int, seen_at: str) -> None:
    """Note a page that was fetched and not stored. Raises ``ValueError`` when there is no such run."""
    count(connection, run, "skipped")
    skipped = counts(connection, run).skipped
    skipped[reason] = skipped.get(reason, 0) + 1
    connection.execute("UPDATE run SET skipped = ? WHERE id = ?", (_json(skipped), run))
    connection.execute(
        "INSERT INTO skipped_page (url, portal, reason, seen_at, run) VALUES (?, ?, ?, ?, ?)",
        (url, portal, reason, seen_at, run),
    )


def counts(connection: sqlite3.Connection, run: int) -> RunCounts:
    """What a run has done so far. Raises ``ValueError`` when there is no such run."""
    row = connection.execute("SELECT new, changed, unchanged, copies, skipped FROM run WHERE id = ?", (run,)).fetchone()
    if row is None:
        raise _no_run(run)
    new, changed, unchanged, copies, skipped = row
    return RunCounts(new, changed, unchanged, copies, json.loads(skipped))


def set_counts(connection: sqlite3.Connection, run: int, totals: RunCounts) -> None:
    """Replace what was counted page by page."""
    connection.execute(
        """UPDATE run SET pages = ?, new = ?, changed = ?, unchanged = ?, copies = ?, skips = ?, skipped = ?
           WHERE id = ?""",
        (
            *(totals.pages, totals.new, totals.changed, totals.unchanged, totals.copies),
            *(sum(totals.skipped.values()), _json(totals.skipped), run),
        ),
    )


def finish(
    connection: sqlite3.Connection,
    run: int,
    outcome: str,
    finished_at: str,
    seconds: float | None,
    size: int | None,
    sources: Mapping[str, object],
    fields: Mapping[str, object],
) -> None:
    """Close a run; ``size`` is in bytes. Raises ``ValueError`` when there is no such run."""
    closed = connection.execute(
        "UPDATE run SET outcome = ?, finished_at = ?, seconds = ?, bytes = ?, sources = ?, fields = ? WHERE id = ?",
        (outcome, finished_at, seconds, size, _json(sources), _json(fields), run),
    )
    if closed.rowcount == 0:
        raise _no_run(run)


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _no_run(run: int) -> ValueError:
    return ValueError(f"run {run} does not exist: start_run() gives the number of a run")
