"""What a portal repeats goes, and article text that happens to repeat stays."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import repeats as module
from crawler.reading.linekeys import PlacedLine, line_key, placed_lines, title_words
from crawler.reading.reading import Reading, read_page
from crawler.reading.repeats import FEWEST, KEPT, Repeated, Repeats
from tests.crawler.pages import Story, body_of, lines_of, paragraphs, portal_page
from tests.crawler.store_kit import text

#: Invented lines that no rule knows.
NOTICE = "老街茶社的每一盏灯都为晚归的人亮着，欢迎街坊们常来坐坐。"
PROMPT = "往左边看看吧"
VITA = "作者住在码头边的小楼里，写渔船、写潮水，也写走了又回来的人。"
OTHER_VITA = "作者在山里教过八年书，如今给报纸写专栏，养着两只猫。"
STANDARD = "事情的经过还在进一步了解当中，本报将继续关注。"


def title(seed: object) -> str:
    return text(f"title {seed}", 1)[:16]


def news(seed: object, *, name: str = "", head: str = "", middle: str = "", end: str = "", after: str = "") -> Reading:
    """A page with four paragraphs of its own; the other parts are markup."""
    own = text(seed).split("\n")
    content = head + paragraphs(*own[:2]) + middle + paragraphs(*own[2:]) + end
    return read_page(portal_page(Story(name or title(seed), ()), content=content, after=after))


def learnt(*readings: Reading) -> Repeats:
    known = Repeats()
    for reading in readings:
        known.add(*reading.lesson())
    return known


def judged(reading: Reading, known: Repeats) -> dict[str, str]:
    """The rules of the lines that were removed, by text, with what the portal has taught."""
    reading.retrim(known)
    return {line.text: line.rule for line in reading.trimmer.ledger() if line.verdict == "removed"}


def p(line: str, kind: str = "") -> str:
    return f'<p class="{kind}">{line}</p>' if kind else f"<p>{line}</p>"


# What goes


@pytest.mark.parametrize("where", ["head", "end"])
def test_a_line_at_an_end_goes_from_the_third_page_on(where: str) -> None:
    pages = [news(seed, **{where: p(NOTICE)}) for seed in range(3)]
    assert all(NOTICE in body_of(page) for page in pages)  # no rule knows it
    assert NOTICE not in judged(pages[0], learnt(*pages[:2]))
    for seed, page in enumerate(pages):
        assert judged(page, learnt(*pages))[NOTICE] == "repeated (3 of 3 pages)"
        assert "\n".join(body_of(page)) == text(seed)


def test_a_new_page_profits_from_the_earlier_ones() -> None:
    known = learnt(*(news(seed, end=p(NOTICE)) for seed in range(5)))
    page = news("new", end=p(NOTICE))
    assert judged(page, known)[NOTICE] == "repeated (5 of 5 pages)"
    assert known.pages == 5  # reading alone does not teach


def test_several_lines_are_peeled_off_both_ends() -> None:
    parts = {"head": p(NOTICE) + p(PROMPT), "end": p(VITA) + p(STANDARD)}
    pages = [news(seed, **parts) for seed in range(3)]
    assert set(judged(pages[0], learnt(*pages))) >= {NOTICE, PROMPT, VITA, STANDARD}
    assert "\n".join(body_of(pages[0])) == text(0)


def test_counters_and_width_make_no_other_line() -> None:
    pages = [news(seed, end=p(f"茶社已经为 {seed * 37} 位街坊留了座位，ＯＰＥＮ到深夜！")) for seed in range(3)]
    judged(pages[2], learnt(*pages))
    assert "\n".join(body_of(pages[2])) == text(2)


def test_a_rare_line_goes_where_only_the_template_stands() -> None:
    box = '<div class="vita"><p>{}</p></div>'
    plain = [news(seed) for seed in range(10)]
    signed = [news(f"signed {seed}", end=box.format(VITA)) for seed in range(3)]
    known = learnt(*plain, *signed)
    assert judged(signed[0], known)[VITA] == "repeated (3 of 13 pages)"


def test_where_the_template_stands_two_pages_are_enough() -> None:
    box = '<div class="vita"><p>{}</p></div>'
    pages = [news(seed, end=box.format(VITA if seed < 3 else OTHER_VITA)) for seed in range(5)]
    assert judged(pages[4], learnt(*pages))[OTHER_VITA] == "repeated (2 of 5 pages)"
    once = news("once", end=box.format("作者第一次写稿，平时在渔港开一家修船的铺子。"))
    assert len(body_of(once)) == 5
    judged(once, learnt(*pages, once))
    assert len(body_of(once)) == 5


def test_a_short_line_between_paragraphs_goes_when_its_place_is_the_template_s() -> None:
    pages = [news(seed, middle=p(PROMPT, "prompt")) for seed in range(3)]
    assert judged(pages[0], learnt(*pages))[PROMPT] == "repeated (3 of 3 pages)"


# What stays


def test_a_line_between_paragraphs_stays_where_text_stands_too() -> None:
    pages = [news(seed, middle=p(PROMPT)) for seed in range(5)]
    assert PROMPT not in judged(pages[0], learnt(*pages))


def test_a_paragraph_between_paragraphs_stays() -> None:
    long = NOTICE * 3
    pages = [news(seed, middle=p(long, "boxed")) for seed in range(5)]
    assert long not in judged(pages[0], learnt(*pages))


@pytest.mark.parametrize("mark", ["<h3>优点</h3>", "<p class=sub><strong>优点</strong></p>"])
def test_subheads_that_every_review_has_stay(mark: str) -> None:
    pages = [news(seed, middle=mark) for seed in range(5)]
    assert "优点" not in judged(pages[0], learnt(*pages))


def test_a_dateline_is_no_line() -> None:
    pages = [
        read_page(portal_page(Story(title(n), ()), content=p(f"本报南湾九月三日电 {text(n, 2)}"))) for n in range(5)
    ]
    before = [body_of(page) for page in pages]
    known = learnt(*pages)
    for page, body in zip(pages, before, strict=True):
        judged(page, known)
        assert body_of(page) == body


def test_the_standard_last_sentence_of_some_reports_stays() -> None:
    """Three of ten reports end with it, at the place where all text stands."""
    pages = [news(seed, end=p(STANDARD) if seed < 3 else "") for seed in range(10)]
    assert STANDARD not in judged(pages[0], learnt(*pages))


@pytest.mark.parametrize(
    "names",
    [
        ("南湾天气预报：明天多云", "南湾天气预报：后天有雨", "南湾天气预报：周末放晴", "南湾天气预报：大风降温"),
        (
            "Weather report for Monday, 4 March",
            "Weather report, 5 March",
            "6 March: weather report",
            "Weather report 7",
        ),
        ("春耕一线：老何的新犁", "春耕一线｜三百亩秧田", "走进春耕一线", "春耕一线看水渠"),
    ],
)
def test_the_fixed_sentences_of_a_series_stay(names: tuple[str, ...]) -> None:
    pages = [news(seed, name=name, head=p(NOTICE), end=p(STANDARD)) for seed, name in enumerate(names)]
    assert not {NOTICE, STANDARD} & set(judged(pages[0], learnt(*pages)))


def test_a_series_does_not_protect_what_other_pages_have_too() -> None:
    names = [f"南湾天气预报：第{n}号" for n in "一二三"]
    series = [news(seed, name=name, end=p(NOTICE)) for seed, name in enumerate(names)]
    others = [news(f"other {seed}", end=p(NOTICE)) for seed in range(3)]
    assert NOTICE in judged(series[0], learnt(*series, *others))


def test_the_same_article_under_other_addresses_teaches_once() -> None:
    pages = [news("same") for _ in range(4)]
    known = learnt(*pages, news("same", name="换了一个标题的同一篇文章"))
    assert known.pages == 1
    judged(pages[0], known)
    assert "\n".join(body_of(pages[0])) == text("same")


def test_a_page_of_which_all_is_known_keeps_its_text() -> None:
    """Three articles with other titles and one paragraph of their own each share the rest with a fourth."""
    shared = text("shared").split("\n")
    pages = [
        read_page(portal_page(Story(title(n), ()), content=paragraphs(*shared, *text(n, 2).split("\n"))))
        for n in range(3)
    ]
    known = learnt(*pages)
    fourth = read_page(portal_page(Story(title("fourth"), ()), content=paragraphs(*shared)))
    judged(fourth, known)
    assert body_of(fourth) == shared


def test_order_does_not_matter() -> None:
    pages = [news(seed, end=p(NOTICE), middle=p(PROMPT, "prompt")) for seed in range(8)]
    rows = sorted(learnt(*pages).to_rows())
    for seed in range(3):
        random.Random(seed).shuffle(pages)
        assert sorted(learnt(*pages).to_rows()) == rows


# The memory


def line(number: int, place: int = 9, width: float = 50.0) -> PlacedLine:
    return PlacedLine(number, place, width)


def test_pages_without_lines_teach_nothing() -> None:
    known = Repeats()
    assert not known.add("一个标题", [])
    assert known.pages == 0
    assert known.verdict(line(1)) is None


def test_rows_bring_everything_back() -> None:
    known = learnt(*(news(seed, end='<div class="vita"><p>' + VITA + "</p></div>") for seed in range(4)))
    again = Repeats.from_rows(known.to_rows())
    assert again.to_rows() == known.to_rows()
    page = news("new", end='<div class="vita"><p>' + VITA + "</p></div>")
    assert VITA in judged(page, again)
    assert again.add(*news(99).lesson()) is known.add(*news(99).lesson()) is True
    assert again.to_rows() == known.to_rows()


def test_nothing_known_is_one_row() -> None:
    assert Repeats().to_rows() == [(0, 0, 0, 0, "")]
    assert Repeats.from_rows([]).pages == 0


def test_memory_is_bounded_and_a_new_design_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 40)
    known = Repeats()
    for number in range(200):
        notice = line(1 if number < 100 else 2)
        assert known.add(f"标题{chr(0x4E00 + number)}", [notice, *(line(1000 + 5 * number + n) for n in range(5))])
    assert 20 <= known.pages < 40
    assert len(known.to_rows()) < 40 * 8
    assert known.verdict(line(2)) is not None
    assert known.verdict(line(1)) is None
    assert KEPT == 400


def test_places_of_text_stay_places_of_text_when_counts_are_halved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 40)
    known = Repeats()
    for number in range(40):
        rare = [line(7)] if number < 12 else []
        known.add(f"标题{chr(0x4E00 + number)}", [*rare, *(line(1000 + 5 * number + n) for n in range(5))])
    assert known.verdict(line(7)) is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), st.lists(st.integers(1, 9), max_size=6)), max_size=12))
def test_counts_agree_with_the_rows_after_any_pages(pages: list[tuple[str, list[int]]]) -> None:
    known = Repeats()
    for name, numbers in pages:
        known.add(name, [line(number, place=number % 3 + 1) for number in numbers])
    again = Repeats.from_rows(known.to_rows())
    for number in range(1, 10):
        verdict = known.verdict(line(number, place=number % 3 + 1))
        assert verdict == again.verdict(line(number, place=number % 3 + 1))
        assert verdict is None or FEWEST - 1 <= verdict.pages <= verdict.of == known.pages


def test_rule_names_the_pages() -> None:
    assert Repeated(12, 80, False).rule == "repeated (12 of 80 pages)"


# Keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("热线 1234", "热线：5678"),
        ("ＡＢＣ茶社", "abc 茶社"),
        ("【 老街茶社 】", "老街茶社"),
        ("第3页/共12页", "第 7 页 / 共 9 页"),
    ],
)
def test_keys_of_the_same_line(one: str, other: str) -> None:
    assert line_key(one) == line_key(other) != 0


@pytest.mark.parametrize("empty", ["", "1.", "***", "2024-01-01", "→", "第1"])
def test_lines_that_say_nothing_have_no_key(empty: str) -> None:
    assert line_key(empty) == 0


def test_keys_are_the_same_in_every_process() -> None:
    assert line_key("老街茶社") == 6556062804996527588
    assert -(2**63) <= line_key("另外一行字") < 2**63


def test_title_words() -> None:
    assert title_words("Weather for 12 March") == {"weather", "march", "0"}
    assert title_words("天气预报") == {"天气预", "气预报"}
    assert title_words("날씨 예보 하루") == {"날씨", "예보", "하루"}
    assert title_words("") == frozenset()


def test_places_are_tags_and_classes_of_three_blocks() -> None:
    def places(markup: str) -> list[int]:
        page = lines_of(markup)
        return [placed.place for placed in placed_lines(page, range(len(page.lines))).values()]

    one = places("<div class='post-12 wide'><div><p>甲乙丙</p></div></div>")
    assert one == places("<div class='post-3481'><div><p>丁戊己</p></div></div>")
    assert one != places("<div class='side-12'><div><p>甲乙丙</p></div></div>")
    assert one != places("<div class='post-12'><div><p class=x>甲乙丙</p></div></div>")
    assert places("<div id=zoom><p>甲乙丙</p></div>") != places("<div id=foot><p>甲乙丙</p></div>")


def _taught(names: str, line: int = 5) -> Repeats:
    known = Repeats()
    for name in names:
        known.add(f"{name}报", [PlacedLine(line, 6, 40.0), PlacedLine(ord(name), -(2**63), 90.0)])
    return known


def test_two_memories_add_up() -> None:
    both = _taught("甲乙").with_other(_taught("丙丁"), add=True)
    assert both.pages == 4
    assert sorted(both.to_rows()) == sorted(_taught("甲乙丙丁").to_rows())


def test_two_memories_of_the_same_pages_are_the_greater_one() -> None:
    ours, theirs = _taught("甲乙"), _taught("甲乙丙丁")
    both = ours.with_other(theirs, add=False)
    assert sorted(both.to_rows()) == sorted(theirs.to_rows())
    assert sorted(both.with_other(ours, add=False).to_rows()) == sorted(theirs.to_rows())


def test_two_large_memories_are_halved_as_one_would_be() -> None:
    names = "".join(chr(0x4E00 + number) for number in range(KEPT))
    both = _taught(names[: KEPT - 10]).with_other(_taught(names[KEPT - 10 :]), add=True)
    assert both.pages == KEPT // 2
    assert both.verdict(PlacedLine(5, 6, 40.0)) is not None
