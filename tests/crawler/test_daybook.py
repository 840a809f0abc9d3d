"""The day book: runs add up to days, a drift is remembered and forgotten, and nothing there counts articles."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from crawler.actions.status_command import healths
from crawler.monitoring import daybook, standing
from crawler.monitoring.course import Course, accepted, ended
from crawler.monitoring.daybook import DayCounts
from crawler.monitoring.evidence import Evidence
from crawler.monitoring.last_told import LastTold
from crawler.reading.items import RawPage
from crawler.storage.store import Store
from tests.crawler.healthkit import figures
from tests.crawler.store_kit import LATER, NOON

DRIFT = Course("2024-03-05T12:00:00+00:00", "2024-03-05", "rules", (Evidence("field title", "title missing"),))
SOURCES = {"http://a.example/": {"read": 1, "links": 20, "fresh": 3, "refused": {"robots": 1}, "new": 2}}


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


def write(store: Store, day: str = "2024-03-05", portal: str = "riverside", number: int = 5, **more: Any) -> None:
    with store.writing() as connection:
        counts = DayCounts(figures(number), SOURCES, 7, 1000, 1.5, **more)
        daybook.add(connection, portal, day, counts)
        daybook.keep_course(connection, portal, daybook.course(connection, portal), "Asia/Shanghai")


def test_runs_add_up_to_a_day(store: Store) -> None:
    write(store)
    write(store, number=3, is_good=False)
    (row,) = store._rows("SELECT * FROM days")
    assert row == {
        "portal": "riverside",
        "day": "2024-03-05",
        "runs": 2,
        "good": 1,
        "news": 8,
        "pages": 8,
        "new": 8,
        "changed": 0,
        "copies": 0,
        "skipped": 0,
        "requests": 14,
        "bytes": 2000,
        "seconds": 3.0,
        "is_drifting": 0,
    }
    (day,) = daybook.history(store.connection, "riverside", "2024-03-05")
    assert (day.figures.read, day.sources.sources["http://a.example/"]["links"]) == (8, 40)


def test_a_day_on_which_a_drift_ended_stays_one_of_drift(store: Store) -> None:
    """Of a frequent cron the last run alone would say so, and the day's bad pages would be what is usual from then on."""
    write(store, "2024-03-05", is_drifting=True)
    write(store, "2024-03-05")
    assert [day.is_drifting for day in daybook.history(store.connection, "riverside", "2024-03-06")] == [True]
    with store.writing() as connection:
        daybook.keep_course(connection, "riverside", accepted(Course(), "2024-03-05"))
    assert [day.is_drifting for day in daybook.history(store.connection, "riverside", "2024-03-06")] == [False]


def test_history_is_bounded_and_oldest_first(store: Store) -> None:
    for number in range(1, 29):
        for month in ("01", "02", "03"):
            write(store, f"2024-{month}-{number:02}")
    days = daybook.history(store.connection, "riverside", "2024-03-20")
    assert (days[0].day, days[-1].day, len(days)) == ("2024-01-21", "2024-03-20", daybook.HISTORY)
    assert len(daybook.history(store.connection, "riverside", "2024-03-20", "2024-03-18")) == 3
    assert daybook.history(store.connection, "harbour", "2024-03-20") == []


def test_a_drift_is_remembered(store: Store) -> None:
    assert daybook.course(store.connection, "riverside") == Course()
    write(store, is_drifting=True)
    with store.writing() as connection:
        daybook.keep_course(connection, "riverside", DRIFT)
    assert daybook.course(store.connection, "riverside") == DRIFT
    (zone,) = store.connection.execute("SELECT timezone FROM portal_state").fetchone()
    assert zone == "Asia/Shanghai"


@pytest.mark.parametrize(("course", "drifting"), [(ended(DRIFT), 1), (accepted(DRIFT, "2024-03-05"), 0)])
def test_what_was_accepted_is_history_and_what_was_mended_is_not(store: Store, course: Course, drifting: int) -> None:
    write(store, "2024-03-05", is_drifting=True)
    with store.writing() as connection:
        daybook.keep_course(connection, "riverside", course)
    assert store.connection.execute("SELECT sum(is_drifting) FROM portal_day").fetchone() == (drifting,)


def test_the_first_page_stays_until_the_drift_ends(store: Store) -> None:
    with store.writing() as connection:
        daybook.keep_course(connection, "riverside", DRIFT)
        daybook.keep_page(
            connection, "riverside", RawPage("http://a.example/1", b"<html>\xff", "text/html", NOON), "field title"
        )
        daybook.keep_page(connection, "riverside", RawPage("http://a.example/2", b"", "", LATER), "no-text")
    kept = daybook.page(store.connection, "riverside")
    assert kept == (RawPage("http://a.example/1", b"<html>\xff", "text/html", NOON), "field title")
    with store.writing() as connection:
        daybook.keep_course(connection, "riverside", ended(DRIFT))
    assert daybook.page(store.connection, "riverside") is None


def test_a_run_keeps_what_it_was_judged_by(store: Store) -> None:
    run = store.start_run("riverside", NOON)
    with store.writing() as connection:
        daybook.keep_run(connection, run, DayCounts(figures(20), {}, 31), [DRIFT.evidence[0].as_json()])
    (row,) = store.runs()
    assert (row["requests"], row["layouts"]) == (31, {"old": 20})
    assert list(row["body_chars"]) == ["10", "50", "90"]
    assert row["evidence"] == [{"kind": "field title", "text": "title missing", "loss": True}]


def test_the_status_reads_no_article(store: Store) -> None:
    """Over any number of articles: the tables that grow with them are not even opened."""
    write(store)
    store.start_run("riverside", NOON)
    read: list[str] = []

    def note(action: int, table: str | None, *_: object) -> int:
        read.append(table or "")
        return 0

    store.connection.set_authorizer(note)
    try:
        (health,) = healths(store, datetime(2024, 3, 5, 13, tzinfo=UTC))
    finally:
        store.connection.set_authorizer(None)
    assert health.portal == "riverside"
    assert {"portal_day", "portal_state", "run"} <= set(read)
    assert not {"article", "sighting", "removed_line", "raw_page"} & set(read)


def test_what_was_told_is_remembered(store: Store) -> None:
    write(store)
    assert standing.told(store.connection) == {"riverside": LastTold()}
    with store.writing() as connection:
        daybook.tell(connection, "riverside", LastTold("down", {"mail": "late"}), LATER)
    assert standing.told(store.connection) == {"riverside": LastTold("down", {"mail": "late"})}


def test_old_figures_go_and_counts_stay(store: Store) -> None:
    for day in ("2024-01-01", "2024-03-05"):
        write(store, day)
        run = store.start_run("riverside", f"{day}T12:00:00+00:00")
        with store.writing() as connection:
            daybook.keep_run(connection, run, DayCounts(figures(5), {}), [])
    with store.writing() as connection:
        daybook.forget(connection, "riverside", date(2024, 4, 5))
    rows = store.connection.execute("SELECT news, figures FROM portal_day ORDER BY day").fetchall()
    assert [(news, bool(json.loads(text))) for news, text in rows] == [(5, False), (5, True)]
    assert [row["layouts"] for row in store.runs()] == [{"old": 5}, {}]


def test_an_outage_is_remembered_for_longer_than_the_last_runs(store: Store) -> None:
    """A portal that has failed for days is told by its last good run, which is the 41st."""
    begin = datetime(2024, 3, 5, 12, tzinfo=UTC)
    for number, outcome in enumerate(["ok"] * 20 + ["down"] * 40):
        when = (begin + timedelta(minutes=15 * number)).isoformat(timespec="seconds")
        store.finish_run(store.start_run("riverside", when), outcome, finished_at=when)
    found = standing.portal(store.connection, "riverside", begin)
    assert [run.outcome for run in found.runs] == ["down"] * 40 + ["ok"]
    (health,) = healths(store, begin + timedelta(hours=15))
    assert (health.verdict, health.evidence) == (
        "down",
        ("the last 40 runs ended as down; the last good one was on 2024-03-05 16:45",),
    )
    assert standing.trouble(store.connection, "riverside") == "down"
    assert standing.trouble(store.connection, "hilltop") == ""


def test_a_status_reads_no_row_of_the_days_but_an_index(store: Store) -> None:
    asked: list[str] = []
    with store.reading() as connection:
        connection.set_trace_callback(asked.append)
        assert daybook.counts(connection, "riverside", "2024-01-01") == []
        connection.set_trace_callback(None)
        (plan,) = (row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}"))
    assert plan == "SEARCH portal_day USING COVERING INDEX portal_day_counts (portal=? AND day>?)"
