import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.copies.fingerprint import (
    _FACTORS as FACTORS,
)
from crawler.copies.fingerprint import (
    NUMBER,
    SHINGLE,
    SKETCH_SIZE,
    Fingerprint,
    content_hash,
    encode,
    fingerprint,
    normalise,
    shingle_hashes,
    sketch,
    tokens,
)

NEWS = (
    "云溪市图书馆今天上午重新开放，三楼新设了少儿阅览室。馆长陆晓芸介绍，改造历时14个月，共投入860万元，"
    "新增座位320个。读者凭身份证即可入馆，周一闭馆。开放首日，前来借书的市民排起了长队，志愿者在门口分发了导览图。"
)
NEWS_TRADITIONAL = (
    "雲溪市圖書館今天上午重新開放，三樓新設了少兒閱覽室。館長陸曉芸介紹，改造歷時14個月，共投入860萬元，"
    "新增座位320個。讀者憑身份證即可入館，週一閉館。開放首日，前來借書的市民排起了長隊，志願者在門口分發了導覽圖。"
)
NEWS_NOTED = NEWS_TRADITIONAL.replace("圖", "圖（tú）").replace("開", "開(kāi)").replace("，", ",").replace("。", ".")

HAN = st.sampled_from("山水人家学校国际开发东风飞云书车马鸟鱼头")
WORDS = st.sampled_from(["Library", "opens", "2024", "도서관", "재개관", "كۈتۈپخانا", "ئېچىلدى", "དཔེ་མཛོད", "3D"])
PIECES = st.lists(st.one_of(HAN, WORDS), max_size=60)
GAPS = st.sampled_from(["", " ", "　", "，", "。", "\n", "——", "…", "\u200b", "\ufeff", "&nbsp;", "“", "！"])
TO_TRADITIONAL = str.maketrans("学国际开发东风飞云书车马鸟鱼头", "學國際開發東風飛雲書車馬鳥魚頭")


def joined(pieces: list[str]) -> str:
    return " ".join(pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云溪市，三楼", ["云", "溪", "市", "三", "楼"]),
        ("雲溪市圖書館", ["云", "溪", "市", "图", "书", "馆"]),
        ("瞭解著名台灣檯燈", ["了", "解", "着", "名", "台", "湾", "台", "灯"]),
        ("發（fā）展、國(guó)家", ["发", "展", "国", "家"]),
        ("總產值(GDP)增5.2％", ["总", "产", "值", "增", "5", "2"]),
        ("Open (new) hall", ["open", "new", "hall"]),
        ("２０２３年０７月", ["2023", "年", "07", "月"]),
        ("&ldquo;雨&rdquo;&nbsp;&amp; snow", ["雨", "snow"]),
        ("co\u00adoperation soon\u200b", ["cooperation", "soon"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("cafe\u0301 café", ["café", "café"]),
        ("도서관이 다시 열렸다.", ["도서관이", "다시", "열렸다"]),
        ("كۈتۈپخانا قايتا ئېچىلدى، 14-ئاي", ["كۈتۈپخانا", "قايتا", "ئېچىلدى", "14", "ئاي"]),
        ("དཔེ་མཛོད་ཁང་སྒོ་ཕྱེས། ༡༤", ["དཔེ", "མཛོད", "ཁང", "སྒོ", "ཕྱེས", "14"]),
        ("ᠨᠣᠮ ᠤᠨ\u180e ᠰᠠᠩ", ["ᠨᠣᠮ", "ᠤᠨ", "ᠰᠠᠩ"]),
        ("としょかん開く", ["と", "し", "ょ", "か", "ん", "开", "く"]),
        ("ห้อง", list("ห้อง")),
        ("①②", ["12"]),
        ("snake_case", ["snake", "case"]),
        ("。，！ \n", []),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("雲溪市　圖書館！", "云溪市图书馆"),
        ("The Library, re-opened", "the library re opened"),
        ("第3D馆 opens今天", "第3d馆opens今天"),
        ("도서관이, 다시", "도서관이 다시"),
        ("", ""),
    ],
)
def test_normalise_keeps_a_blank_between_words_only(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(PIECES, st.lists(GAPS, min_size=1, max_size=4))
def test_normalise_is_idempotent_and_keeps_the_tokens(pieces: list[str], gaps: list[str]) -> None:
    text = "".join(piece + " " + gaps[place % len(gaps)] for place, piece in enumerate(pieces))
    assert normalise(normalise(text)) == normalise(text)
    assert tokens(normalise(text)) == tokens(text)


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_any_text_can_be_fingerprinted(text: str) -> None:
    assert len(encode(text)) == len(tokens(text))
    assert len(fingerprint(text, text).sketch) <= SKETCH_SIZE


@given(PIECES, st.lists(GAPS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_hash_does_not_see_punctuation_blanks_width_case_or_script(
    pieces: list[str], gaps: list[str], rng: random.Random
) -> None:
    noisy = []
    for place, piece in enumerate(pieces):
        if rng.random() < 0.3:
            piece = piece.translate(TO_TRADITIONAL)
        if rng.random() < 0.3:
            piece = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in piece)
        if rng.random() < 0.3:
            piece = piece.upper()
        noisy.append(piece + " " + gaps[place % len(gaps)])
    assert content_hash(encode("".join(noisy))) == content_hash(encode(joined(pieces)))


def test_script_and_pinyin_notes_make_no_difference() -> None:
    plain = fingerprint("图书馆开放", NEWS)
    for other in (NEWS_TRADITIONAL, NEWS_NOTED, NEWS.replace("，", "， ").replace("3", "３")):
        assert fingerprint("圖書館（guǎn）開放", other) == plain


def test_the_hash_sees_a_changed_number_and_a_changed_order() -> None:
    hashes = {content_hash(encode(text)) for text in (NEWS, NEWS.replace("320", "321"), NEWS[::-1], NEWS + "完")}
    assert len(hashes) == 4


def test_words_are_not_run_together() -> None:
    assert content_hash(encode("new hall")) != content_hash(encode("newhall"))
    assert content_hash(encode("1 2")) != content_hash(encode("12"))


def test_codes_tell_numbers_apart_and_read_them_alike() -> None:
    day, word, han = encode("07"), encode("hall"), encode("馆")
    assert day == encode("7") == encode("７") == encode("༧")
    assert day[0] >= NUMBER > word[0]
    assert han[0] < NUMBER
    assert encode("3D")[0] >= NUMBER
    assert encode("0") == encode("00")


def test_codes_hashes_and_sketches_do_not_change_between_versions() -> None:
    """They are stored: whoever changes one of these values makes every file need ``citydesk doctor --mend``."""
    story = fingerprint("图书馆开放", NEWS)
    assert encode("云 hall 14") == (1216889998, 462399551, 2788221432)
    assert story.content_hash == "84b764390efd1a4f"
    assert story.sketch[:3] == (1213385223, 1304162832, 1731368461)
    assert shingle_hashes(encode("hall"))[0] == 17261856935429307392


def test_a_fresh_process_with_another_hash_seed_agrees() -> None:
    script = f"from crawler.copies.fingerprint import fingerprint; print(fingerprint('', {NEWS!r}).sketch)"
    root = Path(__file__).parents[2]
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=root, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        assert done.stdout.decode().strip() == str(fingerprint("", NEWS).sketch)


def slow_hash(codes: list[int], place: int) -> int:
    """The same number, one shingle at a time."""
    total = sum(code * factor for code, factor in zip(codes[place : place + SHINGLE], FACTORS, strict=True))
    return int.from_bytes(total.to_bytes(8, "little"), "big")


@given(st.lists(st.integers(0, 2**32 - 1), min_size=SHINGLE, max_size=40))
def test_shingle_hashes_are_those_of_one_shingle_at_a_time(codes: list[int]) -> None:
    assert list(shingle_hashes(codes)) == [slow_hash(codes, place) for place in range(len(codes) - SHINGLE + 1)]


def test_short_texts_have_one_shingle_and_empty_ones_none() -> None:
    assert len(shingle_hashes(encode("停水"))) == 1
    assert len(shingle_hashes(encode("停水通知明天"))) == 1
    assert len(shingle_hashes(encode("停水通知明天起"))) == 2
    assert shingle_hashes(()) == ()
    assert sketch(()) == ()
    assert fingerprint("", "").sketch == ()


def test_a_sketch_is_the_lowest_ranks_whatever_the_length() -> None:
    rng = random.Random(7)
    for length in (10, 29, 30, 100, 5000):
        codes = [rng.getrandbits(32) for _ in range(length)]
        lowest = sorted(set(shingle_hashes(codes)))[:SKETCH_SIZE]
        assert sketch(codes) == tuple(value & 0x7FFFFFFF for value in lowest)


def test_a_sketch_of_one_line_repeated_is_that_of_the_line() -> None:
    line = [encode(sign)[0] for sign in "请扫描二维码下载客户端"]
    assert set(sketch(line)) <= set(sketch(line * 200))
    assert len(sketch(line * 200)) == len(line)


def test_ids_fit_four_bytes_of_sqlite_and_are_spread_out() -> None:
    rng = random.Random(11)
    ids = [value for _ in range(200) for value in sketch([rng.getrandbits(32) for _ in range(2000)])]
    assert all(0 <= value < 2**31 for value in ids)
    assert len(set(ids)) == len(ids)
    assert 0.4 < sum(value < 2**30 for value in ids) / len(ids) < 0.6


def test_a_part_shares_its_share_of_the_sketch() -> None:
    rng = random.Random(3)
    whole = [rng.getrandbits(32) for _ in range(600)]
    shared = [len(set(sketch(whole)) & set(sketch(whole[:cut]))) for cut in (600, 300, 60)]
    assert shared[0] == SKETCH_SIZE
    assert shared[0] > shared[1] > shared[2] >= 0
    assert not set(sketch(whole)) & set(sketch([rng.getrandbits(32) for _ in range(600)]))


def test_masked_shingles_do_not_see_which_number_it_is() -> None:
    first, second = fingerprint("", NEWS), fingerprint("", NEWS.replace("320", "455").replace("14", "9"))
    assert first.masked_shingles == second.masked_shingles
    assert first.shingles != second.shingles


def test_a_fingerprint_is_a_value() -> None:
    story = fingerprint("图书馆开放", NEWS)
    assert story == Fingerprint(story.title, story.codes, story.content_hash, story.sketch)
    assert story.shingles == frozenset(story.hashes)
    assert hash(story) == hash(fingerprint("圖書館開放", NEWS_NOTED))
