"""What people see of a crawl: a live line a portal on terminals, a short table at the end."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from scrapy import signals
from scrapy.crawler import Crawler

from crawler import jobs
from crawler.outcome import PortalResult
from crawler.session import Session

Watch = Callable[[Sequence[Crawler]], None]


@contextmanager
def progress(*, enabled: bool) -> Iterator[Watch | None]:
    """A live bar a portal on stderr: article pages done of those found so far."""
    with _bars(enabled=enabled) as bars:
        yield (lambda crawlers: _watch(bars, crawlers)) if bars else None


@contextmanager
def _bars(*, enabled: bool) -> Iterator[Progress | None]:
    if not enabled:
        yield None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield bars


def _watch(bars: Progress, crawlers: Sequence[Crawler]) -> None:
    for crawler in crawlers:
        _Bar(bars, crawler)


class _Bar:
    """One portal's bar; holds itself through the signals it is connected to."""

    def __init__(self, bars: Progress, crawler: Crawler) -> None:
        self.bars, self.crawler = bars, crawler
        self.task = bars.add_task("…", total=None)
        crawler.signals.connect(self.update, signal=signals.response_received, weak=False)
        crawler.signals.connect(self.update, signal=signals.spider_idle, weak=False)

    def update(self, **_: Any) -> None:
        """Redraws after every answer."""
        session = Session.of(self.crawler)
        asked = session.agenda.articles_asked
        self.bars.update(self.task, description=session.portal, completed=session.pages, total=max(asked, 1))


@contextmanager
def job_progress(*, enabled: bool) -> Iterator[jobs.Watch | None]:
    """The same for portals that are crawled by processes of their own."""
    with _bars(enabled=enabled) as bars:
        if bars is None:
            yield None
            return
        tasks: dict[str, TaskID] = {}

        def watch(portal: str, numbers: tuple[int, int] | None) -> None:
            if portal not in tasks:
                tasks[portal] = bars.add_task(portal, total=None)
            if numbers is None:
                bars.stop_task(tasks[portal])
            else:
                bars.update(tasks[portal], completed=numbers[0], total=max(numbers[1], 1))

        yield watch


def tell_parent(crawlers: Sequence[Crawler]) -> None:
    """In a child: writes its numbers to stderr, twice a second at most, for the bars of its parent."""
    for crawler in crawlers:
        _Teller(crawler)


class _Teller:
    """Counts what one crawl has done; holds itself through the signal it is connected to."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.last = 0.0
        crawler.signals.connect(self.update, signal=signals.response_received, weak=False)

    def update(self, **_: Any) -> None:
        """A line for the parent; where nobody listens any more, the parent is dead and this crawl ends, too."""
        if (now := monotonic()) < self.last + 0.5:
            return
        self.last = now
        session = Session.of(self.crawler)
        try:
            print(jobs.PROGRESS, session.pages, session.agenda.articles_asked, file=sys.stderr, flush=True)
        except BrokenPipeError:
            sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # for what is still said
            os.kill(os.getpid(), signal.SIGTERM)


def table(results: Sequence[PortalResult], console: Console | None = None) -> None:
    """One line a portal: pages by outcome, and why pages were skipped."""
    console = console or Console()
    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column("portal")
    for name in ("pages", "new", "changed", "same", "copies", "skipped"):
        grid.add_column(name, justify="right")
    grid.add_column("why skipped")
    for result in results:
        reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(result.skipped.items()))
        counts = (
            result.pages,
            result.new,
            result.changed,
            result.unchanged,
            result.copies,
            sum(result.skipped.values()),
        )
        grid.add_row(result.portal, *map(str, counts), reasons)
    console.print(grid)
