"""One portal's run: the open store, the run's number and its counts, shared by the spider and the pipelines.

Scrapy says "finished" and exits 0 whatever happened, and an exception in a pipeline leaves no trace in its statistics;
so everything that decides the exit code is counted here and kept in the ``runs`` view.
"""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import ClassVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from crawler.copies.fingerprint import Fingerprint, fingerprint
from crawler.crawling.learning import SAVE_EVERY, Learning
from crawler.crawling.opening import REFUSALS, PortalStore, refusal
from crawler.crawling.refusals import TURNED_AWAY
from crawler.crawling.tally import Tally
from crawler.monitoring.drifting import Drifting
from crawler.monitoring.outcome import REFUSED, SILENT, PortalResult
from crawler.network.budget import Budget
from crawler.network.redirects import KnownPage
from crawler.output.moments import now
from crawler.reading.items import Article, RawPage
from crawler.reading.page import Page
from crawler.reading.repeats import REPEATED
from crawler.reading.validity import reason_against
from crawler.scheduling.agenda import Agenda
from crawler.scheduling.revisit import AGES
from crawler.scheduling.visits import Fetch, Lead
from crawler.scheduling.wishes import wishes_of
from crawler.storage.catching_up import catch_up
from crawler.storage.rows import unix_time

#: Addresses in a row without any answer, each tried three times, before the portal is left alone until the next run.
MOST_UNREACHABLE = 10


class Session:
    """What one crawl of one portal writes to, and what it has counted so far."""

    _open: ClassVar[WeakKeyDictionary[Crawler, "Session"]] = WeakKeyDictionary()
    _refused: ClassVar[WeakKeyDictionary[Crawler, PortalResult]] = WeakKeyDictionary()

    def __init__(self, crawler: Crawler, portal: str, ages: Sequence[str]) -> None:
        self.crawler = crawler
        self.portal = portal
        self.store = PortalStore.of(crawler.settings, portal)
        self.known = self.store.has_articles(portal)
        self.started = time.monotonic()
        self.run = self.store.start_run(self.portal, now(), getattr(crawler.spider, "title", ""))
        self.agenda = Agenda(self.store, portal, self.run, int(time.time()), wishes_of(crawler.settings), ages)
        self.learning = Learning(self.store.repeats(portal))
        self.read_again: Callable[[Sequence[Page]], Article] | None = None
        self.tally = Tally()
        self.yields, self.problems = self.tally.yields, self.tally.problems
        self.drifting = Drifting(self.store, portal, self.tally)
        self.result: PortalResult | None = None
        self.database_problem = ""
        self._unreachable = 0
        self.before_close: list[Callable[[], None]] = []
        self.front: Page | None = None

    @classmethod
    def start(cls, crawler: Crawler, portal: str, ages: Sequence[str] = AGES) -> "Session":
        """Opens the session of a crawl; ``ages`` are those at which its articles are looked at again.

        Raises ``DatabaseProblem`` when the file cannot be used, ``Locked`` while another crawl of the portal runs.
        """
        try:
            cls._open[crawler] = cls(crawler, portal, ages)
        except REFUSALS as problem:
            cls._refused[crawler] = refusal(portal, problem)
            raise
        return cls._open[crawler]

    @classmethod
    def of(cls, crawler: Crawler) -> "Session":
        """The session that the portal's spider has started. Raises KeyError where it has not."""
        return cls._open[crawler]

    @classmethod
    def is_open(cls, crawler: Crawler) -> bool:
        """Whether the portal's spider has started its session."""
        return crawler in cls._open

    @classmethod
    def result_of(cls, crawler: Crawler) -> PortalResult | None:
        """How the crawl went; None when it never opened its session."""
        session = cls._open.get(crawler)
        return session.result if session else cls._refused.get(crawler)

    @property
    def pages(self) -> int:
        """Article pages that came to an end, whatever it was."""
        return self.tally.pages

    def put(self, article: Article, fingerprint: Fingerprint) -> None:
        """Stores an article with the state of its address, and counts what became of it."""
        if self.read_again:
            catch_up(self.store, article, self.read_again, now())
        fetch = article.fetch
        if self.drifting.meet(article, self.read_again) and fetch:
            return self.unchanged(fetch)
        born = unix_time(article.published_at)
        visit = self.agenda.answers.stored(fetch, int(time.time()), born) if fetch else None
        stored = self.store.put(
            article, fingerprint, run=self.run, seen_at=now(), fetched_url=article.fetched_url, visit=visit
        )
        self._listen()
        self.tally.article(article, stored.outcome, fingerprint.content_hash, datetime.now(UTC))
        self._tell_stats(stored.outcome)
        self.drifting.stored(article, stored)
        if fetch:
            self.agenda.done(fetch.target, stored.addresses, fingerprint.content_hash)
            self.yields.article(fetch.target, stored.outcome)
        if stored.outcome in ("new", "copy"):
            self._learn(article)

    def _learn(self, article: Article) -> None:
        """Learns what the portal repeats; the first pages are cleaned again once that is known."""
        for pages in self.learning.stored(article.fetched_url, article.pages):
            again = self.read_again(pages) if self.read_again else Article()
            if any(line.rule.startswith(REPEATED) for line in again.removed) and not reason_against(again):
                fp = fingerprint(again.title, again.body)
                self.store.put(again, fp, run=self.run, seen_at=now(), fetched_url=again.fetched_url, cleaned=True)
        if self.learning.unsaved >= SAVE_EVERY:
            self.save_learning()

    def save_learning(self) -> None:
        """Keeps for the next run what this one has learnt of the portal."""
        self.agenda.ways.save()
        if self.learning.unsaved:
            self.store.keep_repeats(self.portal, self.learning.repeats)
            self.learning.unsaved = 0

    def skip(
        self, url: str, reason: str, fetch: Fetch | None = None, published_at: str = "", page: RawPage | None = None
    ) -> None:
        """Records a page that was fetched and not stored, with the state of its address."""
        visit = None
        if fetch:
            visit = self.agenda.answers.skipped(fetch, int(time.time()), reason, unix_time(published_at))
        if self.store.skip(url, self.portal, reason, self.run, now(), visit):
            self.agenda.refill()
        self.tally.skip(reason)
        self.drifting.skipped(reason, page, fetch)
        self._tell_stats("skipped")
        self._listen(reason)
        if fetch:
            self.agenda.done(fetch.target)

    def unchanged(self, fetch: Fetch, known: KnownPage | None = None) -> None:
        """Notes an answer 304, or a redirect to a ``known`` page: an article, or a source, is as it was."""
        self._listen()
        moment, answers = int(time.time()), self.agenda.answers
        if fetch.target.kind != "article":
            self.agenda.source_unchanged(fetch, moment)
            self.yields.unchanged(fetch.target)
            return
        if known is None:
            self.store.seen(answers.unchanged(fetch, moment), self.run, now())
        elif not self.store.lead(answers.led(fetch, moment, known.status), known.url, self.run, now()):
            return
        self.tally.page("unchanged")
        self._tell_stats("unchanged")
        self.agenda.done(fetch.target)

    def found(self, fetch: Fetch, leads: Sequence[Lead], links: int, following: str = "", problem: str = "") -> None:
        """Stores what a source gave, ``links`` links to articles among it, and notes what is wrong with it."""
        self._listen()
        new = self.agenda.read(fetch, int(time.time()), leads, links, following)
        self.yields.read(fetch.target, links, new, (lead.url for lead in leads if lead.kind == "article"))
        if problem:
            self.problems.append(f"{fetch.target.address or fetch.target.url}: {problem}")

    def silent(self, fetch: Fetch, reason: str, message: str) -> None:
        """Notes a source that gave nothing: ``robots`` refused it, or it did not answer."""
        self.agenda.source_failed(fetch, int(time.time()), reason)
        self._listen(reason)
        self.tally.refusals.sources += reason in TURNED_AWAY
        target = fetch.target
        if target.kind == "robots":
            return  # no robots.txt: everything may be fetched (RFC 9309 section 2.3.1.3), nothing is learnt
        self.yields.silent(target, refused=reason == "robots")
        if reason != "gone" or not target.via:
            self.problems.append(f"{target.address or target.url}: {message}")

    def _listen(self, reason: str = "") -> None:
        """Ends the crawl of a portal that does not answer any more; what is due stays due. No ``reason``: a good answer."""
        self._unreachable = self._unreachable + 1 if reason == "unreachable" else 0
        if self._unreachable == MOST_UNREACHABLE:
            self.problems.insert(0, "the portal stopped answering; the rest is left to the next run")
            self.end(SILENT)
        if self.tally.refusals.note(reason):
            self.problems.insert(0, self.tally.refusals.message)
            self.end(REFUSED)

    def end(self, reason: str) -> None:
        """Ends the crawl of the portal early; what is in flight may still come in, what is due stays due."""
        self.agenda.stop()
        Budget.of(self.crawler).stop(reason, "")

    def _tell_stats(self, outcome: str) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"citydesk/{outcome}")
