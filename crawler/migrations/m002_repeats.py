"""Version 2: what portals repeat."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations

# What each portal repeats (crawler.reading.repeats). Hashes of line and place; line 0: the sums of a place; both 0: the portal's.
_REPEATS = """
CREATE TABLE repeat_line (
    portal TEXT NOT NULL,
    place INTEGER NOT NULL,
    line INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    once INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (portal, place, line)
) WITHOUT ROWID"""


@migrations()
def repeated_lines(db: Database) -> None:
    """What portals repeat."""
    db.execute(_REPEATS)
