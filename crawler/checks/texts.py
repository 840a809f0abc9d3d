"""Checks that read every text: what was computed from it once must still be what it gives today.

After a change of the rules in :mod:`crawler.copies.fingerprint`, ``--mend`` is what brings an old file up to date.
"""

from collections import defaultdict

from crawler.checks.lookup import FIRST, ROWS, tally_of
from crawler.checks.registry import Check, Finding, register
from crawler.checks.ward import Ward
from crawler.copies.fingerprint import fingerprint
from crawler.copies.stories import VERSIONS, earlier, forget, index, stored, telling

_TEXTS = "SELECT id, content_hash, title, body FROM article WHERE id > ?1 ORDER BY id LIMIT ?2"
_FIRSTS = "SELECT id, title, body FROM article WHERE id > ?1 AND id = story_id ORDER BY id LIMIT ?2"
_TEXT = "SELECT title, body FROM article WHERE id = ?"
_SMALL = 500  # texts in one look


def _misprinted(ward: Ward) -> list[int]:
    return [
        id_
        for rows in ward.pieces(_TEXTS, size=_SMALL)
        for id_, content_hash, title, body in rows
        if fingerprint(title, body).content_hash != content_hash
    ]


def _hashes(ward: Ward) -> Finding:
    return Finding.of([f"article {id_}" for id_ in _misprinted(ward)])


def _mend_hashes(ward: Ward) -> None:
    for id_ in _misprinted(ward):
        with ward.writing() as connection:
            fp = fingerprint(*connection.execute(_TEXT, (id_,)).fetchone())
            connection.execute("UPDATE article SET content_hash = ? WHERE id = ?", (fp.content_hash, id_))


register(
    Check(
        "texts.hash",
        "content_hash is that of the text",
        _hashes,
        "computes it anew",
        _mend_hashes,
        slow=True,
    )
)


def _stale(ward: Ward) -> dict[int, list[int]]:
    """For each story with rows that its text does not give: the hashes of those rows.

    Stories are found by counting, then their rows are looked up in one walk over the table and compared again, for a
    crawl may have changed a text between the two.
    """
    suspects = _more_rows_than_text(ward, tally_of(ward))
    rows_of: defaultdict[int, list[int]] = defaultdict(list)
    if suspects:
        for rows in ward.pieces(ROWS, start=FIRST):
            for number, story_id in rows:
                if story_id in suspects:
                    rows_of[story_id].append(number)
    wrong = {}
    for story_id, numbers in rows_of.items():
        sketch = _findable_by(ward, story_id)
        if stale := [number for number in numbers if number not in sketch]:
            wrong[story_id] = stale
    return wrong


def _findable_by(ward: Ward, story_id: int) -> set[int]:
    """The hashes of a story's text and of its latest versions, by which copies of an updated one are found, too."""
    connection = ward.store.connection
    texts = (stored(connection, story_id), *earlier(connection, story_id, VERSIONS))
    return {number for story in texts for number in story.fingerprint.sketch}


def _more_rows_than_text(ward: Ward, tally: bytearray) -> set[int]:
    suspects = set()
    for rows in ward.pieces(_FIRSTS, size=_SMALL):
        for id_, title, body in rows:
            if id_ < len(tally) and tally[id_]:
                sketch = fingerprint(title, body).sketch
                marks = ", ".join("?" * len(sketch))
                sql = f"SELECT count(*) FROM sketch WHERE story_id = ? AND hash IN ({marks})"
                if ward.one(sql, id_, *sketch) != tally[id_]:
                    suspects.add(id_)
    return suspects


def _rows(ward: Ward) -> Finding:
    return Finding.of([f"story {id_} has {len(numbers)} rows of another text" for id_, numbers in _stale(ward).items()])


def _mend_rows(ward: Ward) -> None:
    for story_id, numbers in _stale(ward).items():
        with ward.writing() as connection:
            fp = fingerprint(*connection.execute(_TEXT, (story_id,)).fetchone())
            forget(connection, story_id, set(numbers) - _findable_by(ward, story_id))
            index(connection, story_id, telling(connection, fp))


register(
    Check(
        "texts.lookup",
        "the rows of the look-up of copies are those of the story's text and its latest versions",
        _rows,
        "puts the rows of the text in their place",
        _mend_rows,
        slow=True,
    )
)
