"""Pinyin notes: which letters are one, which pages' notes are noise, and what is taken out."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.pinyin import NEUTRAL, SYLLABLES, Note, is_syllable, noisy, notes, strip

NOISY = {
    "traditional, everyday characters": (
        "鎮(zhèn)裏開會(huì)討論學(xué)校擴建，會(huì)上決定後年動(dòng)工，學(xué)生由三百人增加一倍。"
    ),
    "full-width parentheses": "縣（xiàn）醫院發（fā）布消息，門診樓今年動（dòng）工，縣（xiàn）裏撥款兩千萬（wàn）元。",
    "a line of navigation": "首頁(yè) > 新聞 > 社會(huì) > 鄉(xiāng)村小學(xué)通了班車(chē)，社會(huì)各界都說好",
    "most, not all occurrences": (
        "學(xué)校開會(huì)，學(xué)生發(fā)言，學校通過了新規(guī)則，會(huì)後發(fā)了通報(bào)。"
    ),
    "simplified, each time": (
        "学(xué)校今天开会(huì)，学(xué)生代表发(fā)言，会(huì)上发(fā)了新规(guī)定。区(qū)里的业(yè)务部门来(lái)人，"
        "对(duì)学(xué)校的规(guī)划表示同意，"
        "说这个(gè)规(guī)划对(duì)区(qū)里的学(xué)生有利，全区(qū)都应当学(xué)习。"
        "现(xiàn)在这所学(xué)校已有三百名学(xué)生，"
        "老师说今后对(duì)来(lái)访的人都要登记，个(gè)人的发(fā)票也要保存。"
    ),
}
AUTHORS = {
    "one place name": "列车从珲（hún）春站开出，两个小时后到达终点，会上会下都在谈这条路。",
    "place names, several": (
        "从洪洞（tóng）到临汾，再到隰（xí）县、汾阳，沿途还有解（xiè）州和井陉（xíng），一路都是山。"
    ),
    "hard words of a glossary": (
        "他嗜好饕(tāo)餮(tiè)之宴，性情乖戾(lì)，常令同席者尴(gān)尬(gà)不已，最后踽(jǔ)踽独行。"
    ),
    "hard traditional words": (
        "皮膚皸裂(liè)、眾人譁(huá)然、牙齒齲(qǔ)壞、心生覬(jì)覦(yú)，這些詞孩子們常常讀錯，老師又講了一遍。"
    ),
    "poem for children, every character": (
        "春(chūn)风(fēng)吹(chuī)，花(huā)儿(ér)开(kāi)，小(xiǎo)鸟(niǎo)飞(fēi)回(huí)来(lái)。"
    ),
    "traditional poem, every character": (
        "學(xué)校(xiào)開(kāi)會(huì)，同(tóng)學(xué)都(dōu)來(lái)，大(dà)家(jiā)歡(huān)喜(xǐ)。"
    ),
    "new words of a lesson, once each": (
        "今天学写国(guó)、学(xué)、会(huì)、来(lái)、时(shí)五个字。国字先写外框，学字上面三点，会字是人字头，"
        "来字一横要长，时字左边是日。大家回国、上学、开会、回来、按时，天天都用到国、学、会、来、时。"
    ),
    "vocabulary": "生詞表：國(guó)家、學(xué)校、開會(huì)、回來(lái)、發(fā)現、幾個(gè)，每個抄寫三遍，明天聽寫。",
    "readings of one character": "「長」有兩個讀音，長(zhǎng)大、長(cháng)短，你會讀嗎？會寫嗎？這個長字學生常錯。",
    "several words in one parenthesis": (
        "地名有乌鲁木齐(wū lǔ mù qí)、呼和浩特(hū hé hào tè)、齐齐哈尔(qí qí hā ěr)、哈尔滨(hā ěr bīn)。"
    ),
    "letters that are no pinyin": "學(OK)會(sine)國(Kg)業(abc)發(é)動(xyz)，這些都不是注音。",
    "no Han characters": "Il a dit (là), elle (né), ils (dès) et (où) encore.",
    "empty": "",
}


def is_noise(text: str) -> bool:
    return noisy(text, notes(text))


@pytest.mark.parametrize("letters", ["yè", "huì", "zhuāng", "ér", "ǎ", "nǚ", "lüè", "ō", "xué", "qǐng"])
def test_syllables(letters: str) -> None:
    assert is_syllable(letters)


@pytest.mark.parametrize(
    "letters", ["", "ye", "yèè", "yéè", "bǘ", "xyz", "hùì", "tràn", "wū lǔ", "là-bas", "dès", "ñā", "Yè"]
)
def test_no_syllables(letters: str) -> None:
    assert not is_syllable(letters)


def test_table_of_syllables() -> None:
    assert len(SYLLABLES) == 412
    assert set(NEUTRAL.values()) <= SYLLABLES


def test_a_note_has_its_character_and_place() -> None:
    text = "首頁(yè)和會（huì）"
    assert notes(text) == [Note("頁", "yè", 2, 6), Note("會", "huì", 8, 13)]
    assert [text[note.start : note.end] for note in notes(text)] == ["(yè)", "（huì）"]


def test_a_second_note_belongs_to_the_same_character() -> None:
    assert [note.char for note in notes("長(zhǎng)(cháng)")] == ["長", "長"]


def test_untoned_syllables_are_notes_only_of_neutral_characters() -> None:
    assert [note.syllable for note in notes("我們(men)的(de)方案(an)，頁(yè)")] == ["men", "de", "yè"]


def test_untoned_syllables_alone_are_no_notes() -> None:
    assert notes("我們(men)的(de)方案(a)和(b)") == []


@pytest.mark.parametrize("text", NOISY.values(), ids=NOISY)
def test_noise(text: str) -> None:
    assert is_noise(text)
    assert notes(strip(text)) == []


@pytest.mark.parametrize("text", AUTHORS.values(), ids=AUTHORS)
def test_authors_notes(text: str) -> None:
    assert not is_noise(text)


def test_strip_leaves_other_parentheses() -> None:
    assert (
        strip("資料上萬(wàn)份(冊(cè))，鄉(xiāng)村(社區(qū))18個(gè)(含2021年)")
        == "資料上萬份(冊)，鄉村(社區)18個(含2021年)"
    )


def test_strip_keeps_a_rare_character_s_note_in_the_other_width() -> None:
    page = NOISY["traditional, everyday characters"] * 3 + "琿（hún）春的學(xué)生也來(lái)了。"
    assert is_noise(page)
    assert strip(page).endswith("琿（hún）春的學生也來了。")


def test_strip_takes_a_rare_character_s_note_in_the_same_width() -> None:
    assert strip("琿(hún)春的學(xué)生") == "琿春的學生"


def test_strip_takes_an_everyday_character_s_note_in_the_other_width() -> None:
    page = NOISY["traditional, everyday characters"] * 3 + "國（guó）"
    assert strip(page).endswith("國")


@given(st.lists(st.sampled_from([*"學會國a()（）", "(xué)", "（huì）", "(guó)", "(men)", "們", "\n"])).map("".join))
def test_strip_takes_only_notes_and_all_at_once(text: str) -> None:
    once = strip(text)
    assert strip(once) == once
    assert once.count("\n") == text.count("\n")
    assert [char for char in once if char in "學會國們"] == [char for char in text if char in "學會國們"]


@pytest.mark.parametrize("part", ["(", "（", "學(", "學(xué", "(xué)", "學(xué)", "ā", "(zhuāng"])
def test_time_is_linear(part: str) -> None:
    start = time.process_time()
    is_noise(part * 20_000)
    assert time.process_time() - start < 2
