"""Checks of what is kept beside the articles: runs, revisions, removed lines, and the columns that hold JSON."""

import json

from crawler.checks.registry import Check, Finding, register
from crawler.checks.ward import Row, Ward

#: Columns that hold JSON, with what an empty one is.
_LISTS = {
    "article": dict.fromkeys(("breadcrumbs", "authors", "credits", "tags", "images", "flags"), "[]"),
    "run": {**dict.fromkeys(("skipped", "sources", "fields", "figures", "body_chars"), "{}"), "evidence": "[]"},
    "portal_day": dict.fromkeys(("figures", "sources"), "{}"),
    "portal_state": {"evidence": "[]"},
    "relation": {"scores": "{}"},
}


def _json(ward: Ward) -> Finding:
    wrong = [
        f"{table}.{column}: {text[:80]!r}"
        for table, columns in _LISTS.items()
        for column in columns
        for (text,) in ward.rows(f"SELECT CAST({column} AS TEXT) FROM {table} WHERE NOT json_valid({column})")
    ]
    return Finding.of(wrong)


def _empty_json(ward: Ward) -> None:
    for table, columns in _LISTS.items():
        for column, empty in columns.items():
            with ward.writing() as connection:
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE NOT json_valid({column})", (empty,))


register(
    Check(
        "json.valid",
        "every column that holds JSON holds JSON (one that does not fails the queries of readers)",
        _json,
        "empties it",
        _empty_json,
        slow=True,
    )
)

_RUNS = "SELECT id, pages, new, changed, unchanged, copies, skips, skipped FROM run WHERE id > ?1 ORDER BY id LIMIT ?2"


def _wrong_runs(ward: Ward) -> list[Row]:
    """Runs whose sums do not agree: the run and the true number of pages and of skipped ones."""
    wrong = []
    for rows in ward.pieces(_RUNS):
        for run, pages, new, changed, unchanged, copies, skips, skipped in rows:
            try:
                reasons = sum(json.loads(skipped).values())
            except (ValueError, AttributeError, TypeError):
                continue  # the check of JSON columns tells that
            if skips != reasons or pages != new + changed + unchanged + copies + reasons:
                wrong.append((run, new + changed + unchanged + copies + reasons, reasons))
    return wrong


def _runs(ward: Ward) -> Finding:
    return Finding.of([f"run {run}" for run, *_ in _wrong_runs(ward)])


def _count_again(ward: Ward) -> None:
    for run, pages, skips in _wrong_runs(ward):
        with ward.writing() as connection:
            connection.execute("UPDATE run SET pages = ?, skips = ? WHERE id = ?", (pages, skips, run))


register(
    Check(
        "runs.counts",
        "in every run, pages is the sum of the outcomes, and skipped that of its reasons",
        _runs,
        "adds them up again",
        _count_again,
    )
)

# A revision and its number are written in one transaction, so a gap is a version that was lost.
_GAPS = """SELECT id, revision FROM article a WHERE id > ?1 AND revision != 1 + (SELECT count(*) FROM revision r
    WHERE r.article_id = a.id AND r.revision BETWEEN 1 AND a.revision - 1) ORDER BY id LIMIT ?2"""
_AHEAD = """SELECT article_id, revision FROM revision r
    WHERE revision >= (SELECT revision FROM article a WHERE a.id = r.article_id)"""


def _revisions(ward: Ward) -> Finding:
    lost = [f"article {id_} has revision {number}, some before it are lost" for rows in ward.pieces(_GAPS)
            for id_, number in rows]  # fmt: skip
    ahead = ward.rows(_AHEAD)
    return Finding.of([*lost, *(f"article {id_} has an earlier revision {number}" for id_, number in ahead)])


register(Check("revisions.whole", "every earlier version of an article is there", _revisions))

_STRAY = """FROM removed_line WHERE NOT EXISTS (SELECT 1 FROM article a WHERE a.id = article_id
    AND removed_line.revision BETWEEN 1 AND a.revision)"""


def _removed(ward: Ward) -> Finding:
    rows = ward.rows(f"SELECT article_id, revision, count(*) {_STRAY} GROUP BY 1, 2")
    examples = [f"article {id_} has no revision {revision}, but lines of it" for id_, revision, _ in rows]
    return Finding(sum(row[2] for row in rows), Finding.of(examples).examples)


def _drop_removed(ward: Ward) -> None:
    with ward.writing() as connection:
        connection.execute(f"DELETE {_STRAY}")


register(
    Check(
        "removed.revisions",
        "every removed line belongs to a version of its article",
        _removed,
        "deletes the others",
        _drop_removed,
        slow=True,
    )
)


_TEXTLESS = """SELECT article_id, revision, count(*) FROM removed_line WHERE rule_id NOT IN (SELECT id FROM phrase)
    OR text_id NOT IN (SELECT id FROM phrase) GROUP BY 1, 2"""


def _phrases(ward: Ward) -> Finding:
    rows = ward.rows(_TEXTLESS)
    examples = [f"article {id_}, revision {revision}: {number} lines" for id_, revision, number in rows]
    return Finding(sum(row[2] for row in rows), Finding.of(examples).examples)


register(Check("removed.texts", "every removed line has its text and its rule", _phrases, slow=True))
