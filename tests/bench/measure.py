"""How close an extracted article is to the true one: the figures of published extraction benchmarks.

Bodies are compared by 4-gram shingles, as the article-extraction-benchmark does (Zyte,
https://github.com/scrapinghub/article-extraction-benchmark): a token is a run of word characters, but each Han or kana
character is one of its own. A true record has ``title``, ``published`` (ISO 8601), ``body``, ``must_contain``,
``must_not_contain`` (segments of text) and perhaps ``neutral`` (lines that count neither way). What the truth leaves
empty is not scored.
"""

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
_DAY = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
FIGURES = ("pageF1", "exact", "leak", "leakPages", "missed", "title", "date")


def tokens(text: str) -> list[str]:
    """The words of a text; every Han or kana character is one."""
    return _TOKEN.findall(text)


def shingles(words: Sequence[str], size: int = 4) -> Counter[tuple[str, ...]]:
    """All runs of ``size`` words with their counts; a shorter text is one run."""
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)) if words)


def f1(true: str, found: str) -> float:
    """F1 of the shingles of two texts, 0 to 1."""
    wanted, got = shingles(tokens(true)), shingles(tokens(found))
    shared = (wanted & got).total()
    return 2 * shared / (wanted.total() + got.total()) if shared else 0.0


def squash(text: str) -> str:
    """NFC, runs of white space as one blank: how segments and titles are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def days(moment: str) -> set[date]:
    """The day as written and the day in UTC; empty when there is none."""
    try:
        when = datetime.fromisoformat(moment.strip().replace("Z", "+00:00"))
        return {when.date()} | ({when.astimezone(UTC).date()} if when.tzinfo else set())
    except ValueError:
        found = _DAY.search(moment)
    try:
        return {date(*map(int, found.groups()))} if found else set()
    except ValueError:
        return set()


@dataclass(slots=True)
class PageScore:
    """One page; None where the truth says nothing. ``leaked`` and ``missed``: for each segment whether it was."""

    f1: float | None = None
    exact: bool | None = None
    title: bool | None = None
    date: bool | None = None
    leaked: list[bool] = field(default_factory=list)
    missed: list[bool] = field(default_factory=list)


def score(true: Mapping[str, Any], title: str, published: str, body: str) -> PageScore:
    """Scores what was extracted from one page."""
    neutral = {squash(line) for line in true.get("neutral") or ()}
    body = "\n".join(line for line in body.split("\n") if squash(line) not in neutral) if neutral else body
    flat, page = squash(body), PageScore()
    if true.get("body"):
        page.f1, page.exact = f1(true["body"], body), tokens(true["body"]) == tokens(body)
    if true.get("title"):
        page.title = squash(title) == squash(true["title"])
    if right := days(true.get("published") or ""):
        page.date = bool(right & days(published))
    page.leaked = [squash(segment) in flat for segment in true.get("must_not_contain") or ()]
    page.missed = [squash(segment) not in flat for segment in true.get("must_contain") or ()]
    return page


def _mean(values: Iterable[float | None]) -> float | None:
    known = [float(value) for value in values if value is not None]
    return statistics.fmean(known) if known else None


def summary(pages: Sequence[PageScore]) -> dict[str, float | None]:
    """The :data:`FIGURES` of a set: means over pages, ``leak`` and ``missed`` over segments; None without any truth."""
    return {
        "pageF1": _mean(page.f1 for page in pages),
        "exact": _mean(page.exact for page in pages),
        "leak": _mean(leaked for page in pages for leaked in page.leaked),
        "leakPages": _mean(any(page.leaked) for page in pages if page.leaked),
        "missed": _mean(missed for page in pages for missed in page.missed),
        "title": _mean(page.title for page in pages),
        "date": _mean(page.date for page in pages),
    }
