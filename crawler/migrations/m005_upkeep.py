"""Version 5: what upkeep has done, and indexes for what readers ask most."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations

# keeping: facts about the file itself, such as how far the look-up of copies was pruned (crawler.storage.pruning).
# Without the indexes these scan and sort the whole archive, at every poll: the newest articles and stories, what
# changed since, the last pages that were skipped, of all portals and of one.
_STATEMENTS = """
CREATE TABLE keeping (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX article_published ON article(published_at);
CREATE INDEX article_changed ON article(last_changed_at);
CREATE INDEX skipped_seen ON skipped_page(seen_at);
CREATE INDEX skipped_portal ON skipped_page(portal, seen_at)"""


@migrations()
def upkeep(db: Database) -> None:
    """What upkeep has done, and indexes for what readers ask most."""
    for statement in _STATEMENTS.split(";"):
        db.execute(statement)
