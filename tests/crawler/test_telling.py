"""What a frequent, quiet run tells: the beginning and the end of each trouble, once."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from crawler.monitoring import daybook
from crawler.monitoring.course import Course, ended
from crawler.monitoring.evidence import Evidence
from crawler.monitoring.outcome import PortalResult, Verdict
from crawler.monitoring.telling import NOTHING, Known, known, news
from crawler.storage.store import Store

NAME = "riverside"
NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


class Cron:
    """Runs of one portal, and what each of them tells."""

    def __init__(self, store: Store, minutes: int = 15) -> None:
        self.store, self.step, self.now = store, timedelta(minutes=minutes), NOON

    def run(self, outcome: Verdict, course: Course | None = None) -> str:
        """``told`` for a portal that needs a look, ``well`` for one that does not any more, else nothing."""
        before = known(self.store, [NAME])
        when = self.now.isoformat(timespec="seconds")
        self.store.finish_run(self.store.start_run(NAME, when), outcome, finished_at=when)
        if course is not None:
            with self.store.writing() as connection:
                daybook.keep_course(connection, NAME, course)
        self.now += self.step
        found = news([PortalResult(NAME, outcome, 1)], before, known(self.store, [NAME]))
        return "told" if found.wrong else "well" if found.ended else ""

    def runs(self, *outcomes: Verdict) -> list[str]:
        """What each of several runs tells."""
        return [self.run(outcome) for outcome in outcomes]


def times(number: int, *outcomes: Verdict) -> list[Verdict]:
    return [*outcomes] * number


def count(words: Sequence[str]) -> tuple[int, int]:
    return words.count("told"), words.count("well")


def test_an_outage_of_an_hour_is_told_by_no_run(store: Store) -> None:
    assert Cron(store).runs("ok", "ok", "down", "blocked", "down", "down", "ok", "ok") == [""] * 8


def test_a_week_that_a_portal_is_down_is_two_mails(store: Store) -> None:
    cron = Cron(store)
    cron.runs(*times(20, "ok"))
    told = cron.runs(*times(7 * 96, "down"))
    assert count(told) == (1, 0)
    assert told.index("told") == 11, "three hours after the last good run"
    assert cron.runs("ok", "ok") == ["well", ""]


def test_a_portal_that_answers_503_and_not_at_all_by_turns_is_told_once_or_twice(store: Store) -> None:
    cron = Cron(store)
    cron.runs("ok", "ok")
    assert 1 <= count(cron.runs(*times(48, "down", "blocked")))[0] <= 2
    assert cron.run("ok") == "well"


def test_one_that_never_answered_is_told_at_once_and_once(store: Store) -> None:
    assert Cron(store).runs("down", "down", "down", "ok") == ["told", "", "", "well"]


def test_a_run_that_was_killed_or_stopped_changes_nothing(store: Store) -> None:
    cron = Cron(store, 60)
    cron.runs("ok", "down", "down")
    store.start_run(NAME, cron.now.isoformat(timespec="seconds"))
    assert cron.runs("down", "down") == ["told", ""]


def test_a_daily_run_tells_the_first_failure(store: Store) -> None:
    assert Cron(store, 24 * 60).runs("ok", "ok", "down", "down", "ok") == ["", "", "told", "", "well"]


def test_a_broken_module_is_told_at_once(store: Store) -> None:
    assert Cron(store).runs("ok", "broken", "broken", "ok") == ["", "told", "", "well"]


def test_pages_that_cannot_be_processed_are_told_at_the_second_time(store: Store) -> None:
    """The page comes again with the next run; then each time the portal has work, and is said in the log."""
    cron = Cron(store)
    now = datetime.now(UTC)
    cron.now = now - timedelta(hours=3)
    assert cron.runs("ok", "failed", "ok", "failed", "ok", "failed") == ["", "", "", "told", "", ""]


def test_a_drift_is_told_when_it_begins_and_when_it_ends(store: Store) -> None:
    cron = Cron(store)
    cron.runs("ok", "ok")
    lost = Course(NOON.isoformat(), "2024-03-05", "r", (Evidence("field title", "title missing on 4 of 4 articles"),))
    assert [cron.run("drift", lost), *cron.runs("drift", "ok", "drift", "drift")] == ["told", "", "", "", ""]
    assert [cron.run("ok", ended(lost)), cron.run("ok")] == ["well", ""]


def test_a_feed_that_is_silent_is_a_note_until_articles_are_lost(store: Store) -> None:
    """The exit code is 0 meanwhile, and quiet runs print no notes; ``citydesk alert`` tells it."""
    cron = Cron(store)
    silent = Course(NOON.isoformat(), "2024-03-05", "r", (Evidence("source empty", "the feed gives no links"),))
    assert [cron.run("ok", silent), cron.run("ok")] == ["", ""]
    more = Course(silent.since, silent.day, "r", (*silent.evidence, Evidence("chars", "bodies are shorter")))
    assert [cron.run("drift", more), cron.run("drift")] == ["told", ""]


@pytest.mark.parametrize("verdict", ["locked", "stopped", "database", "missing"])
def test_what_is_no_trouble_of_the_portal_is_told_each_time(verdict: Verdict) -> None:
    result = PortalResult(NAME, verdict)
    assert news([result], {NAME: Known("down")}, {NAME: Known("down")}).wrong == [result]


@pytest.mark.parametrize("verdict", ["drift", "broken"])
def test_what_nothing_remembers_is_told_rather_than_kept_quiet(verdict: Verdict) -> None:
    assert news([PortalResult(NAME, verdict)], {}, {NAME: NOTHING}).wrong


def test_others_go_on_and_all_is_well() -> None:
    found = news([PortalResult("a", "ok"), PortalResult("b", "down")], {"b": Known("down")}, {"b": Known("down")})
    assert (found.wrong, found.ended) == ([], [])
