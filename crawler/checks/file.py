"""Checks of the file as SQLite sees it: pages, indexes, and rows that refer to others."""

import re

from crawler.checks.registry import Check, Finding, register
from crawler.checks.ward import Ward

WHOLE_BYTES = 2**30  # a larger file is checked table by table: one look of minutes would hold up the WAL of a crawl
_AN_INDEX = re.compile(r"row \d+ missing from index|wrong # of entries in index|non-unique entry in index")
#: Rows that are of no use without their article, and hold no text of their own.
_LOOSE = ("sighting", "removed_line", "relation", "skipped_page")


def _integrity(ward: Ward) -> Finding:
    pragma = "quick_check" if ward.quick else "integrity_check"
    size = ward.one("PRAGMA page_count") * ward.one("PRAGMA page_size")
    if size <= WHOLE_BYTES:
        said = [row[0] for row in ward.rows(f"PRAGMA {pragma}")]
    else:
        said = []
        for (name,) in ward.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"):
            ward.tick(name)
            said.extend(row[0] for row in ward.rows(f"PRAGMA {pragma}('{name}')"))
    wrong = [" ".join(line.split()) for line in said if line != "ok"]
    return Finding.of(wrong, beyond_repair=not all(_AN_INDEX.search(line) for line in wrong))


def _rebuild_indexes(ward: Ward) -> None:
    with ward.writing() as connection:
        connection.execute("REINDEX")


register(
    Check(
        "file.integrity",
        "every page of the file can be read, and every index has the rows of its table",
        _integrity,
        "rebuilds the indexes; damaged tables cannot be mended",
        _rebuild_indexes,
    )
)


def _references(ward: Ward) -> Finding:
    # What an article refers to, its story, is looked at with the stories.
    lost = ward.rows(
        """SELECT "table", count(*) FROM pragma_foreign_key_check WHERE "table" != 'article' GROUP BY 1 ORDER BY 1"""
    )
    rows = [f"{number:,} rows of {table} refer to rows that do not exist" for table, number in lost]
    return Finding(
        sum(number for _, number in lost), tuple(rows), beyond_repair=any(table not in _LOOSE for table, _ in lost)
    )


def _drop_loose(ward: Ward) -> None:
    lost = ward.rows('SELECT DISTINCT "table", parent, fkid FROM pragma_foreign_key_check')
    for table, parent, number in lost:
        if table not in _LOOSE:
            continue
        key = next(row[3] for row in ward.rows(f"PRAGMA foreign_key_list({table})") if row[0] == number)
        with ward.writing() as connection:
            connection.execute(f"DELETE FROM {table} WHERE {key} NOT IN (SELECT id FROM {parent})")


register(
    Check(
        "file.references",
        "every row that refers to an article or a run finds it",
        _references,
        f"deletes rows without their article ({', '.join(_LOOSE)}); never a text",
        _drop_loose,
        slow=True,
    )
)
