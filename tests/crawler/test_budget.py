"""Request budget and quiet hours: the clock's arithmetic, and what passes."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.network.budget import parse_hours, seconds_until_quiet

NIGHT = parse_hours("23:00-06:30")


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-10T{clock}+08:00")


@pytest.mark.parametrize("text", ["", "23-6", "24:00-06:00", "23:00", "23:60-01:00", "22:00-22:00", "23:00–06:00", "x"])
def test_what_are_no_hours(text: str) -> None:
    with pytest.raises(ValueError, match="write from and until"):
        parse_hours(text)


@pytest.mark.parametrize(
    ("clock", "seconds"),
    [("23:00:00", 0), ("02:00:00", 0), ("06:29:59", 0), ("06:30:00", 59_400), ("22:59:59", 1), ("12:00:00", 39_600)],
)
def test_hours_over_midnight(clock: str, seconds: float) -> None:
    assert seconds_until_quiet(NIGHT, at(clock)) == seconds


@pytest.mark.parametrize(
    ("clock", "seconds"), [("12:00:00", 0), ("13:59:59", 0), ("14:00:00", 79_200), ("11:00:00", 3_600)]
)
def test_hours_within_a_day(clock: str, seconds: float) -> None:
    assert seconds_until_quiet(parse_hours("12:00-14:00"), at(clock)) == seconds


@pytest.mark.parametrize(
    ("night", "hours"), [("2026-03-29T00:30", 1.5), ("2026-10-25T00:30", 3.5), ("2026-11-25T00:30", 2.5)]
)
def test_the_night_in_which_the_clock_is_changed(night: str, hours: float) -> None:
    now = datetime.fromisoformat(night).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    assert seconds_until_quiet(parse_hours("03:00-05:00"), now) == hours * 3600


@given(st.datetimes(timezones=st.just(ZoneInfo("Asia/Shanghai"))), st.times(), st.times())
def test_quiet_hours_are_never_more_than_a_day_away_and_an_hour_where_the_clock_is_put_back(
    now: datetime, begin: time, end: time
) -> None:
    begin, end = begin.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)
    if begin != end:
        assert 0 <= seconds_until_quiet((begin, end), now) <= 90_000
