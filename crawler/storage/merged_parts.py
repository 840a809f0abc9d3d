"""What a merge brings over beside the articles, one small function a kind. Every function runs inside a transaction.

Tables and columns that one of the files does not have are left out, and what is here already is left as it is. Where there
may be millions of rows a function goes on step by step, yielding how many rows a step has added: it may be committed there.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b

from crawler.reading.repeats import Repeats
from crawler.storage.rawpages import has_page
from crawler.storage.rows import DETAILS

#: Columns that the merge itself writes.
REVISION_COLUMNS = frozenset(("article_id", "revision", "seen_at", "title", "body"))
MERGED_COLUMNS = frozenset(
    "id portal url story_id is_canonical revision status published_unix damage first_seen_at last_seen_at last_changed_at "
    "content_hash title body copy_reason".split()
).union(DETAILS)

Part = Callable[[sqlite3.Connection, sqlite3.Connection], Iterator[int]]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table, none when there is no such table."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def shared(here: sqlite3.Connection, there: sqlite3.Connection, table: str) -> list[str]:
    """The columns that a table has in both files."""
    ours = set(columns(here, table))
    return [name for name in columns(there, table) if name in ours]


def add(here: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, object]]) -> int:
    """Insert rows that are not there by their key; returns how many were."""
    added = 0
    for row in rows:
        marks = ", ".join("?" * len(row))
        sql = f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({marks})"
        added += max(here.execute(sql, [*row.values()]).rowcount, 0)
    return added


def read(
    here: sqlite3.Connection, there: sqlite3.Connection, table: str, where: str = "1", *values: object
) -> Iterator[dict[str, object]]:
    """Rows of the other file's table, by the columns that both files have; one at a time, for there may be millions."""
    if names := shared(here, there, table):
        for row in there.execute(f"SELECT {', '.join(names)} FROM {table} WHERE {where}", values):
            yield dict(zip(names, row, strict=True))


def runs(here: sqlite3.Connection, there: sqlite3.Connection) -> Iterator[int]:
    """Runs with their skipped pages, under new numbers. One that was going on when it was merged before is completed."""
    for run in read(here, there, "run", "1 ORDER BY id"):
        number = run.pop("id")
        same = " AND ".join(f"{name} IS ?" for name in run)
        if here.execute(f"SELECT 1 FROM run WHERE {same}", [*run.values()]).fetchone():
            yield 0
            continue
        open_one = here.execute(
            "SELECT id FROM run WHERE portal = ? AND started_at = ? AND outcome IS NULL AND pages <= ?",
            (run["portal"], run["started_at"], run["pages"]),
        ).fetchone()
        if open_one:
            here.execute("DELETE FROM skipped_page WHERE run = ?", open_one)
            changes = ", ".join(f"{name} = ?" for name in run)
            here.execute(f"UPDATE run SET {changes} WHERE id = ?", [*run.values(), open_one[0]])
            new = open_one[0]
        else:
            add(here, "run", [run])
            (new,) = here.execute("SELECT max(id) FROM run").fetchone()
        pages = read(here, there, "skipped_page", "run = ? ORDER BY id", number)
        add(here, "skipped_page", [{**page, "id": None, "run": new} for page in pages])
        yield 1


def titles(here: sqlite3.Connection, there: sqlite3.Connection) -> Iterator[int]:
    """What portals call themselves."""
    yield add(here, "portal_title", read(here, there, "portal_title"))


def repeats(here: sqlite3.Connection, there: sqlite3.Connection) -> Iterator[int]:
    """What was learnt of portals, added up once; when the other file has learnt more since, its greater counts count."""
    store = str(there.execute("SELECT id FROM store_id").fetchone()[0])
    own = store == here.execute("SELECT id FROM store_id").fetchone()[0]
    for (portal,) in there.execute("SELECT DISTINCT portal FROM repeat_line").fetchall():
        theirs = _learnt(there, portal)
        digest = blake2b(json.dumps(sorted(theirs)).encode(), digest_size=16).hexdigest()
        before = here.execute("SELECT digest FROM merged WHERE store = ? AND portal = ?", (store, portal)).fetchone()
        if before == (digest,):
            continue
        ours = Repeats.from_rows(_learnt(here, portal))
        rows = ours.with_other(Repeats.from_rows(theirs), add=not own and before is None).to_rows()
        here.execute("DELETE FROM repeat_line WHERE portal = ?", (portal,))
        here.executemany(
            "INSERT INTO repeat_line (portal, place, line, pages, once, words) VALUES (?, ?, ?, ?, ?, ?)",
            ((portal, *row) for row in rows),
        )
        here.execute("INSERT OR REPLACE INTO merged (store, portal, digest) VALUES (?, ?, ?)", (store, portal, digest))
        yield 1


def _learnt(connection: sqlite3.Connection, portal: str) -> list[tuple[int, int, int, int, str]]:
    sql = "SELECT place, line, pages, once, words FROM repeat_line WHERE portal = ?"
    return connection.execute(sql, (portal,)).fetchall()


def addresses(here: sqlite3.Connection, there: sqlite3.Connection) -> Iterator[int]:
    """Addresses that a portal's crawl knows, with their state: that of the latest visit. Runs are numbered otherwise here.

    What revisits have taught is taken where nothing was learnt here, for it cannot be added up twice.
    """
    for table in ("revisit_tally", "url_habit"):
        add(here, table, read(here, there, table))
    for row in read(here, there, "frontier"):
        row["run"] = None
        key = (row["portal"], row["url"])
        sql = "SELECT coalesce(checked_at, 0), found_at FROM frontier WHERE portal = ? AND url = ?"
        checked, found = here.execute(sql, key).fetchone() or (None, None)
        if checked is None:
            yield add(here, "frontier", [row])
        elif int(str(row["checked_at"] or 0)) > checked:
            here.execute("DELETE FROM frontier WHERE portal = ? AND url = ?", key)
            yield add(here, "frontier", [{**row, "found_at": min(int(str(row["found_at"])), int(str(found)))}])
        else:
            yield 0


def days(here: sqlite3.Connection, there: sqlite3.Connection) -> Iterator[int]:
    """What each portal's days brought. Of a day that both files have ours stays: its runs may be the same ones.

    Whether a portal drifts is not taken over: the next crawl with this file judges it by what it finds. That it was retired
    is, where this file does not know it at all.
    """
    names = ("portal", "timezone", "retired_at", "retired_why")
    known = read(here, there, "portal_state")
    add(here, "portal_state", ({name: row[name] for name in names} for row in known))
    yield add(here, "portal_day", ({**row, "is_drifting": 0} for row in read(here, there, "portal_day")))


def presence(here: sqlite3.Connection, there: sqlite3.Connection, their_id: int, our_id: int) -> None:
    """Whether an article that both files have is still at its portal: the later of them knows.

    Must come before the times at which it was seen are joined.
    """
    sql = "SELECT status, gone_at, max(last_seen_at, coalesce(gone_at, '')) FROM article WHERE id = ?"
    (status, gone, told), (_, ours, known) = (
        file.execute(sql, (number,)).fetchone() for file, number in ((there, their_id), (here, our_id))
    )
    if told > known:
        first = min(gone, ours) if gone and ours else gone
        here.execute("UPDATE article SET status = ?, gone_at = ? WHERE id = ?", (status, first, our_id))


def copy_pages(
    here: sqlite3.Connection, there: sqlite3.Connection, their_id: int, our_id: int, numbers: Mapping[int, int]
) -> None:
    """The pages that an article's versions were read from; ``numbers``: their revision -> ours."""
    for page in read(here, there, "raw_page", "article_id = ?", their_id):
        revision = numbers.get(int(str(page["revision"])))
        if revision is None or (base := _base(here, there, page["base_id"])) is None:
            continue
        add(here, "raw_page", [{**page, "id": None, "article_id": our_id, "revision": revision, "base_id": base}])


def copy_marks(here: sqlite3.Connection, there: sqlite3.Connection, their_id: int, our_id: int) -> None:
    """What later versions of the schema note of a new article, of its versions, and of earlier readings of them."""
    _copy_columns(here, there, "article", MERGED_COLUMNS, ("id",), (their_id,), (our_id,))
    for (number,) in here.execute("SELECT revision FROM revision WHERE article_id = ?", (our_id,)).fetchall():
        key = ("article_id", "revision")
        _copy_columns(here, there, "revision", REVISION_COLUMNS, key, (their_id, number), (our_id, number))
    readings = read(here, there, "extraction", "article_id = ?", their_id)
    add(here, "extraction", ({**reading, "article_id": our_id} for reading in readings))


def _copy_columns(
    here: sqlite3.Connection,
    there: sqlite3.Connection,
    table: str,
    known: frozenset[str],
    key: tuple[str, ...],
    theirs: tuple[int, ...],
    ours: tuple[int, ...],
) -> None:
    """The values of all columns but the ``known`` ones, from the row of one key to that of another."""
    names = [name for name in shared(here, there, table) if name not in known]
    where = " AND ".join(f"{name} = ?" for name in key)
    values = (
        there.execute(f"SELECT {', '.join(names)} FROM {table} WHERE {where}", theirs).fetchone() if names else None
    )
    if values:
        changes = ", ".join(f"{name} = ?" for name in names)
        here.execute(f"UPDATE {table} SET {changes} WHERE {where}", (*values, *ours))


def renumber(here: sqlite3.Connection, article_id: int, numbers: Mapping[int, int]) -> None:
    """Let the kept pages of an article's versions follow their new numbers; of versions that are one now the last one's stays."""
    if all(old == new for old, new in numbers.items()):
        return
    for old, new in numbers.items():  # negative until all have moved, so that none meets one that has not
        if has_page(here, article_id, old):
            here.execute("DELETE FROM raw_page WHERE article_id = ? AND revision = ?", (article_id, -new))
            sql = "UPDATE raw_page SET revision = ? WHERE article_id = ? AND revision = ?"
            here.execute(sql, (-new, article_id, old))
    here.execute("UPDATE raw_page SET revision = -revision WHERE article_id = ? AND revision < 0", (article_id,))


def _base(here: sqlite3.Connection, there: sqlite3.Connection, base_id: object) -> object:
    """The page that others are compressed against, by its digest; brought over when it is not here."""
    for base in read(here, there, "raw_base", "id = ?", base_id):
        sql = "SELECT id FROM raw_base WHERE portal = ? AND digest = ?"
        found = here.execute(sql, (base["portal"], base["digest"])).fetchone()
        if found is None:
            add(here, "raw_base", [{**base, "id": None}])
            found = here.execute(sql, (base["portal"], base["digest"])).fetchone()
        return found[0]
    return None


#: What is reported of each kind -> how it is brought over.
PARTS: dict[str, Part] = {
    "runs": runs,
    "portal names": titles,
    "portals learnt": repeats,
    "addresses": addresses,
    "days": days,
}
