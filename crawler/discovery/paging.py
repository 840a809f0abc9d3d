"""Addresses that differ in a parameter or a number: one page reached on two ways, or two pages of one list."""

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar

from crawler.discovery.urlrules import NEXT_ANCHORS, OTHER_PAGE_ANCHORS
from crawler.discovery.urlshapes import TRACKING, shape

_PAGE_KEY = re.compile(r"page|pageno|pagenum|pageindex|pn|paged|curpage", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:index|list|page|[-_/p])\{[23]\}(?:\.[a-z]{2,5})?/?$|[?&](?:page[a-z]{0,5}|pn|curpage)=\{")
_NUMBER = re.compile(
    r"(?:index|list|page|[-_/p])(\d{1,4})(?:\.[a-z]{2,5})?/?$|[?&](?:page[a-z]{0,5}|pn|curpage)=(\d{1,4})"
)
# What a list's address ends with on some pages and not on others: index_2.html, list_3_2.html, page/2/, sports_2.html
_TAIL = re.compile(
    r"(?:(?<=/)|^)(?:[a-z]{0,10}list|index|default|page|p)?(?:[-_/]?\d{1,5}){0,3}(?:\.[a-z]{2,5})?/?$"
    r"|[-_]\d{1,4}(?=\.[a-z]{2,5}$)"
)
# The last segment of a page that exists as a file, so that parameters change nothing: an id or headline, no script
_STATIC_LEAF = re.compile(r"[^/?]*\{(?:5\+|hex|slug|date)\}[^/?.]*(?:\.s?html?)?")


class _Link(Protocol):
    @property
    def url(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def rel(self) -> str: ...


_L = TypeVar("_L", bound=_Link)


def without_tracking(url: str) -> str:
    """``url`` without the parameters that name the reader's way; an article's static page keeps a page number only."""
    path, mark, query = url.partition("?")
    if not mark:
        return url
    static = _STATIC_LEAF.fullmatch(shape(path).rstrip("/").rpartition("/")[2]) is not None
    pairs = [pair for pair in query.split("&") if pair]
    if static:
        kept = [pair for pair in pairs if _PAGE_KEY.fullmatch(pair.partition("=")[0])]
    else:
        kept = [pair for pair in pairs if not TRACKING.fullmatch(pair)]
    return f"{path}?{'&'.join(kept)}" if kept else path


def page_stem(url: str) -> str:
    """What the addresses of all pages of one list have in common."""
    address, _, query = without_tracking(url).partition("?")
    host, _, path = address.partition("//")[2].partition("/")
    kept = [pair for pair in query.split("&") if not _PAGE_KEY.fullmatch(pair.partition("=")[0])]
    return f"{host.lower().removeprefix('www.')}/{_TAIL.sub('', path).rstrip('/')}?{'&'.join(kept)}"


def is_next(link: _Link) -> bool:
    """Whether ``link`` calls itself the next page."""
    return link.rel == "next" or _name(link) in NEXT_ANCHORS


def is_pagination(link: _Link, is_article: bool, stem: str) -> bool:
    """Whether ``link`` leads to another page of the list with that ``page_stem``: by its name, or its number and form.

    ``rel=next`` on an article's address is believed to mean the next article.
    """
    name = _name(link)
    if name in NEXT_ANCHORS or name in OTHER_PAGE_ANCHORS or (link.rel == "next" and not is_article):
        return True
    numbered = link.title != "" and (name == "" or (name.isdigit() and len(name) <= 4))
    return (numbered or not is_article) and page_stem(link.url) == stem and bool(_NUMBERED.search(shape(link.url)))


def next_of(pagination: Iterable[_L], url: str) -> _L | None:
    """The page after ``url``: what is called next, else the one whose number follows that in ``url`` (without: 1)."""
    links = list(pagination)
    found = _NUMBER.search(url)
    number = int(found[1] or found[2]) if found else 1
    named = next((link for link in links if is_next(link)), None)
    return named or next((link for link in links if _name(link) == str(number + 1)), None)


def _name(link: _Link) -> str:
    return link.title.strip(" «»‹›<>→←…·[]()【】").lower()
