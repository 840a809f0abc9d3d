"""What changed between two versions, in words."""

from collections.abc import Iterable
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.storage import changes as module
from crawler.storage.changes import Piece, changes, passages


def shown(pieces: Iterable[Piece]) -> str:
    """As a terminal without colours shows them."""
    marks = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[kind].format(text) for kind, text in pieces)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("集市有30个摊位", "集市有45个摊位", "集市有[-30-]{+45+}个摊位"),
        ("今年雨水充足，收成好", "今年雨水很少，收成好", "今年雨水[-充足-]{+很少+}，收成好"),
        ("The old bridge opened", "The new bridge opened", "The [-old-]{+new+} bridge opened"),
        ("librarian reads books here", "libraries read books here", "[-librarian reads-]{+libraries read+} books here"),
        ("河边的集市昨天开张", "河边的集市开张", "河边的集市[-昨天-]开张"),
        ("学校的操场", "学校的操场翻新", "学校的操场{+翻新+}"),
        ("同样", "同样", "同样"),
        ("", "新的", "{+新的+}"),
        ("完全不同的一句话", "Nothing in common", "[-完全不同的一句话-]{+Nothing in common+}"),
        # One character that stays between two that go is no island to stand on.
        ("全县共有甲的乙三处桥梁在修", "全县共有丙的丁三处桥梁在修", "全县共有[-甲的乙-]{+丙的丁+}三处桥梁在修"),
    ],
)
def test_words(old: str, new: str, expected: str) -> None:
    assert shown(changes(old, new)) == expected


def test_only_changed_paragraphs_are_shown() -> None:
    old = "第一段。\n第二段说三。\n第三段。\n第四段。\n第五段。"
    new = "第一段。\n第二段说四。\n第三段。\n第四段。"
    found = passages(old, new)
    assert [(passage.skipped, shown(passage.pieces)) for passage in found] == [
        (1, "第二段说[-三-]{+四+}。"),
        (2, "[-第五段。-]"),
    ]
    assert passages(old, old) == []


def test_what_repeats_too_often_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAIRS", 4)
    assert shown(changes("集市有三十个", "集市有四十个")) == "[-集市有三十个-]{+集市有四十个+}"


def test_a_table_of_a_thousand_equal_lines_takes_no_minutes() -> None:
    """Results of an exam, a timetable: the time of difflib grows with the cube of what repeats."""
    old, new = "0\n1\n" * 1_000 + "x", "0\n1\n2\n" * 1_000 + "y"
    began = process_time()
    [passage] = passages(old, new)
    assert passage.pieces == (("old", old), ("new", new))
    assert passages(old, old) == []
    assert process_time() - began < 2


_TEXTS = st.text(alphabet="河边集市的ab 1，\n가ทุ", max_size=30)


@given(_TEXTS, _TEXTS)
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = changes(old, new)
    assert "".join(text for kind, text in pieces if kind != "new") == old
    assert "".join(text for kind, text in pieces if kind != "old") == new
    assert all(text for _, text in pieces)
