"""Scrapy's scheduler, fed from the frontier: what is not in flight waits in the database, not in memory."""

from scrapy.core.scheduler import Scheduler
from scrapy.http import Request


class FrontierScheduler(Scheduler):
    """Holds only what Scrapy itself sends back (redirects, retries); all else is the spider's next address.

    Nothing is kept in a JOBDIR and nothing filtered by fingerprint: the frontier knows what was asked, also after a kill.
    """

    def next_request(self) -> Request | None:
        """The next request, None when nothing is due now or enough are out."""
        request = super().next_request()
        if request is None and (ask := getattr(self.spider, "next_request", None)):
            request = ask()
        return request

    def has_pending_requests(self) -> bool:
        """Whether the crawl goes on; Scrapy asks when nothing is in flight."""
        if super().has_pending_requests():
            return True
        ask = getattr(self.spider, "has_more", None)
        return bool(ask and ask())
