"""What the head claims: order of trust, JSON-LD in all its shapes, and nothing that breaks the reading."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading.metadata import ARTICLE_TYPES, MAX_JSON, META_NAMES, Metadata, read_metadata
from tests.crawler.pages import page, tree

ARTICLE = {"@type": "NewsArticle", "headline": "渡口通航", "datePublished": "2023-09-04T08:30:00+08:00"}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["NewsArticle", "BreadcrumbList"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@graph", "name", "headline", "author", "item", "itemListElement", "mainEntity", "x"]
            ),
            inner,
        )
    ),
    max_leaves=20,
)


def head(markup: str) -> Metadata:
    return read_metadata(tree("<p>正文</p>", markup))


def ld(*documents: Any) -> Metadata:
    texts = [text if isinstance(text, str) else json.dumps(text, ensure_ascii=False) for text in documents]
    return head("".join(f'<script type="application/ld+json">{text}</script>' for text in texts))


@pytest.mark.parametrize(("field", "names"), META_NAMES.items(), ids=META_NAMES)
def test_claims_come_in_order_of_trust(field: str, names: tuple[str, ...]) -> None:
    data = head("".join(f'<meta name="{name}" content="{name} says">' for name in reversed(names)))
    assert data.meta == {field: [f"{name} says" for name in names]}
    assert data.first(field) == f"{names[0]} says"


@pytest.mark.parametrize(
    "markup",
    [
        '<meta property="og:title" content="渡口通航">',
        '<meta name="og:title" content="渡口通航">',
        '<meta NAME=" OG:Title " CONTENT="  渡口通航\n">',
        "<meta name='twitter:title' content='渡口通航'>",
        '<meta itemprop="headline" content="渡口通航">',
        '<meta name="ArticleTitle" content="渡口通航">',
        '<meta http-equiv="DC.Title" content="渡口通航">',
    ],
)
def test_ways_to_write_a_claim(markup: str) -> None:
    assert head(markup).meta == {"title": ["渡口通航"]}


@pytest.mark.parametrize(
    "markup",
    ['<meta name="og:title" content="">', '<meta name="og:title" content=" ">', '<meta name="og:title">', '<meta content="x">',
     '<meta name="viewport" content="width=device-width">', '<meta charset="utf-8">', "<meta>"],
)  # fmt: skip
def test_what_is_no_claim(markup: str) -> None:
    data = head(markup)
    assert (data.first("title"), [text for found in data.meta.values() for text in found if text]) == ("", [])


def test_times_in_the_text_are_trusted_least() -> None:
    markup = (
        '<time itemprop="datePublished" datetime="2023-01-01">neulich</time><meta name="pubdate" content="2023-09-04">'
    )
    assert read_metadata(tree(markup)).meta["published"] == ["2023-09-04", "2023-01-01"]


def test_title_language_and_address() -> None:
    data = read_metadata(
        page(
            "<p>甲</p>",
            '<link rel="Canonical" href=" /a.html "><link rel=canonical href=/b.html>',
            "渡口 &通航",
            "zh-CN",
        ).root
    )
    assert (data.page_title, data.html_language, data.canonical) == ("渡口 &通航", "zh-CN", "/a.html")


def test_the_first_title_of_a_page_is_its_title() -> None:
    root = page("<svg><title>图标</title></svg>", "", "渡口通航").root
    assert read_metadata(root).page_title == "渡口通航"


def test_a_page_that_claims_nothing() -> None:
    assert read_metadata(tree("<p>甲</p>")) == Metadata()


@pytest.mark.parametrize(
    "document",
    [
        ARTICLE,
        [ARTICLE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "南湾"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {"@type": "WebPage", "mainEntityOfPage": [ARTICLE]},
        {"@graph": {"@type": "CollectionPage", "hasPart": [{"@type": "Person", "name": "x"}, ARTICLE]}},
        {**ARTICLE, "@type": ["WebPage", "NewsArticle"]},
        {**ARTICLE, "@type": "https://schema.org/NewsArticle"},
        {**ARTICLE, "@type": "newsarticle"},
    ],
)
def test_the_article_is_found_wherever_json_ld_keeps_it(document: Any) -> None:
    assert ld(document).ld_text("headline") == "渡口通航"


@pytest.mark.parametrize("kind", sorted(ARTICLE_TYPES))
def test_kinds_of_articles(kind: str) -> None:
    assert ld({**ARTICLE, "@type": kind}).ld


@pytest.mark.parametrize(
    "kind", ["Organization", "WebPage", "BreadcrumbList", "Person", "", None, 7, [], [None], {"a": 1}]
)
def test_what_is_no_article(kind: Any) -> None:
    assert ld({**ARTICLE, "@type": kind}).ld == {}


def test_the_first_article_wins() -> None:
    assert ld({"@type": "Person"}, ARTICLE, {**ARTICLE, "headline": "别的"}).ld == ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        '<!-- {"@type": "NewsArticle", "headline": "渡口通航"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "渡口通航"}\n//]]>',
        '/*<![CDATA[*/{"@type": "NewsArticle", "headline": "渡口通航"};/*]]>*/',
        '{"@type": "NewsArticle", "headline": "渡口通航",}',
        '{"@type": "NewsArticle", "keywords": ["甲", "乙", ], "headline": "渡口通航"}',
        '{"@type": "NewsArticle", "description": "一行\n又一行\t", "headline": "渡口通航"}',
        ' {"@type": "NewsArticle", "headline": "渡口通航"};\n',
        '{"@type": "NewsArticle", "headline": "  渡口通航 "}',
    ],
)
def test_json_with_common_mistakes_is_read(text: str) -> None:
    assert ld(text).ld_text("headline") == "渡口通航"


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "7", '"NewsArticle"', "[]", "[[[]]]", '{"@type": "NewsArticle", "headline": ', "undefined", "{{title}}",
     "[" * 100_000, '{"@graph":' * 50_000, "{'@type': 'NewsArticle'}", "\x00", "1e999999", "9" * 5000],
    ids=range(16),
)  # fmt: skip
def test_broken_json_is_passed_over(text: str) -> None:
    assert ld(text).ld == {}
    assert ld(text, ARTICLE).ld == ARTICLE


def test_json_of_a_megabyte_is_not_read() -> None:
    assert ld({**ARTICLE, "articleBody": "x" * MAX_JSON}).ld == {}


def test_scripts_of_other_types_are_not_read() -> None:
    assert head(f"<script>{json.dumps(ARTICLE)}</script>").ld == {}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("渡口  通航", "渡口 通航"),
        (["甲", "乙"], "甲"),
        ({"name": "新闻"}, "新闻"),
        ({"@id": "http://a.example/"}, "http://a.example/"),
        ([{"url": "http://a.example/"}], "http://a.example/"),
        ([], ""),
        ({}, ""),
        (None, ""),
        (20230904, ""),
        (["", "乙"], ""),
        ([["甲"]], ""),
    ],
)
def test_texts_of_the_article(value: Any, expected: str) -> None:
    assert ld({**ARTICLE, "section": value}).ld_text("section") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("陆一鸣", ["陆一鸣"]),
        ({"@type": "Person", "name": " 陆一鸣 "}, ["陆一鸣"]),
        ([{"name": "Ruth  Calloway"}, {"name": "Tom Ashby"}], ["Ruth Calloway", "Tom Ashby"]),
        ({"name": ["甲", "乙"]}, ["甲", "乙"]),
        (["甲", {"name": None}, {"url": "x"}, 3, None, "", " "], ["甲"]),
        (None, []),
        ([[{"name": "x"}]], []),
        ({"name": "Tom O&#039;Brien"}, ["Tom O'Brien"]),
    ],
)
def test_names_of_the_article(value: Any, expected: list[str]) -> None:
    assert ld({**ARTICLE, "author": value}).ld_authors() == [(name, False) for name in expected]


@pytest.mark.parametrize(
    ("kind", "house"),
    [("Organization", True), ("NewsMediaOrganization", True), ("https://schema.org/Organization", True),
     (["Thing", "Organization"], True), ("Person", False), (None, False), (7, False), ([], False)],
)  # fmt: skip
def test_a_house_is_told_from_a_person(kind: Any, house: bool) -> None:
    author = [{"@type": "Organization", "name": ""}, {"@type": kind, "name": "南湾日报"}]
    assert ld({**ARTICLE, "author": author}).ld_authors() == [("南湾日报", house)]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([{"name": "首页"}, {"name": "社会 新闻"}], ["首页", "社会 新闻"]),
        ([{"item": {"name": "首页"}}, {"item": {"@id": "/s/", "name": "社会"}}], ["首页", "社会"]),
        ([{"name": "News &amp; Views"}], ["News & Views"]),
        ([{"item": "/"}, "x", None, {"name": 3}, {"name": "社会"}], ["社会"]),
        ({"name": "社会"}, []),
        (None, []),
        ("社会", []),
    ],
)
def test_breadcrumbs(entries: Any, expected: list[str]) -> None:
    trail = {"@type": "BreadcrumbList", "itemListElement": entries}
    for document in (trail, {"@graph": [trail]}, {**ARTICLE, "breadcrumb": trail}):
        assert ld(document).ld_breadcrumbs == expected


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_no_json_breaks_the_reading(document: Any) -> None:
    data = ld(json.dumps(document).replace("<", "\\u003c"))
    names = [*(name for name, _ in data.ld_authors()), *data.ld_breadcrumbs]
    assert all(isinstance(name, str) and name for name in names)
    assert all(isinstance(data.ld_text(key), str) for key in ("headline", "author", "x", "item"))
