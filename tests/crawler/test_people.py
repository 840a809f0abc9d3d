"""Who is named for an article: print against claims, several names in one claim, by-lines of other articles."""

import json
from typing import Any

import pytest

from crawler.reading.inlinecredits import inline
from crawler.reading.items import Credit
from crawler.reading.people import apart, people
from crawler.reading.reading import read_page
from tests.crawler.pages import EN, ZH, Story, paragraphs, portal_page


def authors(story: Story = EN, **parts: Any) -> list[str]:
    return people(read_page(portal_page(story, **parts))).authors


def ld(author: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "author": author})}</script>'


PERSON = {"@type": "Person", "name": "Ruth Calloway"}
HOUSE = {"@type": "NewsMediaOrganization", "name": "Alder News"}
SITE = '<meta property="og:site_name" content="Alder News">'


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ruth Calloway", ["Ruth Calloway"]),
        ("Ruth Calloway, Tom Hale and Ida Brandt", ["Ruth Calloway", "Tom Hale", "Ida Brandt"]),
        ("Jörg Wendt und Ida Brandt", ["Jörg Wendt", "Ida Brandt"]),
        ("Ruth Calloway MS, RDN, LD", ["Ruth Calloway"]),
        ("Ruth Calloway, PhD", ["Ruth Calloway"]),
        ("Ruth Calloway, alder.com", ["Ruth Calloway"]),
        ("Andy Sandford", ["Andy Sandford"]),
        ("Alder News, the daily of the bay since 1921", ["Alder News, the daily of the bay since 1921"]),
        ("林小满", ["林小满"]),
    ],
)
def test_several_persons_in_one_claim(name: str, expected: list[str]) -> None:
    assert apart(name) == expected
    assert authors(info="", head=ld({"@type": "Person", "name": name})) == expected


@pytest.mark.parametrize(
    ("info", "head", "expected"),
    [
        ("By Ruth Calloway", ld(HOUSE), ["Ruth Calloway"]),
        ("", ld(HOUSE), ["Alder News"]),
        ("", ld({"name": 'Ruth "Red" Calloway'}), ['Ruth "Red" Calloway']),
        ("", ld([HOUSE, PERSON]), ["Ruth Calloway"]),
        ("", ld([{"@type": ["Organization"], "name": "Alder News"}, {"@type": "Person", "name": ""}]), ["Alder News"]),
        ("By Tom Hale", ld({"@type": ["Organization"], "name": "Alder News"}), ["Tom Hale"]),
        ("", ld("By Ruth Calloway"), ["Ruth Calloway"]),
        ("By Tom Hale", ld(PERSON), ["Ruth Calloway"]),
        ("", SITE + ld({"name": "Alder News"}), ["Alder News"]),
        ("By Tom Hale", SITE + ld({"name": "Alder News"}), ["Tom Hale"]),
        ("By Tom Hale", ld({"@type": "Person", "name": ", The Alder Journal"}), ["Tom Hale"]),
        ("", ld({"@type": "Person", "name": "Ruth Calloway | desk@alder.example"}), ["Ruth Calloway"]),
        ("", ld(HOUSE) + '<meta name="author" content="Tom Hale">', ["Tom Hale"]),
        ("", ld([]) + '<meta name="author" content="Tom Hale and Ida Brandt">', ["Tom Hale", "Ida Brandt"]),
    ],
)
def test_a_house_is_no_author_while_a_person_is_named(info: str, head: str, expected: list[str]) -> None:
    assert authors(info=info, head=head) == expected


@pytest.mark.parametrize(
    ("info", "claimed", "expected"),
    [
        ("记者：陆一鸣", "何小川", ["陆一鸣"]),
        ("记者：陆一鸣", "陆一鸣", ["陆一鸣"]),
        ("编辑：何小川", "何小川", ["何小川"]),
        ("2023-09-04", "何小川", ["何小川"]),
    ],
)
def test_a_claim_that_a_chinese_page_prints_nowhere_gives_way_to_its_by_line(
    info: str, claimed: str, expected: list[str]
) -> None:
    assert authors(ZH, info=info, head=ld({"@type": "Person", "name": claimed})) == expected


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ('<div class="author">Ruth Calloway</div>', ["Ruth Calloway"]),
        (
            '<span class="x">4 September</span><div class="byline">Ruth Calloway and Tom Hale</div>',
            ["Ruth Calloway", "Tom Hale"],
        ),
        ('<div class="author">谢一鸣</div>', ["谢一鸣"]),
        ('<div class="author">Our correspondent for the coast and its islands</div>', []),
        ('<div class="author">Follow</div>', []),
        ('<div class="place">Ruth Calloway</div>', []),
    ],
)
def test_a_bare_name_in_a_box_that_calls_itself_the_by_line(box: str, expected: list[str]) -> None:
    assert authors(info=box) == expected


def test_by_lines_behind_the_text_are_other_articles() -> None:
    others = "<p>By Tom Hale</p><p>By Ida Brandt</p>"
    assert authors(info="By Ruth Calloway", after=others) == ["Ruth Calloway"]
    assert authors(info="", after="<p>By Tom Hale</p>") == ["Tom Hale"]
    zh = people(read_page(portal_page(info="记者：陆一鸣", after="<p>通讯员：何小川</p>")))
    assert zh.authors == ["陆一鸣", "何小川"]


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("（记者 陆一鸣 文/图）", [Credit("记者", "陆一鸣")]),
        ("（记者 陆 鸣 通讯员 何小川）", [Credit("记者", "陆鸣"), Credit("通讯员", "何小川")]),
        ("（陆一鸣）", [Credit("记者", "陆一鸣")]),
        ("（左三为陆一鸣的孙子）", []),
        ("（见图）", []),
    ],
)
def test_inline_tails_are_credits_with_their_roles(tail: str, expected: list[Credit]) -> None:
    content = paragraphs(*ZH.paragraphs[:-1], ZH.paragraphs[-1] + tail)
    assert people(read_page(portal_page(content=content))).credits == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("骑车的人需要下车推行。（文/陆一鸣 图/何小川）", [Credit("文", "陆一鸣"), Credit("图", "何小川")]),
        (
            "本报讯（记者 陆一鸣 通讯员 何小川）九月的第一个周末，",
            [Credit("记者", "陆一鸣"), Credit("通讯员", "何小川")],
        ),
        ("〔記者陸一鳴／南灣報導〕九月的第一個週末，", [Credit("記者", "陸一鳴")]),
        ("骑车的人（包括小孩）需要下车推行。", []),
        ("【短视频文化观察】九月的第一个周末，", []),
        ("（文 陆一鸣）九月的第一个周末，", [Credit("文", "陆一鸣")]),
        ("", []),
    ],
)
def test_brackets_give_names_with_their_roles(paragraph: str, expected: list[Credit]) -> None:
    assert list(inline(paragraph).credits) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [("建设港口，服务市民——南湾网", []), ("管理员", []), ("admin", []), ("本站", []), ("陆一鸣", ["陆一鸣"])],
)
def test_a_slogan_or_the_desk_in_the_head_is_nobody(claim: str, expected: list[str]) -> None:
    assert authors(ZH, info="2023-09-04", head=f'<meta name="author" content="{claim}">') == expected
    assert authors(ZH, info="2023-09-04", head=ld({"name": claim})) == expected


def test_the_head_of_a_government_page_is_checked_against_its_print() -> None:
    claims = {
        "ArticleTitle": "南湾市人民政府门户网站",
        "PubDate": "2023-09-01 00:00",
        "ContentSource": "本站",
        "Author": "管理员",
    }
    head = "".join(f'<meta name="{name}" content="{text}">' for name, text in claims.items())
    reading = read_page(portal_page(info="2023-09-04 08:30 来源：南湾日报 作者：陆一鸣", head=head))
    found = people(reading)
    assert (reading.headline.text, found.source, found.authors) == (ZH.title, "南湾日报", ["陆一鸣"])
