"""Keeping articles: each one is looked up, compared, stored and indexed in one transaction, or not at all.

The order of decisions: known address (unchanged, or a revision), same text, similar text, new story.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from crawler.copies import canonical
from crawler.copies.fingerprint import Fingerprint
from crawler.discovery.urls import canonical_url
from crawler.reading.items import Article
from crawler.reading.reasons import NO_ARTICLE
from crawler.reading.repeats import Repeats
from crawler.scheduling import frontier
from crawler.scheduling.visits import Visit
from crawler.storage import addresses, articles, extractions, ledger
from crawler.storage.articles import Stored
from crawler.storage.database import connect, naming_problems, transaction, wrapped
from crawler.storage.extractions import Change
from crawler.storage.kept import KeptReader
from crawler.storage.ledger import RunCounts
from crawler.storage.place import Place
from crawler.storage.rawpages import RawPages
from crawler.storage.resolving import Came
from crawler.storage.rows import Row, Seen, part_addresses, storable
from crawler.storage.schema import migrate

__all__ = ["RunCounts", "Store", "Stored"]


class Store(KeptReader):
    """The database of articles. Each thread and process opens its own; any number of them may write at once."""

    _raw: RawPages

    def __init__(self, connection: sqlite3.Connection, path: str | Path) -> None:
        super().__init__(connection, path)
        self._db = wrapped(connection)
        self._place = Place(path)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = True,
        busy_seconds: float | None = None,
        copied: bool | None = None,
        keep_raw: str = "all",
        checked: bool = True,
    ) -> Self:
        """Open ``path`` for writing, make or migrate its tables, and prove that it can be written.

        ``:memory:`` keeps everything in memory. ``busy_seconds`` (how long to wait for a lock) and ``copied`` (whether
        an older file is copied before it is migrated) are those of the environment by default. ``keep_raw`` is one of
        :data:`~crawler.storage.rawpages.KEEP`. ``checked``: refuse a small file that is visibly damaged.

        Raises :class:`~crawler.storage.database.DatabaseProblem`.
        """
        raw = RawPages(keep_raw)
        db = connect(path, create=create, busy_seconds=busy_seconds, checked=checked)
        try:
            migrate(db, path, copied=copied)
        except BaseException:
            db.close()
            raise
        store = cls(db.conn, path)
        store._raw = raw
        return store

    def start_run(self, portal: str, started_at: str, title: str = "") -> int:
        """Open a run of ``portal`` and return its number. Until :meth:`finish_run` its ``outcome`` is NULL.

        ``title`` is the name that the portal gives itself: articles that name it as their source come from it.
        """
        with self.writing() as connection:
            if title:
                canonical.keep_title(connection, portal, title)
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

    def skip(self, url: str, portal: str, reason: str, run: int, seen_at: str, visit: Visit | None = None) -> int:
        """Note a page that was fetched and not stored, and the state of its address (``visit``).

        An article whose address is gone keeps its text and is marked, unless it has others: these are due now, and
        their number is returned.
        """
        with self.writing() as connection:
            ledger.skip(connection, storable(url), portal, reason, run, seen_at)
            if visit is None:
                return 0
            frontier.close(connection, visit, run, changed=False)
            others = frontier.ask_others(connection, visit) if visit.state == "gone" or reason in NO_ARTICLE else 0
            if visit.state == "gone" and not others:
                addresses.vanish(connection, visit.url, visit.status, seen_at)
            return others

    def seen(self, visit: Visit, run: int, seen_at: str) -> None:
        """Note an article that the portal says is as it was (HTTP 304)."""
        with self.writing() as connection:
            ledger.count(connection, run, "unchanged")
            addresses.unchanged(connection, visit.url, seen_at)
            frontier.close(connection, visit, run, changed=False)

    def lead(self, visit: Visit, url: str, run: int, seen_at: str) -> bool:
        """Note that an address was redirected to that of a stored article, which was not fetched again for that.

        False when no article is known there; then nothing is stored.
        """
        with self.writing() as connection:
            known = addresses.find(connection, frontier.fetched_as(connection, visit.portal, url))
            if known is None:
                return False
            ledger.count(connection, run, "unchanged")
            addresses.sight(connection, visit.url, known.id, Seen(seen_at, seen_at, seen_at), visit.status)
            frontier.close(connection, visit, run, changed=False)
        return True

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
        first_seen_at: str = "",
        changed_at: str = "",
        visit: Visit | None = None,
    ) -> Stored:
        """Store one article, copies recognised, with its pages, and count it for ``run``; ``visit`` is the state of its address.

        ``article.url`` is its canonical address, ``fetched_url`` (default: the article's) another one that led to it,
        and ``status`` the HTTP status of the answer. ``cleaned``: the same page as before, stripped of more lines; its
        text is replaced without a revision and the page is not counted again. ``first_seen_at`` and ``changed_at`` (default:
        ``seen_at``) are for articles that another store has seen before. Raises :class:`~crawler.storage.database.DatabaseProblem`, and
        ``ValueError`` for an article without address or a run that does not exist; then nothing is stored.
        """
        if not article.url:
            raise ValueError("an article without url cannot be stored: set Article.url first")
        row = Row.of(article, fp.content_hash)
        seen = Seen(first_seen_at or seen_at, seen_at, changed_at or seen_at, is_now=visit is not None)
        came_from = storable(fetched_url or article.fetched_url)
        own = row.url if came_from in ("", row.url) else canonical_url(came_from)
        came = Came(own, visit.url if visit and visit.url != own else "") if visit or cleaned else None
        with self.writing() as connection:
            stored = articles.save(connection, row, fp, seen, status, came_from, cleaned, came)
            parts = part_addresses(article)
            for url in parts:
                addresses.sight(connection, url, stored.article_id, seen, status)
            if stored.page != "none":
                keep = self._raw.store if stored.page == "its" else self._raw.fill
                keep(connection, row.portal, stored.article_id, stored.revision, article.pages)
            if not cleaned:
                ledger.count(connection, run, stored.outcome)
            if visit:
                frontier.close(connection, visit, run, changed=stored.outcome != "unchanged", aliases=stored.addresses)
                if stored.outcome in ("changed", "unchanged"):
                    frontier.rest(connection, visit, stored.article_id)
                for url in parts:
                    frontier.close_part(connection, visit, url)
            elif not cleaned:
                frontier.know(connection, stored.article_id)
        return stored

    def reread(self, change: Change, made_at: str) -> Change:
        """Store what reading a kept page again has changed, as a new extraction; returns what was changed in the end."""
        with self.writing() as connection:
            return extractions.write(connection, change, made_at)

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

    def spare_memory(self) -> None:
        """Keeps 4 MiB of the file in memory from now on, not the 64 that the look-up of copies needs."""
        self._db.conn.execute("PRAGMA cache_size = -4096")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction around several calls (they may be nested): all of it is stored, or nothing."""
        if not self._db.conn.in_transaction:
            self._place.require_same()
        with naming_problems(self.path), transaction(self._db) as connection:
            yield connection
