"""The Scrapy process of a crawl: how it ends when a signal comes, or its time is over."""

import signal
from contextlib import suppress
from typing import Any

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.utils.ossignal import install_shutdown_handlers

from crawler.crawling.closing import close
from crawler.crawling.session import Session
from crawler.network.budget import Budget


def _reactor() -> Any:
    """Twisted's reactor; importing it installs one, so this must wait until Scrapy's choice is in place."""
    from twisted.internet import reactor

    return reactor


#: Seconds between two looks at whether all portals are open.
_OPENING = 0.05


def _is_open(crawler: Crawler) -> bool:
    with suppress(RuntimeError):  # it has no engine yet
        return crawler.engine is not None and crawler.engine.start_time is not None
    return False


class Process(CrawlerProcess):
    """Scrapy's process, which also remembers the signal that stopped it, and ends when its time is over."""

    stopped_by: int = 0

    def heed_signals(self) -> None:
        """From now on, not only when the reactor runs: many portals take seconds to open, and a signal is no fault of theirs."""
        install_shutdown_handlers(self._signal_shutdown)
        if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:  # a closed terminal; under nohup it stays ignored
            signal.signal(signal.SIGHUP, self._signal_shutdown)

    def _signal_shutdown(self, signum: int, frame: Any) -> None:
        self.stopped_by = signum
        super()._signal_shutdown(signum, frame)
        reactor = _reactor()
        reactor.callFromThread(reactor.callLater, self.settings.getfloat("CITYDESK_GRACE"), self._cut_off)

    def _graceful_stop_reactor(self) -> Any:
        """As Scrapy does, once every portal is open: half open ones cannot be stopped, and would count as broken."""
        if not all(map(_is_open, self.crawlers)):
            return _reactor().callLater(_OPENING, self._graceful_stop_reactor)
        self._drop("shutdown", "stopped by a signal")
        return super()._graceful_stop_reactor()

    def _signal_kill(self, signum: int, frame: Any) -> None:
        """The second signal: nothing is waited for any more; what is under way is still due. A third one kills."""
        install_shutdown_handlers(signal.SIG_DFL)
        _reactor().callFromThread(self._cut_off)

    def end_after(self, seconds: float) -> None:
        """Ends the run after so many seconds as a signal would, but as one that went well."""
        _reactor().callLater(seconds, self._time_is_over, seconds)

    def _time_is_over(self, seconds: float) -> None:
        for crawler in self.crawlers:
            if crawler.engine:
                Session.of(crawler).agenda.stop()
                Budget.of(crawler).stop(
                    "max-time", f"the run has had its {seconds:.0f} seconds (--max-time): the rest waits"
                )
        _reactor().callLater(self.settings.getfloat("CITYDESK_GRACE"), self._cut_off, "max-time")

    def _drop(self, reason: str, message: str) -> None:
        for crawler in self.crawlers:
            if crawler.engine:
                Budget.of(crawler).drop(reason, message)

    def _cut_off(self, reason: str = "shutdown") -> None:
        """Answers that take too long are not waited for: their addresses are still due."""
        for crawler in self.crawlers:
            close(crawler, reason)
        self._stop_reactor()
