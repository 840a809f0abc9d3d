"""The account of the article area: every line once, removed lines with their rule, and the body in page order."""

import time
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.layout import Layout
from crawler.reading.area import Area, find_area
from crawler.reading.box import find_box, foreign_blocks
from crawler.reading.extract import PortalFacts, extract
from crawler.reading.lines import PageLines
from crawler.reading.reading import Reading, read_page
from tests.crawler.pages import (
    EN,
    STORIES,
    ZH,
    Story,
    body_of,
    lines_of,
    page,
    paragraphs,
    portal_page,
    read,
    teasers,
    texts,
)

CAPTION = "改造后的老码头"
NEXT = "东山村小学的孩子们有了自己的果园"
NEXT_TEXT = (
    "东山村小学后面的荒坡今年春天种上了三百棵桃树，每个班级认领一行，浇水、除草、记录，全由孩子们自己轮流完成。",
    "校长说，桃子成熟以后，一半留给学生品尝，一半拿到集市上去卖，卖得的钱用来购买图书和体育器材，账目公开。",
)
#: Parts of a page: (kind, markup). Sentences are made unlike each other by their number.
PARTS = {
    "paragraph": "<p>第{n}年的夏天，码头上来了一条运盐的船，船长带着全家人住在船尾，孩子们在甲板上写作业，邻居常去看望。</p>",
    "subhead": "<h2>第{n}节</h2>",
    "links": "<p><a href=/a>第{n}号公交线路延长</a> <a href=/b>渡口停航</a></p>",
    "nav": "<ul class=nav><li><a href=/>首页</a></li><li>第{n}频道</li></ul>",
    "caption": '<p><img src="/{n}.jpg"></p><p class="caption">第{n}张照片</p>',
    "figure": '<figure><img src="/{n}.jpg"><figcaption>第{n}张图</figcaption></figure>',
    "related": "<p>相关新闻</p>",
    "credit": "<p>编辑：林小满</p>",
    "share": '<div class="share">分享到：微信 微博</div>',
    "comment": "<div class=comments><p>第{n}条评论，写得真好，希望以后多报道这样的事情，大家都爱看。</p></div>",
    "heading": "<h1>第{n}个标题里的渡口</h1>",
    "date": "<p>2023-09-04 08:30</p>",
    "wrapped": "<div><div><p>隔壁的老人第{n}次说，那时候的水清得能看见鱼，船一靠岸孩子们就跳下去，大人在岸上喊也喊不住。</p></div></div>",
    "blank": "<p>&nbsp;</p><br>",
}


def portal(content: str) -> Reading:
    return read_page(portal_page(content=content))


def verdicts(reading: Reading) -> dict[str, tuple[str, str]]:
    return {line.text: (line.verdict, line.rule) for line in reading.trimmer.ledger()}


def removed(reading: Reading, text: str) -> bool:
    verdict, rule = verdicts(reading)[text]
    return verdict == "removed" and rule != ""


def check(reading: Reading) -> None:
    """What holds for every page."""
    ledger, tails = reading.trimmer.ledger(), reading.trimmer.tails
    whole = [line for line in ledger if line not in tails]
    positions = [line.position for line in whole]
    if reading.box >= 0:
        assert positions == list(range(reading.area.start, reading.area.end))
    assert positions == sorted(set(positions))
    assert [line.position for line in ledger] == sorted(line.position for line in ledger)
    assert all(bool(line.rule) == (line.verdict in ("removed", "field")) for line in ledger)
    assert all(line.text for line in ledger)
    assert [line.text for line in ledger if line.verdict == "body"] == body_of(reading)
    assert reading.trimmer.body == sorted(set(reading.trimmer.body))
    assert reading.area.title not in reading.trimmer.body


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_the_paragraphs_are_the_body(story: Story) -> None:
    reading = read_page(portal_page(story))
    assert body_of(reading) == list(story.paragraphs)
    assert verdicts(reading)[story.title] == ("field", "title")
    check(reading)


@given(st.lists(st.tuples(st.sampled_from(sorted(PARTS)), st.integers(1, 9)), max_size=14), st.booleans())
@settings(max_examples=120, deadline=None)
def test_every_line_of_the_area_is_in_the_ledger_once(parts: list[tuple[str, int]], framed: bool) -> None:
    content = "".join(PARTS[kind].format(n=number) for kind, number in parts)
    check(portal(content) if framed else read(content, "", "第3个标题里的渡口"))


@given(
    st.lists(st.tuples(st.sampled_from(["paragraph", "wrapped", "blank"]), st.integers(1, 9)), min_size=2, max_size=9)
)
@settings(max_examples=60, deadline=None)
def test_running_text_is_kept_whatever_wraps_it(parts: list[tuple[str, int]]) -> None:
    content = "".join(PARTS[kind].format(n=number) for kind, number in parts)
    found = body_of(portal(content))
    assert found == [text for text in texts(lines_of(content)) if text]


@pytest.mark.parametrize(
    "side",
    ["<p><a href=/1>第二号公交线路延长到东山村</a></p>", "<div class=share>分享到：微信 微博</div>", "<p>相关新闻</p>", "<p>编辑：林小满</p>",
     "<p>责任编辑：林小满</p>", "<p>上一篇：<a href=/1>渡口停航</a></p>", "<p>扫描二维码，关注我们</p>", "<p>版权所有 未经许可不得转载</p>"],
)  # fmt: skip
def test_what_stands_behind_the_text_is_removed_with_its_rule(side: str) -> None:
    for reading in (read_page(portal_page(inside=side)), read_page(portal_page(after=side))):
        assert body_of(reading) == list(ZH.paragraphs)
        (text,) = texts(lines_of(side))
        assert removed(reading, text)


@pytest.mark.parametrize(
    "side",
    [
        "<div class=tool>字号：大 中 小</div>",
        "<p>2023-09-04 08:30 来源：南湾日报</p>",
        "<p>分享到：</p>",
        "<p>【字体：大 中 小】</p>",
    ],
)
def test_what_stands_before_the_text_is_no_body(side: str) -> None:
    assert body_of(portal(side + paragraphs(*ZH.paragraphs))) == list(ZH.paragraphs)


@pytest.mark.parametrize(
    "markup",
    [
        '<p><img src="/1.jpg"></p><p class="caption">{}</p>',
        '<figure><img src="/1.jpg"><figcaption>{}</figcaption></figure>',
        '<p><img src="/1.jpg"><br>{}</p>',
        '<p align="center"><img src="/1.jpg"></p><p align="center">{}</p>',
        '<p style="text-align: center;"><img src="/1.jpg"></p><p style="text-align: center;">{}</p>',
    ],
)
def test_a_caption_after_an_image_is_no_body(markup: str) -> None:
    content = paragraphs(*ZH.paragraphs[:2]) + markup.format(CAPTION) + paragraphs(*ZH.paragraphs[2:])
    reading = portal(content)
    assert body_of(reading) == list(ZH.paragraphs)
    assert removed(reading, CAPTION)


def test_a_paragraph_after_an_image_is_body() -> None:
    first, *rest = ZH.paragraphs
    picture = '<p><img src="/1.jpg"></p>'
    assert body_of(portal(f"{picture}<p>{first}</p>{picture}{paragraphs(*rest)}")) == list(ZH.paragraphs)


def test_subheads_and_quotes_between_paragraphs_are_body() -> None:
    first, second, third, fourth = ZH.paragraphs
    content = f"<p>{first}</p><h2>旧土运走了</h2><p>{second}</p><blockquote>{third}</blockquote><p><b>开放时间</b></p><p>{fourth}</p>"
    assert body_of(portal(content)) == [first, "旧土运走了", second, third, "开放时间", fourth]


def test_the_second_h1_of_an_endless_page_ends_the_article() -> None:
    articles = "".join(
        f"<article><h1>{title}</h1><div>{paragraphs(*lines)}</div></article>"
        for title, lines in ((ZH.title, ZH.paragraphs), (NEXT, NEXT_TEXT))
    )
    reading = read(f"<div>{articles}</div>", "", f"{ZH.title}_南湾信息网")
    assert reading.headline.text == ZH.title
    assert body_of(reading) == list(ZH.paragraphs)
    check(reading)


def test_related_news_behind_the_text_end_it() -> None:
    reading = read_page(portal_page(inside=f"<h3>相关新闻</h3><ul><li>{NEXT}，今年春天种上了三百棵桃树。</li></ul>"))
    assert body_of(reading) == list(ZH.paragraphs)


def test_related_news_in_the_middle_of_the_text_do_not_end_it() -> None:
    content = f"<p>{ZH.paragraphs[0]}</p><p>相关新闻</p>{paragraphs(*ZH.paragraphs[1:])}"
    reading = portal(content)
    assert body_of(reading)[-1] == ZH.paragraphs[-1]


def test_teasers_are_removed() -> None:
    reading = read_page(portal_page(after=f"<div>{teasers(5)}</div>"))
    assert body_of(reading) == list(ZH.paragraphs)


@pytest.mark.parametrize("kind", ["related", "comments", "share", "sidebar", "ad", "login"])
def test_side_blocks_are_removed_by_their_kind(kind: str) -> None:
    side = f'<div class="{kind}"><p>{NEXT_TEXT[0]}</p></div>'
    reading = portal(paragraphs(*ZH.paragraphs[:2]) + side + paragraphs(*ZH.paragraphs[2:], *NEXT_TEXT[1:]))
    assert body_of(reading) == [*ZH.paragraphs, *NEXT_TEXT[1:]]
    assert removed(reading, NEXT_TEXT[0])


def test_a_paragraph_with_some_links_is_body() -> None:
    first, *rest = ZH.paragraphs
    content = f'<p><a href="/1">{first[:8]}</a>{first[8:-6]}<a href="/2">{first[-6:]}</a></p>{paragraphs(*rest)}'
    assert body_of(portal(content)) == list(ZH.paragraphs)


def test_the_title_repeated_in_the_box_is_no_body() -> None:
    reading = portal(f"<h1>{ZH.title}</h1>{paragraphs(*ZH.paragraphs)}")
    assert ZH.paragraphs[0] in body_of(reading)
    assert ZH.title not in body_of(reading)


@pytest.mark.parametrize(
    "body", ["", "<img src=1.jpg>", "<p>您访问的页面不存在</p><p>返回首页</p>", "<ul><li><a href=/>首页</a></li></ul>"]
)
def test_a_page_without_text_keeps_what_it_says(body: str) -> None:
    reading = read(body)
    assert (reading.box, reading.trimmer.body) == (-1, [])
    assert [(line.text, line.verdict) for line in reading.trimmer.ledger()] == [
        (text, "unknown") for text in texts(lines_of(body))
    ]


def test_the_ledger_of_a_page_without_text_is_bounded() -> None:
    assert len(read("<p>首页</p>" * 5000).trimmer.ledger()) < 1000


def area_of(lines: PageLines, title: str = "") -> Area:
    foreign = foreign_blocks(lines)
    number = texts(lines).index(title) if title else -1
    return find_area(lines, foreign, find_box(lines, foreign), number)


@pytest.mark.parametrize("before", [0, 3, 60])
@pytest.mark.parametrize("after", [0, 3, 200])
def test_the_area_reaches_from_the_headline_to_the_notices_and_no_further(before: int, after: int) -> None:
    body = f"{'<p>甲</p>' * before}<h1>{ZH.title}</h1><p>来源</p><div>{paragraphs(*ZH.paragraphs)}</div>{'<p>乙</p>' * after}"
    lines = lines_of(body)
    area = area_of(lines, ZH.title)
    assert 0 <= area.start <= before == area.title < area.box_start < area.box_end <= area.end <= len(lines.lines)
    assert texts(lines)[area.box_start : area.box_end] == list(ZH.paragraphs)
    assert area.start > before - 20
    assert area.end < area.box_end + 60


def test_the_area_ends_before_comments_and_footer() -> None:
    for kind in ("comments", "footer"):
        lines = lines_of(
            f'<div>{paragraphs(*ZH.paragraphs)}</div><p>编辑：林小满</p><div class="{kind}"><p>{NEXT_TEXT[0]}</p></div>'
        )
        assert texts(lines)[area_of(lines).end - 1] == "编辑：林小满"


@pytest.mark.parametrize("tag", ["h1", "h2", "h3"])
def test_the_headline_in_other_words_is_a_title(tag: str) -> None:
    other = "Alder Bay ferry back after a decade on dry land"
    reading = read(
        f"<h1>{EN.title}</h1><article><{tag}>{other}</{tag}>{paragraphs(*EN.paragraphs)}</article>", title=EN.title
    )
    assert verdicts(reading)[other] == ("field", "title")
    assert body_of(reading) == list(EN.paragraphs)


def test_a_heading_with_words_of_its_own_stays() -> None:
    own = "Volunteers who would not give up, and a farmer with hens to house"
    reading = read(f"<h1>{EN.title}</h1><article><h2>{own}</h2>{paragraphs(*EN.paragraphs)}</article>", title=EN.title)
    assert body_of(reading) == [own, *EN.paragraphs]


def test_a_subhead_that_repeats_the_headline_s_words_stays() -> None:
    subhead = "Ferry returns to Alder Bay"
    content = f"{paragraphs(*EN.paragraphs[:1])}<h2>{subhead}</h2>{paragraphs(*EN.paragraphs[1:])}"
    assert subhead in body_of(read(f"<h1>{EN.title}</h1><article>{content}</article>", title=EN.title))


def test_the_standfirst_is_found_behind_dates_and_buttons() -> None:
    deck = "The boat that nobody wanted carries passengers again, and the school bell waits for it."
    buttons = "".join(f'<div class="share">Share {n}</div>' for n in range(9))
    between = f"<div><p>2023-09-04 08:30</p>{buttons}</div><div><div><div><p>{deck}</p></div></div></div>"
    reading = read(f"<h1>{EN.title}</h1>{between}<article>{paragraphs(*EN.paragraphs)}</article>", title=EN.title)
    assert body_of(reading) == [deck, *EN.paragraphs]


def test_a_headline_in_a_side_block_ends_nothing() -> None:
    window = '<div class="share"><h1>Share this page</h1></div>'
    content = f"<div><div>{paragraphs(EN.paragraphs[0])}</div>{window}<div>{paragraphs(*EN.paragraphs[1:])}</div></div>"
    assert body_of(read(f"<h1>{EN.title}</h1>{content}", title=EN.title)) == list(EN.paragraphs)


@pytest.mark.parametrize("label", ["{} [VIDEO]", "[PICTURES] {} |", "{} | 3"])
def test_a_link_with_a_label_between_paragraphs_is_a_link(label: str) -> None:
    link = label.format('<a href="/2">Bakers of the upper valley bake by moonlight again</a>')
    content = f"{paragraphs(EN.paragraphs[0])}<p>{link}</p>{paragraphs(*EN.paragraphs[1:])}"
    assert body_of(read(f"<h1>{EN.title}</h1><article>{content}</article>", title=EN.title)) == list(EN.paragraphs)


def test_a_line_with_a_short_link_is_text() -> None:
    line = 'Moored: <a href="/2">Heron</a>'
    content = f"{paragraphs(EN.paragraphs[0])}<p>{line}</p>{paragraphs(*EN.paragraphs[1:])}"
    assert "Moored: Heron" in body_of(read(f"<h1>{EN.title}</h1><article>{content}</article>", title=EN.title))


@pytest.mark.parametrize("style", ['style="text-align:center"', 'class="wide"', 'align="center"'])
def test_a_sentence_in_a_paragraph_below_a_picture_is_text(style: str) -> None:
    line = "Press the button, and wait until the light is green."
    after = f'<p><img src="/1.jpg"></p><p {style}>{line}</p>'
    content = f"{paragraphs(EN.paragraphs[0])}{after}{paragraphs(*EN.paragraphs[1:])}"
    assert line in body_of(read(f"<h1>{EN.title}</h1><article>{content}</article>", title=EN.title))


def test_text_is_kept_as_it_was_printed() -> None:
    text = "票价 < 5 元 & 免费 “老人”——这一段保留原来的标点，包括（括号）、《书名》和 A&B 公司的名字，一个也不少。"
    reading = read_page(page(f"<h1>{ZH.title}</h1><div><p>{escape(text)}</p>{paragraphs(*ZH.paragraphs)}</div>"))
    assert body_of(reading)[0] == text


def test_only_the_box_of_a_layout_is_text() -> None:
    other = f'<div class="other">{paragraphs(*EN.paragraphs)}</div>'
    article = extract(portal_page(after=other), PortalFacts(layouts=(Layout("div.other"),)))
    assert article.body == EN.body


@pytest.mark.parametrize("unit", ["_ - | ", "a_", "a - b | "])
def test_separators_in_a_long_title_cost_linear_time(unit: str) -> None:
    start = time.process_time()
    extract(page(f"<h1>x</h1>{paragraphs(*ZH.paragraphs)}", title=unit * 4000))
    assert time.process_time() - start < 2


def test_many_related_headings_cost_linear_time() -> None:
    text = "今年春天种上了三百棵桃树，每个班级认领一行，浇水除草。"
    start = time.process_time()
    extract(page("<div>" + "".join(f"<p>第{i}段，{text}</p><p>相关新闻</p>" for i in range(8000)) + "</div>"))
    assert time.process_time() - start < 20


@pytest.mark.parametrize("rows", [20, 60])
def test_a_table_in_a_short_article_does_not_shrink_the_box(rows: int) -> None:
    table = "<table>" + "".join(f"<tr>{'<td>第九名</td>' * 5}</tr>" for _ in range(rows)) + "</table>"
    body = f'<h1>{ZH.title}</h1><div class="c1">{paragraphs(*ZH.paragraphs)}{table}</div>'
    assert set(ZH.paragraphs) <= set(extract(page(body, title=ZH.title)).body.split("\n"))


@pytest.mark.parametrize("name", ["南湾信息网", "新闻频道", "Home"])
def test_a_template_that_claims_its_own_name_everywhere(name: str) -> None:
    assert read(f"<h1>{ZH.title}</h1><div>{paragraphs(*ZH.paragraphs)}</div>", "", name).headline.text == ZH.title
