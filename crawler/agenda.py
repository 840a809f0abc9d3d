"""What one run of a portal still has to do: hands out addresses from the frontier, and takes back what became of them.

Only a few rows are in memory at a time, so a portal may have millions. Sources at the front (front page, feeds,
sitemaps) come first, then articles, newest first, then sections and the later pages of lists; while a source is being
read no article is handed out, since it may name a newer one. So ``max_pages`` takes the same pages in every run.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from crawler import clock, frontier, revisit
from crawler.answers import Answers
from crawler.crossings import Crossings, Meeting
from crawler.store import Store
from crawler.urls import canonical_url
from crawler.visits import Fetch, Lead, Target
from crawler.ways import Ways
from crawler.wishes import NONE, Wishes

BATCH = 100
#: Addresses that teach a new run what articles look like; a portal has few forms of them.
EXAMPLES = 300
#: Dates that sources give may lie by a time zone and more; the page itself decides.
LEEWAY = 2 * revisit.DAY


class Agenda:
    """The open addresses of one portal in one run."""

    def __init__(
        self,
        store: Store,
        portal: str,
        run: int,
        now: int,
        wishes: Wishes = NONE,
        ages: Sequence[str] = revisit.AGES,
    ) -> None:
        self.store, self.portal, self.run, self.start, self.wishes = store, portal, run, now, wishes
        steps = revisit.parse_ages(ages)
        #: How many addresses may be out at a time; a few more than one host is asked for at once.
        self.limit = 4
        self.articles_asked = self.lists_asked = 0
        self._old_asked = self._eager_asked = self._sources_out = 0
        self._window = now - 2 * max(steps, default=0)
        self._out: dict[str, Target] = {}
        self._lost: set[str] = set()
        self._crossings, self.ways = Crossings(), Ways(store, portal)
        self._sources: deque[Target] = deque()
        self._articles: deque[Target] = deque()
        self._sources_stale = self._articles_stale = True
        self._more_sources = self.is_stopped = False
        with store.writing() as connection:
            self.answers = Answers(portal, steps, frontier.tallies(connection, portal))
            clock.set_right(connection, portal, now, self._window)
            frontier.renew(connection, portal, now, revisit=wishes.revisit, full=wishes.full)
            frontier.bring_back_old(connection, portal, wishes.since, now)

    def plant(self, leads: Sequence[Lead], *, alone: bool) -> None:
        """Names the portal's own sources; see :func:`crawler.frontier.plant`."""
        with self.store.writing() as connection:
            frontier.plant(connection, self.portal, leads, self.start, alone=alone)

    def examples(self) -> list[tuple[str, bool]]:
        """Addresses that were fetched last, and whether each was an article."""
        with self.store.reading() as connection:
            return frontier.examples(connection, self.portal, EXAMPLES)

    def wants_whole(self, target: Target) -> bool:
        """Whether the answer to a target must not be 304."""
        return target.kind != "article" and revisit.wants_full(target, self.start)

    def next(self) -> Target | None:
        """The next address to fetch; None while enough are out, and when nothing is due."""
        if self.is_stopped or len(self._out) >= self.limit:
            return None
        queue = self._choose()
        if queue is None:
            return None
        target = queue.popleft()
        self._out[target.url] = target
        if target.kind == "article":
            self.articles_asked += 1
            self._old_asked += self._is_old(target)
        else:
            self.lists_asked += 1
            self._eager_asked += self._is_early(target)
            self._sources_out += 1
        return target

    def has_more(self) -> bool:
        """Whether anything is due, asked when nothing is out any more: what never came back is left to the next run."""
        self._lost.update(self._out)
        self._out.clear()
        self._crossings = Crossings()
        self._sources_out = 0
        return not self.is_stopped and self._choose() is not None

    def only(self, *targets: Target) -> None:
        """Hands out these articles, due or not, and nothing else; until :meth:`widen`."""
        self._articles, self._sources = deque(targets), deque()
        self._articles_stale = self._sources_stale = self._more_sources = False

    def widen(self) -> None:
        """Hands out all that is due, after all."""
        self._articles_stale = self._sources_stale = True

    def stop(self) -> None:
        """Hands out nothing more; what is due stays due for the next run."""
        self.is_stopped = True

    def _choose(self) -> deque[Target] | None:
        """The queue whose turn it is."""
        if 0 < self.wishes.max_pages <= self.articles_asked:
            return None
        source = self._next_source()
        if source and not source.is_deep:
            return self._sources
        if self._next_article():
            return None if self._sources_out else self._articles
        return self._sources if source else None

    def _next_source(self) -> Target | None:
        if self.lists_asked >= self.wishes.max_lists:
            return None
        if self._sources_stale or (self._more_sources and not self._sources):
            limit = BATCH + len(self._lost)
            punctual = self.wishes.punctual or self._eager_asked >= revisit.MOST_EAGER
            with self.store.reading() as connection:
                found = frontier.sources(connection, self.portal, self.run, self.start, limit, punctual=punctual)
            self._sources = deque(self._wanted(target for target in found if self._is_free(target)))
            self._sources_stale, self._more_sources = False, len(found) == limit
        return self._sources[0] if self._sources else None

    def _wanted(self, targets: Iterable[Target]) -> Iterator[Target]:
        """All that are due by their own clock, and of those that are only read in every run not too many."""
        left = revisit.MOST_EAGER - self._eager_asked
        for target in targets:
            if self._is_early(target):
                left -= 1
            if left >= 0 or not self._is_early(target):
                yield target

    def _is_early(self, target: Target) -> bool:
        return bool(target.via) and (target.due_at is None or target.due_at > self.start)

    def _next_article(self) -> Target | None:
        while True:
            if not self._articles and self._articles_stale:
                self._fill_articles()
            if (target := next(iter(self._articles), None)) is None:
                return None
            if not self._crossings.is_stale(target.url) and not (self._is_old(target) and self._old_spent):
                return target
            self._articles.popleft()

    def _fill_articles(self) -> None:
        window = self._window if self._old_spent else 0
        limit = BATCH + len(self._out) + len(self._lost)
        with self.store.reading() as connection:
            found = frontier.articles(
                connection, self.portal, self.run, self.start, limit, since=self.wishes.since - LEEWAY, window=window
            )
        self._crossings.read_anew()
        self._articles = deque(target for target in found if self._is_free(target))
        self._articles_stale = len(found) == limit

    @property
    def _old_spent(self) -> bool:
        return self._old_asked >= self.wishes.old_revisits and not self.wishes.revisit

    def _is_old(self, target: Target) -> bool:
        return target.state == "done" and target.rank < self._window

    def _is_free(self, target: Target) -> bool:
        return not (target.url in self._out or target.url in self._lost or self._crossings.blocks(target.url))

    def refill(self) -> None:
        """Other articles are due than before."""
        self._articles.clear()
        self._articles_stale = True

    def meet(self, target: Target, url: str) -> Meeting:
        """A target was redirected to ``url``: whether the page there is new, known, or out at the moment.

        A new one is the target's from now on; where it is out, the target waits for it.
        """
        if url == target.url or target.state != "new":
            return "new"
        with self.store.reading() as connection:
            if frontier.fetched_as(connection, self.portal, url):
                return "known"
        if url not in self._out:
            self._crossings.take(url, target)
            return "new"
        self._crossings.wait(url, target)
        if self._out.pop(target.url, None):
            self.articles_asked -= 1
        return "out"

    def hold(self, target: Target) -> None:
        """The outcome of an article is known later in the run: others may go out meanwhile, this one does not again."""
        if self._out.pop(target.url, None):
            self._lost.add(target.url)

    def done(self, target: Target, aliases: Iterable[str] = (), text: str = "") -> None:
        """The outcome of a target is in the database, with the other addresses that its page has; ``text`` marks its text."""
        self._lost.discard(target.url)
        self._articles_stale |= self._crossings.is_leading(target.url)
        self._articles.extendleft(self._crossings.came(target.url, aliases))
        if text and self.ways.learn(target.url, text):
            self.refill()
        if self._out.pop(target.url, None) and target.kind != "article":
            self._sources_out -= 1

    def read(self, fetch: Fetch, now: int, leads: Sequence[Lead], links: int, following: str = "") -> int:
        """A source was read: its leads and its own state are stored together. Returns how many addresses are new.

        ``links`` counts the leads to articles; ``following`` is the next page of a list, which is read, too, unless
        this is known ground.
        """
        with self.store.writing() as connection:
            new = frontier.add(connection, self.portal, leads, self.start, self.ways.idle)
            margin = revisit.next_margin(fetch.target, new, now)
            if following and fetch.target.checked_at is not None and margin is not None:
                frontier.arm(connection, self.portal, following, margin, self.start)
            frontier.close_source(connection, *self.answers.source(fetch, now, links, new), self.run)
        self._articles.clear()
        self._sources_stale = self._articles_stale = True
        self.done(fetch.target)
        return new

    def name_first(self, later: Target, first: str) -> None:
        """Puts the first page of an article in, of which a source named a later one."""
        lead = Lead(canonical_url(first), "article", first, later.via, later.rank)
        with self.store.writing() as connection:
            frontier.add(connection, self.portal, [lead], self.start)
        self._articles_stale = True

    def source_unchanged(self, fetch: Fetch, now: int) -> None:
        """A source has not changed (304)."""
        with self.store.writing() as connection:
            frontier.close_source(connection, *self.answers.source_unchanged(fetch, now), self.run)
        self.done(fetch.target)

    def source_failed(self, fetch: Fetch, now: int, reason: str) -> None:
        """A source gave nothing."""
        with self.store.writing() as connection:
            frontier.close_source(connection, *self.answers.source_failed(fetch, now, reason), self.run)
        self.done(fetch.target)
