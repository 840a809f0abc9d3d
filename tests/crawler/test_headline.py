"""The headline: the heading that the page's claims agree with, without the names of site and section."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.headline import LONGEST, Headline, choose_headline, likely_headline, strip_site, title_key
from crawler.lines import read_lines
from crawler.metadata import read_metadata
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
