"""Portals that are not crawled: retired by the operator (since when, and why), or left alone for a while as they asked."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations

# paused_until: unix seconds, from a Retry-After; NULL where the last run was not turned away.
_STATEMENTS = (
    "ALTER TABLE portal_state ADD COLUMN retired_at TEXT",
    "ALTER TABLE portal_state ADD COLUMN retired_why TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE portal_state ADD COLUMN paused_until INTEGER",
)


@migrations()
def portals_at_rest(db: Database) -> None:
    """Portals that are not crawled, for good or for a while."""
    for statement in _STATEMENTS:
        db.execute(statement)
