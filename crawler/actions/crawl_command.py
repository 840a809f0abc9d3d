"""``citydesk crawl``: checks the command line, crawls, reports."""

import logging
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

from scrapy.settings import Settings, default_settings

from crawler.crawling import dry_run, progress, turns
from crawler.crawling.jobs import Jobs
from crawler.crawling.opening import open_store
from crawler.crawling.run import choose, load_settings, name_of, refused
from crawler.crawling.run import crawl as run_crawl
from crawler.monitoring import telling
from crawler.monitoring.outcome import ExitCode, PortalResult, exit_code
from crawler.monitoring.retired import retired
from crawler.network.budget import parse_hours
from crawler.output import logs, report
from crawler.output.moments import now, parse_since
from crawler.output.problems import OneLine, told
from crawler.output.streams import write_lines
from crawler.scheduling import idle
from crawler.sources import parse_every
from crawler.storage.database import DatabaseProblem
from crawler.storage.rawpages import KEEP

Chosen = Sequence[tuple[Any, dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a crawl goes about it and what it says; nothing of it changes what is stored.

    ``seconds`` is the time limit of the run (0: none), ``log_size`` the bytes of a log file before it is rotated.
    ``is_child``: this is a process of ``--jobs``, which tells its parent how far it is.
    """

    as_json: bool = False
    quiet: bool = False
    jobs: int = 1
    seconds: float = 0
    log_file: str = ""
    log_format: str = "text"
    log_size: int = 10 * 2**20
    log_count: int = 5
    is_child: bool = False


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


def checked_seconds(option: str, text: str) -> float:
    """The seconds of a span such as ``50m``, or wrong use of the option."""
    try:
        return parse_every(text).total_seconds()
    except (ValueError, OverflowError) as error:
        raise OneLine(f"{option}: {error}", ExitCode.WRONG_USE) from None


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


def _by_portal(chosen: Chosen) -> dict[str, list[str]]:
    """Portals with the names and addresses they were asked for by: two addresses may be of one."""
    portals: dict[str, list[str]] = {}
    for spider, given in chosen:
        portals.setdefault(name_of(spider, given), []).append(given.get("url") or str(spider.name))
    return portals


def rehearse(names: list[str], overrides: dict[str, Any], manner: Manner) -> ExitCode:
    """Crawls as :func:`crawl` does, on a copy of the database, and tells what would have been stored."""
    began = now()
    with told(), dry_run.copied(overrides["CITYDESK_DB"]) as copy:
        code = crawl(names, {**overrides, "CITYDESK_DB": copy, "CITYDESK_MIGRATION_BACKUP": "0"}, manner)
        if not manner.as_json and not manner.quiet:
            write_lines(dry_run.told(copy, began))
        return code


def crawl(names: list[str], overrides: dict[str, Any], manner: Manner = Manner()) -> ExitCode:
    """Crawls and reports; returns the exit code, whose cause is the last line on stderr."""
    settings = load_settings({**overrides, "LOG_INSTALL_ROOT_HANDLER": False})
    log = logs.install(
        settings["LOG_LEVEL"], manner.log_file, manner.log_format, size=manner.log_size, count=manner.log_count
    )
    try:
        with told():
            results, at_rest, code, news = _crawled(names, overrides, settings, manner)
        _log(results, code)
    except OneLine as problem:
        raise _logged(problem) from None
    finally:
        logs.remove(log)
    report.tell(results, at_rest, code, as_json=manner.as_json, quiet=manner.quiet, news=news)
    return code


def _crawled(
    names: list[str], overrides: dict[str, Any], settings: Settings, manner: Manner
) -> tuple[list[PortalResult], list[str], ExitCode, telling.News | None]:
    """The results of the portals, the names of those that had nothing due, the exit code, and what a frequent cron is told."""
    _check_hours(settings["CITYDESK_QUIET_HOURS"])
    check_keep_raw(settings["CITYDESK_KEEP_RAW"])
    chosen, broken = choose(names, settings)
    is_frequent = manner.quiet and settings.getbool("CITYDESK_PUNCTUAL")
    with closing(open_store(settings)) as store:  # made, or migrated, once for all
        gone = retired(store.connection)
        if not names:
            chosen, broken = turns.in_service(chosen, broken, gone)
        asked, at_rest = idle.part(chosen, settings, store)
        chosen = turns.longest_waiting_first(asked, store)
        at_work = [*(name_of(spider, given) for spider, given in chosen), *(problem.portal for problem in broken)]
        before = telling.known(store, at_work) if is_frequent else {}
        failed = refused(broken, store)
    resting = [name_of(spider, given) for spider, given in at_rest]
    results, code = _run(chosen, overrides, settings, manner) if chosen else ([], ExitCode.DONE)
    results = turns.in_order([*results, *failed], asked)
    if failed and code not in (ExitCode.INTERRUPTED, ExitCode.TERMINATED):
        code = exit_code([result.verdict for result in results], came=any(result.articles for result in results))
    if not manner.is_child:
        results = turns.remind(results, gone)
    news = None
    if is_frequent and at_work:
        with suppress(DatabaseProblem), closing(open_store(settings)) as store:  # else all is told
            news = telling.news(results, before, telling.known(store, at_work))
    return results, resting, code, news


def _run(
    chosen: Chosen, overrides: dict[str, Any], settings: Settings, manner: Manner
) -> tuple[list[PortalResult], ExitCode]:
    """Crawls portals in this process or in several, and shows on a terminal how far it is."""
    portals = _by_portal(chosen)
    live = sys.stderr.isatty() and not (manner.as_json or manner.quiet)
    if manner.jobs > 1 and len(portals) > 1:
        with progress.of_jobs(enabled=live) as seen:
            work = Jobs(overrides, settings.getfloat("CITYDESK_GRACE"), seen, manner.seconds, manner.log_format)
            return work.crawl(portals, min(manner.jobs, len(portals)))
    with progress.of_process(enabled=live) as watch:
        tell = progress.tell_parent if manner.is_child else watch
        return run_crawl(chosen, settings, tell, manner.seconds)


def _log(results: Sequence[PortalResult], code: ExitCode) -> None:
    """A line a portal, and one for the run, for those who keep a log."""
    log = logging.getLogger(logs.OWN)
    for result in results:
        level = logging.INFO if result.verdict == "ok" else logging.WARNING
        extra = {"portal": result.portal, "result": result.as_json()}
        log.log(level, "%s: %s: %s", result.portal, result.verdict, report.counted(result), extra=extra)
        for line in (*(f"{result.portal}: {note}" for note in result.notes), result.cause):
            if line:
                log.log(level, "%s", line, extra={"portal": result.portal})
    log.log(logging.INFO if code == ExitCode.DONE else logging.WARNING, "run ended with code %d", code)


def _logged(problem: OneLine) -> OneLine:
    logging.getLogger(logs.OWN).error("%s", problem.message)
    return problem
