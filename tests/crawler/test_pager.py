"""Which links lead to other pages of one article, and which do not, whatever they are called."""

import pytest

from crawler.reading.extract import extract
from crawler.reading.items import Pager
from crawler.reading.page import Page
from crawler.reading.pager import find_pager, numbered, whole_of

SITE = "http://www.nanwan.example"


def pager(own: str, links: str, canonical: str = "") -> Pager:
    body = f"<html><body><h1>渡口</h1><div class=content><p>水位。</p></div>{links}</body></html>"
    return find_pager(Page(SITE + own, body.encode(), "text/html; charset=utf-8"), canonical)


def parts(own: str, links: str) -> list[tuple[int, str]]:
    return [(number, url.removeprefix(SITE)) for number, url in pager(own, links).parts]


GOES_ON = {
    "numbers": ("/n/1.html", '<div><b>1</b> <a href="1_2.html">2</a> <a href="1_3.html">3</a></div>', [2, 3]),
    "brackets": ("/n/48201.shtml", '<p>[1] <a href="/n/48201_2.shtml">[2]</a></p>', [2]),
    "lenticular": ("/n/content_48201.htm", "<a href=content_48201_2.htm>【2】</a>", [2]),
    "full pager": (
        "/n/t20230904_48201.html",
        "<a href=/n/>首页</a> 上一页 1 <a href=t20230904_48201_1.html>2</a> <a href=t20230904_48201_1.html>下一页</a> "
        "<a href=t20230904_48201_2.html>尾页</a>",
        [1],
    ),
    "next alone": ("/a/c-48201.html", "<center><a href=c-48201-2.html>下一页 &gt;&gt;</a></center>", [2]),
    "rest of the text": ("/a/48201.html", "<a href=48201_2.html>余下全文</a>", [2]),
    "第2页": ("/a/48201.html", "<a href=48201_2.html>第2页</a>", [2]),
    "traditional": ("/a/48201.html", "<a href=48201_2.html>下一頁</a>", [2]),
    "japanese": ("/a/48201/", "<a href=/a/48201/?page=2>次のページへ</a>", [2]),
    "korean": ("/view.php?id=482", "<a href='/view.php?id=482&page=2'>다음 페이지</a>", [2]),
    "english": ("/2024/05/ferry-returns/", '<a href="/2024/05/ferry-returns/2/">Next page »</a>', [2]),
    "english, page/2": ("/ferry-returns-to-bay", "<a href=/ferry-returns-to-bay/page/2/>Page 2 of 3</a>", [2]),
    "german": ("/kultur/die-muehle-mahlt", "<a href=/kultur/die-muehle-mahlt/seite-2>Seite 2: Das Rad</a>", [2]),
    "german, weiter": ("/a/muehle-123.html", "<a href=muehle-123-2.html>Weiter</a>", [2]),
    "french": ("/a/moulin.html", "<a href='moulin.html?page=2'>Page suivante</a>", [2]),
    "spanish": ("/a/molino.html", "<a href='molino_2.html'>Página 2</a>", [2]),
    "russian": ("/a/123456/", "<a href='/a/123456/?page=2'>Следующая страница</a>", [2]),
    "rel": ("/a/48201.html", "<link rel=next href=48201_2.html>", [2]),
    "a script": ("/t/t2023_48201.html", '<script>createPageHTML(3, 0, "t2023_48201", "html");</script>', [1, 2]),
    "folder": ("/a/48201/", "<a href=index_2.html>2</a>", [2]),
    "the third page": ("/a/1_3.html", "<a href=1.html>1</a> <a href=1_2.html>2</a> <a href=1_4.html>4</a>", [2, 4]),
}
DIFFERS = {
    "next article": ("/a/48201.html", "<a href=48202.html>下一篇</a> <a href=48202.html>下一页</a>"),
    "next article, close by": ("/a/48201.html", "<a href=48201_2.html>下一篇：渡口通航</a>"),
    "next article of a short number": ("/a/12.html", "<a href=13.html>下一页</a>"),
    "one headline, two articles": ("/town-fair.html", "<a href=/town-fair-2.html>Town fair opens again</a>"),
    "a list": ("/news/48201.html", "<a href=/news/index_2.html>下一页</a> <a href=/news/list_2.html>2</a>"),
    "comments": ("/a/48201.html", "<div class=comments><a href='48201.html?page=2'>2</a></div>"),
    "comments by address": ("/a/48201.html", "<a href='48201.html?page=2#comments'>2</a>"),
    "comment-page": ("/2024/05/ferry/", "<a href=/2024/05/ferry/comment-page-2/>2</a>"),
    "a gallery": ("/a/48201.html", "<div class=photo-gallery><a href=48201_2.html>下一页</a></div>"),
    "next picture": ("/a/48201.html", "<a href=48201_2.html>下一张</a>"),
    "the picture": ("/a/48201.html", "<a href=48201_2.html><img src=a.jpg alt=下一页></a>"),
    "another host": ("/a/48201.html", "<a href=http://wap.other.example/a/48201_2.html>2</a>"),
    "another number": ("/a/48201.html", "<a href=48201_7.html>2</a>"),
    "far away": ("/a/48201.html", "<a href=48201_7.html>下一页</a>"),
    "itself": ("/a/48201.html", "<a href=48201.html>1</a> <a href=48201.html>下一页</a>"),
    "another scheme": ("/a/48201.html", "<a href='javascript:go(\"48201_2.html\")'>2</a>"),
    "a broken address": ("/a/48201.html", "<a href='http://[48201_2.html'>2</a>"),
    "the script of a list": ("/t/t2023_48201.html", '<script>createPageHTML(3, 0, "index", "html");</script>'),
}


@pytest.mark.parametrize(("own", "links", "expected"), GOES_ON.values(), ids=GOES_ON)
def test_links_to_further_pages(own: str, links: str, expected: list[int]) -> None:
    assert [number for number, _ in parts(own, links)] == expected


@pytest.mark.parametrize(("own", "links"), DIFFERS.values(), ids=DIFFERS)
def test_links_that_are_none(own: str, links: str) -> None:
    assert pager(own, links) == Pager()


@pytest.mark.parametrize(
    ("own", "links", "first"),
    [
        ("/a/48201_2.html", "<a href=48201.html>1</a> 2", "/a/48201.html"),
        ("/a/48201_2.html", "<a href=48201.html>上一页</a>", "/a/48201.html"),
        ("/a/t_48201_1.html", "<a href=t_48201.html>1</a> 2 <a href=t_48201_2.html>3</a>", "/a/t_48201.html"),
        ("/a/48201_3.html", "<a href=48201_1.html>1</a> <a href=48201_2.html>2</a>", "/a/48201_1.html"),
        ("/2024/ferry/2/", "<a href=/2024/ferry/>Previous page</a>", "/2024/ferry/"),
        ("/a/48201_2.html", "<a href=/>首页</a> <a href=48200.html>上一页</a>", ""),
        ("/news/12/", "<a href=/news/>首页</a> <a href=/news/11/>上一页</a>", ""),
        ("/town-fair-2.html", "<a href=/town-fair.html>Town fair opens</a>", ""),
    ],
)
def test_a_later_page_knows_its_first(own: str, links: str, first: str) -> None:
    assert pager(own, links).first == (SITE + first if first else "")


def test_a_later_page_may_name_its_first_as_the_canonical_address() -> None:
    assert pager("/a/48201_2.html", "", f"{SITE}/a/48201.html").first == f"{SITE}/a/48201.html"
    assert pager("/a/48201_2.html", "", f"{SITE}/").first == ""
    assert pager("/a/48201_2.html", "", "http://[bad/").first == ""


@pytest.mark.parametrize(
    ("own", "links", "whole"),
    [
        ("/a/48201.html", "<a href=48201_all.html>在本页阅读全文</a>", "/a/48201_all.html"),
        ("/a/48201.html", "<a href='?page=all'>View on one page</a>", "/a/48201.html?page=all"),
        ("/a/muehle", "<a href=/a/muehle/komplettansicht>Auf einer Seite lesen</a>", "/a/muehle/komplettansicht"),
        ("/a/48201.html", "<a href=48200_all.html>阅读全文</a>", ""),
        ("/a/48201.html", "<a href=48201_all.html>全部图片</a>", ""),
    ],
)
def test_a_page_that_shows_all(own: str, links: str, whole: str) -> None:
    assert pager(own, links).whole == (SITE + whole if whole else "")


def test_addresses_are_compared_without_what_says_nothing() -> None:
    assert numbered("https://nanwan.example/a/1_2.html?utm_source=x") == {"nanwan.example/a/1.html": 2}
    assert numbered(f"{SITE}/a/index_2.html") == {"nanwan.example/a": 2}
    assert numbered(f"{SITE}/a/48201.html") == {}
    assert numbered(f"{SITE}/a/x_123.html") == {}, "a number of three digits is an article's"
    assert whole_of(f"{SITE}/a/1.html") == ""


def test_a_file_without_address_has_no_pages() -> None:
    assert extract(Page("", b"<html><h1>a</h1><a href=1_2.html>2</a>")).pager == Pager()
