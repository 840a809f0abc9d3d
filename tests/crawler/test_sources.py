"""Sources: how a portal says where its articles are, and what reading one answer gives."""

from datetime import UTC, datetime, timedelta

import pytest
from lxml import html

from crawler.discovery.shapebook import ShapeBook
from crawler.reading.page import Page
from crawler.sources import Feed, Found, ListPage, NewsSitemap, Sitemap, is_shell, nothing_on, parse_every
from tests.crawler.linkkit import anchors, tree

HOME = "http://www.a.cn/"
LIST = "http://www.a.cn/xw/"
TITLE = "东岸街道新建三处口袋公园"
NOW = datetime(2024, 5, 14, 12, tzinfo=UTC)


def urls(found: Found) -> list[str]:
    return [link.url for link in found.articles]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45s", timedelta(seconds=45)),
        ("30m", timedelta(minutes=30)),
        ("2h", timedelta(hours=2)),
        (" 1D ", timedelta(days=1)),
        ("2 w", timedelta(weeks=2)),
    ],
)
def test_parse_every(text: str, expected: timedelta) -> None:
    assert parse_every(text) == expected


@pytest.mark.parametrize("text", ["", "30", "m", "0m", "-1h", "1.5h", "1y", "30m30m", "9" * 50 + "d"])
def test_parse_every_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="such as '30m'"):
        parse_every(text)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: ListPage("www.a.cn"), "write the whole address"),
        (lambda: Feed("ftp://a.cn/rss"), "write the whole address"),
        (lambda: Sitemap("/sitemap.xml"), "write the whole address"),
        (lambda: ListPage(LIST, every="soon"), "such as '30m'"),
        (lambda: Feed(HOME, every="0h"), "such as '30m'"),
        (lambda: ListPage(LIST, pages=0), "at least 1"),
        (lambda: ListPage(LIST, links="li >> a["), "selector"),
        (lambda: ListPage(LIST, next_page="a:nth-wrong("), "selector"),
        (lambda: Sitemap(HOME, newer_than="lately"), "such as '30m'"),
        (lambda: Sitemap(HOME, match="(["), "no regular expression"),
    ],
)
def test_a_source_described_wrongly_is_refused_at_once(wrong: object, message: str) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=message):
        wrong()


def test_list_page_without_selectors_finds_articles_by_their_form() -> None:
    page = anchors(("/ms/", "民生"), ("/xw/2024/0513/10200.html", TITLE), ("javascript:;", "更多"))
    found = ListPage(LIST).read(page, LIST)
    assert urls(found) == ["http://www.a.cn/xw/2024/0513/10200.html"]
    assert found.articles[0].via == LIST
    assert (found.follow, found.problem) == ([], "")
    assert found.refused == {"not http or https": 1}


def test_list_page_reads_bytes_in_the_charset_they_are_in() -> None:
    body = html.tostring(anchors(("/p/12345.html", TITLE)), encoding="gb18030")
    found = ListPage(LIST).read(body, LIST, "text/html; charset=gb2312")
    assert [link.title for link in found.articles] == [TITLE]


@pytest.mark.parametrize("links", ["ul.news", "ul.news a", "ul.news > li > a:first-child"])
def test_list_page_with_a_selector_believes_it(links: str) -> None:
    page = tree(
        '<a href="/2024/0513/1.html">' + TITLE + '</a><ul class="news"><li><a href="/x">短</a></li>'
        '<li><a href="/y?from=hot">也短</a></li><li><a href="/x">又</a></li></ul>'
    )
    found = ListPage(LIST, links=links).read(page, LIST)
    assert urls(found) == ["http://www.a.cn/x", "http://www.a.cn/y"]
    assert all(link.kind == "article" for link in found.articles)


def test_list_page_names_what_it_misses() -> None:
    page = anchors(("/ms/", "民生"))
    assert ListPage(LIST).read(page, LIST).problem == "no link looks like an article"
    assert ListPage(LIST, links="ul.gone a").read(page, LIST).problem == "selector 'ul.gone a' finds no link"


def test_list_page_follows_as_many_pages_as_told() -> None:
    page = anchors(("/p/12345.html", TITLE), ("index_2.html", "2"), ("index_3.html", "3"), ("index_2.html", "下一页"))
    assert ListPage(LIST).read(page, LIST).follow == []
    following = ListPage(LIST, pages=3, every="1h").read(page, LIST).follow
    assert following == [ListPage(LIST + "index_2.html", pages=2, every="1h")]


def test_list_page_counts_down_to_its_last_page() -> None:
    source = ListPage(LIST, pages=3)
    seen = []
    for number in range(2, 9):
        page = anchors((f"index_{number}.html", "下一页"))
        follow = source.read(page, source.url).follow
        if not follow:
            break
        assert isinstance(follow[0], ListPage)
        source = follow[0]
        seen.append(source.url)
    assert seen == [LIST + "index_2.html", LIST + "index_3.html"]


def test_list_page_takes_the_next_number_where_nothing_is_called_next() -> None:
    page = anchors(*((f"index_{n}.html", str(n)) for n in (1, 2, 3, 4)))
    following = ListPage(LIST, pages=9).read(page, LIST + "index_2.html").follow
    assert [source.url for source in following] == [LIST + "index_3.html"]


def test_list_page_with_a_selector_for_the_next_page() -> None:
    page = tree('<a class="more" href="/xw/older/7">再看</a><a href="index_2.html">下一页</a>')
    following = ListPage(LIST, pages=2, next_page="a.more").read(page, LIST).follow
    assert [source.url for source in following] == ["http://www.a.cn/xw/older/7"]
    assert ListPage(LIST, pages=2, next_page="a.gone").read(page, LIST).follow == []


def test_list_page_teaches_the_book_and_learns_from_it() -> None:
    book = ShapeBook()
    page = anchors(("/s/8k", "近况"), *((f"/v/{n}.html", TITLE) for n in range(10)))
    assert len(ListPage(LIST).read(page, LIST, book=book).articles) == 10
    assert "repeated" in dict(book.reasons("http://www.a.cn/v/99.html"))
    book.confirm("http://www.a.cn/s/7k", True)
    assert len(ListPage(LIST).read(page, LIST, book=book).articles) == 11


def test_list_page_keeps_to_the_hosts() -> None:
    page = anchors(("http://b.cn/p/12345.html", TITLE), ("http://c.cn/p/12345.html", TITLE))
    assert urls(ListPage(LIST).read(page, LIST, hosts=("a.cn", "b.cn"))) == ["http://b.cn/p/12345.html"]


def test_feed_gives_all_its_entries_in_order() -> None:
    body = b"<rss><channel><item><link>/2</link></item><item><link>http://c.example/1</link></item></channel></rss>"
    source = Feed("http://www.a.cn/rss.xml")
    assert urls(source.read(body, source.url)) == ["http://www.a.cn/2", "http://c.example/1"]
    found = source.read(body, source.url, hosts=("www.a.cn",))
    assert urls(found) == ["http://www.a.cn/2"]
    assert found.refused == {"other host": 1}


def test_feed_with_a_problem_names_it() -> None:
    found = Feed("http://www.a.cn/rss.xml").read(b"<html>moved</html>", "http://www.a.cn/rss.xml")
    assert (found.articles, found.problem) == ([], "not a feed but an HTML page")


def test_paged_feed() -> None:
    body = b'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="/rss?p=2"/></feed>'
    assert Feed(HOME).read(body, HOME).follow == []
    assert Feed(HOME, pages=4).read(body, HOME).follow == [Feed("http://www.a.cn/rss?p=2", pages=3)]


def sitemap(*entries: tuple[str, str]) -> bytes:
    inside = "".join(f"<url><loc>{loc}</loc><lastmod>{time}</lastmod></url>" for loc, time in entries)
    return f"<urlset>{inside}</urlset>".encode()


def index(*entries: tuple[str, str]) -> bytes:
    inside = "".join(f"<sitemap><loc>{loc}</loc><lastmod>{time}</lastmod></sitemap>" for loc, time in entries)
    return f"<sitemapindex>{inside}</sitemapindex>".encode()


def test_sitemap_leaves_sections_tools_and_files_out() -> None:
    paths = ("", "xw/", "about/", "tag/x", "p/12345.html", "xw/2024/0513/1.html", "a.pdf", "new-bridge-over-the-river")
    found = Sitemap(HOME).read(sitemap(*((HOME + path, "") for path in paths)), HOME + "sitemap.xml")
    assert urls(found) == [HOME + path for path in ("p/12345.html", "xw/2024/0513/1.html", "new-bridge-over-the-river")]
    assert {link.kind for link in found.articles} == {"article"}


def test_sitemap_named_after_articles_is_believed() -> None:
    body = sitemap((HOME + "coral", ""), (HOME + "search?q=1", ""))
    assert urls(Sitemap(HOME).read(body, HOME + "post-sitemap1.xml")) == [HOME + "coral"]
    assert urls(Sitemap(HOME).read(body, HOME + "sitemap1.xml")) == []


def test_sitemap_with_a_pattern() -> None:
    body = sitemap((HOME + "coral", ""), (HOME + "p/12345.html", ""))
    assert urls(Sitemap(HOME, match=r"/cor\w+$").read(body, HOME)) == [HOME + "coral"]


def test_sitemap_learns_from_the_book() -> None:
    book = ShapeBook()
    book.confirm(HOME + "coral", True)
    assert urls(Sitemap(HOME).read(sitemap((HOME + "coral", "")), HOME, book=book)) == [HOME + "coral"]


@pytest.mark.parametrize(
    ("lastmod", "kept"),
    [
        ("2024-05-14T08:00:00+08:00", True),
        ("2024-05-12T12:00:01Z", True),
        ("2024-05-12T11:59:59Z", False),
        ("2024-05-12", True),
        ("2024-05-11", False),
        ("2023-01-01T00:00:00+08:00", False),
        ("", True),
        ("yesterday", True),
    ],
)
def test_sitemap_newer_than(lastmod: str, kept: bool) -> None:
    source = Sitemap(HOME, newer_than="2d")
    assert bool(source.read(sitemap((HOME + "p/12345.html", lastmod)), HOME, now=NOW).articles) is kept
    assert bool(source.read(index((HOME + "s1.xml", lastmod)), HOME, now=NOW).follow) is kept


def test_sitemap_index_is_followed_with_the_same_wishes() -> None:
    source = Sitemap(HOME, every="1h", newer_than="9w", match="p")
    names = (
        "s1.xml",
        "post-sitemap2.xml",
        "news.xml.gz",
        "stage.xml",
        "tag-sitemap.xml",
        "sitemap-image-1.xml",
        "authors.xml",
    )
    found = source.read(index(*((HOME + name, "") for name in names)), HOME, now=NOW)
    assert [child.url for child in found.follow] == [HOME + name for name in names[:4]]
    assert found.follow[0] == Sitemap(HOME + "s1.xml", every="1h", newer_than="9w", match="p")


def test_sitemap_keeps_to_the_hosts() -> None:
    found = Sitemap(HOME).read(index((HOME + "s.xml", ""), ("http://b.cn/s.xml", "")), HOME, hosts=("a.cn",))
    assert [child.url for child in found.follow] == [HOME + "s.xml"]
    assert found.refused == {"other host": 1}


def test_sitemap_with_a_problem_names_it() -> None:
    assert Sitemap(HOME).read(b"gone", HOME).problem == "not a sitemap but no XML"


def test_news_sitemap_is_believed_and_read_often() -> None:
    source = NewsSitemap(HOME)
    assert parse_every(source.every) < parse_every(Sitemap(HOME).every)
    found = source.read(sitemap((HOME + "coral", ""), (HOME + "xw/", "")), HOME)
    assert urls(found) == [HOME + "coral", HOME + "xw/"]
    following = source.read(index((HOME + "n2.xml", "")), HOME).follow
    assert following == [NewsSitemap(HOME + "n2.xml")]


def test_sources_are_facts() -> None:
    assert ListPage(LIST) == ListPage(LIST)
    assert len({ListPage(LIST), ListPage(LIST), Feed(LIST), Sitemap(LIST), NewsSitemap(LIST)}) == 4
    with pytest.raises(AttributeError):
        ListPage(LIST).url = HOME  # type: ignore[misc]


def test_a_page_that_leads_nowhere_says_why() -> None:
    app = '<div id="app"></div><script src="/app.js"></script>'
    assert is_shell(tree(app))
    assert "scripts fill" in nothing_on(tree(app))
    assert nothing_on(tree("<div> </div>")) == nothing_on(Page(HOME, b"").root) == "the page is empty"
    for full in (
        '<div id="app">渡口停航</div>',
        "<script>1</script>" + "".join(f'<a href="/{n}">x</a>' for n in range(9)),
    ):
        assert not is_shell(tree(full))
        assert nothing_on(tree(full)) == ""
    assert ListPage(HOME).read(app.encode(), HOME).problem == nothing_on(tree(app))
    assert ListPage(HOME).read("<p>渡口停航".encode(), HOME).problem == "no link looks like an article"
