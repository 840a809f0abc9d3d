"""Version 7: every address a portal's crawl knows, with its state; what revisits have taught; when an article vanished."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations

# Times are unix seconds; due_at NULL: not to be fetched again. kind: article, list, feed, sitemap, robots. via: the
# source that led here. rank orders articles, newest first: published, else announced or found. announced: the last
# change that a feed or sitemap told. run: the last run that fetched it. For sources: depth (lists from the front page),
# page (pages behind a list's first), margin (known pages before it), eager (read in every run), links (articles at the
# last reading), empty (readings without a new one).
_FRONTIER = """
CREATE TABLE frontier (
    portal TEXT NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'new',
    due_at INTEGER,
    run INTEGER,
    rank INTEGER NOT NULL DEFAULT 0,
    announced INTEGER,
    tries INTEGER NOT NULL DEFAULT 0,
    status INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    found_at INTEGER NOT NULL,
    checked_at INTEGER,
    changed_at INTEGER,
    checks INTEGER NOT NULL DEFAULT 0,
    changes INTEGER NOT NULL DEFAULT 0,
    address TEXT,
    via TEXT,
    etag TEXT,
    last_modified TEXT,
    depth INTEGER NOT NULL DEFAULT 0,
    page INTEGER NOT NULL DEFAULT 0,
    margin INTEGER NOT NULL DEFAULT 0,
    eager INTEGER NOT NULL DEFAULT 0,
    links INTEGER NOT NULL DEFAULT 0,
    empty INTEGER NOT NULL DEFAULT 0,
    full_read_at INTEGER,
    deep_read_at INTEGER,
    PRIMARY KEY (portal, url)
) WITHOUT ROWID;
CREATE INDEX frontier_articles ON frontier(portal, rank) WHERE kind = 'article' AND due_at IS NOT NULL;
CREATE INDEX frontier_sources ON frontier(portal, depth, page) WHERE kind <> 'article';
CREATE TABLE revisit_tally (
    portal TEXT NOT NULL,
    step INTEGER NOT NULL, -- age in seconds at which articles were looked at again; 0: because a source told so
    checks INTEGER NOT NULL DEFAULT 0,
    changes INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (portal, step)
) WITHOUT ROWID;
ALTER TABLE article ADD COLUMN gone_at TEXT;
CREATE INDEX article_gone ON article(gone_at) WHERE gone_at IS NOT NULL"""

# What earlier versions have stored is known ground. Young articles are looked at once more, a day after the last time.
_KNOWN = """
INSERT OR IGNORE INTO frontier (portal, url, kind, state, status, rank, found_at, checked_at, due_at)
SELECT portal, {url}, 'article', 'done', {status}, coalesce(published_unix, {seen}), {seen}, {seen},
    CASE WHEN published_unix > {seen} - 2592000 THEN {seen} + 86400 END
FROM {source}"""


@migrations()
def frontier(db: Database) -> None:
    """Every address that is known, with its state."""
    for statement in _FRONTIER.split(";\n"):
        db.execute(statement)
    seen = "CAST(strftime('%s', article.last_seen_at) AS INTEGER)"
    for url, status, source in (
        ("article.url", "article.status", "article"),
        ("sighting.url", "sighting.status", "sighting JOIN article ON article.id = sighting.article_id"),
    ):
        db.execute(_KNOWN.format(url=url, status=status, source=source, seen=seen))
