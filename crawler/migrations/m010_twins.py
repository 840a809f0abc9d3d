"""Version 10: addresses that are forms of one page find each other; what parameters have turned out to tell."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations

# twin: crawler.discovery.samepage.page_key of the address. url_habit: so many pairs of addresses that differ in this parameter
# alone led to the same text, so many to another one.
_STATEMENTS = """
ALTER TABLE frontier ADD COLUMN twin INTEGER;
UPDATE frontier SET twin = page_key(url, kind <> 'article');
CREATE INDEX frontier_twins ON frontier(twin);
CREATE TABLE url_habit (
    portal TEXT NOT NULL,
    name TEXT NOT NULL,
    same INTEGER NOT NULL DEFAULT 0,
    other INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (portal, name)
) WITHOUT ROWID"""


@migrations()
def twins(db: Database) -> None:
    """Addresses that are forms of one page find each other."""
    for statement in _STATEMENTS.split(";\n"):
        db.execute(statement)
