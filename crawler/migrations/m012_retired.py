"""Portals that are not crawled any more, because the operator said so: since when, and why."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations

_STATEMENTS = (
    "ALTER TABLE portal_state ADD COLUMN retired_at TEXT",
    "ALTER TABLE portal_state ADD COLUMN retired_why TEXT NOT NULL DEFAULT ''",
)


@migrations()
def retired(db: Database) -> None:
    """Portals that are not crawled any more."""
    for statement in _STATEMENTS:
        db.execute(statement)
