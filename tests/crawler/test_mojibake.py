"""Text read in the wrong charset: what comes back, what must stay."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.mojibake import gbk_signs, may_be_latin, undo_gbk, undo_latin

SENTENCES = [
    "今天上午，镇上的新桥通车了。",
    "“我们等了三年，”一位老人说，“现在过河只要两分钟。”",
    "图书馆的开放时间：每天八点至二十点（周一闭馆）。",
    "縣裡的茶葉今年的產量增加兩成，價格也比去年好。",
]
CP1252_HOLES = {0x81, 0x8D, 0x8F, 0x90, 0x9D}


def as_cp1252(data: bytes) -> str:
    """As browsers read it: the five bytes that windows-1252 lacks are control characters."""
    return "".join(chr(byte) if byte in CP1252_HOLES else bytes((byte,)).decode("cp1252") for byte in data)


def as_latin_1(data: bytes) -> str:
    return data.decode("latin-1")


@pytest.mark.parametrize("misread", [as_cp1252, as_latin_1])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_utf_8_read_as_latin(sentence: str, misread: object) -> None:
    assert callable(misread)
    wrong = f"Title: {misread(sentence.encode())} (12)"
    assert may_be_latin(wrong)
    assert undo_latin(wrong) == f"Title: {sentence} (12)"


@pytest.mark.parametrize(
    "text",
    [
        "L’été à Nîmes",
        "Brücke – “Fähre”",
        "Ελλάδα",
        "Москва",
        "ขอบคุณ",
        "中文, naïve 日本",
        "emoji 😀 and é",
        "“quoted”",
    ],
)
def test_other_languages_read_as_latin(text: str) -> None:
    assert undo_latin(as_cp1252(text.encode())) == text


@pytest.mark.parametrize(
    "text",
    [
        "« Il a économisé\xa0» à\xa0« Nîmes\xa0»",
        "PÃO DE AÇÚCAR, NÃO",
        "Ã©",
        "20\xa0°C, 5\xa0µm, £3, ©2024, ½",
        "ÄÖÜäöüß ÆØÅ æøå ÀÉÎÕÜ",
        "Größe",
        "naïve café",
        "MÜNCHEN ÄÜßÖÄÜ",
        "Â\xa0la fin",
    ],
)
def test_western_text_stays(text: str) -> None:
    assert undo_latin(text) == text


@pytest.mark.parametrize("sentence", SENTENCES[:3])
def test_gb_2312_read_as_latin(sentence: str) -> None:
    plain = sentence.translate(str.maketrans("", "", "“”（）："))
    assert undo_latin("A " + plain.encode("gb2312").decode("latin-1") + " B") == f"A {plain} B"


def test_french_quotations_stay_beside_mended_text() -> None:
    assert (
        undo_latin("«\xa0économisé\xa0» " + as_cp1252("L’été à Nîmes".encode())) == "«\xa0économisé\xa0» L’été à Nîmes"
    )


def test_koi8_read_as_latin_stays() -> None:
    """Its pairs of bytes are Han characters of GB 2312 level 1 too, but no everyday ones."""
    wrong = "библиотека открыта каждый день".encode("koi8-r").decode("latin-1")
    assert undo_latin(wrong) == wrong


def test_a_broken_sequence_stays_beside_a_mended_one() -> None:
    wrong = as_cp1252("桥通车".encode()) + " " + as_cp1252("桥".encode()[:2]) + " x"
    assert undo_latin(wrong) == "桥通车 " + as_cp1252("桥".encode()[:2]) + " x"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_utf_8_read_as_gbk(sentence: str) -> None:
    wrong = sentence.encode().decode("gb18030", "replace")
    assert gbk_signs(wrong) > 0
    back = undo_gbk(wrong)
    assert re.fullmatch(re.escape(back).replace("\ufffd", ".{1,2}"), sentence)
    assert back.count("\ufffd") <= wrong.count("\ufffd")


def test_lines_that_were_read_right_stay() -> None:
    right = "镇上的新桥通车了。"
    wrong = "桥面很宽，好走。".encode().decode("gb18030", "replace")
    assert undo_gbk(f"{right}\n{wrong}\n{right}").split("\n")[::2] == [right, right]


@pytest.mark.parametrize(
    "text", ["锛子和刨子都是木匠的工具", "元素鐨用符号Fm表示", "没有这些字", "", "锛?", "锛\ufffd锛"]
)
def test_honest_rare_characters_stay(text: str) -> None:
    assert undo_gbk(text) == text


@given(st.text())
def test_lines_stay_lines(text: str) -> None:
    assert undo_latin(text).count("\n") == undo_gbk(text).count("\n") == text.count("\n")


@given(st.text())
def test_every_text_comes_back_from_utf_8_as_latin(text: str) -> None:
    """Or it stays as it is, where the evidence is thin; never anything else than the text before or after."""
    wrong = as_cp1252(("，的" + text).encode("utf-8", "ignore"))
    assert undo_latin(wrong).startswith("，的")


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_ascii_stays(text: str) -> None:
    assert undo_latin(text) == undo_gbk(text) == text
    assert not may_be_latin(text)


@pytest.mark.parametrize("part", ["Ã", "Ã©", "å»", "锛", "锛?", "\xe9" * 5 + " ", "€", "å»¶"])
def test_time_is_linear(part: str) -> None:
    start = time.process_time()
    undo_gbk(undo_latin(part * 20_000))
    assert time.process_time() - start < 2
