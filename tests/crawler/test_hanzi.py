"""The tables of ordinary characters: their size, their agreement with GB 2312 and OpenCC, and their readings."""

import opencc
import pytest

from crawler.reading.hanzi import COMMON, FREQUENT, PUNCTUATION, READINGS
from crawler.reading.pinyin import is_syllable


def test_sizes() -> None:
    assert (len(READINGS), len(FREQUENT), len(COMMON)) == (1550, 622, 3755 + 1550 + len(PUNCTUATION))


@pytest.mark.parametrize("char", "市县乡镇们这國縣鄉鎮們這，。“”")
def test_ordinary_characters_are_common(char: str) -> None:
    assert char in COMMON


@pytest.mark.parametrize("char", "珲琿饕餮鶎幦\ue30aAé ?")
def test_rare_characters_and_other_signs_are_not(char: str) -> None:
    assert char not in COMMON


def test_frequent_characters_are_common() -> None:
    assert FREQUENT <= COMMON


@pytest.mark.parametrize(
    ("char", "readings"), [("長", "cháng zhǎng"), ("學", "xué"), ("調", "diào tiáo"), ("隊", "duì")]
)
def test_readings(char: str, readings: str) -> None:
    assert READINGS[char] == set(readings.split())


def test_readings_are_legal_syllables() -> None:
    assert {r for readings in READINGS.values() for r in readings if not is_syllable(r)} == {"me"}  # 麼


def test_characters_with_readings_are_traditional_forms_of_level_1_in_gbk() -> None:
    chars = sorted(READINGS)
    simplified = opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n")
    assert all(a != b for a, b in zip(chars, simplified, strict=True))
    assert all(char in COMMON and len(char.encode("gb2312")) == 2 for char in simplified)
    assert all(len(char.encode("gbk")) == 2 for char in chars)
