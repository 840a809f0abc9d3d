"""Scrapy extension: feeds a crawl's session with what only signals tell, and closes it."""

from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.crawling.blame import blame, files_of
from crawler.crawling.closing import close
from crawler.crawling.fetching import fetch_of
from crawler.crawling.giving_up import give_up
from crawler.crawling.session import Session
from crawler.output.saying import guard_logs
from crawler.storage.database import DatabaseProblem


class RunLedger:
    """Counts bytes and exceptions, stops the crawl when nothing can be stored, and ends the run."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        ledger = cls(crawler)
        guard_logs()
        crawler.signals.connect(ledger.received, signal=signals.response_received)
        crawler.signals.connect(ledger.failed, signal=signals.item_error)
        crawler.signals.connect(ledger.spider_failed, signal=signals.spider_error)
        crawler.signals.connect(ledger.closed, signal=signals.spider_closed)
        return ledger

    def received(self, response: Response) -> None:
        """Counts the bytes that came."""
        tally = Session.of(self.crawler).tally
        tally.size += len(response.body)
        tally.requests += 1

    def failed(self, item: object, response: Response | None, failure: Failure) -> None:
        """An exception in a pipeline: the page is counted as failed, so the run cannot look clean."""
        self._failed(response, failure)

    def spider_failed(self, failure: Failure, response: Response | Failure | None) -> None:
        """An exception in a callback: the same."""
        self._failed(response if isinstance(response, Response) else None, failure)

    def _failed(self, response: Response | None, failure: Failure) -> None:
        session = Session.of(self.crawler)
        if isinstance(failure.value, DatabaseProblem):
            give_up(self.crawler, failure.value)
            return
        fetch = fetch_of(response) if response is not None else None
        try:
            session.tally.raised += 1
            problem = blame(failure.value, files_of(self.crawler.spidercls))
            if fetch and fetch.target.kind != "article":
                session.silent(fetch, "error", problem)
            else:
                session.skip(response.url if response is not None else "", "error", fetch)
                if problem not in session.problems:
                    session.problems.append(problem)
        except DatabaseProblem as problem:
            give_up(self.crawler, problem)

    def closed(self, spider: Spider, reason: str) -> None:
        """Ends the run."""
        close(self.crawler, reason)
