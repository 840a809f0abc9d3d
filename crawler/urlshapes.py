"""What the form of a URL tells: article, list or something else, also for a portal nobody has described.

A URL is generalised to a shape: ``http://a.cn/xw/2024-05/13/content_37319243.htm`` becomes
``a.cn/xw/{date}/content_{5+}.htm``. The rules of ``crawler.urlrules`` score shapes; a ``ShapeBook`` adds what the
portal's pages teach: how many links share a shape, how long their anchors are, which of them proved to be articles.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, Protocol
from urllib.parse import unquote

from crawler.anchors import anchor_points
from crawler.urlrules import NEVER, POINTS, TOOL_ANCHORS
from crawler.urls import RULES

Kind = Literal["article", "list", "other"]

ARTICLE_SCORE = 3  # a date in the path is enough, a number needs a headline beside it
LIST_RULES = frozenset({"directory", "list-name", "category", "query-list", "query-page", "page-directory"})
NOT_NEVER = -50  # below it a rule forbids the fetch
SITEMAP_SCORE = 1  # without anchor texts: what no rule speaks against
MAX_SHAPES = 5_000  # a portal has tens; endless generated paths must not fill the memory
HOPELESS = 8  # pages of one shape fetched, none an article: the shape is given up

# Whole ``name=value`` pairs that tell how the reader came, not which page it is.
TRACKING = re.compile(
    "|".join(rule.pattern for rule in RULES if rule.part == "query") + r"|(?:source|src|ref|referr?er|scene)=[a-z_]*",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:[-_/.](?:0?[1-9]|1[0-2])|0[1-9]|1[0-2]|/(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})"
    r"(?:[-_/.](?:0?[1-9]|[12]\d|3[01])|0[1-9]|[12]\d|3[01])?(?!\d)|(?<=/)(?:19|20)\d\d(?=/)"
)
_DIGITS = re.compile(r"\d+")
_HEX = re.compile(r"(?<![^\W_])[0-9a-f]{8,}(?:(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?(?![^\W_])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|php|aspx?|jsp)$")
_PLAIN_DIRECTORIES = re.compile(r"(?:/[^/{?]+(?=/))+")


def _length(run: re.Match[str]) -> str:
    """A digit run by length in three steps, so that a shape outlives the step from 99,999 to 100,000 articles."""
    digits = run.end() - run.start()
    return "{2}" if digits < 3 else "{3}" if digits < 5 else "{5+}"


def _hex(run: re.Match[str]) -> str:
    text = run[0]
    return text if text.isdigit() or text.isalpha() else "{hex}"


def _is_key(stem: str) -> bool:
    """Whether ``stem`` is a random key such as ``Zj30sZ50uR``, and not a word with a number behind it."""
    if not (6 <= len(stem) <= 40 and stem.isascii() and stem.isalnum()):
        return False
    pairs = pairwise(stem)
    return sum(a.isdigit() != b.isdigit() or (a.islower() and b.isupper()) for a, b in pairs) >= 3


def _segment(raw: str) -> str:
    """One path segment or parameter value generalised; dates are in it already as ``{date}``."""
    if raw.isascii() and raw.isalpha() and raw.islower():
        return raw
    stem, dot, extension = raw.rpartition(".")
    if not dot or extension.isdigit() or not (extension.isalnum() and len(extension) <= 5):
        return _stem(raw)
    return f"{_stem(stem)}.{extension.lower()}"


def _stem(stem: str) -> str:
    if "%" in stem or not stem.isascii():
        return "{slug}" if len(unquote(stem)) >= 8 else "{word}"
    if _is_key(stem) and not _HEX.fullmatch(stem):
        return "{key}"
    head, date, tail = stem.lower().partition("{date}")
    words = len(_WORD.findall(head)) + len(_WORD.findall(tail)) if len(stem) >= 12 else 0
    if words >= 4 or (words == 3 and len(stem) >= 20 and not date):
        return "{slug}" + date
    return f"{_numbers(head)}{date}{_numbers(tail)}"


def _numbers(text: str) -> str:
    """Digit runs and hexadecimal keys named; the name of a key has no digits to be named again."""
    return _DIGITS.sub(_length, _HEX.sub(_hex, text) if len(text) >= 8 else text)


def _query(query: str) -> str:
    """The parameters in alphabetical order, tracking left out, values generalised but for short words."""
    kept = []
    for pair in sorted(query.lower().split("&")[:12]):
        key, _, value = pair.partition("=")
        if key and not TRACKING.fullmatch(pair):
            kept.append(f"{key}={value if value.isalpha() and len(value) <= 12 else _segment(value)}")
    return "?" + "&".join(kept) if kept else ""


@lru_cache(maxsize=8192)
def shape(url: str) -> str:
    """The absolute ``url`` generalised: host without ``www.``, path and query with dates, numbers and keys named.

    Tokens: ``{date}``; ``{2}``, ``{3}``, ``{5+}`` (runs of 1-2, 3-4, 5 or more digits); ``{hex}``; ``{key}`` (random
    letters and digits); ``{slug}`` (a headline in words); ``{word}`` (a short text that is not ASCII).
    """
    rest, _, query = url.partition("#")[0].partition("?")
    host, _, path = rest.partition("//")[2].partition("/")
    path = _INDEX.sub("/", "/" + path)
    head, _, leaf = path.rpartition("/")
    # A leaf that is nothing but a number is an id, even where it reads like a year and a month.
    dated = f"{_DATE.sub('{date}', head)}/{leaf}" if leaf.partition(".")[0].isdigit() else _DATE.sub("{date}", path)
    return host.lower().removeprefix("www.") + "/".join(map(_segment, dated.split("/"))) + _query(query)


@lru_cache(maxsize=8192)
def _coarse(fine: str) -> str:
    """A shape without host and with the section directories made alike."""
    return _PLAIN_DIRECTORIES.sub("/w", "/" + fine.partition("/")[2])


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
        return [self._seen.setdefault(key, _Seen()) for key in (fine, _coarse(fine))]

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
        seen, alike = self._seen.get(fine, _UNSEEN), self._seen.get(_coarse(fine), _UNSEEN)
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
