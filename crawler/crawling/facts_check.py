"""What a portal module says of itself, looked at when it is loaded and not at its first article."""

from collections.abc import Sequence

from crawler.network.budget import parse_hours
from crawler.reading.extract import check_timezone
from crawler.scheduling.revisit import parse_ages
from crawler.sources import check_pattern


def check_facts(name: str, timezone: str, quiet_hours: str, revisit: Sequence[str], article_url: str) -> None:
    """Raises ``ValueError``, with the class's ``name``, for a clock, hours, ages or a pattern that are none."""
    try:
        check_timezone(timezone)
        if quiet_hours:
            parse_hours(quiet_hours)
        parse_ages(revisit)
        check_pattern(article_url)
    except ValueError as error:
        raise ValueError(f"{name}.{error}") from None
