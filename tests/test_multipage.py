"""Articles over several pages, crawled from a portal on loopback: joined, revisited, interrupted, and read again."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.asked import TEXT, Answer, Asked, asking
from tests.asked import page as single
from tests.conftest import Command

HTML = {"Content-Type": "text/html; charset=utf-8"}
LONG = "/news/20260305/700.html"
FOUND = (*(f"/news/2026030{n}/{n}.html" for n in range(1, 6)), LONG)


def paragraphs(part: int) -> list[str]:
    return [f"第{part}册第{line}页。{TEXT}" for line in range(1, 5)]


def address(part: int) -> str:
    return LONG.replace(".html", f"_{part}.html") if part > 1 else LONG


def document(part: int, count: int = 3) -> bytes:
    """A page of the long article; each names its neighbours and the first one."""
    numbers = " ".join(f"<a href={address(n)}>{n}</a>" for n in range(1, count + 1) if n != part)
    following = f"<a href={address(part + 1)}>下一页</a>" if part < count else ""
    before = f"<a href={address(part - 1)}>上一页</a>" if part > 1 else ""
    body = "".join(f"<p>{line}</p>" for line in paragraphs(part)) + ("<p>责任编辑：林小满</p>" if part == count else "")
    return (
        "<html><meta charset=utf-8><title>水位牌的十一册记录</title><h1>水位牌的十一册记录</h1><div class=time>2026-03-05 08:00</div>"
        f"<div class=content>{body}<div class=fenye>{before} {numbers} {following}</div></div>"
    ).encode()


def portal(path: str, links: tuple[str, ...] = FOUND) -> Answer:
    if path == "/":
        rows = "".join(f'<li><a href="{link}">水位牌{n}号的全部记录</a></li>' for n, link in enumerate(links))
        return 200, HTML, f"<html><meta charset=utf-8><title>渡口新闻</title><ul>{rows}</ul>".encode()
    for part in (1, 2, 3):
        if path == address(part):
            return 200, {**HTML, "ETag": f'"{part}"'}, document(part)
    if path in FOUND:
        return 200, HTML, single(int(path.rpartition("/")[2].removesuffix(".html")))
    return 404, HTML, b"<html>404</html>"


BODY = "\n".join(line for part in (1, 2, 3) for line in paragraphs(part))


class Portal:
    """One crawl after another of a portal whose answers may be changed."""

    def __init__(self, citydesk: Command, path: Path) -> None:
        self.citydesk, self.path = citydesk, path
        self.answer: Callable[[str], Answer] = portal
        self.asked: Asked

    def crawl(self, *more: str, code: int = 0) -> dict[str, Any]:
        done = self.citydesk("crawl", self.asked.url, "--json", "-s", "RETRY_ENABLED=0", *more)
        assert done.returncode == code, done.stderr
        result: dict[str, Any] = json.loads(done.stdout)
        return result

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as db, db:
            return db.execute(sql).fetchall()

    def due(self) -> None:
        """Lets the time pass after which failed addresses come again."""
        self.rows("UPDATE frontier SET due_at = 1 WHERE state = 'retry'")

    @property
    def long(self) -> list[tuple[Any, ...]]:
        """Body, credits, flags, revision and pages of the long article, under whatever address."""
        return self.rows(
            """SELECT a.body, json_array_length(credits), flags, a.revision, count(p.id) FROM articles a
               LEFT JOIN raw_page p ON p.article_id = a.id AND p.revision = a.revision
               WHERE a.url LIKE '%/700%' GROUP BY a.id"""
        )


@pytest.fixture
def served(citydesk: Command, tmp_path: Path) -> Any:
    place = Portal(citydesk, tmp_path / "citydesk.db")
    with asking(lambda path, _: place.answer(path)) as place.asked:
        yield place


def test_the_pages_are_joined_in_order_and_each_is_asked_for_once(served: Portal) -> None:
    result = served.crawl()
    assert (result["new"], result["pages"], result["skipped"]) == (6, 6, {})
    assert served.long == [(BODY, 1, "[]", 1, 3)]
    assert [served.asked.count(address(part)) for part in (1, 2, 3)] == [1, 1, 1]
    seen = served.rows("SELECT url FROM sightings WHERE url LIKE '%700\\__.html' ESCAPE '\\' ORDER BY url")
    assert [url.removeprefix(served.asked.url) for (url,) in seen] == [address(2), address(3)]
    states = served.rows("SELECT DISTINCT state, due_at FROM frontier WHERE url LIKE '%700\\__.html' ESCAPE '\\'")
    assert states == [("done", None)]
    assert served.rows("SELECT count(*) FROM repeat_line WHERE line = ''") == [(0,)]


@pytest.mark.parametrize("links", [(address(2),), (address(3), address(2)), (*FOUND, address(2))])
def test_a_link_to_a_later_page_leads_to_the_article(served: Portal, links: tuple[str, ...]) -> None:
    links = (*FOUND[:5], *links) if LONG not in links else links
    served.answer = lambda path: portal(path, links)
    served.crawl()
    assert served.long == [(BODY, 1, "[]", 1, 3)]
    served.crawl()
    assert served.long == [(BODY, 1, "[]", 1, 3)]


def test_a_revisit_reads_all_pages_again_unless_the_first_is_unchanged(served: Portal) -> None:
    served.crawl()
    served.answer = lambda path: (304, {}, b"") if path == LONG else portal(path)
    assert served.crawl("--revisit")["unchanged"] == 6
    assert served.asked.count(address(2)) == 1
    changed = document(3).replace("第3册第4页".encode(), "第3册最后一页".encode())
    served.answer = lambda path: (200, HTML, changed) if path == address(3) else portal(path)
    assert served.crawl("--revisit")["changed"] == 1
    assert served.long == [(BODY.replace("第3册第4页", "第3册最后一页"), 1, "[]", 2, 3)]
    assert [served.asked.count(address(part)) for part in (2, 3)] == [2, 2]


def test_nothing_is_stored_half_and_the_article_comes_again(served: Portal) -> None:
    served.answer = lambda path: (500, HTML, b"") if path == address(3) else portal(path)
    assert served.crawl()["skipped"] == {"part-missing": 1}
    assert served.long == []
    served.answer = portal
    served.due()
    assert served.crawl()["new"] == 1
    assert served.long == [(BODY, 1, "[]", 1, 3)]


def test_at_the_third_time_what_is_there_is_stored_and_completed_later(served: Portal) -> None:
    served.answer = lambda path: (500, HTML, b"") if path == address(3) else portal(path)
    for _ in range(3):
        served.crawl()
        served.due()
    half = "\n".join(line for part in (1, 2) for line in paragraphs(part))
    assert served.long == [(half, 0, '["incomplete"]', 1, 2)]
    served.answer = portal
    assert served.crawl("--revisit")["changed"] == 1
    assert served.long == [(BODY, 1, "[]", 2, 3)]


def test_a_page_that_is_gone_does_not_hold_the_rest_up(served: Portal) -> None:
    served.answer = lambda path: (404, HTML, b"") if path == address(2) else portal(path)
    assert served.crawl()["new"] == 6
    assert served.long == [("\n".join(paragraphs(1)), 0, '["incomplete"]', 1, 1)]


CHALLENGE = "<html><meta charset=utf-8><title>安全验证</title><p>请拖动滑块完成验证后继续访问。</p>"
NOTHING = "<html><meta charset=utf-8><title>页面不存在</title><p>抱歉，您访问的页面不存在或已被删除，请返回首页。</p>"


def test_a_challenge_in_the_place_of_a_page_is_no_part_of_the_text(served: Portal) -> None:
    served.answer = lambda path: (200, HTML, CHALLENGE.encode()) if path == address(2) else portal(path)
    assert served.crawl()["skipped"] == {"part-missing": 1}
    assert served.long == []
    served.answer = portal
    served.due()
    served.crawl()
    assert served.long == [(BODY, 1, "[]", 1, 3)]


@pytest.mark.parametrize("answer", [(200, HTML, NOTHING.encode()), (302, {"Location": "/login?back=2"}, b"")])
def test_what_stands_in_the_place_of_a_page_for_good_is_left_out(served: Portal, answer: Answer) -> None:
    login = (200, HTML, "<html><meta charset=utf-8><title>用户中心</title><p>请输入您的账号和密码以继续。</p>".encode())
    served.answer = lambda path: answer if path == address(2) else login if path.startswith("/login") else portal(path)
    assert served.crawl()["new"] == 6
    assert served.long == [("\n".join(paragraphs(1)), 0, '["incomplete"]', 1, 1)]


def test_a_text_that_was_whole_stays_when_a_page_is_lost(served: Portal) -> None:
    served.crawl()
    served.answer = lambda path: (404, HTML, b"") if path == address(3) else portal(path)
    assert served.crawl("--revisit", "--full")["changed"] == 0
    (body, _, flags, revision, pages) = served.long[0]
    assert (body, flags, revision, pages) == (BODY, '["refused"]', 1, 3)


def test_the_number_of_pages_has_a_limit(served: Portal) -> None:
    served.crawl("-s", "CITYDESK_MAX_PARTS=2")
    (body, _, flags, *_) = served.long[0]
    assert (body.count("\n"), flags) == (7, '["incomplete"]')
    assert served.asked.count(address(3)) == 0


def test_one_page_with_all_of_it_is_read_instead(served: Portal) -> None:
    every = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    link = f"<a href={LONG.replace('.html', '_all.html')}>在本页阅读全文</a></div></div>".encode()

    def answer(path: str) -> Answer:
        if path == LONG.replace(".html", "_all.html"):
            start = document(1).partition(b"<p>")[0]
            return 200, HTML, start + every.encode() + b"</div>"
        status, headers, body = portal(path)
        return status, headers, body.replace(b"</div></div>", link) if path == LONG else body

    served.answer = answer
    served.crawl()
    assert served.long == [(BODY, 0, "[]", 1, 1)]
    assert [served.asked.count(address(part)) for part in (1, 2, 3)] == [1, 0, 0]


def test_a_circle_of_pages_ends(served: Portal) -> None:
    def answer(path: str) -> Answer:
        return (200, HTML, document(1)) if path == address(2) else portal(path)

    served.answer = answer
    served.crawl()
    assert served.long[0][0] == "\n".join(paragraphs(1))
    assert served.asked.count(address(2)) == 1


def test_stored_pages_are_read_again_together_and_explained(served: Portal) -> None:
    served.crawl()
    number = served.rows("SELECT id FROM articles WHERE url LIKE '%/700.html'")[0][0]
    served.rows(f"UPDATE article SET body = 'x', content_hash = 'x' WHERE id = {number}")
    done = served.citydesk("reextract", "--db", str(served.path))
    assert done.returncode == 0, done.stderr
    assert served.long == [(BODY, 1, "[]", 1, 3)]
    told = served.citydesk("explain", str(number), "--db", str(served.path)).stdout
    assert [line.split()[2] for line in told.splitlines() if line.startswith("page ")] == [
        served.asked.url + address(part) for part in (1, 2, 3)
    ]
    assert told.count("kept ") >= 12
