"""Keeping articles: each one is looked up, compared, stored and indexed in one transaction, or not at all.

The order of decisions: known address (unchanged, or a revision), same text, similar text, new story.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from crawler import articles, frontier, ledger
from crawler.articles import Stored
from crawler.database import BUSY_SECONDS, connect, connect_reader, naming_problems, transaction
from crawler.fingerprint import Fingerprint
from crawler.items import Article
from crawler.ledger import RunCounts
from crawler.readers import Reader
from crawler.repeats import Repeats
from crawler.rows import Row, storable
from crawler.schema import migrate, require_ours
from crawler.visits import Visit

__all__ = ["RunCounts", "Store", "Stored"]


class Store(Reader):
    """The database of articles. Each thread and process opens its own; any number of them may write at once."""

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, busy_seconds: float = BUSY_SECONDS) -> Self:
        """Open ``path`` for writing, make or migrate its tables, and prove that it can be written.

        ``:memory:`` keeps everything in memory. Raises :class:`~crawler.database.DatabaseProblem`.
        """
        db = connect(path, create=create, busy_seconds=busy_seconds)
        try:
            migrate(db, path)
        except BaseException:
            db.close()
            raise
        return cls(db, path)

    @classmethod
    def read_only(cls, path: str | Path, *, busy_seconds: float = BUSY_SECONDS) -> Self:
        """Open ``path`` for reading. Raises :class:`~crawler.database.DatabaseProblem`, as will all that writes."""
        db = connect_reader(path, busy_seconds=busy_seconds)
        try:
            with naming_problems(path):
                require_ours(db, path, current=True)
        except BaseException:
            db.close()
            raise
        return cls(db, path)

    def start_run(self, portal: str, started_at: str) -> int:
        """Open a run of ``portal`` and return its number. Until :meth:`finish_run` its ``outcome`` is NULL."""
        with self.writing() as connection:
            return ledger.start(connection, portal, started_at)

    def finish_run(
        self,
        run: int,
        outcome: str,
        counts: RunCounts | None = None,
        *,
        finished_at: str,
        seconds: float | None = None,
        size: int | None = None,
        sources: Mapping[str, object] | None = None,
        fields: Mapping[str, object] | None = None,
    ) -> RunCounts:
        """Close a run and return its final counts; without ``counts`` those that the store took page by page.

        ``size`` is in bytes; ``sources`` and ``fields`` are kept as JSON.
        """
        with self.writing() as connection:
            totals = counts or ledger.counts(connection, run)
            ledger.set_counts(connection, run, totals)
            ledger.finish(connection, run, outcome, finished_at, seconds, size, sources or {}, fields or {})
            return totals

    def skip(self, url: str, portal: str, reason: str, run: int, seen_at: str, visit: Visit | None = None) -> None:
        """Note a page that was fetched and not stored, and the state of its address (``visit``).

        An article whose address is gone keeps its text and is marked.
        """
        with self.writing() as connection:
            ledger.skip(connection, storable(url), portal, reason, run, seen_at)
            if visit:
                frontier.close(connection, visit, run, changed=False)
                if visit.state == "gone":
                    articles.vanish(connection, visit.url, visit.status, seen_at)

    def seen(self, visit: Visit, run: int, seen_at: str) -> None:
        """Note an article that the portal says is as it was (HTTP 304)."""
        with self.writing() as connection:
            ledger.count(connection, run, "unchanged")
            articles.seen(connection, visit.url, seen_at)
            frontier.close(connection, visit, run, changed=False)

    def put(
        self,
        article: Article,
        fp: Fingerprint,
        *,
        run: int,
        seen_at: str,
        fetched_url: str = "",
        status: int = 200,
        cleaned: bool = False,
        visit: Visit | None = None,
    ) -> Stored:
        """Store one article, copies recognised, and count it for ``run``; ``visit`` is the new state of its address.

        ``article.url`` is its canonical address, ``fetched_url`` (default: the article's) another one that led to it,
        and ``status`` the HTTP status of the answer. ``cleaned``: the same page as before, stripped of more lines; its
        text is replaced without a revision and the page is not counted again. Raises :class:`~crawler.database.DatabaseProblem`, and
        ``ValueError`` for an article without address or a run that does not exist; then nothing is stored.
        """
        if not article.url:
            raise ValueError("an article without url cannot be stored: set Article.url first")
        row = Row.of(article, fp.content_hash)
        with self.writing() as connection:
            stored = articles.save(
                connection, row, fp, seen_at, status, storable(fetched_url or article.fetched_url), cleaned
            )
            if not cleaned:
                ledger.count(connection, run, stored.outcome)
            if visit:
                frontier.close(connection, visit, run, changed=stored.outcome != "unchanged", alias=row.url)
        return stored

    def repeats(self, portal: str) -> Repeats:
        """What earlier runs have learnt that ``portal`` repeats."""
        sql = "SELECT place, line, pages, once, words FROM repeat_line WHERE portal = ?"
        with naming_problems(self.path):
            return Repeats.from_rows(self._db.execute(sql, (portal,)).fetchall())

    def keep_repeats(self, portal: str, repeats: Repeats) -> None:
        """Put what is known of ``portal`` in the place of what was known."""
        with self.writing() as connection:
            connection.execute("DELETE FROM repeat_line WHERE portal = ?", (portal,))
            connection.executemany(
                "INSERT INTO repeat_line (portal, place, line, pages, once, words) VALUES (?, ?, ?, ?, ?, ?)",
                ((portal, *row) for row in repeats.to_rows()),
            )

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for looking only; an error of the file comes as a ``DatabaseProblem``."""
        with naming_problems(self.path):
            yield self._db.conn

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction around several calls (they may be nested): all of it is stored, or nothing."""
        with naming_problems(self.path), transaction(self._db) as connection:
            yield connection
