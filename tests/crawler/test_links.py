"""Links of a page: resolving, cleaning, naming, sorting."""

import random
import time
from collections import Counter

import pytest

from crawler.discovery.links import (
    MAX_TITLE,
    Base,
    Link,
    document_base,
    feeds_and_sitemaps,
    page_links,
    sort_links,
    where_is,
)
from crawler.discovery.shapebook import ShapeBook
from crawler.discovery.urls import MAX_LENGTH
from tests.crawler.linkkit import anchors, tree

HOME = "http://www.a.cn/"
HERE = "http://www.a.cn/xw/list.html?k=1"
TITLES = ["东岸街道新建三处口袋公园", "北山小学迎来首批转学新生", "南门菜市场重新开张纳客", "西河大桥今起夜间限行维修"]


def urls(links: list[Link]) -> list[str]:
    return [link.url for link in links]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("http://b.cn/x.html", "http://b.cn/x.html"),
        ("HTTPS://b.cn/x.html", "HTTPS://b.cn/x.html"),
        ("//b.cn/x.html", "http://b.cn/x.html"),
        ("/x.html", "http://www.a.cn/x.html"),
        ("x.html", "http://www.a.cn/xw/x.html"),
        ("./x.html", "http://www.a.cn/xw/x.html"),
        ("./202405/t20240520_1.html", "http://www.a.cn/xw/202405/t20240520_1.html"),
        ("../x.html", "http://www.a.cn/x.html"),
        ("../../../x.html", "http://www.a.cn/x.html"),
        ("/a/../b/./x.html", "http://www.a.cn/b/x.html"),
        ("?page=2", "http://www.a.cn/xw/list.html?page=2"),
        ("x.html#top", "http://www.a.cn/xw/x.html"),
        ("  x.html\n", "http://www.a.cn/xw/x.html"),
        ("/a\n/b\t.html", "http://www.a.cn/a/b.html"),
        ("/a b.html", "http://www.a.cn/a%20b.html"),
        ("/新闻/一.html", "http://www.a.cn/%E6%96%B0%E9%97%BB/%E4%B8%80.html"),
        ("\\xw\\x.html", "http://www.a.cn/xw/x.html"),
        ("/x?a=1&b=2", "http://www.a.cn/x?a=1&b=2"),
        ("http://b.cn:8080/x", "http://b.cn:8080/x"),
        ("http://b.cn", "http://b.cn"),
        ("http://8.8.4.4:8080/x", "http://8.8.4.4:8080/x"),
        ("http://163.com/x", "http://163.com/x"),
        ("http://fed.ac.be/x", "http://fed.ac.be/x"),
        ("/x.html?u=a@b.cn", "http://www.a.cn/x.html?u=a@b.cn"),
        ("http://www.b.cn/web/1/http://c.cn/x", "http://www.b.cn/web/1/http://c.cn/x"),
    ],
)
def test_resolve(href: str, expected: str) -> None:
    base = Base(HERE)
    assert base.resolve(href) == expected
    assert not base.refused


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("", "same page"),
        ("   ", "same page"),
        ("#top", "same page"),
        ("javascript:void(0)", "not http or https"),
        (" JavaScript:alert(1)", "not http or https"),
        ("java\nscript:alert(1)", "not http or https"),
        ("mailto:desk@a.cn", "not http or https"),
        ("tel:0433-1234567", "not http or https"),
        ("data:text/html,<b>x", "not http or https"),
        ("ftp://a.cn/x", "not http or https"),
        ("file:///etc/passwd", "not http or https"),
        ("weixin://dl/x", "not http or https"),
        ("http://user:pass@b.cn/", "credentials"),
        ("//user@b.cn/", "credentials"),
        ("https://www.a.cn@evil.example/", "credentials"),
        ("http://", "bad host or port"),
        ("http:///x", "bad host or port"),
        ("http://b.cn:99999/", "bad host or port"),
        ("http://2130706433/", "bad host or port"),
        ("http://0177.0.0.1:80/x", "bad host or port"),
        ("http://010.0.0.1/x", "bad host or port"),
        ("//0x7f.1", "bad host or port"),
        ("http://127.1?x", "bad host or port"),
        ("http://127.0.0.1./", "bad host or port"),
        ("http://b.cn:port/", "bad host or port"),
        ("http://[::1/x", "bad host or port"),
        ("http://b c.cn/", "bad host or port"),
        ("/" + "x" * MAX_LENGTH, "longer than 2048 characters"),
        ("http://b.cn/?" + "x" * MAX_LENGTH, "longer than 2048 characters"),
        ("data:" + "x" * 100_000, "not http or https"),
    ],
)
def test_resolve_refuses_and_counts(href: str, reason: str) -> None:
    base = Base(HERE)
    assert base.resolve(href) == ""
    assert base.refused == {reason: 1}


def test_resolve_never_raises_and_gives_only_clean_urls() -> None:
    generator = random.Random(983)
    alphabet = "ahtps:/?#[]@!$&'()*+,;=.%\\ \t\n\x00\x1f一é\u202e<>\"{}|^`"
    base = Base(HERE)
    for _ in range(3000):
        href = "".join(generator.choices(alphabet, k=generator.randint(0, 25)))
        url = base.resolve(href)
        assert url == "" or url.lower().startswith(("http://", "https://"))
        assert url.isascii()
        assert not set(url) & set(" \t\n\x00\x1f")
        assert "@" not in url.split("/")[2] if url else True


def test_page_links_keep_page_order_text_and_origin() -> None:
    page = anchors(("/2.html", " 东岸\n 公园 "), ("/1.html", "<b>北山</b> <i>小学</i>"), ("/2.html", "again"))
    links = page_links(page, HOME)
    assert [(link.url, link.title) for link in links] == [
        ("http://www.a.cn/2.html", "东岸 公园"),
        ("http://www.a.cn/1.html", "北山 小学"),
        ("http://www.a.cn/2.html", "again"),
    ]
    assert {link.via for link in links} == {HOME}
    assert {link.kind for link in links} == {"unknown"}


def test_page_links_honour_the_first_base_with_an_address() -> None:
    page = tree('<a href="1.html">x</a>', '<base target="_blank"><base href="/news/a/"><base href="/b/">')
    assert urls(page_links(page, HOME)) == ["http://www.a.cn/news/a/1.html"]
    assert document_base(page, HOME) == "http://www.a.cn/news/a/"


@pytest.mark.parametrize("href", ["javascript:x", "http://u:p@b.cn/", "data:x", ""])
def test_a_hostile_base_is_ignored(href: str) -> None:
    page = tree('<a href="1.html">x</a>', f'<base href="{href}">')
    assert urls(page_links(page, HOME)) == ["http://www.a.cn/1.html"]


def test_refused_links_are_counted() -> None:
    refused: Counter[str] = Counter()
    page = anchors(("javascript:;", "a"), ("mailto:x@a.cn", "b"), ("#", "c"), ("http://u:p@a.cn/", "d"), ("/1", "e"))
    assert urls(page_links(page, HOME, refused)) == ["http://www.a.cn/1"]
    assert refused == {"not http or https": 2, "same page": 1, "credentials": 1}


def test_image_maps_and_next_relations_are_links_too() -> None:
    page = tree(
        '<map><area href="/2024-05/13/content_1.htm" alt="头版"></map><a rel="nofollow next" href="/p/2">2</a>',
        '<link rel="next" href="/page/2"><link rel="stylesheet" href="/x.css"><link rel="canonical" href="/y">',
    )
    links = page_links(page, HOME)
    assert [(link.url, link.title, link.rel) for link in links] == [
        ("http://www.a.cn/page/2", "", "next"),
        ("http://www.a.cn/2024-05/13/content_1.htm", "头版", ""),
        ("http://www.a.cn/p/2", "2", "next"),
    ]


@pytest.mark.parametrize(
    ("anchor", "title"),
    [
        ('<a href="/1" title="东岸街道新建三处口袋公园">东岸街道新建...</a>', "东岸街道新建三处口袋公园"),
        ('<a href="/1" title="东岸街道新建三处口袋公园"></a>', "东岸街道新建三处口袋公园"),
        ('<a href="/1" title="在新窗口中打开这个链接">东岸街道</a>', "东岸街道"),
        ('<a href="/1"><img src="x" alt="东岸公园一景"></a>', "东岸公园一景"),
        ('<a href="/1"><img src="x"></a>', ""),
        ("<a href='/1'>" + "长" * 900 + "</a>", "长" * MAX_TITLE),
        ("<a href='/1'>a<!-- hidden -->b</a>", "ab"),
    ],
)
def test_title_of_a_link(anchor: str, title: str) -> None:
    assert page_links(tree(anchor), HOME)[0].title == title


def test_page_links_within_some_boxes() -> None:
    page = tree('<div id="n"><a href="/1">a</a></div><div id="l"><a href="/2">b</a></div><a id="x" href="/3">c</a>')
    boxes = [page.get_element_by_id("l"), page.get_element_by_id("x")]
    assert urls(page_links(page, HOME, within=boxes)) == ["http://www.a.cn/2", "http://www.a.cn/3"]


def test_page_links_are_faster_than_joining_each() -> None:
    page = anchors(*((f"/xw/2024/0513/{n}.html", TITLES[n % 4]) for n in range(229)))
    page_links(page, HOME)
    start = time.process_time()
    for _ in range(20):
        page_links(page, HOME)
    assert (time.process_time() - start) / 20 < 0.010  # 1.1 ms on a quiet machine; urljoin alone would be near 2


def test_feeds_and_sitemaps_of_a_page() -> None:
    page = tree(
        '<a href="/rss/">RSS</a><a href="/sitemap.xml">地图</a><a href="/map/sitemap_news.xml.gz">x</a>'
        '<a href="/rss_help.html">?</a><a href="/feedlot/">牛</a><a href="news/rss.xml">n</a>',
        '<link rel="alternate" type="application/rss+xml" title="要闻" href="/f?x=1">'
        '<link rel="alternate" type="application/atom+xml" href="https://feeds.example.org/a">'
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        '<link rel="alternate" hreflang="en" href="/en/"><link rel="sitemap" href="/map.xml">'
        '<link rel="alternate" type="application/rss+xml" href="javascript:x">',
    )
    assert [(link.url, link.rel, link.title) for link in feeds_and_sitemaps(page, HOME)] == [
        ("http://www.a.cn/f?x=1", "feed", "要闻"),
        ("https://feeds.example.org/a", "feed", ""),
        ("http://www.a.cn/map.xml", "sitemap", ""),
        ("http://www.a.cn/rss/", "feed", "RSS"),
        ("http://www.a.cn/sitemap.xml", "sitemap", "地图"),
        ("http://www.a.cn/map/sitemap_news.xml.gz", "sitemap", "x"),
        ("http://www.a.cn/news/rss.xml", "feed", "n"),
    ]


@pytest.mark.parametrize(
    ("url", "host", "expected"),
    [
        ("http://a.cn/x", "www.a.cn", "own"),
        ("http://www.a.cn/x", "a.cn", "own"),
        ("http://A.CN", "a.cn", "own"),
        ("http://news.a.cn/x", "www.a.cn", "below"),
        ("http://nota.cn/x", "a.cn", "foreign"),
        ("http://a.cn.evil.example/", "a.cn", "foreign"),
        ("http://127.0.0.1:8983/x", "127.0.0.1:8983", "own"),
        ("http://127.0.0.1:8984/x", "127.0.0.1:8983", "foreign"),
        ("http://127.0.0.1:8984/x", "127.0.0.1", "own"),
        ("http://a.cn?x=1/y", "a.cn", "own"),
        ("http://a.cn/?u=http://b.cn/", "a.cn", "own"),
    ],
)
def test_where_is(url: str, host: str, expected: str) -> None:
    assert where_is(url, ("z.cn", host)) == expected


@pytest.mark.parametrize("href", ["/p/12345.html", "/2023/07/t20230707_1.html", "show.php?id=7", "/a/ae7e7ec561.shtml"])
def test_front_page_with_one_article_yields_it(href: str) -> None:
    page = anchors(("/", "首页"), ("/xw/", "新闻"), (href, TITLES[0]), ("/about/", "关于我们"), ("/user/login", "登录"))
    found = sort_links(page_links(page, HOME), HOME)
    assert [link.title for link in found.articles] == [TITLES[0]]
    assert urls(found.lists) == ["http://www.a.cn/xw/"]


def portal_page() -> list[Link]:
    """A front page as local portals have it: menu, headlines, image links, hot list with tracking, tools, imprint."""
    menu = [("/", "首页"), ("/xw/", "新闻"), ("/ms/", "民生"), ("/c7/", "论坛"), ("list/index.html", "滚动")]
    tools = [("javascript:;", "加入收藏"), ("/user/login?back=1", "登录"), ("/m/", "手机版"), ("/search", "搜索")]
    news = [(f"/xw/2024/0513/{10_200 + n}.html", f"{TITLES[n % 4]} {n}") for n in range(12)]
    image = [("/ms/2024/0513/10300.html", '<img src="x.jpg">')]
    hot = [(f"/xw/2024/0513/{10_200 + n}.html?from=hot", TITLES[n % 4][:6]) for n in range(6)]
    foreign = [("http://b.cn/xw/2024/0513/1.html", TITLES[0]), ("http://weibo.example/a", "微博")]
    imprint = [("/about/", "关于我们"), ("/law/", "法律声明"), ("/tag/hb", "环保"), ("/rss.xml", "RSS")]
    return page_links(anchors(*menu, *tools, *news, *image, *hot, *foreign, *imprint), HOME)


def test_sort_links_of_a_front_page() -> None:
    found = sort_links(portal_page(), HOME)
    assert len(found.articles) == 13
    assert all(link.kind == "article" for link in found.articles)
    assert urls(found.articles)[0] == "http://www.a.cn/xw/2024/0513/10200.html"
    assert urls(found.lists) == [HOME + path for path in ("xw/", "ms/", "c7/", "list/index.html")]
    assert not found.pagination
    assert "http://www.a.cn/user/login?back=1" in urls(found.other)
    everything = found.articles + found.lists + found.pagination + found.other
    assert len(set(urls(everything))) == len(everything)


def test_a_hot_link_becomes_its_article_with_the_longest_title() -> None:
    page = anchors(("/p/12345.html?from=hot", "东岸街道"), ("/p/12345.html", ""), ("/p/12345.html", TITLES[0]))
    found = sort_links(page_links(page, HOME), HOME)
    assert [(link.url, link.title) for link in found.articles] == [("http://www.a.cn/p/12345.html", TITLES[0])]


def test_the_page_itself_is_not_among_its_links() -> None:
    page = anchors(("http://a.cn/", "首页"), ("https://www.a.cn/", "首页"), ("/", "首页"))
    found = sort_links(page_links(page, HOME), HOME)
    assert not found.lists


def test_subdomains_give_articles_but_no_lists_and_other_hosts_give_nothing() -> None:
    page = anchors(
        ("http://news.a.cn/2024/0513/1.html", TITLES[0]),
        ("http://bbs.a.cn/", "论坛"),
        ("http://b.cn/2024/0513/1.html", TITLES[1]),
        ("http://b.cn/xw/", "新闻"),
    )
    found = sort_links(page_links(page, HOME), HOME)
    assert urls(found.articles) == ["http://news.a.cn/2024/0513/1.html"]
    assert not found.lists


def test_hosts_of_the_operator_count() -> None:
    page = anchors(("http://b.cn/2024/0513/1.html", TITLES[0]), ("http://b.cn/xw/", "新闻"))
    found = sort_links(page_links(page, HOME), HOME, ("www.a.cn", "b.cn"))
    assert len(found.articles) == len(found.lists) == 1


def test_what_the_book_has_learnt_counts() -> None:
    page = anchors(("/s/8k", "近况"))
    book = ShapeBook()
    assert not sort_links(page_links(page, HOME), HOME, book=book).articles
    book.confirm("http://www.a.cn/s/7k", True)
    assert sort_links(page_links(page, HOME), HOME, book=book).articles


def test_links_in_another_language_are_sorted_alike() -> None:
    page = anchors(
        ("/lokales/", "Lokales"),
        ("/lokales/stadt-eroeffnet-neue-bruecke-am-montag", "Stadt eröffnet neue Brücke am Montag"),
        ("/artikel/48213", "Neuer Markt öffnet wieder"),
        ("/impressum", "Impressum"),
        ("/abo", "Abonnieren"),
    )
    found = sort_links(page_links(page, HOME), HOME)
    assert urls(found.articles) == [
        HOME + path for path in ("lokales/stadt-eroeffnet-neue-bruecke-am-montag", "artikel/48213")
    ]
    assert urls(found.lists) == ["http://www.a.cn/lokales/"]


def test_an_empty_page_gives_nothing() -> None:
    found = sort_links(page_links(tree("<p>x</p>"), HOME), HOME)
    assert (found.articles, found.lists, found.pagination, found.other) == ([], [], [], [])
