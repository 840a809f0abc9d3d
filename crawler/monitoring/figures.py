"""The figures of a run: what drift is told by, counted page by page (pure).

All of them are counts by name, so that those of a day are the sums of its runs, and a baseline is the sum of its days.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any, Self

from crawler.monitoring.course import DRIFT
from crawler.reading.items import Article

#: Fields of an article whose coverage is counted.
FIELDS = ("title", "published_at", "source", "authors", "credits", "breadcrumbs", "tags", "language")
#: Bodies are counted in steps of a quarter octave (19 %): fine enough for quantiles, and the steps of days can be added.
STEPS = 4
#: So many characters of a body and more is one step.
LONGEST = 2**20
#: A page with this share of lines that no rule knows is untidy; ordinary pages have 1 to 2 %.
UNTIDY = 0.2
#: An article that is older than this when it comes is not of the day: archives are read in one go.
NEWS = timedelta(days=3)
#: An article that is this young when it is read was published now, or shows the time of the day for its date.
CLOCK = timedelta(minutes=5)
#: Names counted a figure; what a hostile portal adds is summed up under one more.
MOST_NAMES = 60
OTHERS = "others"

Counts = Counter[str]


@dataclass(slots=True)
class Figures:
    """Counts of the pages of a run, a day or a baseline.

    ``pages``: outcomes, with skipped pages by reason. ``articles``: articles that were read (``read``), how many of them
    are news of the day (``news``), over several pages (``parts``), ``untidy``, and have a title or text that an earlier article
    of the run had (``same-title``, ``same-text``, ``same-date``). ``chars`` counts bodies by step (:func:`step`), ``dates`` the
    articles with ``time``, only a ``day``, or ``none``, and those with the time of their fetch (``now``); ``lines`` the lines
    of article areas by verdict. The others
    count articles by field found, flag, layout, design (where the text stands), charset, origin (scheme and host) and language, and
    removed lines by rule. ``ruled`` counts articles by rule that took a line out of them, ``missed`` by selector of the
    layout that found nothing, ``versions`` by the rules they were read by. ``known`` counts known pages that were
    ``compared`` with themselves, and what they showed (:data:`crawler.monitoring.known.SIGNS`).
    """

    pages: Counts = field(default_factory=Counter)
    articles: Counts = field(default_factory=Counter)
    fields: Counts = field(default_factory=Counter)
    flags: Counts = field(default_factory=Counter)
    layouts: Counts = field(default_factory=Counter)
    designs: Counts = field(default_factory=Counter)
    charsets: Counts = field(default_factory=Counter)
    origins: Counts = field(default_factory=Counter)
    languages: Counts = field(default_factory=Counter)
    chars: Counts = field(default_factory=Counter)
    dates: Counts = field(default_factory=Counter)
    lines: Counts = field(default_factory=Counter)
    rules: Counts = field(default_factory=Counter)
    ruled: Counts = field(default_factory=Counter)
    missed: Counts = field(default_factory=Counter)
    versions: Counts = field(default_factory=Counter)
    known: Counts = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """Articles that were read."""
        return self.articles["read"]

    def add(self, article: Article, when: datetime) -> None:
        """Counts one article that was read ``when`` (with offset)."""
        self.articles.update(read=1, parts=len(article.pages) > 1)
        self.fields.update(name for name in FIELDS if getattr(article, name))
        self.flags.update(article.flags)
        self.missed.update(article.missed)
        _count(self.versions, article.rules)
        self.chars[step(len(article.body))] += 1
        self.dates[_precision(article.published_at)] += 1
        self.dates.update(["now"] * _is_now(article.published_at, when))
        for counts, name in (
            (self.charsets, article.charset),
            (self.origins, _origin(article.fetched_url)),
            (self.languages, article.language),
        ):
            _count(counts, name)
        if DRIFT not in article.flags:  # read generically: that no layout was used tells nothing, later days included
            _count(self.layouts, article.layout)
            _count(self.designs, article.design)
        self._count_lines(article)

    def _count_lines(self, article: Article) -> None:
        verdicts = Counter(line.verdict for line in article.ledger)
        self.lines.update({str(verdict): count for verdict, count in verdicts.items()})
        self.articles["untidy"] += verdicts["unknown"] >= UNTIDY * max(1, len(article.ledger))
        names = [line.rule.partition(" (")[0] for line in article.removed]
        for counts, rules in ((self.rules, names), (self.ruled, list(dict.fromkeys(names)))):
            for name in rules:
                _count(counts, name)

    def count_same(self, article: Article, text: str, seen: set[tuple[str, str]]) -> None:
        """Counts whether title, text and time were ``seen`` before, and adds them to it; ``text`` stands for the body."""
        for name, value in (("same-title", article.title), ("same-text", text), ("same-date", article.published_at)):
            self.articles[name] += bool(value) and (name, value) in seen
            seen.add((name, value))

    def is_news(self, article: Article, when: datetime) -> bool:
        """Whether an article is of these days, as far as its date tells."""
        try:
            published = datetime.fromisoformat(article.published_at)
        except ValueError:
            return True
        published = published if published.tzinfo else published.replace(tzinfo=when.tzinfo)
        return published > when - NEWS

    def merge(self, other: "Figures") -> None:
        """Adds the figures of another run or day."""
        for part in fields(self):
            getattr(self, part.name).update(getattr(other, part.name))

    @classmethod
    def sum(cls, days: Iterable["Figures"]) -> Self:
        """The figures of several days together."""
        total = cls()
        for day in days:
            total.merge(day)
        return total

    def as_json(self) -> dict[str, dict[str, int]]:
        """Plain data: what was counted at all, by figure."""
        whole = {part.name: dict(+getattr(self, part.name)) for part in fields(self)}
        return {name: counts for name, counts in whole.items() if counts}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The figures that :meth:`as_json` gave; names of another version are left out."""
        names = {part.name for part in fields(cls)}
        return cls(**{name: Counter(counts) for name, counts in stored.items() if name in names})


def step(chars: int) -> str:
    """The step of a body's length: texts between 2^(n/4) and 2^((n+1)/4) characters are of step n."""
    return str(int(STEPS * math.log2(max(1, min(chars, LONGEST)))))


def chars_of(step: str) -> int:
    """The middle of a step, in characters."""
    return round(2 ** ((int(step) + 0.5) / STEPS))


def quantiles(chars: Mapping[str, int], *shares: float) -> list[int]:
    """Lengths of bodies, in characters, below which these shares of them lie; none of none."""
    ranked = sorted((int(name), count) for name, count in chars.items())
    total = sum(count for _, count in ranked)
    found = []
    for share in shares if total else ():
        below = accumulate(count for _, count in ranked)
        found.append(
            next(chars_of(str(n)) for (n, _), sum_ in zip(ranked, below, strict=True) if sum_ >= share * total)
        )
    return found


def _count(counts: Counts, name: str) -> None:
    if name:
        counts[name if name in counts or len(counts) < MOST_NAMES else OTHERS] += 1


def _precision(moment: str) -> str:
    """``time`` where a date has its time of day; midnight is what a date without one is stored as."""
    if not moment:
        return "none"
    return "time" if moment[11:16] not in ("", "00:00") else "day"


def _is_now(moment: str, when: datetime) -> bool:
    """Whether a date is the time ``when`` its page was read: a page that shows the clock in the place of its date."""
    try:
        return abs(when - datetime.fromisoformat(moment)) <= CLOCK
    except (ValueError, TypeError):  # none, or without an offset
        return False


def _origin(url: str) -> str:
    """Scheme and host of an address, with the port."""
    return "/".join(url.split("/", 3)[:3])
