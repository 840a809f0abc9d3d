"""A list of its own for every first character in the full-text index, so that a single one is found as fast as a word."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations
from crawler.storage import fulltext


@migrations()
def single_characters(db: Database) -> None:
    """The full-text index with the lists of single characters, made anew where it has none."""
    fulltext.renew(db.conn)
