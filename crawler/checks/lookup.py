"""Checks of the look-up of copies (table ``sketch``) against the texts.

Every story has rows for the hashes of its first article, but for hashes that many stories had already, and unless it
was pruned (:mod:`crawler.storage.pruning`).
"""

from crawler.checks.registry import Check, Finding, register
from crawler.checks.ward import Ward
from crawler.copies.fingerprint import Fingerprint, fingerprint
from crawler.copies.stories import index, telling
from crawler.storage.pruning import INDEX_MARK

#: The table in order of its key, for :meth:`Ward.pieces`.
ROWS = "SELECT hash, story_id FROM sketch WHERE (hash, story_id) > (?1, ?2) ORDER BY hash, story_id LIMIT ?3"
FIRST = (-(2**63), 0)


def tally_of(ward: Ward) -> bytearray:
    """Rows of each story, by its id: one byte a story (at most 24 rows), so a million articles take a megabyte."""
    tally = bytearray(1 + (ward.one("SELECT max(id) FROM article") or 0))
    for rows in ward.pieces(ROWS, start=FIRST, size=20_000):
        for _, story_id in rows:
            if 0 <= story_id < len(tally) and tally[story_id] < 255:
                tally[story_id] += 1
    return tally


def _orphans(ward: Ward) -> Finding:
    return Finding.of([f"hash {number} leads to {story_id}, no story" for number, story_id in _orphan_rows(ward)])


def _orphan_rows(ward: Ward) -> list[tuple[int, int]]:
    lost: list[tuple[int, int]] = []
    for rows in ward.pieces(ROWS, start=FIRST):
        ids = {story_id for _, story_id in rows}
        marks = ", ".join(map(str, ids))  # integers of the file itself
        there = {row[0] for row in ward.rows(f"SELECT id FROM article WHERE id IN ({marks}) AND id = story_id")}
        lost.extend((number, story_id) for number, story_id in rows if story_id not in there)
    return lost


def _drop_orphans(ward: Ward) -> None:
    lost = _orphan_rows(ward)
    with ward.writing() as connection:
        connection.executemany(
            "DELETE FROM sketch WHERE hash = ?1 AND story_id = ?2 AND ?2 NOT IN (SELECT story_id FROM article)", lost
        )


register(
    Check(
        "lookup.orphans",
        "every row of the look-up of copies belongs to a story",
        _orphans,
        "deletes the others",
        _drop_orphans,
    )
)


def _unfindable(ward: Ward) -> list[int]:
    """Stories without any row that should have some."""
    tally, mark = tally_of(ward), int(ward.kept(INDEX_MARK) or 0)
    lost: list[int] = []
    for rows in ward.pieces("SELECT id, story_id FROM article WHERE id > ?1 ORDER BY id LIMIT ?2", start=(mark,)):
        lost.extend(id_ for id_, story_id in rows if id_ == story_id and (id_ >= len(tally) or not tally[id_]))
    return [story_id for story_id in lost if _has_unknown_hash(ward, story_id)]


def _has_unknown_hash(ward: Ward, story_id: int) -> bool:
    """Whether the text has a hash that no story has: then its rows were lost, not left out as those of many stories.

    Looks at the rows again, for a crawl may have stored the story after the tally.
    """
    fp = _of(ward, story_id)
    marks = ", ".join("?" * len(fp.sketch))
    rows = ward.rows(f"SELECT hash, story_id FROM sketch WHERE hash IN ({marks})", *fp.sketch)
    return all(row[1] != story_id for row in rows) and len({row[0] for row in rows}) < len(fp.sketch)


def _of(ward: Ward, article_id: int) -> Fingerprint:
    return fingerprint(*ward.rows("SELECT title, body FROM article WHERE id = ?", article_id)[0])


def _missing(ward: Ward) -> Finding:
    return Finding.of([f"story {story_id} has no row" for story_id in _unfindable(ward)])


def _add_missing(ward: Ward) -> None:
    for story_id in _unfindable(ward):
        with ward.writing() as connection:
            index(connection, story_id, telling(connection, _of(ward, story_id)))


register(
    Check(
        "lookup.missing",
        "every story that was not pruned can be found by its copies",
        _missing,
        "adds its rows",
        _add_missing,
    )
)
