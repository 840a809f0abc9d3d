"""The headline: the heading that the page's claims agree with, without the names of site and section."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.headline import Headline, choose_headline, likely_headline, strip_site
from crawler.reading.lines import read_lines
from crawler.reading.metadata import read_metadata
from crawler.reading.titleclaims import LONGEST, title_key
from tests.crawler.pages import NAVIGATION, STORIES, ZH, Story, page, paragraphs, read

TITLE = ZH.title
BODY = f"<div>{paragraphs(*ZH.paragraphs)}</div>"
OTHER = "东山村小学的孩子们有了自己的果园"
SITE = '<meta property="og:site_name" content="南湾信息网">'
LD = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "%s"}</script>'


def headline(body: str, title: str = "", head: str = "") -> str:
    return read(body, head, title).headline.text


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
@pytest.mark.parametrize("separator", ["_", " - ", " | ", "｜", "--", " — ", " » ", " – "])
def test_title_without_site(story: Story, separator: str) -> None:
    body = f"<ul>{NAVIGATION}</ul><h1>{story.title}</h1><div>{paragraphs(*story.paragraphs)}</div>"
    found = read(body, "", f"{story.title}{separator}南湾信息网").headline
    assert found.text == story.title


@pytest.mark.parametrize(
    "suffix", ["_南湾信息网", "_社会_新闻中心_南湾信息网", " - 社会 - 南湾信息网", "--南湾信息网", " | 南湾信息网"]
)
def test_title_without_site_when_the_page_prints_it_in_no_heading(suffix: str) -> None:
    assert headline(f'<div class="bt">{TITLE}</div>{BODY}', TITLE + suffix) == TITLE


@pytest.mark.parametrize("claimed", [f"{TITLE}_南湾信息网", f"{TITLE} - 南湾信息网", f"{TITLE} | 南湾信息网"])
def test_title_without_site_when_the_page_does_not_print_it(claimed: str) -> None:
    found = read(BODY, SITE, claimed).headline
    assert found == Headline(TITLE, -1)


@pytest.mark.parametrize(
    "title",
    [
        "老街改造完工——居民说好",
        "中国-东盟渔业论坛开幕",
        "快讯|渡口停航",
        "Alder Bay: a ferry returns - at last",
        "2:1 nach Verlängerung – Wehra siegt",
    ],
)
def test_separators_inside_a_title_do_not_cut_it(title: str) -> None:
    assert headline(f"<h1>{title}</h1>{BODY}", f"{title}_南湾信息网", SITE) == title


@pytest.mark.parametrize("tag", ["h1", "h2", "h3"])
def test_a_claimed_heading_of_any_rank_beats_the_name_of_the_site(tag: str) -> None:
    assert headline(f"<h1>南湾信息网</h1><{tag}>{TITLE}</{tag}>{BODY}", f"{TITLE}_南湾信息网") == TITLE


@pytest.mark.parametrize(
    "head",
    [f'<meta property="og:title" content="{TITLE}">', LD % TITLE, f'<meta name="ArticleTitle" content="{TITLE}">'],
)
def test_claims_decide_between_headings(head: str) -> None:
    assert headline(f"<h1>{OTHER}</h1><h1>{TITLE}</h1>{BODY}", "南湾信息网", head) == TITLE


def test_without_claims_the_heading_over_the_text() -> None:
    assert headline(f"<ul>{NAVIGATION}</ul><h1>{TITLE}</h1>{BODY}") == TITLE


@pytest.mark.parametrize(
    "block", ["<nav>{}</nav>", "<aside>{}</aside>", '<div class="related">{}</div>', "<footer>{}</footer>"]
)
def test_headings_of_side_blocks_are_not_the_headline(block: str) -> None:
    side = block.format(f"<h1>{OTHER}</h1>")
    assert headline(f"{side}<h2>{TITLE}</h2>{BODY}{side}", f"{TITLE}_南湾信息网") == TITLE


def test_headings_behind_the_text_are_not_the_headline() -> None:
    assert headline(f"<h2>{TITLE}</h2>{BODY}<h1>{OTHER}</h1>{BODY}", f"{TITLE}_南湾信息网") == TITLE


def test_a_subhead_is_not_the_headline() -> None:
    inner = f"<div><p>{ZH.paragraphs[0]}</p><h2>土壤清理花去一半费用</h2>{paragraphs(*ZH.paragraphs[1:])}</div>"
    assert headline(f"<h1>{TITLE}</h1>{inner}", f"{TITLE}_南湾信息网") == TITLE


def test_the_line_of_the_headline_is_its_place_on_the_page() -> None:
    found = read(f"<ul>{NAVIGATION}</ul><h1>{TITLE}</h1>{BODY}", "", TITLE)
    assert found.text(found.headline.line) == TITLE


def test_the_headline_is_no_paragraph() -> None:
    long = "字" * (LONGEST + 1)
    assert len(headline(f"<h1>{long}</h1><h2>{TITLE}</h2>{BODY}", f"{TITLE}_南湾信息网")) <= LONGEST


@pytest.mark.parametrize("body", ["", "<img src=1.jpg>", "<p></p>"])
def test_a_page_without_any(body: str) -> None:
    root = page(body).root
    lines, data = read_lines(root), read_metadata(root)
    assert choose_headline(lines, [""] * len(lines.blocks), data, 0, 0) == Headline("", -1)
    assert likely_headline(lines, data) == -1
    assert strip_site([], "", lines) == Headline("", -1)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("南湾：新码头 开放", "南湾:新码头开放"),
        ("ＡＢＣ１２３", "abc123"),
        ("Große Mühle!", "GROSSE MÜHLE"),
        ("“渡口”", "渡口"),
        ("甲\u3000乙", "甲乙"),
    ],
)
def test_forms_of_one_title_have_one_key(one: str, two: str) -> None:
    assert title_key(one) == title_key(two) != ""


@given(st.text())
def test_a_key_holds_the_letters_and_digits_of_the_folded_title(text: str) -> None:
    folded = unicodedata.normalize("NFKC", text).casefold()
    assert title_key(text) == "".join(filter(str.isalnum, folded))


def test_marks_alone_have_no_key() -> None:
    assert title_key("——！ “”…") == ""
    assert title_key("第1号") != title_key("第2号")


@pytest.mark.parametrize(
    ("body", "title", "expected"),
    [
        (f"<h1>南湾信息网</h1><h1>{TITLE}</h1>", f"{TITLE}_南湾信息网", TITLE),
        (f"<h2>{TITLE}</h2>", TITLE, TITLE),
        (f"<h1>{OTHER}</h1>", TITLE, ""),
        (f"<p>{TITLE}</p>", TITLE, ""),
        (f"<h1>{TITLE}</h1>", "", ""),
    ],
)
def test_the_likely_headline_is_known_before_the_box(body: str, title: str, expected: str) -> None:
    root = page(body, title=title).root
    lines = read_lines(root)
    number = likely_headline(lines, read_metadata(root))
    assert (lines.lines[number].text if number >= 0 else "") == expected


OTHER_EN, SEARCH = "A ferry returns to Alder Bay after nine winters", "Alder Bay ferry: timetable, prices, tickets"
OG = '<meta property="og:title" content="%s">'
TEXT = f"<div>{paragraphs(*STORIES['en'].paragraphs)}</div>"


@pytest.mark.parametrize(
    "crumb",
    [
        "<ol class='breadcrumb'><li><a href='/'>Home</a></li><li><h1>{}</h1></li></ol>",
        "<nav><a href='/'>Home</a><h1>{}</h1></nav>",
        "<div class='breadbar'><h1 class='seotitle'>{}</h1></div>",
    ],
)
def test_a_crumb_marked_as_heading_gives_way_to_the_claimed_heading_below(crumb: str) -> None:
    body = f"{crumb.format(SEARCH)}<header><h2>{OTHER_EN}</h2></header>{TEXT}"
    assert headline(body, f"{SEARCH} | Alder News", OG % OTHER_EN) == OTHER_EN


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (
            f"<ol class='breadcrumb'><li><h1>{SEARCH}</h1></li></ol><h2>What passengers say</h2>{TEXT}",
            "nothing claims it",
        ),
        (f"<div><h1>{SEARCH}</h1></div><h2>{OTHER_EN}</h2>{TEXT}", "the first is no crumb"),
        (
            f"<ol class='breadcrumb'><li><h1>{SEARCH}</h1></li></ol>{'<p>Fares</p>' * 9}<h2>{OTHER_EN}</h2>{TEXT}",
            "it is far",
        ),
    ],
)
def test_other_headings_below_the_headline_stay_what_they_are(body: str, why: str) -> None:
    assert headline(body, f"{SEARCH} | Alder News", OG % OTHER_EN) == SEARCH, why


def test_a_kicker_that_most_claims_know_belongs_to_the_title_with_their_mark() -> None:
    body = f"<h1><span>Harbour</span> <span>{OTHER_EN}</span></h1>{TEXT}"
    assert headline(body, f"Harbour: {OTHER_EN} | Alder News", OG % f"Harbour: {OTHER_EN}") == f"Harbour: {OTHER_EN}"


@pytest.mark.parametrize(
    "heading", ["<span>Harbour</span><span>{}</span>", "<div>Harbour</div><div>{}</div>", "Harbour<br>{}"]
)
def test_a_kicker_that_no_claim_knows_is_left_out(heading: str) -> None:
    body = f"<h1>{heading.format(OTHER_EN)}</h1>{TEXT}"
    assert headline(body, f"{OTHER_EN} | Alder News", OG % OTHER_EN) == OTHER_EN


def test_a_subtitle_in_the_heading_is_left_out_when_the_claims_do() -> None:
    body = f"<h1>{OTHER_EN}<small>Nine winters without a boat</small></h1>{TEXT}"
    assert headline(body, f"{OTHER_EN} | Alder News", OG % OTHER_EN) == OTHER_EN


def test_two_lines_of_a_chinese_title_are_joined_by_a_blank() -> None:
    one, two = "南湾延续老码头优惠政策", "预计四年为商户减负两千万元"
    assert headline(f"<h1>{one}<div>{two}</div></h1>{BODY}", f"{one}{two}_南湾信息网") == f"{one} {two}"


def test_words_in_italics_are_no_pieces() -> None:
    body = f"<h1>On <i>The Long Tide</i>’s return to the Alder stage</h1>{TEXT}"
    title = "On The Long Tide’s return to the Alder stage"
    assert headline(body, f"{title} | Alder News") == title


@pytest.mark.parametrize(
    ("printed", "claimed", "expected"),
    [
        ("Ferry boss warns of gaps in the winter timetable", "Winter timetable: ferry boss speaks of gaps", 0),
        (
            "A new roof for the mill museum at last",
            "Wehra mill 2023: tickets, opening hours, prices and the way to get there",
            0,
        ),
        ("Archive", "Winter timetable: ferry boss speaks of gaps", 1),
    ],
)
def test_the_only_heading_stands_against_a_title_that_the_page_prints_nowhere(
    printed: str, claimed: str, expected: int
) -> None:
    body = f"<h1>{printed}</h1>{TEXT}"
    assert headline(body, f"{claimed} | Alder News", OG % claimed) == (printed, claimed)[expected]


def test_two_unclaimed_headings_do_not_stand_against_a_claim() -> None:
    body = f"<h1>Alder News since 1921, daily</h1><h1>From all the harbours of the bay</h1>{TEXT}"
    assert headline(body, f"{OTHER_EN} | Alder News", OG % OTHER_EN) == OTHER_EN


def test_a_title_cut_to_fit_a_trail_is_not_the_headline() -> None:
    body = f"<h2>{OTHER_EN[:24]}...</h2><h2>{OTHER_EN}</h2>{TEXT}"
    assert headline(body, f"{OTHER_EN} | Alder News") == OTHER_EN


def test_the_heading_that_more_claims_are_for_is_the_headline() -> None:
    deck = "… passengers are glad and a little cross"
    head = OG % f"{OTHER_EN} - Alder News" + f'<meta itemprop="headline" content="{deck}">'
    assert headline(f"<h1>{OTHER_EN}</h1><h1>{deck}</h1>{TEXT}", f"{OTHER_EN} - Alder News", head) == OTHER_EN


def test_what_no_one_sees_is_no_part_of_a_title() -> None:
    body = f"<h1><span>Harbour</span><span>Ferry\u00adtimes for the\u200b winter half of the year</span></h1>{TEXT}"
    title = "Ferrytimes for the winter half of the year"
    assert headline(body, title, OG % title) == title
