"""A first look at a portal that has no module yet: a few dozen polite requests, nothing is stored. For ``citydesk add``."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectError, ConnectionDone, ConnectionLost
from twisted.python.failure import Failure

from crawler.actions.one_page import QUIET, NoAnswer
from crawler.crawling.fetching import content_type, reason_of
from crawler.crawling.process import Process
from crawler.crawling.run import load_settings
from crawler.discovery.generic import GenericPortal
from crawler.discovery.links import feeds_and_sitemaps, merge, page_links, sort_links
from crawler.discovery.shapebook import ShapeBook
from crawler.discovery.sitemaps import sitemaps_in_robots
from crawler.discovery.urls import host_of
from crawler.output.moments import now
from crawler.proposals.survey import Survey, Yield, sitemap_for, spread
from crawler.reading.extract import extract
from crawler.reading.page import Page
from crawler.reading.validity import reason_against
from crawler.sources import Feed, ListPage, Source

#: Sections of the front page that are looked at: enough to see what it does not show, a quarter of a minute at most.
SECTIONS = 8
#: Files of a sitemap index that are read; the first are the newest on most portals.
FILES = 2
#: For every article page that is wanted so many are tried at most: some are videos, galleries, gone.
TRIES = 3
#: What a download may end with: whatever else is raised is a fault of ours.
FAILURES = (HttpError, IgnoreRequest, OSError, CannotResolveHostError, DownloadCancelledError, DownloadFailedError,
            DownloadConnectionRefusedError, DownloadTimeoutError, ResponseDataLossError, UnsupportedURLSchemeError,
            ConnectError, ConnectionDone, ConnectionLost)  # fmt: skip


class Scout(GenericPortal):
    """Looks at the portal at ``url`` and fills ``result`` with a :class:`~crawler.proposals.survey.Survey` or a failure."""

    name = "scout"
    wanted: int = 6
    result: dict[str, Any]

    def prepare(self) -> None:
        """No session: no database is opened."""
        self.hosts = (urlsplit(self.url).netloc,)
        self.book = ShapeBook()

    async def start(self) -> AsyncIterator[Any]:
        """The whole look, one answer after the other."""
        front = await self._get(self.url)
        if isinstance(front, NoAnswer):
            self.result["failure"] = front
            return
        self.hosts = tuple(dict.fromkeys((host_of(front.url), *self.hosts)))
        self.result["survey"] = survey = Survey(_page(front), answered=1)
        self.result["hosts"], self.result["type"] = self.hosts, content_type(front)
        await self._sources(survey)
        await self._articles(survey)
        return
        yield

    async def _get(self, url: str) -> Response | NoAnswer:
        """The answer to one request, or why there is none; waits and obeys as a crawl does."""
        assert self.crawler.engine is not None
        request = Request(url, dont_filter=True)
        try:
            response = await self.crawler.engine.download_async(request)
            if response.status >= 400:
                raise HttpError(response, f"HTTP {response.status}")
        except FAILURES as error:
            failure = Failure(error)  # type: ignore[no-untyped-call]  # Twisted's
            return NoAnswer(reason_of(failure), str(error) or type(error).__name__)
        return response

    async def _sources(self, survey: Survey) -> None:
        """Reads the front page, then what it and robots.txt name: feeds, sitemaps, the largest sections."""
        page = survey.front
        links = merge(page_links(page.root, page.url))
        self.book.add(links)
        found = sort_links(links, page.url, self.hosts, self.book)
        survey.yields.append(Yield(ListPage(page.url), found.articles))
        survey.others += [link.url for link in (*found.lists, *found.pagination)]
        named = [sitemap_for(link.url) if link.rel == "sitemap" else Feed(link.url)
                 for link in feeds_and_sitemaps(page.root, page.url)]  # fmt: skip
        robots = await self._get(urljoin(page.url, "/robots.txt"))
        if isinstance(robots, Response) and hasattr(robots, "text"):
            named += [sitemap_for(url) for url in sitemaps_in_robots(robots.text)]
        sections = [ListPage(link.url) for link in found.lists[:SECTIONS]]
        for source in {source.url: source for source in (*named, *sections)}.values():
            await self._look_at(survey, source, FILES)

    async def _look_at(self, survey: Survey, source: Source, files: int) -> None:
        """Reads one source, of an index its first files; what failed is noted."""
        answer = await self._get(source.url)
        if isinstance(answer, NoAnswer):
            survey.missed.append((source.url, answer.reason))
            return
        survey.answered += 1
        found = source.read(answer.body, answer.url, content_type(answer), self.hosts, self.book)
        if found.articles or not found.follow:
            survey.yields.append(Yield(source, found.articles, found.problem))
        for following in found.follow[:files]:
            await self._read_file(survey, source, following)

    async def _read_file(self, survey: Survey, index: Source, file: Source) -> None:
        """A file of an index: its articles are the index's, whose address stays when files are added."""
        answer = await self._get(file.url)
        if isinstance(answer, Response):
            found = file.read(answer.body, answer.url, content_type(answer), self.hosts, self.book)
            survey.yields.append(Yield(index, found.articles, found.problem))

    async def _articles(self, survey: Survey) -> None:
        """Fetches pages of different age and form until enough of them are articles."""
        for link in spread(survey.links, self.wanted * TRIES):
            if len(survey.pages) >= self.wanted:
                return
            answer = await self._get(link.url)
            if isinstance(answer, NoAnswer):
                survey.missed.append((link.url, answer.reason))
                continue
            survey.answered += 1
            page = _page(answer)
            reason = _no_article(page)
            self.book.confirm(link.url, not reason)
            if reason:
                survey.missed.append((link.url, reason))
            else:
                survey.pages.append(page)


def _page(response: Response) -> Page:
    return Page(response.url, response.body, content_type(response), now())


def _no_article(page: Page) -> str:
    article = extract(page)
    return reason_against(article) or ("part" if article.pager.first else "")


def look(url: str, wanted: int) -> tuple[Survey, tuple[str, ...], str]:
    """A portal seen from its address: the survey, its hosts, the front page's content type.

    Settings are the project's: robots.txt is obeyed, requests wait for each other. Starts Twisted's reactor, so it can
    be called once a process. Raises ``NoAnswer``.
    """
    result: dict[str, Any] = {}
    process = Process(load_settings(QUIET))
    process.crawl(process.create_crawler(Scout), url=url, wanted=wanted, result=result)
    process.start()
    if "survey" not in result:
        raise result.get("failure") or NoAnswer("error", "the look ended before it began: see the log")
    return result["survey"], result["hosts"], result["type"]
