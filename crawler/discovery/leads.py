"""From what a source gave to leads into the frontier (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from crawler.discovery.links import Link
from crawler.discovery.urls import canonical_url, same_portal
from crawler.scheduling.visits import Kind, Lead, Target
from crawler.sources import Feed, ListPage, Sitemap, Source
from crawler.storage.rows import unix_time

WEEK = 7 * 86_400
# Most links of a list page stand on the next one, too; the canonical form costs 15 microseconds.
_canonical = lru_cache(maxsize=16_384)(canonical_url)


def kind_of(source: Source) -> Kind:
    """What the frontier calls a source."""
    return "list" if isinstance(source, ListPage) else "feed" if isinstance(source, Feed) else "sitemap"


def source_for(kind: Kind, url: str) -> Source:
    """A source that nobody has described, by its kind."""
    return ListPage(url) if kind == "list" else Feed(url) if kind == "feed" else Sitemap(url)


def source_of(target: Target, roots: Mapping[str, Source]) -> Source:
    """The source of a row of the frontier; the later pages of one of the portal's ``roots`` keep its facts."""
    address = target.address or target.url
    root = roots.get(target.source)
    if root is None:
        return source_for(target.kind, address)
    if isinstance(root, Sitemap):
        return replace(root, url=address)
    return replace(root, url=address, pages=max(1, root.pages - target.page))


def lead_of(source: Source) -> Lead:
    """The lead to a source."""
    return Lead(_canonical(source.url), kind_of(source), source.url)


def article_leads(links: Iterable[Link], target: Target, now: int, hosts: Sequence[str]) -> list[Lead]:
    """Leads to the articles that a source named, each once; what is on other hosts is left out.

    Without a date an article ranks by its place, for sources name the newest first; a page of a list counts as a week,
    so that an archive without dates is not looked at again as if it were news.
    """
    own = tuple(hosts)
    leads: dict[str, Lead] = {}
    for place, link in enumerate(links):
        if not _is_ours(_origin(link.url), own):
            continue
        url = _canonical(link.url)
        announced = _time(link.modified, now)
        rank = _time(link.published, now) or announced or now - place - target.page * WEEK
        if url not in leads:
            leads[url] = Lead(url, "article", link.url, target.source, rank, announced)
    return list(leads.values())


def follow_leads(sources: Sequence[Source], target: Target) -> list[Lead]:
    """Leads to the further pages of a list or feed, and to the files of a sitemap index.

    Of these the first and the last are read in every run, for one of them has the newest articles.
    """
    last = len(sources) - 1
    return [
        Lead(
            *(_canonical(source.url), kind_of(source), source.url, target.source),
            depth=target.depth,
            page=target.page + 1,
            eager=number in (0, last),
        )
        for number, source in enumerate(sources)
    ]


def list_leads(links: Iterable[Link], via: str, depth: int, page: int) -> list[Lead]:
    """Leads to list pages."""
    return [Lead(_canonical(link.url), "list", link.url, via, depth=depth, page=page, eager=not page) for link in links]


def _time(text: str, now: int) -> int:
    """The time a source gives, 0 for none; a date in the future is a wrong clock's."""
    moment = unix_time(text) if text[:4].isdigit() else _mail_time(text)
    return min(moment or 0, now)


def _mail_time(text: str) -> int | None:
    """The time of an RSS feed (RFC 822)."""
    from email.utils import parsedate_to_datetime

    try:
        return int(parsedate_to_datetime(text).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _origin(url: str) -> str:
    end = url.find("/", 8)
    return url[:end] if end > 0 else url


@lru_cache(maxsize=1024)
def _is_ours(origin: str, hosts: tuple[str, ...]) -> bool:
    return same_portal(origin, hosts)
