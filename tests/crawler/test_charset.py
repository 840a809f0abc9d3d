"""Charsets: pages of our own in many encodings, under true and false declarations."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading.charset import Decoded, decode

SIMPLIFIED = """
市里今年把老旧小区改造列为第一件实事，目前已有十二个小区开工。改造内容包括更换水管、加装电梯、增设停车位等，
居民代表参加每一次验收。负责人说，这项工作要在上冻以前完成，不让大家在屋里受冷。
镇上的图书室重新开门，书架上添了两千多本新书，孩子们放学以后就来看书写作业，老人也常来读报。
"""
TRADITIONAL = """
市裡今年把老舊社區改造列為第一件實事，目前已有十二個社區開工。改造內容包括更換水管、加裝電梯、增設停車位等，
居民代表參加每一次驗收。負責人說，這項工作要在上凍以前完成，不讓大家在屋裡受冷。
"""
FRENCH = (
    "La médiathèque rouvre samedi après six mois de travaux : l'entrée est gratuite jusqu'à la fin de l'année. " * 4
)
GERMAN = "Die Brücke über den Fluß bleibt gesperrt; für Fußgänger gibt es früh eine Fähre. Gebühren: 2 €. " * 4
RUSSIAN = "В городе открыли новую библиотеку. Жители могут брать книги бесплатно до конца года. " * 6
JAPANESE = (
    "市の図書館は来月から開館時間を延長します。夜九時まで利用できるようになり、学生からは喜びの声が上がっています。" * 3
)
KOREAN = "시립 도서관이 다음 달부터 개관 시간을 연장합니다. 학생들은 밤 아홉 시까지 책을 읽을 수 있습니다. " * 3


TEXTS = {
    "simplified": SIMPLIFIED,
    "traditional": TRADITIONAL,
    "french": FRENCH,
    "german": GERMAN,
    "russian": RUSSIAN,
    "japanese": JAPANESE,
    "korean": KOREAN,
}


def page(text: str, encoding: str, meta: str = "") -> bytes:
    """A small page in ``encoding`` that declares ``meta``."""
    declaration = f'<meta charset="{meta}">' if meta else ""
    return f"<html><head>{declaration}<title>News</title></head><body><p>{text}</p></body></html>".encode(encoding)


def header(charset: str) -> str:
    return f"text/html; charset={charset}" if charset else "text/html"


@pytest.mark.parametrize(
    ("language", "encoding", "declared", "used"),
    [
        ("simplified", "utf-8", "utf-8", "utf-8"),
        ("simplified", "gb2312", "gb2312", "gb18030"),
        ("traditional", "gbk", "gb2312", "gb18030"),
        ("traditional", "gb18030", "GBK", "gb18030"),
        ("traditional", "big5", "big5", "big5hkscs"),
        ("traditional", "big5hkscs", "Big5-HKSCS", "big5hkscs"),
        ("french", "cp1252", "iso-8859-1", "cp1252"),
        ("german", "cp1252", "windows-1252", "cp1252"),
        ("german", "iso8859-15", "iso-8859-15", "iso8859-15"),
        ("russian", "cp1251", "windows-1251", "cp1251"),
        ("russian", "koi8-r", "koi8-r", "koi8-r"),
        ("japanese", "cp932", "Shift_JIS", "cp932"),
        ("japanese", "euc_jp", "EUC-JP", "euc_jp"),
        ("japanese", "iso2022_jp", "ISO-2022-JP", "iso2022_jp"),
        ("korean", "cp949", "euc-kr", "cp949"),
    ],
)
@pytest.mark.parametrize("where", ["header", "page"])
def test_true_declarations(language: str, encoding: str, declared: str, used: str, where: str) -> None:
    text = TEXTS[language]
    body = page(text, encoding, declared if where == "page" else "")
    found = decode(body, header(declared if where == "header" else ""))
    assert text in found.text
    assert found[1:] == (used, used, ())


@pytest.mark.parametrize(
    ("language", "encoding", "lie", "used"),
    [
        ("simplified", "gb18030", "utf-8", "gb18030"),
        ("simplified", "gb18030", "iso-8859-1", "gb18030"),
        ("simplified", "gb18030", "windows-1251", "gb18030"),
        ("simplified", "gb18030", "big5", "gb18030"),
        ("simplified", "gb18030", "euc-kr", "gb18030"),
        ("simplified", "gb18030", "shift_jis", "gb18030"),
        ("simplified", "utf-8", "gb2312", "utf-8"),
        ("simplified", "utf-8", "iso-8859-1", "utf-8"),
        ("simplified", "utf-8", "big5", "utf-8"),
        ("traditional", "gb18030", "utf-8", "gb18030"),
        ("traditional", "big5", "utf-8", "big5hkscs"),
        ("traditional", "big5", "gb2312", "big5hkscs"),
        ("traditional", "big5", "iso-8859-1", "big5hkscs"),
        ("french", "utf-8", "iso-8859-1", "utf-8"),
        ("french", "cp1252", "utf-8", "cp1252"),
        ("german", "cp1252", "utf-8", "cp1252"),
        ("russian", "utf-8", "windows-1251", "utf-8"),
        ("japanese", "cp932", "utf-8", "cp932"),
        ("japanese", "euc_jp", "gb2312", "euc_jp"),
        ("korean", "cp949", "gb2312", "cp949"),
    ],
)
@pytest.mark.parametrize("where", ["header", "page"])
def test_false_declarations(language: str, encoding: str, lie: str, used: str, where: str) -> None:
    text = TEXTS[language]
    body = page(text, encoding, lie if where == "page" else "")
    found = decode(body, header(lie if where == "header" else ""))
    assert text in found.text
    assert found.encoding == used
    assert found.flags == ("charset-wrong",)


@pytest.mark.parametrize(
    ("language", "encoding", "used"),
    [
        ("simplified", "utf-8", "utf-8"),
        ("simplified", "gb18030", "gb18030"),
        ("traditional", "gb18030", "gb18030"),
        ("traditional", "big5", "big5hkscs"),
        ("french", "cp1252", "cp1252"),
        ("russian", "cp1251", "cp1251"),
        ("japanese", "cp932", "cp932"),
        ("japanese", "euc_jp", "euc_jp"),
        ("korean", "cp949", "cp949"),
        ("simplified", "utf-16-le", "utf-16-le"),
        ("simplified", "utf-16-be", "utf-16-be"),
    ],
)
def test_no_declaration(language: str, encoding: str, used: str) -> None:
    text = TEXTS[language]
    found = decode(page(text, encoding))
    assert text in found.text
    assert found[1:] == (used, "", ("charset-undeclared",))


@pytest.mark.parametrize(("lie", "truth"), [("iso-8859-1", "gb2312"), ("utf-8", "gbk"), ("big5", "gb18030")])
def test_header_lies_and_page_tells(lie: str, truth: str) -> None:
    found = decode(page(SIMPLIFIED, "gb18030", truth), header(lie))
    assert SIMPLIFIED in found.text
    assert found.encoding == "gb18030"
    assert found.flags == ("charset-wrong",)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_beats_declarations(encoding: str) -> None:
    found = decode(page(SIMPLIFIED, encoding, "gb2312"), header("big5"))
    assert found.text.startswith("<html>")
    assert SIMPLIFIED in found.text
    assert found.encoding == found.declared
    assert found.flags == ()


@pytest.mark.parametrize(
    ("language", "encoding", "declared"),
    [
        ("simplified", "gb18030", "gbk"),
        ("simplified", "gb18030", "utf-8"),
        ("simplified", "gb18030", ""),
        ("simplified", "utf-8", "utf-8"),
        ("simplified", "utf-8", "gb2312"),
        ("traditional", "big5", "big5"),
    ],
)
@pytest.mark.parametrize("junk", [b"\xff", b"\x81 ", b"\xe4\xb8<", b"\x00"])
def test_few_bad_bytes_change_nothing_else(language: str, encoding: str, declared: str, junk: bytes) -> None:
    text = TEXTS[language]
    body = page(text, encoding, declared)
    broken = body.replace(b"</p>", junk + b"</p>")
    assert decode(broken).encoding == decode(body).encoding
    assert text.strip() in decode(broken).text


def test_lost_bytes_are_flagged() -> None:
    found = decode(page(SIMPLIFIED, "utf-8", "utf-8")[:-40] + b"\xe4\xb8")
    assert found.flags == ("charset-damaged",)
    assert found.text.endswith("\ufffd")


def test_a_replacement_character_of_the_page_s_own_is_no_lost_byte() -> None:
    assert decode("中文\ufffd字".encode(), header("utf-8")).flags == ()


def test_short_gbk_that_is_valid_utf_8() -> None:
    """Two characters whose four bytes are valid UTF-8 as well: then, and only then, the declaration decides."""
    assert "木片" in decode(page("木片", "gbk", "gbk")).text
    assert decode("木片".encode("gbk")).encoding == "utf-8"


@pytest.mark.parametrize("label", ["gb2312", "gbk", "x-gbk-unknown", "utf-8", "iso-8859-1", ""])
def test_ascii(label: str) -> None:
    found = decode(page("Nothing special", "ascii", label))
    assert "Nothing special" in found.text
    assert "charset-damaged" not in found.flags


@pytest.mark.parametrize(
    "label", ["base64", "rot13", "idna", "punycode", "utf-7", "unicode_escape", "zip", "undefined", "utf-16"]
)
def test_labels_that_are_no_charset_of_a_page(label: str) -> None:
    found = decode(page(SIMPLIFIED, "utf-8", label), header(label))
    assert SIMPLIFIED in found.text
    assert found[1:] == ("utf-8", "", ("charset-undeclared",))


def test_euro_sign_of_windows_gbk() -> None:
    assert "12\u20ac" in decode(page(SIMPLIFIED + "12", "gbk", "gbk").replace(b"12</p>", b"12\x80</p>")).text


@pytest.mark.parametrize(
    "body", [b"", b"\n", b"<", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0", b"<\0", b"\x80" * 9]
)
def test_odd_bodies(body: bytes) -> None:
    assert isinstance(decode(body), Decoded)


LABELS = st.sampled_from(
    ["", "utf-8", "gbk", "big5", "latin1", "shift_jis", "euc-kr", "koi8-r", "iso-2022-jp", "utf-16", "hex"]
)


@settings(deadline=None)
@given(st.binary(max_size=400), LABELS, LABELS)
def test_never_raises(body: bytes, first: str, second: str) -> None:
    found = decode(f'<meta charset="{second}">'.encode() + body, header(first))
    assert found.encoding
    assert "charset-undeclared" not in found.flags or not found.declared


@settings(deadline=None)
@given(st.text())
def test_utf_8_always_comes_back(text: str) -> None:
    body = text.encode("utf-8", "ignore")
    assert decode(body, header("utf-8")).text in (text, text.removeprefix("\ufeff")) or b"\0" in body


@pytest.mark.parametrize(
    "part", [b"\xff", b"\xc4\xe3", b"<meta ", b"\xe4\xb8", b"a\x80", b"\x81\x30", b"<!--", b"\x1b$B"]
)
@pytest.mark.parametrize("label", ["gbk", "utf-8", ""])
def test_time_is_linear(part: bytes, label: str) -> None:
    start = time.process_time()
    decode(part * 50_000, header(label))
    assert time.process_time() - start < 2
