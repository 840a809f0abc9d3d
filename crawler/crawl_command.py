"""``citydesk crawl``: checks the command line, crawls, reports."""

import json
import sys
from collections.abc import Sequence
from typing import Any

from scrapy.settings import default_settings

from crawler import report
from crawler.budget import parse_hours
from crawler.database import DatabaseProblem
from crawler.jobs import Jobs
from crawler.opening import open_store
from crawler.outcome import ExitCode
from crawler.portals import BrokenPortal, UnknownPortal
from crawler.problems import OneLine
from crawler.rawpages import KEEP
from crawler.run import WrongAddress, choose, load_settings, name_of
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


def _by_portal(chosen: Sequence[tuple[Any, dict[str, str]]]) -> dict[str, list[str]]:
    """Portals with the names and addresses they were asked for by: two addresses may be of one."""
    portals: dict[str, list[str]] = {}
    for spider, given in chosen:
        portals.setdefault(name_of(spider, given), []).append(given.get("url") or str(spider.name))
    return portals


def crawl(
    names: list[str],
    overrides: dict[str, Any],
    *,
    as_json: bool = False,
    quiet: bool = False,
    jobs: int = 1,
    is_child: bool = False,
) -> ExitCode:
    """Crawls and reports; returns the exit code, whose cause is the last line on stderr."""
    try:
        settings = load_settings(overrides)
        _check_hours(settings["CITYDESK_QUIET_HOURS"])
        check_keep_raw(settings["CITYDESK_KEEP_RAW"])
        chosen = choose(names, settings)
        portals = _by_portal(chosen)
        live = sys.stderr.isatty() and not as_json
        if jobs > 1 and len(portals) > 1:
            open_store(settings).close()  # made, or migrated, by one
            with report.job_progress(enabled=live) as told:
                work = Jobs(overrides, settings.getfloat("CITYDESK_GRACE"), told)
                results, code = work.crawl(portals, min(jobs, len(portals)))
        else:
            with report.progress(enabled=live) as watch:
                results, code = run_crawl(chosen, settings, report.tell_parent if is_child else watch)
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
