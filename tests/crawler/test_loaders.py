"""What the fields of an article look like whatever is put in, by the item loader and without it."""

from dataclasses import fields

import pytest

from crawler.reading.items import Article, Credit, Image, LedgerLine, RawPage
from crawler.reading.loaders import ArticleLoader
from crawler.reading.processors import PROCESSORS, assemble

LEDGER = [LedgerLine(3, "甲", "body"), LedgerLine(3, "甲", "body"), LedgerLine(4, "  乙  ", "removed", "share.bar")]
SINGLE = (
    "url",
    "portal",
    "title",
    "published_at",
    "modified_at",
    "source",
    "section",
    "language",
    "fetched_url",
    "layout",
    "design",
    "charset",
    "rules",
)
LISTS = ("breadcrumbs", "tags", "authors", "flags", "missed")


def load(**values: object) -> Article:
    """The article that both ways make of the same finds."""
    loader = ArticleLoader()
    for name, value in values.items():
        loader.add_value(name, value)
    article: Article = loader.load_item()
    assert assemble({name: value if isinstance(value, list) else [value] for name, value in values.items()}) == article
    return article


def test_nothing_in_is_an_empty_article_out() -> None:
    assert load() == Article() == assemble({})


def test_every_field_says_what_becomes_of_its_finds() -> None:
    assert (
        set(PROCESSORS)
        == {field.name for field in fields(Article)}
        == {*SINGLE, *LISTS, "body", "credits", "images", "ledger", "pages", "fetch", "pager"}
    )


@pytest.mark.parametrize("name", SINGLE)
def test_single_fields_take_the_first_find_that_says_something(name: str) -> None:
    assert getattr(load(**{name: ["", " \t", " 渡口\n通航 ", "别的"]}), name) == "渡口 通航"
    assert getattr(load(**{name: ["", "\u3000"]}), name) == ""


@pytest.mark.parametrize("name", LISTS)
def test_list_fields_keep_each_find_once_in_order(name: str) -> None:
    assert getattr(load(**{name: ["乙", " 甲 ", "", "乙", "甲"]}), name) == ["乙", "甲"]


def test_pages_pass_as_they_are() -> None:
    pages = [RawPage("http://news.example/1", b" <p> "), RawPage("http://news.example/1_2", b" <p> ")]
    assert load(pages=pages).pages == assemble({"pages": pages}).pages == pages


def test_several_finds_of_one_field_come_together() -> None:
    loader = ArticleLoader()
    loader.add_value("tags", ["渡口"])
    loader.add_value("tags", "水运")
    assert loader.load_item().tags == ["渡口", "水运"]


def test_a_portal_module_may_overrule_what_was_found() -> None:
    loader = ArticleLoader()
    loader.add_value("title", "网站的名字")
    loader.add_value("title", "渡口通航")
    assert loader.get_output_value("title") == "网站的名字"
    loader.replace_value("title", " 渡口通航 ")
    assert loader.load_item().title == "渡口通航"


def test_the_body_is_its_paragraphs() -> None:
    assert load(body=["第一段。 ", "", "第二段。", "第一段。"]).body == "第一段。\n第二段。\n第一段。"


def test_the_ledger_is_kept_as_it_is() -> None:
    article = load(ledger=LEDGER)
    assert article.ledger == LEDGER
    assert article.removed == [LEDGER[2]]


def test_credits_and_images_are_kept_once() -> None:
    people = [Credit("记者", "陆一鸣"), Credit("编辑", "林小满"), Credit("记者", "陆一鸣")]
    pictures = [
        Image("http://a.example/1.jpg", "渡口"),
        Image("http://a.example/1.jpg", "渡口"),
        Image("http://a.example/1.jpg"),
    ]
    article = load(credits=people, images=pictures)
    assert article.credits == people[:2]
    assert article.images == [pictures[0], pictures[2]]


def test_articles_share_no_list() -> None:
    one, two = load(tags=["渡口"]), load()
    two.tags.append("水运")
    assert one.tags == ["渡口"]
    assert load() == Article()
