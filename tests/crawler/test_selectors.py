"""Selectors proposed for elements that are known on several pages."""

import re

import pytest
from lxml import etree
from lxml.html import HtmlElement

from crawler.proposals.selectors import MADE, Choice, candidates, choose, is_made, select


def page(html: str) -> HtmlElement:
    return etree.fromstring(f"<html><body>{html}</body></html>", parser=etree.HTMLParser())


def pages(*htmls: str) -> list[tuple[HtmlElement, list[HtmlElement]]]:
    """Pages whose wanted elements carry the attribute ``want``, which no selector may use."""
    roots = [page(html) for html in htmls]
    return [(root, [node for node in root.iter() if node.get("want") is not None]) for root in roots]


def best(*htmls: str) -> Choice:
    return choose(pages(*htmls))[0]


@pytest.mark.parametrize(
    ("html", "css"),
    [
        ('<div want id="content" class="c">x</div>', "#content"),
        ('<div want class="story-text">x</div><div class="side">y</div>', "div.story-text"),
        ('<h1 want>x</h1><h2>y</h2>', "h1"),
        ('<div class="head"><p>a</p></div><div class="meta"><p want>b</p></div>', "div.meta p"),
        ('<td want itemprop="articleBody">x</td><td>y</td>', '[itemprop="articleBody"]'),
        ('<div class="box"><span>a</span></div><div class="box" id="info"><span want>b</span></div>', "#info span"),
    ],
)  # fmt: skip
def test_the_shortest_name_that_is_its_own(html: str, css: str) -> None:
    assert best(html, html).css == css


@pytest.mark.parametrize(
    ("html", "css"),
    [
        # A heading within the text as well, so that only the way from the box is its own.
        ('<div class="a"><h2 want>x</h2><div><h2>sub</h2></div></div>', "div.a > h2"),
        ('<div class="a"><div><h2 want>x</h2></div><div><p><h2>sub</h2></p><section><h2>s</h2></section></div></div>', ""),
        ('<main><div want><p>x</p><div>y</div></div></main>', "main > div"),
        ('<div id="n"><div><span want>x</span></div><p><i><span>y</span></i></p></div>', "#n > div > span"),
    ],
)  # fmt: skip
def test_where_nothing_has_a_name_the_way_from_a_named_box_is_taken(html: str, css: str) -> None:
    assert [choice.css for choice in choose(pages(html, html))] == ([css] if css else [])


@pytest.mark.parametrize(
    ("html", "css"),
    [
        ('<div id="n"><o:p want>x</o:p></div>', "#n *"),
        ('<div id="n"><o:p class="when" want>x</o:p><o:p>y</o:p></div>', "*.when"),
        ('<div id="n"><o:p><b want>x</b></o:p><p><i><b>y</b></i></p></div>', "#n > * > b"),
        ('<div id="n"><o:p want>x</o:p><o:p want>y</o:p></div>', "#n *"),
    ],
)  # fmt: skip
def test_tags_of_word_processors_are_no_names(html: str, css: str) -> None:
    assert best(html, html).css == css


def test_a_name_goes_before_a_way() -> None:
    html = '<div class="a"><h2 class="t" want>x</h2><div><h2>sub</h2></div></div>'
    assert best(html, html).css == "h2.t"


def test_a_way_that_is_right_on_some_pages_alone_says_so() -> None:
    one, other = (
        '<div class="a"><h2 want>x</h2><p><h2>y</h2></p></div>',
        '<div class="a"><div><h2 want>x</h2></div></div>',
    )
    assert best(one, other).right == 1


def test_a_name_that_changes_with_every_article_is_none() -> None:
    one, two = (f'<div class="main"><div want class="text" id="post-{n}">x</div></div>' for n in (48201, 48207))
    assert best(one, two) == Choice("div.text", 2, 2, (0, 1))


@pytest.mark.parametrize("made", ["css-1x2y3z", "sc-bdVaJa", "post-48201", "mt-4", "col-12", "article-container-0"])
def test_made_up_names_come_after_those_that_say_something(made: str) -> None:
    assert best(f'<div class="story"><div want class="{made}">x</div></div><div>y</div>').css.startswith("div.story ")


@pytest.mark.parametrize(
    "said", ["TRS_Editor", "story__text", "article-body", "p2", "contentText", "news_txt", "ArticleHeader-headline"]
)
def test_names_that_say_something_are_taken(said: str) -> None:
    assert best(f'<div class="wrap"><div want class="{said}">x</div></div>').css == f"div.{said}"


def test_what_is_found_elsewhere_too_is_no_selector_for_it() -> None:
    html = '<div class="a"><p class="t" want>x</p></div><div class="b"><p class="t">y</p></div>'
    choice = best(html, html)
    assert [node.text for node in select(page(html), choice.css)] == ["x"]
    assert choice.css == "div.a p.t"


def test_a_page_without_the_element_speaks_against_a_selector_that_finds_one_there() -> None:
    given = pages('<i class="x y" want>a</i>', '<i class="x y" want>a</i>', '<i class="x">other</i>')
    assert choose(given)[0] == Choice("i.y", 2, 2, (0, 1))


def test_the_evidence_counts_only_pages_on_which_it_is_right() -> None:
    choice = best('<b class="n" want>a</b>', '<b class="n" want>a</b><b class="n">b</b>', '<b class="n" want>a</b>')
    assert (choice.css, choice.right, choice.of, choice.pages) == ("b.n", 2, 3, (0, 2))


def test_the_links_of_a_trail() -> None:
    html = '<div class="nav"><a>x</a></div><div class="crumb"><a want>1</a> &gt; <a want>2</a></div><a>z</a>'
    assert best(html, html).css == "div.crumb a"


def test_nothing_to_be_found() -> None:
    assert choose(pages("<p>a</p>", "<p>b</p>")) == []
    assert choose([]) == []


def test_class_names_that_css_cannot_write_are_left_out() -> None:
    names = [css for _, css in candidates(page('<div class="md:w-1/2 2col text" want>x</div>')[0][0])]
    assert "div.text" in names
    assert not any("/" in css or ":" in css or ".2" in css for css in names)


def test_no_selector_counts_positions() -> None:
    deep = '<div id="a"><div class="b"><ul class="c"><li>1</li><li want>2</li></ul></div></div>'
    assert all("nth" not in css for _, css in candidates(pages(deep)[0][1][0]))
    assert choose(pages(deep)) == []


@pytest.mark.parametrize(("pattern", "made", "said"), MADE)
def test_made_up_names_and_others(pattern: re.Pattern[str], made: str, said: str) -> None:
    assert pattern.search(made)
    assert not is_made(said)
