"""Known articles of a small portal that are looked at again, to be compared with themselves. Its SQL.

A portal of few articles a day cannot be judged by them within a day. So what is known is looked at again: first what a run
revisits anyway, then, when nothing else is due, articles that were picked for it; four a day in all. They are none of what
the portal brings, and so no part of the other figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from statistics import fmean

from crawler.crawling.tally import Tally
from crawler.monitoring.course import DRIFT
from crawler.monitoring.daybook import PastDay
from crawler.monitoring.known import COMPARED, SIGNS, signs
from crawler.reading.items import Article, RawPage
from crawler.reading.page import Page
from crawler.scheduling.frontier import TARGET
from crawler.scheduling.visits import Fetch, Target
from crawler.storage.catching_up import kept_pages
from crawler.storage.store import Store

#: Known pages that are compared a day, on portals with fewer articles a day than ``SMALL``: of more, the articles themselves
#: tell the same within a day. Three of the four must agree.
WANTED, SMALL = 4, 20
#: Days that tell how many articles a portal has a day.
LATELY = 7
#: A version that was stored later than so long ago may be from after the redesign.
RIPE = timedelta(hours=20)
#: They are picked of the latest so many: the longer half, for a short text cannot lose much, those looked at longest ago first.
LATEST = 24

# What was stored while the portal drifted, or the day before that was noticed, is no measure of what it is now: taken back, a
# redesign would look like another one. A day more on either side, for days are those of the portal's clock.
_SOUND = """a.last_changed_at BETWEEN :since AND :until AND instr(a.flags, :drift) = 0 AND NOT EXISTS (
        SELECT 1 FROM portal_day d WHERE d.portal = a.portal AND d.is_drifting
        AND d.day BETWEEN date(a.last_changed_at, '-1 day') AND date(a.last_changed_at, '+1 day'))"""
_KNOWN = f"SELECT id, revision FROM article a WHERE url = :url AND {_SOUND}"
# A portal may have a hundred thousand articles: only the last 200 are looked through, whatever is wrong with them.
_PICK = f"""SELECT f.url, f.checked_at, length(a.body)
    FROM (SELECT * FROM article INDEXED BY article_date WHERE portal = :portal ORDER BY published_at DESC LIMIT 200) a
    CROSS JOIN frontier f ON f.portal = :portal AND f.url = a.url
    WHERE f.kind = 'article' AND f.state = 'done' AND f.reason = '' AND f.run IS NOT :run
    AND {_SOUND}
    AND EXISTS (SELECT 1 FROM raw_page r WHERE r.article_id = a.id AND r.revision = a.revision)
    ORDER BY a.published_at DESC LIMIT {LATEST}"""
_TARGET = f"SELECT {TARGET} FROM frontier WHERE portal = ? AND url = ?"

Reads = Callable[[Sequence[Page]], Article]


class Canaries:
    """The known pages of one portal that one run compares."""

    def __init__(self, store: Store, portal: str, tally: Tally) -> None:
        self.store, self.portal, self.tally = store, portal, tally
        #: Pages as they were and as they are.
        self.pairs: list[tuple[list[Page], list[RawPage]]] = []
        #: They were picked, once a run.
        self.is_done = False

    @property
    def compared(self) -> int:
        """Known pages that were compared in this run."""
        return self.tally.figures.known[COMPARED]

    def meet(self, article: Article, known_from: str, read: Reads) -> bool:
        """Compares an article that comes again with its kept page, before it is stored. ``known_from``: earlier versions tell nothing.

        True for an article that was picked and has lost something: nothing stored is to become worse for our looking.
        """
        if self.compared >= WANTED or not article.fetch or not is_known(article.fetch.target):
            return False
        values = {"url": article.url, **_span(known_from)}
        with self.store.reading() as connection:
            found = connection.execute(_KNOWN, values).fetchone()
        if not found or not (before := kept_pages(self.store, *found)):
            return False
        shown = list(signs(read(before), article))
        self.tally.figures.known.update((COMPARED, *shown))
        self.pairs.append((before, article.pages))
        return article.fetch.target.url in self.tally.apart and any(SIGNS[name][2] for name in shown)

    def lose(self, reason: str, fetch: Fetch | None) -> None:
        """Counts a page that was an article and is none now."""
        if fetch and is_known(fetch.target) and reason in SIGNS and self.compared < WANTED:
            self.tally.figures.known.update((COMPARED, reason))

    def pick(self, history: Sequence[PastDay], today: str, run: int, known_from: str) -> list[Target]:
        """Articles to look at again where the portal is small and today's pages are not compared yet."""
        past = [day.figures for day in history if day.day < today]
        seen = sum(day.figures.known[COMPARED] for day in history if day.day == today) + self.compared
        lacking, self.is_done = WANTED - seen, True
        is_small = bool(past) and fmean(day.read for day in past[-LATELY:]) < SMALL
        if not (is_small and lacking > 0 and self.tally.yields.total("read")):
            return []
        values = {"portal": self.portal, "run": run, **_span(known_from)}
        with self.store.reading() as connection:
            found = connection.execute(_PICK, values).fetchall()
            longest = sorted(found, key=lambda row: -row[2])[: max(lacking, len(found) // 2)]
            chosen = sorted(longest, key=lambda row: row[1] or 0)[:lacking]
            rows = [connection.execute(_TARGET, (self.portal, row[0])).fetchone() for row in chosen]
        self.tally.apart.update(row[0] for row in chosen)
        # Asked without conditions, for "not modified" says nothing of a template; and no visit by which revisits are learnt.
        return [replace(Target(*row), etag="", last_modified="", checked_at=None) for row in rows]

    def compare(self, read: Reads) -> list[str]:
        """What all comparisons of this run show when the pages are read so."""
        found = []
        for before, after in self.pairs:
            found += [COMPARED, *signs(read(before), read([Page.of(page) for page in after]))]
        return found


def is_known(target: Target) -> bool:
    """Whether an address led to an article when it was looked at last."""
    return target.kind == "article" and target.state == "done" and not target.reason


def _span(known_from: str) -> dict[str, str]:
    """Times between which a version must have been stored (ISO 8601), and the flag that it must not have."""
    first = datetime.combine(date.fromisoformat(known_from), datetime.min.time(), UTC) if known_from else None
    until = (datetime.now(UTC) - RIPE).isoformat(timespec="seconds")
    return {"since": first.isoformat() if first else "", "until": until, "drift": f'"{DRIFT}"'}
