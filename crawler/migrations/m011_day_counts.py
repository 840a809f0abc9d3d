"""Version 11: what a status reads of the days of a portal, side by side."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations

# A day's row holds its figures, 2.5 kB, and stands among those of all other portals: ten weeks of 200 portals were 14,000
# pages of the file for a status, 110 MB where the system has forgotten them. Here a portal's are on one page.
_INDEX = "CREATE INDEX portal_day_counts ON portal_day(portal, day, news, runs, good, new, copies)"


@migrations()
def day_counts(db: Database) -> None:
    """What a status reads of the days of a portal, side by side."""
    db.execute(_INDEX)
