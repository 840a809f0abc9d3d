"""Sitemaps: plain, index, news, gzipped, text; and those that are none."""

import gzip
import time

import pytest

from crawler.discovery.feeds import MAX_MARKUP
from crawler.discovery.sitemaps import MAX_SITEMAP, MAX_URLS, Sitemap, read_sitemap, sitemaps_in_robots

URL = "http://www.a.cn/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

TOO_LARGE = "sitemap larger than 16 MiB unpacked: the rest is left out"


def urlset(inside: str, attributes: str = NS) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {attributes}>{inside}</urlset>'.encode()


def urls(sitemap: Sitemap) -> list[str]:
    return [link.url for link in sitemap.links]


def test_urlset() -> None:
    sitemap = read_sitemap(
        urlset(
            "<url><loc> http://www.a.cn/1.html </loc><lastmod>2026-02-26T18:00:09+08:00</lastmod></url>"
            "<url><loc>http://www.a.cn/2.html?a=1&amp;b=2</loc></url><url><loc>/3.html</loc></url>"
        ),
        URL,
    )
    assert urls(sitemap) == ["http://www.a.cn/1.html", "http://www.a.cn/2.html?a=1&b=2", "http://www.a.cn/3.html"]
    first = sitemap.links[0]
    assert (first.modified, first.published, first.kind, first.via) == ("2026-02-26T18:00:09+08:00", "", "unknown", URL)
    assert (sitemap.sitemaps, sitemap.problem) == ([], "")


def test_index() -> None:
    body = f"""<sitemapindex {NS}><sitemap><loc>http://www.a.cn/s1.xml.gz</loc><lastmod>2024-05-13</lastmod></sitemap>
    <sitemap><loc>http://www.a.cn/s2.xml</loc></sitemap></sitemapindex>""".encode()
    sitemap = read_sitemap(body, URL)
    assert [(link.url, link.modified) for link in sitemap.sitemaps] == [
        ("http://www.a.cn/s1.xml.gz", "2024-05-13"),
        ("http://www.a.cn/s2.xml", ""),
    ]
    assert not sitemap.links


def test_news_sitemap() -> None:
    news = """<url><loc>http://www.a.cn/1</loc><n:news><n:publication><n:name>东岸在线</n:name></n:publication>
    <n:publication_date>2024-05-13T08:00:00+08:00</n:publication_date><n:title>市场 &amp; 大桥</n:title></n:news>
    </url>"""
    sitemap = read_sitemap(urlset(news, NS + ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'), URL)
    link = sitemap.links[0]
    assert (link.title, link.published, link.kind) == ("市场 & 大桥", "2024-05-13T08:00:00+08:00", "article")


def test_image_addresses_are_not_taken_for_pages() -> None:
    body = urlset(
        "<url><loc>http://www.a.cn/1</loc><i:image><i:loc>http://www.a.cn/1.jpg</i:loc></i:image></url>"
        "<url><i:image><i:loc>http://www.a.cn/2.jpg</i:loc></i:image></url>",
        NS + ' xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"',
    )
    assert urls(read_sitemap(body, URL)) == ["http://www.a.cn/1"]


@pytest.mark.parametrize("attributes", ["", 'xmlns="http://www.google.com/schemas/sitemap/0.84"', 'xmlns="urn:wrong"'])
def test_namespaces_are_of_no_account(attributes: str) -> None:
    assert urls(read_sitemap(urlset("<url><loc>http://a.cn/1</loc></url>", attributes), URL)) == ["http://a.cn/1"]


def test_prefixed_elements() -> None:
    body = f"<s:urlset {NS.replace('xmlns', 'xmlns:s')}><s:url><s:loc>http://a.cn/1</s:loc></s:url></s:urlset>".encode()
    sitemap = read_sitemap(body, URL)
    assert (urls(sitemap), sitemap.problem) == (["http://a.cn/1"], "")


def test_bare_ampersands_and_whitespace_before_the_declaration() -> None:
    body = b"\n " + urlset("<url><loc>http://a.cn/show.php?catid=2&id=31&copy=1</loc></url>")
    assert urls(read_sitemap(body, URL)) == ["http://a.cn/show.php?catid=2&id=31&copy=1"]


def test_gzip_is_told_by_its_bytes() -> None:
    body = urlset("<url><loc>http://a.cn/1</loc></url>")
    assert urls(read_sitemap(gzip.compress(body), URL)) == ["http://a.cn/1"]
    assert urls(read_sitemap(body, URL + ".gz")) == ["http://a.cn/1"]


def test_gzip_of_several_members() -> None:
    body = urlset("<url><loc>http://a.cn/1</loc></url>")
    assert urls(read_sitemap(gzip.compress(body[:60]) + gzip.compress(body[60:]), URL)) == ["http://a.cn/1"]


def test_gzip_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (MAX_SITEMAP + 1_000_000), 9)
    assert len(bomb) < 100_000
    assert read_sitemap(bomb, URL) == Sitemap(problem=TOO_LARGE)


def test_gzip_bomb_of_many_members_is_not_unpacked() -> None:
    part = gzip.compress(b" " * 8_000_000, 9)
    assert read_sitemap(part * 20, URL) == Sitemap(problem=TOO_LARGE)


def test_gzip_cut_short_or_broken() -> None:
    packed = gzip.compress(urlset("".join(f"<url><loc>http://a.cn/{n * 7919}</loc></url>" for n in range(500))))
    sitemap = read_sitemap(packed[:-200], URL)
    assert sitemap.problem == "gzip cut short"
    assert urls(sitemap)[0] == "http://a.cn/0"
    assert read_sitemap(b"\x1f\x8bnot gzip", URL) == Sitemap(problem="broken gzip")


def test_of_a_sitemap_that_is_too_large_the_beginning_is_read() -> None:
    body = urlset("<url><loc>http://a.cn/1</loc></url>" + " " * MAX_SITEMAP + "<url><loc>http://a.cn/2</loc></url>")
    for sent in (body, gzip.compress(body)):
        sitemap = read_sitemap(sent, URL)
        assert urls(sitemap) == ["http://a.cn/1"]
        assert sitemap.problem == TOO_LARGE


@pytest.mark.parametrize("sign", ["<a/>", "&amp;", "<a b=''/>"])
@pytest.mark.parametrize("document", ["<urlset><url>{}", "<rss><channel>{}", "<feed>{}"])
def test_more_markup_than_any_sitemap_has_is_not_parsed(document: str, sign: str) -> None:
    """50 MB of <a/> in 240 KB of gzip took 1.7 GB."""
    body = gzip.compress(document.format(sign * (MAX_MARKUP + 1)).encode(), 1)
    start = time.process_time()
    assert "more markup than any feed or sitemap has" in read_sitemap(body, URL).problem
    assert time.process_time() - start < 1


def test_more_addresses_than_the_protocol_allows() -> None:
    body = urlset("<url><loc>http://a.cn/1</loc></url>" * (MAX_URLS + 5))
    sitemap = read_sitemap(body, URL)
    assert len(sitemap.links) == MAX_URLS
    assert sitemap.problem == "more than 50,000 addresses: the rest is left out"


def test_a_full_sitemap_is_read_quickly() -> None:
    entry = "<url><loc>http://a.cn/xw/2024/0513/{0}.html</loc><lastmod>2024-05-13</lastmod></url>"
    body = urlset("".join(entry.format(n) for n in range(10_000)))
    start = time.process_time()
    assert len(read_sitemap(body, URL).links) == 10_000
    assert time.process_time() - start < 1.0  # 0.1 s on a quiet machine


def test_plain_text_sitemap() -> None:
    body = "\ufeffhttp://a.cn/1\r\n\r\nhttp://a.cn/show.php?a=1&b=2\nftp://a.cn/3\nhttp://u:p@a.cn/\n".encode()
    sitemap = read_sitemap(body, URL)
    assert urls(sitemap) == ["http://a.cn/1", "http://a.cn/show.php?a=1&b=2"]
    assert sitemap.refused == {"not http or https": 1, "credentials": 1}


def test_a_feed_may_stand_in_for_a_sitemap() -> None:
    body = b"<rss><channel><item><title>A</title><link>http://a.cn/1</link></item></channel></rss>"
    link = read_sitemap(body, URL).links[0]
    assert (link.url, link.title, link.kind) == ("http://a.cn/1", "A", "article")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty"),
        (b"not a sitemap", "not a sitemap but no XML"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "not a sitemap but an HTML page"),
        (b"<kml><a/></kml>", "not a sitemap but XML of another kind (<kml>)"),
        (b"\x00" * 100, "empty"),
        (
            b'<!DOCTYPE urlset [<!ENTITY x "y">]><urlset><url><loc>http://a.cn/&x;</loc></url></urlset>',
            "declares entities",
        ),
    ],
)
def test_what_is_no_sitemap_is_named(body: bytes, problem: str) -> None:
    sitemap = read_sitemap(body, URL)
    assert sitemap.problem.startswith(problem)
    assert not sitemap.links
    assert not sitemap.sitemaps


def test_xml_cut_short_gives_what_it_has() -> None:
    body = urlset("<url><loc>http://a.cn/1</loc></url><url><loc>http://a.cn/2</loc></url>")[:-25]
    sitemap = read_sitemap(body, URL)
    assert urls(sitemap)[0] == "http://a.cn/1"
    assert sitemap.problem == "cut short"


def test_hostile_addresses_are_counted() -> None:
    locs = [
        "javascript:x",
        "http://u:p@a.cn/",
        "file:///etc/passwd",
        "http://a.cn/" + "x" * 3000,
        "http://a.cn/ 一",
        "",
    ]
    sitemap = read_sitemap(urlset("".join(f"<url><loc>{loc}</loc></url>" for loc in locs)), URL)
    assert urls(sitemap) == ["http://a.cn/%20%E4%B8%80"]
    assert sitemap.refused == {
        "not http or https": 2,
        "credentials": 1,
        "longer than 2048 characters": 1,
        "same page": 1,
    }


def test_deep_nesting_neither_crashes_nor_hangs() -> None:
    assert isinstance(read_sitemap(b"<urlset>" + b"<url>" * 50_000, URL), Sitemap)


def test_sitemaps_in_robots() -> None:
    text = """\ufeffSitemap: http://a.cn/s1.xml
    User-agent: *
    Disallow: /search
    SITEMAP :https://a.cn/s2.xml.gz  # the second
    sitemap: /relative.xml
    Sitemap: http://a.cn/s1.xml
    Sitemap: javascript:x
    Sitemap: http://u:p@a.cn/s.xml
    # Sitemap: http://a.cn/commented.xml
    Sitemap:
    """.replace("\n", "\r\n")
    assert sitemaps_in_robots(text) == ["http://a.cn/s1.xml", "https://a.cn/s2.xml.gz"]


@pytest.mark.parametrize("text", ["", "<html>Sitemap: x</html>", "Sitemap:" * 10_000, "Sitemap: " + "x" * 100_000])
def test_robots_without_usable_sitemaps(text: str) -> None:
    assert sitemaps_in_robots(text) == []
