"""What a portal's links have taught: which shapes of URL are articles, lists or neither, also where nobody has described it (pure).

The rules of ``crawler.discovery.urlrules`` score shapes; a ``ShapeBook`` adds how many links share a shape, how long their anchors
are, and which of them proved to be articles.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

from crawler.discovery.anchors import anchor_points
from crawler.discovery.urlrules import NEVER, POINTS, TOOL_ANCHORS
from crawler.discovery.urlshapes import coarse, shape

Kind = Literal["article", "list", "other"]

ARTICLE_SCORE = 3  # a date in the path is enough, a number needs a headline beside it
LIST_RULES = frozenset({"directory", "list-name", "category", "query-list", "query-page", "page-directory"})
NOT_NEVER = -50  # below it a rule forbids the fetch
SITEMAP_SCORE = 1  # without anchor texts: what no rule speaks against
MAX_SHAPES = 5_000  # a portal has tens; endless generated paths must not fill the memory
HOPELESS = 8  # pages of one shape fetched, none an article: the shape is given up


@lru_cache(maxsize=8192)
def _rules_hit(fine: str) -> tuple[tuple[str, int], ...]:
    path = "/" + fine.partition("/")[2]
    for rule in NEVER:
        if rule.pattern.search(path):
            return ((rule.id, -100),)
    return tuple((rule.id, rule.points) for rule in POINTS if rule.pattern.search(path))


class _Named(Protocol):
    @property
    def url(self) -> str: ...
    @property
    def title(self) -> str: ...


@dataclass(slots=True)
class _Seen:
    """What was seen of one shape: links, those with a text, the points of those texts; pages proved and disproved."""

    links: int = 0
    titled: int = 0
    points: int = 0
    articles: int = 0
    others: int = 0


_UNSEEN = _Seen()


class ShapeBook:
    """What one portal's links have taught about its URL shapes; grows with each page, bounded by ``MAX_SHAPES``."""

    def __init__(self) -> None:
        self._seen: dict[str, _Seen] = {}
        self._own: re.Pattern[str] | None = None

    @classmethod
    def of(cls, examples: Iterable[tuple[str, bool]]) -> "ShapeBook":
        """What earlier runs have taught: addresses that were fetched, and whether each was an article."""
        book = cls()
        for url, is_article in examples:
            book.confirm(url, is_article)
        return book

    def trust(self, pattern: str) -> None:
        """Take every URL that the regular expression ``pattern`` finds for an article; empty: none."""
        self._own = re.compile(pattern) if pattern else None

    def _entries(self, url: str) -> list[_Seen]:
        """What is known of the URL's shape and of its coarse shape, to be added to."""
        fine = shape(url)
        if len(self._seen) > MAX_SHAPES and fine not in self._seen:
            return []
        return [self._seen.setdefault(key, _Seen()) for key in (fine, coarse(fine))]

    def add(self, links: Iterable[_Named]) -> None:
        """Count the links of one page, each URL once with its longest text."""
        texts: dict[str, str] = {}
        for link in links:
            if len(link.title) >= len(texts.get(link.url, "")):
                texts[link.url] = link.title
        for url, text in texts.items():
            points = anchor_points(text)
            for entry in self._entries(url):
                entry.links += 1
                entry.titled += bool(text)
                entry.points += points

    def confirm(self, url: str, is_article: bool) -> None:
        """Learn from a fetched page; report only pages that were judged by their content, no errors and no walls."""
        for entry in self._entries(url):
            entry.articles += is_article
            entry.others += not is_article

    def reasons(self, url: str, anchor: str = "") -> list[tuple[str, int]]:
        """The named points for (+) and against (-) an article, to be shown to the operator."""
        if self._own and self._own.search(url):
            return [("article_url", 100)]
        fine = shape(url)
        found = list(_rules_hit(fine))
        if found and found[0][1] == -100:
            return found
        if points := anchor_points(anchor):
            found.append(("headline" if points > 0 else "short-anchor", points))
        return found + self._learnt(fine)

    def _learnt(self, fine: str) -> list[tuple[str, int]]:
        found = []
        seen, alike = self._seen.get(fine, _UNSEEN), self._seen.get(coarse(fine), _UNSEEN)
        if seen.articles and seen.articles * 4 >= seen.others:
            found.append(("proved", 6))
        elif seen.others >= HOPELESS and not seen.articles:
            found.append(("disproved", -9))
        elif alike.articles and alike.articles * 4 >= alike.others:
            found.append(("alike-proved", 2))
        group = seen if seen.links >= 3 else alike
        if "{" in fine and group.links >= 3 and (points := _group_points(group)):
            found.append(("repeated", points))
        return found

    def score(self, url: str, anchor: str = "") -> int:
        """The sum of ``reasons``."""
        return sum(points for _, points in self.reasons(url, anchor))

    def kind(self, url: str, anchor: str = "") -> Kind:
        """``article``, ``list`` (worth a look for links) or ``other`` (not to be fetched)."""
        reasons = self.reasons(url, anchor)
        score = sum(points for _, points in reasons)
        names = {name for name, _ in reasons}
        if score <= NOT_NEVER or anchor.strip(" 【】[]|>»").lower() in TOOL_ANCHORS:
            return "other"
        if score >= ARTICLE_SCORE:
            return "article"
        if names & {"service", "query-person", "disproved"}:
            return "other"
        return "list" if anchor or names & LIST_RULES else "other"


def _group_points(group: _Seen) -> int:
    """Many links of one shape with headlines are a list of articles; many with short texts are a menu."""
    if not group.titled:
        return 0
    mean = group.points / group.titled
    if mean >= 1.5:
        return 2 if group.links >= 8 else 1
    return -2 if mean <= -0.5 and group.links >= 8 else 0
