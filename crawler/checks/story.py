"""Checks of stories: each has a first article whose id it bears, and one canonical copy, the best."""

from crawler.checks.registry import Check, Finding, register
from crawler.checks.ward import Ward
from crawler.copies import canonical
from crawler.copies.fingerprint import fingerprint
from crawler.copies.stories import index, telling

_FIRSTS = "SELECT id FROM article WHERE id > ?1 AND id = story_id ORDER BY id LIMIT ?2"
_HEADLESS = """SELECT id, story_id FROM article a WHERE id > ?1
    AND NOT EXISTS (SELECT 1 FROM article f WHERE f.id = a.story_id AND f.story_id = f.id) ORDER BY id LIMIT ?2"""


def _headless(ward: Ward) -> Finding:
    return Finding.of(
        [f"article {id_} belongs to story {story}, which has no first article" for rows in ward.pieces(_HEADLESS)
         for id_, story in rows]
    )  # fmt: skip


def _give_heads(ward: Ward) -> None:
    """The first article that is left becomes the story's first."""
    for story_id in {story for rows in ward.pieces(_HEADLESS) for _, story in rows}:
        with ward.writing() as connection:
            first = connection.execute("SELECT min(id) FROM article WHERE story_id = ?", (story_id,)).fetchone()[0]
            connection.execute("UPDATE article SET story_id = ? WHERE story_id = ?", (first, story_id))
            connection.execute("DELETE FROM sketch WHERE story_id = ?", (story_id,))
            text = connection.execute("SELECT title, body FROM article WHERE id = ?", (first,)).fetchone()
            index(connection, first, telling(connection, fingerprint(*text)))


register(
    Check(
        "stories.first",
        "every article belongs to a story whose first article is there",
        _headless,
        "makes the first article that is left the story's first",
        _give_heads,
    )
)

_SEVERAL = "SELECT story_id FROM article WHERE is_canonical = 1 GROUP BY story_id HAVING count(*) > 1"


def _badly_elected(ward: Ward) -> list[int]:
    """Stories whose best copy is not the canonical one, or is not the only one (an index forbids that, if it is whole)."""
    wrong = {row[0] for row in ward.rows(_SEVERAL)}
    for rows in ward.pieces(_FIRSTS, size=1_000):
        ends = (rows[0][0], rows[-1][0])
        alone = "SELECT id FROM article WHERE id BETWEEN ? AND ? AND id = story_id AND is_canonical = 0"
        several = "SELECT DISTINCT story_id FROM article WHERE story_id BETWEEN ? AND ? AND id != story_id"
        doubtful = {id_ for sql in (alone, several) for (id_,) in ward.rows(sql, *ends)}
        wrong.update(id_ for id_ in doubtful if (found := canonical.best(ward.store.connection, id_)) and not found[1])
    return sorted(wrong)


def _elections(ward: Ward) -> Finding:
    return Finding.of([f"story {id_}" for id_ in _badly_elected(ward)])


def _elect(ward: Ward) -> None:
    for story_id in _badly_elected(ward):
        with ward.writing() as connection:
            connection.execute("UPDATE article SET is_canonical = 0 WHERE story_id = ?", (story_id,))
            canonical.elect(connection, story_id)


register(
    Check(
        "stories.canonical",
        "every story has one canonical copy, the best",
        _elections,
        "elects the best copy",
        _elect,
    )
)
