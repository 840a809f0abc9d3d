"""Feeds of all kinds, true, sloppy and hostile."""

import time

import pytest

from crawler.discovery.feeds import MAX_ENTRIES, MAX_FEED, Feed, decode_xml, plain_title, read_feed, root_name, safe_xml
from crawler.discovery.links import MAX_TITLE

URL = "http://www.a.cn/rss.xml"


def rss(items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>', extra: str = "") -> bytes:
    channel = f"<title>东岸在线</title><link>http://www.a.cn/</link>{extra}{items}"
    return f'{head}<rss version="2.0"><channel>{channel}</channel></rss>'.encode()


def urls(feed: Feed) -> list[str]:
    return [link.url for link in feed.links]


def test_rss_2() -> None:
    feed = read_feed(
        rss(
            "<item><title>南门菜市场重新开张</title><link> http://www.a.cn/p/1.html </link><guid>1</guid>"
            "<pubDate>Thu, 26 Feb 2026 18:00:09 +0800</pubDate></item>"
            "<item><title>B</title><link>/p/2.html?a=1&amp;b=2</link></item>"
        ),
        URL,
    )
    assert feed.problem == ""
    first, second = feed.links
    assert (first.url, first.title) == ("http://www.a.cn/p/1.html", "南门菜市场重新开张")
    assert (first.published, first.modified) == ("Thu, 26 Feb 2026 18:00:09 +0800", "")
    assert (first.via, first.kind) == (URL, "article")
    assert second.url == "http://www.a.cn/p/2.html?a=1&b=2"


def test_rss_1_with_dublin_core() -> None:
    body = b"""<?xml version="1.0"?>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="http://a.cn/"><title>a</title><items><rdf:Seq><rdf:li rdf:resource="x"/>
    </rdf:Seq></items></channel>
    <item rdf:about="http://a.cn/1"><title>One</title><link>http://a.cn/1?x</link><dc:date>2024-05-13</dc:date></item>
    <item rdf:about="http://a.cn/2"><title>Two</title></item></rdf:RDF>"""
    feed = read_feed(body, URL)
    assert [(link.url, link.published) for link in feed.links] == [
        ("http://a.cn/1?x", "2024-05-13"),
        ("http://a.cn/2", ""),
    ]
    assert feed.problem == ""


def test_rss_091_with_a_doctype() -> None:
    body = b"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">
    <rss version="0.91"><channel><item><title>One</title><link>http://a.cn/1</link></item></channel></rss>"""
    assert urls(read_feed(body, URL)) == ["http://a.cn/1"]


def test_atom() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.cn/news/">
    <link rel="self" href="http://a.cn/atom"/><link rel="next" href="?page=2"/>
    <entry><title type="html">Market &amp;amp; &lt;b&gt;bridge&lt;/b&gt;</title>
      <link rel="enclosure" href="x.mp3"/><link rel="alternate" type="application/json" href="1.json"/>
      <link rel="alternate" type="text/html" href="1.html"/>
      <published>2024-05-13T08:00:00+08:00</published><updated>2024-05-14T08:00:00+08:00</updated></entry>
    <entry><title>Two</title><link href="2.html"/><updated>2024-05-12T08:00:00Z</updated></entry></feed>"""
    feed = read_feed(body, "http://a.cn/atom")
    first, second = feed.links
    assert (first.url, first.title) == ("http://a.cn/news/1.html", "Market & bridge")
    assert (first.published, first.modified) == ("2024-05-13T08:00:00+08:00", "2024-05-14T08:00:00+08:00")
    assert (second.url, second.published, second.modified) == ("http://a.cn/news/2.html", "", "2024-05-12T08:00:00Z")
    assert feed.next_page == "http://a.cn/news/?page=2"


def test_atom_03_names_its_times_otherwise() -> None:
    body = b"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>One</title>
    <link rel="alternate" type="text/html" href="http://a.cn/1"/><issued>2004-05-13</issued>
    <modified>2004-05-14</modified></entry></feed>"""
    link = read_feed(body, URL).links[0]
    assert (link.published, link.modified) == ("2004-05-13", "2004-05-14")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<guid>http://a.cn/1</guid>", ["http://a.cn/1"]),
        ('<guid isPermaLink="false">http://a.cn/1</guid>', []),
        ("<guid>tag:a.cn,2024:1</guid>", []),
        ("<link>http://a.cn/2</link><guid>http://a.cn/1</guid>", ["http://a.cn/2"]),
        ('<link href="http://a.cn/3"/>', ["http://a.cn/3"]),
        (
            '<f:origLink xmlns:f="urn:f">http://a.cn/4</f:origLink><link>http://proxy.example/4</link>',
            ["http://a.cn/4"],
        ),
        ("<link><![CDATA[ http://a.cn/5?a=1&b=2 ]]></link>", ["http://a.cn/5?a=1&b=2"]),
        ("<link>http://a.cn/6?a=1&b=2&copy=3&nbsp</link>", ["http://a.cn/6?a=1&b=2&copy=3&nbsp"]),
        ("<title>no address</title>", []),
    ],
)
def test_address_of_an_item(item: str, expected: list[str]) -> None:
    assert urls(read_feed(rss(f"<item>{item}</item>"), URL)) == expected


def test_addresses_that_cannot_be_fetched_are_counted() -> None:
    items = ["javascript:x", "http://u:p@a.cn/", "ftp://a.cn/", "http://a b/", "http://a.cn/一 二.html", ""]
    feed = read_feed(rss("".join(f"<item><link>{item}</link></item>" for item in items)), URL)
    assert urls(feed) == ["http://a.cn/%E4%B8%80%20%E4%BA%8C.html"]
    assert feed.refused == {"not http or https": 2, "credentials": 1, "bad host or port": 1, "same page": 1}
    assert feed.problem == ""


def test_a_feed_without_usable_addresses_says_so() -> None:
    feed = read_feed(rss("<item><link>javascript:x</link></item>"), URL)
    assert (feed.links, feed.problem) == ([], "no entry has a usable address")


def test_an_empty_feed_is_no_problem() -> None:
    assert read_feed(rss(""), URL) == Feed()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"not a feed at all", "not a feed but no XML"),
        (b"\x00\x01\x02\xff", "not a feed but no XML"),
        (b"%PDF-1.4 x", "not a feed but no XML"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "not a feed but no XML"),
        (b"<!DOCTYPE html><html><body>gone</body></html>", "not a feed but an HTML page"),
        (b"<!-- a --><HTML><p>x", "not a feed but an HTML page"),
        (b"<urlset><url/></urlset>", "not a feed but a sitemap"),
        (b"<sitemapindex></sitemapindex>", "not a feed but a sitemap index"),
        (b"<opml><body/></opml>", "not a feed but XML of another kind (<opml>)"),
        (b"<!-- never closed", "not a feed but no XML"),
        (b"<", "not a feed but no XML"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, problem: str) -> None:
    assert read_feed(body, URL) == Feed(problem=problem)


def test_billion_laughs_is_refused_before_parsing() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]><rss><channel>&l11;</channel></rss>'
    start = time.process_time()
    feed = read_feed(body.encode(), URL)
    assert "declares entities" in feed.problem
    assert not feed.links
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize("entity", ['x SYSTEM "file:///etc/hostname"', '% x SYSTEM "http://127.0.0.1:1/x"', 'x "y"'])
def test_entities_are_refused_in_any_encoding(encoding: str, entity: str) -> None:
    doctype = f"<!DOCTYPE rss [<!ENTITY {entity}>]>"
    text = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<rss><channel>&x;</channel></rss>'
    feed = read_feed(text.encode(encoding), URL)
    assert "declares entities" in feed.problem
    assert not feed.links


def test_an_article_about_entities_is_no_bomb() -> None:
    item = "<item><title>On XML: &lt;!ENTITY x &quot;y&quot;&gt;</title><link>http://a.cn/1</link></item>"
    assert urls(read_feed(rss(item), URL)) == ["http://a.cn/1"]


def test_deep_nesting_neither_crashes_nor_hangs() -> None:
    body = b"<rss><channel>" + b"<a>" * 100_000 + b"<item><link>http://a.cn/1</link></item>"
    assert isinstance(read_feed(body, URL), Feed)


@pytest.mark.parametrize("codec", ["idna", "undefined", "punycode", "zlib", "rot13", "unicode_escape", "utf-7", "mbcs"])
def test_a_codec_that_is_no_charset_is_not_used(codec: str) -> None:
    """Some raise whatever they are told to do with errors, some take quadratic time."""
    feed = read_feed(rss("<item><link>http://a.cn/1</link></item>", f'<?xml version="1.0" encoding="{codec}"?>'), URL)
    assert urls(feed) == ["http://a.cn/1"]


def test_of_more_entries_than_any_feed_has_the_first_are_read() -> None:
    feed = read_feed(rss("<item><link>/1</link></item>" * (MAX_ENTRIES + 1)), URL)
    assert len(feed.links) == MAX_ENTRIES


def test_a_feed_too_large_is_refused() -> None:
    assert read_feed(b"<rss>" + b" " * MAX_FEED, URL).problem == "feed larger than 16 MiB"


def test_a_feed_cut_short_gives_what_it_has() -> None:
    body = rss("<item><link>http://a.cn/1</link></item><item><link>http://a.cn/2</link></item>")
    feed = read_feed(body[: body.index(b"</link></item></channel>")], URL)
    assert urls(feed)[0] == "http://a.cn/1"
    assert feed.problem == "cut short"


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("gb18030", "gb18030"),
        ("big5", "big5"),
        ("utf-8", "utf-8"),
        ("x-none", "utf-8"),
    ],
)
def test_encodings(declared: str, codec: str) -> None:
    title = "萬榮鎮：鐵路" if codec != "utf-8" else "万荣镇：铁路"
    text = f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><title>{title}</title><link>http://a.cn/1</link></item></channel></rss>'
    assert read_feed(text.encode(codec), URL).links[0].title == title


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_win(codec: str) -> None:
    body = rss("<item><title>东岸</title><link>http://a.cn/1</link></item>").decode().encode(codec)
    assert read_feed(body, URL).links[0].title == "东岸"


def test_wrong_bytes_and_control_characters_do_not_end_the_feed() -> None:
    body = rss(
        "<item><title>A\x0b\x00B</title><link>http://a.cn/1</link></item><item><title>@@</title><link>/2</link></item>"
    )
    feed = read_feed(body.replace(b"@@", b"\xff\xfe"), URL)
    assert urls(feed) == ["http://a.cn/1", "http://www.a.cn/2"]
    assert feed.links[0].title == "AB"


def test_html_entities_in_titles() -> None:
    title = "A&nbsp;&ldquo;B&rdquo; &amp; C & D &unknown; <![CDATA[E & F &amp; <i>G</i>]]>"
    assert (
        read_feed(rss(f"<item><title>{title}</title><link>/1</link></item>"), URL).links[0].title
        == "A “B” & C & D &unknown; E & F & G"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" a \n b ", "a b"),
        ("<b>a</b> &lt;i&gt;b&lt;/i&gt;", "a b"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("长" * 900, "长" * MAX_TITLE),
    ],
)
def test_plain_title(text: str, expected: str) -> None:
    assert plain_title(text) == expected


def test_plain_title_is_fast_on_hostile_text() -> None:
    start = time.process_time()
    plain_title("<" * 200_000 + "&" * 200_000)
    assert time.process_time() - start < 1


def test_unclosed_cdata_sections_are_read_in_one_pass() -> None:
    start = time.process_time()
    safe_xml("<rss>" + "<![CDATA[&" * 100_000)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<rss>", "rss"),
        ("<rdf:RDF x='y'>", "rdf"),
        ("<?xml-stylesheet href='a'?>\n<!-- <feed> -->\n<!DOCTYPE rss> <rss>", "rss"),
        ("<!DOCTYPE html><html>", "html"),
        ("text <rss>", ""),
        ("<!>" * 1000 + "<feed/>", "feed"),
        ("<!--", ""),
        ("", ""),
    ],
)
def test_root_name(text: str, name: str) -> None:
    assert root_name(text) == name


def test_decode_xml_without_any_label_is_utf8() -> None:
    assert decode_xml("<a>东</a>".encode()) == "<a>东</a>"
