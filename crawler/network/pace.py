"""How fast a host is asked: its crawl-delay, its own speed, and the pause it asks for.

A host is asked every ``DOWNLOAD_DELAY`` seconds, or as its robots.txt says; more slowly while it answers slowly (the
delay follows the latency, as in Scrapy's AutoThrottle); and not at all for as long as a 429 or 503 asks for
(Retry-After, RFC 9110 §10.2.3), or, where it does not say, for a time that doubles at each refusal.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import inf
from time import monotonic, time
from typing import Self

from scrapy import Spider, signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser

from crawler.network.budget import Budget
from crawler.output.moments import local

REFUSALS = (429, 503)
#: After so many refusals in a row the host is left alone for this run.
PATIENCE = 6
#: Seconds of the longest pause that is kept; every page that fails comes again after that long at the latest.
LONGEST_PAUSE = 7 * 86_400
#: A host that is asked without delay (the operator's own) still gets this once it has refused; seconds.
LEAST_DELAY = 0.05


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds until the time of a Retry-After header, a number or an HTTP date; None when it is neither."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):  # a year, or a zone, of eleven digits
        return None
    return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp())


class Pace:
    """Downloader middleware, next to the network, so that it sees refusals before they are retried."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        self.max_delay = settings.getfloat("CITYDESK_MAX_DELAY")
        self.max_pause = settings.getfloat("CITYDESK_MAX_PAUSE")
        self.first_pause = settings.getfloat("CITYDESK_FIRST_PAUSE")
        self.floors: dict[str, float] = {}
        self.refusals: dict[str, int] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        pace = cls(crawler)
        crawler.signals.connect(pace.robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(pace.downloaded, signal=signals.response_downloaded)
        return pace

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Applies the crawl-delay, which Scrapy parses and does not heed."""
        wish = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"] or "*")
        if wish and 0 < wish < inf:
            host, slot = self._slot(request)
            self._set_floor(host, slot, min(wish, self.max_delay))

    def downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        """Lets the delay follow the latency of a host that is asked politely; never below its floor."""
        host, slot = self._slot(request)
        latency = request.meta.get("download_latency")
        floor = self.floors.get(host, slot.delay)
        self.floors.setdefault(host, floor)
        if floor and latency is not None and response.status < 500:
            slot.delay = min(max(latency, (slot.delay + latency) / 2, floor), max(self.max_delay, floor))

    def process_response(self, request: Request, response: Response) -> Response:
        """Pauses a host that refuses; one that goes on refusing, or asks for a long pause, ends the run."""
        host, slot = self._slot(request)
        if response.status not in REFUSALS:
            self.refusals.pop(host, None)
            return response
        times = self.refusals[host] = self.refusals.get(host, 0) + 1
        told = retry_after((response.headers.get("Retry-After") or b"").decode("latin-1"), datetime.now(UTC))
        pause = self.first_pause * 2 ** (times - 1) if told is None else told
        if pause > self.max_pause or times >= PATIENCE:
            self._give_up(host, response.status, pause)
        else:
            self._set_floor(host, slot, min(max(2 * slot.delay, LEAST_DELAY), self.max_delay))
            # The queue of a slot is looked at `delay` seconds after `lastseen`, whoever looks first.
            slot.lastseen = monotonic() + pause - slot.delay
        return response

    def _give_up(self, host: str, status: int, pause: float) -> None:
        """Ends the run, and the next one begins no earlier than the host says; a nonsense of years is a week."""
        until = time() + min(pause, LONGEST_PAUSE)
        told = f"{host} answers {status} and asks to be left alone until {local(until)}; only a crawl with --full asks before"
        budget = Budget.of(self.crawler)
        budget.left_alone_until = int(until)
        budget.stop("busy", told)

    def _set_floor(self, host: str, slot: Slot, delay: float) -> None:
        self.floors[host] = max(delay, self.floors.get(host, 0.0))
        slot.delay = max(delay, slot.delay)
        # A slot that was idle for a minute is thrown away; the next one shall know.
        known = self._downloader().per_slot_settings
        known[host] = {**known.get(host, {}), "delay": slot.delay, "concurrency": 1}
        slot.concurrency = 1

    def _slot(self, request: Request) -> tuple[str, Slot]:
        return self._downloader()._get_slot(request)  # it has no public name; Scrapy's AutoThrottle does the same

    def _downloader(self) -> Downloader:
        assert self.crawler.engine
        return self.crawler.engine.downloader
