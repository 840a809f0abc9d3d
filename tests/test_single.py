"""The address of one article is crawled alone; any other address is that of a portal."""

import sqlite3
from pathlib import Path

import pytest

from crawler.discovery.single import may_be_article
from crawler.sample_data.samples import SampleServer
from tests.asked import Answer, Asked, asking, ordinary, page
from tests.conftest import Command

HTML = {"Content-Type": "text/html; charset=utf-8"}


def stored(folder: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(folder / "citydesk.db") as db:
        return db.execute("SELECT portal, url FROM articles ORDER BY url").fetchall()


def test_just_that_article(citydesk: Command, tmp_path: Path) -> None:
    with asking(lambda path, _: ordinary(path)) as site:
        address = f"{site.url}/news/20260303/2.html"
        done = citydesk("crawl", address)
        assert done.returncode == 0
        assert "one article, which alone was crawled" in done.stderr
        assert stored(tmp_path) == [(site.url[7:], address)]
        assert set(site.paths) == {"/robots.txt", "/news/20260303/2.html"}
        assert citydesk("crawl", address).returncode == 0  # known, and asked for again all the same
        assert site.count("/news/20260303/2.html") == 2
        assert citydesk("crawl", site.url).returncode == 0
        assert len(stored(tmp_path)) == 6  # the portal itself is as free as before


def test_what_is_due_of_its_portal_waits(citydesk: Command, tmp_path: Path) -> None:
    with asking(lambda path, _: ordinary(path)) as site:
        citydesk("crawl", site.url, "--max-pages", "1")
        before = len(site.paths)
        citydesk("crawl", f"{site.url}/news/20260303/2.html")
        assert set(site.paths[before:]) == {"/robots.txt", "/news/20260303/2.html"}
    assert len(stored(tmp_path)) == 2


def test_a_page_of_links_is_where_a_portal_begins(citydesk: Command, tmp_path: Path) -> None:
    def answer(path: str, _: Asked) -> Answer:
        return ordinary("/" if path == "/start.html" else path)

    with asking(answer) as site:
        done = citydesk("crawl", f"{site.url}/start.html")
    assert done.returncode == 0
    assert "its portal was crawled" in done.stderr
    assert len(stored(tmp_path)) == 6
    with sqlite3.connect(tmp_path / "citydesk.db") as db:
        kinds = db.execute("SELECT kind FROM addresses WHERE url LIKE '%start.html'").fetchall()
    assert kinds == [("list",)]


@pytest.mark.parametrize("status", [404, 410])
def test_an_article_that_is_gone(citydesk: Command, tmp_path: Path, status: int) -> None:
    def answer(path: str, _: Asked) -> Answer:
        return (status, HTML, b"<html>404") if "20260303" in path else ordinary(path)

    with asking(answer) as site:
        done = citydesk("crawl", f"{site.url}/news/20260303/2.html")
        assert done.returncode == 3
        assert "there is no article at this address" in done.stderr.splitlines()[-1]
        assert site.count("/") == 0


def test_a_host_that_is_down_is_down(citydesk: Command) -> None:
    done = citydesk("crawl", "http://127.0.0.1:9/news/20260303/2.html", "-s", "RETRY_TIMES=0")
    assert done.returncode == 3
    assert "did not answer" in done.stderr.splitlines()[-1]


def test_the_module_of_the_portal_reads_it(citydesk: Command, samples: SampleServer, tmp_path: Path) -> None:
    address = "http://www.yb983.com/news/shehui/202306/t20230619_48201.html"
    done = citydesk("crawl", address, "-s", "DOWNLOAD_DELAY=0", http_proxy=samples.url)
    assert done.returncode == 0
    assert stored(tmp_path) == [("yb983", address)]


def test_a_later_page_leads_to_the_first(citydesk: Command, tmp_path: Path) -> None:
    def answer(path: str, asked: Asked) -> Answer:
        if not path.startswith("/news/"):
            return ordinary(path)
        other = (
            ("2", "/news/20260303/2_2.html", "下一页")
            if not path.endswith("_2.html")
            else ("1", "/news/20260303/2.html", "上一页")
        )
        pager = f"<div class=pager><a href='/news/20260303/2.html'>1</a> <a href='/news/20260303/2_2.html'>2</a> <a href='{other[1]}'>{other[2]}</a></div>"
        return (
            200,
            HTML,
            page(2 if other[0] == "2" else 7).replace("水位牌7号".encode(), "水位牌2号".encode()) + pager.encode(),
        )

    with asking(answer) as site:
        assert citydesk("crawl", f"{site.url}/news/20260303/2_2.html").returncode == 0
        assert [url for _, url in stored(tmp_path)] == [f"{site.url}/news/20260303/2.html"]
        assert site.count("/") == 0


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("http://a.cn/", False),
        ("http://a.cn", False),
        ("http://a.cn/news/", False),
        ("http://a.cn/news/index.html", False),
        ("http://a.cn/news/2026-03/02/content_12345.htm", True),
        ("http://a.cn/?p=1234", True),
        ("http://a.cn/a/9f8e7d6c5b4a", True),
    ],
)
def test_addresses(url: str, may: bool) -> None:
    assert may_be_article(url) is may
