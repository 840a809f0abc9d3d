"""From bytes and address to text and tree, whatever the bytes are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading.page import Page
from tests.crawler.pages import STORIES, URL, ZH, document, page, paragraphs


def tree_text(body: bytes, content_type: str = "") -> str:
    return "".join("".join(map(str, Page(URL, body, content_type).root.itertext())).split())


@pytest.mark.parametrize(
    "body",
    [b"", b" \n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b"<>", b"<!--", b"<!-- nur ein Kommentar -->", b"&#xFFFFFF;&#0;",
     b"<!DOCTYPE html>", b'<?xml version="1.0"?>', b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", b"\x1f\x8b\x08\x00",
     b"<frameset><frame src=a></frameset>", b"GIF89a" + bytes(range(256)), b"</html></html></div>", b"<html><head>"],
    ids=range(19),
)  # fmt: skip
def test_every_body_has_a_tree(body: bytes) -> None:
    for content_type in ("", "text/html; charset=gbk", "image/png", "text/html; charset=nonsense"):
        assert Page(URL, body, content_type).root.tag is not None


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_have_a_tree(body: bytes) -> None:
    read = Page(URL, body)
    assert read.root is read.selector.root
    assert read.base_url.startswith("http")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16"])
def test_the_bytes_decide_on_the_charset(encoding: str) -> None:
    body = f"<meta charset=utf-8>{paragraphs(*ZH.paragraphs)}".encode(encoding)
    assert "".join("".join(ZH.paragraphs).split()) in tree_text(body)


def test_the_header_names_the_charset() -> None:
    body = paragraphs(*STORIES["ja"].paragraphs).encode("euc_jp")
    assert tree_text(body, "text/html; charset=EUC-JP") == "".join(STORIES["ja"].paragraphs)


def test_a_declaration_in_the_prolog_does_not_confuse_the_parser() -> None:
    body = '<?xml version="1.0" encoding="gbk"?><html><body><p>渡口通航</p></body></html>'
    assert tree_text(body.encode("gbk")) == tree_text(body.encode()) == "渡口通航"


def test_characters_that_no_tree_can_hold() -> None:
    assert tree_text("<p>渡\x00口\x0b通&#0;航</p>".encode()).startswith("渡")


def test_a_page_is_parsed_once() -> None:
    read = page("<p>渡口</p>")
    assert read.selector is read.selector
    assert read.decoded is read.decoded
    assert read.selector.css("p")[0].root is read.root.find(".//p")


def test_the_tree_is_parsel_s() -> None:
    read = page('<p class="a">渡口</p><a href="/b.html">乙</a>')
    assert read.selector.css("p.a::text").get() == "渡口"
    assert read.selector.xpath("//a/@href").getall() == ["/b.html"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", URL),
        ('<base href="http://img.nanwan.example/2023/">', "http://img.nanwan.example/2023/"),
        ('<base href="/news/">', "http://www.nanwan.example/news/"),
        ('<base href="//cdn.nanwan.example/">', "http://cdn.nanwan.example/"),
        ('<base href=" pics/ ">', "http://www.nanwan.example/news/shehui/pics/"),
        ('<base href="/a/"><base href="/b/">', "http://www.nanwan.example/a/"),
        ('<base target="_blank">', URL),
        ('<base href="">', URL),
        ('<base href="http://[bad/">', URL),
        ('<base href="http://img.nanwan.example:99999/">', URL),
        ('<base href="javascript:void(0)">', URL),
    ],
)
def test_what_addresses_refer_to(head: str, expected: str) -> None:
    assert page("<p>甲</p>", head).base_url == expected


def test_its_form_in_a_log_is_short() -> None:
    assert "渡口" not in repr(page("<p>渡口</p>"))
    assert len(repr(Page(URL, document("字" * 10_000)))) < 200


def test_deep_markup_is_parsed_up_to_the_parser_s_limit() -> None:
    read = page("<p>门前</p>" + "<div><font>" * 40_000 + "门里")
    assert read.root.find(".//p").text == "门前"


def test_what_stands_behind_an_early_end_tag_is_read() -> None:
    page = Page(
        "", b"<html><head><title>t</title></head></HTML ><body><p>one</p></html>\n<html><p>two</p></body></html>"
    )
    assert "".join(page.root.itertext()).split() == ["tone", "two"]
