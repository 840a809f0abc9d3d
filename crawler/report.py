"""What people see of a crawl: a live line a portal on terminals, a short table at the end."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from scrapy import signals
from scrapy.crawler import Crawler

from crawler.outcome import PortalResult
from crawler.session import Session

Watch = Callable[[Sequence[Crawler]], None]


@contextmanager
def progress(*, enabled: bool) -> Iterator[Watch | None]:
    """A live bar a portal on stderr: article pages done of those found so far."""
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
        yield lambda crawlers: _watch(bars, crawlers)


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
