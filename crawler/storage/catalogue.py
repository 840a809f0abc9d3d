"""The store as readers leaf through it: search by words, and all articles one after the other."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from crawler.storage.database import naming_problems
from crawler.storage.readers import JSON_COLUMNS, Reader, Row

if TYPE_CHECKING:  # only a search reads queries
    from crawler.storage.query import Query

Order = Literal["relevance", "date"]

#: A word in the title counts as much as four in the body: of the stories about a thing, most name it there.
TITLE_WEIGHT = 4.0
#: So many of the newest hits are ranked, about 10 microseconds each: what is asked of news is rarely the oldest.
RANKED = 5_000
#: Counting ends here.
COUNTED = 20_000
#: Articles of a filter that are listed before the index is asked (.04 s of 100,000): a hit is then looked up among their
#: numbers, where the row of an article takes ten times as long. Of a filter that lets more pass, most hits pass; where it
#: only says since when, and hits are looked at from the newest on, this holds of a fifth.
NARROW, NARROW_SINCE = 1_000_000, 200_000

_DAY = "substr(coalesce(a.published_at, a.first_seen_at), 1, 10)"
_MOMENT = "coalesce(a.published_unix, CAST(strftime('%s', a.first_seen_at) AS INTEGER))"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles: of one portal, published (else first seen) on these days, both included. Empty: any."""

    portal: str = ""
    since: str = ""
    until: str = ""

    @property
    def condition(self) -> str:
        """An SQL condition on ``article AS a`` with named parameters; "1" when every article will do."""
        given = (
            (self.portal, "a.portal = :portal"),
            (self.since, f"{_DAY} >= :since"),
            (self.until, f"{_DAY} <= :until"),
        )
        return " AND ".join(condition for value, condition in given if value) or "1"

    @property
    def parameters(self) -> dict[str, object]:
        """The values of the condition."""
        return {"portal": self.portal, "since": self.since, "until": self.until}


@dataclass(frozen=True, slots=True)
class Found:
    """One hit. ``score``: lower is better, comparable within one search. ``copies``: the other articles of the story."""

    id: int
    score: float
    copies: int


@dataclass(frozen=True, slots=True)
class Hits:
    """The best hits; ``total`` articles match (:data:`COUNTED` + 1: or more); ``capped``: only the newest were ranked."""

    hits: tuple[Found, ...]
    total: int
    capped: bool = False


class Catalogue(Reader):
    """The database of articles, for those who read it."""

    def search(
        self,
        query: "Query",
        which: Filter | None = None,
        *,
        limit: int = 10,
        order: Order = "relevance",
        all_copies: bool = False,
    ) -> Hits:
        """The articles that match, one a story (its best copy, if that matches) unless ``all_copies``.

        Ordered by relevance (bm25), the newest first among equals, or by date, the newest first.
        """
        which = which or Filter()
        values = {
            **which.parameters,
            "match": query.expression,
            "limit": limit,
            "ranked": RANKED,
            "counted": COUNTED + 1,
        }
        with naming_problems(self.path):
            listed = self._list(which)
            place = LISTED if listed else which.condition
            values["lowest"], values["highest"], most = listed or (0, 2**63 - 1, RANKED + 1)
            # Where no more pass the filter than are ranked, one look finds and counts: each takes .16 s of a million.
            few = most <= RANKED
            total, lowest = (most, None) if few else self.connection.execute(count_sql(place), values).fetchone()
            values["lowest"] = lowest or values["lowest"]
            # A few more than are asked for are enough, as a rule: then the rest need not be looked up.
            shortcut = order == "relevance" and place in ("1", LISTED) and not few
            for first in (8 * limit + 50, RANKED) if shortcut else (RANKED,):
                sql = search_sql(place, order, all_copies)
                rows = self.connection.execute(sql, {**values, "first": first}).fetchall()
                if len(rows) == limit or total <= first:
                    break
        if few:
            total = rows[0][-1] if rows else 0
        return Hits(tuple(Found(*row[:-1]) for row in rows), total, lowest is not None)

    def _list(self, which: Filter) -> tuple[int, int, int] | None:
        """Lists the articles of a filter in ``listed``, a table of this connection alone; their lowest id - 1, the highest, how many.

        None where there is no filter, or where more pass it than are worth listing.
        """
        if which.condition == "1":
            return None
        self.connection.execute("PRAGMA temp_store = MEMORY")
        self.connection.execute("CREATE TEMP TABLE IF NOT EXISTS listed (id INTEGER PRIMARY KEY)")
        self.connection.execute("DELETE FROM listed")
        most = NARROW if which.portal or which.until else NARROW_SINCE
        values = {"portal": which.portal, "since": which.since, "after": f"{which.until}~", "most": most + 1}
        self.connection.execute(list_sql(which), values)
        number, first, last = self.connection.execute("SELECT count(*), min(id) - 1, max(id) FROM listed").fetchone()
        return None if number > most else (first or 0, last or 0, number)

    def tables(self) -> list[str]:
        """The names of all tables and views, those that SQLite keeps for itself left out."""
        sql = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        return [row["name"] for row in self._rows(sql)]

    def each(self, which: Filter | None = None, *, stories: bool = True, newest: int | None = None) -> Iterator[Row]:
        """The rows of the view ``stories`` (else ``articles``) in the order of their ids, a few at a time in memory.

        ``newest``: only so many, those that changed last first. All rows are of the same moment.
        """
        which = which or Filter()
        view = "stories" if stories else "articles"
        sql = f"SELECT v.* FROM {view} v JOIN article a ON a.id = v.id WHERE {which.condition} "
        sql += "ORDER BY a.id" if newest is None else "ORDER BY a.last_changed_at DESC, a.id DESC LIMIT :newest"
        with naming_problems(self.path):
            cursor = self.connection.execute(sql, {**which.parameters, "newest": newest})
            names: Sequence[str] = [column[0] for column in cursor.description]
            for values in cursor:
                yield {
                    name: json.loads(value) if name in JSON_COLUMNS and isinstance(value, str) else value
                    for name, value in zip(names, values, strict=True)
                }


#: Stands for the condition of a filter whose articles are listed.
LISTED = "listed"


def list_sql(which: Filter) -> str:
    """Lists the articles of a filter, ``:most`` at most, by indexes alone but for those without date."""
    portal = "portal = :portal AND" if which.portal else ""
    dated, undated = (
        "published_at >= :since AND published_at < :after",
        "first_seen_at >= :since AND first_seen_at < :after",
    )
    return f"""INSERT INTO listed SELECT id FROM article WHERE {portal} {dated}
        UNION ALL SELECT id FROM article WHERE {portal} published_at IS NULL AND {undated} LIMIT :most"""


def count_sql(place: str) -> str:
    """How many articles match, counted up to ``:counted``, and the number of the first one that is not ranked, else NULL.

    FTS5 gives hits in the order of their numbers, from either end.
    """
    return f"""WITH hit AS MATERIALIZED (SELECT f.rowid AS id FROM {_matching(place)} ORDER BY f.rowid DESC LIMIT :counted)
        SELECT count(*), (SELECT id FROM hit ORDER BY id DESC LIMIT 1 OFFSET :ranked) FROM hit"""


def search_sql(place: str, order: Order, all_copies: bool) -> str:
    """The best hits with score, copies, and how many were ranked. The index finds, the table of articles only filters."""
    best = "score, moment DESC, id DESC" if order == "relevance" else "moment DESC, score, id DESC"
    one_a_story = "" if all_copies else "WHERE place = 1"
    return f"""
    WITH hit AS MATERIALIZED (
        SELECT f.rowid AS id, bm25(article_fts, 1.0, {TITLE_WEIGHT}) AS score
        FROM {_matching(place)} ORDER BY score LIMIT :first),
    known AS (
        SELECT a.id, score, {_MOMENT} AS moment, a.story_id,
            row_number() OVER (PARTITION BY a.story_id ORDER BY a.is_canonical DESC, score, a.id) AS place
        FROM hit CROSS JOIN article a ON a.id = hit.id),
    best AS (SELECT id, score, story_id FROM known {one_a_story} ORDER BY {best} LIMIT :limit)
    SELECT id, score, (SELECT count(*) - 1 FROM article c WHERE c.story_id = best.story_id), (SELECT count(*) FROM hit) FROM best"""


def _matching(place: str) -> str:
    """FROM and WHERE of the articles that match; ``place``: the condition of a filter, or :data:`LISTED`."""
    join = f"CROSS JOIN article a ON a.id = f.rowid AND {place}"
    if place in ("1", LISTED):
        join = "CROSS JOIN listed a ON a.id = f.rowid" if place == LISTED else ""
    return f"article_fts f {join} WHERE article_fts MATCH :match AND f.rowid > :lowest AND f.rowid <= :highest"
