"""A portal crawled again and again, killed, told to stop and cut off, over real HTTP on loopback."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.changing_site import Site, serving
from tests.conftest import ROOT, Command
from tests.crawler.store_kit import rows


@pytest.fixture
def site() -> Iterator[Site]:
    portal = Site()
    portal.publish(range(10_000, 10_035))
    with serving(portal):
        yield portal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "citydesk.db"


def crawl(citydesk: Command, site: Site, *more: str, code: int = 0) -> dict[str, Any]:
    done = citydesk("crawl", site.url, "--json", *more)
    assert done.returncode == code, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    assert result["pages"] == sum(result[name] for name in ("new", "changed", "unchanged", "copies")) + sum(
        result["skipped"].values()
    )
    return result


def start(site: Site, path: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "crawler.cli", "crawl", site.url, "--db", str(path), *more]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_second_crawl_asks_only_whether_the_lists_have_changed(citydesk: Command, site: Site, path: Path) -> None:
    assert crawl(citydesk, site)["new"] == 35
    assert set(site.asked_articles().values()) == {1}
    site.forget()
    result = crawl(citydesk, site)
    assert (result["pages"], result["verdict"]) == (0, "ok")
    assert site.asked_articles().total() == 0
    assert (site.statuses[304], site.statuses[200]) == (1, 0)
    assert result["sources"][site.url] == {"read": 1, "unchanged": 1, "not-modified": 1}


def test_the_next_day_costs_a_request_for_each_new_article_and_a_few_for_lists(
    citydesk: Command, site: Site, path: Path
) -> None:
    crawl(citydesk, site)
    site.publish(range(10_100, 10_112))
    site.forget()
    result = crawl(citydesk, site)
    assert (result["new"], result["pages"]) == (12, 12)
    assert site.asked_articles().total() == 12
    assert site.asked.total() <= 12 + 6, "robots.txt, two pages with new articles, two without, one that is new"
    tally = result["sources"][site.url]
    assert (tally["found"], tally["new"]) == (13, 12), "twelve articles and the list's fifth page"
    assert rows(path, "SELECT sources FROM runs ORDER BY id DESC LIMIT 1") == [(json.dumps(result["sources"]),)]


def test_revisit_finds_what_was_edited_and_marks_what_is_gone(citydesk: Command, site: Site, path: Path) -> None:
    crawl(citydesk, site)
    site.edit(10_003)
    site.remove(10_004)
    site.forget()
    result = crawl(citydesk, site, "--revisit")
    assert (result["changed"], result["unchanged"], result["skipped"]) == (1, 33, {"gone": 1})
    assert site.statuses[304] == 33 + 1, "each unchanged article, and the front page"
    gone = rows(
        path,
        "SELECT a.url, length(body) > 100, s.status FROM articles a JOIN sightings s USING (url) WHERE gone_at > ''",
    )
    assert gone == [(f"{site.url}news/2024-05/13/content_10004.html", 1, 404)]
    assert rows(path, "SELECT state, reason FROM addresses WHERE url LIKE '%10004.html'") == [("gone", "gone")]
    site.forget()
    crawl(citydesk, site)
    assert site.asked_articles().total() == 0


def test_full_reads_every_list_whole(citydesk: Command, site: Site, path: Path) -> None:
    crawl(citydesk, site)
    site.forget()
    crawl(citydesk, site, "--full")
    assert site.asked_articles().total() == 0
    assert site.statuses[304] == 0
    assert {"/", "/news/index_2.html", "/news/index_3.html", "/news/index_4.html"} <= set(site.asked)


def test_max_pages_takes_the_newest_and_the_rest_comes_later(citydesk: Command, site: Site, path: Path) -> None:
    crawl(citydesk, site, "--max-pages", "7")
    stored = [url[-10:-5] for (url,) in rows(path, "SELECT url FROM articles ORDER BY url")]
    assert stored == [str(number) for number in range(10_028, 10_035)]
    assert crawl(citydesk, site)["new"] == 28
    assert set(site.asked_articles().values()) == {1}


def test_a_page_that_failed_comes_back(citydesk: Command, site: Site, path: Path) -> None:
    bad = "/news/2024-05/13/content_10007.html"
    site.status_of[bad] = 500
    result = crawl(citydesk, site, "-s", "RETRY_TIMES=0")
    assert (result["new"], result["skipped"]) == (34, {"http-error": 1})
    state = "SELECT state, reason, status, tries FROM addresses WHERE url LIKE '%10007.html'"
    assert rows(path, state) == [("retry", "http-error", 500, 1)]
    del site.status_of[bad]
    assert crawl(citydesk, site)["new"] == 1
    assert rows(path, state) == [("done", "", 200, 0)]


def test_a_page_that_failed_for_good_is_listed_and_left_alone(citydesk: Command, site: Site, path: Path) -> None:
    bad = "/news/2024-05/13/content_10007.html"
    site.status_of[bad] = 400
    crawl(citydesk, site)
    assert rows(path, "SELECT url, status FROM addresses WHERE state = 'failed'") == [(site.url[:-1] + bad, 400)]
    site.forget()
    crawl(citydesk, site)
    assert site.asked[bad] == 0
    del site.status_of[bad]
    assert crawl(citydesk, site, "--full")["new"] == 1


def test_kills_lose_nothing(citydesk: Command, site: Site, path: Path) -> None:
    for stop_at in (6, 14, 25):
        site.stop_at = stop_at
        site.reached.clear()
        with start(site, path) as process:
            assert site.reached.wait(60)
            process.kill()
        assert process.returncode == -signal.SIGKILL
    site.stop_at = 0
    crawl(citydesk, site)
    assert rows(path, "SELECT count(*), count(DISTINCT url) FROM articles") == [(35, 35)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert site.asked_articles().total() <= 35 + 3 * 5
    assert [outcome for (outcome,) in rows(path, "SELECT outcome FROM runs ORDER BY id")] == [None, None, None, "ok"]
    for pages, outcomes in rows(
        path,
        "SELECT pages, new + changed + unchanged + copies + (SELECT coalesce(sum(value), 0) FROM json_each(skipped)) FROM runs",
    ):
        assert pages == outcomes


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_cleanly_even_when_the_portal_hangs(site: Site, path: Path, stop: signal.Signals) -> None:
    site.stop_at, site.hold = 12, True
    with start(site, path, "-s", "CITYDESK_GRACE=0.2") as process:
        assert site.reached.wait(60)
        told = time.monotonic()
        process.send_signal(stop)
        assert process.wait(20) == 128 + stop
    assert time.monotonic() - told < 10
    assert rows(path, "SELECT outcome FROM runs") == [("stopped",)]
    stored, left = rows(path, "SELECT sum(state = 'done'), sum(state = 'new') FROM addresses WHERE kind = 'article'")[0]
    assert stored >= 8
    assert left > 0


def test_a_portal_that_falls_silent_is_left_alone_and_the_next_run_goes_on(citydesk: Command, path: Path) -> None:
    portal = Site(per_list=60)
    portal.publish(range(10_000, 10_060))
    portal.stop_at = 20
    with serving(portal) as site:
        with start(site, path, "--json", "-s", "RETRY_TIMES=0") as process:
            assert site.reached.wait(60)
            site.down = True
            output, errors = process.communicate(timeout=60)
        assert process.returncode == 1
        assert "stopped answering" in errors
        assert json.loads(output)["verdict"] == "failed"
        site.down, site.stop_at = False, 0
        crawl(citydesk, site)
        assert rows(path, "SELECT count(*) FROM articles") == [(60,)]
        assert site.asked_articles().total() <= 60 * 1.1


def test_scrapy_crawl_goes_on_where_citydesk_stopped(citydesk: Command, site: Site, path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    host = site.url.removeprefix("http://").rstrip("/")
    (folder / "changing.py").write_text(
        "from crawler.portal import PortalSpider\nfrom crawler.sources import ListPage\n\n\n"
        f"class Changing(PortalSpider):\n    name = 'changing'\n    hosts = ('{host}',)\n"
        f"    sources = (ListPage('{site.url}', pages=9),)\n"
    )
    done = citydesk("crawl", "changing", "--portals", str(folder), "--max-pages", "20")
    assert done.returncode == 0, done.stderr
    environment = {"PATH": "/usr/bin:/bin", "CITYDESK_DB": str(path), "CITYDESK_PORTALS": str(folder)}
    command = [sys.executable, "-m", "scrapy", "crawl", "changing", "-s", "LOG_LEVEL=ERROR"]
    more = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (more.returncode, more.stderr) == (0, "")
    assert rows(path, "SELECT count(*) FROM articles") == [(35,)]
    assert set(site.asked_articles().values()) == {1}


def test_a_locked_database_is_waited_for_and_then_named(citydesk: Command, site: Site, path: Path) -> None:
    crawl(citydesk, site, "--max-pages", "3")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = citydesk("crawl", site.url, "-s", "CITYDESK_BUSY_SECONDS=0.2")
        other.execute("ROLLBACK")
    assert done.returncode == 4
    assert "is locked by another program" in done.stderr
    assert crawl(citydesk, site)["new"] == 32


def test_due_says_what_a_crawl_would_fetch_and_why(citydesk: Command, site: Site, path: Path) -> None:
    crawl(citydesk, site, "--max-pages", "33")
    shown = citydesk("due", "--json", "--limit", "0")
    assert shown.returncode == 0
    found = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [(row["kind"], row["state"]) for row in found[:3]] == [
        ("list", "done"),
        ("article", "new"),
        ("article", "new"),
    ]
    assert found[1]["why"] == f"new, found by {site.url}"
    before = site.asked.total()
    result = crawl(citydesk, site)
    assert result["pages"] == sum(row["kind"] == "article" for row in found)
    assert site.asked.total() > before
    name = site.url.removeprefix("http://").rstrip("/")
    table = citydesk("due", name, COLUMNS="30")
    assert (table.returncode, table.stderr) == (0, "")
    assert table.stdout == f"{name}: 1 due\nlist     {site.url}\n         source that is read in every run\n"
    wrong = citydesk("due", "nobody")
    assert wrong.returncode == 2
    assert "knows no portal 'nobody'" in wrong.stderr
    assert citydesk("due", "--db", "missing.db").returncode == 4
    assert os.path.getsize(path) > 0
