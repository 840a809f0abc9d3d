"""Seven verdicts, each with its evidence, and none without a reason."""

from datetime import datetime, timedelta

import pytest

from crawler.monitoring.course import Course
from crawler.monitoring.evidence import Evidence
from crawler.monitoring.health import judge_all, trouble, waking
from crawler.monitoring.verdicts import MEANING, ORDER, Health, Portal, Run
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
        (("down", "down"), 1, "down"),  # never there: told at its first run, and not taken back at the second
        (("broken", "ok", "ok"), 1, "down"),  # a module is not down for an hour, it has a mistake
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


def frequent(*outcomes: str | None, newest: datetime = NOON, minutes: int = 15) -> list[Run]:
    """Runs of a frequent cron that ended so, newest first, after many good ones."""
    told = [*outcomes, *["ok"] * 12]
    return [Run(newest - timedelta(minutes=minutes * place), outcome) for place, outcome in enumerate(told)]


@pytest.mark.parametrize(
    ("failures", "verdict"),
    [(1, "fresh"), (4, "fresh"), (11, "fresh"), (12, "down"), (40, "down")],
)
def test_an_hour_of_503_is_no_news_for_a_frequent_cron(failures: int, verdict: str) -> None:
    """Three failures in a row are 30 minutes of it; it must last for three hours."""
    assert health(portal(runs=frequent(*["down"] * failures))).verdict == verdict


def test_nobody_is_woken_for_a_night_of_maintenance() -> None:
    night = NOON.replace(hour=22) + timedelta(hours=9)  # seven in the morning, in the portal's ninth hour of failure
    found = Portal("riverside", frequent(*["blocked"] * 34, newest=night))
    assert judge_all([found], night)[0].verdict == "fresh"
    late = Portal("riverside", frequent(*["blocked"] * 44, newest=night + timedelta(hours=2)))
    assert judge_all([late], night + timedelta(hours=2))[0].verdict == "blocked"


def test_the_night_is_that_of_the_portal() -> None:
    night = NOON.replace(hour=20)
    shanghai = Portal("riverside", frequent(*["down"] * 15, newest=night), zone="Asia/Shanghai")  # 4 a.m. there
    assert judge_all([shanghai], night)[0].verdict == "fresh"
    assert judge_all([Portal("riverside", shanghai.runs)], night)[0].verdict == "down"


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2026-05-06T08:00+02:00", "2026-05-06T12:00+02:00", 4),
        ("2026-05-06T21:00+02:00", "2026-05-07T07:30+02:00", 3.5),
        ("2026-05-06T23:30+02:00", "2026-05-07T05:00+02:00", 0),
        ("2026-05-06T12:00+02:00", "2026-05-08T12:00+02:00", 34),
        ("2026-05-06T12:00+02:00", "2026-05-06T12:00+02:00", 0),
    ],
)
def test_hours_that_are_no_night(since: str, until: str, hours: float) -> None:
    assert waking(datetime.fromisoformat(since), datetime.fromisoformat(until)) == timedelta(hours=hours)


def test_a_laptop_that_slept_has_seen_one_failure_not_two_days_of_them() -> None:
    slept = [Run(NOON, "down"), *(Run(run.started_at - timedelta(days=2), "ok") for run in frequent())]
    assert health(portal(runs=slept)).verdict == "fresh"
    assert health(portal(runs=runs("down", "ok", "ok", "ok"))).verdict == "down"  # one run a day


def test_no_run_is_missed_while_nothing_is_due() -> None:
    """A punctual run leaves no row where nothing is due: a source may be due once in three days."""
    last = [run for run in runs(*["ok"] * 80, hours=1) if run.started_at < NOON - timedelta(hours=60)]
    assert health(portal(runs=last, next_due=NOON + timedelta(hours=12))).verdict == "fresh"
    assert health(portal(runs=last, next_due=NOON - timedelta(hours=20))).verdict == "fresh"
    assert health(portal(runs=last, next_due=NOON - timedelta(hours=27))).verdict == "late"


def test_every_run_of_a_frequent_cron_is_killed() -> None:
    """The newest three are never 20 hours old; but of two crawls of a portal only one can be at work."""
    assert health(portal(runs=frequent(None))).verdict == "fresh"
    assert health(portal(runs=frequent(None, None, None))).verdict == "fresh"
    killed = health(portal(runs=frequent(None, None, None, None)))
    assert (killed.verdict, killed.evidence) == ("late", ("the last three runs were killed before their end",))


def test_a_busy_portal_is_not_late_in_the_morning() -> None:
    """40 articles a day, of which none has come by nine: a third of the day is over, but they come in the afternoon."""
    busy = portal(counts=[*week(6, 40, 40)[:-1], 0])
    for hour, verdict in ((9, "fresh"), (15, "fresh"), (19, "late")):
        found = judge_all([busy, *FLEET], NOON.replace(hour=hour))
        assert next(one.verdict for one in found if one.portal == busy.name) == verdict


def test_what_a_run_knew_is_told_by_the_runs_alone() -> None:
    """Three failures, an hour apart: at the third the last good run is three hours ago; later hours change nothing."""
    assert trouble(portal(runs=runs("down", "down", "ok", hours=1))) is None
    told = trouble(portal(runs=runs("down", "down", "down", "ok", hours=1)))
    assert told
    assert told[0] == "down"
    assert trouble(portal(runs=runs(None, "stopped", "ok"))) is None
    assert trouble(Portal("new")) is None


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
