"""One page read once: layouts before the generic way, mended lines, and blocks that still fit them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.layout import Layout
from crawler.reading.page import Page
from crawler.reading.reading import Reading, read_page
from tests.crawler.pages import EN, URL, ZH, body_of, document, page, paragraphs, portal_page, read, texts

NEW = Layout(body="div.content", headline="h1.headline", name="new")
OLD = Layout(body="td#zoom", since="2009-05-01")
DECOY = "这一栏的文字比文章还要长，说的是网站的历史、编辑部的故事和读者来信，每天都一样，谁也不会当作新闻来读。"


def with_layouts(body: str, *layouts: Layout, title: str = "") -> Reading:
    return read_page(page(body, title=title), layouts)


def test_a_layout_says_where_the_text_is() -> None:
    body = (
        f'<div class="content">{paragraphs(*ZH.paragraphs[:2])}</div><div class="long">{paragraphs(*[DECOY] * 9)}</div>'
    )
    reading = with_layouts(body, NEW)
    assert (reading.layout, body_of(reading)) == (NEW, list(ZH.paragraphs[:2]))


def test_the_first_layout_that_fits_serves() -> None:
    reading = with_layouts(f'<table><tr><td id="zoom">{paragraphs(*ZH.paragraphs)}</td></tr></table>', NEW, OLD)
    assert (reading.layout, body_of(reading)) == (OLD, list(ZH.paragraphs))


def test_without_a_layout_that_fits_the_page_is_read_generically() -> None:
    reading = with_layouts(f'<div class="story">{paragraphs(*ZH.paragraphs)}</div>', NEW, OLD)
    assert (reading.layout, body_of(reading)) == (None, list(ZH.paragraphs))


@pytest.mark.parametrize(
    "box",
    ['<div class="content"></div>', '<div class="content"> <br> </div>', '<div class="content"><img src=1.jpg></div>',
     '<div class="content"><script>text = "";</script></div>', '<div class="content"></div><hr><div class="content"></div>'],
)  # fmt: skip
def test_a_layout_whose_box_holds_no_text_does_not_serve(box: str) -> None:
    story = f'<div class="story">{paragraphs(*ZH.paragraphs)}</div>'
    reading = with_layouts(f"<h1>{ZH.title}</h1>{box}{story}", NEW, title=ZH.title)
    assert (reading.layout, body_of(reading)) == (None, list(ZH.paragraphs))
    reading = with_layouts(f"<h1>{ZH.title}</h1>{box}{story}", NEW, Layout("div.story", name="old"), title=ZH.title)
    assert (reading.layout and reading.layout.name, body_of(reading)) == ("old", list(ZH.paragraphs))


def test_of_several_boxes_of_a_layout_those_with_text_count() -> None:
    empty = '<div class="content"></div>'
    body = f'{empty}<p>{DECOY}</p><div class="content">{paragraphs(*ZH.paragraphs)}</div><p>{DECOY}</p>{empty}'
    reading = with_layouts(body, NEW)
    assert (reading.layout, body_of(reading)) == (NEW, list(ZH.paragraphs))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"body": ""}, "Layout.body is empty: give the CSS selector"),
        ({"body": "div["}, "Layout.body 'div[' cannot be used: Expected"),
        ({"body": "p::text"}, "Layout.body 'p::text' cannot be used: text and attributes have no place"),
        ({"body": "p", "headline": "h1:first"}, "Layout.headline 'h1:first' cannot be used: The pseudo-class :first"),
        ({"body": "p", "published": ":nth-child(x)"}, "Layout.published ':nth-child(x)' cannot be used: Invalid"),
        ({"body": "p", "tags": "a::names"}, "Layout.tags 'a::names' cannot be used: The pseudo-element"),
    ],
)
def test_selectors_that_cannot_be_used_are_refused(values: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        Layout(**values)


def test_fields_other_than_the_text_may_be_attributes() -> None:
    assert Layout("p", published="time::attr(datetime)", source="span.from::text").body == "p"


def test_a_layout_of_paragraphs_means_the_block_that_holds_them() -> None:
    body = f'<div id="in">{paragraphs(*ZH.paragraphs)}</div><div>{paragraphs(*[DECOY] * 9)}</div>'
    reading = with_layouts(body, Layout(body="#in p"))
    assert body_of(reading) == list(ZH.paragraphs)


def test_line_rules_act_inside_of_a_layout() -> None:
    body = f'<div class="content"><p>分享到：</p>{paragraphs(*ZH.paragraphs)}<p>责任编辑：林小满</p></div>'
    assert body_of(with_layouts(body, NEW)) == list(ZH.paragraphs)


def test_the_headline_of_a_layout_needs_no_claim() -> None:
    body = f'<h1>南湾信息网</h1><h1 class="headline">{ZH.title}</h1><div class="content">{paragraphs(*ZH.paragraphs)}</div>'
    reading = with_layouts(body, NEW, title="南湾信息网")
    assert reading.headline.text == ZH.title == reading.text(reading.headline.line)


@pytest.mark.parametrize("headline", ["", '<h1 class="headline"></h1>', '<h1 class="headline"><img src=1.gif></h1>'])
def test_without_the_layout_s_headline_the_generic_one_serves(headline: str) -> None:
    body = f'{headline}<h2>{ZH.title}</h2><div class="content">{paragraphs(*ZH.paragraphs)}</div>'
    assert with_layouts(body, NEW, title=f"{ZH.title}_南湾信息网").headline.text == ZH.title


@pytest.mark.parametrize(
    ("layout", "label"),
    [(NEW, "new"), (OLD, "2009-05-01"), (Layout("p"), "layout"), (Layout("p", name="a", since="2009-05-01"), "a")],
)
def test_what_reports_call_a_layout(layout: Layout, label: str) -> None:
    assert layout.label == label


def test_a_side_block_named_by_a_layout_is_the_text() -> None:
    body = f'<div class="content">{paragraphs(*ZH.paragraphs)}</div><div>{paragraphs(*[DECOY] * 9)}</div>'
    assert body_of(with_layouts(f"<main>{body}</main>", NEW)) == list(ZH.paragraphs)


def test_lines_are_mended_before_anything_is_found() -> None:
    title = "南湾老码头\u200b改造完工"
    noisy = [text.replace("，", "，\u200b") for text in ZH.paragraphs]
    body = f"<h1>{title}</h1><div>{paragraphs(*noisy)}</div>"
    reading = read(body, "", "南湾老码头改造完工")
    assert reading.headline.text == "南湾老码头改造完工"
    assert body_of(reading) == list(ZH.paragraphs)


def test_lines_that_show_nothing_are_taken_out_and_blocks_still_fit() -> None:
    empty = "<p>\u200b</p><div>\ufeff<br>\u2060</div>"
    body = f'{empty}<h1>{ZH.title}</h1>{empty}<div class="in">{empty.join(f"<p>{t}</p>" for t in ZH.paragraphs)}{empty}<img src=1.jpg></div>'
    lines = read(body).lines
    assert texts(lines) == [ZH.title, *ZH.paragraphs]
    for number, line in enumerate(lines.lines):
        for block in lines.ancestors(line.block):
            assert lines.blocks[block].start <= number < lines.blocks[block].end
    inner = next(block for block in lines.blocks if block.element.get("class") == "in")
    assert (inner.start, inner.end) == (1, len(lines.lines))
    assert [picture.line for picture in lines.pictures] == [len(lines.lines)]


def test_damage_is_flagged() -> None:
    broken = Page(URL, document(paragraphs(*ZH.paragraphs)), "text/html; charset=gbk")
    broken.body = broken.body.replace(b'charset="utf-8"', b'charset="gb2312"')
    assert read_page(broken).flags == ["charset-wrong"]
    assert read_page(portal_page()).flags == []
    assert (
        "mojibake"
        in read_page(page(paragraphs(*ZH.paragraphs) + "<p>三個字\ufffd\ufffd\ufffd不見了\ufffd\ufffd</p>")).flags
    )


@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "<img src=1.jpg>",
        "<p></p>",
        "<!-- -->",
        "<script>x</script>",
        "<h1></h1>",
        "&nbsp;",
        "<p>\u200b</p>",
        "<frameset></frameset>",
    ],
)
@pytest.mark.parametrize("layouts", [(), (NEW, OLD), (Layout("body"),), (Layout("p", headline="h1"),)])
def test_pages_of_nothing(body: str, layouts: tuple[Layout, ...]) -> None:
    reading = read_page(page(body), layouts)
    assert (body_of(reading), reading.headline.text, reading.headline.line) == ([], "", -1)
    assert reading.trimmer.ledger() == []
    assert reading.first_body == reading.area.box_end == 0


@pytest.mark.parametrize("body", [b"", b"\x00", b"\xff\xfe", b"plain text", b"<", b"\x89PNG\r\n\x1a\n\x00"])
def test_bodies_that_are_no_page(body: bytes) -> None:
    assert body_of(read_page(Page(URL, body), (NEW,))) == []


def test_the_first_line_of_the_body() -> None:
    reading = read_page(portal_page(EN))
    assert reading.text(reading.first_body) == EN.paragraphs[0]


@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "<h1>",
                "<table>",
                "<td>",
                "<div class=content>",
                "\u200b",
                ZH.title,
                *ZH.paragraphs,
            ]
        ),
        max_size=25,
    )
)
@settings(max_examples=100, deadline=None)
def test_any_page_with_any_layouts(parts: list[str]) -> None:
    fetched = page("".join(parts), title=ZH.title)
    for layouts in ((), (NEW, OLD), (Layout("div p", headline="h1, p"),)):
        reading = read_page(fetched, layouts)
        assert len(reading.foreign) == len(reading.lines.blocks)
        assert -1 <= reading.headline.line < len(reading.lines.lines)
        assert 0 <= reading.area.start <= reading.area.end <= len(reading.lines.lines)
        assert all(reading.area.start <= number < reading.area.end for number in reading.trimmer.body)
