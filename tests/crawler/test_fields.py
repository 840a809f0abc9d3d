"""Credits, source, trail, tags and images, from what stands around the text."""

import json
from typing import Any

import pytest

from crawler.reading import fields
from crawler.reading.items import Credit, Image
from crawler.reading.people import People, people
from crawler.reading.pictures import images
from crawler.reading.reading import Reading, read_page
from tests.crawler.pages import EN, STORIES, ZH, ld, page, paragraphs, portal_page, read

BODY = f"<div>{paragraphs(*ZH.paragraphs)}</div>"
HEADLINE = f"<h1>{ZH.title}</h1>"


def portal(**parts: Any) -> Reading:
    return read_page(portal_page(**parts))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"inside": "<p>责任编辑：林小满</p>"}, [Credit("责任编辑", "林小满")]),
        ({"after": "<div>编辑：林小满</div><div>审核：周航</div>"}, [Credit("编辑", "林小满"), Credit("审核", "周航")]),
        ({"info": "2023-09-04 08:30 记者：陆一鸣"}, [Credit("记者", "陆一鸣")]),
        ({"info": "记者：陆一鸣", "inside": "<p>记者：陆一鸣</p>"}, [Credit("记者", "陆一鸣")]),
        ({}, []),
    ],
)
def test_credits(parts: dict[str, str], expected: list[Credit]) -> None:
    assert people(portal(**parts)).credits == expected


def test_a_paragraph_about_editors_is_no_credit() -> None:
    text = "这张报纸的老编辑：他们有的已经九十岁，仍然每天早上到阅报栏前站一会儿，看看今天的标题有没有错字。"
    reading = portal(content=paragraphs(*ZH.paragraphs, text, ZH.paragraphs[0]))
    assert people(reading).credits == []


def test_credits_of_the_frame_are_not_the_article_s() -> None:
    footer = "".join(f"<p>第{n}条说明文字</p>" for n in range(60))
    assert people(portal(after=f'<div class="footer">{footer}<p>总编辑：何广福</p></div>')).credits == []


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"info": "来源：南湾日报 2023-09-04 08:30"}, "南湾日报"),
        ({"info": "2023-09-04", "after": "<p>来源：港口晚报</p>"}, "港口晚报"),
        ({"info": "", "head": '<meta name="ContentSource" content="南湾日报">'}, "南湾日报"),
        ({"info": "", "head": '<meta name="source" content="来源：南湾日报">'}, "南湾日报"),
        ({"info": "来源：港口晚报", "head": '<meta name="source" content="南湾日报">'}, "港口晚报"),
        ({"info": "", "head": '<meta name="source" content="http://www.nanwan.example/">'}, ""),
        ({"info": "2023-09-04 08:30"}, ""),
    ],
)
def test_source(parts: dict[str, str], expected: str) -> None:
    assert people(portal(**parts)).source == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"info": "记者：陆一鸣"}, ["陆一鸣"]),
        ({"info": "记者：陆一鸣、何小川", "inside": "<p>编辑：林小满</p>"}, ["陆一鸣", "何小川"]),
        ({"info": "By Tom Hale", "head": ld(author={"@type": "Person", "name": "Ruth Calloway"})}, ["Ruth Calloway"]),
        ({"info": "", "head": ld(author=[{"name": "甲某"}, {"name": "乙某"}, {"name": "甲某"}])}, ["甲某", "乙某"]),
        ({"info": "", "head": '<meta name="author" content="Ruth Calloway">'}, ["Ruth Calloway"]),
        ({"info": "记者：陆一鸣", "head": '<meta name="author" content="admin2">'}, ["陆一鸣"]),
        ({"info": "", "head": '<meta name="author" content="https://social.example/harbour">'}, []),
        ({"info": "", "head": '<meta name="author" content="desk@nanwan.example">'}, []),
        ({"info": "", "head": '<meta name="author" content="1024">'}, []),
        ({"info": "", "head": ld(author=[{"name": "https://www.nanwan.example/u/1"}, {"name": "何小川"}])}, ["何小川"]),
        ({"info": "", "head": f'<meta name="author" content="{"x" * 200}">'}, []),
        ({"info": ""}, []),
    ],
)
def test_authors(parts: dict[str, str], expected: list[str]) -> None:
    assert people(portal(**parts)).authors == expected


@pytest.mark.parametrize(
    ("trail", "expected"),
    [
        ("当前位置：<a>首页</a> &gt; <a>新闻</a> &gt; 社会", ["首页", "新闻", "社会"]),
        ("您的位置: <a>南湾网</a>>><a>要闻</a>", ["南湾网", "要闻"]),
        ("目前位置：首頁 » 地方", ["首頁", "地方"]),
        ("首页 > 新闻 > 正文", ["首页", "新闻"]),
        ("<a>Home</a> / <a>News</a> / <a>Local</a>", ["Home", "News", "Local"]),
        ("<a>Startseite</a> › <a>Kreis Wehra</a>", ["Startseite", "Kreis Wehra"]),
        (f"首页 &gt; 社会 &gt; {ZH.title}", ["首页", "社会"]),
        ("您所在的位置：首页 &gt; 要闻", ["首页", "要闻"]),
        ("您現在的位置：首页 &gt; 要闻", ["首页", "要闻"]),
        ("您现在所在的位置：首页 &gt; 要闻", ["首页", "要闻"]),
        ("您所在位置：首页 &gt; 要闻", ["首页", "要闻"]),
        ("现在位置：首页 &gt; 要闻", ["首页", "要闻"]),
        ("您现在位于：首页 &gt; 要闻", ["首页", "要闻"]),
        ("您现在在：南湾网 / 要闻", ["南湾网", "要闻"]),
        ("老码头位于南湾/东山之间", []),
        ("他在码头/货场干了三十一年", []),
        ("新闻 | 体育 | 文化", []),
        ("首页", []),
        ("老码头所在位置已经改变", []),
        (" &gt; ".join(["首页", *["很长的栏目名称" * 10] * 3]), []),
    ],
)
def test_breadcrumbs(trail: str, expected: list[str]) -> None:
    assert fields.breadcrumbs(read(f"<div>{trail}</div>{HEADLINE}{BODY}", "", ZH.title)) == expected


@pytest.mark.parametrize(
    ("trail", "expected"),
    [
        ("<ul><li>南湾晚报</li><li>南湾</li><li>正文</li></ul>", ["南湾晚报", "南湾"]),
        ("<ul><li>南湾晚报</li><li>南湾</li></ul>", []),
        ("<p>南湾晚报</p><ul><li>正文</li></ul>", []),
        (
            f"<ul>{'<li>栏目</li>' * 2}<li>这一项太长，它是一整句话，从来不会是任何一个栏目的名称</li><li>正文</li></ul>",
            [],
        ),
    ],
)
def test_a_list_that_ends_in_the_word_for_text_is_a_trail(trail: str, expected: list[str]) -> None:
    assert fields.breadcrumbs(read(f"{trail}{HEADLINE}{BODY}", "", ZH.title)) == expected


def test_dates_and_marks_are_no_sections() -> None:
    trail = '<div class="breadcrumb"><p>首页</p><p>></p><p>社会</p><p>2023-09-04 08:30</p></div>'
    assert fields.breadcrumbs(read(f"{trail}{HEADLINE}{BODY}", "", ZH.title)) == ["首页", "社会"]


def test_claimed_breadcrumbs_serve_where_none_are_printed() -> None:
    entries = [{"name": "首页"}, {"name": "社会"}, {"name": ZH.title}]
    head = f'<script type="application/ld+json">{json.dumps({"@type": "BreadcrumbList", "itemListElement": entries})}</script>'
    assert fields.breadcrumbs(read(f"{HEADLINE}{BODY}", head)) == ["首页", "社会"]
    assert fields.breadcrumbs(read(f"<p>首页 &gt; 港口</p>{HEADLINE}{BODY}", head)) == ["首页", "港口"]


def test_breadcrumbs_below_the_headline_are_another_page_s() -> None:
    assert fields.breadcrumbs(read(f"{HEADLINE}{BODY}<p>首页 &gt; 社会</p>", "", ZH.title)) == []


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>标签：<a>码头</a> <a>城市 公园</a></p>", ["码头", "城市 公园"]),
        ("<p>关键词：码头，公园、改造</p>", ["码头", "公园", "改造"]),
        ("<p>關鍵字: 樟樹 校園</p>", ["樟樹", "校園"]),
        ("<p>Tags: <a>ferry</a>, <a>Alder Bay</a>, <a>ferry</a></p>", ["ferry", "Alder Bay"]),
        ("<p>Schlagwörter: Mühle, Wehra</p>", ["Mühle", "Wehra"]),
        ("<p>标签：</p>", []),
        ("<p>没有</p>", []),
        ("", []),
    ],
)
def test_tags(markup: str, expected: list[str]) -> None:
    assert fields.tags(portal(after=markup)) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ul><li>关键词：</li><li><a>码头</a></li><li><a>公园</a></li></ul>", ["码头", "公园"]),
        ("<div><p>關鍵字：</p><p><a>碼頭</a></p></div><p><a>下一篇：別的事</a></p>", ["碼頭"]),
        ("<ul><li>关键词：</li><li>码头以后还会再变</li></ul>", []),
        ('<div class="tags"><a>码头</a> <a>公园</a></div>', ["码头", "公园"]),
        ('<div class="tags"><a>【纠错】</a></div><div class="tags">责任编辑：林小满</div>', []),
        ('<div class="tags"><p><a>码头为什么要改？</a></p></div>', []),
        ("<p>关键词 >> <a>码头</a></p>", ["码头"]),
    ],
)
def test_tags_below_their_label_and_in_boxes(markup: str, expected: list[str]) -> None:
    assert fields.tags(portal(after=markup)) == expected


def test_a_paragraph_that_begins_with_the_word_has_no_tags() -> None:
    text = "标签：" + "这种写在木箱上的小纸片，三十年前由码头的搬运工自己裁好、写好、再用米糊贴上去。" * 6
    assert fields.tags(portal(content=paragraphs(*ZH.paragraphs, text))) == []


def pictures(content: str, head: str = "", **parts: Any) -> list[Image]:
    return images(read_page(portal_page(content=content, head=head, **parts)))


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ('<img src="1.jpg">', "http://www.nanwan.example/news/shehui/1.jpg"),
        ('<img src="/pic/1.jpg">', "http://www.nanwan.example/pic/1.jpg"),
        ('<img src="//img.example/1.jpg">', "http://img.example/1.jpg"),
        ('<img src=" http://img.example/1.jpg ">', "http://img.example/1.jpg"),
        ('<img src="/loading.gif" data-src="/pic/1.jpg">', "http://www.nanwan.example/pic/1.jpg"),
        ('<img src="data:image/gif;base64,R0" data-original="/pic/1.jpg">', "http://www.nanwan.example/pic/1.jpg"),
        ('<amp-img src="/pic/1.jpg"></amp-img>', "http://www.nanwan.example/pic/1.jpg"),
        ('<a href="/big.jpg"><img src="/pic/1.jpg"></a>', "http://www.nanwan.example/pic/1.jpg"),
    ],
)
def test_addresses_of_images(markup: str, url: str) -> None:
    for content in (f"<p>{markup}</p>{paragraphs(*ZH.paragraphs)}", f"{paragraphs(*ZH.paragraphs)}<p>{markup}</p>"):
        assert pictures(content) == [Image(url)]


@pytest.mark.parametrize(
    "markup",
    ["<img>", '<img src="">', '<img src="data:image/png;base64,R0">', '<img src="/static/logo.png">', '<img src="/img/share_icon.gif">',
     '<img src="/qrcode/48201.png">', '<div class="related"><img src="/pic/9.jpg"></div>', '<div class="share"><img src="/pic/9.jpg"></div>'],
)  # fmt: skip
def test_what_is_no_image_of_the_article(markup: str) -> None:
    half = paragraphs(*ZH.paragraphs[:2])
    assert pictures(f"{half}{markup}{paragraphs(*ZH.paragraphs[2:])}") == []


def test_images_outside_of_the_text_are_not_the_article_s() -> None:
    body = f'<img src="/top.jpg"><ul><li>甲</li></ul>{HEADLINE}{BODY}<p>甲</p><p>乙</p><img src="/low.jpg">'
    assert images(read(body, "", ZH.title)) == []


def test_every_image_once_in_order() -> None:
    inner = "".join(f'<p>{text}</p><p><img src="/pic/{n % 2}.jpg"></p>' for n, text in enumerate(ZH.paragraphs))
    assert [image.url[-6:] for image in pictures(inner)] == ["/0.jpg", "/1.jpg"]


def test_images_refer_to_the_base_address() -> None:
    content = f'<p><img src="1.jpg"></p>{paragraphs(*ZH.paragraphs)}'
    assert pictures(content, '<base href="http://img.example/2023/">') == [Image("http://img.example/2023/1.jpg")]


@pytest.mark.parametrize(
    "markup",
    [
        '<figure><img src="/1.jpg"><figcaption>{}</figcaption></figure>',
        '<figure><p><img src="/1.jpg"></p><p>{}</p></figure>',
        '<div class="wp-caption"><img src="/1.jpg"><p class="wp-caption-text">{}</p></div>',
        '<p><img src="/1.jpg"></p><p class="caption">{}</p>',
    ],
)
def test_captions(markup: str) -> None:
    caption = "改造后的老码头（资料图）"
    half = paragraphs(*ZH.paragraphs[:2])
    assert pictures(f"{half}{markup.format(caption)}{paragraphs(*ZH.paragraphs[2:])}") == [
        Image("http://www.nanwan.example/1.jpg", caption)
    ]


@pytest.mark.parametrize(
    "markup",
    [
        '<p><img src="/1.jpg"><br>{}</p>',
        '<p align="center"><img src="/1.jpg"></p><p align="center">{}</p>',
        '<p style="text-align: center"><img src="/1.jpg"></p><p style="text-align: center">{}</p>',
    ],
)
def test_a_line_that_the_text_leaves_out_as_a_caption_is_the_image_s(markup: str) -> None:
    half, rest = paragraphs(*ZH.paragraphs[:2]), paragraphs(*ZH.paragraphs[2:])
    reading = portal(content=f"{half}{markup.format('改造后的老码头')}{rest}")
    assert [reading.trimmer.text(number) for number in reading.trimmer.body] == list(ZH.paragraphs)
    assert images(reading) == [Image("http://www.nanwan.example/1.jpg", "改造后的老码头")]


@pytest.mark.parametrize("src", ["http://[bad/1.jpg", "//[x", "http://a.example:99999/1.jpg", "javascript:void(0)"])
def test_an_image_with_a_bad_address_is_left_out(src: str) -> None:
    assert pictures(f'<p><img src="{src}"></p><p><img src="/2.jpg"></p>{paragraphs(*ZH.paragraphs)}') == [
        Image("http://www.nanwan.example/2.jpg")
    ]


@pytest.mark.parametrize(
    ("src", "kept"),
    [
        ("http://img.example/2023/blankenese-hafen.jpg", True),
        ("/news/silicon-factory.jpg", True),
        ("http://lexicon.example/1.jpg", True),
        ("http://icon.example/1.jpg", True),
        ("/balcony/semiconductor.jpg", True),
        ("/1.jpg?from=logo", True),
        ("/icons/1.gif", False),
        ("/img/logo2.png", False),
        ("/img/blank.gif", False),
        ("/img/site-logo_small.png", False),
    ],
)
def test_icons_are_named_by_whole_words_of_their_path(src: str, kept: bool) -> None:
    half, rest = paragraphs(*ZH.paragraphs[:2]), paragraphs(*ZH.paragraphs[2:])
    assert bool(pictures(f'{half}<p><img src="{src}"></p>{rest}')) == kept


def test_a_paragraph_after_an_image_is_no_caption() -> None:
    assert pictures(f'<p><img src="/1.jpg"></p>{paragraphs(*ZH.paragraphs)}')[0].caption == ""


@pytest.mark.parametrize("body", ["", "<img src=1.jpg>", HEADLINE, "<p>标签：</p>", "<p>首页 &gt; 社会</p>"])
def test_pages_without_text_break_nothing(body: str) -> None:
    reading = read_page(page(body))
    assert people(reading) == People()
    assert fields.tags(reading) == []
    assert isinstance(fields.breadcrumbs(reading), list)
    assert isinstance(images(reading), list)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_plain_articles_have_nobody_and_nothing(story: Any) -> None:
    reading = portal(story=story, info="")
    assert (people(reading), fields.tags(reading), images(reading)) == (People(), [], [])
    assert fields.breadcrumbs(reading) == ["首页", "新闻", "社会"]


def test_an_english_by_line() -> None:
    assert people(portal(story=EN, info="By Ruth Calloway")).authors == ["Ruth Calloway"]
