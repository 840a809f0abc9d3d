"""Whether a portal's class says things that can be true: hosts, sources, addresses, layouts (nothing is fetched)."""

import re
from collections.abc import Iterator, Sequence

from crawler.discovery.urls import check_url, same_portal
from crawler.portal import PortalSpider
from crawler.proposals.findings import Finding

Portal = type[PortalSpider]


def check_module(portal: Portal, where: str, samples: Sequence[str]) -> Iterator[Finding]:
    """Findings in one class; ``samples`` are the addresses of its saved article pages."""

    def found(message: str) -> Finding:
        return Finding(portal.name, "module", where, message)

    if not portal.hosts:
        yield found("hosts is empty, so every page is refused: name the portal's hosts, such as ('www.example.cn',)")
    for host in portal.hosts:
        if check_url(f"http://{host}/") or "/" in host or host != host.lower():
            yield found(f"host {host!r} is none: write it in lower case, without http:// and path")
    if not portal.title:
        yield found("title is empty: write what the portal calls itself")
    if not portal.sources:
        yield found("sources is empty, so nothing is ever found: name a ListPage, Feed or Sitemap")
    for source in portal.sources:
        if portal.hosts and not same_portal(source.url, portal.hosts):
            yield found(f"source {source.url} is on none of its hosts and would be refused: add the host or correct it")
    yield from map(found, _addresses(portal, samples))
    days = [layout.since for layout in portal.layouts if layout.since]
    if days != sorted(days, reverse=True):
        yield found(
            "layouts are not newest first: the first whose body is found serves, so put the newest before the others"
        )
    if unknown := [name for name in portal.expects.always if name not in _FIELDS]:
        yield found(
            f"expects.always names {unknown[0]!r}, which no article has: the columns of the view articles are meant"
        )


_FIELDS = frozenset(("title", "body", "published_at", "modified_at", "section", "breadcrumbs", "source", "authors", "credits",
                     "tags", "images", "language"))  # fmt: skip


def _addresses(portal: Portal, samples: Sequence[str]) -> Iterator[str]:
    """What is wrong with ``article_url``."""
    if not portal.article_url:
        return
    pattern = re.compile(portal.article_url)
    for url in samples:
        if not pattern.search(url):
            yield f"article_url does not match the saved article {url}: widen it, or remove the sample"
    for source in portal.sources:
        if pattern.search(source.url):
            yield f"article_url matches the source {source.url}, which is no article: narrow it"


def check_overlap(portal: Portal, where: str, samples: Sequence[str], others: Sequence[Portal]) -> Iterator[Finding]:
    """Other portals that would take this one's articles for theirs.

    Two portals may share a host when the ``article_url`` of each keeps them apart.
    """
    for other in others:
        shared = [host for host in portal.hosts if same_portal(f"http://{host}/", other.hosts)]
        if not shared or other is portal or other.name == portal.name:
            continue
        apart = portal.article_url and other.article_url
        both = next((url for url in samples if apart and re.search(other.article_url, url)), "")
        if apart and not both:
            continue
        told = f"its article {both} is also one of" if both else f"host {shared[0]} is also one of"
        yield Finding(
            portal.name, "overlap", where, f"{told} portal {other.name}: leave one out, or give both an article_url"
        )
