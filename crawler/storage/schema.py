"""The views that readers rely on, and the way to the version they belong to.

Readers use the views and ``PRAGMA user_version`` alone: tables may change by migration, view columns are only added.
Tables are not STRICT: SQLite before 3.37 (Debian 11, RHEL 9) could not open the file at all.
"""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.storage import removed
from crawler.storage.backup import back_up
from crawler.storage.database import MEMORY, DatabaseProblem, naming_problems, transaction, use_wal
from crawler.storage.environment import value

if TYPE_CHECKING:
    from sqlite_utils import Database

VERSION = 13  # the number of migrations; readers see it as PRAGMA user_version

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
    "extraction",
    "extracted_at",
    "rules",
    "copy_reason",
    "gone_at",
)

_COLUMNS = ", ".join(ARTICLE_COLUMNS)
#: Later columns stand last in ``stories`` as well: consumers may have counted on the places of the first ones.
_FIRST = ARTICLE_COLUMNS.index("extraction")


def _iso(column: str) -> str:
    return f"strftime('%Y-%m-%dT%H:%M:%S+00:00', {column}, 'unixepoch') AS {column}"


# The contract. copies = the other articles of the story; portals in the order in which the story reached us.
VIEWS = {
    "articles": f"SELECT {_COLUMNS} FROM article",
    "stories": f"""SELECT {", ".join(ARTICLE_COLUMNS[:_FIRST])},
        (SELECT count(*) - 1 FROM article c WHERE c.story_id = a.story_id) AS copies,
        (SELECT json_group_array(portal) FROM (SELECT portal FROM article c WHERE c.story_id = a.story_id
                                               GROUP BY portal ORDER BY min(id))) AS portals,
        {", ".join(ARTICLE_COLUMNS[_FIRST:])} FROM article a WHERE is_canonical = 1""",
    "revisions": "SELECT article_id, revision, seen_at, title, body FROM revision",
    "sightings": """SELECT url, id AS article_id, first_seen_at, last_seen_at, status FROM article
        UNION ALL SELECT url, article_id, first_seen_at, last_seen_at, status FROM sighting""",
    "removed": removed.VIEW,
    "related": "SELECT article_id, other_id, kind, scores FROM relation",
    "runs": """SELECT id, portal, started_at, finished_at, outcome, pages, new, changed, copies, skipped,
        unchanged, seconds, bytes, sources, fields, requests, coalesce(json_extract(figures, '$.layouts'), '{}') AS layouts,
        coalesce(json_extract(figures, '$.rules'), '{}') AS rule_hits, coalesce(json_extract(figures, '$.lines'), '{}') AS lines,
        body_chars, evidence FROM run""",
    "days": """SELECT portal, day, runs, good, news, pages, new, changed, copies, skips AS skipped, requests, bytes, seconds,
        is_drifting FROM portal_day""",
    "extractions": "SELECT article_id, revision, extraction, made_at, rules, title, body FROM extraction",
    "addresses": f"""SELECT url, portal, kind, state, reason, status, tries, via, {_iso("found_at")}, {_iso("due_at")},
        {_iso("checked_at")}, {_iso("changed_at")}, checks, changes FROM frontier""",
    "skipped": "SELECT url, portal, reason, seen_at, run FROM skipped_page",
}


def migrate(db: "Database", path: str | Path, *, copied: bool | None = None) -> None:
    """Bring the file to :data:`VERSION` in one transaction.

    The version is written even when it stands there already: this is the proof, before anything is fetched, that the
    file can be written (BEGIN IMMEDIATE alone succeeds on a read-only file). Before an older file is changed, it is
    copied (:func:`copy_of`), unless ``copied`` is false (default: that of the environment).

    Raises :class:`DatabaseProblem`, also for a file that is not ours or was written by a newer version; such a file is
    left as it is.
    """
    from crawler.migrations import migrations  # readers, who import this module too, need no step of it

    with naming_problems(path):
        require_ours(db.conn, path)
        use_wal(db, path)
        with transaction(db):
            require_ours(db.conn, path)  # again: another process may have migrated it while we waited for the lock
            if migrations.pending(db):
                if value("CITYDESK_MIGRATION_BACKUP") if copied is None else copied:
                    _keep_a_copy(db.conn, path)
                migrations.apply(db)
                for name, select in VIEWS.items():
                    db.create_view(name, select, replace=True)
            db.execute(f"PRAGMA user_version = {VERSION}")


def require_ours(connection: sqlite3.Connection, path: str | Path, *, current: bool = False) -> None:
    """Raise :class:`DatabaseProblem` unless the file is empty or ours, and not newer than this version.

    ``current`` also refuses an empty or older file, for those who only read and so cannot migrate. The mark of our
    files is the record of the migrations, for that survives a dump and a restore as well.
    """
    # First the tables, then their record: another process may make both, in one transaction, between the two looks.
    filled = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    applied = _applied(connection)
    if filled and not applied:
        raise DatabaseProblem(f"database {path} belongs to another program: name another file with --db")
    version = _user_version(connection)
    if max(version, applied) > VERSION:
        raise DatabaseProblem(
            f"database {path} was written by a newer citydesk (schema {version}, this one knows {VERSION}): "
            "upgrade citydesk, or name another file with --db"
        )
    if current and min(version, applied) < VERSION:
        raise DatabaseProblem(
            f"database {path} was written by an older citydesk (schema {version}, this one needs {VERSION}): "
            "crawl with it once, or run citydesk doctor --mend, that brings it up to date"
        )


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether all steps were applied to a file that is ours."""
    return _applied(connection) == VERSION


def copy_of(path: str | Path, version: int) -> Path:
    """Where a file of ``version`` is copied to before it is migrated: ``citydesk.db.v2.bak``."""
    return Path(f"{path}.v{version}.bak")


def _applied(connection: sqlite3.Connection) -> int:
    """How many steps were applied to a file; sqlite_utils keeps their record, and those of other programs, in a table."""
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    sql = "SELECT count(*) FROM _sqlite_migrations WHERE migration_set = 'citydesk'"
    return int(connection.execute(sql).fetchone()[0]) if there else 0


def _keep_a_copy(connection: sqlite3.Connection, path: str | Path) -> None:
    """Copy an older file that holds anything. The write lock is ours already, so the copy is what will be changed."""
    version = _user_version(connection) or _applied(connection)
    if not version or str(path) == MEMORY:
        return
    try:
        back_up(path, copy_of(path, version), force=True)
    except DatabaseProblem as problem:
        raise DatabaseProblem(
            f"database {path} is of schema {version} and was left so: its copy before the change to {VERSION} failed, "
            f"make room for it or set CITYDESK_MIGRATION_BACKUP=0 ({problem})"
        ) from problem


def _user_version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
