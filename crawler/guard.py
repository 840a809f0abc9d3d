"""Keeps a crawl on its portal: only http(s), only the portal's hosts, also after a redirect."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from crawler.urls import check_url, same_portal


class OffPortal(IgnoreRequest):
    """The request would leave the portal's hosts."""


class HostGuard:
    """Downloader middleware that refuses every request to a host the portal does not name.

    Scrapy's own offsite middleware lets start requests and what they redirect to pass, for those carry ``dont_filter``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises :class:`OffPortal` for a foreign host and for anything that is no plain web address."""
        hosts = getattr(self.crawler.spider, "hosts", ())
        if problem := check_url(request.url):
            raise OffPortal(f"{request.url}: {problem}")
        if hosts and not same_portal(request.url, hosts):
            raise OffPortal(f"{request.url} is on none of the portal's hosts ({', '.join(hosts)})")
