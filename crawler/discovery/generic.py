"""The portal nobody has described: finds feeds, sitemaps and list pages from its address alone."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.http import Response

from crawler.crawling.fetching import content_type
from crawler.discovery.leads import article_leads, lead_of, list_leads, source_of
from crawler.discovery.links import Sorted, feeds_and_sitemaps, merge, page_links, sort_links
from crawler.discovery.paging import next_of
from crawler.discovery.sitemaps import sitemaps_in_robots
from crawler.discovery.urls import canonical_url, host_of
from crawler.network.stopwatch import TooSlow, page_time
from crawler.output.moments import now
from crawler.portal import PortalSpider
from crawler.reading.items import Article
from crawler.reading.page import Page
from crawler.reading.validity import reason_against
from crawler.scheduling.visits import Fetch, Lead, Target
from crawler.sources import Feed, Sitemap, Source, nothing_on

#: Front page, sections, their pages: list pages are followed this deep; pagination does not count.
LIST_DEPTH = 2


class GenericPortal(PortalSpider):
    """Crawls the portal at ``url``; what its article links look like is learnt on the way."""

    name = "generic"
    timezone = ""
    url = ""

    def prepare(self) -> None:
        """Names the portal after its address."""
        self.hosts = (host_of(self.url),)
        super().prepare()

    def plant(self) -> None:
        """The address itself, and robots.txt for its sitemaps."""
        self.roots = {}
        robots = urljoin(self.url, "/robots.txt")
        self.agenda.plant(
            [
                Lead(canonical_url(self.url), "list", self.url, eager=True),
                Lead(canonical_url(robots), "robots", robots),
            ],
            alone=False,
        )

    def parse_source(self, response: Response, fetch: Fetch) -> Iterator[Any]:
        """Reads a source of whatever kind; the address that was given may be an article itself."""
        if fetch.target.kind == "robots":
            self._read_robots(response, fetch)
        elif fetch.target.kind == "list":
            yield from self.parse_list(response, fetch)
        else:
            self.read_source(response, fetch, source_of(fetch.target, self.roots))

    def _read_robots(self, response: Response, fetch: Fetch) -> None:
        """Sitemaps named in robots.txt."""
        text = response.text if hasattr(response, "text") else ""
        leads = _source_leads([Sitemap(url) for url in sitemaps_in_robots(text)], fetch.target)
        self.found(fetch, leads, Counter())

    def parse_list(self, response: Response, fetch: Fetch) -> Iterator[Any]:
        """A page that may lead to articles, and may be one itself."""
        kind = content_type(response)
        page = Page(response.url, response.body, kind, now())
        head = page.decoded.text.lstrip()[:500]
        if (head and "<" not in head) or ("xml" in kind and b"<html" not in response.body[:2000]):
            self.read_source(response, fetch, Feed(response.url))
            return
        refused: Counter[str] = Counter()
        with page_time():
            links = page_links(page.root, page.url, refused)
            self.book.add(merge(links))
            found = sort_links(links, page.url, self.hosts, self.book)
        articles = article_leads(found.articles, fetch.target, self.agenda.start, self.hosts)
        following = next_of(found.pagination, page.url)
        if not articles and self.is_wall(response, fetch):
            return
        if not self.session.front and not fetch.target.depth and not fetch.target.page:
            self.session.front = Page.of(page.raw)
        leads = [*articles, *self._lists(page, found, fetch.target)]
        problem = "" if leads or fetch.target.via else nothing_on(page.root)
        self.found(fetch, leads, refused, canonical_url(following.url) if following else "", problem)
        if not fetch.target.depth and not fetch.target.page and urlsplit(response.url).path not in ("", "/"):
            yield from self._maybe_article(page)

    def _lists(self, page: Page, found: Sorted, target: Target) -> Iterator[Lead]:
        """Leads to further sources: feeds and sitemaps of the front page, sections, and further pages of this list."""
        if not target.depth and not target.page:
            yield from _source_leads(
                [
                    Sitemap(link.url) if link.rel == "sitemap" else Feed(link.url)
                    for link in feeds_and_sitemaps(page.root, page.url)
                ],
                target,
            )
        if target.depth < LIST_DEPTH:
            yield from list_leads(found.lists, target.source, target.depth + 1, 0)
        yield from list_leads(found.pagination, target.source, target.depth, target.page + 1)

    def read_article(self, response: Response, kind: str) -> Article:
        """The article of a response; whether it is one teaches what article addresses look like."""
        article = super().read_article(response, kind)
        self.book.confirm(response.url, not reason_against(article))
        return article

    def _maybe_article(self, page: Page) -> Iterator[Any]:
        """The operator may have given the address of one article; a page that takes too long is only a list."""
        try:
            with page_time():
                article = self.read_again(page)
        except TooSlow:
            return
        if article.published_at and not reason_against(article):
            self.agenda.articles.asked += 1
            yield from self.follow_pages(article)


def _source_leads(sources: list[Source], target: Target) -> list[Lead]:
    return [Lead(lead.url, lead.kind, lead.address, target.url, eager=True) for lead in map(lead_of, sources)]
