"""What one run of a portal still has to do: hands out addresses from the frontier, and takes back what became of them.

Sources at the front (front page, feeds,
sitemaps) come first, then articles, newest first, then sections and the later pages of lists; while a source is being
read no article is handed out, since it may name a newer one. So ``max_pages`` takes the same pages in every run.
"""

from collections.abc import Iterable, Sequence

from crawler.discovery.crossings import Meeting
from crawler.discovery.urls import canonical_url
from crawler.discovery.ways import Ways
from crawler.scheduling import frontier, revisit
from crawler.scheduling.answers import Answers
from crawler.scheduling.queues import ArticleQueue, Away, SourceQueue, ThisRun
from crawler.scheduling.visits import Fetch, Lead, Target
from crawler.scheduling.wishes import NONE, Wishes
from crawler.storage import clock
from crawler.storage.store import Store

#: Addresses that teach a new run what articles look like; a portal has few forms of them.
EXAMPLES = 300


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
        window = now - 2 * max(steps, default=0)
        this_run, self._away = ThisRun(store, portal, run, now, wishes), Away()
        self.sources, self.articles = SourceQueue(this_run, self._away), ArticleQueue(this_run, self._away, window)
        self.ways = Ways(store, portal)
        self.is_stopped = False
        with store.writing() as connection:
            self.answers = Answers(portal, steps, frontier.tallies(connection, portal))
            clock.set_right(connection, portal, now, window)
            frontier.renew(connection, portal, now, revisit=wishes.revisit, full=wishes.full)
            frontier.bring_back_old(connection, portal, wishes.since, now)

    def plant(self, leads: Sequence[Lead], *, alone: bool) -> None:
        """Names the portal's own sources; see :func:`crawler.scheduling.frontier.plant`."""
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
        if self.is_stopped or len(self._away.out) >= self.limit or not (queue := self._choose()):
            return None
        target = queue.take()
        self._away.out[target.url] = target
        return target

    def has_more(self) -> bool:
        """Whether anything is due, asked when nothing is out any more: what never came back is left to the next run."""
        self._away.lose()
        self.sources.out = 0
        return not self.is_stopped and self._choose() is not None

    def only(self, *targets: Target) -> None:
        """Hands out these articles, due or not, and nothing else; until :meth:`widen`."""
        self.articles.close(targets)
        self.sources.close()

    def widen(self) -> None:
        """Hands out all that is due, after all."""
        self.articles.read_on()
        self.sources.read_anew()

    def stop(self) -> None:
        """Hands out nothing more; what is due stays due for the next run."""
        self.is_stopped = True

    def _choose(self) -> SourceQueue | ArticleQueue | None:
        """The queue whose turn it is."""
        if 0 < self.wishes.max_pages <= self.articles.asked:
            return None
        source = self.sources.first()
        if source and not source.is_deep:
            return self.sources
        if self.articles.first():
            return None if self.sources.out else self.articles
        return self.sources if source else None

    def refill(self) -> None:
        """Other articles are due than before."""
        self.articles.read_anew()

    def meet(self, target: Target, url: str) -> Meeting:
        """A target was redirected to ``url``: whether the page there is new, known, or out at the moment.

        A new one is the target's from now on; where it is out, the target waits for it.
        """
        if url == target.url or target.state != "new":
            return "new"
        with self.store.reading() as connection:
            if frontier.fetched_as(connection, self.portal, url):
                return "known"
        if url not in self._away.out:
            self._away.crossings.take(url, target)
            return "new"
        self._away.crossings.wait(url, target)
        if self._away.out.pop(target.url, None):
            self.articles.asked -= 1
        return "out"

    def hold(self, target: Target) -> None:
        """The outcome of an article is known later in the run: others may go out meanwhile, this one does not again."""
        if self._away.out.pop(target.url, None):
            self._away.lost.add(target.url)

    def done(self, target: Target, aliases: Iterable[str] = (), text: str = "") -> None:
        """The outcome of a target is in the database, with the other addresses that its page has; ``text`` marks its text."""
        away = self._away
        away.lost.discard(target.url)
        if away.crossings.is_leading(target.url):
            self.articles.read_on()
        self.articles.put_first(away.crossings.came(target.url, aliases))
        if text and self.ways.learn(target.url, text):
            self.refill()
        if away.out.pop(target.url, None) and target.kind != "article":
            self.sources.out -= 1

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
        self.sources.read_anew()
        self.articles.read_anew()
        self.done(fetch.target)
        return new

    def name_first(self, later: Target, first: str) -> None:
        """Puts the first page of an article in, of which a source named a later one."""
        lead = Lead(canonical_url(first), "article", first, later.via, later.rank)
        with self.store.writing() as connection:
            frontier.add(connection, self.portal, [lead], self.start)
        self.articles.read_on()

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
