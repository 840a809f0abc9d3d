"""Crawls of a portal whose template no rule knows: what it repeats is learnt, kept and used."""

import json
import sqlite3
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.conftest import Command
from tests.crawler.pages import Story, document, paragraphs, portal_page
from tests.crawler.store_kit import text

NOTICE = "老街茶社的每一盏灯都为晚归的人亮着，欢迎街坊们常来坐坐。"
MODULE = """from crawler.portal import PortalSpider
from crawler.sources import ListPage


class Harbour(PortalSpider):
    name = "harbour"
    hosts = ("127.0.0.1:{port}",)
    sources = (ListPage("http://127.0.0.1:{port}/index.html", links="a"),)
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on stderr."""


class Portal:
    """A portal in a folder, with a module for it."""

    def __init__(self, folder: Path, port: int, citydesk: Command) -> None:
        self.folder, self.citydesk, self.database = folder, citydesk, folder.parent / "citydesk.db"
        (folder.parent / "modules").mkdir()
        (folder.parent / "modules" / "harbour.py").write_text(MODULE.format(port=port))
        self.numbers: list[int] = []

    def publish(self, numbers: range, notice: str = NOTICE) -> None:
        for number in numbers:
            story = Story(text(f"title {number}", 1)[:16], ())
            content = paragraphs(*text(number).split("\n"), notice)
            (self.folder / f"{number}.html").write_bytes(portal_page(story, content=content).body)
        self.numbers.extend(numbers)
        links = "".join(
            f'<li><a href="/{number}.html">第{number}篇报道的标题在这里</a></li>' for number in self.numbers
        )
        (self.folder / "index.html").write_bytes(document(f"<ul>{links}</ul>"))

    def crawl(self, *more: str) -> dict[str, Any]:
        done = self.citydesk("crawl", "harbour", "--portals", "modules", "--json", *more)
        assert (done.returncode, done.stderr) == (0, "")
        result: dict[str, Any] = json.loads(done.stdout)
        return result

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as db:
            return db.execute(sql).fetchall()

    def bodies(self) -> dict[int, str]:
        rows = self.rows("SELECT url, body FROM articles")
        return {int(url.rpartition("/")[2].partition(".")[0]): body for url, body in rows}


@pytest.fixture
def portal(tmp_path: Path, citydesk: Command) -> Iterator[Portal]:
    folder = tmp_path / "site"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield Portal(folder, int(server.server_address[1]), citydesk)
        server.shutdown()


def test_all_pages_come_out_clean_the_first_ones_too(portal: Portal) -> None:
    portal.publish(range(12))
    result = portal.crawl()
    assert (result["pages"], result["new"], result["changed"], result["unchanged"]) == (12, 12, 0, 0)
    assert portal.bodies() == {number: text(number) for number in range(12)}
    assert portal.rows("SELECT count(*) FROM revisions") == [(0,)]
    assert portal.rows("SELECT count(*), max(revision) FROM articles") == [(12, 1)]
    removed = portal.rows("SELECT DISTINCT article_id FROM removed WHERE rule LIKE 'repeated (% of % pages)'")
    assert len(removed) == 12


def test_a_second_run_changes_nothing(portal: Portal) -> None:
    portal.publish(range(5))
    portal.crawl()
    sql = "SELECT id, url, title, body, content_hash, story_id, revision, extraction, last_changed_at FROM articles"
    before = portal.rows(sql)
    learnt = portal.rows("SELECT * FROM repeat_line ORDER BY 1, 2, 3")
    result = portal.crawl("--revisit", "--full")
    assert (result["unchanged"], result["changed"]) == (5, 0)
    assert portal.rows(sql) == before
    assert portal.rows("SELECT * FROM repeat_line ORDER BY 1, 2, 3") == learnt


def test_what_was_learnt_serves_the_next_run(portal: Portal) -> None:
    portal.publish(range(2))
    portal.crawl()
    assert portal.bodies()[0].endswith(NOTICE)
    assert portal.rows("SELECT pages FROM repeat_line WHERE place = 0 AND line = 0") == [(2,)]
    portal.publish(range(2, 3))
    result = portal.crawl()
    assert (result["new"], result["unchanged"], result["changed"]) == (1, 0, 0)
    assert portal.bodies()[2] == text(2)
    # The pages of the first run are cleaned when they are read again, which is no change of theirs.
    result = portal.crawl("--revisit", "--full")
    assert (result["unchanged"], result["changed"]) == (3, 0)
    assert portal.bodies() == {number: text(number) for number in range(3)}
    assert portal.rows("SELECT count(*) FROM revisions") == [(0,)]
