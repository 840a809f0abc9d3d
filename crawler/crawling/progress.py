"""How far a crawl is, live: a line a portal on a terminal of 80 columns, or numbers for the parent of a process."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from time import monotonic
from typing import Any

from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text
from scrapy import signals
from scrapy.crawler import Crawler

from crawler.crawling.session import Session
from crawler.output.saying import safe
from crawler.output.terminal import Terminal
from crawler.scheduling import outlook

#: What a child of ``--jobs`` writes to stderr before its numbers; the rest are lines for people.
MARK = "progress:"
#: Seconds between two looks at what waits in the database, and between two lines to the parent.
PAUSE = 1.0
#: More portals than this would push each other off a screen: those that have ended leave it.
ROOM = 15

Watch = Callable[[Sequence[Crawler]], None]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Article pages of one portal: known to be due or done in this run, fetched, stored, and skipped."""

    found: int
    fetched: int
    stored: int
    skipped: int

    @classmethod
    def of(cls, session: Session) -> "Numbers":
        """Those of a running crawl."""
        skipped = session.tally.outcomes["skipped"]
        with session.store.reading() as connection:
            waiting = outlook.waiting(connection, session.portal, session.run, session.agenda.start)
        found = session.pages + waiting  # what is under way is due, too, until its outcome is stored
        return cls(found, session.pages, session.pages - skipped, skipped)

    @classmethod
    def parse(cls, line: str) -> "Numbers":
        """Those of a child's line."""
        return cls(*map(int, line.removeprefix(MARK).split()[:4]))

    def line(self) -> str:
        """A line for the parent."""
        return " ".join((MARK, *map(str, astuple(self))))


#: Told how far a portal of ``--jobs`` is, and None when it has ended.
JobWatch = Callable[[str, Numbers | None], None]


class _Rate(ProgressColumn):
    """Article pages a second, over the last half minute."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:5.1f}/s" if speed else "    …/s", style="dim")


@contextmanager
def _lines(*, enabled: bool) -> Iterator[Progress | None]:
    if not enabled:
        yield None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("found {task.fields[found]} fetched {task.completed:.0f}"),
        TextColumn("stored {task.fields[stored]} skipped {task.fields[skipped]}"),
        _Rate(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Terminal(stderr=True), transient=True, speed_estimate_period=30) as lines:
        yield lines


class _Screen:
    """The lines of all portals."""

    def __init__(self, lines: Progress) -> None:
        self.lines = lines
        self.tasks: dict[str, TaskID] = {}

    def show(self, portal: str, numbers: Numbers | None) -> None:
        """Draws a portal's line; None: it has ended."""
        if portal not in self.tasks:
            name = safe(portal if len(portal) <= 22 else f"{portal[:21]}…")
            self.tasks[portal] = self.lines.add_task(name, total=None, found=0, stored=0, skipped=0)
        task = self.tasks[portal]
        if numbers is None:
            self.lines.stop_task(task)
            self.lines.update(task, visible=len(self.tasks) <= ROOM)
            return
        told: dict[str, Any] = {"found": numbers.found, "stored": numbers.stored, "skipped": numbers.skipped}
        self.lines.update(task, completed=numbers.fetched, total=max(numbers.found, 1), **told)


@contextmanager
def of_process(*, enabled: bool) -> Iterator[Watch | None]:
    """A live line for each crawl of this process, on stderr."""
    with _lines(enabled=enabled) as lines:
        yield _watching(_Screen(lines)) if lines else None


def _watching(screen: _Screen) -> Watch:
    def watch(crawlers: Sequence[Crawler]) -> None:
        for crawler in crawlers:
            _Follower(crawler, screen.show)

    return watch


@contextmanager
def of_jobs(*, enabled: bool) -> Iterator[JobWatch | None]:
    """The same for portals that are crawled by processes of their own."""
    with _lines(enabled=enabled) as lines:
        yield _Screen(lines).show if lines else None


def tell_parent(crawlers: Sequence[Crawler]) -> None:
    """In a child: writes its numbers to stderr, for the screen of its parent."""
    for crawler in crawlers:
        _Follower(crawler, _to_parent)


def _to_parent(portal: str, numbers: Numbers | None) -> None:
    """A line for the parent; where nobody listens any more, the parent is dead and this crawl ends, too."""
    if numbers is None:
        return
    try:
        print(numbers.line(), file=sys.stderr, flush=True)
    except BrokenPipeError:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # for what is still said
        os.kill(os.getpid(), signal.SIGTERM)


class _Follower:
    """Looks at one crawl after its answers, once a second at most; holds itself through the signals it is connected to."""

    def __init__(self, crawler: Crawler, tell: JobWatch) -> None:
        self.crawler, self.tell = crawler, tell
        self.last = 0.0
        crawler.signals.connect(self.look, signal=signals.response_received, weak=False)
        crawler.signals.connect(self.ended, signal=signals.spider_closed, weak=False)

    def look(self, **_: Any) -> None:
        """After an answer."""
        if (now := monotonic()) >= self.last + PAUSE:
            self.last = now
            session = Session.of(self.crawler)
            self.tell(session.portal, Numbers.of(session))

    def ended(self, **_: Any) -> None:
        """After the last one."""
        session = Session.of(self.crawler)
        self.tell(session.portal, None)
