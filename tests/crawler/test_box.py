"""The content box: what must be in it, and what must not, whatever the page calls its blocks."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading.box import FOREIGN, find_box, foreign_blocks
from crawler.reading.lines import PageLines
from tests.crawler.pages import EN, NAVIGATION, STORIES, ZH, Story, box_texts, lines_of, paragraphs, teasers

COMMENT = "这条路我走了二十年，下雨天总是积水，希望这次真的能修好，别再挖开又填上，大家出门也方便一些。"
stories = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)


def side(kind: str, tag: str = "div") -> str:
    return f'<{tag} class="{kind}">{paragraphs(COMMENT, COMMENT)}</{tag}>'


def box_of(lines: PageLines, headline: int = -1) -> int:
    return find_box(lines, foreign_blocks(lines, headline))


@stories
def test_the_paragraphs_and_nothing_of_the_frame(story: Story) -> None:
    body = f"<ul>{NAVIGATION}</ul><h1>{story.title}</h1><div>{paragraphs(*story.paragraphs)}</div><ul>{NAVIGATION}</ul>"
    assert box_texts(body) == list(story.paragraphs)


@stories
def test_paragraphs_parted_by_breaks_in_a_table(story: Story) -> None:
    cells = f"<td><ul>{NAVIGATION}</ul></td><td>{'<br><br>'.join(story.paragraphs)}</td>"
    assert box_texts(f"<table><tr>{cells}</tr></table>") == list(story.paragraphs)


def test_of_nested_wrappers_the_innermost() -> None:
    lines = lines_of(f"<div><div><div id=in>{paragraphs(*ZH.paragraphs)}</div></div></div>")
    assert lines.blocks[box_of(lines)].element.get("id") == "in"


def test_paragraphs_in_two_halves_of_one_column() -> None:
    half = len(EN.paragraphs) // 2
    first, second = paragraphs(*EN.paragraphs[:half]), paragraphs(*EN.paragraphs[half:])
    found = box_texts(f"<div><div>{first}</div><img src=1.jpg><div>{second}</div></div><ul>{NAVIGATION}</ul>")
    assert found == list(EN.paragraphs)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<img src=1.jpg>",
        f"<ul>{NAVIGATION}</ul>",
        "<p>视频</p>",
        "<h1>只有一个标题的页面</h1>",
        "<div>" * 50,
        f"<ul>{''.join(f'<li><a href=/{n}>第{n}号公交线路从下周起延长到东山村，早晚各加一班</a></li>' for n in range(80))}</ul>",
    ],
)
def test_no_running_text_no_box(body: str) -> None:
    assert box_texts(body) is None


def test_comments_longer_than_the_article_are_not_the_body() -> None:
    comments = "".join(f"<div class=reply><b>网友{n}</b><p>{COMMENT}</p></div>" for n in range(30))
    body = f'<h1>{ZH.title}</h1><div>{paragraphs(*ZH.paragraphs)}</div><div class="comments">{comments}</div>'
    assert box_texts(body, title=ZH.title) == list(ZH.paragraphs)


@pytest.mark.parametrize(
    "kind",
    ["comment-list", "related-news", "sidebar", "share", "site-footer footer", "ad", "login", "nav", "tags", "toolbar"],
)
def test_side_blocks_with_sentences_are_no_body(kind: str) -> None:
    body = f"<h1>{ZH.title}</h1><div>{side(kind)}{paragraphs(*ZH.paragraphs, *ZH.paragraphs[::-1])}{side(kind)}</div>"
    assert box_texts(body, title=ZH.title) == [*ZH.paragraphs, *ZH.paragraphs[::-1]]


@pytest.mark.parametrize("tag", ["nav", "aside", "footer", "form"])
def test_side_elements_with_sentences_are_no_body(tag: str) -> None:
    body = f"<h1>{ZH.title}</h1><div>{paragraphs(*ZH.paragraphs, *ZH.paragraphs[::-1])}{side('', tag)}</div>"
    assert box_texts(body, title=ZH.title) == [*ZH.paragraphs, *ZH.paragraphs[::-1]]


def test_a_hidden_paywalled_text_is_still_the_body_when_it_is_most_of_the_page() -> None:
    hidden = f'<div style="display:none">{paragraphs(*EN.paragraphs)}</div>'
    assert box_texts(f"<ul>{NAVIGATION}</ul><p>Please subscribe.</p>{hidden}") == list(EN.paragraphs)


def test_a_hidden_block_beside_the_text_is_none_of_it() -> None:
    hidden = f'<div style="display:none">{paragraphs(COMMENT)}</div>'
    assert box_texts(f"<div>{paragraphs(*ZH.paragraphs)}{hidden}</div>") == list(ZH.paragraphs)


@pytest.mark.parametrize("name", ["has-sidebar", "nav-open", "no-comments", "ad-free ad", "modal search", "related"])
@pytest.mark.parametrize("tag", ["body", "div", "main"])
def test_a_block_that_holds_the_whole_page_is_believed_nothing(name: str, tag: str) -> None:
    inner = f"<h1>{ZH.title}</h1><div>{paragraphs(*ZH.paragraphs)}</div>"
    outer = f'<{tag} class="{name}">{inner}</{tag}>'
    assert box_texts(outer, title=ZH.title) == list(ZH.paragraphs)


DECK = "新的市民公园开放第一天，来了三千多人，渡口的老人说很多年没有这么热闹过了。"


def test_a_teaser_that_leads_nowhere_below_the_headline_is_the_standfirst() -> None:
    body = f'<article><h1>{ZH.title}</h1><div class="teaser-text"><p>{DECK}</p></div>{paragraphs(*ZH.paragraphs)}</article>'
    assert box_texts(body, title=ZH.title) == [ZH.title, DECK, *ZH.paragraphs]


@pytest.mark.parametrize("inner", [f'<a href="/2">{COMMENT}</a>', f'{COMMENT}<a href="/2">更多</a>'])
def test_a_teaser_with_a_link_is_another_article(inner: str) -> None:
    body = f'<article><h1>{ZH.title}</h1><p class="teaser">{inner}</p>{paragraphs(*ZH.paragraphs)}</article>'
    assert box_texts(body, title=ZH.title) == [ZH.title, *ZH.paragraphs]


def test_a_teaser_far_from_the_headline_is_another_article() -> None:
    menu = "".join(f"<p>标签{n}</p>" for n in range(20))
    body = f'<article><h1>{ZH.title}</h1>{paragraphs(*ZH.paragraphs)}{menu}<p class="teaser">{COMMENT}</p></article>'
    lines = lines_of(body)
    assert foreign_blocks(lines, headline=0)[lines.lines[-1].block] == "teaser"


@pytest.mark.parametrize(
    "name", ["hidden-xs", "col-s hidden-sm", "l-hidden-xs", "field--label-hidden", "field-label-hidden", "hide-mobile",
             "hidden-print", "overflow-hidden"]
)  # fmt: skip
def test_what_hides_on_some_screens_or_hides_a_label_is_text(name: str) -> None:
    body = f'<div>{paragraphs(*ZH.paragraphs[:2])}<div class="{name}">{paragraphs(*ZH.paragraphs[2:])}</div></div>'
    assert box_texts(f"<h1>{ZH.title}</h1>{body}", title=ZH.title) == list(ZH.paragraphs)


@pytest.mark.parametrize(
    "name", ["hidden", "is-hidden", "hide", "js-hidden-content", "visually-hidden", "hidden hidden-xs"]
)
def test_what_is_hidden_for_all_is_no_text(name: str) -> None:
    body = f'<div>{paragraphs(*ZH.paragraphs)}<div class="{name}"><p>{COMMENT}</p></div></div>'
    assert box_texts(f"<h1>{ZH.title}</h1>{body}", title=ZH.title) == list(ZH.paragraphs)


RESULTS = [f"{place}. 第{place}渡口队 {30 - place}分" for place in range(1, 13)]


def test_a_list_below_the_headline_is_the_text_though_one_sentence_stands_elsewhere() -> None:
    table = "<br>".join(RESULTS)
    body = f"<div><h1>{ZH.title}</h1><div>{table}</div></div><div><div><p>{COMMENT}</p></div></div>"
    assert box_texts(body, title=ZH.title) == [ZH.title, *RESULTS]


@pytest.mark.parametrize("lines", [RESULTS[:3], [f'<a href="/{n}">{line}</a>' for n, line in enumerate(RESULTS)]])
def test_a_short_list_or_one_of_links_below_the_headline_is_no_text(lines: list[str]) -> None:
    body = f"<div><h1>{ZH.title}</h1><div>{'<br>'.join(lines)}</div></div><div><div><p>{COMMENT}</p></div></div>"
    assert box_texts(body, title=ZH.title) == [COMMENT]


def test_what_holds_the_headline_is_never_foreign() -> None:
    lines = lines_of(
        f'<div class="comment-page"><h1>{ZH.title}</h1>{paragraphs(ZH.paragraphs[0])}</div>{paragraphs(COMMENT) * 9}'
    )
    wrapper = lines.ancestors(lines.lines[0].block)[1]
    assert foreign_blocks(lines)[wrapper] == "comment"
    assert foreign_blocks(lines, headline=0)[wrapper] == ""


def test_what_lies_in_a_side_block_is_as_foreign_as_it() -> None:
    lines = lines_of(
        f'<div class="related"><div class="article-body"><p>{COMMENT}</p></div></div>{paragraphs(*ZH.paragraphs)}'
    )
    foreign = foreign_blocks(lines)
    assert [foreign[number] for number in lines.ancestors(lines.lines[0].block)][:3] == ["related"] * 3
    assert foreign[lines.lines[1].block] == ""


def test_teasers_are_no_body() -> None:
    body = f"<h1>{ZH.title}</h1><div>{paragraphs(*ZH.paragraphs)}</div><div>{teasers(40, COMMENT)}</div>"
    assert box_texts(body, title=ZH.title) == list(ZH.paragraphs)


def test_teasers_in_the_text_are_none_of_it() -> None:
    body = f"<h1>{ZH.title}</h1><div>{paragraphs(*ZH.paragraphs)}<div>{teasers(6, COMMENT)}</div></div>"
    assert box_texts(body, title=ZH.title) == list(ZH.paragraphs)


def test_a_page_of_teasers_has_no_box() -> None:
    assert box_texts(f"<ul>{NAVIGATION}</ul><div>{teasers(30, COMMENT)}</div>") is None


def test_paragraphs_that_each_begin_with_a_linked_name_are_no_teasers() -> None:
    sections = "".join(
        f"<div><h3>第{n}站</h3><p>{ZH.paragraphs[n]}</p><p>{ZH.paragraphs[0]}</p></div>"
        for n in range(len(ZH.paragraphs))
    )
    found = box_texts(f"<h1>{ZH.title}</h1><div>{sections}</div>", title=ZH.title)
    assert found is not None
    assert set(ZH.paragraphs) <= set(found)


@stories
def test_linked_text_is_no_body(story: Story) -> None:
    linked = "".join(f"<p><a href=/{n}>{text}</a></p>" for n, text in enumerate(story.paragraphs))
    assert box_texts(f"<div>{linked}{linked}</div>") is None
    assert box_texts(f"<div>{linked}{linked}</div><div>{paragraphs(*story.paragraphs)}</div>") == list(story.paragraphs)


@pytest.mark.parametrize("tag", ["p", "li", "td", "dd", "div"])
def test_labels_are_no_body_however_many(tag: str) -> None:
    labels = ["首页", "新闻中心", "Sport", "下一页", "2023-09-04", "Reise & Freizeit", "더 보기"] * 100
    assert box_texts(f"<div>{paragraphs(*labels, tag=tag)}</div>") is None


@given(
    st.lists(
        st.sampled_from(["div", "nav", "p", "/", "a", "ul class=related", "article", "文字，", COMMENT]), max_size=40
    )
)
@settings(max_examples=100, deadline=None)
def test_any_page_has_a_verdict_for_every_block(parts: list[str]) -> None:
    lines = lines_of("".join(part if "，" in part else "</div>" if part == "/" else f"<{part}>" for part in parts))
    for headline in (-1, 0):
        foreign = foreign_blocks(lines, headline)
        assert len(foreign) == len(lines.blocks)
        assert set(foreign) <= FOREIGN | {"teaser", ""}
        box = find_box(lines, foreign)
        assert -1 <= box < len(lines.blocks)
        assert box < 0 or lines.blocks[box].start < lines.blocks[box].end


def test_large_pages_take_linear_time() -> None:
    lines = lines_of(f"<div>{paragraphs(COMMENT)}</div>" * 10_000)
    start = time.process_time()
    assert box_of(lines) >= 0
    assert time.process_time() - start < 5
