"""Articles over several pages in a crawl: the later pages are asked for one after another, then all is stored at once.

The address of the first page stays open in the frontier until then, so that a kill loses nothing and stores nothing half.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.crawling.fetching import NO_PORTAL, TARGET, content_type, reason_of, turned_away
from crawler.crawling.refusals import TURNED_AWAY
from crawler.crawling.session import Session
from crawler.network.budget import Stopped
from crawler.network.stopwatch import TooSlow, page_time
from crawler.output.moments import now
from crawler.reading.items import Article
from crawler.reading.joining import INCOMPLETE, following, joined
from crawler.reading.page import Page
from crawler.reading.validity import reason_against

#: So often an article waits for a page that did not come; then what is there is stored.
TRIES = 3
#: What a page that came shows instead of a part: walls, challenges, errors. An empty or short one may be the last part.
_NO_PART = TURNED_AWAY | NO_PORTAL
#: These will not come later either.
_FOR_GOOD = frozenset(
    ("gone", "wall", "robots", "off-portal", "private", "redirects", "not-html", "too-large", "too-slow")
)
#: A page with all of the article must have this share of what the first part has; else it is something else.
_AS_LONG = 0.9


@dataclass
class Serial:
    """One article on its way: the ``articles`` of its pages so far, and what was asked for."""

    read: Callable[[Page], Article]
    session: Session
    most: int
    articles: list[Article]
    asked: set[str] = field(default_factory=set)

    def go_on(self) -> Iterator[Article | Request]:
        """The request of the next page, or the article when there is none."""
        first = self.articles[0]
        url = first.pager.whole if not self.asked else ""
        url = "" if url and reason_against(first) else url
        asks_whole = bool(url)
        url = url or following(self.articles)
        if not url or url in self.asked or len(self.articles) >= self.most:
            yield from self.end()
            return
        self.asked.add(url)
        meta = {TARGET: first.fetch.target} if first.fetch else {}
        callback = self.whole if asks_whole else self.part
        errback = self.whole_failed if asks_whole else self.failed
        yield Request(url, callback, errback=errback, meta=meta, priority=1, dont_filter=True)

    def end(self) -> Iterator[Article]:
        """The article of all pages. Of one that lacks a page the next answer is wanted whole, with all pages."""
        article, fetch = joined(self.articles), self.articles[0].fetch
        if fetch and INCOMPLETE in article.flags:
            fetch = replace(fetch, etag="", last_modified="")
        article.fetch = fetch
        yield article

    def part(self, response: Response) -> Iterator[Any]:
        """Takes a page in, and goes on."""
        reason, article = self._read(response)
        if article is None or reason in _NO_PART:
            yield from self._without(reason)
            return
        self.articles.append(article)
        yield from self.go_on()

    def failed(self, failure: Failure) -> Iterator[Any]:
        """A page that did not come."""
        if not isinstance(failure.value, Stopped):
            yield from self._without(reason_of(failure))

    def _without(self, reason: str) -> Iterator[Article]:
        """A page is missing: nothing is stored, the article comes again; at last it is stored without it."""
        fetch = self.articles[0].fetch
        if fetch and reason not in _FOR_GOOD and fetch.target.tries + 1 < TRIES:
            self.session.skip(self.articles[0].fetched_url, "part-missing", fetch)
            return
        yield from self.end()

    def whole(self, response: Response) -> Iterator[Any]:
        """The page with all of the article takes the place of the first part, if it is what its link says."""
        reason, article = self._read(response)
        first = self.articles[0]
        if article and not reason and len(article.body) >= _AS_LONG * len(first.body):
            article.url, article.fetched_url, article.fetch = first.url, first.fetched_url, first.fetch
            article.pager = replace(article.pager, number=0, first="", parts=(), whole="")
            self.articles = [article]
        yield from self.go_on()

    def whole_failed(self, failure: Failure) -> Iterator[Any]:
        """Without it the parts are read."""
        if not isinstance(failure.value, Stopped):
            yield from self.go_on()

    def _read(self, response: Response) -> tuple[str, Article | None]:
        """What speaks against an answer as an article, and the article; None where nothing was read."""
        if reason := turned_away(response):
            return reason, None
        try:
            with page_time():
                article = self.read(Page(response.url, response.body, content_type(response), now()))
        except TooSlow:
            return "too-slow", None
        return reason_against(article), article
