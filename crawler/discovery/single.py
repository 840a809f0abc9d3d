"""The address of one article on the command line: that article is crawled, and nothing else of its portal.

What an address is says its page. One that reads as an article (text, headline, date) is stored like any other; one that
does not (a section, a page of links) is where the portal begins, and the portal is crawled from there.
"""

from collections.abc import Iterator
from dataclasses import replace
from time import time
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.crawling.fetching import content_type, fetch_of, reason_of
from crawler.discovery.shapebook import ShapeBook
from crawler.discovery.urls import canonical_url
from crawler.monitoring.outcome import MISSING
from crawler.network.budget import Budget, Stopped
from crawler.portal import PortalSpider
from crawler.reading.items import Article
from crawler.reading.reasons import REASONS
from crawler.reading.validity import reason_against
from crawler.scheduling import outlook
from crawler.scheduling.visits import Lead

#: A page that says so is no list: of a portal whose article is gone nothing else was asked for.
NOT_THERE = ("gone", "wall", "too-large", "not-html")
ALONE = "this address is one article, which alone was crawled: for its portal give the portal's address"
WHOLE = "this address is no article, so its portal was crawled from there"


def may_be_article(url: str) -> bool:
    """Whether an address could be that of an article: neither a front page nor plainly a list."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query) and ShapeBook().kind(url) != "list"


class OneArticle(PortalSpider):
    """Mixed into a portal's class: the address ``only`` comes first, and alone if it is an article."""

    only: str = ""

    def plant(self) -> None:
        """The one address."""
        self.roots = {}
        self._asked: set[str] = set()
        self._is_judged = False
        self._ask(self.only)

    def _ask(self, url: str) -> None:
        self._asked.add(canonical_url(url))
        lead = Lead(canonical_url(url), "article", url, rank=int(time()))
        with self.session.store.writing() as connection:
            target = outlook.admit(connection, self.session.portal, lead, self.agenda.start)
        self.agenda.only(target)

    def has_more(self) -> bool:
        """Whether anything is due: where one article is asked for, no others are."""
        return self.agenda.has_more()

    def parse_article(self, response: Response) -> Iterator[Any]:
        """Says what the first page is, and goes on accordingly."""
        if self._is_judged:
            yield from super().parse_article(response)
            return
        article = self.read_article(response, content_type(response))
        article.fetch = fetch_of(response)
        first = article.pager.first
        if first and canonical_url(first) not in self._asked:  # a later page of an article, which begins elsewhere
            self.session.skip(response.url, "part", article.fetch)
            self._ask(first)
            return
        self._is_judged = True
        yield from self._judged(response, article)

    def _judged(self, response: Response, article: Article) -> Iterator[Any]:
        reason = reason_against(article)
        if reason in NOT_THERE:
            self.session.skip(response.url, reason, article.fetch)
            self._missing(reason)
        elif reason or not article.published_at:
            Budget.of(self.crawler).message = WHOLE
            yield from self._as_portal(response)
        else:
            Budget.of(self.crawler).message = ALONE
            yield from self.follow_pages(article)

    def article_failed(self, failure: Failure) -> None:
        """Without its page there is nothing to crawl."""
        super().article_failed(failure)
        if not self._is_judged and not isinstance(failure.value, Stopped):
            self._missing(reason_of(failure))

    def _missing(self, reason: str) -> None:
        self._is_judged = True
        self.session.problems.insert(0, f"{self.only}: {REASONS[reason]}")
        if reason in NOT_THERE:
            self.session.end(MISSING)

    def _as_portal(self, response: Response) -> Iterator[Any]:
        """The address is no article: its portal begins here, as it would have without this class."""
        self.agenda.widen()
        super().plant()
        fetch = fetch_of(response)
        assert fetch is not None
        yield from self.parse_source(response, replace(fetch, target=replace(fetch.target, kind="list")))


def single(base: type[PortalSpider], url: str) -> type[PortalSpider]:
    """The class that crawls one address of a portal, by the portal's class."""
    return type(f"One{base.__name__}", (OneArticle, base), {"only": url, "name": base.name})
