"""One portal's run: the open store, the run's number and its counts, shared by the spider and the pipelines.

Scrapy says "finished" and exits 0 whatever happened, and an exception in a pipeline leaves no trace in its statistics;
so everything that decides the exit code is counted here and kept in the ``runs`` view.
"""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import ClassVar, Self
from weakref import WeakKeyDictionary

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.articles import Stored
from crawler.budget import Budget
from crawler.catching_up import catch_up
from crawler.database import DatabaseProblem
from crawler.environment import value
from crawler.fingerprint import Fingerprint, fingerprint
from crawler.items import Article
from crawler.learning import SAVE_EVERY, Learning
from crawler.outcome import PortalResult, verdict
from crawler.page import Page
from crawler.pruning import tidy
from crawler.repeats import REPEATED
from crawler.store import Store
from crawler.validity import reason_against

#: Fewer pages that no layout fits may be specials; three are a design.
FEWEST_LOST = 3
_KEPT_DAYS = ("CITYDESK_INDEX_DAYS", "CITYDESK_SKIPPED_DAYS")
_FIELDS = ("title", "published_at", "source", "authors", "credits", "breadcrumbs", "tags", "language")


def now() -> str:
    """The present time, UTC, ISO 8601 to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def open_store(settings: BaseSettings) -> Store:
    """The store that the settings of a crawl name. Raises ``DatabaseProblem``."""
    return Store.open(
        settings["CITYDESK_DB"],
        busy_seconds=value("CITYDESK_BUSY_SECONDS", settings["CITYDESK_BUSY_SECONDS"]),
        copied=bool(value("CITYDESK_MIGRATION_BACKUP", settings["CITYDESK_MIGRATION_BACKUP"])),
        keep_raw=settings["CITYDESK_KEEP_RAW"],
    )


class Session:
    """What one crawl of one portal writes to, and what it has counted so far."""

    _open: ClassVar[WeakKeyDictionary[Crawler, "Session"]] = WeakKeyDictionary()

    _refused: ClassVar[WeakKeyDictionary[Crawler, PortalResult]] = WeakKeyDictionary()

    def __init__(self, crawler: Crawler, portal: str) -> None:
        self.crawler = crawler
        self.portal = portal
        self.store = open_store(crawler.settings)
        self.started = time.monotonic()
        self.run = self.store.start_run(self.portal, now(), getattr(crawler.spider, "title", ""))
        self.learning = Learning(self.store.repeats(portal))
        self.read_again: Callable[[Page], Article] | None = None
        self.outcomes: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.sources: dict[str, Counter[str]] = {}
        self.coverage: Counter[str] = Counter()
        self.layouts: Counter[str] = Counter()
        self.problems: list[str] = []
        self.size = 0
        self.result: PortalResult | None = None
        self.database_problem = ""

    @classmethod
    def start(cls, crawler: Crawler, portal: str) -> "Session":
        """Opens the session of a crawl. Raises ``DatabaseProblem`` when the file cannot be used."""
        try:
            cls._open[crawler] = cls(crawler, portal)
        except DatabaseProblem as problem:
            cls._refused[crawler] = PortalResult(portal, "database", problems=[str(problem)])
            raise
        return cls._open[crawler]

    @classmethod
    def of(cls, crawler: Crawler) -> "Session":
        """The session that the portal's spider has started."""
        return cls._open[crawler]

    @classmethod
    def result_of(cls, crawler: Crawler) -> PortalResult | None:
        """How the crawl went; None when it never opened its session."""
        session = cls._open.get(crawler)
        return session.result if session else cls._refused.get(crawler)

    @property
    def pages(self) -> int:
        """Article pages that came to an end, whatever it was."""
        return self.outcomes.total()

    def put(self, article: Article, fingerprint: Fingerprint) -> Stored:
        """Stores an article and counts what became of it."""
        if self.read_again:
            catch_up(self.store, article, self.read_again, now())
        stored = self.store.put(article, fingerprint, run=self.run, seen_at=now(), fetched_url=article.fetched_url)
        self.layouts[article.layout] += 1
        self._count(stored.outcome)
        self.coverage.update(name for name in _FIELDS if getattr(article, name))
        if stored.outcome in ("new", "copy"):
            self._learn(article.fetched_url)
        return stored

    def _learn(self, url: str) -> None:
        """Learns what the portal repeats; the first pages are cleaned again once that is known."""
        for page in self.learning.stored(url):
            again = self.read_again(page) if self.read_again else Article()
            if any(line.rule.startswith(REPEATED) for line in again.removed) and not reason_against(again):
                fp = fingerprint(again.title, again.body)
                self.store.put(again, fp, run=self.run, seen_at=now(), fetched_url=again.fetched_url, cleaned=True)
        if self.learning.unsaved >= SAVE_EVERY:
            self._save_learning()

    def _save_learning(self) -> None:
        if self.learning.unsaved:
            self.store.keep_repeats(self.portal, self.learning.repeats)
            self.learning.unsaved = 0

    def skip(self, url: str, reason: str) -> None:
        """Records a page that was fetched and not stored."""
        self.store.skip(url, self.portal, reason, self.run, now())
        self.skipped[reason] += 1
        self._count("skipped")

    def found(self, source: str, links: int, problem: str = "") -> None:
        """Notes a source that answered: its article links, and what is wrong with it."""
        self.sources.setdefault(source, Counter()).update(read=1, links=links)
        if problem:
            self.problems.append(f"{source}: {problem}")

    def silent(self, source: str, reason: str, message: str) -> None:
        """Notes a source that gave nothing: ``robots`` refused it, or it did not answer."""
        self.sources.setdefault(source, Counter())["refused" if reason == "robots" else "failed"] += 1
        self.problems.append(f"{source}: {message}")

    def _count(self, outcome: str) -> None:
        self.outcomes[outcome] += 1
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"citydesk/{outcome}")

    def _notes(self) -> list[str]:
        """What the operator should look at although the run went well: a design that no layout describes."""
        early = Budget.of(self.crawler).message
        notes = [early] if early else []
        lost, articles = self.layouts["generic"], self.layouts.total()
        if not getattr(self.crawler.spider, "layouts", ()) or lost < FEWEST_LOST or lost * 2 < articles:
            return notes
        return [
            *notes,
            f"no layout fits {lost} of {articles} articles, they were read generically: add one for the new design",
        ]

    def close(self, finish_reason: str) -> None:
        """Judges the run, writes its last row and closes the database."""
        if self.database_problem:
            self.problems.insert(0, self.database_problem)
        word = verdict(
            finish_reason,
            articles=self.pages - self.outcomes["skipped"],
            skipped=dict(self.skipped),
            read=sum(tally["read"] for tally in self.sources.values()),
            refused=sum(tally["refused"] for tally in self.sources.values()),
        )
        self.result = PortalResult(
            self.portal,
            word,
            self.pages,
            new=self.outcomes["new"],
            changed=self.outcomes["changed"],
            unchanged=self.outcomes["unchanged"],
            copies=self.outcomes["copy"],
            skipped=dict(self.skipped),
            problems=self.problems,
            sources={name: dict(tally) for name, tally in self.sources.items()},
            notes=self._notes(),
        )
        with suppress(DatabaseProblem):  # told already, as the problem that ended the run
            self._save_learning()
            self.store.finish_run(
                self.run,
                word,
                finished_at=now(),
                seconds=round(time.monotonic() - self.started, 2),
                size=self.size,
                sources=self.result.sources,
                fields=dict(self.coverage),
            )
            tidy(self.store, *(value(name, self.crawler.settings[name]) for name in _KEPT_DAYS))
            self.store.close()


class RunLedger:
    """Scrapy extension: feeds a crawl's session with what only signals tell, and closes it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        ledger = cls(crawler)
        crawler.signals.connect(ledger.received, signal=signals.response_received)
        crawler.signals.connect(ledger.failed, signal=signals.item_error)
        crawler.signals.connect(ledger.spider_failed, signal=signals.spider_error)
        crawler.signals.connect(ledger.closed, signal=signals.spider_closed)
        return ledger

    def received(self, response: Response) -> None:
        """Counts the bytes that came."""
        Session.of(self.crawler).size += len(response.body)

    def failed(self, item: object, response: Response | None, failure: Failure) -> None:
        """An exception in a pipeline: the page is counted as failed, so the run cannot look clean."""
        self._failed(response.url if response is not None else "", failure)

    def spider_failed(self, failure: Failure, response: Response) -> None:
        """An exception in a callback: the same."""
        self._failed(response.url, failure)

    def _failed(self, url: str, failure: Failure) -> None:
        session = Session.of(self.crawler)
        if not isinstance(failure.value, DatabaseProblem):
            session.skip(url, "error")
        elif not session.database_problem and self.crawler.engine and self.crawler.spider:
            # Nothing more can be stored, so nothing more is fetched.
            session.database_problem = str(failure.value)
            self.crawler.engine.close_spider(self.crawler.spider, "database")

    def closed(self, spider: Spider, reason: str) -> None:
        """Ends the run."""
        Session.of(self.crawler).close(reason)
