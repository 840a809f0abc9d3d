"""Settings that a run would stumble over in its middle, looked at before anything is asked.

Limits and the numbers that every command heeds have checks of their own (:mod:`crawler.network.limits`,
:mod:`crawler.storage.environment`).
"""

from collections.abc import Callable
from math import isfinite

from scrapy.settings import BaseSettings

from crawler.monitoring.outcome import ExitCode
from crawler.output.moments import parse_since
from crawler.output.problems import OneLine


def _seconds(settings: BaseSettings, name: str) -> None:
    value = settings.getfloat(name)
    if not (isfinite(value) and value >= 0):
        raise ValueError


def _number(least: int) -> Callable[[BaseSettings, str], None]:
    def check(settings: BaseSettings, name: str) -> None:
        if settings.getint(name) < least:
            raise ValueError

    return check


def _day(settings: BaseSettings, name: str) -> None:
    if settings[name]:
        parse_since(str(settings[name]))


#: What is expected of a setting, in words, how it is looked at, and the settings.
EXPECTED: tuple[tuple[str, Callable[[BaseSettings, str], object], tuple[str, ...]], ...] = (
    (
        "a number of seconds, such as 2.5",
        _seconds,
        ("DOWNLOAD_DELAY", "CITYDESK_MAX_DELAY", "CITYDESK_FIRST_PAUSE", "CITYDESK_MAX_PAUSE", "CITYDESK_GRACE"),
    ),
    ("a whole number from 0", _number(0), ("CITYDESK_OLD_REVISITS",)),
    ("a whole number from 1", _number(1), ("CONCURRENT_REQUESTS", "CONCURRENT_REQUESTS_PER_DOMAIN")),
    ("0 or 1", BaseSettings.getbool, ("CITYDESK_FULL", "CITYDESK_REVISIT", "CITYDESK_PUNCTUAL", "COOKIES_ENABLED")),
    ("a day, such as 2026-11-23", _day, ("CITYDESK_SINCE",)),
)


def check_settings(settings: BaseSettings) -> None:
    """Wrong use, with what to write, for the first setting that is not what it should be."""
    for expected, check, names in EXPECTED:
        for name in names:
            try:
                check(settings, name)
            except (ValueError, TypeError, OverflowError):
                raise OneLine(f"{name}={settings[name]} is not {expected}", ExitCode.WRONG_USE) from None
