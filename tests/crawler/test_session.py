"""When a run ends because its portal is silent or turns it away: what counts is the last answers, of whatever kind."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from scrapy import Spider
from scrapy.utils.test import get_crawler

from crawler.crawling.refusals import MOST, WINDOW
from crawler.crawling.session import MOST_UNREACHABLE, Session
from crawler.monitoring.outcome import REFUSED, SILENT
from crawler.scheduling.visits import Fetch, Kind, Target

PORTAL = "http://news.example/"
SETTINGS = {"CITYDESK_DB": ":memory:", "CITYDESK_KEEP_RAW": "none"}


class Run:
    """A session on an empty database, whose ends are noted and nothing else."""

    def __init__(self) -> None:
        self.session = Session.start(get_crawler(Spider, SETTINGS), "riverside")
        self.ends: list[str] = []
        self.session.end = self.end  # type: ignore[method-assign]

    def end(self, reason: str) -> None:
        self.ends.append(reason)

    def fetch(self, number: int = 0, kind: Kind = "article") -> Fetch:
        return Fetch(Target(f"{PORTAL}{number}.html", kind))

    def fail(self, reason: str, times: int) -> None:
        for number in range(times):
            self.session.skip(f"{PORTAL}{number}.html", reason, self.fetch(number))


@pytest.fixture
def run() -> Iterator[Run]:
    one = Run()
    yield one
    one.session.store.close()


ANSWERS: list[Callable[[Run], Any]] = [
    lambda run: run.session.unchanged(run.fetch()),
    lambda run: run.session.unchanged(run.fetch(kind="feed")),
    lambda run: run.session.found(run.fetch(kind="list"), [], 0),
    lambda run: run.session.skip(f"{PORTAL}x.html", "no-text", run.fetch()),
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_portal_that_answers_in_between_is_not_silent(run: Run, answer: Callable[[Run], Any]) -> None:
    for _ in range(2):
        run.fail("unreachable", MOST_UNREACHABLE - 1)
        assert run.ends == []
        answer(run)
    run.fail("unreachable", MOST_UNREACHABLE)
    assert run.ends == [SILENT]


@pytest.mark.parametrize("answer", ANSWERS)
def test_refusals_are_counted_among_the_last_answers(run: Run, answer: Callable[[Run], Any]) -> None:
    for _ in range(MOST):
        run.fail("wall", 2)
        answer(run)
    assert run.ends == [], "two of three, as where a part of the articles is sold"
    run.fail("blocked", WINDOW)
    assert run.ends == [REFUSED]
    assert run.session.problems[0].startswith("the portal turns us away (last 12 answers: ")


def test_a_source_that_is_silent_counts_with_the_articles(run: Run) -> None:
    run.fail("unreachable", MOST_UNREACHABLE - 1)
    run.session.silent(run.fetch(kind="feed"), "unreachable", "no answer")
    assert run.ends == [SILENT]
