"""A pretend portal for the tests of the frontier: its answers come from a dictionary instead of the network."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from crawler.reading.items import Article
from crawler.scheduling.agenda import Agenda
from crawler.scheduling.visits import Fetch, Lead, Target
from crawler.scheduling.wishes import Wishes
from crawler.storage.store import Store
from tests.crawler.store_kit import article, fingerprint_of

START = 1_700_000_000
HOME = "http://news.example/"
ROOT = Lead(HOME, "list", eager=True)


def lead(number: int, **facts: Any) -> Lead:
    """A lead to article ``number``; the higher the number, the newer."""
    values = {"url": f"{HOME}{number}.html", "via": HOME, "rank": START - 10_000 + number, **facts}
    return Lead(**values)


def agenda(store: Store, now: int = START, **wishes: Any) -> Agenda:
    """A run of the pretend portal, planted with its front page."""
    run = store.start_run("riverside", "2023-11-14T22:13:20+00:00")
    work = Agenda(store, "riverside", run, now, Wishes(**wishes))
    work.plant([ROOT], alone=False)
    return work


def keep(work: Agenda, target: Target, now: int, born: int = 0, etag: str = "") -> None:
    """The article of a target is stored."""
    item: Article = article(target.url, url=target.url)
    visit = work.answers.stored(Fetch(target, 200, etag), now, born or target.rank)
    work.store.put(item, fingerprint_of(item), run=work.run, seen_at="2023-11-14T22:13:20+00:00", visit=visit)
    work.done(target)


@dataclass
class Portal:
    """Lists by address, each with the leads it gives and the page behind it; what was fetched is counted."""

    lists: dict[str, tuple[list[Lead], str]]
    fetched: Counter[str] = field(default_factory=Counter)

    def answer(self, work: Agenda, target: Target, now: int) -> None:
        """Fetches a target and stores what comes of it."""
        self.fetched[target.url] += 1
        if target.kind == "article":
            keep(work, target, now)
        else:
            leads, following = self.lists[target.url]
            work.read(Fetch(target, 200), now, leads, sum(lead.kind == "article" for lead in leads), following)

    def crawl(self, work: Agenda, now: int) -> list[str]:
        """Crawls to the end, one address at a time; returns the addresses in their order."""
        order = []
        while (target := work.next()) or work.has_more():
            if target:
                order.append(target.url)
                self.answer(work, target, now)
        return order


def paged(numbers: list[int], per_page: int = 5) -> dict[str, tuple[list[Lead], str]]:
    """A front page whose articles, newest first, run over several pages."""
    newest = sorted(numbers, reverse=True)
    shares = [newest[start : start + per_page] for start in range(0, len(newest), per_page)] or [[]]
    urls = [HOME, *(f"{HOME}index_{page}.html" for page in range(2, len(shares) + 1))]
    lists = {}
    for page, (url, share) in enumerate(zip(urls, shares, strict=True)):
        following = urls[page + 1] if page + 1 < len(urls) else ""
        more = [Lead(following, "list", via=HOME, page=page + 1)] if following else []
        lists[url] = ([*(lead(number) for number in share), *more], following)
    return lists
