"""What URLs have in common."""

import pytest

from crawler.discovery.urlshapes import shape


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "/"),
        ("/index.html", "/"),
        ("/xw/index.shtml", "/xw/"),
        ("/xw/2024-05/13/content_37319243.htm", "/xw/{date}/content_{5+}.htm"),
        ("/n1/2024/0510/c1004-40232587.html", "/n{2}/{date}/c{3}-{5+}.html"),
        ("/202405/t20240520_15263156.htm", "/{date}/t{date}_{5+}.htm"),
        ("/art/2016/11/22/art_1621004_3033.html", "/art/{date}/art_{5+}_{3}.html"),
        ("/2021-1-29/8.html", "/{date}/{2}.html"),
        ("/news/2023/dec/21/outage/", "/news/{date}/outage/"),
        ("/2019/the-town/", "/{date}/the-town/"),
        ("/a/202405.html", "/a/{5+}.html"),
        ("/a/2012.html", "/a/{3}.html"),
        ("/a/12.html", "/a/{2}.html"),
        ("/a/20245.html", "/a/{5+}.html"),
        ("/x/199913/y_1.html", "/x/{5+}/y_{2}.html"),
        ("/node_742c1a40f1/ae7e7ec561.shtml", "/node_{hex}/{hex}.shtml"),
        ("/a/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f.html", "/a/{hex}.html"),
        ("/a/decade.html", "/a/decade.html"),
        ("/a/Zj30sZ50uRIj", "/a/{key}"),
        ("/a/covid19", "/a/covid{2}"),
        ("/town-opens-its-new-bridge-today", "/{slug}"),
        ("/town-news", "/town-news"),
        ("/bridge-over-river-20240718.html", "/bridge-over-river-{date}.html"),
        ("/new-bridge-over-the-river-20240718.html", "/{slug}{date}.html"),
        ("/%E4%B8%AD%E5%9B%BD", "/{word}"),
        ("/一二三四五六七八九", "/{slug}"),
        ("/Show.PHP?ID=31&CatID=2", "/show.php?catid={2}&id={2}"),
        ("/?m=content&a=show&id=3", "/?a=show&id={2}&m=content"),
        ("/p/12345.html?from=hot&utm_source=x#top", "/p/{5+}.html"),
    ],
)
def test_shape(path: str, expected: str) -> None:
    assert shape("http://www.A.cn" + path) == "a.cn" + expected


def test_shape_is_the_same_across_scheme_and_www() -> None:
    assert shape("http://a.cn/p/10299.html") == shape("https://www.a.cn/p/99999.html")
    assert shape("http://b.cn/p/10299.html") != shape("http://a.cn/p/10299.html")


def test_shape_outlives_the_hundred_thousandth_article() -> None:
    assert shape("http://a.cn/p/99999.html") == shape("http://a.cn/p/100000.html")


@pytest.mark.parametrize(
    "url", ["http://a.cn", "http://a.cn?x", "http://", "", "http://a.cn/%", "http://a.cn/{date}/{5+}"]
)
def test_shape_of_odd_urls_is_some_text(url: str) -> None:
    assert isinstance(shape(url), str)
