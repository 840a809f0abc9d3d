"""One page asked for as a crawl would ask, with nothing stored: by ``citydesk explain``."""

from collections.abc import AsyncIterator
from typing import Any

from scrapy.http import Request, Response
from scrapy.spiderloader import get_spider_loader
from twisted.python.failure import Failure

from crawler.crawling.fetching import reason_of
from crawler.crawling.process import Process
from crawler.crawling.run import load_settings
from crawler.discovery.generic import GenericPortal
from crawler.discovery.shapebook import ShapeBook
from crawler.discovery.urls import host_of, portal_name, same_portal
from crawler.portal import PortalSpider

#: Nothing is stored, and the one line on stderr that names a failure is the caller's.
QUIET = {
    "ITEM_PIPELINES": {},
    "EXTENSIONS": {},
    "LOG_LEVEL": "CRITICAL",
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",  # ours reads the frontier, and there is no database
}


class NoAnswer(Exception):
    """The page did not come: ``reason`` is one of :data:`crawler.reading.reasons.REASONS`, the text Scrapy's own message."""

    def __init__(self, reason: str, message: str = "") -> None:
        super().__init__(message)
        self.reason = reason


class OnePage(PortalSpider):
    """Mixed into a portal's class: asks for one page, with the portal's settings and facts, and keeps the answer."""

    address: str = ""
    answer: dict[str, Any]

    def prepare(self) -> None:
        """Facts without a session: no database is opened."""
        self.hosts = self.hosts or (host_of(self.address),)
        self.know()
        self.book = ShapeBook()
        self.book.trust(self.article_url)

    async def start(self) -> AsyncIterator[Any]:
        """The one request."""
        yield Request(self.address, self.keep, errback=self.article_failed, dont_filter=True)

    def keep(self, response: Response) -> None:
        """Keeps the answer; it is read when Scrapy has ended."""
        self.answer.update(spider=self, response=response)

    def article_failed(self, failure: Failure) -> None:
        """Keeps the reason."""
        status = getattr(getattr(failure.value, "response", None), "status", 0)  # Scrapy's HttpError has the answer
        self.answer.update(reason=reason_of(failure), message=f"HTTP {status}" if status else failure.getErrorMessage())


def fetch(url: str, portals: str = "") -> tuple[PortalSpider, Response]:
    """The answer to one request and the spider of its portal: the module whose hosts match, else the generic one.

    Settings are the project's: robots.txt is obeyed, redirects stay on the portal. ``portals`` is the operator's folder.
    Starts Twisted's reactor, so it can be called once a process. Raises ``NoAnswer`` and ``BrokenPortal``.
    """
    settings = load_settings({**QUIET, **({"CITYDESK_PORTALS": portals} if portals else {})})
    loader = get_spider_loader(settings)
    classes = [loader.load(name) for name in loader.list()]
    portal = next((found for found in classes if same_portal(url, getattr(found, "hosts", ()))), None)
    name = portal.name if portal else portal_name(url)
    answer: dict[str, Any] = {}
    process = Process(settings)
    spider = type("OnePageOfPortal", (OnePage, portal or GenericPortal), {"name": name})
    process.crawl(process.create_crawler(spider), address=url, answer=answer)
    process.start()
    if "response" not in answer:
        raise NoAnswer(answer.get("reason", "error"), answer.get("message", ""))
    return answer["spider"], answer["response"]
