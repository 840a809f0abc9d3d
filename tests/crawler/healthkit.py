"""Figures, days and runs of invented portals for the tests of health, the same in every run."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

from crawler.monitoring.figures import FIELDS, Figures, step
from crawler.monitoring.rhythm import Day
from crawler.monitoring.verdicts import Portal, Run

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)  # a Wednesday
TODAY = NOON.date()


def figures(
    number: int = 20,
    seed: object = 1,
    *,
    chars: float = 600,
    missing: dict[str, int] | None = None,
    **more: dict[str, int],
) -> Figures:
    """Ordinary articles with lengths around ``chars``; ``missing`` fields, and further counts by figure."""
    chance = random.Random(str(seed))
    found = Figures(
        pages=Counter(new=number),
        articles=Counter(read=number, news=number),
        fields=Counter(dict.fromkeys(FIELDS, number)),
        layouts=Counter(old=number),
        designs=Counter({"div.content": number}),
        charsets=Counter({"utf-8": number}),
        origins=Counter({"http://a.example": number}),
        languages=Counter(zh=number),
        dates=Counter(time=number),
        versions=Counter(v1=number),
        ruled=Counter({"meta.date": number, "repeated": number // 2}),
        chars=Counter(step(int(chars * chance.lognormvariate(0, 0.5))) for _ in range(number)),
    )
    found.fields.subtract(missing or {})
    for name, counts in more.items():
        setattr(found, name, Counter(counts))
    return found


def past(days: int = 14, each: int = 20, **more: Any) -> list[Figures]:
    """Ordinary days."""
    return [figures(each, f"day {number}", **more) for number in range(days)]


def days(counts: list[int], last: date = TODAY) -> list[Day]:
    """Days with so many articles, up to ``last``; one more before them, which brings the archive."""
    first = last - timedelta(days=len(counts) - 1)
    archive = Day(first - timedelta(days=1), 100)
    return [archive, *(Day(first + timedelta(days=place), count) for place, count in enumerate(counts))]


def week(weeks: int, weekday: int, weekend: int, last: date = TODAY) -> list[int]:
    """So many weeks of counts up to ``last``."""
    dates = [last - timedelta(days=back) for back in range(weeks * 7 - 1, -1, -1)]
    return [weekend if day.weekday() >= 5 else weekday for day in dates]


def runs(*outcomes: str | None, hours: int = 24) -> list[Run]:
    """Runs that ended so, newest first, at an interval; the newest began an hour ago."""
    begin = NOON - timedelta(hours=1)
    return [
        Run(begin - timedelta(hours=hours * place), outcome, 5 if outcome == "ok" else 0)
        for place, outcome in enumerate(outcomes)
    ]


def portal(name: str = "riverside", counts: list[int] | None = None, **more: Any) -> Portal:
    """A portal whose runs went well, with so many articles on its last days."""
    facts = {"runs": runs("ok", "ok", "ok"), "days": days(counts or week(6, 10, 4)), **more}
    return Portal(name, **facts)
