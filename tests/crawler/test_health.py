"""Seven verdicts, each with its evidence, and none without a reason."""

from datetime import timedelta

import pytest

from crawler.course import Course
from crawler.evidence import Evidence
from crawler.health import MEANING, ORDER, Health, Portal, judge_all
from tests.crawler.healthkit import NOON, portal, runs, week


def health(one: Portal, *others: Portal) -> Health:
    return next(found for found in judge_all([one, *others], NOON) if found.portal == one.name)


FLEET = [portal(f"other {number}") for number in range(6)]


def test_all_is_well() -> None:
    found = health(portal())
    assert (found.verdict, found.evidence, found.since) == ("fresh", (), "")
    assert found.news[-1] == 10
    assert found.last_success == "2026-05-06T11:00:00+00:00"


def test_a_portal_that_was_never_crawled() -> None:
    assert health(Portal("new")).verdict == "fresh"


@pytest.mark.parametrize(
    ("outcomes", "hours", "verdict"),
    [
        (("down", "ok", "ok"), 24, "down"),  # one run a day: the last success is a day ago
        (("down", "ok", "ok"), 1, "fresh"),  # a server that is restarted
        (("down", "down", "down", "ok"), 1, "down"),
        (("failed", "down", "ok"), 12, "down"),
        (("blocked", "blocked", "blocked", "ok"), 1, "blocked"),
        (("stopped", "ok"), 24, "fresh"),
        (("database", "ok"), 24, "fresh"),
        (("down",), 24, "down"),
        (("ok", "down", "down"), 24, "fresh"),
    ],
)
def test_runs_that_got_nothing(outcomes: tuple[str, ...], hours: int, verdict: str) -> None:
    found = health(portal(runs=runs(*outcomes, hours=hours)))
    assert found.verdict == verdict
    assert bool(found.evidence) == (verdict != "fresh")


def test_nobody_starts_a_crawl_any_more() -> None:
    late = [run for run in runs(*["ok"] * 60, hours=1) if run.started_at < NOON - timedelta(hours=27)]
    found = health(portal(runs=late))
    assert found.verdict == "late"
    assert "does cron still start it" in found.evidence[0]


def test_every_run_is_killed() -> None:
    assert health(portal(runs=runs(None, None, None, "ok", hours=24))).verdict == "fresh"  # the newest may still run
    old = runs(None, None, None, None, "ok", hours=21)[1:]
    assert health(portal(runs=old)).evidence == ("the last three runs were killed before their end",)


def test_drift_is_told_with_its_day() -> None:
    course = Course(
        "2026-05-05T08:00:00+00:00", "2026-05-05", "r", (Evidence("field title", "title missing on 31 of 40 pages"),)
    )
    found = health(portal(course=course))
    assert (found.verdict, found.since) == ("drifting", course.since)
    assert found.evidence == ("title missing on 31 of 40 pages, since 2026-05-05",)


@pytest.mark.parametrize(
    ("kinds", "verdict"),
    [
        (("page wall",), "blocked"),
        (("page http-error", "page wall"), "blocked"),
        (("page unreachable",), "down"),
        (("page wall", "chars"), "drifting"),
    ],
)
def test_a_drift_that_keeps_us_out_is_named_so(kinds: tuple[str, ...], verdict: str) -> None:
    course = Course("2026-05-05", "2026-05-05", "r", tuple(Evidence(kind, kind) for kind in kinds))
    assert health(portal(course=course)).verdict == verdict


def test_two_days_of_silence() -> None:
    silent = portal(counts=[*week(6, 10, 4)[:-2], 0, 0])
    found = health(silent, *FLEET)
    assert found.verdict == "late"
    assert "by its weekly rhythm" in found.evidence[0]
    assert health(silent).verdict == "fresh"  # alone: it may be a holiday


def test_a_holiday_raises_nothing() -> None:
    quiet = [*week(6, 10, 4)[:-3], 0, 0, 0]
    fleet = [portal(f"p{number}", counts=quiet) for number in range(6)]
    assert {found.verdict for found in judge_all(fleet, NOON)} == {"fresh"}


def test_a_thin_portal_and_one_asleep() -> None:
    assert health(portal(counts=[*week(6, 10, 4)[:-3], 1, 1, 4]), *FLEET).verdict == "thin"
    assert health(portal(counts=[*week(3, 10, 4), *[0] * 30]), *FLEET).verdict == "asleep"


def test_worst_first() -> None:
    course = Course("2026-05-05", "2026-05-05", "r", (Evidence("field title", "x"),))
    found = judge_all([portal("b"), portal("a"), portal("d", course=course), portal("c", runs=runs("down"))], NOON)
    assert [(one.portal, one.verdict) for one in found] == [
        ("c", "down"),
        ("d", "drifting"),
        ("a", "fresh"),
        ("b", "fresh"),
    ]


def test_every_verdict_is_explained() -> None:
    assert set(MEANING) == set(ORDER)
