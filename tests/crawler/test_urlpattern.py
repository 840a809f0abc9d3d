"""The pattern of a portal's article addresses, learnt from examples."""

import re
from collections.abc import Sequence

import pytest

from crawler.proposals.urlpattern import learn

#: name, articles, lists, another article that must match, the pattern
KNOWN: dict[str, tuple[Sequence[str], Sequence[str], str, str]] = {
    "sections, month and day": (
        ["http://a.cn/news/shehui/202306/t20230619_48201.html", "http://a.cn/news/jiaoyu/202307/t20230701_9.html"],
        ["http://a.cn/news/shehui/", "http://a.cn/news/index_2.html"],
        "https://www.a.cn/news/tiyu/202412/t20241231_1000000.html",
        r"^https?://[^/]+/news/[a-z]+/\d{6}/t\d{8}_\d+\.html$",
    ),
    "headlines in words": (
        ["https://b.de/lokal/markt-wird-umgebaut-12/", "https://b.de/lokal/der-fluss-steigt-wieder-an/"],
        ["https://b.de/lokal/", "https://b.de/lokal/page/2/", "https://b.de/lokal/sport-verein/"],
        "https://b.de/lokal/neue-bruecke-fuer-den-radweg/",
        r"^https?://[^/]+/lokal/[^/?-]+(?:-[^/?-]+){2,}/$",
    ),
    "a number in the query": (
        ["http://c.kr/view.php?idx=17&from=hot", "http://c.kr/view.php?idx=20133"],
        ["http://c.kr/list.php?page=2", "http://c.kr/"],
        "http://c.kr/view.php?idx=5",
        r"^https?://[^/]+/view\.php\?idx=\d+$",
    ),
    "year, month, day as folders": (
        ["http://d.cn/2024/05/13/content_37.htm", "http://d.cn/2023/11/02/content_9912.htm"],
        ["http://d.cn/2024/", "http://d.cn/node_12.htm"],
        "http://d.cn/2025/01/09/content_1.htm",
        r"^https?://[^/]+/\d{4}/\d+/\d+/content_\d+\.htm$",
    ),
    "random keys": (
        ["https://e.com/a/Zj30sZ50uR", "https://e.com/a/q8Xw2", "https://e.com/a/77"],
        ["https://e.com/a/"],
        "https://e.com/a/0aB",
        r"^https?://[^/]+/a/[^/?]+$",
    ),
    "two forms": (
        ["http://f.cn/a/1.html", "http://f.cn/a/22.html", "http://f.cn/video/2024-01/3.shtml"],
        ["http://f.cn/a/", "http://f.cn/video/"],
        "http://f.cn/video/2031-12/9.shtml",
        r"^https?://[^/]+(?:/a/\d+\.html|/video/\d{4}-\d+/\d+\.shtml)$",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KNOWN)
def test_what_the_addresses_have_in_common(name: str) -> None:
    articles, lists, unseen, regex = KNOWN[name]
    pattern = learn(articles, articles, lists)
    assert pattern.regex == regex
    assert (pattern.fits, pattern.of, pattern.wrong) == (len(articles), len(articles), ())
    assert re.search(pattern.regex, unseen)
    assert [url for url in lists if re.search(pattern.regex, url)] == []


def test_a_form_that_no_read_article_has_is_left_out() -> None:
    pattern = learn(
        ["http://a.cn/n/1.html", "http://a.cn/n/2.html", "http://a.cn/about/us/7.html"], ["http://a.cn/n/1.html"]
    )
    assert pattern.regex == r"^https?://[^/]+/n/\d+\.html$"
    assert (pattern.fits, pattern.of) == (2, 3)


def test_no_pattern_is_better_than_one_that_takes_lists_for_articles() -> None:
    pattern = learn(["http://a.cn/rain", "http://a.cn/storm9"], ["http://a.cn/rain"], ["http://a.cn/sport"])
    assert (pattern.regex, pattern.fits, pattern.wrong) == ("", 0, ("http://a.cn/sport",))


def test_signs_of_an_address_mean_themselves() -> None:
    pattern = learn(["http://a.cn/x+y(1)/a.b.html"], ["http://a.cn/x+y(1)/a.b.html"])
    assert re.search(pattern.regex, "http://a.cn/x+y(2)/a.b.html")
    assert not re.search(pattern.regex, "http://a.cn/xxy1/aab.html")


@pytest.mark.parametrize(
    "url", ["http://a.cn", "http://a.cn/", "http://a.cn/?", "http://a.cn//", "http://a.cn/%E4%B8%AD/1"]
)
def test_odd_addresses_give_patterns_that_fit_them(url: str) -> None:
    pattern = learn([url], [url])
    assert re.compile(pattern.regex)
    assert pattern.fits == 1


def test_nothing_known() -> None:
    assert learn([], []).regex == ""
