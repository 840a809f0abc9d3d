"""The full-text index, with all that is stored in it."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations
from crawler.storage import fulltext


@migrations()
def full_text(db: Database) -> None:
    """The full-text index, with all that is stored in it."""
    db.execute(fulltext.CREATE)
    fulltext.rebuild(db.conn)
