"""Keeps a crawl on its portal: only http(s), only the portal's hosts, only addresses they may have, also after a redirect."""

from typing import Self
from urllib.parse import urljoin
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.utils.reactor import is_reactor_installed
from w3lib.url import safe_url_string

from crawler.discovery.urls import check_url, same_portal
from crawler.network.resolver import GuardedResolver, bare_name, guarded_resolver

REDIRECTS = (301, 302, 303, 307, 308)


class OffPortal(IgnoreRequest):
    """The request would leave the portal's hosts."""


class PrivateAddress(OffPortal):
    """The host has an address that it must not have: a private one that the operator did not name."""


class HostGuard:
    """Downloader middleware that refuses every request to a host the portal does not name.

    Scrapy's own offsite middleware lets start requests and what they redirect to pass, for those carry ``dont_filter``.
    Names are checked here, what they stand for in :mod:`crawler.network.resolver`. Behind a proxy the proxy looks names up: then
    its own address is the one that is checked.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        proxies = [address for scheme, address in getproxies().items() if scheme != "no"]
        self.proxies = [address.rpartition("@")[2].rpartition("//")[2] for address in proxies]
        self._told: GuardedResolver | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(crawler)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The portal's hosts."""
        return tuple(getattr(self.crawler.spider, "hosts", ()))

    def process_request(self, request: Request) -> None:
        """Raises :class:`OffPortal` for a foreign host and for anything that is no plain web address."""
        self._check(request.url)
        if is_reactor_installed() and self._told is not (resolver := guarded_resolver()):
            resolver.name((*self.hosts, *self.proxies))
            self._told = resolver

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises :class:`OffPortal` where the answer leads elsewhere; Scrapy would take file: for no redirect at all."""
        location = response.headers.get("Location")
        if location and response.status in REDIRECTS:
            try:
                target = urljoin(request.url, safe_url_string(location))
            except ValueError:  # http://[bad/
                raise OffPortal(f"{request.url} redirects to what is no address") from None
            self._check(target)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raises :class:`PrivateAddress` in the place of "name not found" where the resolver's guard was the cause."""
        if isinstance(exception, IgnoreRequest) or not is_reactor_installed():
            return
        host = request.url.split("/", 3)[2]
        if cause := guarded_resolver().refused.get(bare_name(host)):
            raise PrivateAddress(f"{request.url}: {cause}") from exception

    def _check(self, url: str) -> None:
        if problem := check_url(url):
            raise OffPortal(f"{url}: {problem}")
        if self.hosts and not same_portal(url, self.hosts):
            raise OffPortal(f"{url} is on none of the portal's hosts ({', '.join(self.hosts)})")
