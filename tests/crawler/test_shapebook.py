"""What a book of URL shapes says and learns."""

import pytest

from crawler.discovery.shapebook import HOPELESS, MAX_SHAPES, ShapeBook
from tests.crawler.linkkit import Named

HEADLINE = "东岸街道新建三处口袋公园"


@pytest.mark.parametrize("piece", ["/2024/05", "/a-b", "//", "/%41", "_1", "&a=1", "?a", "{date}", "list", "/index"])
def test_rules_stay_fast_on_long_hostile_urls(piece: str) -> None:
    url = "http://a.cn" + (piece * 2000)[:1980]
    assert ShapeBook().kind(url, "x" * 300) in ("article", "list", "other")


@pytest.mark.parametrize(
    "path",
    [
        "/p/12345.html",
        "/2023/07/t20230707_1.html",
        "/2020-07/08/c_1126212966.htm",
        "/n1/2024/0510/c1004-40232587.html",
        "/2024-05/13/content_37319243.htm",
        "/art/2016/11/22/art_1621004_30332664.html",
        "/20240520/5012641.shtml",
        "/2015/0911/121911.shtml",
        "/a/20200911/14526474_0.shtml",
        "/node_742c1a40f1/ae7e7ec561.shtml",
        "/20240515/d59c39d4160a4fe4b3084c3e4abfb450/c.html",
        "/newsDetail_forward_4506347",
        "/html/shizheng/102/10299.shtml",
        "/show.php?catid=2&id=31",
        "/index.php?m=content&c=index&a=show&catid=12&id=3",
        "/plus/view.php?aid=1204",
        "/News.aspx?NewsID=350370",
        "/?p=1204",
        "/thread-1204-1-1.html",
        "/2024/05/17/new-bridge/",
        "/local/town-opens-its-new-bridge-today",
        "/post/98488",
        "/12.html",
    ],
)
def test_a_single_link_with_a_headline_is_an_article(path: str) -> None:
    assert ShapeBook().kind("http://a.cn" + path, HEADLINE) == "article"


@pytest.mark.parametrize(
    ("path", "anchor"),
    [
        ("/shizheng/", "时政"),
        ("/shizheng", "时政"),
        ("/c0/", "论坛"),
        ("/", "首页"),
        ("/index_2.html", "2"),
        ("/list_3.html", "3"),
        ("/node_123.htm", "要闻"),
        ("/node_742c1a40f1/index.html", "要闻"),
        ("/col/col42150/index.html", "要闻"),
        ("/channel_26916", "视频"),
        ("/category/auto", "汽车"),
        ("/list.php?catid=2", "教育"),
        ("/index.php?m=content&c=index&a=lists&catid=12", "教育"),
        ("/Catalog.aspx?PageGroupID=41", "社会"),
        ("/sports/page/2/", "2"),
        ("/2024/05/", "五月"),
        ("/html/news.html", "新闻"),
    ],
)
def test_navigation_is_a_list(path: str, anchor: str) -> None:
    assert ShapeBook().kind("http://a.cn" + path, anchor) == "list"


@pytest.mark.parametrize(
    ("path", "anchor"),
    [
        ("/user/login?back=1", "登录"),
        ("/login.php", "进入"),
        ("/search?q=1", HEADLINE),
        ("/?s=1", HEADLINE),
        ("/tag/tour", HEADLINE),
        ("/p/12345.html?print=1", HEADLINE),
        ("/print/12345.html", HEADLINE),
        ("/api/articles/12345", HEADLINE),
        ("/sports/feed/", HEADLINE),
        ("/up/2024/05/13/10299.pdf", HEADLINE),
        ("/about/", "关于本站"),
        ("/about/10.html", "联系方式"),
        ("/?author=34", "李萌"),
        ("/u/x5z88kga", "李萌"),
        ("/hezuo/", "广告合作"),
        ("/m/", "【手机版】"),
        ("/a/z26Q9z", ""),
        ("/x.html", ""),
    ],
)
def test_tools_people_and_files_are_not_fetched(path: str, anchor: str) -> None:
    assert ShapeBook().kind("http://a.cn" + path, anchor) == "other"


def test_image_link_to_a_dated_page_is_an_article() -> None:
    assert ShapeBook().kind("http://a.cn/2024/0510/c1004-402.html") == "article"


def test_short_titles_pass_where_their_neighbours_have_headlines() -> None:
    book = ShapeBook()
    assert book.kind("http://a.cn/v/12.html", "停水通知") != "article"
    book.add(Named(f"http://a.cn/v/{n}.html", HEADLINE + " 居民说好") for n in range(20, 40))
    assert book.kind("http://a.cn/v/12.html", "停水通知啊哦") == "article"
    assert ("repeated", 2) in book.reasons("http://a.cn/v/12.html", "停水通知")


def test_a_menu_of_numbers_is_no_list_of_articles() -> None:
    book = ShapeBook()
    links = [Named(f"http://a.cn/t/{n}.html", "钓鱼") for n in range(10_000, 10_050)]
    assert book.kind(links[0].url, "钓鱼") == "article"
    book.add(links)
    assert book.kind(links[0].url, "钓鱼") == "list"


def test_each_url_of_a_page_counts_once_with_its_longest_text() -> None:
    book = ShapeBook()
    book.add([Named("http://a.cn/v/12.html", text) for text in ("", HEADLINE, "图")] * 5)
    assert "repeated" not in dict(book.reasons("http://a.cn/v/13.html"))


def test_confirmed_pages_decide_for_their_shape() -> None:
    book = ShapeBook()
    url = "http://a.cn/story/8k"
    assert book.kind(url, "近况") == "list"
    book.confirm("http://a.cn/story/7k", True)
    assert book.kind(url, "近况") == "article"
    assert ("proved", 6) in book.reasons(url)


def test_a_proved_shape_speaks_for_the_same_shape_in_other_sections() -> None:
    book = ShapeBook()
    book.confirm("http://a.cn/jiaoyu/12.html", True)
    assert ("alike-proved", 2) in book.reasons("http://a.cn/tiyu/13.html", "近况")


def test_a_shape_is_given_up_after_many_pages_without_an_article() -> None:
    book = ShapeBook()
    url = "http://a.cn/bullet/1745227576"
    for _ in range(HOPELESS - 1):
        book.confirm(url, False)
    assert book.kind(url, HEADLINE) == "article"
    book.confirm(url, False)
    assert book.kind(url, HEADLINE) == "other"
    assert book.kind("http://a.cn/post/1745227576", HEADLINE) == "article"


def test_one_article_in_many_failures_is_no_proof() -> None:
    book = ShapeBook()
    book.confirm("http://a.cn/x/1", True)
    for _ in range(30):
        book.confirm("http://a.cn/x/2", False)
    assert "proved" not in dict(book.reasons("http://a.cn/x/3"))


def test_never_fetched_pages_stay_so_whatever_was_confirmed() -> None:
    book = ShapeBook()
    book.confirm("http://a.cn/search?q=1", True)
    assert book.kind("http://a.cn/search?q=2", HEADLINE) == "other"


def test_reasons_are_named_and_sum_up_to_the_score() -> None:
    book = ShapeBook()
    reasons = book.reasons("http://a.cn/p/12345.html", HEADLINE)
    assert dict(reasons) == {"long-id": 2, "document": 1, "article-word": 1, "headline": 2}
    assert book.score("http://a.cn/p/12345.html", HEADLINE) == 6


def test_book_does_not_grow_without_end() -> None:
    book = ShapeBook()
    letters = "abcdefghij"
    words = (f"{a}{b}{c}{d}" for a in letters for b in letters for c in letters for d in letters)
    book.add(Named(f"http://a.cn/{word}", "x") for word in words)
    assert len(book._seen) <= MAX_SHAPES + 2


def test_what_a_module_calls_an_article_is_one_whatever_its_form() -> None:
    book = ShapeBook()
    assert book.kind("http://a.cn/search/2024", "更多") != "article"
    book.trust(r"/search/\d+$")
    assert book.reasons("http://a.cn/search/2024") == [("article_url", 100)]
    assert book.kind("http://a.cn/search/2024", "更多") == "article"
    assert book.kind("http://a.cn/search/list", "更多") != "article"
    book.trust("")
    assert book.kind("http://a.cn/search/2024", "更多") != "article"
