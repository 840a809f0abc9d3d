"""What a first look at a portal has found: its sources, links and pages, and which of them to look at next (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.discovery.links import Link
from crawler.discovery.urls import canonical_url
from crawler.discovery.urlshapes import shape
from crawler.reading.page import Page
from crawler.sources import Feed, ListPage, NewsSitemap, Sitemap, Source


@dataclass(slots=True)
class Yield:
    """A source that was read: its links to articles, or why there are none."""

    source: Source
    links: list[Link] = field(default_factory=list)
    problem: str = ""

    @property
    def kind(self) -> str:
        """``list``, ``feed`` or ``sitemap``."""
        return {ListPage: "list", Feed: "feed"}.get(type(self.source), "sitemap")


@dataclass(slots=True)
class Survey:
    """A portal as seen from its front page. ``others`` are addresses that are no articles, ``missed`` what was not got."""

    front: Page
    yields: list[Yield] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)
    answered: int = 0

    @property
    def links(self) -> list[Link]:
        """Every link to an article once, with the title and date that a source gives; those of feeds first."""
        known: dict[str, Link] = {}
        for found in sorted(self.yields, key=lambda found: found.kind != "feed"):
            for link in found.links:
                known.setdefault(canonical_url(link.url), link)
        return list(known.values())


def spread(links: Sequence[Link], count: int) -> list[Link]:
    """``count`` links of every age and form: from each shape of address in turn, its first, last, middle ones.

    Sources are newest first, so what stands far apart in them is of different age.
    """
    shapes: dict[str, list[Link]] = {}
    for link in links:
        shapes.setdefault(shape(link.url).rpartition("/")[2], []).append(link)
    queues = [_apart(found) for found in sorted(shapes.values(), key=len, reverse=True)]
    chosen: list[Link] = []
    while len(chosen) < count and any(queues):
        for queue in queues:
            if queue and len(chosen) < count:
                chosen.append(queue.pop(0))
    return chosen


def _apart(links: Sequence[Link]) -> list[Link]:
    """The links reordered: first, last, then always the middle of the largest gap."""
    gaps, order = [(0, len(links) - 1)], [0, len(links) - 1]
    while gaps:
        start, end = gaps.pop(0)
        middle = (start + end) // 2
        if start < middle < end:
            order.append(middle)
            gaps += [(start, middle), (middle, end)]
    return [links[number] for number in dict.fromkeys(order)]


def needed(yields: Sequence[Yield]) -> list[Source]:
    """The sources a module needs: feeds, the front page, sections with articles that neither has, and a sitemap.

    Feeds are the cheapest and say when; a sitemap is kept for what the lists will have lost by the next crawl.
    """
    order = {"feed": 0, "list": 1, "sitemap": 2}
    known: set[str] = set()
    chosen: list[Source] = []
    for number, found in sorted(enumerate(yields), key=lambda entry: (order[entry[1].kind], entry[0])):
        urls = {canonical_url(link.url) for link in found.links}
        keeps = number == 0 or (urls if found.kind == "sitemap" else urls - known)
        if keeps and found.source not in chosen:
            chosen.append(found.source)
            known |= urls
    return chosen


def sitemap_for(url: str) -> Sitemap:
    """A sitemap by its address; one that is called news sitemap lists the last days only."""
    return NewsSitemap(url) if "news" in urlsplit(url).path.rpartition("/")[2].lower() else Sitemap(url)
