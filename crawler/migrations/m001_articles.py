"""Version 1: articles, their copies and revisions, runs."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations

# "Not found" is NULL (so count(published_at) is the coverage); lists are JSON text, never NULL. Times are ISO 8601
# texts with offset as the portal gives them; published_unix (seconds) is for comparing. story_id is the id of the
# story's first article. The body stands last: SQLite reads a row from the left and long texts spill to other pages.
_ARTICLE = """
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    portal TEXT NOT NULL,
    url TEXT NOT NULL UNIQUE,
    story_id INTEGER NOT NULL REFERENCES article(id),
    is_canonical INTEGER NOT NULL CHECK (is_canonical IN (0, 1)),
    revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
    status INTEGER NOT NULL DEFAULT 200,
    published_unix INTEGER,
    damage INTEGER NOT NULL, -- 0 none, 1 mended, 2 characters lost: the order of the copies of a story
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    last_changed_at TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    title TEXT NOT NULL,
    published_at TEXT,
    modified_at TEXT,
    section TEXT,
    source TEXT,
    language TEXT,
    layout TEXT,
    breadcrumbs TEXT NOT NULL,
    authors TEXT NOT NULL,
    credits TEXT NOT NULL,
    tags TEXT NOT NULL,
    images TEXT NOT NULL,
    flags TEXT NOT NULL,
    body TEXT NOT NULL
)"""

# sketch: the look-up of copies, only for the first article of each story. 24 rows a story are most of all rows, so no
# index by story (its old rows are found by hashing its old text) and no foreign key (24 look-ups of the same parent).
# sighting: addresses other than article.url that led to the article (redirects, print and mobile versions).
# A run that was killed keeps outcome NULL.
_OTHERS = """
CREATE TABLE sketch (
    hash INTEGER NOT NULL,
    story_id INTEGER NOT NULL,
    PRIMARY KEY (hash, story_id)
) WITHOUT ROWID;
CREATE TABLE revision (
    article_id INTEGER NOT NULL REFERENCES article(id),
    revision INTEGER NOT NULL,
    seen_at TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (article_id, revision)
);
CREATE TABLE sighting (
    url TEXT NOT NULL PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id),
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    status INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE removed_line (
    article_id INTEGER NOT NULL REFERENCES article(id),
    revision INTEGER NOT NULL,
    number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    rule TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (article_id, revision, number)
) WITHOUT ROWID;
CREATE TABLE relation (
    article_id INTEGER NOT NULL REFERENCES article(id),
    other_id INTEGER NOT NULL REFERENCES article(id),
    kind TEXT NOT NULL,
    scores TEXT NOT NULL,
    PRIMARY KEY (article_id, other_id)
) WITHOUT ROWID;
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    portal TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    outcome TEXT,
    pages INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    copies INTEGER NOT NULL DEFAULT 0,
    skips INTEGER NOT NULL DEFAULT 0,
    skipped TEXT NOT NULL DEFAULT '{}',
    seconds REAL,
    bytes INTEGER,
    sources TEXT NOT NULL DEFAULT '{}',
    fields TEXT NOT NULL DEFAULT '{}',
    CHECK (pages = new + changed + unchanged + copies + skips)
);
CREATE TABLE skipped_page (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    portal TEXT NOT NULL,
    reason TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES run(id)
);
CREATE UNIQUE INDEX article_canonical ON article(story_id) WHERE is_canonical = 1;
CREATE INDEX article_story ON article(story_id, portal);
CREATE INDEX article_content ON article(content_hash);
CREATE INDEX article_date ON article(portal, published_at);
CREATE INDEX sighting_article ON sighting(article_id);
CREATE INDEX relation_other ON relation(other_id);
CREATE INDEX run_portal ON run(portal, started_at);
CREATE INDEX skipped_run ON skipped_page(run)"""


@migrations()
def first_tables(db: Database) -> None:
    """Articles, their copies and revisions, runs."""
    for statement in (_ARTICLE, *_OTHERS.split(";")):
        db.execute(statement)
