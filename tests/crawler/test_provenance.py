"""Where an article came from: printed, claimed, or told by its by-line and its place line."""

from typing import Any

import pytest

from crawler.reading.people import people
from crawler.reading.reading import read_page
from tests.crawler.pages import EN, ZH, paragraphs, portal_page

FRAME = '<div class="footer"><ul>{}</ul></div>'
CLAIM = '<meta name="source" content="南湾信息网">'


def source(**parts: Any) -> str:
    return people(read_page(portal_page(**{"info": "2023-09-04 08:30", **parts}))).source


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("<p>新华社</p><p>2023-09-04 08:30</p>", "新华社"),
        ("<p>2023-09-04 08:30</p><p>南湾晚报</p>", "南湾晚报"),
        ("<p>東山時報</p><p>2023-09-04 08:30</p>", "東山時報"),
        ("<p>财经频道</p><p>2023-09-04 08:30</p>", ""),
        ("<p>国内新闻</p><p>2023-09-04 08:30</p>", ""),
        ("<p>南湾晚报</p><p>社会</p><p>2023-09-04 08:30</p>", ""),
        ("<p>2023-09-04</p><p>码头上的一张旧报</p>", ""),
    ],
)
def test_a_house_that_stands_alone_beside_the_date(info: str, expected: str) -> None:
    assert source(info=info) == expected


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ('<div class="source">南湾网</div>', "南湾网"),
        ('<div class="source">南湾</div>', "南湾"),
        ('<span itemprop="x">甲</span><div class="article-source">港口时报</div>', "港口时报"),
        ('<div class="source">2023-09-04 08:30</div>', ""),
        ('<div class="resources">南湾</div>', ""),
        ('<div class="source">这张报纸的来历，很多人已经说不清了。</div>', ""),
    ],
)
def test_a_box_that_calls_itself_the_source(box: str, expected: str) -> None:
    assert source(info=box) == expected


def test_print_goes_before_claims() -> None:
    assert source(head=CLAIM) == "南湾信息网"
    assert source(head=CLAIM, info="<p>港口晚报</p><p>2023-09-04 08:30</p>") == "港口晚报"
    assert source(head=CLAIM, info="来源：港口日报", after="<p>来源：港口晚报</p>") == "港口日报"
    assert source(head=CLAIM, inside="<p>港口晚报记者 陆一鸣</p>") == "南湾信息网"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<li>版权声明 来源：港口商报 时间：2023-09-04 14:34:05 作者：</li>", "港口商报"),
        ("<li>稿源：港口商报</li>", "港口商报"),
        ("<li>港口商报版权所有</li>", ""),
        ("<li>甲</li>" * 20 + "<li>来源：港口商报</li>", ""),
    ],
)
def test_a_labelled_source_in_the_frame_right_behind_the_article(line: str, expected: str) -> None:
    assert source(after=f'<div class="comment"><p>查看评论</p></div>{FRAME.format(line)}') == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("港口新闻·南湾商报记者 陆一鸣/文 受访者供图", "南湾商报"),
        ("南湾日报全媒体记者 陆一鸣", "南湾日报"),
        ("新华社记者 陆一鸣", "新华社"),
        ("本报记者 陆一鸣", ""),
        ("本网记者 陆一鸣", ""),
        ("记者 陆一鸣", ""),
    ],
)
def test_the_house_of_a_by_line(line: str, expected: str) -> None:
    assert source(content=f"<p>{line}</p>{paragraphs(*ZH.paragraphs)}") == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("据新华社江城电（记者 陆一鸣）", "新华社"),
        ("新华社江城9月4日电（记者陆一鸣、何小川）", "新华社"),
        ("中新社江城9月4日电 ", "中新社"),
        ("（港口晚报讯）", "港口晚报"),
        ("本报江城9月4日电 ", ""),
        ("本报讯（记者 陆一鸣）", ""),
        ("中国电信江城公司的技术员说，", ""),
        ("新华社区的老人们说，", ""),
        ("江城网友来电说，", ""),
    ],
)
def test_the_house_of_a_place_line(start: str, expected: str) -> None:
    assert source(content=paragraphs(start + ZH.paragraphs[0], *ZH.paragraphs[1:])) == expected


def test_other_languages_have_no_house_out_of_thin_air() -> None:
    assert source(story=EN, info="By Ruth Calloway, 4 September 2023") == ""
