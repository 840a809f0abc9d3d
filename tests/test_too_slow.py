"""Pages that take longer to read than they may, wherever a crawl reads one: the page is named, the run goes on."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.asked import asking, ordinary
from tests.asked import page as article
from tests.conftest import Command

HTML = {"Content-Type": "text/html; charset=utf-8"}
# Where a bound is set it is made short for the test, and reading never ends; where there is none it goes on at once.
MODULE = """
import signal

from crawler.portal import PortalSpider
from crawler.sources import ListPage


class Ferry(PortalSpider):
    name = "ferry"
    hosts = ("{host}",)
    sources = (ListPage("{url}/"),)

    def load(self, loader):
        if loader.selector.css(".slow") and signal.getitimer(signal.ITIMER_VIRTUAL)[0]:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0.01)
            while True:
                pass
"""
FIRST, LATER = "/news/20260302/1.html", "/news/20260302/1_2.html"


def slow(page: bytes) -> bytes:
    return page.replace(b"<h1>", b"<i class=slow></i><h1>")


def write(folder: Path, url: str) -> None:
    (folder / "ferry.py").write_text(MODULE.format(host=url.partition("//")[2], url=url))


@pytest.mark.parametrize(("alone", "new"), [(False, 5), (True, 0)])
def test_an_article(citydesk: Command, tmp_path: Path, alone: bool, new: int) -> None:
    with asking(lambda path, _: (200, HTML, slow(article(1))) if path == FIRST else ordinary(path)) as asked:
        write(tmp_path, asked.url)
        done = citydesk("crawl", "--portals", ".", "--json", asked.url + FIRST if alone else "ferry")
    result = json.loads(done.stdout)
    assert (result["skipped"], result["new"]) == ({"too-slow": 1}, new), done.stderr


def test_a_later_page_of_an_article(citydesk: Command, tmp_path: Path) -> None:
    paging = f"<div class=fenye>1 <a href={LATER}>2</a> <a href={LATER}>下一页</a></div></div>".encode()
    pages = {FIRST: article(1).removesuffix(b"</div>") + paging, LATER: slow(article(7))}
    with asking(lambda path, _: (200, HTML, pages[path]) if path in pages else ordinary(path)) as asked:
        write(tmp_path, asked.url)
        done = citydesk("crawl", "--portals", ".", "--json", "ferry")
        assert asked.count(LATER) == 1
    assert json.loads(done.stdout)["new"] == 6, done.stderr
    with closing(sqlite3.connect(tmp_path / "citydesk.db")) as db:
        found = db.execute("SELECT body FROM articles WHERE flags LIKE '%incomplete%'").fetchall()
    assert ["第7号" in body for (body,) in found] == [False]


def test_a_front_page_that_may_be_a_wall(citydesk: Command, tmp_path: Path) -> None:
    front = b"<html><meta charset=utf-8><body><h1></h1></body></html>"
    with asking(lambda path, _: (200, HTML, slow(front)) if path == "/" else ordinary(path)) as asked:
        write(tmp_path, asked.url)
        done = citydesk("crawl", "--portals", ".", "--json", "ferry")
    assert "CITYDESK_PAGE_SECONDS" in json.loads(done.stdout)["problems"][0], done.stdout
