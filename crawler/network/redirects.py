"""Redirects to an address that the crawl knows: the page behind it is fetched once, by whichever address comes first."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from crawler.crawling.fetching import TARGET
from crawler.discovery.crossings import Meeting
from crawler.discovery.urls import canonical_url


class KnownPage(IgnoreRequest):
    """The address that was asked for leads to ``url``, which was fetched already; ``status`` is that of the redirect."""

    def __init__(self, url: str, status: int) -> None:
        super().__init__(f"leads to {url}, which is known")
        self.url, self.status = url, status


class PageOnItsWay(IgnoreRequest):
    """The address leads to one that is being fetched right now: it is asked for again when that has come."""


class KnownRedirects:
    """Downloader middleware that ends a redirect at an address whose page is known or on its way."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises :class:`KnownPage` or :class:`PageOnItsWay`."""
        if not request.meta.get("redirect_times"):
            return
        target, agenda = request.meta.get(TARGET), getattr(self.crawler.spider, "agenda", None)
        if agenda is None or target is None or target.kind != "article":
            return
        url = canonical_url(request.url)
        meeting: Meeting = agenda.meet(target, url)
        if meeting == "known":
            reasons = [reason for reason in request.meta.get("redirect_reasons", ()) if isinstance(reason, int)]
            raise KnownPage(url, reasons[-1] if reasons else 302)
        if meeting == "out":
            raise PageOnItsWay(f"{request.url} is being fetched")
