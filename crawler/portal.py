"""The base spider: a portal is a class of plain attributes, the code that works on them is here."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Self
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.budget import Stopped, parse_hours
from crawler.extract import PortalFacts, check_timezone, finds_of
from crawler.guard import OffPortal
from crawler.items import Article
from crawler.layout import Layout
from crawler.loaders import ArticleLoader
from crawler.pace import REFUSALS
from crawler.page import Page
from crawler.reading import Reading, read_page
from crawler.reasons import REASONS
from crawler.robots import RobotsUnreachable
from crawler.session import Session, now
from crawler.sources import Source
from crawler.urls import canonical_url, same_portal
from crawler.urlshapes import ShapeBook

#: A portal on the operator's own machine needs no politeness.
_LOOPBACK_SLOT = {"delay": 0.0, "concurrency": 16}


@dataclass(frozen=True, slots=True)
class Expect:
    """What is normal for a portal: (least, most) articles a day and characters of a body, fields that are always there."""

    articles_per_day: tuple[int, int] = (0, 1000)
    body_chars: tuple[int, int] = (40, 100_000)
    always: tuple[str, ...] = ("title",)


class PortalSpider(scrapy.Spider):
    """Crawls one portal: sources give links, links give pages, pages give articles.

    A portal module sets the attributes and, only where its portal needs it, overrides a method.
    """

    title: str = ""
    hosts: tuple[str, ...] = ()
    timezone: str = "Asia/Shanghai"
    sources: tuple[Source, ...] = ()
    article_url: str = ""
    layouts: tuple[Layout, ...] = ()
    expects: Expect = Expect()
    #: By the portal's clock, such as ``23:00-06:30``: nothing is asked then.
    quiet_hours: str = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Refuses a portal whose clock does not exist when its module is loaded, not at its first article."""
        super().__init_subclass__(**kwargs)
        try:
            check_timezone(cls.timezone)
            if cls.quiet_hours:
                parse_hours(cls.quiet_hours)
        except ValueError as error:
            raise ValueError(f"{cls.__name__}.{error}") from None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Built by Scrapy; loopback hosts need no politeness."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.prepare()
        free = {urlsplit(f"//{host}").hostname: _LOOPBACK_SLOT for host in spider.hosts if _is_loopback(host)}
        slots = {**free, **crawler.settings.getdict("DOWNLOAD_SLOTS")}
        crawler.settings.set("DOWNLOAD_SLOTS", slots, priority="spider")
        return spider

    def prepare(self) -> None:
        """Sets up what one run needs; called once the settings are known."""
        self.session = Session.start(self.crawler, self.name)
        self.session.read_again = self.read_again
        self.facts = PortalFacts(self.name, self.hosts, self.timezone, self.layouts, self.session.learning.repeats)
        self.book = ShapeBook()
        self.asked: set[str] = set()
        self.articles_asked = 0
        self.lists_asked = 0
        self.max_pages = self.crawler.settings.getint("CITYDESK_MAX_PAGES")
        self.max_lists = self.crawler.settings.getint("CITYDESK_MAX_LISTS")

    async def start(self) -> AsyncIterator[Any]:
        """The first requests: one a source."""
        for source in self.sources:
            for request in self.source_requests([source]):
                yield request

    def source_requests(self, sources: Sequence[Source]) -> Iterator[Request]:
        """Requests of sources that this run has not asked yet."""
        for source in sources:
            if self._may_read(source.url):
                yield Request(source.url, self.parse_source, errback=self.source_failed, cb_kwargs={"source": source})

    def _may_read(self, url: str) -> bool:
        """Counts a list, feed or sitemap; False when the run had it or has read enough of them."""
        if self.lists_asked >= self.max_lists or not self._first_time(url):
            return False
        self.lists_asked += 1
        return True

    def parse_source(self, response: Response, source: Source) -> Iterator[Request]:
        """Reads a list page, feed or sitemap."""
        found = source.read(response.body, response.url, content_type(response), self.hosts, self.book)
        self.session.found(source.url, len(found.articles), found.problem)
        for link in found.articles:
            yield from self.article_requests(link.url, source.url)
        yield from self.source_requests(found.follow)

    def article_requests(self, url: str, via: str) -> Iterator[Request]:
        """The request of an article page, unless the run had it or has enough."""
        if self.max_pages and self.articles_asked >= self.max_pages:
            return
        if url not in self.asked and same_portal(url, self.hosts) and self._first_time(url):
            self.articles_asked += 1
            yield Request(url, self.parse_article, errback=self.article_failed, meta={"via": via})

    def _first_time(self, url: str) -> bool:
        if url in self.asked:  # most links stand on many pages; the canonical form costs 15 microseconds
            return False
        key = canonical_url(url)
        is_new = key not in self.asked
        self.asked.update((url, key))
        return is_new

    def parse_article(self, response: Response) -> Iterator[Any]:
        """Extracts the article of a page; whether it is one is the pipelines' to say."""
        kind = content_type(response)
        if kind and not any(word in kind.lower() for word in ("html", "xml", "text/plain")):
            self.session.skip(response.url, "not-html")
            return
        yield self.read_article(response, kind)

    def read_article(self, response: Response, kind: str) -> Article:
        """The article of a response."""
        reading = self._read(Page(response.url, response.body, kind, now()))
        self.session.learning.note(reading)
        return self._article(reading)

    def read_again(self, page: Page) -> Article:
        """The article of a page of this run, with what was learnt since."""
        return self._article(self._read(page))

    def _read(self, page: Page) -> Reading:
        return read_page(page, self.layouts, self.facts.repeats)

    def _article(self, reading: Reading) -> Article:
        loader = ArticleLoader(selector=reading.page.selector)
        loader.add_value(None, finds_of(reading, self.facts))
        self.load(loader)
        article: Article = loader.load_item()
        return article

    def load(self, loader: ArticleLoader) -> None:
        """For overrides: adds or replaces finds of one article page; ``loader.selector`` selects from the page."""

    def source_failed(self, failure: Failure) -> None:
        """A list, feed or sitemap that could not be read."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy on every download failure
        if isinstance(failure.value, Stopped):
            return
        reason = reason_of(failure)
        self.session.silent(request.url, reason, f"{REASONS[reason]} ({failure.getErrorMessage()})"[:300])

    def article_failed(self, failure: Failure) -> None:
        """An article page that could not be fetched."""
        if isinstance(failure.value, Stopped):
            return  # never asked for: it waits for the next run
        request: Request = failure.request  # type: ignore[attr-defined]  # as above
        self.session.skip(request.url, reason_of(failure))


def content_type(response: Response) -> str:
    """The Content-Type header, empty when there is none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def reason_of(failure: Failure) -> str:
    """Which of :data:`crawler.reasons.REASONS` a failed request falls under."""
    error = failure.value
    if isinstance(error, HttpError):
        status = error.response.status
        return "gone" if status in (404, 410) else "busy" if status in REFUSALS else "http-error"
    if isinstance(error, RobotsUnreachable):
        return "unreachable"
    if isinstance(error, OffPortal):
        return "off-portal"
    if isinstance(error, IgnoreRequest):
        return "robots"
    if "DownloadCancelled" in type(error).__name__ or "exceeded" in str(error):
        return "too-large"
    return "unreachable"


def _is_loopback(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
