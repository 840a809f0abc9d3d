"""The terms of the full-text index, and the strings that find them again."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.copies.fingerprint import normalise, places, tokens
from crawler.storage.fulltext import CREATE, add
from crawler.storage.terms import index_text, phrase, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("河边集市", "河边 边集 集市 市"),
        ("河", "河"),
        ("河邊", "河边 边"),
        ("“一带一路”，开张", "一带 带一 一路 路开 开张 张"),
        ("3D打印5G", "3d 打印 印 5g"),
        ("COVID-19 Ｖaccine", "covid 19 vaccine"),
        ("학교에서 왔다", "학교에서 왔다"),
        ("བོད་ལྗོངས", "བོད ལྗོངས"),
        ("ทุ่ง", "ทุ ุ่ ่ง ง"),
        ("珲（hún）春", "珲春 春"),
        ("😀 —", ""),
    ],
)
def test_terms_of_a_text(text: str, expected: str) -> None:
    assert index_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("河", '"河" *'),
        ("河边", '"河边"'),
        ("河边的", '"河边 边的"'),
        ("3D", '"3d"'),
        ("3D打", '"3d 打" *'),
        ("打印3D", '"打印 印 3d"'),
        ("covid-19", '"covid 19"'),
    ],
)
def test_phrases(text: str, expected: str) -> None:
    assert phrase(tokens(text)) == expected


def test_one_term_a_token() -> None:
    words = tokens("3D打印机 in 河边, ทุ่ง")
    assert [term[0] for term in terms(words)] == [word[0] for word in words]


def test_a_prefix_of_a_word() -> None:
    assert phrase(tokens("librar"), prefix=True) == '"librar" *'
    assert phrase(tokens("河边"), prefix=True) == '"河边"'


# A small alphabet, so that texts and pieces of them collide: Han, traditional Han, Thai with marks, Latin, digits, signs.
_TEXTS = st.text(alphabet="河边邊的ทุ่ก가나ab12Ж，。 -“\U00030edd", max_size=12)


@given(_TEXTS, st.integers(0, 12), st.integers(1, 4))
def test_every_piece_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    words = tokens(text)
    piece = words[start : start + length]
    if piece:
        assert _finds(text, piece)


@given(_TEXTS, _TEXTS)
def test_nothing_is_found_that_is_not_there(text: str, other: str) -> None:
    words, piece = tokens(text), tokens(other)
    if piece:
        there = any(words[at : at + len(piece)] == piece for at in range(len(words)))
        assert _finds(text, piece) == there


def _finds(text: str, words: list[str]) -> bool:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(CREATE)
        add(connection, 1, "", text)
        sql = "SELECT count(*) FROM article_fts WHERE article_fts MATCH ?"
        return bool(connection.execute(sql, (phrase(words),)).fetchone()[0])
    finally:
        connection.close()


@given(st.text(alphabet="河邊（hún）()a\u200b\u00ad́&amp;é가 ", max_size=20))
def test_places_are_those_of_the_tokens(text: str) -> None:
    shown, found = places(text)
    assert [word for word, _, _ in found] == tokens(text)
    assert all(normalise(shown[start:end]).replace(" ", "") == word for word, start, end in found)
