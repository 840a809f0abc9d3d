"""The weekly rhythm of a portal: how much is to be expected of a day, and how much has been missed (pure).

Silence is measured in articles that should have come, not in hours: a weekend of a portal that rests on weekends counts
nothing, and a morning of a busy one much.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from statistics import median

from crawler.monitoring.evidence import IMPROBABLE, few_tail

#: The weeks that a day is judged by: eight values a weekday outlive a holiday week, and follow a season.
WEEKS = 8
#: Days without which a portal has no rhythm yet.
KNOWN_DAYS = 10
#: Fewer values of a weekday than this: the days of all weeks stand for it, where they are fewer than it has had.
FEW_WEEKS = 3
#: So many articles must have been missed before silence is more than chance (e^-9 = one in 8,000), at the least.
MISSED = 9.0
#: … and this many times what was missed in the longest silence of the portal's own history.
BEYOND_LONGEST = 1.5
#: Without other portals to tell a holiday by, a silence must last longer than the longest of ordinary holidays.
ALONE_DAYS = 4
#: A portal that brings less than this share of what is expected is thin, over so many whole days: of two days of nine articles
#: each second year has such by chance, so small portals are judged by more days.
THIN, SPANS = 0.25, (2, 4, 7)
#: Alone, no holiday can be told: over two weeks a week of it takes no more than half.
SPANS_ALONE = (14,)
A_DAY = timedelta(days=1)
#: Portals with a rhythm that make a fleet, and the share of them that must be quiet on a day to call it a holiday.
FLEET, HOLIDAY = 4, 0.35


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a portal, by its own clock.

    ``news``: articles of these days that came, ``good``: runs that reached it, ``came``: all new articles, an archive's, too.
    """

    day: date
    news: int
    runs: int = 1
    good: int = 1
    came: int = 0


class Rhythm:
    """What is expected of each weekday, from a portal's days (oldest first; days on which no run reached it are left out)."""

    def __init__(self, days: Sequence[Day]) -> None:
        self.days = [day for day in days if day.good]
        #: The first day brings what had gathered before.
        self.known = self.days[1:]
        self._expected: dict[date, float] = {}  # asked for again and again, of 50 portals and 70 days
        self._weekdays: list[list[Day]] = [[] for _ in range(7)]
        for day in self.known:
            self._weekdays[day.day.weekday()].append(day)

    @property
    def is_known(self) -> bool:
        """Whether there are enough days to judge by."""
        return len(self.known) >= KNOWN_DAYS

    def expected(self, day: date) -> float:
        """The articles that an ordinary day of this weekday brings, from the days before it."""
        if day not in self._expected:
            since = day - timedelta(weeks=WEEKS)
            values = [known.news for known in self._weekdays[day.weekday()] if since <= known.day < day]
            usual = float(median(values)) if values else 0.0
            if len(values) < FEW_WEEKS:
                every = [known.news for known in self.known if since <= known.day < day]
                usual = min(float(median(every)) if every else 0.0, max(values, default=inf))
            self._expected[day] = usual
        return self._expected[day]

    def is_quiet(self, day: Day) -> bool:
        """Whether a day brought far less than expected, of a day on which something is."""
        usual = self.expected(day.day)
        return usual >= 2 and day.news < THIN * usual


@dataclass(frozen=True, slots=True)
class Silence:
    """How long nothing has come: whole days since the last article, what was ``missed`` then, and the most ever missed before."""

    days: int
    missed: float
    longest: float
    since: date | None


def holidays(fleet: Mapping[str, Rhythm]) -> frozenset[date]:
    """The days on which so many portals were quiet that it is no fault of one of them."""
    quiet: dict[date, list[bool]] = {}
    for rhythm in fleet.values():
        if rhythm.is_known:
            for day in rhythm.known:
                if rhythm.expected(day.day) >= 2:
                    quiet.setdefault(day.day, []).append(rhythm.is_quiet(day))
    return frozenset(day for day, told in quiet.items() if len(told) >= FLEET and sum(told) >= HOLIDAY * len(told))


def silence(rhythm: Rhythm, today: date, share_of_today: float, rest: frozenset[date]) -> Silence:
    """How long a portal has been silent; of ``today`` only the share that is over counts, and days of ``rest`` nothing."""
    missed = longest = 0.0
    since: date | None = None
    for day in rhythm.known:
        if day.news:
            longest, missed, since = max(longest, missed), 0.0, day.day
        elif day.day not in rest:
            missed += rhythm.expected(day.day) * (share_of_today if day.day == today else 1)
    return Silence((today - since).days if since else 0, missed, longest, since)


def is_late(found: Silence, *, has_fleet: bool) -> bool:
    """Whether a silence is beyond the portal's own: improbable, longer than any before, and no holiday that nobody can see."""
    if found.missed < max(MISSED, BEYOND_LONGEST * found.longest):
        return False
    return has_fleet or found.days >= ALONE_DAYS


def thin_days(rhythm: Rhythm, today: date, rest: frozenset[date], *, has_fleet: bool) -> tuple[int, int, float] | None:
    """Days, articles that came in these last whole days, and what was expected, when it is far less than ever and than chance.

    None for ordinary ones. A day after which no run came was not seen to its end: what it still brought came later, and
    counts for a later day.
    """
    seen = {day.day for day in rhythm.known} | rest
    whole = [
        day for day in rhythm.known if day.day < today and day.day not in rest and day.day + A_DAY in {*seen, today}
    ]
    if not rhythm.is_known or not whole or (today - whole[-1].day).days > 2:
        return None
    spans = SPANS if has_fleet else SPANS_ALONE
    return next((found for span in spans if (found := _thin(rhythm, whole, span))), None)


def _thin(rhythm: Rhythm, whole: Sequence[Day], span: int) -> tuple[int, int, float] | None:
    windows = [whole[end - span : end] for end in range(span, len(whole) + 1)]
    sums = [(sum(day.news for day in days), sum(rhythm.expected(day.day) for day in days)) for days in windows]
    if not sums:
        return None
    news, usual = sums[-1]
    if usual < MISSED or not news or news >= THIN * usual or few_tail(news, usual) > IMPROBABLE:
        return None
    ratios = [came / due for came, due in sums[KNOWN_DAYS:-span] if due >= MISSED]
    return (span, news, usual) if news / usual < min(ratios, default=1.0) else None
