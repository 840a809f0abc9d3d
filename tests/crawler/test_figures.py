"""What is counted of an article, and that the counts of runs add up to those of days."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.crawling.tally import Tally
from crawler.monitoring.figures import LONGEST, MOST_NAMES, OTHERS, Figures, chars_of, quantiles, step
from crawler.reading.items import LedgerLine, RawPage
from crawler.scheduling.visits import Fetch, Target
from tests.crawler.store_kit import article

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)


def counted(**fields: object) -> Figures:
    found = Figures()
    found.add(
        article(1, fetched_url="https://news.example:8443/1.html", design="div.content", charset="gb18030", **fields),
        NOW,
    )
    return found


def test_an_article() -> None:
    found = counted(flags=["mended"])
    assert (found.read, found.fields["title"], found.fields["tags"], found.flags) == (1, 1, 1, {"mended": 1})
    assert (found.layouts, found.designs, found.charsets) == ({"2024": 1}, {"div.content": 1}, {"gb18030": 1})
    assert (found.origins, found.languages) == ({"https://news.example:8443": 1}, {"zh": 1})
    assert found.lines == {"field": 1, "removed": 2, "body": 1}
    assert found.rules == found.ruled == {"login": 1, "credit": 1}
    twice = [LedgerLine(number, "x", "removed", "login") for number in range(2)]
    found = counted(ledger=twice, rules="1+ab", missed=["source"])
    assert (found.rules, found.ruled, found.versions, found.missed) == (
        {"login": 2},
        {"login": 1},
        {"1+ab": 1},
        {"source": 1},
    )


@pytest.mark.parametrize(
    ("published", "name"), [("", "none"), ("2024-03-05T00:00:00+08:00", "day"), ("2024-03-05T08:30:00+08:00", "time")]
)
def test_how_exact_a_date_is(published: str, name: str) -> None:
    assert counted(published_at=published).dates == {name: 1}


def test_untidy_and_several_pages() -> None:
    unknown = [LedgerLine(number, "?", "unknown") for number in range(4)]
    kept = [LedgerLine(number, "text", "body") for number in range(12)]
    assert counted(ledger=[*unknown, *kept]).articles["untidy"] == 1
    assert counted(ledger=[*unknown[:2], *kept]).articles["untidy"] == 0
    assert counted(pages=[RawPage("a", b""), RawPage("b", b"")]).articles["parts"] == 1


def test_what_a_rule_counted_is_no_part_of_its_name() -> None:
    assert counted(ledger=[LedgerLine(0, "x", "removed", "repeated (3 of 7 pages)")]).rules == {"repeated": 1}


def test_names_are_bounded() -> None:
    found = Figures()
    for number in range(MOST_NAMES + 40):
        found.add(article(1, layout=f"layout {number}"), NOW)
    assert (len(found.layouts), found.layouts[OTHERS], found.layouts.total()) == (MOST_NAMES + 1, 40, MOST_NAMES + 40)


@pytest.mark.parametrize(("days", "is_news"), [(0, True), (2, True), (4, False), (-1, True)])
def test_news_is_of_these_days(days: int, is_news: bool) -> None:
    published = (NOW - timedelta(days=days)).isoformat()
    assert Figures().is_news(article(1, published_at=published), NOW) is is_news
    assert Figures().is_news(article(1, published_at=""), NOW)
    assert Figures().is_news(article(1, published_at="2024-03-06T08:00:00"), NOW)


@given(st.integers(0, 2**24))
def test_a_step_is_about_its_length(chars: int) -> None:
    length = max(1, min(chars, LONGEST))
    assert 0.79 * length <= chars_of(step(chars)) <= 1.21 * length or length == 1


@given(st.lists(st.integers(1, 50_000), min_size=1, max_size=60))
def test_quantiles_are_about_those_of_the_lengths(lengths: list[int]) -> None:
    figures = Figures()
    figures.chars.update(map(step, lengths))
    low, middle, high = quantiles(figures.chars, 0.0, 0.5, 1.0)
    assert low <= middle <= high
    assert 0.79 * max(lengths) <= high <= 1.21 * max(lengths) or max(lengths) == 1


def test_no_lengths_have_no_quantiles() -> None:
    assert quantiles({}, 0.5) == []


def test_days_are_sums_and_survive_json() -> None:
    one, other = counted(), counted(flags=["mojibake"])
    total = Figures.sum([one, other])
    assert total.read == 2
    assert Figures.from_json(json.loads(json.dumps(total.as_json()))) == total
    assert Figures.from_json({"of a later version": {"x": 1}, "flags": {"mended": 2}}).flags == {"mended": 2}
    assert Figures().as_json() == {}


def test_titles_and_texts_that_come_again_in_a_run() -> None:
    tally = Tally()
    for number, outcome in enumerate(("new", "new", "copy", "unchanged")):
        tally.article(article(number, title="一个标题"), outcome, "hash", NOW)
    assert +tally.figures.articles == {"read": 4, "news": 3, "same-title": 2, "same-text": 2, "same-date": 2}
    tally.skip("wall")
    assert (tally.pages, tally.articles, tally.figures.pages["wall"]) == (5, 4, 1)


def test_an_archive_is_no_news() -> None:
    tally = Tally()
    tally.article(article(1, published_at="2020-01-01T08:00:00+08:00"), "new", "hash", NOW)
    assert tally.figures.articles["news"] == 0


@pytest.mark.parametrize(("minutes", "is_now"), [(0, True), (4, True), (30, False), (-30, False)])
def test_the_clock_in_the_place_of_a_date(minutes: int, is_now: bool) -> None:
    published = (NOW - timedelta(minutes=minutes)).isoformat()
    assert bool(counted(published_at=published).dates["now"]) == is_now


def test_pages_without_a_date_have_no_date_in_common() -> None:
    tally = Tally()
    for number in range(3):
        tally.article(article(number, published_at=""), "new", f"hash {number}", NOW)
    assert tally.figures.articles["same-date"] == 0


def test_what_was_read_generically_while_the_portal_drifts_says_nothing_of_its_layouts() -> None:
    """Else the days after the drift would be told of a layout that no longer fits."""
    found = counted(flags=["drift"], layout="generic")
    assert (found.read, found.layouts, found.designs) == (1, {}, {})


def test_a_known_article_that_was_asked_for_is_no_part_of_what_the_portal_brings() -> None:
    tally = Tally()
    known = article(1, fetch=Fetch(Target("http://news.example/1.html", "article", "done")))
    tally.apart.add("http://news.example/1.html")
    tally.article(known, "unchanged", "hash", NOW)
    assert (tally.articles, tally.figures.read, tally.figures.pages) == (1, 0, {"unchanged": 1})
