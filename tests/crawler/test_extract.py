"""From a page to an article: whole pages in many languages, hostile ones, and pages of nothing."""

import json
import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.layout import Layout
from crawler.reading.extract import CLOCKS, COUNTRIES, PortalFacts, extract
from crawler.reading.items import Article, Credit, Image
from crawler.reading.page import Page
from crawler.reading.ruleset import rules_of
from crawler.reading.validity import reason_against
from tests.crawler.pages import EN, STORIES, URL, ZH, Story, document, ld, page, paragraphs, portal_page, teasers

FACTS = PortalFacts("nanwan", ("www.nanwan.example",), "Asia/Shanghai")
COMMENT = "这条路我走了二十年，下雨天总是积水，希望这次真的能修好，别再挖开又填上，大家出门也方便一些。"
TAGS = ["div", "/div", "p", "/p", "h1", "/h1", "table", "td", "a href=/1", "/a", "br", "img src=1.jpg", "article", "nav", "/nav", "ul", "li",
        "script", "/script", "!--", "--", "style", "base href=/x/", "figure", "figcaption", "form", "select", "b", "span style=display:none"]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(TAGS).map("<{}>".format),
    st.sampled_from(
        [
            *ZH.paragraphs,
            ZH.title,
            "2023-09-04 08:30",
            "首页 > 新闻",
            "来源：南湾日报",
            "编辑：林小满",
            "标签：码头",
            "相关新闻",
            "&#0;&amp;&x;",
        ]
    ),
    st.text(max_size=12),
)


@pytest.mark.parametrize(("language", "story"), STORIES.items(), ids=STORIES)
def test_a_page_of_every_language(language: str, story: Story) -> None:
    article = extract(portal_page(story, lang=language), FACTS)
    assert (article.title, article.body, article.language) == (story.title, story.body, language)
    assert article.published_at == "2023-09-04T08:30:00+08:00"
    assert (article.source, article.portal, article.layout) == ("南湾日报", "nanwan", "generic")
    assert (article.breadcrumbs, article.section) == (["首页", "新闻", "社会"], "社会")
    assert reason_against(article) == ""


#: One sentence each in scripts that end it with marks of their own, or with none.
SCRIPTS = {
    "th": "เรือข้ามฟากลำเก่ากลับมาให้บริการอีกครั้งหลังจากหยุดไปสิบปี ชาวบ้าน {} คนบอกว่าดีใจมากที่ได้ใช้เรืออีกครั้ง",
    "lo": "ເຮືອຂ້າມຟາກລຳເກົ່າກັບມາໃຫ້ບໍລິການອີກຄັ້ງຫຼັງຈາກຢຸດໄປສິບປີ ຊາວບ້ານ {} ຄົນບອກວ່າດີໃຈຫຼາຍທີ່ໄດ້ໃຊ້ເຮືອອີກຄັ້ງ",
    "km": "ទូកចាស់បានត្រឡប់មកទន្លេវិញក្រោយពីដប់ឆ្នាំ ហើយកុមារ {} នាក់អាចធ្វើដំណើរដោយឥតគិតថ្លៃនៅឆ្នាំនេះ។",
    "my": "ဆယ်နှစ်ကြာပြီးနောက် လှေဟောင်းသည် မြစ်ထဲသို့ ပြန်ရောက်လာပြီး ကလေး {} ဦးအတွက် အခမဲ့ဖြစ်သည်။",
    "am": "አሮጌው ጀልባ ከአሥር ዓመታት በኋላ ወደ ወንዙ ተመለሰ፤ በመንደሩ ያሉ {} ልጆችም በዚህ ዓመት በነጻ ይጓዛሉ።",
    "ur": "پرانی کشتی دس سال بعد دریا میں واپس آ گئی ہے اور گاؤں کے {} بچوں کے لیے اس سال سفر مفت ہے۔",
    "hy": "Հին նավը տասը տարի անց վերադարձել է գետ և գյուղի {} երեխաներ այս տարի անվճար կճանապարհորդեն։",
    "bo": "གྲོང་གསེབ་ཀྱི་སློབ་གྲྭ་ཆུང་ཆུང་ཞིག་ལོ་བཅུའི་རྗེས་སུ་སླར་ཡང་སྒོ་ཕྱེ་བ་རེད། སློབ་མ་ {} ཡོད།",
}


@pytest.mark.parametrize("language", SCRIPTS)
def test_sentences_of_every_script_are_text(language: str) -> None:
    story = Story(SCRIPTS[language][:24], tuple(SCRIPTS[language].format(n) for n in range(4, 9)))
    article = extract(page(f"<h1>{story.title}</h1>{paragraphs(*story.paragraphs)}", lang=language, title=story.title))
    assert (article.body, article.language, reason_against(article)) == (story.body, language, "")


def test_all_fields_of_one_page() -> None:
    content = (
        f'<p><img data-src="/pic/1.jpg" src="/loading.gif"></p>{paragraphs(*ZH.paragraphs)}<p>责任编辑：林小满</p>'
    )
    article = extract(
        portal_page(
            content=content,
            info="2023-09-04 08:30　来源：南湾日报　记者：陆一鸣",
            after="<p>标签：<a href=/t/1>码头</a> <a href=/t/2>公园</a></p>",
            head='<meta property="article:modified_time" content="2023-09-05T10:00:00+08:00"><link rel="canonical" href="http://www.nanwan.example/48201.html">',
        ),
        FACTS,
    )
    removed = {line.text for line in article.removed}
    article.ledger = []
    assert article == Article(
        url="http://www.nanwan.example/48201.html",
        portal="nanwan",
        title=ZH.title,
        body=ZH.body,
        published_at="2023-09-04T08:30:00+08:00",
        modified_at="2023-09-05T10:00:00+08:00",
        section="社会",
        breadcrumbs=["首页", "新闻", "社会"],
        source="南湾日报",
        authors=["陆一鸣"],
        credits=[Credit("记者", "陆一鸣"), Credit("责任编辑", "林小满")],
        tags=["码头", "公园"],
        images=[Image("http://www.nanwan.example/pic/1.jpg")],
        language="zh-Hans",
        fetched_url=URL,
        layout="generic",
        design="div.wrap > div.main > div.content",
        charset="utf-8",
        rules=rules_of(),
    )
    assert "责任编辑：林小满" in removed


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_the_ledger_accounts_for_every_line(story: Story) -> None:
    article = extract(
        portal_page(story, inside="<p>相关新闻</p>", after=f"<div class=comments><p>{COMMENT}</p></div>"), FACTS
    )
    positions = [line.position for line in article.ledger]
    assert positions == list(range(positions[0], positions[0] + len(positions)))
    assert "\n".join(line.text for line in article.ledger if line.verdict == "body") == article.body
    assert next(line for line in article.ledger if line.rule == "title").text == article.title
    assert all(line.rule for line in article.removed)


@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"\n", b"\x00", b"\xef\xbb\xbf", document(""), document("<img src=1.jpg>"), document("<a href=1.jpg><img src=1.jpg></a>"),
     document("<!-- nichts -->"), document("<script>document.write('x')</script>"), document("<div id=app></div>"), b"<html>", b"<", b"&nbsp;",
     b"<frameset><frame src=a.html></frameset>", document("<p>\xa0</p>"), document("<video src=1.mp4></video>")],
    ids=range(17),
)  # fmt: skip
def test_pages_of_nothing_are_empty_articles(body: bytes) -> None:
    for facts in (PortalFacts(), FACTS, PortalFacts("x", layouts=(Layout("body", headline="h1"),))):
        article = extract(Page(URL, body), facts)
        assert (article.title, article.body, article.published_at, article.source) == ("", "", "", "")
        assert (article.url, article.fetched_url) == (URL, URL)
        assert reason_against(article) == "no-text"


@given(
    st.binary(max_size=400), st.sampled_from(["", "text/html; charset=gbk", "text/html; charset=utf-16", "image/png"])
)
@settings(max_examples=80, deadline=None)
def test_any_bytes(body: bytes, content_type: str) -> None:
    assert isinstance(extract(Page(URL, body, content_type)), Article)


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_markup(pieces: list[str]) -> None:
    article = extract(page("".join(pieces), title=ZH.title), FACTS)
    body = [line.text for line in article.ledger if line.verdict == "body"]
    assert "\n".join(body) == article.body
    assert [line.position for line in article.ledger] == sorted(line.position for line in article.ledger)
    assert "\n" not in article.title
    json.dumps([article.title, article.breadcrumbs, article.tags, article.authors, article.source])
    if article.published_at:
        assert datetime.fromisoformat(article.published_at).tzinfo is not None


def test_a_control_character_between_blanks_leaves_one_blank() -> None:
    article = extract(page(f"<h1>{ZH.title}</h1><p>{ZH.paragraphs[0]}\x85\x1b\x850</p>"), FACTS)
    kept = [line.text for line in article.ledger if line.verdict == "body"]
    assert "\n".join(kept) == article.body == f"{ZH.paragraphs[0]} 0"


def test_extracting_twice_gives_the_same() -> None:
    fetched = portal_page()
    assert extract(fetched, FACTS) == extract(fetched, FACTS) == extract(portal_page(), FACTS)


@pytest.mark.parametrize("tag", ["div", "span", "b", "a", "font", "table", "ul", "blockquote", "form"])
def test_forty_thousand_nested_tags(tag: str) -> None:
    nested = f"<{tag}>" * 40_000
    start = time.process_time()
    assert extract(page(f"<h1>{ZH.title}</h1><div>{paragraphs(*ZH.paragraphs)}</div>{nested}x"), FACTS).body == ZH.body
    assert extract(page(nested + ZH.body)).title == ""
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "text", ["，" * 100_000, "（" * 50_000, "a " * 50_000, "2023-" * 20_000, "首页 > " * 20_000, "编辑：" * 30_000, "\u200b河" * 30_000],
    ids=range(7),
)  # fmt: skip
def test_hostile_text_is_read_in_time(text: str) -> None:
    start = time.process_time()
    for body in (f"<p>{text}</p>", f"<h1>{text}</h1>{paragraphs(*ZH.paragraphs)}<p>{text}</p>"):
        extract(page(body, title=text[:10_000]), FACTS)
    assert time.process_time() - start < 10


def test_many_short_lines_are_read_in_time() -> None:
    start = time.process_time()
    extract(page(f"<h1>{ZH.title}</h1><div>{paragraphs(*ZH.paragraphs)}</div>{teasers(5000)}", title=ZH.title), FACTS)
    assert time.process_time() - start < 10


def _sentences(count: int, form: str) -> str:
    return "".join(form.format(n, f"The river rose again on Monday, said reader {n}.") for n in range(count))


@pytest.mark.parametrize(
    ("head", "middle"),
    [
        ("", f'<div class="caption">{_sentences(10_000, "{1}<br>")}</div>'),
        ("", f"{_sentences(8_000, '<div><h1>{0}</h1></div><div><p>{1}</p></div>')}<p>So it goes, they say.</p>"),
        ("", f"<figure>{_sentences(5_000, '<img src={0}.jpg>{1}<br>')}</figure>"),
        ("", f"<table>{_sentences(2_500, '<tr><td><img src={0}.jpg></td></tr><tr><td>{1}</td></tr>')}</table>"),
        (ld(author=[{"name": f"Ann Hill {n}"} for n in range(6_000)]), _sentences(6_000, "<p>{1}</p>")),
    ],
    ids=["lines of a caption", "headlines", "pictures of a figure", "pictures of a table", "authors"],
)
def test_thousands_of_one_thing_are_read_in_time(head: str, middle: str) -> None:
    """Each took time with the square of their number: 2 to 8 s, and .2 to .7 s now."""
    start = time.process_time()
    article = extract(page(f"<h1>{EN.title}</h1><div>{paragraphs(*EN.paragraphs)}{middle}</div>", head), FACTS)
    assert time.process_time() - start < 3
    assert article.body.startswith(EN.body)


@pytest.mark.parametrize("url", ["http://[bad/1.html", "http://www.nanwan.example:99999/1.html"])
def test_a_saved_page_under_what_is_no_address_is_read_all_the_same(url: str) -> None:
    article = extract(page(f"<h1>{EN.title}</h1>{paragraphs(*EN.paragraphs)}", lang="en", url=url))
    assert (article.title, article.body, article.url) == (EN.title, EN.body, url)


def test_comments_longer_than_the_article_are_not_the_body() -> None:
    comments = "".join(f"<div><b>网友{n}</b><p>{COMMENT}</p></div>" for n in range(30))
    assert extract(portal_page(after=f'<div class="comment-list">{comments}</div>'), FACTS).body == ZH.body


def test_a_hidden_paywalled_text_is_the_body() -> None:
    fetched = page(
        f'<h1>{EN.title}</h1><p>Subscribe to continue.</p><div style="display:none">{paragraphs(*EN.paragraphs)}</div>',
        title=EN.title,
    )
    assert extract(fetched).body == EN.body


def test_a_page_of_teasers_is_no_article() -> None:
    article = extract(page(f"<h1>社会新闻</h1><div>{teasers(30)}</div>", title="社会新闻_南湾信息网"), FACTS)
    assert article.body == ""
    assert reason_against(article) == "no-text"


def test_an_endless_page_gives_its_first_article() -> None:
    articles = "".join(f"<article><h1>{s.title}</h1><div>{paragraphs(*s.paragraphs)}</div></article>" for s in (ZH, EN))
    article = extract(page(f"<main>{articles}</main>", title=f"{ZH.title}_南湾信息网"), FACTS)
    assert (article.title, article.body) == (ZH.title, ZH.body)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-16"])
def test_pages_in_any_charset_with_a_wrong_label(encoding: str) -> None:
    body = (
        document(f"<h1>{ZH.title}</h1><div>{paragraphs(*ZH.paragraphs)}</div>", title=ZH.title)
        .decode()
        .encode(encoding)
    )
    article = extract(Page(URL, body, "text/html; charset=iso-8859-1"), FACTS)
    assert (article.title, article.body) == (ZH.title, ZH.body)


@pytest.mark.parametrize(
    ("layouts", "label", "body"),
    [
        ((Layout("div.content", name="2023"),), "2023", ZH.body),
        ((Layout("td#zoom", since="2009-05-01"), Layout("div.content", since="2021-01-01")), "2021-01-01", ZH.body),
        ((Layout("td#zoom"), Layout("div#none")), "generic", ZH.body),
        ((Layout("div.other", name="other"), Layout("div.content", name="2023")), "other", EN.body),
        ((), "generic", ZH.body),
    ],
)
def test_layouts(layouts: tuple[Layout, ...], label: str, body: str) -> None:
    other = f'<div class="other">{paragraphs(*EN.paragraphs)}</div>' if label == "other" else ""
    article = extract(portal_page(content=other + paragraphs(*ZH.paragraphs)), PortalFacts("nanwan", layouts=layouts))
    assert (article.layout, article.body) == (label, body)


def test_the_headline_of_a_layout() -> None:
    fetched = page(
        f'<h1>南湾信息网</h1><div class="bt">{ZH.title}</div><div class="nr">{paragraphs(*ZH.paragraphs)}</div>',
        title="南湾信息网",
    )
    facts = PortalFacts("nanwan", layouts=(Layout("div.nr", headline="div.bt"),))
    assert extract(fetched, facts).title == ZH.title


@pytest.mark.parametrize(
    ("claimed", "url"),
    [
        ("http://www.nanwan.example/a/48201.html", "http://www.nanwan.example/a/48201.html"),
        ("https://nanwan.example/a/48201.html", "https://nanwan.example/a/48201.html"),
        ("http://www.nanwan.example/a/48201.html?utm_source=feed#top", "http://www.nanwan.example/a/48201.html"),
        ("http://www.other.example/a/48201.html", URL),
        ("http://www.nanwan.example/", URL),
        ("http://www.nanwan.example", URL),
        ("javascript:void(0)", URL),
        ("ftp://www.nanwan.example/a", URL),
        ("http://[bad/a.html", URL),
        ("http://www.nanwan.example:99999/a.html", URL),
        ("http://a.example:99999/x", URL),
        ("", URL),
    ],
)
def test_the_canonical_address(claimed: str, url: str) -> None:
    head = f'<link rel="canonical" href="{claimed}">'
    assert extract(portal_page(head=head), FACTS).url == url
    assert extract(portal_page(head=head)).url == url


def test_addresses_without_what_changes_from_visit_to_visit() -> None:
    article = extract(portal_page(url=f"{URL}?utm_source=x&PHPSESSID=4f3a#comments"), FACTS)
    assert (article.url, article.fetched_url) == (URL, f"{URL}?utm_source=x&PHPSESSID=4f3a#comments")


@pytest.mark.parametrize(
    ("zone", "language", "offset"),
    [
        ("Asia/Shanghai", "en", "+08:00"),
        ("America/New_York", "zh-Hans", "-04:00"),
        ("", "zh-Hans", "+08:00"),
        ("", "ja", "+09:00"),
        ("", "ko", "+09:00"),
        ("", "de", "+02:00"),
        ("", "en", "+00:00"),
    ],
)
def test_the_clock_is_the_portal_s_own_or_that_of_its_language(zone: str, language: str, offset: str) -> None:
    article = extract(portal_page(STORIES[language]), PortalFacts(timezone=zone))
    assert article.published_at == f"2023-09-04T08:30:00{offset}"


@pytest.mark.parametrize(("domain", "zone"), COUNTRIES.items())
def test_a_country_s_domain_tells_the_clock(domain: str, zone: str) -> None:
    article = extract(page("", url=f"http://www.nanwan.{domain}:8080/2023/09/04/1.html"))
    assert article.published_at == datetime(2023, 9, 4, tzinfo=ZoneInfo(zone)).isoformat()


@pytest.mark.parametrize(
    ("language", "domain", "day"),
    [
        ("en-US", "example", "2023-04-09"),
        ("en", "com", "2023-04-09"),
        ("en", "co.uk", "2023-09-04"),
        ("en-GB", "com", "2023-09-04"),
        ("", "com", "2023-09-04"),
    ],
)
def test_days_in_figures_are_read_as_the_portal_writes_them(language: str, domain: str, day: str) -> None:
    text = f"<h1>{EN.title}</h1><p>04/09/2023</p>{paragraphs(*EN.paragraphs)}"
    article = extract(page(text, lang=language, url=f"http://www.nanwan.{domain}/48201.html"))
    assert article.published_at[:10] == day


@pytest.mark.parametrize("language", CLOCKS)
def test_every_listed_clock_exists(language: str) -> None:
    assert ZoneInfo(CLOCKS[language]).key == CLOCKS[language]


@pytest.mark.parametrize(("day", "offset"), [("2023-01-15", "+01:00"), ("2023-07-15", "+02:00")])
def test_summer_time(day: str, offset: str) -> None:
    article = extract(portal_page(STORIES["de"], info=f"{day} 08:30"), PortalFacts(timezone="Europe/Berlin"))
    assert article.published_at == f"{day}T08:30:00{offset}"


@pytest.mark.parametrize("value", [None, 7, [], {}, [None], "x", {"name": None}, [[{"name": ["x"]}]], True])
@pytest.mark.parametrize("key", ["headline", "author", "datePublished", "dateModified", "section", "image"])
def test_json_ld_of_the_wrong_types_breaks_nothing(key: str, value: Any) -> None:
    head = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", key: value})}</script>'
    article = extract(portal_page(head=head), FACTS)
    assert (article.title, article.body, article.published_at) == (ZH.title, ZH.body, "2023-09-04T08:30:00+08:00")


def test_entities_are_read_once() -> None:
    article = extract(portal_page(Story("A &amp; B &lt;i&gt;", ZH.paragraphs)), FACTS)
    assert article.title == "A &amp; B &lt;i&gt;"  # the page escapes the story's title once more


@pytest.mark.parametrize(
    "head",
    [
        '<base href="http://[bad/">',
        '<link rel="canonical" href="http://[bad/a.html">',
        '<link rel="canonical" href="http://www.nanwan.example:99999/x">',
    ],
)
def test_bad_addresses_in_the_head_cost_no_text(head: str) -> None:
    article = extract(portal_page(head=head))
    assert (article.url, article.body) == (URL, ZH.body)


def test_an_empty_layout_box_does_not_serve() -> None:
    body = f'<h1>{ZH.title}</h1><div class="content"></div><div class="story">{paragraphs(*ZH.paragraphs)}</div>'
    article = extract(page(body, title=ZH.title), PortalFacts(layouts=(Layout("div.content"),)))
    assert (article.layout, article.body) == ("generic", ZH.body)


@pytest.mark.parametrize("zone", ["Asia/Peking", "Beijing", "../etc/passwd", "/etc", "Asia", "a\0b", "x" * 300])
def test_a_clock_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(ValueError, match=r"^timezone '.*' is no IANA time zone: write one such as 'Asia/Shanghai'"):
        PortalFacts(timezone=zone)


def test_selectors_of_a_layout_overrule_what_is_found_without_them() -> None:
    marked = (
        '<i class="when">2021-02-03 04:05</i><b class="from">南湾广播</b><u class="tag">渔业</u><u class="tag">码头</u>'
    )
    layout = Layout("div.text", published="i.when", source="b.from", tags="u.tag", breadcrumbs="s.none")
    found = page(f'{marked}<h1>{ZH.title}</h1><div class="text">{paragraphs(*ZH.paragraphs)}</div>', title=ZH.title)
    article = extract(found, PortalFacts(timezone="Asia/Shanghai", layouts=(layout,)))
    assert article.published_at == "2021-02-03T04:05:00+08:00"
    assert (article.source, article.tags) == ("南湾广播", ["渔业", "码头"])
