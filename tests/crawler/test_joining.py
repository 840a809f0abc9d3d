"""Several pages made one article: order, fields, repeated lines, the account of lines, and what is missing."""

import pytest

from crawler.reading.extract import extract
from crawler.reading.items import Article, Credit
from crawler.reading.joining import INCOMPLETE, REPEATED_LINE, following, joined
from crawler.reading.page import Page
from crawler.reading.reasons import REASONS
from crawler.scheduling.revisit import fate
from tests.crawler.pages import STORIES, Story, paragraphs, portal_page

ADDRESS = "http://www.nanwan.example/a/48201{}.html"
ZH, EN = STORIES["zh-Hans"], STORIES["en"]


def url(number: int) -> str:
    return ADDRESS.format(f"_{number}" if number > 1 else "")


def links(count: int, own: int) -> str:
    return " ".join(f"<a href={url(n)}>[{n}]</a>" if n != own else f"[{n}]" for n in range(1, count + 1))


def part(number: int, story: Story, lines: tuple[str, ...], count: int, ending: str = "") -> Article:
    """A page of an article with its pager in the content box."""
    inside = f"{ending}<div class=pages>{links(count, number)}</div>"
    page = portal_page(story, content=paragraphs(*lines), inside=inside, url=url(number))
    return extract(page)


@pytest.mark.parametrize(("language", "story"), STORIES.items(), ids=STORIES)
def test_an_article_of_every_language_over_two_pages(language: str, story: Story) -> None:
    half = len(story.paragraphs) // 2
    pages = [part(1, story, story.paragraphs[:half], 2), part(2, story, story.paragraphs[half:], 2)]
    assert following(pages[:1]) == url(2)
    article = joined(pages)
    assert (article.title, article.body, article.url) == (story.title, story.body, url(1))
    assert (following(pages), article.flags) == ("", [])
    assert [page.url for page in article.pages] == [url(1), url(2)]


def test_fields_are_the_first_page_s_and_credits_come_from_the_end() -> None:
    pages = [part(1, ZH, ZH.paragraphs[:2], 2), part(2, ZH, ZH.paragraphs[2:], 2, "<p>责任编辑：林小满</p>")]
    pages[1].source, pages[1].published_at = "别报", "2024-01-01T00:00:00+08:00"
    article = joined(pages)
    assert article.credits == [Credit("责任编辑", "林小满")]
    assert (article.source, article.published_at) == ("南湾日报", "2023-09-04T08:30:00+08:00")
    assert "责任编辑：林小满" not in article.body


def test_a_lead_that_comes_again_is_told_once() -> None:
    lead, *rest = ZH.paragraphs
    article = joined([part(1, ZH, (lead, rest[0]), 2), part(2, ZH, (lead, *rest[1:]), 2)])
    assert article.body == ZH.body
    assert [(line.rule, line.text) for line in article.removed if line.rule == REPEATED_LINE] == [(REPEATED_LINE, lead)]


def test_every_line_of_every_page_is_accounted_for_in_order() -> None:
    pages = [part(1, ZH, ZH.paragraphs[:2], 2), part(2, ZH, ZH.paragraphs[2:], 2)]
    article = joined(pages)
    positions = [line.position for line in article.ledger]
    assert positions == sorted(positions)
    assert len(article.ledger) == sum(len(page.ledger) for page in pages)
    assert [line.text for line in article.ledger if line.verdict == "body"] == article.body.split("\n")


def test_a_page_that_is_missing_is_told() -> None:
    assert joined([part(1, ZH, ZH.paragraphs[:2], 2)]).flags == [INCOMPLETE]
    assert joined([part(1, ZH, ZH.paragraphs, 1)]).flags == []
    wall = extract(
        Page(url(2), "<html><meta charset=utf-8><h1>页面不存在</h1><p>您访问的页面不存在或已被删除</p></html>".encode())
    )
    assert joined([part(1, ZH, ZH.paragraphs[:2], 2), wall]).flags == [INCOMPLETE]


def test_pages_follow_by_number_also_where_each_names_only_its_neighbours() -> None:
    pages = [part(1, ZH, ZH.paragraphs[:1], 2), part(2, ZH, ZH.paragraphs[1:2], 3)]
    assert following(pages[:1]) == url(2)
    assert following(pages) == url(3)


def test_a_page_that_shows_the_same_again_ends_the_article() -> None:
    pages = [part(1, ZH, ZH.paragraphs, 9), part(2, ZH, ZH.paragraphs, 9)]
    assert following(pages) == ""
    assert joined(pages).body == ZH.body


def test_a_page_without_text_ends_the_article() -> None:
    picture = extract(Page(url(2), f"<html><h1>{ZH.title}</h1><img src=2.jpg><a href={url(3)}>3</a></html>".encode()))
    assert following([part(1, ZH, ZH.paragraphs, 3), picture]) == ""


def test_a_page_that_is_no_article_has_no_parts() -> None:
    empty = extract(Page(url(1), f"<html><h1>{ZH.title}</h1><a href={url(2)}>2</a></html>".encode()))
    assert following([empty]) == ""


def test_what_begins_in_the_middle_has_no_later_pages() -> None:
    days = [f"http://www.nanwan.example/news/2024/{day:02}/" for day in (5, 6)]
    page = portal_page(ZH, inside=f"<a href={days[1]}>下一页</a>", url=days[0])
    assert following([extract(page)]) == ""


def test_an_article_that_lacks_a_page_comes_again() -> None:
    assert {"part", "part-missing"} <= set(REASONS)
    assert [fate("part-missing", 200, tries, 1000)[0] for tries in (1, 2)] == ["retry", "retry"]
    assert fate("part", 200, 1, 1000) == ("done", None)
