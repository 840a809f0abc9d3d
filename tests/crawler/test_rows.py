"""Values of a row, and when a new version is worse than the stored one."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.items import Credit, Image, LedgerLine
from crawler.storage.rows import DETAILS, Row, damage, is_teaser, refreshed, refusal, storable, unix_time
from tests.crawler.store_kit import article, text


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        ("1970-01-01T00:00:00+00:00", 0),
        ("1970-01-01T08:00:00+08:00", 0),
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:01:00", 60),
        ("1970-01-02", 86_400),
        ("0001-01-01T00:00:00+14:00", -62_135_647_200),
        ("", None),
        ("yesterday", None),
        ("2024-02-30", None),
    ],
)
def test_unix_time(moment: str, seconds: int | None) -> None:
    assert unix_time(moment) == seconds


@given(st.text())
def test_unix_time_takes_any_text(moment: str) -> None:
    unix_time(moment)


@given(st.text(st.characters(codec=None)))
def test_storable_texts_are_utf8(value: str) -> None:
    mended = storable(value)
    mended.encode()
    assert storable(mended) == mended


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn"])))
def test_sound_text_stays(value: str) -> None:
    assert storable(value) == value
    assert storable(f"{value}\n{value}") == f"{value}\n{value}"


@given(st.text())
def test_nothing_that_steers_is_stored(value: str) -> None:
    stored = storable(value)
    assert storable(stored) == stored
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", stored)
    assert stored.count("\n") == value.count("\n")


def test_joiners_that_scripts_need_are_stored() -> None:
    for value in ("نمی\u200cخواهم", "क्\u200dष", "👩\u200d🌾"):
        assert storable(value) == value


def test_all_texts_of_an_article_are_cleaned() -> None:
    evil = "a\x1b[31mb\u202ec\x00d\ufffee\x9bf\r\ng"
    item = article(
        1,
        **dict.fromkeys(("title", "body", "source", "section"), evil),
        authors=[evil], tags=[evil], breadcrumbs=[evil], credits=[Credit(evil, evil)], images=[Image(f"http://a.example/{evil}", evil)],
        ledger=[LedgerLine(0, evil, "removed", "login")],
    )  # fmt: skip
    row = Row.of(item, "ab" * 8)
    lists = [json.loads(detail or "[]") for detail in row.details[6:]]
    told = repr((row.title, row.body, row.details[:6], lists, row.removed)).replace("\\n", " ")
    assert not re.search(r"\\x|\\u|\\r", told), told
    assert "\n" not in row.title
    assert row.body.count("\n") == 1


def test_divided_pair_becomes_its_character() -> None:
    assert storable("\ud83d\ude00") == "😀"


@pytest.mark.parametrize(
    ("flags", "rank"),
    [([], 0), (["paywalled"], 0), (["mended"], 1), (["pinyin-notes"], 1), (["mended", "mojibake"], 2)],
)
def test_damage(flags: list[str], rank: int) -> None:
    assert damage(flags) == rank


def test_row_of_an_article() -> None:
    row = Row.of(article(3, flags=["mended"]), "ab" * 8)
    assert dict(zip(DETAILS, row.details, strict=True)) == {
        "published_at": "2024-03-05T08:30:00+08:00",
        "modified_at": None,
        "section": "本地",
        "source": "河边日报",
        "language": "zh",
        "layout": "2024",
        "breadcrumbs": '["首页", "本地"]',
        "authors": '["周航"]',
        "credits": '[{"role": "编辑", "name": "林舟"}]',
        "tags": '["集市", "春天"]',
        "images": '[{"url": "http://news.example/1.jpg", "caption": "集市"}]',
        "flags": '["mended"]',
    }
    assert (row.title, row.content_hash, row.damage) == ("河边的消息3", "ab" * 8, 1)
    assert row.removed == ((1, "login", "登录后可以评论"), (3, "credit", "编辑：林舟"))


@pytest.mark.parametrize(
    ("body", "flags", "stored", "old_damage", "reason"),
    [
        ("", [], text(1), 0, "empty"),
        ("", [], "", 0, ""),
        ("河边", [], text(1), 0, "shrunk"),
        (text(1, 1), [], text(1), 0, ""),
        (text(1, 1) + text("clause", 1)[:20], [], text(1), 0, ""),
        (text(2), [], text(1), 0, ""),
        ("河边", ["mended"], text(1), 2, "shrunk"),
        (text(2), ["mended"], text(1), 0, ""),
        (text(2), ["mojibake"], text(1), 1, "damaged"),
        (text(2), ["mojibake"], text(1), 2, ""),
        (text(2), ["mojibake"], "", 0, ""),
    ],
)
def test_refusal(body: str, flags: list[str], stored: str, old_damage: int, reason: str) -> None:
    assert refusal(Row.of(article(1, body=body, flags=flags), "new"), stored, "old", old_damage) == reason


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (text(1, 1), True),
        (text(1, 1)[:-1] + "……", True),
        (text(1, 1) + "\n" + text("offer", 1), True),
        (text(1, 3), False),
        (text(1).split("\n")[2], False),
        (f"{text(1, 1)[:-12]}，特此更正。", False),
        (text(2, 1), False),
    ],
)
def test_teaser(shown: str, expected: bool) -> None:
    assert is_teaser(shown, text(1)) is expected


def test_same_words_with_more_damage_are_refused() -> None:
    row = Row.of(article(1, flags=["mended"]), "same")
    assert refusal(row, "text", "same", 0) == "damaged"
    assert refusal(row, "text", "same", 1) == ""
    assert refusal(row, "text", "other", 0) == ""


def test_refreshed_keeps_what_was_known() -> None:
    assert refreshed(("a", "b", '["x"]', '["mended"]'), ("c", None, "[]", "[]")) == ("c", "b", '["x"]', "[]")
