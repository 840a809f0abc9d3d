"""The language of a text: by script, by words, and by the page's word only where it can be true."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import language
from crawler.reading.language import detect, script_of
from tests.crawler.pages import STORIES

SENTENCES = {
    "it": "Il mulino della valle è stato riaperto, e gli abitanti sono tornati a comprare la farina nel mercato, anche per il pane.",
    "pt": "A ponte foi reaberta no domingo, e os moradores não precisam de esperar uma hora para ir ao outro lado do rio com os filhos.",
    "nl": "Het veer vaart weer van de oude steiger, en de kinderen hoeven niet een uur te lopen voor school, zegt de schipper die ook kok is.",
    "sv": "Färjan går igen och det är inte dyrt att åka, säger kaptenen som har väntat på den här dagen för att få köra av ön.",
    "da": "Broen er åben igen efter ti år, og det er ikke dyrt at køre over, siger købmanden, som også har fået flere kunder til butikken.",
    "no": "Bygda har fått ferja tilbake, og det ble ikke dyrt å reise, sier skipperen som har ventet på dagen etter ti år på land.",
    "fi": "Lautta kulkee taas ja liput ovat halpoja, mutta kesällä on ruuhkaa, sanoi kapteeni, kun hän oli saanut myös uuden koneen.",
    "pl": "Prom wrócił do portu i nie jest drogi, a dzieci na drugim brzegu cieszą się, że do szkoły jest z przystani blisko oraz bezpiecznie.",
    "tr": "Eski vapur bir kış daha kızakta kaldı ve bu yaz için yeni motoru ile çok daha hızlı olan gemi yeniden suya indi.",
    "id": "Perahu yang lama itu sudah diperbaiki dan dipakai untuk sekolah dengan bantuan dari warga, tidak ada biaya pada tahun ini.",
    "cs": "Přívoz se vrátil na řeku a je levný, říká převozník, které se podle něj však lidé také báli, že už bylo pozdě.",
    "uk": "У селі відкрили міст, на який чекали сорок років, та його будівники не зупинялися від весни до осені, як і обіцяли, що в строк.",
    "el": "Το παλιό καράβι γύρισε στο λιμάνι ύστερα από δέκα χρόνια.",
    "ar": "عادت العبارة القديمة إلى الميناء بعد عشر سنوات، وقال القبطان إن الرحلة ستكون مجانية للأطفال.",
    "he": "המעבורת הישנה חזרה לנמל אחרי עשר שנים והילדים נוסעים בחינם.",
    "th": "เรือข้ามฟากลำเก่ากลับมาให้บริการอีกครั้งหลังจากหยุดไปสิบปี",
    "hi": "पुरानी नाव दस साल बाद फिर से नदी में उतरी और बच्चों के लिए यात्रा मुफ़्त है।",
    "bo": "གྲོང་གསེབ་ཀྱི་སློབ་གྲྭ་ཆུང་ཆུང་ཞིག་སླར་ཡང་སྒོ་ཕྱེ་བ་རེད།",
    "ug": "كونا كۆۋرۈك ئون يىلدىن كېيىن قايتا ئېچىلدى، بالىلار ئەمدى مەكتەپكە تېز بارالايدۇ.",
    "fa": "کشتی کهنه پس از ده سال به بندر بازگشت و بچه‌ها پول نمی‌دهند، ناخدا گفت چراغ‌ها هم تازه است.",
}
ALL = {**{language: story.body for language, story in STORIES.items()}, **SENTENCES}


@pytest.mark.parametrize(("language", "text"), ALL.items(), ids=ALL)
def test_a_text_tells_its_language(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(("language", "text"), ALL.items(), ids=ALL)
def test_a_true_declaration_changes_nothing(language: str, text: str) -> None:
    assert detect(text, language) == language
    assert detect(text, language.partition("-")[0].upper() + "_XX") == language


@pytest.mark.parametrize("declared", ["en", "de-DE", "ja", "zh-CN", "ko_KR", "x", "", "-", "中文", "zh-Hant"])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko", "ar", "el"])
def test_a_script_cannot_be_argued_away(language: str, declared: str) -> None:
    assert detect(ALL[language], declared) == language


@pytest.mark.parametrize(
    ("script", "declared", "language"),
    [("hi", "ne", "ne"), ("hi", "mr-IN", "mr"), ("fa", "ur", "ur"), ("ar", "ps", "ps"), ("ug", "ckb", "ckb"),
     ("fa", "ar", "fa"), ("hi", "ur", "hi"), ("ar", "he", "ar")],
)  # fmt: skip
def test_of_languages_in_one_script_the_declared_one_is_meant(script: str, declared: str, language: str) -> None:
    assert detect(ALL[script], declared) == language


@pytest.mark.parametrize(
    ("language", "declared"), [("en", "de"), ("de", "en-US"), ("ru", "en"), ("vi", "fr"), ("pl", "en-GB"), ("fi", "sv")]
)
def test_a_template_of_another_language_is_not_believed(language: str, declared: str) -> None:
    assert detect(ALL[language], declared) == language


@pytest.mark.parametrize("declared", ["zh-CN", "ja", "ko", "ar", "el", "ka"])
@pytest.mark.parametrize("language", ["en", "de", "ru", "vi", "tr", "uk"])
def test_a_declaration_of_another_script_is_not_believed(language: str, declared: str) -> None:
    assert detect(ALL[language], declared) == language


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("Hammerfest, Tromsø", "zh", ""),
        ("Hammerfest, Tromsø", "ru", ""),
        ("Заречье", "en", ""),
        ("Заречье", "mk", "mk"),
        ("Hódmezővásárhely", "hu", "hu"),
        ("Нови Сад", "sr", "sr"),
        ("Novi Sad", "sr", "sr"),
        ("თბილისი", "ka", "ka"),
        ("თბილისი", "en", ""),
    ],
)
def test_a_declaration_decides_between_languages_of_one_script(text: str, declared: str, expected: str) -> None:
    assert detect(text, declared) == expected


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [("Hammerfest, Tromsø", "no", "no"), ("Hammerfest, Tromsø", "da-DK", "da"), ("Kaputt", "", "")],
)
def test_a_text_without_common_words_is_what_the_page_says(text: str, declared: str, expected: str) -> None:
    assert detect(text, declared) == expected


@pytest.mark.parametrize("text", ["", " ", "2023-09-04 08:30", "……！？", "20 °C", "🎈🎈"])
def test_no_words_no_language(text: str) -> None:
    assert detect(text) == ""


@pytest.mark.parametrize("text", ["", " ", "2023-09-04 08:30", "……！？", "🎈🎈"])
def test_what_the_page_says_is_not_asked_without_letters(text: str) -> None:
    assert detect(text, "de") == ""


def test_kana_in_a_text_of_han_is_japanese_and_one_name_in_kana_is_not() -> None:
    assert detect("市営地下鉄の工事が来月から始まる。市民への説明会も開かれる。") == "ja"
    assert detect(STORIES["zh-Hans"].body + "他带来的点心叫もち。") == "zh-Hans"


def test_latin_names_in_a_chinese_text() -> None:
    assert detect("本报讯 Alder Bay 渡轮公司昨天宣布，停航十年的老渡轮重新下水，票价两英镑。") == "zh-Hans"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公园", "zh-Hans"),
        ("這個國家", "zh-Hant"),
        ("这个国家", "zh-Hans"),
        ("會議進行時", "zh-Hant"),
        ("山水人口", "zh-Hans"),
        ("", "zh-Hans"),
    ],
)
def test_scripts_of_chinese(text: str, expected: str) -> None:
    assert script_of(text) == expected


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko"])
def test_a_title_is_enough_where_the_script_tells(language: str) -> None:
    assert detect(STORIES[language].title) == language


@given(st.text(max_size=200), st.text(max_size=8))
@settings(max_examples=100, deadline=None)
def test_any_text_has_a_tag_or_none(text: str, declared: str) -> None:
    assert len(detect(text, declared)) in (0, 2, 7)


@pytest.mark.parametrize("name", [name for name, _, _ in language._SCRIPTS])
def test_one_search_tells_whether_any_script_is_there(name: str) -> None:
    pattern = next(pattern for found, pattern, _ in language._SCRIPTS if found == name)
    for character in filter(pattern.match, map(chr, range(0x370, 0xD7B0))):
        assert language._SCRIPTED.search(f"words {character}"), character
    assert not language._SCRIPTED.search("Größe café naïve Привет ășț")
