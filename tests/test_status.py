"""``citydesk status`` and ``citydesk alert`` as they are installed, over a database with portals of every kind."""

import json
import re
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.monitoring import daybook
from crawler.monitoring.course import Course
from crawler.monitoring.daybook import DayCounts
from crawler.monitoring.evidence import Evidence
from crawler.monitoring.last_told import LastTold
from crawler.monitoring.outcome import ExitCode
from crawler.output import status_text
from crawler.reading.items import RawPage
from crawler.storage.store import Store
from tests.conftest import Command
from tests.crawler.healthkit import figures

EVIL = '<script>alert("x")</script>'


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A portal that is well, one that is down, and one that drifts and whose texts are hostile."""
    path, now = tmp_path / "citydesk.db", datetime.now(UTC)
    with Store.open(path) as store:
        for name, outcomes in (("well", ("ok", "ok")), ("away", ("ok", "down")), ("odd", ("ok", "drift"))):
            for hours, outcome in zip((25, 1), outcomes, strict=True):
                began = now - timedelta(hours=hours)
                run = store.start_run(name, began.isoformat(timespec="seconds"))
                store.finish_run(
                    run, outcome, finished_at=began.isoformat(timespec="seconds"), seconds=3.2, size=52_000
                )
                with store.writing() as connection:
                    daybook.keep_run(connection, run, DayCounts(figures(6), {}, 9), [])
            with store.writing() as connection:
                for back in range(20):
                    day = (now.date() - timedelta(days=back)).isoformat()
                    daybook.add(connection, name, day, DayCounts(figures(6 + back % 3), {}))
                course = Course(
                    now.isoformat(), now.date().isoformat(), "r", (Evidence("field title", f"title missing {EVIL}"),)
                )
                daybook.keep_course(connection, name, course if name == "odd" else Course(), "")
        with store.writing() as connection:
            daybook.keep_page(
                connection, "odd", RawPage("http://odd.example/1", b"<html>kept", "text/html", ""), "field title"
            )
    return path


def test_the_screen_shows_the_worst_first_in_80_columns(citydesk: Command, db: Path) -> None:
    done = citydesk("status")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert [line.split()[:2] for line in lines[1:4]] == [["down", "away"], ["drifting", "odd"], ["fresh", "well"]]
    assert max(map(len, lines[:4])) <= 80
    assert "█" in lines[3] or "▇" in lines[3]
    assert "the last run ended as down" in done.stdout
    assert lines[-1] == "3 portals, 1 well; times are UTC"


def test_long_names_are_told_apart_and_nothing_else_is_cut(citydesk: Command, tmp_path: Path) -> None:
    names = [f"www.district-of-the-river-{number:02}.example.cn" for number in range(1, 4)]
    with Store.open(tmp_path / "citydesk.db") as store:
        for name in names:
            began = datetime.now(UTC).isoformat(timespec="seconds")
            run = store.start_run(name, began)
            store.finish_run(run, "ok", finished_at=began)
            course = Course("2026-01-02", "2026-01-02", "r", (Evidence("field title", "title missing"),))
            with store.writing() as connection:
                daybook.keep_course(connection, name, course, "")
                connection.execute(
                    "INSERT INTO frontier (portal, url, kind, state, found_at, due_at) VALUES (?, ?, 'list', 'new', 1, 1800000000)",
                    (name, f"http://{name}/"),
                )
    shown = citydesk("status").stdout.partition("\n\n")[0].splitlines()
    assert max(map(len, shown)) <= 80
    assert "…" not in "".join(shown)
    assert "".join(line[10:30].strip() for line in shown[1:]) == "".join(names)
    assert all(name in citydesk("status", COLUMNS="110").stdout.partition("\n\n")[0] for name in names)


@pytest.mark.parametrize("columns", [40, 65, 66, 80])
def test_a_narrow_terminal_shows_whole_names(citydesk: Command, db: Path, columns: int) -> None:
    done = citydesk("status", "--db", str(db), COLUMNS=str(columns))
    table = done.stdout.partition("\n\n")[0].splitlines()
    assert max(map(len, table)) <= columns
    assert ("two weeks" in table[0]) == (columns >= 66)
    portals = [line.split()[1] for line in table[1:]]
    listed = citydesk("status", "--db", str(db), "--json").stdout.splitlines()
    assert portals == [json.loads(line)["portal"] for line in listed]


def test_before_the_first_crawl(citydesk: Command, tmp_path: Path) -> None:
    with Store.open(tmp_path / "citydesk.db"):
        pass
    assert citydesk("status").stdout == "no portal was crawled yet: citydesk crawl\n"
    assert "<h1>citydesk: no portal was crawled yet</h1>" in citydesk("status", "--html").stdout
    assert citydesk("status", "--json").stdout == ""


def test_portals_whose_first_run_did_not_end_are_there(citydesk: Command, tmp_path: Path) -> None:
    """One that is at work, and one whose module is broken from the first day: neither has a day in the day book."""
    long_ago = (datetime.now(UTC) - timedelta(days=3)).isoformat(timespec="seconds")
    with Store.open(tmp_path / "citydesk.db") as store:
        store.start_run("new.example", datetime.now(UTC).isoformat(timespec="seconds"))
        store.finish_run(store.start_run("own", long_ago), "broken", finished_at=long_ago)
    shown = [json.loads(line) for line in citydesk("status", "--json").stdout.splitlines()]
    assert [(one["portal"], one["verdict"]) for one in shown] == [("own", "down"), ("new.example", "fresh")]
    assert "citydesk check own" in shown[0]["evidence"][0]
    assert citydesk("status", "new.example").stdout.startswith("new.example: fresh")
    assert citydesk("alert").stdout.startswith("own: down")
    assert citydesk("alert").stdout == ""


def test_json_has_one_object_a_portal(citydesk: Command, db: Path) -> None:
    rows = [json.loads(line) for line in citydesk("status", "--json").stdout.splitlines()]
    assert [(row["portal"], row["verdict"]) for row in rows] == [
        ("away", "down"),
        ("odd", "drifting"),
        ("well", "fresh"),
    ]
    assert rows[2]["since"] is None
    assert len(rows[2]["articles_per_day"]) == 30
    assert json.loads(citydesk("status", "odd", "--json").stdout)["portal"] == "odd"


def test_one_portal_s_whole_story(citydesk: Command, db: Path) -> None:
    told = citydesk("status", "odd").stdout
    for word in (
        "odd: drifting since",
        "title missing",
        "sample page kept: http://odd.example/1",
        "layouts: old 6",
        "body chars",
    ):
        assert word in told
    assert max(map(len, (line for line in told.splitlines() if "sample page" not in line))) <= 100


def test_prometheus_metrics_can_be_read(citydesk: Command, db: Path, tmp_path: Path) -> None:
    out = tmp_path / "citydesk.prom"
    assert citydesk("status", "--prometheus", "--output", str(out)).returncode == 0
    text = out.read_text()
    assert stat.S_IMODE(out.stat().st_mode) == 0o644  # the collector is another user
    assert [path.name for path in tmp_path.glob(".citydesk.prom*")] == []
    for line in text.splitlines():
        assert re.fullmatch(r'# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? -?[\d.e+]+', line), line
    assert 'citydesk_portal_ok{portal="away"} 0' in text
    assert 'citydesk_portal_verdict{portal="odd",verdict="drifting"} 1' in text
    assert 'citydesk_portal_articles_week{portal="well"}' in text


def test_the_page_is_static_and_safe(citydesk: Command, db: Path) -> None:
    page = citydesk("status", "--html").stdout
    assert EVIL not in page
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert page.count("<svg") == 3
    assert "prefers-color-scheme: dark" in page
    assert 'name="viewport"' in page
    assert not re.search(r'(src|href)="', page)


def test_a_first_crawl_of_an_archive_shows_what_came(citydesk: Command, tmp_path: Path) -> None:
    """Forty articles of past years and two of today: the portal is no empty one."""
    today = datetime.now(UTC)
    counts = figures(42)
    counts.articles["news"] = 2
    with Store.open(tmp_path / "citydesk.db") as store:
        run = store.start_run("archive.example", today.isoformat(timespec="seconds"))
        store.finish_run(run, "ok", finished_at=today.isoformat(timespec="seconds"))
        with store.writing() as connection:
            daybook.add(connection, "archive.example", today.date().isoformat(), DayCounts(counts, {}))
    screen = citydesk("status").stdout
    assert " 2 +40 " in screen.splitlines()[1]
    assert status_text.OLDER in screen
    told = json.loads(citydesk("status", "--json").stdout)
    assert (told["articles_per_day"][-1], told["came_per_day"][-1], len(told["came_per_day"])) == (2, 42, 30)
    assert "2 articles in 30 days, 2 today and 40 older ones" in citydesk("status", "--html").stdout
    assert 'citydesk_portal_came_today{portal="archive.example"} 42' in citydesk("status", "--prometheus").stdout
    assert "2 in 30 days, +40 older\n" in citydesk("status", "archive.example").stdout


def test_where_all_is_of_the_day_nothing_more_is_said(citydesk: Command, db: Path) -> None:
    shown = citydesk("status").stdout
    assert status_text.OLDER not in shown
    assert "+" not in shown


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (("nobody",), "knows no portal 'nobody'; it knows: away, odd, well"),
        (("--page",), "name the portal"),
        (("well", "--page"), "no page of 'well' is kept"),
        (("nobody", "--accept"), "knows no portal"),
        (("-o", "x"), "--output needs"),
        (("--json", "-o", "no/such/folder/x"), "cannot be written"),
    ],
)
def test_wrong_use_is_one_line(citydesk: Command, db: Path, arguments: tuple[str, ...], cause: str) -> None:
    done = citydesk("status", *arguments)
    assert done.returncode == ExitCode.WRONG_USE
    assert cause in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_kept_page_byte_for_byte(citydesk: Command, db: Path) -> None:
    assert citydesk("status", "odd", "--page").stdout == "<html>kept"


def test_no_database(citydesk: Command) -> None:
    assert citydesk("status").returncode == ExitCode.DATABASE
    assert citydesk("alert").returncode == ExitCode.DATABASE


def test_alerts_tell_each_change_once(citydesk: Command, db: Path, tmp_path: Path) -> None:
    first = citydesk("alert").stdout.splitlines()
    assert [line.split(":")[0] for line in first] == ["away", "odd"]
    assert citydesk("alert").stdout == ""
    citydesk("status", "odd", "--accept")
    out = tmp_path / "told"
    assert citydesk("alert", CITYDESK_ALERT_COMMAND=f"tee {out}").returncode == 0
    assert json.loads(out.read_text())["text"] == "odd: well again (fresh, was drifting)"
    assert citydesk("alert").stdout == ""


def test_what_was_not_delivered_is_told_again(citydesk: Command, db: Path) -> None:
    done = citydesk("alert", "--webhook", "http://127.0.0.1:9/hook")
    assert done.returncode == ExitCode.SOME_FAILED
    assert "told again" in done.stderr
    assert citydesk("alert").stdout.startswith("away: down")


def test_only_the_receiver_that_missed_an_alert_is_told_again(citydesk: Command, db: Path, tmp_path: Path) -> None:
    got, missed = tmp_path / "got", tmp_path / "missed"
    failing = {"CITYDESK_ALERT_COMMAND": f"tee -a {got}", "CITYDESK_ALERT_WEBHOOK": "http://127.0.0.1:9/hook"}
    for _ in range(3):
        done = citydesk("alert", **failing)
        assert done.returncode == ExitCode.SOME_FAILED
        assert "the webhook at 127.0.0.1:9 did not take it" in done.stderr
    assert got.read_text().count('"at"') == 1
    citydesk("status", "odd", "--accept")
    assert citydesk("alert", **failing).returncode == ExitCode.SOME_FAILED
    assert got.read_text().count("odd: well again") == 1
    # The hook is mended: it hears of what is still so, and of nothing that came and went meanwhile.
    sendmail = tmp_path / "sendmail"
    sendmail.write_text(f"#!/bin/sh\ncat >> {missed}\n")
    sendmail.chmod(0o755)
    failing = {"CITYDESK_ALERT_COMMAND": "false", "CITYDESK_ALERT_MAIL": "desk@example.org"}
    with Store.open(db) as store, store.writing() as connection:
        daybook.tell(connection, "well", LastTold("fresh", {"mail": "down"}), "2026-05-06T12:00:00+00:00")
    assert citydesk("alert", "--sendmail", str(sendmail), **failing).returncode == 0
    assert "well: well again (fresh, was down)" in missed.read_text()
    assert "odd" not in missed.read_text()
    assert citydesk("alert", **failing).stderr == ""


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_a_portal_is_accepted_from_its_own_day_on(citydesk: Command, tmp_path: Path, zone: str) -> None:
    """One of these two is never on the day of UTC; the day before has the pages of the old design."""
    with Store.open(tmp_path / "citydesk.db") as store, store.writing() as connection:
        daybook.keep_course(connection, "islands", Course(), zone)
    days = {datetime.now(ZoneInfo(zone)).date().isoformat()}  # the test may run at midnight
    said = citydesk("status", "islands", "--accept").stdout
    days.add(datetime.now(ZoneInfo(zone)).date().isoformat())
    with Store.read_only(tmp_path / "citydesk.db") as store, store.reading() as connection:
        course = daybook.course(connection, "islands")
    assert course.known_from in days
    assert f"from {course.known_from} on" in said
