"""The present time, and spans of time in words, for whoever stamps or says them."""

from datetime import UTC, date, datetime


def now() -> str:
    """The present time, UTC, ISO 8601 to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def utc(moment: float) -> str:
    """A unix time as ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")


def local(moment: float) -> str:
    """A unix time by the clock of this machine, to the minute, with its zone: ``2026-11-25 14:30 CET``."""
    return f"{datetime.fromtimestamp(moment).astimezone():%Y-%m-%d %H:%M %Z}"


def span(seconds: float) -> str:
    """A time in its largest unit of which there are two: "90 minutes", "2 hours"; a negative one is "0 seconds"."""
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(seconds, 0):.0f} seconds"


def parse_since(text: str) -> str:
    """A day as ISO date; raises ``ValueError`` with the expected form for anything else."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"{text!r} is no date: write it as 2026-11-23") from None
