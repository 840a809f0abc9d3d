"""Version 6: why an article belongs to its story, what portals call themselves, and which files were merged in."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations

# copy_reason: the test that a copy met. Of copies from before only so much is known: whether the words are the same.
# portal_title: the name a portal gives itself, by which a source ("来源：延边信息港") is known to be its own.
# merged: which file's learning was added (merge adds once); store_id tells files apart, wherever they lie.
_STATEMENTS = """
ALTER TABLE article ADD COLUMN copy_reason TEXT;
UPDATE article SET copy_reason = CASE
    WHEN content_hash = (SELECT content_hash FROM article f WHERE f.id = article.story_id) THEN 'same-text'
    ELSE 'similar' END WHERE story_id != id;
CREATE TABLE portal_title (
    portal TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE store_id (
    id TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO store_id (id) VALUES (lower(hex(randomblob(16))));
CREATE TABLE merged (
    store TEXT NOT NULL,
    portal TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (store, portal)
) WITHOUT ROWID"""


@migrations()
def copies_and_merges(db: Database) -> None:
    """Why an article belongs to its story, what portals call themselves, and which files were merged in."""
    for statement in _STATEMENTS.split(";"):
        db.execute(statement)
