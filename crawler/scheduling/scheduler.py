"""Scrapy's scheduler, fed from the frontier: what is not in flight waits in the database, not in memory."""

from collections.abc import Iterator
from contextlib import contextmanager

from scrapy.core.scheduler import Scheduler
from scrapy.http import Request

from crawler.crawling.giving_up import give_up
from crawler.storage.database import DatabaseProblem


class FrontierScheduler(Scheduler):
    """Holds only what Scrapy itself sends back (redirects, retries); all else is the spider's next address.

    Nothing is kept in a JOBDIR and nothing filtered by fingerprint: the frontier knows what was asked, also after a kill.
    """

    _broken = False

    def next_request(self) -> Request | None:
        """The next request, None when nothing is due now or enough are out."""
        request = super().next_request()
        if request is None and not self._broken and (ask := getattr(self.spider, "next_request", None)):
            with self._ending():
                request = ask()
        return request

    def has_pending_requests(self) -> bool:
        """Whether the crawl goes on; Scrapy asks when nothing is in flight."""
        if super().has_pending_requests():
            return True
        ask = getattr(self.spider, "has_more", None)
        if self._broken or ask is None:
            return False
        with self._ending():
            return bool(ask())
        return False

    @contextmanager
    def _ending(self) -> Iterator[None]:
        """Ends the crawl at an error: left to itself Scrapy would log it, ask again every few seconds, and never end."""
        try:
            yield
        except DatabaseProblem as problem:
            self._give_up(problem)
        except Exception as error:
            self._give_up(error)
            raise

    def _give_up(self, error: Exception) -> None:
        self._broken = True
        assert self.crawler is not None
        give_up(self.crawler, error)
