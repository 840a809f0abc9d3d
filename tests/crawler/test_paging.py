"""From one page of a list to the next."""

import pytest

from crawler.discovery.links import Link, page_links, sort_links
from crawler.discovery.paging import is_next, next_of, page_stem, without_tracking
from tests.crawler.linkkit import anchors, tree

LIST = "http://a.cn/xw/"


def pagination(url: str, *pairs: tuple[str, str]) -> list[str]:
    return [link.url for link in sort_links(page_links(anchors(*pairs), url), url).pagination]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("http://a.cn/xw/", "http://a.cn/xw/index_2.html"),
        ("http://a.cn/xw/index.html", "http://a.cn/xw/index_2.html"),
        ("http://a.cn/xw/", "http://www.a.cn/xw/list_3_2.html"),
        ("http://a.cn/xw/list_3.html", "http://a.cn/xw/list_3_2.html"),
        ("http://a.cn/xw/", "http://a.cn/xw/page/2/"),
        ("http://a.cn/xw", "http://a.cn/xw/page/2"),
        ("http://a.cn/xw/", "http://a.cn/xw/2/"),
        ("http://a.cn/xw/", "http://a.cn/xw/p2.html"),
        ("http://a.cn/xw/", "http://a.cn/xw/?page=2"),
        ("http://a.cn/list.php?id=3", "http://a.cn/list.php?id=3&page=2"),
        ("http://a.cn/xw.html", "http://a.cn/xw_2.html"),
        ("http://a.cn/newslist.aspx?page=1", "http://a.cn/newslist.aspx?page=2"),
    ],
)
def test_pages_of_one_list_have_one_stem(first: str, second: str) -> None:
    assert page_stem(first) == page_stem(second)
    assert pagination(first, (second, "2")) == [second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("http://a.cn/xw/", "http://a.cn/ms/index_2.html"),
        ("http://a.cn/list.php?id=3", "http://a.cn/list.php?id=4&page=2"),
        ("http://a.cn/xw/", "http://b.cn/xw/index_2.html"),
        ("http://a.cn/xw/", "http://a.cn/xw/sub/"),
    ],
)
def test_pages_of_other_lists_have_other_stems(first: str, second: str) -> None:
    assert page_stem(first) != page_stem(second)


@pytest.mark.parametrize(
    "text",
    [
        "下一页",
        "下页",
        "[下一页]",
        "下一页>>",
        "下一頁",
        "Next",
        "Next »",
        "older posts",
        "次へ",
        "다음",
        "Siguiente →",
        "Suivant",
        "Nächste Seite",
        "Следующая",
        "Próxima",
        "sonraki",
        "التالي",
        "Weiter",
    ],
)
def test_next_in_many_languages(text: str) -> None:
    url = "http://a.cn/xw/more_page"
    found = sort_links(page_links(anchors((url, text)), LIST), LIST)
    assert [link.url for link in found.pagination] == [url]
    assert is_next(found.pagination[0])


@pytest.mark.parametrize("text", ["下一篇", "下一页的故事还没有写完", "Next week's weather stays dry", "上一篇"])
def test_neighbouring_articles_are_no_pagination(text: str) -> None:
    assert pagination(LIST, ("/xw/2024/0513/10200.html", text)) == []


@pytest.mark.parametrize("text", ["上一页", "尾页", "末页", "Previous", "Last »", "« Newer posts"])
def test_other_pages_count_as_pagination_but_not_as_next(text: str) -> None:
    found = sort_links(page_links(anchors(("/xw/index_9.html", text)), LIST), LIST)
    assert len(found.pagination) == 1
    assert not is_next(found.pagination[0])


def test_the_next_page_comes_first() -> None:
    pairs = [(f"index_{n}.html", str(n)) for n in (2, 3, 4)] + [
        ("index_99.html", "尾页"),
        ("index_2.html?x=1", "下一页"),
    ]
    found = pagination(LIST, *pairs)
    assert found[0] == LIST + "index_2.html?x=1"
    assert len(found) == 5


def test_numbers_that_are_no_pages_of_the_list() -> None:
    assert pagination(LIST, ("/2024/05/12/", "12"), ("/ms/index_2.html", "2"), ("/xw/10299.html", "3")) == []


def test_image_link_to_an_article_is_no_page_number() -> None:
    page = tree('<a href="/xw/123.html"><img src="a.jpg"></a>')
    assert not sort_links(page_links(page, LIST), LIST).pagination


def test_next_relation_in_the_head() -> None:
    page = tree("<p></p>", '<link rel="next" href="/xw/page/2/">')
    assert [link.url for link in sort_links(page_links(page, LIST), LIST).pagination] == ["http://a.cn/xw/page/2/"]


def test_next_relation_to_an_article_is_an_article() -> None:
    page = tree("<p></p>", '<link rel="next" href="/2024/05/13/new-bridge/">')
    found = sort_links(page_links(page, LIST), LIST)
    assert not found.pagination
    assert len(found.articles) == 1


def test_a_next_link_that_logs_in_is_not_followed() -> None:
    assert pagination(LIST, ("/login?to=2", "下一页"), ("javascript:next()", "下一页"), ("#", "下一页")) == []


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        (LIST, "index_2.html"),
        (LIST + "index.html", "index_2.html"),
        (LIST + "index_2.html", "index_3.html"),
        (LIST + "index_3.html", "index_4.html"),
    ],
)
def test_next_of_numbered_pages(here: str, expected: str) -> None:
    pages = [Link(f"{LIST}index_{n}.html", str(n)) for n in (2, 3, 4)]
    found = next_of(pages, here)
    assert found is not None
    assert found.url == LIST + expected


def test_next_of_a_last_page_is_none() -> None:
    assert next_of([Link(LIST + "index_1.html", "1")], LIST + "index_9.html") is None
    assert next_of([], LIST) is None


def test_next_of_prefers_what_is_called_next() -> None:
    pages = [Link(LIST + "index_2.html", "2"), Link(LIST + "old/1", "older posts")]
    found = next_of(pages, LIST)
    assert found is not None
    assert found.url == LIST + "old/1"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.cn/p/12345.html?from=hot", "http://a.cn/p/12345.html"),
        ("http://a.cn/p/12345.html?v=20240513&x=y", "http://a.cn/p/12345.html"),
        ("http://a.cn/p/12345.html?page=2&from=x", "http://a.cn/p/12345.html?page=2"),
        ("http://a.cn/show.php?id=3&from=hot", "http://a.cn/show.php?id=3"),
        ("http://a.cn/show.php?id=3&utm_source=a&spm=b", "http://a.cn/show.php?id=3"),
        ("http://a.cn/view_12345.php?id=3", "http://a.cn/view_12345.php?id=3"),
        ("http://a.cn/detail.html?id=3", "http://a.cn/detail.html?id=3"),
        ("http://a.cn/2024/05/view.php?tid=3", "http://a.cn/2024/05/view.php?tid=3"),
        ("http://a.cn/post/98488?ref=rss", "http://a.cn/post/98488"),
        ("http://a.cn/?p=3", "http://a.cn/?p=3"),
        ("http://a.cn/list.php?from=20", "http://a.cn/list.php?from=20"),
        ("http://a.cn/x?", "http://a.cn/x"),
        ("http://a.cn/x", "http://a.cn/x"),
    ],
)
def test_without_tracking(url: str, expected: str) -> None:
    assert without_tracking(url) == expected
