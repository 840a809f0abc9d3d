"""The piece of a text that shows why it was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.storage.query import NothingToFind, parse
from crawler.storage.snippets import Marked, marked, snippet


def shown(found: Marked) -> str:
    """The text with its marks in brackets."""
    text, end = "", 0
    for start, stop in found.marks:
        text += f"{found.text[end:start]}[{found.text[start:stop]}]"
        end = stop
    return text + found.text[end:]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("河边集市开张", "集市", "河边[集市]开张"),
        ("河邊“集市”開張", "边集", "河[邊“集]市”開張"),
        ("河边集市开张", "集市 市开", "河边[集市开]张"),
        ("珲（hún）春的集市", "珲春", "[珲（hún）春]的集市"),
        ("The Library, libraries", "librar*", "The [Library], [libraries]"),
        ("The Library, libraries", "library", "The [Library], libraries"),
        ("학교에서 왔다", "학교", "[학교에서] 왔다"),
        ("一行\n另一行", "另一", "一行 [另一]行"),
        ("A &amp; B", "b", "A & [B]"),
        ("集市开张 -> 降温", "集市 -降温", "[集市]开张 -> 降温"),
        ("没有", "集市", "没有"),
    ],
)
def test_marks(text: str, query: str, expected: str) -> None:
    assert shown(marked(text, parse(query).phrases)) == expected


def test_the_window_stands_where_most_words_meet() -> None:
    text = "集市" + "。" * 100 + "集市与降温" + "。" * 100
    found = snippet(text, parse("集市 降温").phrases, 40)
    assert shown(found).startswith("…")
    assert "[集市]与[降温]" in shown(found)
    assert len(found.text) <= 42


def test_without_a_place_it_is_the_beginning() -> None:
    assert snippet("开头" + "字" * 100, parse("集市").phrases, 10).text == "开头" + "字" * 8 + "…"


def test_a_short_text_is_whole() -> None:
    assert snippet("河边集市", parse("集市").phrases, 40).text == "河边集市"


def test_words_are_not_cut() -> None:
    text = " ".join(["alphabet"] * 30 + ["needle"] + ["alphabet"] * 30)
    found = snippet(text, parse("needle").phrases, 60)
    assert set(found.text.strip("…").split()) == {"alphabet", "needle"}
    assert "[needle]" in shown(found)


@given(
    st.text(alphabet="河边集市ab &;（hún）\n ", max_size=60),
    st.text(alphabet="河边集市a* ", max_size=6),
    st.integers(5, 40),
)
def test_marks_lie_in_the_text(text: str, typed: str, size: int) -> None:
    try:
        phrases = parse(typed).phrases
    except NothingToFind:
        return
    for found in (snippet(text, phrases, size), marked(text, phrases)):
        ends = [place for span in found.marks for place in span]
        assert ends == sorted(ends)
        assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
        assert "\n" not in found.text
