"""Version 3: the pages that articles were read from, and readings of them by other rules."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations

# raw_base: earlier pages of a portal, which its pages are compressed against (crawler.storage.packing); rows of their own, so
# that a page can be deleted and its base stay. served: pages that its forerunners served. digest: of what body unpacks to.
# raw_page: the page of a revision; part counts from 1 where an article runs over several pages. url is NULL where it is
# the article's. size is in bytes, unpacked. The bodies stand last: rows are read from the left.
# extraction: an earlier reading of a revision's page, by rules that have been changed since; of the current one article
# and revision hold the number, the time and the rules (NULL: read when the page came, or by a version that did not say).
_TABLES = """
CREATE TABLE raw_base (
    id INTEGER PRIMARY KEY,
    portal TEXT NOT NULL,
    served INTEGER NOT NULL,
    digest BLOB NOT NULL,
    body BLOB NOT NULL
);
CREATE TABLE raw_page (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id),
    revision INTEGER NOT NULL,
    part INTEGER NOT NULL DEFAULT 1 CHECK (part >= 1),
    base_id INTEGER NOT NULL REFERENCES raw_base(id),
    size INTEGER NOT NULL,
    fetched_at TEXT NOT NULL,
    content_type TEXT NOT NULL,
    url TEXT,
    body BLOB NOT NULL
);
CREATE TABLE extraction (
    article_id INTEGER NOT NULL REFERENCES article(id),
    revision INTEGER NOT NULL,
    extraction INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    rules TEXT,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (article_id, revision, extraction)
);
CREATE INDEX raw_base_portal ON raw_base(portal);
CREATE UNIQUE INDEX raw_page_article ON raw_page(article_id, revision, part);
CREATE INDEX raw_page_base ON raw_page(base_id);
ALTER TABLE article ADD COLUMN extraction INTEGER NOT NULL DEFAULT 1;
ALTER TABLE article ADD COLUMN extracted_at TEXT;
ALTER TABLE article ADD COLUMN rules TEXT;
ALTER TABLE revision ADD COLUMN extraction INTEGER NOT NULL DEFAULT 1;
ALTER TABLE revision ADD COLUMN extracted_at TEXT;
ALTER TABLE revision ADD COLUMN rules TEXT"""


@migrations()
def raw_pages(db: Database) -> None:
    """The pages that articles were read from, and readings of them by other rules."""
    for statement in _TABLES.split(";"):
        db.execute(statement)
