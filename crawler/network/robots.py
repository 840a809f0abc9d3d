"""robots.txt as RFC 9309 has it, where Scrapy's own middleware reads every failure as permission.

Answered with 2xx: the rules of its first 500 KiB (§2.5). Any 4xx but 429, a redirect that loops or leaves the portal:
there are no rules (§2.3.1.3). 5xx, 429 or no answer: nothing may be fetched, for the portal may forbid it (§2.3.1.4).
What was read is believed for a day at most (§2.4).
"""

from time import monotonic
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser

from crawler.network.guard import OffPortal

#: RFC 9309 §2.5: at least 500 kibibytes must be read; rules behind them are not looked at.
MAX_BYTES = 500 * 1024
#: Of a longer one the rest is not taken from the network; one that says it is larger still is not asked for at all.
MOST_BYTES = 64 * 2**20
#: RFC 9309 §2.4: no longer than 24 hours.
MAX_AGE = 86_400.0


class RobotsUnreachable(IgnoreRequest):
    """Nothing may be fetched from the host, for its robots.txt could not be read; the message says why."""


class _Unread(RobotParser):
    """The rules of a host whose robots.txt did not come."""

    def __init__(self, cause: str) -> None:
        self.cause = cause

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        """Required by the interface."""
        return cls("")

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Nothing is allowed, and the cause is named."""
        raise RobotsUnreachable(f"robots.txt {self.cause}, so nothing may be fetched (RFC 9309): it is asked for again")


class Robots(RobotsTxtMiddleware):
    """Downloader middleware in the place of Scrapy's ``RobotsTxtMiddleware``."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._read_at: dict[str, float] = {}
        self._size: dict[Request, int] = {}
        crawler.signals.connect(self._bytes_received, signal=signals.bytes_received)

    async def process_request(self, request: Request) -> None:  # type: ignore[override]  # Scrapy's has a deprecated argument
        """Raises ``IgnoreRequest`` for what the host forbids; robots.txt itself may be asked for, and be large."""
        if request.meta.get("dont_obey_robotstxt"):
            request.meta["download_maxsize"] = MOST_BYTES
        await super().process_request(request)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host; read again once they are a day old."""
        netloc = request.url.split("/", 3)[2]
        if monotonic() - self._read_at.get(netloc, monotonic()) > MAX_AGE:
            self._parsers.pop(netloc, None)
            del self._read_at[netloc]
        return await super().robot_parser(request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        self._read_at[netloc] = monotonic()
        if response.status == 429 or response.status >= 500:
            self._settle(netloc, _Unread(f"was answered with {response.status}"))
        elif response.status >= 300:
            self._settle(netloc, None)
        else:
            await super()._parse_robots(response.replace(body=response.body[:MAX_BYTES]), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._read_at[netloc] = monotonic()
        endless = isinstance(exc, OffPortal) or "max redirections" in str(exc)
        self._settle(netloc, None if endless else _Unread(f"did not come ({str(exc) or type(exc).__name__})"[:200]))

    def _settle(self, netloc: str, parser: RobotParser | None) -> None:
        waiting = self._parsers[netloc]
        self._parsers[netloc] = parser
        waiting.callback(parser)  # type: ignore[union-attr]  # the Deferred that robot_parser() has put there

    def _bytes_received(self, data: bytes, request: Request) -> None:
        """Ends the download of an endless robots.txt; what came is used."""
        if request.url.endswith("/robots.txt"):
            size = self._size[request] = self._size.get(request, 0) + len(data)
            if size > MAX_BYTES:
                del self._size[request]
                raise StopDownload(fail=False)
