"""Reading the store for the command line: rows of the views, with their JSON columns decoded."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from crawler.reading.items import LedgerLine, RawPage
from crawler.storage import removed
from crawler.storage.database import connect_reader, naming_problems
from crawler.storage.schema import require_ours

if TYPE_CHECKING:
    from crawler.storage.rawpages import Unpacker

Row = dict[str, Any]

JSON_COLUMNS = frozenset(
    (
        "breadcrumbs",
        "authors",
        "credits",
        "tags",
        "images",
        "flags",
        "portals",
        "scores",
        "skipped",
        "sources",
        "fields",
        "layouts",
        "rule_hits",
        "lines",
        "body_chars",
        "evidence",
    )
)


class Reader:
    """What can be asked of an open database. Close it, or use it as a context manager.

    It and its modules load nothing that only writing needs: half of a command's start-up.
    """

    def __init__(self, connection: sqlite3.Connection, path: str | Path) -> None:
        self.path = path
        #: For the store's modules that bring SQL of their own.
        self.connection = connection
        self._unpacks: Unpacker | None = None

    @classmethod
    def read_only(cls, path: str | Path, *, busy_seconds: float | None = None) -> Self:
        """Open ``path`` for reading. Raises :class:`~crawler.storage.database.DatabaseProblem`, as will all that writes."""
        connection = connect_reader(path, busy_seconds=busy_seconds)
        try:
            with naming_problems(path):
                require_ours(connection, path, current=True)
        except BaseException:
            connection.close()
            raise
        return cls(connection, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the last one to close it also empties the WAL into it."""
        self.connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for looking only; an error of the file comes as a ``DatabaseProblem``."""
        with naming_problems(self.path):
            yield self.connection

    def article(self, article_id: int) -> Row | None:
        """One row of the view ``articles``."""
        return self._row("SELECT * FROM articles WHERE id = ?", article_id)

    def article_id(self, url: str) -> int | None:
        """The article that ``url`` leads to: its own address, or one that was seen to lead there."""
        row = self._row(
            "SELECT id FROM article WHERE url = ?1 UNION ALL SELECT article_id FROM sighting WHERE url = ?1", url
        )
        return None if row is None else int(row["id"])

    def known(self, url: str) -> bool:
        """Whether ``url`` led to a stored article before."""
        return self.article_id(url) is not None

    def portals(self) -> list[str]:
        """The portals that have addresses in the frontier, by name."""
        # From one to the next along the key: DISTINCT would read the addresses of a million articles.
        sql = """WITH RECURSIVE known (portal) AS (
                     SELECT min(portal) FROM frontier
                     UNION ALL SELECT (SELECT min(portal) FROM frontier WHERE portal > known.portal) FROM known WHERE portal NOTNULL)
                 SELECT portal FROM known WHERE portal NOTNULL"""
        return [row["portal"] for row in self._rows(sql)]

    def has_articles(self, portal: str) -> bool:
        """Whether anything of ``portal`` is stored."""
        return self._row("SELECT 1 AS found FROM article WHERE portal = ? LIMIT 1", portal) is not None

    def same_text(self, portal: str, content_hash: str) -> set[str]:
        """The addresses of a portal's articles that have this very text."""
        sql = "SELECT url FROM article WHERE content_hash = ? AND portal = ?"
        return {row["url"] for row in self._rows(sql, content_hash, portal)}

    def changed_since(self, moment: str) -> list[Row]:
        """Address, title and times of the articles whose text is as it is since ``moment`` (ISO 8601, UTC) or later."""
        sql = """SELECT portal, url, title, published_at, first_seen_at FROM articles WHERE last_changed_at >= ?
                 ORDER BY portal, id"""
        return list(self._rows(sql, moment))

    def showcase(self, portal: str) -> Row | None:
        """The article of ``portal`` from whose page most lines were stripped; None when it has none."""
        sql = """SELECT id FROM article a LEFT JOIN removed_line r ON r.article_id = id AND r.revision = a.revision
                 WHERE portal = ? GROUP BY id ORDER BY count(r.article_id) DESC, id LIMIT 1"""
        row = self._row(sql, portal)
        return None if row is None else self.article(row["id"])

    def removed(self, article_id: int, revision: int | None = None) -> list[LedgerLine]:
        """The lines that were stripped from an article's page, in page order; of its latest revision by default."""
        with naming_problems(self.path):
            lines = removed.of_revision(self.connection, article_id, revision or self._revision(article_id))
        return [LedgerLine(position, text, "removed", rule) for position, rule, text in lines]

    def pages_of(self, article_id: int, revision: int | None = None) -> list[RawPage]:
        """The pages that a revision (the newest by default) was read from, in their order; empty when none is kept.

        Raises :class:`~crawler.storage.packing.DamagedPage`.
        """
        with naming_problems(self.path):
            return list(self._unpacker.pages(article_id, revision or self._revision(article_id)))

    def kept_revisions(self, article_id: int) -> list[int]:
        """The revisions of an article whose pages are kept, oldest first."""
        sql = "SELECT DISTINCT revision FROM raw_page WHERE article_id = ? ORDER BY revision"
        return [row["revision"] for row in self._rows(sql, article_id)]

    def page_of(self, article_id: int, revision: int | None = None) -> RawPage | None:
        """The (first) page of :meth:`pages_of`; None when none is kept."""
        return next(iter(self.pages_of(article_id, revision)), None)

    @property
    def _unpacker(self) -> "Unpacker":
        if self._unpacks is None:
            from crawler.storage.rawpages import Unpacker

            self._unpacks = Unpacker(self.connection)
        return self._unpacks

    def story(self, story_id: int) -> list[Row]:
        """All copies of a story, the canonical one first."""
        return list(self._rows("SELECT * FROM articles WHERE story_id = ? ORDER BY is_canonical DESC, id", story_id))

    def revisions(self, article_id: int) -> list[Row]:
        """The earlier versions of an article, oldest first."""
        return list(self._rows("SELECT * FROM revisions WHERE article_id = ? ORDER BY revision", article_id))

    def sightings(self, article_id: int) -> list[Row]:
        """The addresses that led to an article, its own first."""
        return list(self._rows("SELECT * FROM sightings WHERE article_id = ?", article_id))

    def related(self, article_id: int) -> list[Row]:
        """The pairs that were not merged with an article, from either side."""
        return list(self._rows("SELECT * FROM related WHERE article_id = ?1 OR other_id = ?1", article_id))

    def runs(self, limit: int = 50) -> list[Row]:
        """The latest runs, newest first."""
        return list(self._rows("SELECT * FROM runs ORDER BY id DESC LIMIT ?", limit))

    def skipped(self, run: int) -> list[Row]:
        """The pages that a run fetched and did not store, in the order in which they came."""
        return list(
            self._rows("SELECT url, portal, reason, seen_at, run FROM skipped_page WHERE run = ? ORDER BY id", run)
        )

    def totals(self) -> Row:
        """Rows in the database: ``articles``, ``stories``, ``portals``."""
        sql = (
            "SELECT count(*) AS articles, sum(is_canonical) AS stories, count(DISTINCT portal) AS portals FROM article"
        )
        row = self._row(sql)
        assert row is not None
        return row

    def _revision(self, article_id: int) -> int:
        """The number of the newest revision; 0 when there is no such article."""
        found = self.connection.execute("SELECT revision FROM article WHERE id = ?", (article_id,)).fetchone()
        return int(found[0]) if found else 0

    def _row(self, sql: str, *parameters: object) -> Row | None:
        return next(self._rows(sql, *parameters), None)

    def _rows(self, sql: str, *parameters: object) -> Iterator[Row]:
        with naming_problems(self.path):
            cursor = self.connection.execute(sql, parameters)
            names: Sequence[str] = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
        for values in rows:
            yield {
                name: json.loads(value) if name in JSON_COLUMNS and isinstance(value, str) else value
                for name, value in zip(names, values, strict=True)
            }
