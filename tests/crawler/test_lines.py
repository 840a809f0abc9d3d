"""The walk over the tree: what is a line, what a block, and what the names of blocks say."""

import re
import time
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from crawler.network.limits import DEFAULTS
from crawler.reading import kinds
from crawler.reading.kinds import kind_of_name
from crawler.reading.lines import BLOCKS, CJK_WEIGHT, SKIPPED, PageLines, read_lines, width
from tests.crawler.pages import lines_of, page, texts, tree

MAX_DEPTH = DEFAULTS["CITYDESK_MAX_DEPTH"]
TAGS = ("div", "p", "span", "a", "b", "ul", "li", "table", "td", "h2", "em", "section")
MARKUP = st.recursive(
    st.sampled_from(
        ["", "甲", "乙 丙", " ", "word ", "<br>", "<img src=x.png>", "<!-- 注 -->", "<script>x=1</script>"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.builds(lambda tag, content: f"<{tag}>{content}</{tag}>", st.sampled_from(TAGS), inner),
    ),
    max_leaves=25,
)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>早市开张</p><p>收摊</p>", ["早市开张", "收摊"]),
        ("<p>第一行<br>第二行<br/><br>第三行</p>", ["第一行", "第二行", "第三行"]),
        ("<div>前<p>中</p>后</div>", ["前", "中", "后"]),
        ("<p>Bürger<b>meister</b>in</p>", ["Bürgermeisterin"]),
        ("<p><span>one</span> <span>two</span></p>", ["one two"]),
        ("<p>  many\n\t blanks　here </p>", ["many blanks here"]),
        ("<p><a href=x>链</a>接<em>后</em>文</p>", ["链接后文"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<table><tr><td>左<td>右</table>", ["左", "右"]),
        ("<span>没有块<div>块里</div>块后</span>", ["没有块", "块里", "块后"]),
        ("裸文字", ["裸文字"]),
        ("<p> &nbsp; </p><p></p><div><br></div>", []),
        ("<p>5 &lt; 6 &amp; 7</p>", ["5 < 6 & 7"]),
        ("<hr>线前<hr>线后", ["线前", "线后"]),
        ("<x-card>自定义<x-line>标签</x-line></x-card>", ["自定义标签"]),
    ],
)
def test_lines(markup: str, expected: list[str]) -> None:
    assert texts(lines_of(f"<main>{markup}</main>")) == expected


@pytest.mark.parametrize("tag", sorted(SKIPPED - {"head", "input", "frame", "frameset", "embed", "option"}))
def test_what_is_no_text_is_skipped_and_what_follows_it_is_not(tag: str) -> None:
    root = etree.Element("body")
    skipped = etree.SubElement(root, tag)
    skipped.text, skipped.tail = "var leaked = 1;", "正文接着走"
    assert texts(read_lines(root)) == ["正文接着走"]


def test_comments_and_instructions_are_no_text() -> None:
    assert texts(lines_of("<p>甲<!-- 隐藏的话 -->乙<?php echo 1 ?>丙</p>")) == ["甲乙丙"]


def test_inline_text_that_is_not_shown_is_left_out() -> None:
    markup = '<p>可见<span style="color:red; DISPLAY : none">水印</span><i style="visibility:hidden">水印</i>文字</p>'
    assert texts(lines_of(markup)) == ["可见文字"]


def test_a_hidden_block_keeps_its_text_and_says_so() -> None:
    lines = lines_of(
        '<div style="display:none">甲</div><div hidden>乙</div><div class="visually-hidden">丙</div><p>丁</p>'
    )
    kinds = {line.text: lines.blocks[line.block].kind for line in lines.lines}
    assert kinds == {"甲": "hidden", "乙": "hidden", "丙": "hidden", "丁": ""}


@pytest.mark.parametrize(
    ("markup", "linked"),
    [
        ("<p>没有链接</p>", 0),
        ("<p><a href=x>全是链接</a></p>", 4),
        ("<p>前<a href=x>链<b>接</b></a>后</p>", 2),
        ("<p><a href=x> 空 白 </a></p>", 3),
        ("<a href=x><p>块在链接里</p></a>", 5),
    ],
)
def test_characters_in_links_are_counted(markup: str, linked: int) -> None:
    (line,) = lines_of(markup).lines
    assert line.linked == linked


def test_a_link_ends_where_it_ends() -> None:
    assert [line.linked for line in lines_of("<p><a href=x>甲</a></p><p>乙</p>").lines] == [1, 0]


def test_bold_lines() -> None:
    lines = lines_of("<p><b>整行粗体</b></p><p><strong>一半</strong>普通的字</p><p>普通</p>")
    assert [line.bold for line in lines.lines] == [True, False, False]


def test_pictures_know_the_line_they_stand_before() -> None:
    lines = lines_of("<p>甲</p><p><img src=1.png></p><p>乙<img src=2.png></p><div><img src=3.png></div>")
    assert [(p.element.get("src"), p.line) for p in lines.pictures] == [("1.png", 1), ("2.png", 2), ("3.png", 2)]
    assert [lines.blocks[picture.block].tag for picture in lines.pictures] == ["p", "p", "div"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0.0),
        ("harbour", 7.0),
        ("Größe", 5.0),
        ("мост", 4.0),
        ("河" * 10, 10 * CJK_WEIGHT),
        ("かな", 2 * CJK_WEIGHT),
        ("도서", 2 * CJK_WEIGHT),
        ("3号线 A口", 6 + 3 * (CJK_WEIGHT - 1)),
    ],
)
def test_width(text: str, expected: float) -> None:
    assert width(text) == expected


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_width_grows_with_the_text(one: str, two: str) -> None:
    assert len(one) <= width(one) <= width(one + two)


def test_width_takes_what_no_encoding_can() -> None:
    assert width("河\ud800") > CJK_WEIGHT


def test_every_line_has_its_width() -> None:
    assert all(line.width == width(line.text) for line in lines_of("<p>两个字</p><p>two words</p>").lines)


def _check(lines: PageLines) -> None:
    for number, block in enumerate(lines.blocks):
        assert block.parent < number
        assert 0 <= block.start <= block.end <= len(lines.lines)
        if block.parent >= 0:
            outer = lines.blocks[block.parent]
            assert outer.start <= block.start <= block.end <= outer.end
        for line in lines.lines[block.start : block.end]:
            assert lines.inside(line.block, number)
    for number, line in enumerate(lines.lines):
        for block_number in lines.ancestors(line.block):
            assert lines.blocks[block_number].start <= number < lines.blocks[block_number].end
        assert line.text == " ".join(line.text.split()) != ""
        assert 0 <= line.linked <= len(line.text)
    assert all(0 <= picture.line <= len(lines.lines) for picture in lines.pictures)
    assert all(one.line <= two.line for one, two in pairwise(lines.pictures))


@given(MARKUP)
@settings(max_examples=150, deadline=None)
def test_blocks_are_slices_of_the_lines(markup: str) -> None:
    root = tree(markup)
    lines = read_lines(root)
    _check(lines)
    assert lines.blocks[0].start == 0
    assert lines.blocks[0].end == len(lines.lines)
    skipped = {"script", "head"}
    shown = "".join(
        str(text)
        for text in root.xpath("//text()")
        if not skipped & {text.getparent().tag, *(outer.tag for outer in text.getparent().iterancestors())}
        or (text.is_tail and text.getparent().tag == "script")
    )
    assert "".join("".join(texts(lines)).split()) == "".join(shown.split())


@pytest.mark.parametrize("name", sorted(BLOCKS - {"html", "body", "hr"}))
def test_every_block_element_ends_a_line(name: str) -> None:
    root = etree.Element("body")
    root.text = "前"
    block = etree.SubElement(root, name)
    block.text, block.tail = "中", "后"
    lines = read_lines(root)
    assert texts(lines) == ["前", "中", "后"]
    assert [lines.blocks[line.block].tag for line in lines.lines] == ["body", name, "body"]


def test_places_in_the_tree_of_blocks() -> None:
    lines = lines_of("<div id=a><p>甲<b id=b>乙</b></p></div><div id=c>丙</div>")
    outer, inner, other = (lines.index_of(lines.blocks[0].element.xpath(f"//*[@id='{name}']")[0]) for name in "abc")
    assert lines.blocks[inner].tag == "p"
    assert lines.ancestors(inner)[:2] == lines.ancestors(inner, 2) == [inner, outer]
    assert lines.ancestors(inner, 1) == [inner]
    assert lines.inside(inner, outer)
    assert not lines.inside(outer, inner)
    assert not lines.inside(inner, other)
    assert lines.index_of(etree.Element("p")) == 0


def test_a_page_of_nothing() -> None:
    lines = read_lines(etree.Element("html"))
    assert (lines.lines, lines.pictures, len(lines.blocks)) == ([], [], 1)


@pytest.mark.parametrize("tag", ["div", "span", "b", "a", "font", "table", "ul", "blockquote", "section"])
def test_forty_thousand_nested_tags(tag: str) -> None:
    start = time.process_time()
    lines = lines_of("<p>门前的话</p>" + f"<{tag}>" * 40_000 + "里面的话")
    assert time.process_time() - start < 5
    assert texts(lines)[0] == "门前的话"
    _check(lines)


def test_text_below_the_deepest_level_is_kept() -> None:
    depth = 2 * MAX_DEPTH
    lines = lines_of("<div>" * depth + "<p>井底</p>" + "</div>" * depth + "<p>井口</p>")
    assert texts(lines) == ["井底", "井口"]
    assert len(lines.blocks) <= MAX_DEPTH + 3


def test_script_in_flattened_markup_is_no_text() -> None:
    inner = "<p>深处</p><script>var x = 1;</script><style>p{}</style><!-- c --><b>更深</b>处"
    deep = MAX_DEPTH + 10
    assert "".join(texts(lines_of("<div>" * deep + inner + "</div>" * deep))).replace(" ", "") == "深处更深处"


def test_time_grows_with_the_page_and_not_faster() -> None:
    start = time.process_time()
    lines = lines_of("<div><p>一行<a href=x>链接</a></p></div>" * 16_000)
    assert len(lines.lines) == 16_000
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("comments", "comment"),
        ("article-comments", "comment"),
        ("commentList", "comment"),
        ("pinglun", "comment"),
        ("relatedNews", "related"),
        ("news_related", "related"),
        ("hot recommend", "related"),
        ("xiangguan2", "related"),
        ("share-bar share", "share"),
        ("main-nav", "nav"),
        ("breadcrumb", "nav"),
        ("siteFooter footer", "footer"),
        ("right sidebar", "aside"),
        ("ad-slot ad", "ad"),
        ("guanggao", "ad"),
        ("login_box login", "form"),
        ("newsletter-signup", "form"),
        ("fontsize tools", "tool"),
        ("tag-list tags", "tags"),
        ("byline", "byline"),
        ("pubtime", "meta"),
        ("wp-caption-text", "caption"),
        ("sr-only", "hidden"),
        ("article-body", "body"),
        ("TRS_Editor", "body"),
        ("post-content pagination-first", "body"),
        ("entry-content", "body"),
        ("article-content comments", "comment"),
    ],
)
def test_what_names_say(name: str, kind: str) -> None:
    assert kind_of_name(name) == kind


@pytest.mark.parametrize("mark", [" ", "-", "_", "\u3000"])
@pytest.mark.parametrize("word", ["comments", "related", "sidebar2", "sr-only", "pic-note", "articleBody", "byline"])
def test_marks_around_a_word_do_not_change_what_it_says(word: str, mark: str) -> None:
    kind = kind_of_name(word)
    assert kind != ""
    assert kind_of_name(f"x{mark}{word}") == kind_of_name(f"{word}{mark}x") == kind


_NAMES = st.lists(
    st.sampled_from(
        "comments related-news shareBar nav menu1 footer sidebar ad ads2 search tool tag byline meta caption hidden widget "
        "article-body entryContent story text post x col-6 新闻 Breadcrumb articleComment TRS_Editor zoom2 a2a date".split()
    ),
    max_size=5,
)


@given(_NAMES, st.randoms(use_true_random=False))
def test_the_order_of_classes_does_not_matter(names: list[str], random: Random) -> None:
    other = random.sample(names, len(names))
    assert kind_of_name(" ".join(names)) == kind_of_name("  ".join(other)) == _kind_by_each_pattern(" ".join(names))


def _kind_by_each_pattern(name: str) -> str:
    """The plain way: all classes as one text, one pattern after the other."""
    words = "-" + re.sub("(?<=[a-z])(?=[A-Z])", "-", name).lower().replace(" ", "-  -")
    if kinds._TEXT_NAME.search(words) and "comment" not in words:
        return "body"
    for (kind, _), pattern in zip(kinds._KINDS, kinds._KIND_OF, strict=True):
        if pattern.search(words):
            return kind
    return "aside" if "widget" in name.split() else "body" if kinds._BODY_NAME.search(words) else ""


@pytest.mark.parametrize(
    "name", ["padding", "threads", "navy", "loader", "headline", "shadow", "col-md-8", "x", "", "新闻", "radar"]
)
def test_words_inside_other_words_say_nothing(name: str) -> None:
    assert kind_of_name(name) == ""


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<nav>甲</nav>", "nav"),
        ("<aside>甲</aside>", "aside"),
        ("<footer>甲</footer>", "footer"),
        ("<figcaption>甲</figcaption>", "caption"),
        ("<form>甲</form>", "form"),
        ("<div id=comments>甲</div>", "comment"),
        ('<div class=box id="related">甲</div>', "related"),
        ('<div class="content" id="sidebar">甲</div>', "aside"),
        ("<article>甲</article>", "body"),
        ('<article class="comment">甲</article>', "comment"),
        ('<article class="post meta">甲</article>', "body"),
        ('<table><tr class="related"><td>甲</td></tr></table>', ""),
        ("<p>甲</p>", ""),
    ],
)
def test_kinds_of_blocks(markup: str, kind: str) -> None:
    lines = lines_of(markup)
    assert lines.blocks[lines.lines[0].block].kind == kind


def test_reading_leaves_the_tree_as_it_was() -> None:
    read = page("<div><p>甲<br>乙</p></div>")
    before = etree.tostring(read.root)
    read_lines(read.root)
    assert etree.tostring(read.root) == before
