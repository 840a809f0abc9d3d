"""What a Retry-After header says."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.network.pace import retry_after

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Tue, 10 Mar 2026 08:01:30 GMT", 90.0),
        ("Tue, 10 Mar 2026 07:00:00 GMT", 0.0),
        ("Tue, 10 Mar 2026 16:01:00 +0800", 60.0),
        ("Tue Mar 10 08:02:00 2026", 120.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 400, 999_999_999.0),
        ("Fri, 31 Dec 99999999999 23:59:59 GMT", None),
        ("Fri, 31 Dec 1999 23:59:59 +99999999999", None),
    ],
)
def test_seconds_and_dates(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


_DATES = st.from_regex(
    r"(Mon|Fri)?,? ?\d{0,3} (Jan|Feb|Dec|Foo) \d{1,12} \d{0,3}:\d{0,3}(:\d{0,3})? ?([+-]\d{0,12}|GMT|Z)?",
    fullmatch=True,
)


@given(st.text() | _DATES)
def test_no_header_breaks_it(value: str) -> None:
    found = retry_after(value, NOW)
    assert found is None or found >= 0
