"""The item loader: what the fields of an article look like whatever is put in."""

import pytest

from crawler.items import Article, Credit, Image, LedgerLine
from crawler.loaders import ArticleLoader, distinct, squeeze

LEDGER = [LedgerLine(3, "甲", "body"), LedgerLine(3, "甲", "body"), LedgerLine(4, "  乙  ", "removed", "share.bar")]
SINGLE = ("url", "portal", "title", "published_at", "modified_at", "source", "language", "fetched_url", "layout")
LISTS = ("breadcrumbs", "tags", "authors", "flags")


def load(**values: object) -> Article:
    loader = ArticleLoader()
    for name, value in values.items():
        loader.add_value(name, value)
    article: Article = loader.load_item()
    return article


def test_nothing_in_is_an_empty_article_out() -> None:
    assert load() == Article()


@pytest.mark.parametrize("name", SINGLE)
def test_single_fields_take_the_first_find_that_says_something(name: str) -> None:
    assert getattr(load(**{name: ["", " \t", " 渡口\n通航 ", "别的"]}), name) == "渡口 通航"


@pytest.mark.parametrize("name", LISTS)
def test_list_fields_keep_each_find_once_in_order(name: str) -> None:
    assert getattr(load(**{name: ["乙", " 甲 ", "", "乙", "甲"]}), name) == ["乙", "甲"]


def test_several_finds_of_one_field_come_together() -> None:
    loader = ArticleLoader()
    loader.add_value("tags", ["渡口"])
    loader.add_value("tags", "水运")
    assert loader.load_item().tags == ["渡口", "水运"]


def test_the_body_is_its_paragraphs() -> None:
    assert load(body=["第一段。 ", "", "第二段。", "第一段。"]).body == "第一段。\n第二段。\n第一段。"


def test_the_ledger_is_kept_as_it_is() -> None:
    assert load(ledger=LEDGER).ledger == LEDGER


def test_credits_and_images_are_kept_once() -> None:
    people = [Credit("记者", "陆一鸣"), Credit("编辑", "林小满"), Credit("记者", "陆一鸣")]
    pictures = [Image("http://a.example/1.jpg", "渡口"), Image("http://a.example/1.jpg", "渡口"), Image("http://a.example/1.jpg")]
    article = load(credits=people, images=pictures)
    assert article.credits == people[:2]
    assert article.images == [pictures[0], pictures[2]]


def test_articles_share_no_list() -> None:
    one, two = load(tags=["渡口"]), load()
    two.tags.append("水运")
    assert one.tags == ["渡口"]
    assert load() == Article()


@pytest.mark.parametrize(("text", "expected"), [("  a \n b\u3000c ", "a b c"), ("", None), (" \n\t\u3000", None), ("河", "河")])
def test_squeeze(text: str, expected: str | None) -> None:
    assert squeeze(text) == expected


@pytest.mark.parametrize(("values", "expected"), [([], []), ([3, 1, 3, 2, 1], [3, 1, 2]), (iter("abab"), ["a", "b"])])
def test_distinct(values: list[object], expected: list[object]) -> None:
    assert distinct(values) == expected


def test_removed_lines_of_an_article() -> None:
    assert load(ledger=LEDGER).removed == [LEDGER[2]]
