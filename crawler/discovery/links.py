"""The links of a page: which are clean, which lead to articles, which to more lists (pure; no Scrapy).

An address is resolved as browsers do (WHATWG URL): blanks at its ends and line breaks in it go, ``base href`` counts,
blanks and letters outside ASCII are percent-encoded. What is no address of the web is left out and counted.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from w3lib.url import safe_url_string

from crawler.discovery.paging import is_next, is_pagination, page_stem, without_tracking
from crawler.discovery.shapebook import ShapeBook
from crawler.discovery.urls import bare_host, check_url, host_of, same_portal
from crawler.network.limits import limit

MAX_TITLE = 300  # characters; a longer anchor text is a whole teaser

_CLEAN = re.compile(r"https?://[a-z0-9][a-z0-9_.-]*(?::(?:[1-5]\d{4}|\d{2,4}))?(?:[/?][!-\[\]-~]*)?", re.IGNORECASE)
# A host of nothing but numbers (inet_aton takes decimal, octal and hexadecimal ones), but for the usual spelling of IPv4.
_BYTE = r"(?:0|[1-9]\d{0,2})"
_NUMBERS = re.compile(
    rf"https?://(?!{_BYTE}\.{_BYTE}\.{_BYTE}\.{_BYTE}(?:[:/?]|\Z))[\da-fx.]+(?:[:/?]|\Z)", re.IGNORECASE
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_AS_BROWSERS = str.maketrans("\\", "/", "\t\r\n")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_FEED_PATH = re.compile(
    r"(?:^|/)(?:rss|feed|atom)(?:\.xml|\.php|/)?$|(?:rss|feed|atom)[\w-]{0,40}\.xml$", re.IGNORECASE
)
_SITEMAP_PATH = re.compile(r"sitemap[\w-]{0,40}\.(?:xml|txt)(?:\.gz)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as its source gives it: absolute ``url`` without fragment, ``title`` (anchor or entry title, one line).

    ``published`` and ``modified`` are the source's own strings, not parsed. ``via`` is the URL of the page or feed,
    ``rel`` the relation claimed there: ``next``, ``feed``, ``sitemap`` or empty.
    """

    url: str
    title: str = ""
    published: str = ""
    modified: str = ""
    via: str = ""
    kind: Literal["article", "list", "unknown"] = "unknown"
    rel: str = ""


@dataclass(frozen=True, slots=True)
class Sorted:
    """A page's links by purpose, each URL once, in page order; ``pagination`` has the next page first."""

    articles: list[Link] = field(default_factory=list)
    lists: list[Link] = field(default_factory=list)
    pagination: list[Link] = field(default_factory=list)
    other: list[Link] = field(default_factory=list)


class Base:
    """Resolves the addresses of one page or feed; those that are refused are counted in ``refused`` by reason.

    Most are joined as strings: ``urljoin`` costs 5 us, and a portal's page has some 230 links. Only dot segments and
    whatever fails the one check at the end go the slow way.
    """

    def __init__(self, url: str, refused: Counter[str] | None = None) -> None:
        self.refused: Counter[str] = Counter() if refused is None else refused
        self.rebase(url)

    def rebase(self, url: str) -> None:
        """Take ``url`` for the base of all further addresses."""
        parts = urlsplit(url)
        self._url = url
        self._scheme = parts.scheme + ":"
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._page = self._origin + parts.path
        self._directory = self._origin + parts.path.rpartition("/")[0] + "/"

    def resolve(self, href: str) -> str:
        """The absolute, clean form of ``href`` without fragment, or "" with the reason counted."""
        if "#" in href:
            href = href.partition("#")[0]
        if not href:
            return self._refuse("same page")
        if href[0] == "/":
            url = (self._scheme if href[1:2] == "/" else self._origin) + href
        elif _SCHEME.match(href):
            url = href
        else:
            url = (self._page if href[0] == "?" else self._directory) + href.removeprefix("./")
        if (
            len(url) <= limit("CITYDESK_MAX_URL")
            and _CLEAN.fullmatch(url)
            and "/." not in url
            and not _NUMBERS.match(url)
        ):
            return url
        return self._repair(href.strip().translate(_AS_BROWSERS))

    def _repair(self, href: str) -> str:
        if not href:
            return self._refuse("same page")
        scheme = _SCHEME.match(href)
        if scheme and scheme[0].lower() not in ("http:", "https:"):
            return self._refuse("not http or https")
        try:
            url = urljoin(self._url, href)
            reason = check_url(url) if not scheme or urlsplit(href).netloc else "bad host or port"
            if reason:
                return self._refuse(reason)
            url = safe_url_string(url)
        except ValueError:
            return self._refuse("bad host or port")
        return url if _CLEAN.fullmatch(url) else self._refuse("bad host or port")

    def _refuse(self, reason: str) -> str:
        self.refused[reason] += 1
        return ""


def document_base(tree: HtmlElement, url: str) -> str:
    """The address that the page's relative addresses start from: its first ``base href``, else ``url``."""
    node = next((node for node in tree.iter("base") if node.get("href")), None)
    return (Base(url).resolve(node.get("href", "")) or url) if node is not None else url


def page_links(
    tree: HtmlElement,
    base_url: str,
    refused: Counter[str] | None = None,
    within: Iterable[HtmlElement] | None = None,
) -> list[Link]:
    """Every clean link of a page in page order, image maps and ``link rel=next`` too.

    ``within`` limits it to the links in (or that are) these elements. What is left out is counted in ``refused``.
    """
    base = Base(document_base(tree, base_url), refused)
    links: list[Link] = []
    for part in (tree,) if within is None else within:
        for node in part.iter("a", "area", "link"):
            href = node.get("href")
            if href is None:
                continue
            rel = node.get("rel")
            rel = "next" if rel and "next" in rel.lower().split() else ""
            if (rel or node.tag != "link") and (url := base.resolve(href)):
                links.append(Link(url, _anchor(node), via=base_url, rel=rel))
    return links


def _anchor(node: HtmlElement) -> str:
    """The anchor text in one line; the title attribute where the text is that title cut short, else the image's alt."""
    text = " ".join(("".join(node.itertext()) if len(node) else node.text or "").split())
    title = node.get("title")
    if title and len(title) > len(text):
        title = " ".join(title.split())
        if not text or title[:4] == text[:4]:
            text = title
    if not text:
        text = node.get("alt") or next((image.get("alt", "") for image in node.iter("img")), "")
    return text[:MAX_TITLE]


def feeds_and_sitemaps(tree: HtmlElement, base_url: str) -> list[Link]:
    """The feeds and sitemaps that a page names, ``rel`` telling which; comment feeds are left out."""
    base = Base(document_base(tree, base_url))
    found: dict[str, Link] = {}
    for node in tree.iter("link", "a"):
        href, kind = node.get("href", ""), node.get("type", "").strip().lower()
        rel = "feed" if kind in _FEED_TYPES or (node.tag == "a" and _FEED_PATH.search(href)) else ""
        if node.get("rel", "").lower() == "sitemap" or _SITEMAP_PATH.search(href):
            rel = "sitemap"
        if rel and "/comments/" not in href and (url := base.resolve(href)):
            found.setdefault(url, Link(url, node.get("title") or _anchor(node), via=base_url, kind="list", rel=rel))
    return list(found.values())


def sort_links(
    links: Iterable[Link], base_url: str, hosts: Sequence[str] = (), book: ShapeBook | None = None
) -> Sorted:
    """Sort the links of a page of an unknown portal; without ``book`` the page itself is all there is to learn from.

    ``hosts`` are the portal's (default: that of ``base_url``); ``www.`` is of no account. Their subdomains may hold
    articles, but no lists. What is only perhaps an article is taken for one: a fetch too many is skipped with a
    reason later, an article never fetched is lost.
    """
    merged = merge(links)
    if book is None:
        book = ShapeBook()
        book.add(merged)
    hosts = tuple(hosts) or (urlsplit(base_url).netloc,)
    here, stem, result = _bare(base_url), page_stem(base_url), Sorted()
    for link in merged:
        place = where_is(link.url, hosts)
        if place == "foreign" or _bare(link.url) == here:
            result.other.append(link)
            continue
        kind = book.kind(link.url, link.title)
        if kind != "other" and is_pagination(link, kind == "article", stem):
            result.pagination.append(link)
        elif kind == "article":
            result.articles.append(replace(link, kind="article"))
        elif kind == "list" and place == "own":
            result.lists.append(replace(link, kind="list"))
        else:
            result.other.append(link)
    result.pagination.sort(key=lambda link: not is_next(link))
    return result


def merge(links: Iterable[Link]) -> list[Link]:
    """Each URL once, at its first place, with its longest title."""
    merged: dict[str, Link] = {}
    for link in links:
        url = without_tracking(link.url)
        known = merged.get(url)
        if known is None:
            merged[url] = link if url == link.url else replace(link, url=url)
        elif len(link.title) > len(known.title) or (link.rel and not known.rel):
            merged[url] = replace(known, title=max(known.title, link.title, key=len), rel=known.rel or link.rel)
    return list(merged.values())


def where_is(url: str, hosts: tuple[str, ...]) -> Literal["own", "below", "foreign"]:
    """Whether ``url`` is on one of ``hosts`` (``www.`` aside), on a subdomain of one, or neither."""
    end = url.find("/", 8)
    return _where_is(url[:end] if end > 0 else url, hosts)


@lru_cache(maxsize=1024)
def _where_is(origin: str, hosts: tuple[str, ...]) -> Literal["own", "below", "foreign"]:
    if not same_portal(origin, hosts):
        return "foreign"
    host = host_of(origin).removeprefix("www.")
    names = set(map(bare_host, hosts))
    return "own" if host in names or host.partition(":")[0] in names else "below"


def _bare(url: str) -> str:
    """``url`` without scheme and ``www.``: what stays when a portal moves to https."""
    host, slash, path = url.partition("//")[2].partition("/")
    return host.lower().removeprefix("www.") + slash + path
