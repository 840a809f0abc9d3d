"""What takes the room in the file: bytes by kind of content, counted by SQLite's page statistics, or estimated.

Source: sqlite.org/dbstat.html. The statistics are an option of SQLite's build; without them the texts are measured and
the rest is estimated from the number of rows.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.storage.database import naming_problems
from crawler.storage.store import Store

#: Beginnings of table names, with the kind of content; the first that fits counts, what fits none is "other".
KINDS = (
    ("article_fts", "full text"),
    ("article", "articles"),
    ("sketch", "look-up of copies"),
    ("raw_", "raw pages"),
    ("extraction", "earlier extractions"),
    ("revision", "revisions"),
    ("removed_line", "removed lines"),
    ("phrase", "removed lines"),
    ("frontier", "addresses"),
    ("revisit_tally", "what was learnt"),
    ("url_habit", "what was learnt"),
    ("repeat_line", "what was learnt"),
    ("portal_title", "what was learnt"),
    ("relation", "related articles"),
    ("run", "runs"),
    ("portal_day", "health of portals"),
    ("portal_state", "health of portals"),
    ("evidence_page", "health of portals"),
    ("keeping", "the file itself"),
    ("store_id", "the file itself"),
    ("merged", "the file itself"),
    ("_sqlite_migrations", "the file itself"),
    ("sqlite_", "the file itself"),
    ("sighting", "addresses"),
    ("skipped_page", "skipped pages"),
)
OTHER = "other"
FREE = "free pages"
_INDEXED = " (indexes)"
_ROW = 5  # bytes of a row beside its values: its number, its length, its place in the page


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of one kind of content."""

    kind: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """The file's sizes, the largest kind first. ``measured``: by page statistics; else estimated.

    ``total`` are the bytes of the file, ``wal`` those of the log beside it that are not in it yet.
    """

    kinds: tuple[Size, ...]
    articles: int
    total: int
    wal: int
    measured: bool


def measure(store: Store, *, estimate: bool = False) -> Sizes:
    """Measure an open store; ``estimate`` does not use the page statistics even where SQLite has them."""
    connection = store.connection
    with naming_problems(store.path):
        measured = not estimate and has_statistics(connection)
        found = dict(_measured(connection) if measured else _estimated(connection))
        pages, size, free = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size", "freelist_count")
        )
        found[FREE] = free * size
        articles = connection.execute("SELECT count(*) FROM article").fetchone()[0]
    wal = Path(f"{store.path}-wal")
    kinds = tuple(Size(*item) for item in sorted(found.items(), key=lambda item: -item[1]) if item[1])
    return Sizes(kinds, articles, pages * size, wal.stat().st_size if wal.exists() else 0, measured)


def has_statistics(connection: sqlite3.Connection) -> bool:
    """Whether this SQLite was built with page statistics."""
    return connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'dbstat'").fetchone() is not None


def kind_of(table: str) -> str:
    """What a table holds."""
    return next((kind for beginning, kind in KINDS if table.startswith(beginning)), OTHER)


def _measured(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    sums: defaultdict[str, int] = defaultdict(int)
    sql = """SELECT s.name, coalesce(m.tbl_name, s.name), m.type = 'index', s.pgsize FROM dbstat s
             LEFT JOIN sqlite_master m ON m.name = s.name WHERE s.aggregate = TRUE"""
    for _, table, is_index, size in connection.execute(sql):
        sums[kind_of(table) + (_INDEXED if is_index else "")] += size
    yield from sums.items()


def _estimated(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Lengths of all values and of those that are indexed, which are there twice."""
    sums: defaultdict[str, int] = defaultdict(int)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    for (table,) in tables:
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        sums[kind_of(table)] += _bytes(connection, table, columns)
        for _, name, _, origin, *_ in connection.execute(f'PRAGMA index_list("{table}")').fetchall():
            keys = [row[2] for row in connection.execute(f'PRAGMA index_info("{name}")') if row[2]]
            if not (origin == "pk" and _is_the_table(connection, table)):
                sums[kind_of(table) + _INDEXED] += _bytes(connection, table, keys)
    yield from sums.items()


def _is_the_table(connection: sqlite3.Connection, table: str) -> bool:
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    return "WITHOUT ROWID" in sql.upper()


def _bytes(connection: sqlite3.Connection, table: str, columns: list[str]) -> int:
    """Integers take 1 to 9 bytes with their type; 4 is what ids and hashes come to on average."""
    each = " + ".join(
        f"""CASE typeof("{name}") WHEN 'null' THEN 1 WHEN 'text' THEN 1 + length(CAST("{name}" AS BLOB))
            WHEN 'blob' THEN 2 + length("{name}") ELSE 4 END"""
        for name in columns
    )
    found: int | None = connection.execute(f'SELECT sum({each} + {_ROW}) FROM "{table}"').fetchone()[0]
    return found or 0
