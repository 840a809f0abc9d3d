"""The portal nobody has described: finds feeds, sitemaps and list pages from its address alone."""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.http import Request, Response

from crawler.items import Article
from crawler.links import Link, Sorted, feeds_and_sitemaps, merge, page_links, sort_links
from crawler.page import Page
from crawler.portal import PortalSpider, content_type
from crawler.session import now
from crawler.sitemaps import sitemaps_in_robots
from crawler.sources import Feed, Sitemap
from crawler.validity import reason_against

#: Front page, sections, their pages: list pages are followed this deep; pagination does not count.
LIST_DEPTH = 2


class GenericPortal(PortalSpider):
    """Crawls the portal at ``url``; what its article links look like is learnt on the way."""

    name = "generic"
    timezone = ""
    url = ""

    def prepare(self) -> None:
        """Names the portal after its address."""
        self.hosts = (urlsplit(self.url).netloc,)
        super().prepare()

    async def start(self) -> AsyncIterator[Any]:
        """The address itself, and robots.txt for its sitemaps."""
        self._first_time(self.url)
        yield Request(self.url, self.parse_list, errback=self.source_failed, cb_kwargs={"depth": 0}, dont_filter=True)
        yield Request(urljoin(self.url, "/robots.txt"), self.parse_robots, errback=self.no_robots, dont_filter=True)

    def parse_robots(self, response: Response) -> Iterator[Request]:
        """Sitemaps named in robots.txt."""
        sitemaps = sitemaps_in_robots(response.text) if hasattr(response, "text") else []
        yield from self.source_requests([Sitemap(url) for url in sitemaps])

    def no_robots(self, failure: object) -> None:
        """No robots.txt: everything may be fetched (RFC 9309 §2.3.1.3), nothing is learnt."""

    def parse_list(self, response: Response, depth: int) -> Iterator[Any]:
        """A page that may lead to articles, and may be one itself."""
        kind = content_type(response)
        page = Page(response.url, response.body, kind, now())
        if "<" not in page.decoded.text.lstrip()[:500] or ("xml" in kind and b"<html" not in response.body[:2000]):
            yield from self.parse_source(response, Feed(response.url))
            return
        links = page_links(page.root, page.url)
        self.book.add(merge(links))
        sorted_links = sort_links(links, page.url, self.hosts, self.book)
        self.session.found(response.url, len(sorted_links.articles))
        yield from self._follow(page, sorted_links, depth)
        if depth == 0 and urlsplit(response.url).path not in ("", "/"):
            yield from self._maybe_article(page)

    def _follow(self, page: Page, found: Sorted, depth: int) -> Iterator[Request]:
        for link in found.articles:
            yield from self.article_requests(link.url, page.url)
        if depth == 0:
            for link in feeds_and_sitemaps(page.root, page.url):
                source = Sitemap(link.url) if link.rel == "sitemap" else Feed(link.url)
                yield from self.source_requests([source])
        if depth < LIST_DEPTH:
            yield from self._list_requests(found.lists, depth + 1)
        yield from self._list_requests(found.pagination, depth)

    def _list_requests(self, links: list[Link], depth: int) -> Iterator[Request]:
        for link in links:
            if self._may_read(link.url):
                yield Request(link.url, self.parse_list, errback=self.source_failed, cb_kwargs={"depth": depth})

    def read_article(self, response: Response, kind: str) -> Article:
        """The article of a response; whether it is one teaches what article addresses look like."""
        article = super().read_article(response, kind)
        self.book.confirm(response.url, not reason_against(article))
        return article

    def _maybe_article(self, page: Page) -> Iterator[Article]:
        """The operator may have given the address of one article."""
        article = self.read_again(page)
        if article.published_at and not reason_against(article):
            self.articles_asked += 1
            yield article
