"""Whole crawls by the command line, over real HTTP on loopback, into a real file."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crawler.sample_data.samples import SampleServer, Site, samples_folder
from tests.conftest import ROOT, Command

FAST = ("-s", "DOWNLOAD_DELAY=0")


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        return db.execute(sql).fetchall()


@pytest.fixture
def crawled(citydesk: Command, samples: SampleServer, tmp_path: Path) -> Path:
    """A database of both sample portals."""
    done = citydesk("crawl", *FAST, http_proxy=samples.url)
    assert (done.returncode, done.stderr) == (0, "")
    return tmp_path / "citydesk.db"


def test_all_portals_end_up_in_the_database(crawled: Path) -> None:
    assert rows(crawled, "SELECT portal, count(*) FROM articles GROUP BY 1") == [("dadongnews", 40), ("yb983", 40)]
    assert rows(crawled, "SELECT count(*), sum(copies) FROM stories") == [(54, 26)]
    assert rows(crawled, "SELECT count(*) FROM articles WHERE story_id = 0 OR published_at IS NULL") == [(0,)]


def test_the_original_is_the_canonical_copy(crawled: Path) -> None:
    sql = "SELECT DISTINCT portal FROM stories WHERE copies > 0"
    assert rows(crawled, sql) == [("yb983",)]


def test_every_run_adds_up(crawled: Path) -> None:
    for pages, new, changed, copies, skipped, unchanged in rows(
        crawled, "SELECT pages, new, changed, copies, skipped, unchanged FROM runs"
    ):
        assert pages == new + changed + copies + unchanged + sum(json.loads(skipped).values())


def test_skipped_pages_are_listed_with_their_reason(crawled: Path) -> None:
    reasons = {reason for (reason,) in rows(crawled, "SELECT reason FROM skipped")}
    assert {"no-text", "gone", "wall"} <= reasons


def test_stripped_lines_are_kept_with_their_rule(crawled: Path) -> None:
    sql = "SELECT count(*) FROM removed r JOIN articles a ON a.id = r.article_id WHERE a.portal = 'yb983' AND text LIKE '终审%'"
    assert rows(crawled, sql)[0][0] > 0
    assert rows(crawled, "SELECT count(*) FROM removed WHERE rule = ''") == [(0,)]


def test_a_second_run_changes_nothing(citydesk: Command, samples: SampleServer, crawled: Path) -> None:
    before = rows(crawled, "SELECT id, url, title, body, revision, story_id FROM articles ORDER BY id")
    done = citydesk("crawl", "--revisit", "--full", "--json", *FAST, http_proxy=samples.url)
    assert done.returncode == 0
    for line in done.stdout.splitlines():
        result = json.loads(line)
        assert (result["new"], result["changed"], result["copies"], result["unchanged"]) == (0, 0, 0, 40)
    assert rows(crawled, "SELECT id, url, title, body, revision, story_id FROM articles ORDER BY id") == before


def test_scrapy_crawl_gives_the_same_articles(samples: SampleServer, crawled: Path, tmp_path: Path) -> None:
    other = tmp_path / "scrapy.db"
    environment = {"PATH": "/usr/bin:/bin", "http_proxy": samples.url, "CITYDESK_DB": str(other)}
    command = [sys.executable, "-m", "scrapy", "crawl", "yb983", *FAST, "-s", "LOG_LEVEL=ERROR"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    sql = "SELECT url, title, body, published_at, credits, source FROM articles WHERE portal = 'yb983' ORDER BY url"
    assert rows(other, sql) == rows(crawled, sql)


def test_a_portal_without_module_is_crawled_by_its_address(citydesk: Command, tmp_path: Path) -> None:
    with SampleServer([Site.load(samples_folder() / "yb983")]) as server:
        done = citydesk("crawl", server.url + "/", "--json")
        assert (done.returncode, done.stderr) == (0, "")
        result = json.loads(done.stdout)
        assert result["portal"] == server.url.removeprefix("http://")
    stored = rows(tmp_path / "citydesk.db", "SELECT url, layout FROM (SELECT url, 'generic' AS layout FROM articles)")
    assert len(stored) == 40
    assert all(url.startswith(server.url) for url, _ in stored)


def test_the_address_of_one_article_is_enough(citydesk: Command, tmp_path: Path) -> None:
    with SampleServer([Site.load(samples_folder() / "yb983")]) as server:
        path = "/news/shehui/202306/t20230619_48201.html"
        assert citydesk("crawl", server.url + path, "--max-pages", "1").returncode == 0
    assert (f"{server.url}{path}",) in rows(tmp_path / "citydesk.db", "SELECT url FROM articles")


def test_max_pages_and_since(citydesk: Command, samples: SampleServer, tmp_path: Path) -> None:
    done = citydesk("crawl", "yb983", "--max-pages", "5", "--json", *FAST, http_proxy=samples.url)
    assert json.loads(done.stdout)["pages"] == 5
    done = citydesk("crawl", "yb983", "--since", "2023-07-20", "--json", *FAST, http_proxy=samples.url)
    result = json.loads(done.stdout)
    assert done.returncode == 0
    assert result["skipped"]["old"] > 0
    newest = rows(tmp_path / "citydesk.db", "SELECT count(*) FROM articles WHERE published_at >= '2023-07-20'")
    assert newest[0][0] > 0


def test_own_portal_modules_are_found(citydesk: Command, samples: SampleServer, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "copy_of_yb.py").write_text(
        "from crawler.portal import PortalSpider\nfrom crawler.sources import ListPage\n\n\n"
        "class Mine(PortalSpider):\n    name = 'mine'\n    hosts = ('www.yb983.com',)\n"
        "    sources = (ListPage('http://www.yb983.com/news/shehui/'),)\n"
    )
    done = citydesk("crawl", "mine", "--portals", str(folder), "--json", *FAST, http_proxy=samples.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["new"] > 0


def test_a_layout_that_no_longer_fits_is_reported_and_nothing_is_lost(
    citydesk: Command, samples: SampleServer, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "redesigned.py").write_text(
        "from crawler.layout import Layout\nfrom crawler.portal import PortalSpider\nfrom crawler.sources import ListPage\n\n\n"
        "class Redesigned(PortalSpider):\n    name = 'redesigned'\n    hosts = ('www.yb983.com',)\n"
        "    sources = (ListPage('http://www.yb983.com/news/shehui/'),)\n"
        "    layouts = (Layout('div.of-last-year'),)\n"
    )
    done = citydesk("crawl", "redesigned", "--portals", str(folder), "--json", *FAST, http_proxy=samples.url)
    assert done.returncode == 0
    assert "no layout fits" in done.stderr
    assert json.loads(done.stdout)["new"] >= 3
