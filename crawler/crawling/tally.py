"""What one run of a portal has counted so far, and what it came to (pure)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from crawler.crawling.refusals import Refusals
from crawler.discovery.yields import Yields
from crawler.monitoring.figures import Figures
from crawler.monitoring.outcome import PortalResult, verdict
from crawler.reading.items import Article


class Tally:
    """Pages by outcome and reason, sources, figures of the articles, problems.

    ``size`` is in bytes; ``raised`` counts errors of code, at whatever kind of page.
    """

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.yields = Yields()
        self.figures = Figures()
        self.problems: list[str] = []
        self.refusals = Refusals()
        self.size = self.requests = self.raised = 0
        #: Addresses of known articles that were asked for to be compared: no part of what the portal brings.
        self.apart: set[str] = set()
        self._seen: set[tuple[str, str]] = set()

    @property
    def pages(self) -> int:
        """Article pages that came to an end, whatever it was."""
        return self.outcomes.total()

    @property
    def articles(self) -> int:
        """Pages that were articles."""
        return self.pages - self.outcomes["skipped"]

    def article(self, article: Article, outcome: str, content_hash: str, when: datetime) -> None:
        """Counts an article that was read and stored."""
        figures = self.figures
        if not (article.fetch and article.fetch.target.url in self.apart):
            figures.add(article, when)
        is_new = outcome in ("new", "copy")
        if is_new:
            figures.count_same(article, content_hash, self._seen)
        figures.articles["news"] += is_new and figures.is_news(article, when)
        self.page(outcome)

    def skip(self, reason: str) -> None:
        """Counts a page that was not stored."""
        self.skipped[reason] += 1
        self.outcomes["skipped"] += 1
        self.figures.pages[reason] += 1

    def page(self, outcome: str) -> None:
        """Counts a page that was an article."""
        self.outcomes[outcome] += 1
        self.figures.pages[outcome] += 1

    def result(self, portal: str, finish_reason: str, *, known: bool, notes: Sequence[str]) -> PortalResult:
        """What the run came to; ``known``: the portal has given articles before."""
        word = verdict(
            finish_reason,
            articles=self.articles,
            skipped={**self.skipped, "error": self.raised},
            read=self.yields.total("read"),
            refused=self.yields.total("refused"),
            silent=self.yields.total("failed"),
            known=known,
            turned_away=self.refusals.sources,
        )
        return PortalResult(
            portal,
            word,
            self.pages,
            new=self.outcomes["new"],
            changed=self.outcomes["changed"],
            unchanged=self.outcomes["unchanged"],
            copies=self.outcomes["copy"],
            skipped=dict(self.skipped),
            problems=self.problems,
            sources=self.yields.as_json(),
            notes=[note for note in notes if note],
        )
