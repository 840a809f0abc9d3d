"""Crawls of a portal that says how it wants to be asked, over real HTTP: robots.txt, delays, refusals, budgets."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from crawler.monitoring import pauses
from crawler.network.pace import LONGEST_PAUSE
from crawler.scheduling.revisit import WEEK
from crawler.storage.store import Store
from tests.asked import Answer, Asked, asking, ordinary
from tests.conftest import ROOT, Command

PATIENT = ("-s", "CITYDESK_FIRST_PAUSE=0.05", "-s", "RETRY_TIMES=2")


def stored(path: Path) -> int:
    with sqlite3.connect(f"file:{path}/citydesk.db?mode=ro", uri=True) as db:
        return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418])
def test_without_robots_txt_everything_may_be_fetched(citydesk: Command, tmp_path: Path, status: int) -> None:
    def answer(path: str, asked: Asked) -> Answer:
        return (status, {}, b"User-agent: *\nDisallow: /") if path == "/robots.txt" else ordinary(path)

    with asking(answer) as asked:
        assert citydesk("crawl", asked.url).returncode == 0
    assert stored(tmp_path) == 6


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_while_robots_txt_fails_nothing_may_be_fetched(citydesk: Command, tmp_path: Path, status: int) -> None:
    def answer(path: str, asked: Asked) -> Answer:
        return (status, {}, b"") if path == "/robots.txt" else ordinary(path)

    with asking(answer) as asked:
        done = citydesk("crawl", asked.url, *PATIENT)
    assert done.returncode == 3
    assert set(asked.paths) == {"/robots.txt"}
    assert f"robots.txt was answered with {status}" in done.stderr.splitlines()[-1]
    assert stored(tmp_path) == 0


def test_rules_behind_a_redirect_count(citydesk: Command, tmp_path: Path) -> None:
    def answer(path: str, asked: Asked) -> Answer:
        if path == "/robots.txt":
            return 301, {"Location": "/rules.txt"}, b""
        return (200, {}, b"User-agent: citydesk\nDisallow: /news/") if path == "/rules.txt" else ordinary(path)

    with asking(answer) as asked:
        done = citydesk("crawl", asked.url, "--json")
    assert done.returncode == 3
    assert not [path for path in asked.paths if path.startswith("/news/")]
    assert json.loads(done.stdout)["skipped"]["robots"] == 6


def test_an_endless_redirect_is_no_rule(citydesk: Command, tmp_path: Path) -> None:
    def answer(path: str, asked: Asked) -> Answer:
        return (302, {"Location": "/robots.txt?again"}, b"") if path.startswith("/robots.txt") else ordinary(path)

    with asking(answer) as asked:
        assert citydesk("crawl", asked.url).returncode == 0
    assert stored(tmp_path) == 6


@pytest.mark.parametrize(("before", "found"), [(400_000, 0), (600_000, 6)])
def test_rules_within_the_first_500_kib_count(citydesk: Command, tmp_path: Path, before: int, found: int) -> None:
    rules = b"#" * (before - 1) + b"\nUser-agent: *\nDisallow: /news/\n" + b"# \n" * 9_000_000

    def answer(path: str, asked: Asked) -> Answer:
        return (200, {"Content-Type": "text/plain"}, rules) if path == "/robots.txt" else ordinary(path)

    with asking(answer) as asked:
        citydesk("crawl", asked.url)
    assert stored(tmp_path) == found


def test_the_crawl_delay_is_kept(citydesk: Command, tmp_path: Path) -> None:
    def answer(path: str, asked: Asked) -> Answer:
        return (200, {}, b"User-agent: *\nCrawl-delay: 0.3\n") if path == "/robots.txt" else ordinary(path)

    with asking(answer) as asked:
        assert citydesk("crawl", asked.url, "-s", "DOWNLOAD_DELAY_JITTER=0").returncode == 0
    times = asked.times[2:]  # robots.txt and the request that was held back for it
    assert stored(tmp_path) == 6
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.25


@pytest.mark.parametrize("form", ["seconds", "date", "none"])
def test_a_refusal_pauses_the_host_and_the_page_comes_after_it(citydesk: Command, tmp_path: Path, form: str) -> None:
    def answer(path: str, asked: Asked) -> Answer:
        if path != "/news/20260304/3.html" or asked.count(path) > 1:
            return ordinary(path)
        later = (datetime.now(UTC) + timedelta(seconds=2)).strftime("%a, %d %b %Y %H:%M:%S GMT")
        wait = {"seconds": {"Retry-After": "1"}, "date": {"Retry-After": later}, "none": {}}[form]
        return 429 if form == "seconds" else 503, wait, b""

    with asking(answer) as asked:
        assert citydesk("crawl", asked.url, "-s", "CITYDESK_FIRST_PAUSE=0.5").returncode == 0
    assert stored(tmp_path) == 6
    first, again = (time for path, time in zip(asked.paths, asked.times, strict=True) if path.endswith("/3.html"))
    assert again - first >= {"seconds": 0.99, "date": 0.9, "none": 0.49}[form]
    during = [time for time in asked.times if first + 0.1 < time < again - 0.1]
    assert during == []  # all of the host waits, not that page alone


def test_a_host_that_goes_on_refusing_is_left_alone(citydesk: Command, tmp_path: Path) -> None:
    def answer(path: str, asked: Asked) -> Answer:
        return (429, {}, b"") if path.startswith("/news/") else ordinary(path)

    with asking(answer) as asked:
        done = citydesk("crawl", asked.url, "-s", "CITYDESK_FIRST_PAUSE=0.01", "--json")
    assert done.returncode == 3
    assert 6 <= len([path for path in asked.paths if path.startswith("/news/")]) < 18
    assert "asks to be left alone" in done.stderr


def test_a_long_pause_ends_the_run_at_once(citydesk: Command, tmp_path: Path) -> None:
    def answer(path: str, asked: Asked) -> Answer:
        if path.endswith("/4.html"):
            return 503, {"Retry-After": "86400"}, b""
        return ordinary(path, articles=60)

    with asking(answer) as asked:
        done = citydesk("crawl", asked.url, "-s", "DOWNLOAD_SLOTS={}", "-s", "DOWNLOAD_DELAY=0.01")
    assert done.returncode == 0
    assert len(asked.paths) < 30
    assert "asks to be left alone until " in done.stderr


def test_a_front_page_that_says_when_to_come_again_is_asked_then(citydesk: Command, tmp_path: Path) -> None:
    """The time is named by the clock of this machine, kept, and heeded by each crawl but a full one."""
    state = {"busy": True}

    def answer(path: str, asked: Asked) -> Answer:
        return (503, {"Retry-After": "7200"}, b"") if state["busy"] and path == "/" else ordinary(path)

    def due() -> list[Any]:
        return [json.loads(line)["not_before"] for line in citydesk("due", "--json").stdout.splitlines()]

    with asking(answer) as asked:
        soon = datetime.now(UTC) + timedelta(hours=2)
        done = citydesk("crawl", asked.url, "--json", TZ="<+08>-8")
        until = json.loads(done.stdout)["paused_until"]
        assert done.returncode == 3
        assert soon <= datetime.fromisoformat(until) < soon + timedelta(minutes=2)
        clock = datetime.fromisoformat(until).astimezone(timezone(timedelta(hours=8)))
        assert f"answers 503 and asks to be left alone until {clock:%Y-%m-%d %H:%M} +08" in done.stderr
        assert "ask its operator" not in done.stderr
        count = len(asked.paths)
        again = citydesk("crawl", asked.url)
        assert (again.returncode, again.stderr.count("\n")) == (3, 1)
        assert "the portal asks to be left alone for a while; what is due waits (until " in again.stderr
        quiet = citydesk("crawl", asked.url, "--punctual", "--quiet")
        assert (quiet.returncode, quiet.stderr) == (0, "")
        assert len(asked.paths) == count
        assert due() == [until]
        assert "(asks to be left alone until" in citydesk("due").stdout
        shown = json.loads(citydesk("status", "--json").stdout)
        assert (shown["verdict"], shown["next_due"]) == ("blocked", until)
        assert "it asks to be left alone until" in shown["evidence"][0]
        state["busy"] = False
        assert citydesk("crawl", asked.url, "--full").returncode == 0
        assert stored(tmp_path) == 6
        assert due() == [None]


def test_when_its_pause_is_over_a_portal_is_crawled(citydesk: Command, tmp_path: Path) -> None:
    with asking(lambda path, _: ordinary(path)) as asked:
        with Store.open(tmp_path / "citydesk.db") as store, store.writing() as connection:
            pauses.pause(connection, asked.url.removeprefix("http://"), int(time.time()) - 1)
        assert citydesk("crawl", asked.url).returncode == 0


def test_nobody_is_left_alone_for_years() -> None:
    assert LONGEST_PAUSE == WEEK


def test_the_budget_counts_every_request(citydesk: Command, tmp_path: Path) -> None:
    with asking(lambda path, asked: ordinary(path, articles=30)) as asked:
        done = citydesk("crawl", asked.url, "-s", "CITYDESK_MAX_REQUESTS=9")
    assert done.returncode == 0
    assert len(asked.paths) == 9
    assert "CITYDESK_MAX_REQUESTS" in done.stderr
    assert stored(tmp_path) >= 5


def test_nothing_is_asked_in_quiet_hours(citydesk: Command, tmp_path: Path) -> None:
    hour = datetime.now().astimezone().hour  # a portal by its address alone has this machine's clock
    hours = f"{hour:02}:00-{(hour + 2) % 24:02}:00"
    with asking(lambda path, asked: ordinary(path)) as asked:
        done = citydesk("crawl", asked.url, "-s", f"CITYDESK_QUIET_HOURS={hours}")
        assert (done.returncode, asked.paths) == (0, [])
        assert "quiet hours" in done.stderr
        wrong = citydesk("crawl", asked.url, "-s", "CITYDESK_QUIET_HOURS=always")
    assert wrong.returncode == 2
    assert "write from and until" in wrong.stderr


def test_a_signal_ends_a_slow_crawl_at_once(tmp_path: Path) -> None:
    """At one request a second, what waits for its turn would hold up the end for half a minute."""

    def answer(path: str, asked: Asked) -> Answer:
        if path == "/robots.txt":
            return 200, {}, b"User-agent: *\nCrawl-delay: 20\n"
        return ordinary(path, articles=40)

    with asking(answer) as asked:
        command = [sys.executable, "-m", "crawler.cli", "crawl", asked.url, "--db", str(tmp_path / "citydesk.db")]
        crawl = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        asked.wait_for("/", 60)
        crawl.send_signal(signal.SIGTERM)
        _, stderr = crawl.communicate(timeout=15)
    assert crawl.returncode == 143
    assert "stopped by a signal" in stderr.splitlines()[-1]
    assert stored(tmp_path) == 0
