"""``citydesk crawl``: checks the command line, crawls, reports."""

import json
import sys
from collections.abc import Sequence
from typing import Any

from scrapy.settings import default_settings

from crawler import report
from crawler.budget import parse_hours
from crawler.database import DatabaseProblem
from crawler.outcome import ExitCode
from crawler.portals import BrokenPortal, UnknownPortal
from crawler.problems import OneLine
from crawler.rawpages import KEEP
from crawler.run import WrongAddress, choose, load_settings
from crawler.run import crawl as run_crawl
from crawler.validity import parse_since


def parse_settings(pairs: Sequence[str]) -> dict[str, str]:
    """``KEY=VALUE`` options as a mapping; anything else is wrong use."""
    settings = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise OneLine(
                f"-s {pair} is no setting: write -s KEY=VALUE, such as -s DOWNLOAD_DELAY=0.5", ExitCode.WRONG_USE
            )
        if not hasattr(default_settings, key) and not key.startswith("CITYDESK_"):
            raise OneLine(f"-s {pair}: neither Scrapy nor citydesk has a setting {key}", ExitCode.WRONG_USE)
        settings[key.strip()] = value
    return settings


def checked_since(text: str) -> str:
    """The day of ``--since``, or wrong use."""
    try:
        return parse_since(text)
    except ValueError as error:
        raise OneLine(f"--since: {error}", ExitCode.WRONG_USE) from None


def _check_hours(hours: str) -> None:
    try:
        if hours:
            parse_hours(hours)
    except ValueError as error:
        raise OneLine(f"CITYDESK_QUIET_HOURS: {error}", ExitCode.WRONG_USE) from None


def check_keep_raw(value: str) -> None:
    """Refuses, before anything is fetched, to keep pages in a way that does not exist."""
    if value not in KEEP:
        raise OneLine(
            f"CITYDESK_KEEP_RAW is {value!r}: write none, latest or all (or give --keep-raw)", ExitCode.WRONG_USE
        )


def crawl(names: list[str], overrides: dict[str, Any], *, as_json: bool = False, quiet: bool = False) -> ExitCode:
    """Crawls and reports; returns the exit code, whose cause is the last line on stderr."""
    try:
        settings = load_settings(overrides)
        _check_hours(settings["CITYDESK_QUIET_HOURS"])
        check_keep_raw(settings["CITYDESK_KEEP_RAW"])
        chosen = choose(names, settings)
        with report.progress(enabled=sys.stderr.isatty() and not as_json) as watch:
            results, code = run_crawl(chosen, settings, watch)
    except (UnknownPortal, WrongAddress, BrokenPortal) as error:
        raise OneLine(str(error), ExitCode.WRONG_USE) from None
    except DatabaseProblem as error:
        raise OneLine(str(error), ExitCode.DATABASE) from None
    if as_json:
        for result in results:
            print(json.dumps(result.as_json(), ensure_ascii=False))
    elif not quiet:
        report.table(results)
    for result in results:
        for note in result.notes:
            print(f"citydesk: note: {result.portal}: {note}", file=sys.stderr)
    for result in results:
        if result.cause:
            print(f"citydesk: {result.cause}", file=sys.stderr)
    return code
