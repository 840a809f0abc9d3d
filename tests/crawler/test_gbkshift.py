"""Shifted GBK: a copy tool is simulated, and what it breaks must come back, or be marked, but never come back wrong."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import pinyin
from crawler.reading.gbkshift import drop_stray_notes, unshift
from crawler.reading.hanzi import READINGS
from tests.noise import read_pairs

#: News of our own in traditional characters. In many of them two bytes of neighbours look like a noted character.
TEXTS = [
    "全鎮今年爭取在入冬前修好三條村道，讓學生上學少走彎路。",
    "鎮裏請來專家幫助果農修剪果樹，還開了兩場培訓會。",
    "科普園本週六開放，進園參觀的市民可以領取一份導覽圖。",
    "水務部門對老城區的管網進行檢查，發現問題當場整改。",
    "這個村的木耳產業今年收入超過二百萬元，比去年增長一成。",
    "圖書館延長開放時間，晚上九點以前都可以借書還書。",
    "縣醫院的醫生到農村義診，為老人測量血壓，講解用藥知識。",
    "氣象臺發布消息說，週末將有一場中雨，請司機減速慢行。",
    "社區網格員每天走訪三十戶，把意見記在本子上，一件一件辦。",
    "交通隊提醒，體育場門前的路段下月開始封閉施工。",
    "志願者在廣場上宣傳垃圾分類，發出一千多份傳單。",
    "農機站的技術員到田間地頭，手把手教農民調試播種機。",
    "當地還把舊廠房改成創業中心，已有六家企業簽約。",
    "市裏決定把節約用電寫進各單位的考評標準，年底檢查。",
    "這座橋建於上世紀六十年代，經過加固，載重能力提高一倍。",
]
#: Noted by the simulated tool on every page, so that its notes are noise.
LOSS = re.compile("[?\ufffd\ue000-\uf8ff]")
EVERYDAY = "學會國動發業個來時對實進農區萬長關點機設"


def copied(text: str, noted: str, swallow: bool = True) -> str:
    """``text`` as a tool leaves it that writes the readings of ``noted`` behind their GBK bytes at any offset.

    ``swallow``: the reader takes two bytes for a lead byte in any case and shows "?" when they are no character; else
    it shows U+FFFD for the lead byte and goes on with the next one, as browsers do.
    """
    data = text.encode("gbk")
    for char in noted:
        note = f"({min(READINGS[char])})"
        data = data.replace(char.encode("gbk"), (char + note).encode("gbk"))
    if not swallow:
        return data.decode("gb18030", "replace")
    return read_pairs(data)


def mended(text: str) -> str:
    """What the page's mender does with a noisy page."""
    found = pinyin.notes(text)
    return drop_stray_notes(pinyin.strip(unshift(pinyin.cut(text, found), {(n.char, n.syllable) for n in found}).text))


@pytest.mark.parametrize("swallow", [True, False])
@pytest.mark.parametrize(
    ("noted", "text"),
    [
        ("隊", "今年爭取資金"),
        ("規", "專家幫助果農解決難題"),
        ("請", "科普園本週六開放"),
        ("攬", "發現問題當場解決"),
        ("幹", "講解用藥知識"),
        ("龍", "體育場門前"),
        ("藴", "寫進考評標準裏"),
        ("隊規請", "專家幫助縣裏，今年爭取建成科普園"),
    ],
)
def test_one_lost_byte_comes_back(noted: str, text: str, swallow: bool) -> None:
    broken = copied(text, noted, swallow)
    assert broken != text
    assert mended(broken) == text


def test_what_the_damage_looks_like() -> None:
    """Pinned, so that the simulation stays what was seen on real pages."""
    assert copied("今年爭取資金", "隊") == "今年?duì)幦≠Y金"
    assert copied("專家幫助基層解決", "規") == "專家?guī)椭\ue30a鶎咏鉀Q"
    assert copied("今年爭取資金", "隊", swallow=False) == "今年\ufffd(duì)幦≠Y金"


def test_lost_bytes_at_both_ends_of_a_run() -> None:
    """The run begins within 地 and ends where the tool noted 財, whose trail byte is lost with the parenthesis."""
    broken = copied("當地財務公開", "數財")
    assert broken == "當?shù)刎?cái)務公開"
    assert mended(broken) == "當地財務公開"


def test_readings_that_only_the_page_shows() -> None:
    """Simplified text: its readings are in no table of ours. The letter A went into the last wrong character."""
    broken = "水质?shí)浜肁级"
    assert unshift(broken).text == "水质\ufffd好A级"
    assert unshift(broken, [("时", "shí")]) == ("水质变好A级", 1, False)


def test_a_lost_byte_without_a_note_is_marked_and_the_rest_read() -> None:
    run = bytes.fromhex("a1b1 a1b0 c7a7 837c").decode("gb18030")
    assert run == "”“千億"
    broken = "牧場?" + bytes.fromhex("a3a1 b1a1 b0c7 a783").decode("gb18030") + "|元項目"
    assert unshift(broken) == ("牧場\ufffd”“千億元項目", 1, True)


def test_full_width_signs_in_a_run_may_have_been_narrowed() -> None:
    broken = "牧場?!" + bytes.fromhex("b1a1 b0c7 a783").decode("gb18030") + "|元項目"
    assert unshift(broken).text == "牧場\ufffd”“千億元項目"


def test_a_note_that_fits_no_lost_byte_leaves_a_mark() -> None:
    assert unshift("年?xué)幦≠Y金") == ("年\ufffd取資金", 1, True)


def test_a_cut_note_must_be_a_syllable() -> None:
    broken = "年?zzì)幦≠Y金"
    assert drop_stray_notes(unshift(broken).text) == broken


@pytest.mark.parametrize(
    "text",
    [
        "這是什麼?好的。",
        "什麼?好的A股",
        "為什麼?因為B超結果正常。",
        "真的嗎?真的!他說:“2023年?對”。",
        "下午3點?還是4點|星期三",
        "价格是?元@公斤",
        "?",
        "??",
        "誰?\n我。",
        "\ufffd",
        "網址http://example.com/?a=中文B",
        "Why? Because. Quoi? Là.",
        "首頁 | 新聞 | 社會",
    ],
)
def test_question_marks_stay(text: str) -> None:
    assert unshift(text) == (text, 0, False)
    assert drop_stray_notes(text) == text


@pytest.mark.parametrize("text", TEXTS)
def test_clean_text_stays(text: str) -> None:
    asked = text.replace("，", "?").replace("。", "A")
    assert unshift(asked, {("隊", "duì")}) == (asked, 0, False)


def test_a_note_after_a_letter_that_is_a_trail_byte_goes() -> None:
    assert copied("名為Bus", "") == "名為Bus"
    noted = next(c for c in READINGS if c.encode("gbk")[:1] == "為".encode("gbk")[1:] and c.encode("gbk")[1:].isalpha())
    text = f"名為{noted.encode('gbk')[1:].decode()}站"
    assert copied(text, noted) != text
    assert mended(copied(text, noted)) == text


def test_another_note_after_a_letter_stays() -> None:
    assert drop_stray_notes("維生素B(bǐ)") == "維生素B(bǐ)"


def test_a_cut_note_that_stays_unread_is_marked() -> None:
    assert drop_stray_notes("國?(jí)\ufffdshí)") == "國\ufffd\ufffd"


pages = st.tuples(
    st.lists(st.sampled_from(TEXTS), min_size=3, unique=True).map("\n".join),
    st.lists(st.sampled_from(sorted(READINGS)), max_size=60, unique=True).map("".join),
    st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(pages)
def test_nothing_comes_back_wrong(page: tuple[str, str, bool]) -> None:
    """Either the line is the original, or a mark in it says that something is lost."""
    text, noted, swallow = page
    noted = EVERYDAY + "".join(char for char in noted if char not in EVERYDAY)
    for line in text.split("\n"):
        result = mended(copied(line, noted, swallow))
        assert result == line or LOSS.search(result)


@given(st.text(st.sampled_from("年?duì)幦≠Y金|A\ufffd\ue30a(，\n"), max_size=40))
def test_lines_stay_lines(text: str) -> None:
    assert unshift(text).text.count("\n") == text.count("\n")


@pytest.mark.parametrize("part", ["?", "?幦", "?duì)", "幦", "?幦≠\ue30a", "?!", "\ufffd(", "?" + "幦" * 99])
def test_time_is_linear(part: str) -> None:
    start = time.process_time()
    drop_stray_notes(unshift(part * (20_000 // len(part))).text)
    assert time.process_time() - start < 2
