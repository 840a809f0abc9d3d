"""Drift in a crawl: notices it while pages come, has the rest read generically, and reads again what came before.

History is read when there are pages to judge, not before: most runs of most portals have nothing new.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from crawler.crawling.tally import Tally
from crawler.expect import Expect
from crawler.monitoring import daybook
from crawler.monitoring.canaries import Canaries
from crawler.monitoring.course import DRIFT, HARMLESS, Course, ended, next_course
from crawler.monitoring.daybook import DayCounts, PastDay
from crawler.monitoring.drift import find_drift, judge
from crawler.monitoring.evidence import FEWEST, NO_ARTICLE, Evidence
from crawler.monitoring.figures import FIELDS, Figures
from crawler.monitoring.outcome import PortalResult
from crawler.monitoring.silence import SourceDay, find_silence
from crawler.output.moments import now
from crawler.reading.items import Article, RawPage
from crawler.reading.page import Page
from crawler.scheduling.agenda import Agenda
from crawler.scheduling.visits import Fetch
from crawler.storage.articles import Stored
from crawler.storage.catching_up import kept_pages, read_kept
from crawler.storage.store import Store

#: Pages after which a run looks whether its portal drifts: noticed within twenty, and one look costs 2 ms.
LOOK_EVERY = 10
#: Articles of this run that are read again when it drifts; more than that are noticed before.
MOST_AGAIN = 200
#: Kinds of evidence that say nothing about pages that are read without the layouts.
_OF_LAYOUTS = ("layout", "design", "rule", "selector")
#: Latest articles on which layouts are tried that were not trusted: half of them must show a loss for it to be one.
TRIED = 8
#: Characters of a problem that stand in the evidence.
MOST_TEXT = 300
#: … and so many times each of them counts: what is too few to prove a drift must not prove its end.
WEIGHT = 3

Reads = Callable[[Sequence[Page]], Article]


class Drifting:
    """The drift of one portal in one run."""

    def __init__(self, store: Store, portal: str, tally: Tally) -> None:
        self.store, self.portal, self.tally = store, portal, tally
        with store.reading() as connection:
            self.course: Course = daybook.course(connection, portal)
        self.rules, self.zone, self.expects = "", "", Expect()
        self.fall_back: Callable[..., Reads] | None = None
        self.is_astray = False
        self.canaries = Canaries(store, portal, tally)
        self._days: list[PastDay] | None = None
        self._mine: list[tuple[int, int]] = []
        self._odd: tuple[int, RawPage] | None = None
        self._lost: tuple[str, RawPage] | None = None

    def begin(self, rules: str, zone: str, expects: Expect, fall_back: Callable[..., Reads]) -> None:
        """Takes what a portal's module says; ``fall_back`` has the rest of the run read generically, and returns how."""
        self.rules, self.zone, self.expects, self.fall_back = rules, zone, expects, fall_back
        if self.course.is_astray(rules):
            self.is_astray = True
            fall_back()

    @property
    def today(self) -> date:
        """The day by the portal's clock."""
        return datetime.now(ZoneInfo(self.zone) if self.zone else UTC).date()

    @property
    def day(self) -> str:
        """The same as the day book writes it (ISO 8601)."""
        return self.today.isoformat()

    def stored(self, article: Article, stored: Stored) -> None:
        """Notes an article of this run, and looks at the run now and then."""
        self._mine = [*self._mine[-MOST_AGAIN + 1 :], (stored.article_id, stored.revision)]
        self._show(article)
        if self.tally.articles % LOOK_EVERY == 0:
            self._look()

    def meet(self, article: Article, read: Reads | None) -> bool:
        """Compares an article that comes again with its kept page; whether it was asked for that alone, and has lost something."""
        is_worse = bool(read and self.canaries.meet(article, self.course.known_from, read))
        if is_worse:
            self._show(article)
        return is_worse

    def _show(self, article: Article) -> None:
        """Keeps the page of the article with the fewest fields, as evidence."""
        found = sum(bool(getattr(article, name)) for name in FIELDS)
        if article.pages and (self._odd is None or found <= self._odd[0]):
            self._odd = (found, article.pages[0])

    def look_back(self, agenda: Agenda) -> bool:
        """When nothing else is due: hands out known articles of a small portal to be compared; whether there are any."""
        if agenda.is_stopped or self.canaries.is_done:
            return False
        targets = self.canaries.pick(self._history(), self.day, agenda.run, self.course.known_from)
        agenda.only(*targets)
        return bool(targets)

    def skipped(self, reason: str, page: RawPage | None, fetch: Fetch | None = None) -> None:
        """Keeps the last page that was no article, as evidence."""
        self.canaries.lose(reason, fetch)
        self._lost = (reason, page) if page else self._lost

    def _look(self) -> None:
        if not self.is_astray:
            self._go_on(self._found())

    def _go_on(self, found: Sequence[Evidence]) -> None:
        """Where the drift is certain, what comes is read generically, and what came in this run once more."""
        course = next_course(self.course, found, now(), self.today, self.rules, self.tally.articles)
        if not course.is_astray(self.rules) or self.fall_back is None:
            return
        self.course, self.is_astray = course, True
        self._read_again(self._mine, self.fall_back())
        self._mine.clear()

    def _read_again(self, numbers: Iterable[tuple[int, int]], read: Reads) -> None:
        """Reads kept pages, by article and revision, and stores what that changes."""
        for article_id, revision in numbers:
            read_kept(self.store, article_id, revision, read, now())

    def _history(self) -> list[PastDay]:
        if self._days is None:
            with self.store.reading() as connection:
                self._days = daybook.history(connection, self.portal, self.day, self.course.known_from)
        return self._days

    def _before(self) -> list[Figures]:
        """The days that pages are judged by."""
        start = self.course.day or self.day
        return [day.figures for day in self._history() if day.day < start and not day.is_drifting]

    def _found(self) -> list[Evidence]:
        """What this run's pages show."""
        days, today = self._history(), self.day
        start = self.course.day or today
        since = [day.figures for day in days if day.day >= start and day.day < today]
        since.append(next((day.figures for day in days if day.day == today), Figures()))
        found = judge(self.tally.figures, since, self._before(), self.expects)
        return [one for one in found if not (self.is_astray and one.kind.startswith(_OF_LAYOUTS))]

    def _is_taken_back(self) -> bool:
        """Ends a drift that the portal has taken back: on its latest articles the layouts lose nothing any more."""
        run = find_drift(self.tally.figures, self._before(), self.expects)
        if self.fall_back is None or any(one.loss and not one.kind.startswith(_OF_LAYOUTS) for one in run):
            return False
        with self.store.reading() as connection:
            latest = daybook.latest(connection, self.portal, TRIED)
        read, trial, seen = self.fall_back(astray=False), Figures(), set[tuple[str, str]]()
        for number in latest:
            if pages := kept_pages(self.store, *number):
                trial.add(article := read(pages), datetime.now(UTC))
                trial.count_same(article, article.body, seen)
        trial.known.update(self.canaries.compare(read))
        tried = find_drift(Figures.sum([trial] * WEIGHT), self._before(), self.expects)
        if trial.read < FEWEST or any(one.loss for one in tried):
            self.fall_back()
            return False
        self.course, self.is_astray = ended(self.course), False
        return True

    def _mend(self, *, is_stopped: bool) -> str:
        """Reads marked articles again where a drift has ended, and tells how many there were, and are; empty for none."""
        marked = self._marked()
        if self.fall_back and not is_stopped:
            self._read_again(marked[:MOST_AGAIN], self.fall_back(astray=False))
        left = len(self._marked()) if marked else 0
        more = f"; {left} keep the mark drift: citydesk reextract {self.portal} goes on, and names what it cannot read"
        return (
            f"the drift is over: {len(marked) - left} marked articles were mended{more if left else ''}"
            if marked
            else ""
        )

    def _marked(self) -> list[tuple[int, int]]:
        with self.store.reading() as connection:
            return daybook.flagged(connection, self.portal, DRIFT)

    def _silence(self) -> list[Evidence]:
        sources = self.tally.yields.as_json()
        start = self.course.day or self.day
        if not sources:
            return []
        days = [day for day in self._history() if day.day < start]
        today = [day.sources for day in self._history() if day.day == self.day]
        return find_silence(SourceDay.sum([*today, SourceDay.of(sources)]), [day.sources for day in days])

    def judge(self, result: PortalResult) -> None:
        """Judges the run at its end: sets the drift's course, the verdict and the notes of ``result``."""
        if not self.tally.pages and not self.tally.yields.total("read"):
            return
        found, was_on = [*self._found(), *self._silence()], self.course.is_on
        if result.verdict == "drift" and not any(evidence.loss for evidence in found):
            text = f"none of {result.pages} pages was an article"
            why = f" ({result.problems[0][:MOST_TEXT]})" if result.problems else ""
            found.append(Evidence(NO_ARTICLE, text if result.pages else f"the sources gave no links to articles{why}"))
        if self.is_astray and self._is_taken_back():
            found = self._silence()
        elif not self.is_astray:
            self._go_on(found)
        judged = self.tally.articles + sum(day.figures.read for day in self._history()[-1:] if day.day == self.day)
        self.course = next_course(self.course, found, now(), self.today, self.rules, judged)
        if was_on and not self.course.is_on and (told := self._mend(is_stopped=result.verdict == "stopped")):
            result.notes[:0] = [told]
        found = list(self.course.evidence) if self.course.is_on else found  # with what began it
        result.evidence = [evidence.as_json() for evidence in found]
        spoilt = [one for one in found if one.loss and not one.kind.startswith(HARMLESS)]
        if spoilt and result.verdict == "ok":
            result.verdict = "drift"
            result.problems.append(spoilt[0].text)
        if self.course.is_on:
            more = "; read generically and marked until the module is mended" if self.is_astray else ""
            result.notes[:0] = [f"drifting since {self.course.day}: {evidence.text}{more}" for evidence in found[:3]]

    def keep(self, run: int, result: PortalResult, seconds: float) -> None:
        """Writes the run into the day book. To be called inside the transaction that ends the run."""
        with self.store.writing() as connection:
            counts = DayCounts(
                self.tally.figures,
                result.sources,
                self.tally.requests,
                self.tally.size,
                seconds,
                is_good=result.verdict in ("ok", "drift") or self.tally.articles > 0,
                is_drifting=self.course.is_on,
            )
            daybook.keep_run(connection, run, counts, result.evidence)
            daybook.add(connection, self.portal, self.day, counts)
            daybook.keep_course(connection, self.portal, self.course, self.zone)
            daybook.forget(connection, self.portal, self.today)
            if self.course.is_on and (sample := self._sample()):
                daybook.keep_page(connection, self.portal, sample[1], sample[0])

    def _sample(self) -> tuple[str, RawPage] | None:
        """The page that shows it best: one that was lost, where pages are, else the article with the fewest fields."""
        if self._lost and any(evidence.kind.startswith("page") for evidence in self.course.evidence):
            return self._lost
        told = "; ".join(evidence.kind for evidence in self.course.evidence)
        return (told, self._odd[1]) if self._odd else self._lost
