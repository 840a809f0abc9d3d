"""Version 9: the figures of runs, the days of each portal, and what is known of its health."""

from sqlite_utils import Database

from crawler.migrations.registry import migrations

# run.figures: counts by figure and name (crawler.monitoring.figures), JSON; body_chars: lengths by percentile;
# evidence: what drift was told by, JSON.
# portal_day: the sums of a day's runs by the portal's clock, so that nobody counts articles to see how a portal is. The
# JSON stands last: who reads only the counts never touches the pages it spills to.
# portal_state: one row a portal that was ever crawled. drift_since is NULL while there is no drift; rules is what the
# portal was read by when it began; known_from the first day of what is normal now, when that was said anew.
_STATEMENTS = """
ALTER TABLE run ADD COLUMN requests INTEGER;
ALTER TABLE run ADD COLUMN figures TEXT NOT NULL DEFAULT '{}';
ALTER TABLE run ADD COLUMN body_chars TEXT NOT NULL DEFAULT '{}';
ALTER TABLE run ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]';
CREATE TABLE portal_day (
    portal TEXT NOT NULL,
    day TEXT NOT NULL,
    runs INTEGER NOT NULL DEFAULT 0,
    good INTEGER NOT NULL DEFAULT 0,
    news INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    copies INTEGER NOT NULL DEFAULT 0,
    skips INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,
    is_drifting INTEGER NOT NULL DEFAULT 0,
    figures TEXT NOT NULL DEFAULT '{}',
    sources TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (portal, day)
);
CREATE TABLE portal_state (
    portal TEXT NOT NULL PRIMARY KEY,
    timezone TEXT NOT NULL DEFAULT '',
    known_from TEXT NOT NULL DEFAULT '',
    drift_since TEXT,
    drift_day TEXT,
    rules TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '[]',
    told TEXT NOT NULL DEFAULT '',
    told_at TEXT
) WITHOUT ROWID;
CREATE TABLE evidence_page (
    portal TEXT NOT NULL PRIMARY KEY,
    seen_at TEXT NOT NULL,
    url TEXT NOT NULL,
    content_type TEXT NOT NULL,
    reason TEXT NOT NULL,
    body BLOB NOT NULL
);
INSERT INTO portal_day (portal, day, runs, good, news, pages, new, changed, copies, skips, bytes, seconds)
    SELECT portal, substr(started_at, 1, 10), count(*), sum(outcome IN ('ok', 'drift')), sum(new + copies), sum(pages), sum(new),
           sum(changed), sum(copies), sum(skips), coalesce(sum(bytes), 0), coalesce(sum(seconds), 0)
    FROM run WHERE outcome IS NOT NULL GROUP BY portal, substr(started_at, 1, 10);
INSERT INTO portal_state (portal) SELECT DISTINCT portal FROM run"""


@migrations()
def health(db: Database) -> None:
    """The figures of runs, the days of each portal, and what is known of its health."""
    for statement in _STATEMENTS.split(";\n"):
        db.execute(statement)
