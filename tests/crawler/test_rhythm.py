"""Weekdays, weekends, holidays: what silence is ordinary, and which is not."""

import random
from datetime import date, timedelta

import pytest

from crawler.monitoring.evidence import few_tail
from crawler.monitoring.rhythm import Day, Rhythm, holidays, is_late, silence, thin_days
from tests.crawler.healthkit import NOON, days, week

TODAY = NOON.date()
NONE: frozenset[date] = frozenset()


def rhythm(counts: list[int]) -> Rhythm:
    return Rhythm(days(counts))


def test_a_weekday_is_expected_to_be_like_its_like() -> None:
    found = rhythm(week(6, 10, 2))
    assert [found.expected(TODAY + timedelta(days=more)) for more in range(5)] == [10, 10, 10, 2, 2]


def test_the_first_day_and_days_without_a_good_run_do_not_count() -> None:
    listed = [*days(week(3, 5, 5)), Day(TODAY + timedelta(days=1), 0, good=0)]
    found = Rhythm(listed)
    assert found.expected(TODAY) == 5
    assert found.known[-1].day == TODAY


def test_a_few_days_are_no_rhythm() -> None:
    assert not rhythm([5] * 9).is_known
    assert rhythm([5] * 10).is_known


def test_a_weekend_off_is_no_silence() -> None:
    """On Monday morning nothing has come since Friday."""
    monday = date(2026, 5, 4)
    found = silence(Rhythm(days([*week(6, 10, 0, monday)[:-1], 0], monday)), monday, 0.3, NONE)
    assert found.missed == pytest.approx(3.0)
    assert not is_late(found, has_fleet=True)


def test_two_silent_weekdays_are_late_in_a_fleet_and_four_alone() -> None:
    for silent, fleet, alone in ((1, False, False), (2, True, False), (4, True, True)):
        counts = [*week(6, 10, 4)[:-silent], *[0] * silent]
        found = silence(rhythm(counts), TODAY, 0.5, NONE)
        assert (is_late(found, has_fleet=True), is_late(found, has_fleet=False)) == (fleet, alone), silent


@pytest.mark.parametrize("weekends", [1, 2])
def test_a_second_weekend_off_is_no_silence_either(weekends: int) -> None:
    """On Sunday evening of a portal that has been known for two or three weeks, in a fleet that was at rest before."""
    sunday = date(2026, 5, 3)
    known = days(week(weekends + 1, 10, 0, sunday), sunday)
    rest = frozenset(day.day for day in known[:-2] if day.day.weekday() >= 5)
    found = silence(Rhythm(known), sunday, 0.9, rest)
    assert not is_late(found, has_fleet=True)


def test_a_silence_that_was_seen_before_is_ordinary() -> None:
    counts = week(6, 10, 4)
    counts[15:18] = [0, 0, 0]
    counts[-3:] = [0, 0, 0]
    assert not is_late(silence(rhythm(counts), TODAY, 0.5, NONE), has_fleet=True)


def test_a_day_on_which_many_are_quiet_is_a_holiday() -> None:
    quiet = [*week(6, 10, 4)[:-3], 0, 10, 10]
    fleet = {str(number): rhythm(quiet if number < 4 else week(6, 10, 4)) for number in range(8)}
    (day,) = holidays(fleet)
    assert day == TODAY - timedelta(days=2)
    assert holidays({"alone": fleet["0"]}) == NONE
    assert silence(rhythm([*week(6, 10, 4)[:-3], 0, 0, 0]), TODAY, 0.0, frozenset({day})).missed < 12


def test_thin_is_far_less_than_ever_for_two_days() -> None:
    counts = week(6, 10, 4)
    counts[-3:] = [1, 1, 5]
    assert thin_days(rhythm(counts), TODAY, NONE, has_fleet=True) == (2, 2, 20)
    counts[-3:] = [1, 9, 5]
    assert thin_days(rhythm(counts), TODAY, NONE, has_fleet=True) is None
    counts[-3:] = [0, 0, 5]
    assert thin_days(rhythm(counts), TODAY, NONE, has_fleet=True) is None  # that is silence, judged as such


@pytest.mark.parametrize("came", [[0, 2], [1, 1], [0, 0, 2, 1]])
def test_few_on_two_days_of_a_small_portal_are_chance(came: list[int]) -> None:
    """Of nine that are usual, two come on one pair of days in two hundred."""
    counts = week(6, 4, 4)
    counts[-len(came) - 1 :] = [*came, 4]
    assert thin_days(rhythm(counts), TODAY, NONE, has_fleet=True) is None


def test_a_small_portal_is_thin_after_some_days() -> None:
    counts = week(6, 4, 4)
    counts[-5:] = [0, 1, 0, 0, 4]
    assert thin_days(rhythm(counts), TODAY, NONE, has_fleet=True) == (4, 1, 16)
    counts[-8:] = [1, 1, 1, 1, 1, 0, 1, 4]
    assert thin_days(rhythm(counts), TODAY, NONE, has_fleet=True) == (7, 6, 28)


def test_what_chance_gives_a_small_portal_is_never_thin() -> None:
    """A year and a half of portals of two to nine articles a day, and none of their days is thin."""
    for seed in range(8):
        draw = random.Random(seed)
        mean = draw.uniform(2, 9)
        counts = [sum(draw.random() < mean / 12 for _ in range(12)) for _ in range(100)]
        for last in range(30, 100):
            found = Rhythm(days(counts[:last], TODAY + timedelta(days=last)))
            assert thin_days(found, TODAY + timedelta(days=last), NONE, has_fleet=True) is None


def test_a_week_of_holidays_is_not_thin_where_no_other_portal_tells_of_it() -> None:
    counts = week(9, 8, 2)
    counts[-8:] = [0, 1, 2, 0, 2, 0, 0, 8]
    assert thin_days(rhythm(counts), TODAY, NONE, has_fleet=True)
    assert thin_days(rhythm(counts), TODAY, NONE, has_fleet=False) is None
    counts[-15:] = [0, 1, 1, 0, 1, 0, 0, *counts[-8:]]
    assert (thin_days(rhythm(counts), TODAY, NONE, has_fleet=False) or ())[:2] == (14, 8)


@pytest.mark.parametrize(("count", "usual", "expected"), [(0, 9.0, 1.23e-4), (2, 9.0, 6.23e-3), (20, 20.0, 0.559)])
def test_chance(count: int, usual: float, expected: float) -> None:
    assert few_tail(count, usual) == pytest.approx(expected, rel=0.01)


def test_a_sunday_with_one_article_is_not_thin() -> None:
    monday = date(2026, 5, 4)
    counts = week(6, 10, 1, monday)
    assert thin_days(Rhythm(days(counts, monday)), monday, NONE, has_fleet=True) is None


def test_a_day_that_nobody_saw_to_its_end_is_not_thin() -> None:
    """The laptop slept from Monday morning until Wednesday: what Monday brought later counts for Wednesday."""
    monday = date(2026, 5, 4)
    known = days([*week(6, 20, 4, monday)[:-2], 1, 0], monday)
    assert thin_days(Rhythm(known), monday + timedelta(days=1), NONE, has_fleet=True) == (2, 1, 24)
    for back in (2, 3):
        assert (
            thin_days(
                Rhythm([*known, Day(monday + timedelta(days=2), 20)]),
                monday + timedelta(days=back),
                NONE,
                has_fleet=True,
            )
            is None
        )
