"""Times as they are stamped and said."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.output.moments import now, parse_since, span


def test_the_present_is_utc_to_the_second() -> None:
    stamped = datetime.fromisoformat(now())
    assert stamped.utcoffset() == timedelta()
    assert stamped.microsecond == 0
    assert abs(datetime.now(UTC) - stamped) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (-5, "0 seconds"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (5_400, "90 minutes"),
        (7_200, "2 hours"),
        (47 * 3_600, "47 hours"),
        (48 * 3_600, "2 days"),
        (30 * 86_400.0, "30 days"),
    ],
)
def test_spans_are_told_in_their_largest_unit_of_which_there_are_two(seconds: float, told: str) -> None:
    assert span(seconds) == told


def test_since() -> None:
    assert parse_since("2023-09-04") == "2023-09-04"


@pytest.mark.parametrize("text", ["", "yesterday", "04.09.2023", "2023-13-01", "2023-02-30", "2023-9-4", "2023"])
def test_since_must_be_a_day(text: str) -> None:
    with pytest.raises(ValueError, match="is no date: write it as"):
        parse_since(text)
