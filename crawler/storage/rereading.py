"""Kept pages read again by today's rules, layouts and learning; in this process or in several beside it."""

import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import LxmlError
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader

from crawler.crawling.portals import PortalLoader
from crawler.discovery.generic import GenericPortal
from crawler.monitoring import daybook
from crawler.monitoring.course import DRIFT
from crawler.portal import PortalSpider
from crawler.reading.page import Page
from crawler.reading.repeats import Repeats
from crawler.reading.validity import reason_against
from crawler.storage.database import naming_problems
from crawler.storage.extractions import Change
from crawler.storage.packing import DamagedPage
from crawler.storage.rows import Row
from crawler.storage.store import Store

#: An article and one of its revisions.
Numbers = tuple[int, int]

CHUNK = 25  # pages a task: a third of a second
FEW = 100  # fewer pages than this are read before other processes have compiled the rules: half a second each
_OURS = ("CITYDESK_", "SPIDER_")  # the settings that tell which portals there are
#: What a page that nobody foresaw makes of our code, or of a portal module's.
_FAILURES = (ArithmeticError, AttributeError, LookupError, LxmlError, RuntimeError, TypeError, ValueError)


def spider_of(loader: SpiderLoaderProtocol, name: str, url: str, repeats: Repeats) -> PortalSpider:
    """The module of a portal, else the generic one for its address ``url``, with what was learnt but without a crawl.

    Raises :class:`~crawler.crawling.portals.BrokenPortal`.
    """
    if isinstance(loader, PortalLoader) and (broken := loader.broken_as(name)):
        raise broken  # read generically, its pages would come out worse, and replace what its module had read
    known = name in loader.list()
    spider = loader.load(name)() if known else GenericPortal(name=name, url=url)
    assert isinstance(spider, PortalSpider)
    spider.hosts = spider.hosts or (urlsplit(url).netloc,)
    spider.know(repeats)
    return spider


class Rereader:
    """Reads kept pages of a database again; changes nothing in it."""

    def __init__(self, db: str, settings: Settings) -> None:
        self._store = Store.read_only(db)
        self._loader = get_spider_loader(settings)
        self._portal: PortalSpider | None = None
        self._astray: PortalSpider | None = None

    def close(self) -> None:
        """Closes the database."""
        self._store.close()

    def read(self, portal: str, url: str, numbers: Sequence[Numbers]) -> list[Change]:
        """What today's rules make of some revisions of ``portal``, of which ``url`` is an address.

        Raises :class:`~crawler.storage.database.DatabaseProblem` and :class:`~crawler.crawling.portals.BrokenPortal`.
        """
        if self._portal is None or self._portal.name != portal:
            repeats = self._store.repeats(portal)
            self._portal = spider_of(self._loader, portal, url, repeats)
            self._astray = self._astray_of(self._portal, url, repeats)
        return [self._change(self._reader_of(number[0]), *number) for number in numbers]

    def _astray_of(self, spider: PortalSpider, url: str, repeats: Repeats) -> PortalSpider | None:
        """While the layouts of a portal that drifts were not mended, its marked articles are read without them."""
        with self._store.reading() as connection:
            course = daybook.course(connection, spider.name)
        if not course.is_astray(spider.facts.rules):
            return None
        astray = spider_of(self._loader, spider.name, url, repeats)
        astray.fall_back()
        return astray

    def _reader_of(self, article_id: int) -> PortalSpider:
        assert self._portal is not None
        if self._astray and DRIFT in (self._store.article(article_id) or {}).get("flags", ()):
            return self._astray
        return self._portal

    def _change(self, spider: PortalSpider, article_id: int, revision: int) -> Change:
        with naming_problems(self._store.path):
            try:
                pages = self._store.pages_of(article_id, revision)
            except DamagedPage as damage:
                return Change(article_id, revision, "damaged", str(damage))
        if not pages:
            return Change(article_id, revision, "gone", "its page is gone")
        try:
            article = spider.read_together([Page.of(page) for page in pages])
        except _FAILURES as error:
            return Change(article_id, revision, "refused", f"error: {type(error).__name__}: {error}")
        return self._store.compare(article_id, revision, Row.of(article, ""), reason_against(article))


_given: tuple[str, Settings] | None = None
_rereader: Rereader | None = None


def _start(db: str, settings: Mapping[str, Any]) -> None:
    """Prepares a process for :func:`_read`; it ends with the one that started it, however that ends."""
    global _given
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of them, the first one tells the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    _given = db, Settings(settings)


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _read(portal: str, url: str, numbers: Sequence[Numbers]) -> list[Change]:
    global _rereader
    assert _given is not None
    _rereader = _rereader or Rereader(*_given)
    return _rereader.read(portal, url, numbers)


class Readers:
    """Reads in ``jobs`` processes, in the order of the work; 0 takes one a core where there is enough to read.

    To be made before the database is opened: the processes are forked where that is safe, and SQLite forbids to carry
    an open database over (sqlite.org/howtocorrupt.html, 2.6).
    """

    def __init__(self, db: str, settings: Settings, jobs: int = 0) -> None:
        self._db, self._settings = db, settings
        self._few = 0 if jobs else FEW
        self._jobs = jobs or _cores()
        self._here: Rereader | None = None
        self._pool = self._processes() if self._jobs > 1 else None

    def _processes(self) -> ProcessPoolExecutor:
        given = {name: self._settings[name] for name in self._settings.attributes if name.startswith(_OURS)}
        context = get_context("fork" if sys.platform == "linux" else "spawn")
        pool = ProcessPoolExecutor(self._jobs, context, _start, (self._db, given))
        pool.submit(int)  # the first task starts them all
        return pool

    def changes(self, portal: str, url: str, numbers: Sequence[Numbers]) -> Iterator[Change]:
        """What today's rules make of some revisions of a portal. Raises as :meth:`Rereader.read`."""
        chunks = (numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK))
        if self._pool is None or len(numbers) < self._few:
            self._here = self._here or Rereader(self._db, self._settings)
            for chunk in chunks:
                yield from self._here.read(portal, url, chunk)
            return
        tasks = (self._pool.submit(_read, portal, url, chunk) for chunk in chunks)
        waiting = deque(islice(tasks, 2 * self._jobs))  # so many are under way, whatever the number of pages
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(islice(tasks, 1))
            yield from done

    def close(self) -> None:
        """Ends the processes without waiting for work that nobody wants any more."""
        if self._here:
            self._here.close()
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def readers(db: str, settings: Settings, jobs: int = 0) -> Iterator[Readers]:
    """:class:`Readers` that are closed at the end."""
    opened = Readers(db, settings, jobs)
    try:
        yield opened
    finally:
        opened.close()
