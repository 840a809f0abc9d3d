"""Runs portals in one Scrapy process, with the same components as ``scrapy crawl``, and says how each one went."""

import gc
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from signal import SIGINT
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoaderProtocol
from scrapy.utils.reactor import install_reactor
from twisted.python.failure import Failure

from crawler.crawling.blame import blame, files_of
from crawler.crawling.opening import REFUSALS, open_store
from crawler.crawling.portals import BrokenPortal, PortalLoader, UnknownPortal, suggest
from crawler.crawling.process import Process
from crawler.crawling.session import Session
from crawler.crawling.settings_check import check_settings
from crawler.discovery.generic import GenericPortal
from crawler.discovery.single import may_be_article, single
from crawler.discovery.urls import check_url, portal_name, same_portal
from crawler.monitoring.outcome import ExitCode, PortalResult, exit_code
from crawler.network.limits import adopt
from crawler.output.moments import now
from crawler.output.problems import NamedProblem, OneLine
from crawler.portal import PortalSpider
from crawler.storage.database import DatabaseProblem
from crawler.storage.environment import DEFAULTS, value
from crawler.storage.store import Store


class WrongAddress(NamedProblem):
    """An address that cannot be crawled; the message names cause and remedy."""


def load_settings(overrides: Mapping[str, Any]) -> Settings:
    """The project's settings with the command line's on top."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(dict(overrides), priority="cmdline")
    for name in DEFAULTS:
        value(name, settings[name])  # nonsense is named now, not when the crawl ends
    try:
        adopt(settings.getint)
    except ValueError as error:
        raise OneLine(str(error), ExitCode.WRONG_USE) from None
    check_settings(settings)
    return settings


#: A spider class with its arguments.
Chosen = tuple[Any, dict[str, str]]


def choose(names: Sequence[str], settings: Settings) -> tuple[list[Chosen], list[BrokenPortal]]:
    """What to crawl for names and addresses, no name meaning every portal; beside it the broken modules among them.

    Raises ``UnknownPortal``, ``WrongAddress``, and ``BrokenPortal`` when nothing else was asked for.
    """
    loader = PortalLoader(settings)
    known = loader.list()
    if not names and not known and not loader.broken:
        raise UnknownPortal(
            "there is no portal module: propose one with citydesk add URL, or crawl an address: http://…"
        )
    chosen: list[Chosen] = []
    broken = [] if names else [*loader.broken]
    for name in names or loader.everything():
        if name in known:
            chosen.append((loader.load(name), {}))
        elif "://" in name or "/" in name or ("." in name and Path(name).suffix != ".py"):
            chosen.append(_by_address(name, loader))
        elif problem := loader.broken_as(name):
            broken.append(problem)
        else:
            raise UnknownPortal(suggest(name, known))
    if broken and not chosen:
        raise broken[0]
    return chosen, broken


def refused(broken: Sequence[BrokenPortal], store: Store) -> list[PortalResult]:
    """The results of portals whose modules are broken, each with its row in the ledger. Raises ``DatabaseProblem``."""
    results = [PortalResult(problem.portal, "broken", problems=[str(problem)]) for problem in broken]
    for result in results:
        store.finish_run(store.start_run(result.portal, now()), result.verdict, finished_at=now())
    return results


def _by_address(url: str, loader: SpiderLoaderProtocol) -> tuple[Any, dict[str, str]]:
    if "://" not in url:
        raise WrongAddress(f"{url} has no scheme: write http://{url} or https://{url}")
    if problem := check_url(url):
        raise WrongAddress(f"{url} cannot be crawled: {problem}")
    if not urlsplit(url).hostname:
        raise WrongAddress(f"{url} names no host: write it like http://www.example.cn/")
    if not may_be_article(url):
        return GenericPortal, {"name": portal_name(url), "url": url}
    classes = [found for found in map(loader.load, loader.list()) if issubclass(found, PortalSpider)]
    portal = next((found for found in classes if same_portal(url, found.hosts)), None)
    if portal is None:
        return single(GenericPortal, url), {"name": portal_name(url), "url": url}
    return single(portal, url), {"name": portal.name, "url": url}


def crawl(
    chosen: Sequence[tuple[Any, dict[str, str]]],
    settings: Settings,
    watch: Callable[[Sequence[Crawler]], None] | None = None,
    seconds: float = 0,
) -> tuple[list[PortalResult], ExitCode]:
    """Crawls the chosen portals side by side, for ``seconds`` at most (0: no limit).

    ``watch`` is given the crawlers before they start. The file must have been opened before: by its command, which names
    what is wrong with it.
    """
    install_reactor(settings["TWISTED_REACTOR"])  # Scrapy leaves it to the first crawler, which a lock may refuse
    process = Process(settings)
    process.heed_signals()
    # Scrapy would load it 50 calls deep, where each of its three deprecated names looks up the source of every caller: .2 s.
    import_module("scrapy.core.downloader.contextfactory")
    _quiet_scrapy(settings)
    crawlers = []
    failures: dict[Crawler, str] = {}
    for spider_class, arguments in chosen:
        crawler = process.create_crawler(spider_class)
        crawlers.append(crawler)
        process.crawl(crawler, **arguments).addErrback(_not_started, crawler, failures)
        if process.stopped_by:
            break
    if watch:
        watch(crawlers)
    if seconds:
        process.end_after(seconds)
    # Modules, rules and settings never die: out of the collector's sight, and fewer collections, save 5 % of the CPU.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    process.start()
    results = [
        _result(crawler, name_of(spider, given), failures.get(crawler, ""))
        for crawler, (spider, given) in zip(crawlers, chosen, strict=False)  # after a signal no further one is opened
    ]
    if process.stopped_by:
        return results, ExitCode.INTERRUPTED if process.stopped_by == SIGINT else ExitCode.TERMINATED
    return results, exit_code([result.verdict for result in results], came=any(result.articles for result in results))


def _not_started(failure: Failure, crawler: Crawler, failures: dict[Crawler, str]) -> Failure | None:
    """Notes why a portal did not start. What the database or a lock refused is in the results, the traceback of a module in the log."""
    if isinstance(failure.value, REFUSALS):
        return None
    failures[crawler] = blame(failure.value, files_of(crawler.spidercls))
    with suppress(DatabaseProblem):  # the other portals tell it
        try:
            session = Session.of(crawler)
            session.store.finish_run(session.run, "broken", finished_at=now())
            session.store.close()
        except KeyError:  # it failed before it had a session
            with open_store(crawler.settings) as store:
                refused([BrokenPortal(failures[crawler], portal=crawler.spidercls.name)], store)
    return failure


def _result(crawler: Crawler, name: str, failure: str) -> PortalResult:
    result = Session.result_of(crawler) or PortalResult(name, "broken")
    result.problems[:0] = [failure] if failure else []
    return result


def name_of(spider_class: Any, arguments: Mapping[str, str]) -> str:
    """The portal's name for a chosen spider."""
    return arguments.get("name") or str(spider_class.name)


def _quiet_scrapy(settings: Settings) -> None:
    """Leaves to the log what only matters to somebody who asked for it: the report names every failed request itself."""
    if settings["LOG_LEVEL"] != "DEBUG":
        logging.getLogger("scrapy.core").setLevel(logging.INFO)  # else two records a page are made and thrown away
    if settings["LOG_LEVEL"] not in ("DEBUG", "INFO"):
        for name in ("downloadermiddlewares.robotstxt", "downloadermiddlewares.retry", "spidermiddlewares.httperror"):
            logging.getLogger(f"scrapy.{name}").setLevel(logging.CRITICAL)
