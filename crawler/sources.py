"""Where a portal's articles are found: list pages, feeds, sitemaps. A source reads one answer; the spider fetches.

``read`` gives the articles and the sources to ask next. Each link names in ``via`` where it was found. Nothing here
asks the network or remembers anything; what is learnt goes into the ``ShapeBook``.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import cast

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from crawler.discovery import feeds, sitemaps
from crawler.discovery.links import Link, Sorted, merge, page_links, sort_links, where_is
from crawler.discovery.paging import next_of
from crawler.discovery.shapebook import NOT_NEVER, SITEMAP_SCORE, ShapeBook
from crawler.reading.page import Page

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_EVERY = re.compile(r"(\d{1,5})\s?([smhdw])")
_ARTICLE_FILE = re.compile(r"(?:article|news|post|story|stories)[\w-]{0,40}\.xml")
_OTHER_FILE = re.compile(r"(?:^|[-_])(?:tag|author|category|categories|image|attachment|user|product)s?[-_\d.]")
#: A page with so few links and a script shows its readers nothing that a crawl could read.
FEW_LINKS = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What one answer of a source gave: articles, what to fetch next, what is wrong, what was refused by reason."""

    articles: list[Link] = field(default_factory=list)
    follow: list["Source"] = field(default_factory=list)
    problem: str = ""
    refused: Counter[str] = field(default_factory=Counter)


def parse_every(text: str) -> timedelta:
    """An interval such as ``30m``, ``2h``, ``1d``; ValueError where it is none or nought."""
    match = _EVERY.fullmatch(text.strip().lower())
    if not match or not int(match[1]):
        raise ValueError(f"interval {text!r}: write a number and one of s, m, h, d, w, such as '30m'")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def check_pattern(pattern: str, name: str = "article_url") -> None:
    """ValueError where the attribute ``name`` holds what is no regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{name} {pattern!r} is no regular expression: {error}") from error


@lru_cache(maxsize=256)
def _selector(css: str) -> CSSSelector:
    try:
        return CSSSelector(css, translator="html")
    except SelectorError as error:
        raise ValueError(f"selector {css!r}: {error}") from error


def _selected(tree: HtmlElement, css: str, url: str) -> list[Link]:
    return merge(page_links(tree, url, within=cast("list[HtmlElement]", _selector(css)(tree))))


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page that lists articles, newest first.

    ``links`` is a CSS selector of the article links or of boxes around them; without it they are told by their URLs.
    ``pages`` is how many pages of the list to read, ``next_page`` a selector of the link to the next one.
    """

    url: str
    links: str = ""
    pages: int = 1
    every: str = "30m"
    next_page: str = ""

    def __post_init__(self) -> None:
        _check(self.url, self.every, self.pages)
        for css in filter(None, (self.links, self.next_page)):
            _selector(css)

    def read(
        self,
        body: bytes | HtmlElement,
        url: str,
        content_type: str = "",
        hosts: Sequence[str] = (),
        book: ShapeBook | None = None,
    ) -> Found:
        """The articles of the list page ``url`` and its next page; a page that is parsed already may come as its tree.

        ``book`` learns from the links and helps to tell them.
        """
        tree = Page(url, body, content_type).root if isinstance(body, bytes) else body
        refused: Counter[str] = Counter()
        links = merge(page_links(tree, url, refused))
        if book is not None:
            book.add(links)
        found = sort_links(links, url, hosts, book)
        articles, problem = found.articles, nothing_on(tree) or "no link looks like an article"
        if self.links:
            articles = [replace(link, kind="article") for link in _selected(tree, self.links, url)]
            problem = f"selector {self.links!r} finds no link"
        return Found(articles, self._next(tree, url, found), "" if articles else problem, refused)

    def _next(self, tree: HtmlElement, url: str, found: Sorted) -> list["Source"]:
        if self.pages <= 1:
            return []
        link = (
            next(iter(_selected(tree, self.next_page, url)), None) if self.next_page else next_of(found.pagination, url)
        )
        return [replace(self, url=link.url, pages=self.pages - 1)] if link else []


def is_shell(tree: HtmlElement) -> bool:
    """Whether a page leads nowhere until a script has filled it."""
    links = sum(bool(node.get("href")) for node in tree.iter("a"))
    return links < FEW_LINKS and next(iter(tree.iter("script")), None) is not None


def nothing_on(tree: HtmlElement) -> str:
    """Why no page of this kind leads anywhere, with the remedy; empty for one that has something."""
    if is_shell(tree):
        return "it is an empty shell that scripts fill, and none is run here: name its feed or sitemap in a module"
    has_link = next(iter(tree.iter("a")), None) is not None
    return "" if has_link or "".join(tree.itertext()).strip() else "the page is empty"


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS or Atom feed; ``pages`` is how many of its parts to read where it is a paged one (RFC 5005)."""

    url: str
    every: str = "15m"
    pages: int = 1

    def __post_init__(self) -> None:
        _check(self.url, self.every, self.pages)

    def read(
        self,
        body: bytes,
        url: str,
        content_type: str = "",
        hosts: Sequence[str] = (),
        book: ShapeBook | None = None,
    ) -> Found:
        """All entries that are on the portal's ``hosts``: what a portal puts into its feed, it holds for news."""
        feed = feeds.read_feed(body, url)
        follow: list[Source] = []
        if self.pages > 1 and feed.next_page:
            follow = [replace(self, url=feed.next_page, pages=self.pages - 1)]
        return Found(_at_home(feed.links, hosts, feed.refused), follow, feed.problem, feed.refused)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap or an index of them. ``newer_than`` (``7d``) leaves out what was last modified before; undated stays.

    ``match`` is a regular expression for the URLs of articles; without it their form decides.
    """

    url: str
    every: str = "6h"
    newer_than: str = ""
    match: str = ""

    def __post_init__(self) -> None:
        _check(self.url, self.every)
        if self.newer_than:
            parse_every(self.newer_than)
        check_pattern(self.match, "match")

    def read(
        self,
        body: bytes,
        url: str,
        content_type: str = "",
        hosts: Sequence[str] = (),
        book: ShapeBook | None = None,
        now: datetime | None = None,
    ) -> Found:
        """The articles of the sitemap ``url``, or the files of the index; those for tags and images are left out."""
        sitemap = sitemaps.read_sitemap(body, url)
        since = (now or datetime.now(UTC)) - parse_every(self.newer_than) if self.newer_than else None
        recent = [link for link in sitemap.links if since is None or _is_recent(link, since)]
        articles = self._articles(_at_home(recent, hosts, sitemap.refused), url, book or ShapeBook())
        files = [link for link in sitemap.sitemaps if since is None or _is_recent(link, since)]
        follow: list[Source] = [
            replace(self, url=link.url)
            for link in _at_home(files, hosts, sitemap.refused)
            if not _OTHER_FILE.search(link.url.rpartition("/")[2].lower())
        ]
        return Found(articles, follow, sitemap.problem, sitemap.refused)

    def _articles(self, links: list[Link], url: str, book: ShapeBook) -> list[Link]:
        if self.match:
            chosen = [link for link in links if re.search(self.match, link.url)]
        else:
            named = _ARTICLE_FILE.search(url.rpartition("/")[2].lower())
            least = NOT_NEVER if named else SITEMAP_SCORE
            chosen = [link for link in links if link.kind == "article" or book.score(link.url) >= least]
        return [replace(link, kind="article") for link in chosen]


@dataclass(frozen=True, slots=True)
class NewsSitemap(Sitemap):
    """A Google News sitemap: the last two days' articles and nothing else, so it is read often and believed."""

    every: str = "15m"
    match: str = "."


Source = ListPage | Feed | Sitemap


def _check(url: str, every: str, pages: int = 1) -> None:
    """ValueError with the remedy where a source is described wrongly, before anything is fetched."""
    parse_every(every)
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"source {url!r}: write the whole address, such as 'https://www.example.org/'")
    if pages < 1:
        raise ValueError(f"source {url!r}: pages is {pages}; it must be at least 1")


def _at_home(links: list[Link], hosts: Sequence[str], refused: Counter[str]) -> list[Link]:
    if not hosts:
        return links
    own = tuple(hosts)
    kept = [link for link in links if where_is(link.url, own) != "foreign"]
    if len(kept) < len(links):
        refused["other host"] += len(links) - len(kept)
    return kept


def _is_recent(link: Link, since: datetime) -> bool:
    """Whether a link is not known to be older than ``since``; a date without zone may be a day off."""
    try:
        time = datetime.fromisoformat(link.published or link.modified)
    except ValueError:
        return True
    return time >= since if time.tzinfo else time.replace(tzinfo=UTC) >= since - timedelta(days=1)
