"""Whatever a portal sends as feed, sitemap or robots.txt, reading it ends soon, raises nothing and leads to web addresses."""

import gzip
import time

from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from crawler.discovery.feeds import read_feed
from crawler.discovery.sitemaps import read_sitemap, sitemaps_in_robots
from crawler.discovery.urls import check_url

URL = "http://a.cn/feed.xml"
_PIECES = st.sampled_from(
    [
        '<?xml version="1.0"?>', '<?xml version="1.0" encoding="', "utf-8", "gb2312", "idna", "utf-16", '"?>', "<!DOCTYPE rss [", "]>", "<!ENTITY a '&b;'>", "<!ENTITY",
        "<rss>", "<channel>", "<item>", "<link>", "</link>", "</item>", "</channel>", "</rss>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>",
        "<link href='", "<guid isPermaLink='true'>", "<urlset>", "<sitemapindex>", "<url>", "<loc>", "</loc>", "</url>", "<sitemap>", "<lastmod>", "<![CDATA[", "]]>",
        "<!--", "-->", "&", "&amp;", "&#0;", "&#x110000;", "&nbsp;", "&a;", "http://a.cn/1", "http://[bad", "file:///etc/passwd", "//b.cn/", "http://u:p@a.cn/",
        "http://2130706433/", "xml:base='http://b.cn/'", "\x00", "\ufeff", "\ud7ff", "中", "'", '"', ">", "<", "/>", "\n",
    ]
)  # fmt: skip
_DOCUMENTS = st.lists(_PIECES | st.text(max_size=8), max_size=40).map("".join)
_BODIES = st.binary(max_size=300) | st.tuples(
    _DOCUMENTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"])
).map(lambda pair: pair[0].encode(pair[1]))


@given(_BODIES)
def test_feeds(body: bytes) -> None:
    started = time.process_time()
    feed = read_feed(body, URL)
    assert time.process_time() - started < 0.5
    assert all(check_url(link.url) == "" for link in feed.links)
    assert feed.links or feed.problem or not feed.next_page or check_url(feed.next_page) == ""


@given(_BODIES, st.booleans())
def test_sitemaps(body: bytes, packed: bool) -> None:
    sitemap = read_sitemap(gzip.compress(body) if packed else body, URL)
    assert all(check_url(link.url) == "" for link in (*sitemap.links, *sitemap.sitemaps))


_LINES = st.from_regex(
    r"(?i)(user-agent|disallow|allow|crawl-delay|request-rate|visit-time|sitemap|host|clean-param) ?: ?.{0,30}"
)


@given(st.lists(_LINES | st.text(max_size=40), max_size=20).map("\n".join))
def test_rules(text: str) -> None:
    rules = Protego.parse(text)
    rules.can_fetch("http://a.cn/news/1.html", "citydesk")
    delay = rules.crawl_delay("citydesk")
    assert delay is None or isinstance(delay, float)
    assert all(check_url(url) == "" for url in sitemaps_in_robots(text))
