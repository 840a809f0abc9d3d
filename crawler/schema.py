"""The tables, the migrations that make them, and the views that readers rely on.

Readers use the views and ``PRAGMA user_version`` alone: tables may change by migration, view columns are only added.
Tables are not STRICT: SQLite before 3.37 (Debian 11, RHEL 9) could not open the file at all.
"""

from pathlib import Path

from sqlite_utils import Database, Migrations

from crawler.database import DatabaseProblem, naming_problems, transaction, use_wal

VERSION = 2  # the number of migrations; readers see it as PRAGMA user_version
migrations = Migrations("citydesk")

ARTICLE_COLUMNS = (
    "id",
    "portal",
    "url",
    "title",
    "body",
    "published_at",
    "modified_at",
    "section",
    "breadcrumbs",
    "source",
    "authors",
    "credits",
    "tags",
    "images",
    "language",
    "flags",
    "content_hash",
    "story_id",
    "is_canonical",
    "revision",
    "first_seen_at",
    "last_seen_at",
    "last_changed_at",
)

_COLUMNS = ", ".join(ARTICLE_COLUMNS)

# The contract. copies = the other articles of the story; portals in the order in which the story reached us.
VIEWS = {
    "articles": f"SELECT {_COLUMNS} FROM article",
    "stories": f"""SELECT {_COLUMNS},
        (SELECT count(*) - 1 FROM article c WHERE c.story_id = a.story_id) AS copies,
        (SELECT json_group_array(portal) FROM (SELECT portal FROM article c WHERE c.story_id = a.story_id
                                               GROUP BY portal ORDER BY min(id))) AS portals
        FROM article a WHERE is_canonical = 1""",
    "revisions": "SELECT article_id, revision, seen_at, title, body FROM revision",
    "sightings": """SELECT url, id AS article_id, first_seen_at, last_seen_at, status FROM article
        UNION ALL SELECT url, article_id, first_seen_at, last_seen_at, status FROM sighting""",
    "removed": "SELECT article_id, revision, position, rule, text FROM removed_line",
    "related": "SELECT article_id, other_id, kind, scores FROM relation",
    "runs": """SELECT id, portal, started_at, finished_at, outcome, pages, new, changed, copies, skipped,
        unchanged, seconds, bytes, sources, fields FROM run""",
    "skipped": "SELECT url, portal, reason, seen_at, run FROM skipped_page",
}

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


# What each portal repeats (crawler.repeats). Hashes of line and place; line 0: the sums of a place; both 0: the portal's.
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


def migrate(db: Database, path: str | Path) -> None:
    """Bring the file to :data:`VERSION` in one transaction.

    The version is written even when it stands there already: this is the proof, before anything is fetched, that the
    file can be written (BEGIN IMMEDIATE alone succeeds on a read-only file). Raises :class:`DatabaseProblem`, also
    for a file that is not ours or was written by a newer version; such a file is left as it is.
    """
    with naming_problems(path):
        require_ours(db, path)
        use_wal(db, path)
        with transaction(db):
            require_ours(db, path)  # again: another process may have migrated it while we waited for the lock
            if migrations.pending(db):
                migrations.apply(db)
                for name, select in VIEWS.items():
                    db.create_view(name, select, replace=True)
            db.execute(f"PRAGMA user_version = {VERSION}")


def require_ours(db: Database, path: str | Path, *, current: bool = False) -> None:
    """Raise :class:`DatabaseProblem` unless the file is empty or ours, and not newer than this version.

    ``current`` also refuses an empty or older file, for those who only read and so cannot migrate. The mark of our
    files is the record of the migrations, for that survives a dump and a restore as well.
    """
    # First the tables, then their record: another process may make both, in one transaction, between the two looks.
    filled = db.conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    applied = len(migrations.applied(db))
    if filled and not applied:
        raise DatabaseProblem(f"database {path} belongs to another program: name another file with --db")
    version = _user_version(db)
    if max(version, applied) > VERSION:
        raise DatabaseProblem(
            f"database {path} was written by a newer citydesk (schema {version}, this one knows {VERSION}): "
            "upgrade citydesk, or name another file with --db"
        )
    if current and (version < VERSION or migrations.pending(db)):
        raise DatabaseProblem(
            f"database {path} was written by an older citydesk (schema {version}, this one needs {VERSION}): "
            "crawl with it once, that brings it up to date"
        )


def _user_version(db: Database) -> int:
    version: int = db.conn.execute("PRAGMA user_version").fetchone()[0]
    return version
