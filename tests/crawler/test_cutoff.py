"""Pages whose markup ends before they do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.network.cutoff import CUT_OFF, is_cut_off
from crawler.reading.extract import extract
from crawler.reading.page import Page
from tests.crawler.pages import STORIES, paragraphs, portal_page

WHOLE = portal_page(STORIES["zh-Hans"], content=paragraphs(*STORIES["zh-Hans"].paragraphs)).body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (WHOLE, False),
        (WHOLE + b"\n<!-- 0.2 s -->\n" * 50, False),
        (b"", False),
        ("没有标签的一段文字".encode(), False),
        (b"<div><p>a fragment without html", False),
        (b"<html><body><p>one</p><p>two</p>", False),
        (b"<html><body><p>one</p><p>tw", True),
        (b"<html><body><div><div><p>one</p>", True),
        (b"<html><body><div><p>one</p>", False),
        (b'<html><body><p>one</p><a href="/news', True),
        (b"<HTML><BODY><P>one</P><P>tw</BODY></HTML>", False),
    ],
)
def test_where_a_page_ends(body: bytes, expected: bool) -> None:
    assert is_cut_off(body) is expected


@given(share=st.floats(0.3, 0.99))
def test_a_page_that_was_cut_says_so_unless_it_was_cut_between_its_blocks(share: float) -> None:
    cut = WHOLE[: int(share * len(WHOLE))]
    assert is_cut_off(cut) or cut.rstrip().endswith(b">")


def test_the_flag_stands_beside_the_text() -> None:
    cut = WHOLE[: WHOLE.index("公园管理处".encode()) + 30]
    article = extract(Page("http://a.example/1.html", cut, "text/html; charset=utf-8"))
    assert CUT_OFF in article.flags
    assert article.body
    assert CUT_OFF not in extract(Page("http://a.example/1.html", WHOLE, "text/html; charset=utf-8")).flags
