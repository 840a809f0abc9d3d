"""Pages that may be a notice in an article's place, in whatever words: the portal's own other pages tell.

A text that stands at several addresses and bears no date is no article: error pages, walls and challenges are the same
wherever they stand. What has neither date nor credit is kept back in memory until the run has shown whether it comes
again. A kill loses nothing: the address of what was not stored is still due.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.discovery.urls import canonical_url
from crawler.reading.items import Article
from crawler.reading.pretenders import is_dated
from crawler.reading.titleclaims import title_key

#: A story that two sections of a portal show under an address each is an article still.
ADDRESSES = 3
#: Articles kept back at a time; the oldest is believed when there are more. Portals that date nothing have all of theirs here.
MOST_HELD = 64
#: Share of a page's lines that the front page has as well when it is the front page: what is newest may differ.
SAME_PAGE = 0.8
#: What differs from one address to the next: the address itself, numbers, request ids; and what is not read at all.
_VARIABLE = re.compile(r"https?://\S+|\b[0-9a-f-]*\d[0-9a-f-]*\b|[\W\d_]+")


def is_doubtful(article: Article) -> bool:
    """Whether nothing but its text speaks for an article."""
    return not (is_dated(article) or article.credits or article.authors)


def key_of(article: Article) -> str:
    """What stays of a page's text at another address."""
    path = urlsplit(article.fetched_url).path
    said = f"{article.title}\n{article.body}".replace(article.fetched_url, "")
    return _VARIABLE.sub("", (said.replace(path, "") if len(path) > 1 else said).casefold())


def is_front(article: Article, front: Article) -> bool:
    """Whether a page is the portal's front page, shown in the place of an article that is gone."""
    lines, others = set(article.body.split("\n")), set(front.body.split("\n"))
    alike = title_key(article.title) == title_key(front.title)
    return alike and len(lines & others) >= SAME_PAGE * len(lines)


@dataclass(slots=True)
class Verdicts:
    """What can be said now: articles that are ``believed``, and such that are ``refused``."""

    believed: Sequence[Article] = ()
    refused: Sequence[Article] = ()


@dataclass(slots=True)
class Doubts:
    """The doubtful pages of one run."""

    _held: dict[str, list[Article]] = field(default_factory=dict)
    _notices: set[str] = field(default_factory=set)

    def weigh(self, article: Article, stored: set[str]) -> Verdicts:
        """Takes a doubtful page in; ``stored``: addresses at which the portal's very text is stored already."""
        key = key_of(article)
        if key in self._notices:
            return Verdicts(refused=[article])
        same = self._held.setdefault(key, [])
        same.append(article)
        if len({canonical_url(one.fetched_url) for one in same} | stored) >= ADDRESSES:
            self._notices.add(key)
            return Verdicts(refused=self._held.pop(key))
        if sum(map(len, self._held.values())) > MOST_HELD:
            return Verdicts(believed=self._held.pop(next(iter(self._held))))
        return Verdicts()

    def rest(self) -> list[Article]:
        """All that is kept back, to be believed: the run has ended and nothing spoke against it."""
        held = [article for same in self._held.values() for article in same]
        self._held.clear()
        return held
