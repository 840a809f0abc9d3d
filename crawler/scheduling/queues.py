"""What is due, read from the frontier a few rows at a time: a queue of sources and one of articles."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.discovery.crossings import Crossings
from crawler.scheduling import frontier, revisit
from crawler.scheduling.visits import Target
from crawler.scheduling.wishes import Wishes
from crawler.storage.store import Store

#: Rows read at a time.
BATCH = 100
#: Dates that sources give may lie by a time zone and more; the page itself decides.
LEEWAY = 2 * revisit.DAY


@dataclass(frozen=True, slots=True)
class ThisRun:
    """One run of one portal; ``start`` is a unix time."""

    store: Store
    portal: str
    number: int
    start: int
    wishes: Wishes


class Away:
    """Addresses that may be due and are not handed out: those ``out``, and where these lead by redirects.

    Those that are ``lost`` do not come back in this run, or their outcome is known only at its end.
    """

    def __init__(self) -> None:
        self.out: dict[str, Target] = {}
        self.lost: set[str] = set()
        self.crossings = Crossings()

    def is_free(self, target: Target) -> bool:
        """Whether a target that is due may go out."""
        return not (target.url in self.out or target.url in self.lost or self.crossings.blocks(target.url))

    def lose(self) -> None:
        """What is out will not come back in this run."""
        self.lost.update(self.out)
        self.out.clear()
        self.crossings = Crossings()


class SourceQueue:
    """Lists, feeds and sitemaps that are due."""

    def __init__(self, run: ThisRun, away: Away) -> None:
        self._run, self._away = run, away
        #: How many were handed out in this run, and how many of them are out now.
        self.asked = self.out = 0
        self._eager_asked = 0
        self._rows: deque[Target] = deque()
        self._is_stale, self._has_more = True, False

    def first(self) -> Target | None:
        """The next source; None when none is due, and when the run has read as many as it may."""
        if self.asked >= self._run.wishes.max_lists:
            return None
        if self._is_stale or (self._has_more and not self._rows):
            self._fill()
        return self._rows[0] if self._rows else None

    def take(self) -> Target:
        """Hands the first one out."""
        target = self._rows.popleft()
        self.asked += 1
        self.out += 1
        self._eager_asked += self._is_early(target)
        return target

    def read_anew(self) -> None:
        """Other sources are due than before."""
        self._is_stale = True

    def close(self) -> None:
        """None is handed out until they are read anew."""
        self._rows.clear()
        self._is_stale = self._has_more = False

    def _fill(self) -> None:
        run, limit = self._run, BATCH + len(self._away.lost)
        punctual = run.wishes.punctual or self._eager_asked >= revisit.MOST_EAGER
        with run.store.reading() as connection:
            found = frontier.sources(connection, run.portal, run.number, run.start, limit, punctual=punctual)
        self._rows = deque(self._wanted(filter(self._away.is_free, found)))
        self._is_stale, self._has_more = False, len(found) == limit

    def _wanted(self, targets: Iterable[Target]) -> Iterator[Target]:
        """All that are due by their own clock, and of those that are only read in every run not too many."""
        left = revisit.MOST_EAGER - self._eager_asked
        for target in targets:
            if self._is_early(target):
                left -= 1
            if left >= 0 or not self._is_early(target):
                yield target

    def _is_early(self, target: Target) -> bool:
        return bool(target.via) and (target.due_at is None or target.due_at > self._run.start)


class ArticleQueue:
    """Articles that are due, newest first. Known ones from before ``window`` (unix time) are old: only so many are asked for."""

    def __init__(self, run: ThisRun, away: Away, window: int) -> None:
        self._run, self._away, self._window = run, away, window
        #: How many were handed out in this run.
        self.asked = 0
        self._old_asked = 0
        self._rows: deque[Target] = deque()
        self._is_stale = True

    def first(self) -> Target | None:
        """The next article; None when none is due."""
        while True:
            if not self._rows and self._is_stale:
                self._fill()
            if (target := next(iter(self._rows), None)) is None:
                return None
            if not self._away.crossings.is_stale(target.url) and not (self._is_old(target) and self._old_spent):
                return target
            self._rows.popleft()

    def take(self) -> Target:
        """Hands the first one out."""
        target = self._rows.popleft()
        self.asked += 1
        self._old_asked += self._is_old(target)
        return target

    def put_first(self, targets: Iterable[Target]) -> None:
        """These waited for another one, and are next."""
        self._rows.extendleft(targets)

    def read_on(self) -> None:
        """More are due than before; those that were read stay the first."""
        self._is_stale = True

    def read_anew(self) -> None:
        """Others are due than before."""
        self._rows.clear()
        self._is_stale = True

    def close(self, last: Iterable[Target]) -> None:
        """Hands out the ``last`` ones and then nothing, until they are read on or anew."""
        self._rows, self._is_stale = deque(last), False

    def _fill(self) -> None:
        run, away = self._run, self._away
        window = self._window if self._old_spent else 0
        limit = BATCH + len(away.out) + len(away.lost)
        since = run.wishes.since - LEEWAY
        with run.store.reading() as connection:
            found = frontier.articles(connection, run.portal, run.number, run.start, limit, since=since, window=window)
        away.crossings.read_anew()
        self._rows = deque(filter(away.is_free, found))
        self._is_stale = len(found) == limit

    @property
    def _old_spent(self) -> bool:
        return self._old_asked >= self._run.wishes.old_revisits and not self._run.wishes.revisit

    def _is_old(self, target: Target) -> bool:
        return target.state == "done" and target.rank < self._window
