"""Checks of the addresses that crawls know, and of what they know of the portals themselves."""

from typing import get_args

from crawler.checks.registry import Check, Finding, register
from crawler.checks.ward import Ward
from crawler.scheduling.visits import Kind, State

# Articles that were imported have no page and need no address here; what a crawl stored has both.
_LOST = """SELECT id, url FROM article a WHERE id > ?1 AND EXISTS (SELECT 1 FROM raw_page p WHERE p.article_id = a.id)
    AND NOT EXISTS (SELECT 1 FROM frontier f WHERE f.portal = a.portal AND f.url = a.url) ORDER BY id LIMIT ?2"""
_ADD = """INSERT OR IGNORE INTO frontier (portal, url, twin, kind, state, status, rank, found_at, checked_at)
    SELECT portal, url, page_key(url, 0), 'article', 'done', status, coalesce(published_unix, seen), seen, seen
    FROM (SELECT *, CAST(strftime('%s', last_seen_at) AS INTEGER) AS seen FROM article WHERE id = ?)"""


def _lost(ward: Ward) -> list[tuple[int, str]]:
    return [(number, url) for rows in ward.pieces(_LOST) for number, url in rows]


def _articles(ward: Ward) -> Finding:
    return Finding.of([f"article {number}: {url}" for number, url in _lost(ward)])


def _add(ward: Ward) -> None:
    for number, _ in _lost(ward):
        with ward.writing() as connection:
            connection.execute(_ADD, (number,))


register(
    Check(
        "frontier.articles",
        "the address of every article whose page is kept is known as such",
        _articles,
        "adds it as one that was fetched",
        _add,
    )
)

_STATES, _KINDS = (", ".join(f"'{name}'" for name in get_args(names)) for names in (State, Kind))
# Sources that their module no longer names rest without a time; an article without one would never be fetched.
_STUCK = f"""(state NOT IN ({_STATES}) OR kind NOT IN ({_KINDS})
    OR (kind = 'article' AND state IN ('new', 'retry') AND due_at IS NULL))"""


def _waiting(ward: Ward) -> Finding:
    rows = ward.rows(f"SELECT url, kind, state FROM frontier WHERE {_STUCK} ORDER BY portal, url")
    return Finding.of([f"{url} ({kind}, {state}) is never due" for url, kind, state in rows])


def _make_due(ward: Ward) -> None:
    with ward.writing() as connection:
        connection.execute(
            f"""UPDATE frontier SET kind = iif(kind IN ({_KINDS}), kind, 'article'), state = 'new',
                due_at = CAST(strftime('%s', 'now') AS INTEGER) WHERE {_STUCK}"""
        )


register(
    Check(
        "frontier.waiting",
        "every address has a state that crawls know, and one that waits is due some day",
        _waiting,
        "makes it due at once, as a new one",
        _make_due,
    )
)


def _names(ward: Ward) -> Finding:
    wrong = [f"{portal} has an empty name" for (portal,) in ward.rows(
        "SELECT portal FROM portal_title WHERE trim(title) = '' OR trim(portal) = ''")]  # fmt: skip
    marks = ward.one("SELECT count(*) FROM store_id")
    return Finding.of([*wrong, *([f"the file has {marks} marks of its own instead of one"] if marks != 1 else [])])


def _mend_names(ward: Ward) -> None:
    with ward.writing() as connection:
        connection.execute("DELETE FROM portal_title WHERE trim(title) = '' OR trim(portal) = ''")
        connection.execute("DELETE FROM store_id WHERE id != (SELECT min(id) FROM store_id)")
        connection.execute(
            "INSERT INTO store_id (id) SELECT lower(hex(randomblob(16))) WHERE NOT EXISTS (SELECT 1 FROM store_id)"
        )


register(
    Check(
        "merge.names",
        "portals have names, and the file one mark by which merges tell it from others",
        _names,
        "deletes empty names; keeps one mark, or makes one",
        _mend_names,
    )
)
