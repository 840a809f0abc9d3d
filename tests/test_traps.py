"""Whole crawls of portals that never end: few requests, every article, and the traps are named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.asked import Answer, Asked, asking, front, ordinary
from tests.conftest import Command
from tests.test_jobs import rows

HTML = {"Content-Type": "text/html; charset=utf-8"}
ARTICLES = range(1, 13)
#: Lists that may be asked for beside the articles, the front page and robots.txt.
MOST_LISTS = 60


def listing(*links: str, articles: range = ARTICLES) -> Answer:
    """A list of articles with a menu under it."""
    menu = "".join(f'<a href="{link}">栏目{number}</a> ' for number, link in enumerate(links))
    return 200, HTML, front(articles) + f"<div>{menu}</div>".encode()


def calendar(path: str, asked: Asked) -> Answer:
    if path.startswith("/calendar/") or path == "/":
        months = [f"/calendar/{year}/{month:02}/" for year in range(1990, 2040) for month in (1, 4, 7, 10)]
        return listing(*months, articles=ARTICLES if path == "/" else range(1, 3))
    return ordinary(path)


def endless_path(path: str, asked: Asked) -> Answer:
    if path.endswith("/"):
        status, headers, body = listing()
        return status, headers, body + '<a href="page/2/">下一页</a>'.encode()  # relative, as on many a real portal
    return ordinary(path)


def sessions(path: str, asked: Asked) -> Answer:
    if path == "/" or path.startswith("/list"):
        view = len(asked.paths)
        links = "".join(
            f'<li><a href="/show.php?id={n}&visit={view * 7919 + n:09x}a1b2">水位牌{n}号的记录</a></li>'
            for n in ARTICLES
        )
        menu = "".join(f'<a href="/list?c={n}&visit={view * 7919 + n:09x}c3d4">栏目{n}</a> ' for n in range(5))
        return 200, HTML, f"<html><meta charset=utf-8><title>渡口新闻</title><ul>{links}</ul>{menu}".encode()
    if path.startswith("/show.php"):
        return ordinary(f"/news/1/{path.partition('id=')[2].partition('&')[0]}.html")
    return ordinary(path)


def orders(path: str, asked: Asked) -> Answer:
    if path == "/" or path.startswith("/list"):
        names = ("new", "hot", "old", "long", "short", "title")
        links = [f"/list?c={c}&order={o}&sort={s}" for c in (1, 2) for o in names for s in ("asc", "desc")]
        return listing(*links)
    return ordinary(path)


def endless_pages(path: str, asked: Asked) -> Answer:
    if path == "/" or path.startswith("/index_"):
        number = int(path[7:-5]) if path.startswith("/index_") else 1
        status, headers, body = listing(articles=range(min(number * 3 - 2, 10), min(number * 3, 12) + 1))
        return status, headers, body + f'<a href="/index_{number + 1}.html">下一页</a>'.encode()
    return ordinary(path)


def new_paths(path: str, asked: Asked) -> Answer:
    if path == "/" or path.startswith("/go/"):
        number = len(asked.paths) * 1000
        return listing(*(f"/go/{number + n}/" for n in range(60)), articles=ARTICLES)
    return ordinary(path)


@pytest.mark.parametrize(
    ("site", "trap"),
    [
        (calendar, "calendar"),
        (endless_path, "endless-path"),
        (sessions, "session"),
        (orders, "sort-order"),
        (endless_pages, "pagination"),
        (new_paths, "same-content"),
    ],
)
def test_a_trap_costs_little_is_named_and_loses_no_article(
    citydesk: Command, tmp_path: Path, site: Callable[[str, Asked], Answer], trap: str
) -> None:
    with asking(site) as asked:
        done = citydesk("crawl", "--json", "-s", "RETRY_TIMES=0", asked.url)
    assert done.returncode == 0, done.stderr
    refused = refused_of(json.loads(done.stdout))
    assert refused.get(trap, 0) > 0, refused
    assert trap in done.stderr  # the note
    titles = {title for (title,) in rows(tmp_path, "SELECT title FROM articles")}
    assert titles == {f"水位牌{n}号的记录" for n in ARTICLES}
    assert len(asked.paths) <= MOST_LISTS + len(ARTICLES)


def refused_of(result: dict[str, Any]) -> dict[str, int]:
    """Links that were not followed, by reason, over all sources."""
    total: dict[str, int] = {}
    for tally in result["sources"].values():
        for reason, count in tally.get("refused", {}).items():
            total[reason] = total.get(reason, 0) + count
    return total


def large(path: str, asked: Asked) -> Answer:
    """A real portal: sections by number, by word and by day, long paths, a pager."""
    if path == "/":
        sections = [f"/list.php?catid={n}" for n in range(12)] + [f"/zw/gk/jg/ks/bumen{n}/bg/" for n in range(6)]
        return listing(*sections, *(f"/2026/03/{day:02}/" for day in range(1, 15)), articles=range(1, 3))
    if "catid=" in path:
        number = int(path.rpartition("=")[2])
        return listing(articles=range(100 + number * 2, 102 + number * 2))
    if "/bumen" in path:
        number = int(path.split("bumen")[1][0])
        return listing(articles=range(200 + number, 202 + number))
    if path.startswith("/2026/03/"):
        number = int(path.split("/")[3])
        return listing(articles=range(300 + number, 302 + number))
    return ordinary(path)


def test_nothing_of_a_large_portal_is_cut(citydesk: Command, tmp_path: Path) -> None:
    with asking(large) as asked:
        done = citydesk("crawl", "--json", asked.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert refused_of(json.loads(done.stdout)) == {}
    expected = {*range(1, 3), *range(100, 124), *range(200, 207), *range(301, 316)}
    assert rows(tmp_path, "SELECT count(*) FROM articles") == [(len(expected),)]


BOMB = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'


def bad(path: str, asked: Asked) -> Answer:
    """Sources of every bad kind beside good ones."""
    xml = {"Content-Type": "application/xml"}
    if path == "/robots.txt":
        maps = ("bomb.xml", "large.xml", "image.xml")
        return 200, {"Content-Type": "text/plain"}, "".join(f"Sitemap: {asked.url}/{name}\n" for name in maps).encode()
    if path == "/bomb.xml":
        return 200, xml, BOMB
    if path == "/image.xml":
        return 200, xml, b"\x89PNG\r\n\x1a\n" + bytes(200)
    if path == "/large.xml":
        return 200, xml, b"<urlset>" + b" " * (9 * 2**20)
    if path == "/rss.xml":
        items = ("http://u:p@news.example/1.html", "ftp://news.example/2", "http://[bad/", "/news/20260302/8.html")
        links = "".join(f"<item><title>水位牌8号的记录</title><link>{item}</link></item>" for item in items)
        return 200, xml, f"<rss><channel>{links}</channel></rss>".encode()
    if path == "/":
        head = b'<link rel=alternate type="application/rss+xml" href=/rss.xml>'
        links = "".join(
            f'<a href="{href}">渡口的船工记下水位的故事</a>'
            for href in (
                "javascript:void(0)",
                "http://a:b@x.example/",
                " /news/20260303/9.html ",
                "/新闻/20260304/10 0.html",
                "#top",
            )
        )
        return 200, HTML, head + front(range(1, 7)) + links.encode()
    if path.startswith("/%E6%96%B0%E9%97%BB/"):
        return ordinary("/news/20260304/100.html")
    return ordinary(path)


def test_bad_sources_are_skipped_with_a_counted_reason_and_the_run_goes_on(citydesk: Command, tmp_path: Path) -> None:
    with asking(bad) as asked:
        done = citydesk("crawl", "--json", "-s", "RETRY_TIMES=0", asked.url)
    result = json.loads(done.stdout)
    assert (done.returncode, result["new"]) == (0, 9), result
    refused = refused_of(result)
    assert refused["not http or https"] == 2
    assert refused["credentials"] == 2
    assert refused["bad host or port"] == 1
    assert "same page" not in refused
    told = "\n".join(result["problems"])
    assert "declares entities" in told
    assert "large.xml" in told
    assert "image.xml" in told
    assert rows(tmp_path, "SELECT sources FROM runs") == [(json.dumps(result["sources"]),)]
