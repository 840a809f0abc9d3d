"""How much a run may ask of a portal, and when: request budget, quiet hours, and the end of a run that was told to stop.

What a run leaves is not lost: it stays due and comes in the next one.
"""

import re
from datetime import datetime, time, timedelta, tzinfo
from time import monotonic
from typing import Self
from zoneinfo import ZoneInfo

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.utils.defer import _schedule_coro  # as Scrapy's own extensions call the engine's coroutines

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


class Stopped(IgnoreRequest):
    """The run has ended before this request was sent; nothing is known of its page."""


def parse_hours(text: str) -> tuple[time, time]:
    """Quiet hours such as ``23:00-06:30``: from, until. ValueError where they are none."""
    match = _HOURS.fullmatch(text.strip())
    if not match or match[1] + match[2] == match[3] + match[4]:
        raise ValueError(f"quiet hours {text!r}: write from and until, such as '23:00-06:30'")
    return time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))


def seconds_until_quiet(hours: tuple[time, time], now: datetime) -> float:
    """Seconds from ``now`` until the quiet hours begin; 0 within them."""
    begin, end = hours
    clock = now.time()
    within = begin <= clock < end if begin < end else clock >= begin or clock < end
    if within:
        return 0.0
    start = now.replace(hour=begin.hour, minute=begin.minute, second=0, microsecond=0)
    start = start if start > now else start + timedelta(days=1)
    # Two times of one zone differ by the hands of the clock, even where it was put forward between them.
    return start.timestamp() - now.timestamp()


class Budget:
    """Downloader middleware that lets requests pass until the run has to end."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.most = crawler.settings.getint("CITYDESK_MAX_REQUESTS")
        self.asked = 0
        self.seconds = crawler.settings.getint("CITYDESK_PORTAL_SECONDS")
        self.started = monotonic()
        self.ended = ""
        self.message = ""
        self.left_alone_until = 0
        self._quiet_from: float | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy. Raises ``ValueError`` for quiet hours that are none."""
        budget = cls(crawler)
        hours = getattr(crawler.spider, "quiet_hours", "") or crawler.settings["CITYDESK_QUIET_HOURS"]
        if hours:
            zone: tzinfo | None = ZoneInfo(name) if (name := getattr(crawler.spider, "timezone", "")) else None
            now = datetime.now(zone) if zone else datetime.now().astimezone()
            budget._quiet_from = monotonic() + seconds_until_quiet(parse_hours(hours), now)
        return budget

    @classmethod
    def of(cls, crawler: Crawler) -> "Budget":
        """The budget of a running crawl."""
        found = crawler.get_downloader_middleware(cls)
        assert isinstance(found, Budget)
        return found

    def process_request(self, request: Request) -> None:
        """Counts what is sent, robots.txt and retries too; raises :class:`Stopped` once the run has ended."""
        if not self.ended and self._quiet_from is not None and monotonic() >= self._quiet_from:
            self.stop("quiet-hours", "quiet hours: nothing is asked now, the rest waits for a later run")
        if not self.ended and self.most and self.asked >= self.most:
            self.stop("budget", f"the run has sent its {self.most} requests (CITYDESK_MAX_REQUESTS): the rest waits")
        if not self.ended and self.seconds and monotonic() - self.started >= self.seconds:
            self.stop(
                "budget", f"the run has taken its {self.seconds} seconds (CITYDESK_PORTAL_SECONDS): the rest waits"
            )
        if self.ended:
            raise Stopped(self.message)
        self.asked += 1

    def stop(self, reason: str, message: str) -> None:
        """Ends the run with a finish reason: what waits is not sent any more, what is under way may arrive."""
        if self.ended:
            return
        self.drop(reason, message)
        if self.crawler.engine and self.crawler.spider:
            _schedule_coro(self.crawler.engine.close_spider_async(reason=reason))

    def drop(self, reason: str, message: str) -> None:
        """Lets go of all requests that wait for their turn: at one a second they would hold up the end of the run."""
        self.ended, self.message = reason, message
        slots = self.crawler.engine.downloader.slots if self.crawler.engine else {}
        for slot in slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(Stopped(message))
