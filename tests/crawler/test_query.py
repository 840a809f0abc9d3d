"""What people type becomes what FTS5 understands, whatever they type."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.storage.fulltext import CREATE
from crawler.storage.query import LONGEST, NothingToFind, parse


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("河边 集市", '"河边" AND "集市"'),
        ("河边 AND 集市", '"河边" AND "集市"'),
        ('"春风 学校"', '"春风 风学 学校"'),
        ("“春风”学校", '"春风" AND "学校"'),
        ("「春风學校」", '"春风 风学 学校"'),
        ("雨天 OR 雪天 出海", '("雨天" OR "雪天") AND "出海"'),
        ("雨天 or 雪天", '"雨天" AND "or" AND "雪天"'),
        ("集市 -降温", '("集市") NOT "降温"'),
        ('集市 -"大 风" -降温', '("集市") NOT ("大风" OR "降温")'),
        ("well-known", '"well known"'),
        ("librar* school", '"librar" * AND "school"'),
        ("(librar*)", '"librar" *'),
        ("학교", '"학교" *'),
        ('"학교"', '"학교"'),
        ("a OR", '"a"'),
        ("OR a", '"a"'),
        ('"left open', '"left open"'),
        ('a"b"c', '"a" AND "b" AND "c"'),
        ("title:foo NEAR(b c)", '"title foo" AND "near b" AND "c"'),
        ("3D打印 COVID-19", '"3d 打印" AND "covid 19"'),
        ("＂河边＂", '"河边"'),
    ],
)
def test_expressions(typed: str, expected: str) -> None:
    assert parse(typed).expression == expected


@pytest.mark.parametrize("typed", ["", " ", '"', '""', "😀", "*", "- ( )", "OR", "。，", "\x00"])
def test_no_word_is_an_error_that_says_what_to_do(typed: str) -> None:
    with pytest.raises(NothingToFind, match="no word: give at least one word"):
        parse(typed)


def test_only_words_to_leave_out() -> None:
    with pytest.raises(NothingToFind, match="only words to leave out"):
        parse("-集市 -雨天")


def test_a_pasted_text_is_too_long() -> None:
    assert parse("word " * LONGEST)
    with pytest.raises(NothingToFind, match=f"more than {LONGEST} words"):
        parse("word " * (LONGEST + 1))


def test_phrases_are_what_a_hit_may_show() -> None:
    found = parse("雨天 OR 雪天 librar* -降温").phrases
    assert [(one.words, one.prefix) for one in found] == [
        (("雨", "天"), False),
        (("雪", "天"), False),
        (("librar",), True),
    ]


@given(st.text(alphabet="河边ab가1\"“”「*()-+^:{}OR AND NOT NEAR,'\\;\n\x00😀é", max_size=40))
def test_nothing_typed_is_a_syntax_error(typed: str) -> None:
    try:
        expression = parse(typed).expression
    except NothingToFind:
        return
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(CREATE)
        connection.execute("SELECT rowid FROM article_fts WHERE article_fts MATCH ?", (expression,)).fetchall()
    finally:
        connection.close()
