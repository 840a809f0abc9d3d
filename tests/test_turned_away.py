"""Portals that turn a crawl away, and notices in words that no rule knows: whole crawls on loopback."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.asked import Answer, Asked, asking, ordinary
from tests.conftest import Command
from tests.crawler.store_kit import text
from tests.hostile.server import Ask, Host, Wire, serving

CHALLENGE = "<html><title>安全验证</title><body><p>请拖动滑块完成验证后继续访问。</p></body></html>"
LOGIN = '<html><title>登录</title><body><p>请先登录后查看全文</p><form><input type="password"></form></body></html>'


def page(heading: str, body: str, day: str = "2026-03-05 08:00") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in body.split("\n"))
    return f"<html><head><meta charset=utf-8><title>{heading}</title></head><body><h1>{heading}</h1><div>{day}</div><div class=content>{paragraphs}</div></body></html>"


def article(path: str) -> str:
    return page(f"河东街的{path.strip('/').replace('/', '号与')}", text(path, 4))


@dataclass
class Town:
    """A portal whose front page names ``paths``; ``says`` gives another page than the article for a path, if it wants."""

    paths: list[str] = field(default_factory=lambda: [f"/news/{n}.html" for n in range(100, 130)])
    says: Callable[[str], str] = article
    more: str = ""
    front: str = ""
    host: Host = field(init=False)

    def __post_init__(self) -> None:
        self.host = Host("127.0.0.1", self.answer)

    def answer(self, wire: Wire, ask: Ask) -> None:
        if ask.path == "/":
            wire.reply((self.front or self.home).encode())
        elif ask.path in self.paths:
            wire.reply(self.says(ask.path).encode())
        else:
            wire.reply(b"", "404 Not Found")

    @property
    def home(self) -> str:
        links = "".join(
            f'<li><a href="{path}">河东街的消息，第{path[6:9]}号，今天早上的事</a></li>' for path in self.paths
        )
        return f"<html><head><meta charset=utf-8><title>河东街</title></head><body><ul>{links}</ul>{self.more}</body></html>"


@contextmanager
def town(**facts: Any) -> Iterator[Town]:
    one = Town(**facts)
    with serving([one.host]):
        yield one


def ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{path / 'citydesk.db'}?mode=ro", uri=True)) as db:
        return db.execute(sql).fetchall()


@pytest.mark.parametrize(("wall", "reason"), [(CHALLENGE, "blocked"), (LOGIN, "wall")])
def test_a_portal_that_turns_us_away_is_left_alone_and_the_next_run_goes_on(
    citydesk: Command, tmp_path: Path, wall: str, reason: str
) -> None:
    with town() as portal:
        portal.says = lambda path: wall
        done = citydesk("crawl", portal.host.url, "--json")
        result = json.loads(done.stdout)
        assert (done.returncode, result["verdict"], set(result["skipped"])) == (3, "blocked", {reason})
        assert "turns us away" in done.stderr.splitlines()[-1]
        assert 10 <= sum(map(portal.host.count, portal.paths)) < 20, "it was asked on"
        assert ask(tmp_path, "SELECT count(*) FROM articles") == [(0,)]
        portal.says = article
        done = citydesk("crawl", portal.host.url, "--full", "--json")
        assert done.returncode == 0
        stored = ask(tmp_path, "SELECT count(*) FROM articles")[0][0]
        assert stored == (30 if reason == "blocked" else 30 - result["skipped"]["wall"]), (
            "a wall comes again after a day"
        )


def test_known_articles_stay_as_they_are_behind_a_wall(citydesk: Command, tmp_path: Path) -> None:
    sql = "SELECT url, title, body, revision, gone_at FROM articles ORDER BY url"
    with town() as portal:
        assert citydesk("crawl", portal.host.url).returncode == 0
        before = ask(tmp_path, sql)
        portal.says = lambda path: CHALLENGE
        done = citydesk("crawl", portal.host.url, "--revisit", "--json")
        assert (done.returncode, json.loads(done.stdout)["verdict"]) == (3, "blocked")
        assert ask(tmp_path, sql) == before
        assert {row[4] for row in before} == {None}


def test_a_portal_that_turns_us_away_later_has_been_crawled_in_part(citydesk: Command, tmp_path: Path) -> None:
    with town() as portal:
        portal.says = lambda path: article(path) if sum(map(portal.host.count, portal.paths)) < 9 else CHALLENGE
        done = citydesk("crawl", portal.host.url, "--json")
        result = json.loads(done.stdout)
        assert (done.returncode, result["verdict"]) == (1, "blocked")
        assert 5 <= result["new"] <= 10


@pytest.mark.parametrize("wall", [CHALLENGE, LOGIN])
def test_a_wall_in_the_place_of_the_front_page(citydesk: Command, wall: str) -> None:
    with town(front=wall) as portal:
        done = citydesk("crawl", portal.host.url, "--json")
        assert (done.returncode, json.loads(done.stdout)["verdict"]) == (3, "blocked")
        assert "turns the crawl away" in done.stderr.splitlines()[-1]


def notice(path: str) -> str:
    """In words that no rule knows; its address and a number of its own are on it."""
    body = f"船已经开走，渡口今天没有人。桨还靠在墙上，潮水退到了石阶下面。\n灯塔在左边，井在右边，水是甜的，杯子放回原处。\n{path} {hash(path) % 9973}"
    return page("潮水退了", body, day="")


def test_a_notice_at_many_addresses_is_no_article_in_whatever_words(citydesk: Command, tmp_path: Path) -> None:
    with town(paths=[f"/news/{n}.html" for n in range(100, 112)]) as portal:
        portal.says = lambda path: article(path) if int(path[6:9]) % 2 else notice(path)
        done = citydesk("crawl", portal.host.url, "--json")
        result = json.loads(done.stdout)
        assert (done.returncode, result["new"], result["skipped"]) == (0, 6, {"same-text": 6})
        assert ask(tmp_path, "SELECT count(*) FROM articles WHERE title = '潮水退了'") == [(0,)]


def test_one_notice_does_not_replace_a_text(citydesk: Command, tmp_path: Path) -> None:
    """What has lost its date and every word is another page, whatever that says."""
    sql = "SELECT url, title, body, revision FROM articles ORDER BY url"
    with town(paths=[f"/news/{n}.html" for n in range(100, 106)]) as portal:
        assert citydesk("crawl", portal.host.url).returncode == 0
        before = ask(tmp_path, sql)
        portal.says = lambda path: (
            page("潮水退了", text("another", 4), "") if path == "/news/103.html" else article(path)
        )
        assert citydesk("crawl", portal.host.url, "--revisit").returncode == 0
        assert ask(tmp_path, sql) == before
        assert ask(tmp_path, "SELECT flags FROM articles WHERE url LIKE '%103.html'") == [('["refused"]',)]


def test_what_stands_once_is_an_article_without_a_date(citydesk: Command, tmp_path: Path) -> None:
    with town(paths=["/news/100.html", "/news/101.html"]) as portal:
        portal.says = lambda path: page(f"河东街的{path[6:9]}号", text(path, 4), day="")
        done = citydesk("crawl", portal.host.url, "--json")
        assert (done.returncode, json.loads(done.stdout)["new"]) == (0, 2)
        assert ask(tmp_path, "SELECT count(*) FROM articles WHERE published_at IS NULL") == [(2,)]
        assert ask(tmp_path, "SELECT DISTINCT state FROM addresses WHERE kind = 'article'") == [("done",)]


def test_the_front_page_at_the_address_of_an_article(citydesk: Command, tmp_path: Path) -> None:
    """With texts on it that would make an article."""
    teasers = "<div class=content>" + "".join(f"<p>{line}</p>" for line in text("teaser", 5).split("\n")) + "</div>"
    with town(paths=[f"/news/{n}.html" for n in range(100, 106)], more=teasers) as portal:
        portal.says = lambda path: portal.home if path == "/news/103.html" else article(path)
        done = citydesk("crawl", portal.host.url, "--json")
        result = json.loads(done.stdout)
        assert (done.returncode, result["new"], result["skipped"]) == (0, 5, {"gone": 1})


@pytest.mark.parametrize(
    ("front", "told"),
    [
        (page("example.cn", "该域名正在出售，联系我们购买此域名"), "a domain for sale"),
        (
            page("Welcome to nginx!", "If you see this page, the nginx web server is successfully installed."),
            "default page",
        ),
        (page("提示", "您访问的页面不存在或已被删除"), "does not exist"),
    ],
    ids=["for sale", "default page", "soft 404"],
)
def test_a_front_page_that_says_there_is_no_portal_is_named_as_with_such_a_status(
    citydesk: Command, front: str, told: str
) -> None:
    with town(front=front) as portal:
        result = citydesk("crawl", "--json", portal.host.url)
    line = json.loads(result.stdout)
    assert (result.returncode, line["verdict"]) == (3, "down")
    assert told in line["problems"][0]
    assert told in result.stderr.splitlines()[-1]


HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.mark.parametrize(
    ("status", "reason"), [(202, "busy"), (203, ""), (205, "http-error"), (206, "cut-off"), (207, "http-error")]
)
def test_a_whole_article_under_a_status_that_has_none(
    citydesk: Command, tmp_path: Path, status: int, reason: str
) -> None:
    """RFC 9110 section 15.3 tells which of 2xx bring what was asked for; the others come again."""

    def answer(path: str, asked: Asked) -> Answer:
        usual = ordinary(path)
        return (status, *usual[1:]) if path.endswith("/3.html") else usual

    with asking(answer) as site:
        done = json.loads(citydesk("crawl", site.url, "--json", "-s", "RETRY_TIMES=0").stdout)
    assert (done["new"], done["skipped"]) == ((5, {reason: 1}) if reason else (6, {}))
    with closing(sqlite3.connect(tmp_path / "citydesk.db")) as connection:
        due = connection.execute("SELECT state FROM addresses WHERE url LIKE '%/3.html'").fetchone()
    assert due == ("retry" if reason else "done",)


SHELL = (
    b'<!doctype html><html><head><title>News</title><script src="/app.js"></script></head>'
    b"<body><noscript>Please turn scripts on.</noscript><div id=root></div></body></html>"
)
OWN = """
from crawler.portal import PortalSpider
from crawler.sources import ListPage


class Own(PortalSpider):
    name = "own"
    hosts = ("127.0.0.1",)
    sources = (ListPage("{url}/"),)
"""


@pytest.mark.parametrize("has_module", [False, True])
def test_a_front_page_that_scripts_fill_is_called_so(citydesk: Command, tmp_path: Path, has_module: bool) -> None:
    with asking(lambda path, _: (200, HTML, SHELL) if path == "/" else ordinary(path)) as site:
        (tmp_path / "own.py").write_text(OWN.format(url=site.url))
        done = citydesk("crawl", "own" if has_module else site.url, "--portals", str(tmp_path))
    assert done.returncode == 5
    assert "it is an empty shell that scripts fill" in done.stderr.splitlines()[-1]
    assert "name its feed or sitemap" in done.stderr.splitlines()[-1]
    assert "an empty shell that scripts fill" in citydesk("status").stdout


@pytest.mark.parametrize("has_module", [False, True])
def test_an_empty_front_page_is_called_so(citydesk: Command, tmp_path: Path, has_module: bool) -> None:
    with asking(lambda path, _: (200, HTML, b"") if path == "/" else ordinary(path)) as site:
        (tmp_path / "own.py").write_text(OWN.format(url=site.url))
        done = citydesk("crawl", "own" if has_module else site.url, "--portals", str(tmp_path))
    assert done.returncode == 5
    assert ": the page is empty)" in done.stderr.splitlines()[-1]
