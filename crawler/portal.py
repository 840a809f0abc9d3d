"""The base spider: the crawl of one portal, by the plain attributes of its module."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from time import gmtime
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.crawling.described import DescribedPortal
from crawler.crawling.fetching import (
    Schemes,
    content_type,
    failed_fetch,
    fetch_of,
    reason_of,
    request_for,
    turned_away,
    wall_of,
)
from crawler.crawling.serial import Serial
from crawler.crawling.session import Session
from crawler.discovery.leads import article_leads, follow_leads, lead_of, source_of
from crawler.discovery.shapebook import ShapeBook
from crawler.discovery.traps import Traps
from crawler.discovery.urls import canonical_url
from crawler.expect import Expect as Expect
from crawler.network.budget import Stopped
from crawler.network.loopback import at_once, free_slots
from crawler.network.redirects import KnownPage, PageOnItsWay
from crawler.network.stopwatch import TooSlow, page_time
from crawler.output.moments import now
from crawler.reading.items import Article
from crawler.reading.page import Page
from crawler.reading.reasons import REASONS
from crawler.scheduling.agenda import Agenda
from crawler.scheduling.visits import Fetch, Lead
from crawler.sources import Source, parse_every


class PortalSpider(DescribedPortal):
    """Crawls one portal: sources give links, links give pages, pages give articles.

    A portal module sets the attributes and, only where its portal needs it, overrides a method.
    """

    agenda: Agenda

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Built by Scrapy; loopback hosts need no politeness."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.prepare()
        crawler.settings.set("DOWNLOAD_SLOTS", free_slots(spider.hosts, crawler.settings), priority="spider")
        return spider

    def prepare(self) -> None:
        """Sets up what one run needs; called once the settings are known."""
        self.session = Session.start(self.crawler, self.name, self.revisit)
        self.session.read_again = self.read_together
        self.know(self.session.learning.repeats)
        self.session.drifting.begin(self.facts.rules, self.timezone, self.expects, self.fall_back)
        self.agenda = self.session.agenda
        self.agenda.limit = 1 + at_once(self.hosts, self.crawler.settings)  # one more waits behind them
        self.schemes = Schemes()
        examples = self.agenda.examples()
        self.book = ShapeBook.of(examples)
        self.book.trust(self.article_url)
        self.traps = Traps(gmtime(self.agenda.start).tm_year)
        self.traps.seed(url for url, _ in examples)
        self.plant()

    def plant(self) -> None:
        """Puts the portal's sources into its frontier."""
        self.roots = {canonical_url(source.url): source for source in self.sources}
        every = {url: int(parse_every(source.every).total_seconds()) for url, source in self.roots.items()}
        self.agenda.answers.every.update(every)
        leads = [replace(lead_of(source), eager=True) for source in self.roots.values()]
        self.agenda.plant(leads, alone=True)

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: all requests come from the frontier, by :meth:`next_request`."""
        return
        yield

    def next_request(self) -> Request | None:
        """The request of the next address that is due; None when there is none now."""
        target = self.agenda.next()
        while target and (trap := self.traps.behind(target)):
            self.session.yields.left_out(target, Counter((trap,)))
            self.agenda.source_unchanged(Fetch(target), self.agenda.start)
            target = self.agenda.next()
        if target is None:
            return None
        whole = self.agenda.wants_whole(target)
        return request_for(target, self.answered, self.failed, whole=whole, schemes=self.schemes)

    def has_more(self) -> bool:
        """Whether any address is still due, or known articles are to be compared before the run is judged."""
        return self.agenda.has_more() or (self.session.drifting.look_back(self.agenda) and self.agenda.has_more())

    def answered(self, response: Response) -> Iterator[Any]:
        """Sends an answer to the method for its kind of page."""
        fetch = fetch_of(response)
        assert fetch is not None
        is_article = fetch.target.kind == "article"
        try:
            if response.status == 304:
                self.session.unchanged(fetch)
            elif is_article and (reason := turned_away(response)):
                self.session.skip(fetch.target.url, reason, fetch)
            elif is_article:
                yield from self.parse_article(response)
            else:
                self.schemes.note(response.url)
                yield from self.parse_source(response, fetch)
        except TooSlow:
            if is_article:
                self.session.skip(fetch.target.url, "too-slow", fetch)
            else:
                self.session.silent(fetch, "too-slow", REASONS["too-slow"])

    def failed(self, failure: Failure) -> None:
        """Sends a failure to the method for its kind of page."""
        fetch = failed_fetch(failure)
        if fetch is None or fetch.target.kind == "article":
            self.article_failed(failure)
        else:
            self.source_failed(failure)

    def parse_source(self, response: Response, fetch: Fetch) -> Iterator[Any]:
        """Reads a list page, feed or sitemap."""
        self.read_source(response, fetch, source_of(fetch.target, self.roots))
        yield from ()

    def read_source(self, response: Response, fetch: Fetch, source: Source) -> None:
        """Keeps what an answer of a source gives, unless it is a wall in the place of one."""
        with page_time():
            found = source.read(response.body, response.url, content_type(response), self.hosts, self.book)
        articles = article_leads(found.articles, fetch.target, self.agenda.start, self.hosts)
        follow = follow_leads(found.follow, fetch.target)
        if not articles and self.is_wall(response, fetch):
            return
        following = next((lead.url for lead in follow if lead.kind != "sitemap"), "")
        self.found(fetch, [*articles, *follow], found.refused, following, found.problem)

    def is_wall(self, response: Response, fetch: Fetch) -> bool:
        """Whether an answer without links to articles is a wall in the place of a source; then it is told."""
        with page_time():
            reason = wall_of(response, self.read_again)
        if reason:
            self.session.silent(fetch, reason, REASONS[reason])
        return bool(reason)

    def found(
        self, fetch: Fetch, leads: Sequence[Lead], refused: Counter[str], following: str = "", problem: str = ""
    ) -> None:
        """Keeps what a source gave but for traps; counts them and what its reader has ``refused``."""
        self.traps.note(fetch.target, leads)
        kept, cut = self.traps.sift(leads, fetch.target)
        refused = Counter({reason: count for reason, count in refused.items() if reason != "same page"})
        self.session.yields.left_out(fetch.target, refused + cut)
        following = following if any(lead.url == following for lead in kept) else ""
        self.session.found(fetch, kept, sum(lead.kind == "article" for lead in leads), following, problem)

    def parse_article(self, response: Response) -> Iterator[Any]:
        """Extracts the article of a page; whether it is one is the pipelines' to say."""
        kind = content_type(response)
        if kind and not any(word in kind.lower() for word in ("html", "xml", "text/plain")):
            self.session.skip(response.url, "not-html", fetch_of(response))
            return
        article = self.read_article(response, kind)
        article.fetch = fetch_of(response)
        yield from self.follow_pages(article)

    def follow_pages(self, article: Article) -> Iterator[Article | Request]:
        """Asks for the later pages of an article before it is handed on; a later page leads back to the first."""
        if article.pager.first and article.fetch:
            self.agenda.name_first(article.fetch.target, article.pager.first)
            self.session.skip(article.fetched_url, "part", article.fetch)
            return
        most = self.crawler.settings.getint("CITYDESK_MAX_PARTS")
        yield from Serial(self.read_again, self.session, most, [article]).go_on()

    def read_article(self, response: Response, kind: str) -> Article:
        """The article of a response. Raises ``TooSlow``."""
        with page_time():
            reading = self.reading_of(Page(response.url, response.body, kind, now()))
            self.session.learning.note(reading)
            return self.article_of(reading)

    def source_failed(self, failure: Failure) -> None:
        """A list, feed or sitemap that could not be read."""
        if isinstance(failure.value, Stopped):
            return
        fetch, reason = failed_fetch(failure), reason_of(failure)
        assert fetch is not None
        self.session.silent(fetch, reason, f"{REASONS[reason]} ({failure.getErrorMessage()})"[:300])

    def article_failed(self, failure: Failure) -> None:
        """An article page that could not be fetched."""
        error, fetch = failure.value, failed_fetch(failure)
        if isinstance(error, (Stopped, PageOnItsWay)):
            return  # never asked for: it waits for the next run, or for the page that it leads to
        if isinstance(error, KnownPage) and fetch:
            return self.session.unchanged(fetch, error)
        # Not where a redirect led: that address is a stranger's, may hold a password, and nobody looks for it.
        url = (fetch.target.address or fetch.target.url) if fetch else failure.request.url  # type: ignore[attr-defined]  # Scrapy's
        self.session.skip(url, reason_of(failure), fetch)
