"""Sources that have stopped giving: a feed without entries, one that stands still, a list that nobody can link from (pure).

The pages of such a portal are as good as ever, and other sources may still bring most articles; so each source is judged
by its own days.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from crawler.monitoring.evidence import Evidence

#: Answers 304 of a source alone, in the figures of :mod:`crawler.discovery.yields`.
NOT_MODIFIED = "not-modified"
#: Days on which a source was read as a whole, before anything is known of it.
KNOWN_DAYS = 5
#: Sources that bring less of a portal's addresses are not missed.
MATTERS = 0.05
#: Of the days on which a source was read, so many gave links: else it is empty at times.
NEARLY_ALWAYS = 0.95
#: A source that stands still is told after one of these spans, in days.
SPANS = (1, 2, 4)
#: … when so improbable: 150 sources are looked at once a day, so chance tells one a portal in ten years. At 1 in 100,000 a
#: source that has named all of 100 articles would be told after three, at 1 in 10,000 after two.
STILL = 1e-4
#: Who names an article first is chance where two sources are read at once; so ``fresh`` counts it for each that names it. And a feed
#: that is read an hour after the front page names nothing new: so ``came`` counts what came in runs that read it, too.
COUNTED = ("read", NOT_MODIFIED, "links", "came", "fresh", "new", "copy", "late", "failed")


@dataclass(frozen=True, slots=True)
class SourceDay:
    """What the sources of a portal gave on one day, by address: the figures of :mod:`crawler.discovery.yields`."""

    sources: Mapping[str, Counter[str]]

    @classmethod
    def of(cls, stored: Mapping[str, Mapping[str, Any]]) -> Self:
        """The day of plain data; figures that tell nothing about silence are left out."""
        return cls({name: Counter({key: int(tally.get(key, 0)) for key in COUNTED}) for name, tally in stored.items()})

    @classmethod
    def sum(cls, days: Sequence["SourceDay"]) -> Self:
        """What several runs gave together."""
        total: dict[str, Counter[str]] = {}
        for day in days:
            for name, tally in day.sources.items():
                total.setdefault(name, Counter()).update(tally)
        return cls(total)

    def whole(self, source: str) -> int:
        """How often a source was read and had changed."""
        tally = self.sources.get(source, Counter[str]())
        return tally["read"] - tally[NOT_MODIFIED]

    def figure(self, source: str, name: str) -> int:
        """One figure of a source, 0 where it was not read."""
        return self.sources[source][name] if source in self.sources else 0

    def came(self, source: str) -> int:
        """Articles that were new to the portal in runs that read the source; all of the day where that was not counted yet."""
        if any(tally["came"] for tally in self.sources.values()):
            return self.figure(source, "came")
        return sum(tally["new"] + tally["copy"] - tally["late"] for tally in self.sources.values())


def find_silence(today: SourceDay, days: Sequence[SourceDay]) -> list[Evidence]:
    """What is wrong with the sources that were read ``today``, judged by the ``days`` before (oldest first)."""
    found: list[Evidence] = []
    for source in today.sources:
        read = [day for day in days if day.figure(source, "read")]  # what came on other days it could not name
        share = _share(source, read)
        if share >= MATTERS and sum(day.whole(source) > 0 for day in read) >= KNOWN_DAYS:
            told = (_empty(source, today, read) or _still(source, today, read, share), _mute(source, today, days))
            found += filter(None, told)
    return found


def _share(source: str, days: Sequence[SourceDay]) -> float:
    """The share of a portal's articles that a source names, by the rule of succession: never none, never all.

    A feed of 20 entries cannot name the 40 of the first day, or of the day after an outage.
    """
    named = sum(day.figure(source, "fresh") for day in days)
    most = max((day.figure(source, name) for day in days for name in ("links", "fresh")), default=0)
    could = sum(min(day.came(source), most) for day in days)
    return (named + 1) / (could + 2)


def _empty(source: str, today: SourceDay, days: Sequence[SourceDay]) -> Evidence | None:
    """It answers, and has no link to any article."""
    read = [day for day in days if day.whole(source)]
    full = [day.figure(source, "links") / day.whole(source) for day in read if day.figure(source, "links")]
    if not today.whole(source) or today.figure(source, "links") or len(full) < NEARLY_ALWAYS * len(read):
        return None
    usual = sorted(full)[len(full) // 2]
    return Evidence("source empty", f"{source} gives no links to articles (usually {usual:.0f})")


def _mute(source: str, today: SourceDay, days: Sequence[SourceDay]) -> Evidence | None:
    """It has not answered for two days; one may be an outage of an hour."""
    last = [*days[-1:], today]
    if len(last) < 2 or not all(day.figure(source, "failed") and not day.figure(source, "read") for day in last):
        return None
    return Evidence("source mute", f"{source} has not answered since yesterday")


def _still(source: str, today: SourceDay, days: Sequence[SourceDay], share: float) -> Evidence | None:
    """It gives links, but none that is new, while others do."""
    if not today.figure(source, "read"):
        return None
    for span in SPANS:
        window = [*days[len(days) - span + 1 :], today] if span > 1 else [today]
        came = sum(day.came(source) for day in window)
        if sum(day.figure(source, "fresh") for day in window) or (1 - share) ** came > STILL:
            continue
        if not _was_still(source, days[: len(days) - span + 1], span, came):
            text = f"{source} names none of the {came} articles that came in {span} days (usually {share:.0%})"
            return Evidence("source still", text)
    return None


def _was_still(source: str, days: Sequence[SourceDay], span: int, came: int) -> bool:
    """Whether the source has been as still before while others gave half as many."""
    for start in range(len(days) - span + 1):
        window = days[start : start + span]
        if sum(day.came(source) for day in window) * 2 >= came and not sum(
            day.figure(source, "fresh") for day in window
        ):
            return True
    return False
