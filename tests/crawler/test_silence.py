"""A source that stops giving is told by its own days, also while others bring everything."""

from typing import Any

import pytest

from crawler.monitoring.silence import SourceDay, find_silence

FEED, LIST = "http://a.example/rss.xml", "http://a.example/"


def day(feed: dict[str, Any] | None = None, front: dict[str, Any] | None = None) -> SourceDay:
    """Each names half of ten new articles; other figures in place of the ordinary ones."""
    usual = {"read": 2, "links": 40, "fresh": 5, "new": 5}
    return SourceDay.of({FEED: {**usual, **(feed or {})}, LIST: {**usual, **(front or {})}})


def kinds(today: SourceDay, *before: SourceDay, days: int = 10) -> list[str]:
    return [found.kind for found in find_silence(today, [*(day() for _ in range(days)), *before])]


def test_an_ordinary_day() -> None:
    assert kinds(day()) == []


def test_a_feed_without_entries_is_told_at_once() -> None:
    (found,) = find_silence(day({"links": 0, "fresh": 0}), [day() for _ in range(10)])
    assert found.text == f"{FEED} gives no links to articles (usually 20)"


def test_a_feed_that_is_empty_at_times_is_not() -> None:
    assert kinds(day({"links": 0, "fresh": 0}), day({"links": 0}), day({"links": 0})) == []


def test_a_feed_that_stands_still_while_others_do_not() -> None:
    still = {"fresh": 0, "new": 0}
    busy = {"fresh": 10, "new": 10}
    assert kinds(day(still, busy)) == []  # one in a thousand
    assert kinds(day(still, busy), day(still, busy)) == ["source still"]


def test_what_was_still_before_may_be_so_again() -> None:
    still = day({"fresh": 0, "new": 0}, {"fresh": 10, "new": 10})
    assert kinds(still, still, still, *[day()] * 6, still) == []


def test_a_source_that_does_not_answer_is_told_on_the_second_day() -> None:
    mute = {"read": 0, "links": 0, "fresh": 0, "failed": 3}
    assert kinds(day(mute)) == []
    assert "source mute" in kinds(day(mute), day(mute))
    assert kinds(day({"failed": 1})) == []  # once it answered


def test_a_feed_that_is_read_after_the_front_page_does_not_stand_still() -> None:
    """A frequent crawl reads the front page each hour, and a feed by its own interval: what it names is known by then."""
    hourly = {"read": 24, "fresh": 20, "new": 20, "came": 20}
    together, apart = {"fresh": 10, "came": 10, "new": 0}, {"fresh": 0, "came": 0, "new": 0}
    days = [day(together, hourly) for _ in range(10)]
    assert find_silence(day(apart, hourly), [*days, day(apart, hourly)]) == []
    still = {**together, "fresh": 0}
    assert [found.kind for found in find_silence(day(still, hourly), days)] == ["source still"]


def test_who_named_an_article_first_is_of_no_account() -> None:
    """Two sources name the same articles; today all count as found by the other one."""
    both = {"fresh": 10, "new": 10}
    before = [day(both, {"fresh": 10, "new": 0}) for _ in range(10)]
    assert find_silence(day({"fresh": 10, "new": 0}, both), before) == []


def test_what_came_on_a_day_on_which_it_was_not_read_is_not_held_against_it() -> None:
    """A source is read by its own interval, which may be a day and more."""
    unread = {"read": 0, "links": 0, "fresh": 0, "new": 0}
    busy = {"fresh": 10, "new": 10}
    assert kinds(day({"fresh": 0, "new": 0}, busy), day(unread, busy), day(unread, busy)) == []


def test_not_modified_tells_nothing_about_links() -> None:
    assert kinds(day({"read": 2, "not-modified": 2, "links": 0, "fresh": 2})) == []


def test_articles_that_are_as_before_tell_nothing_about_their_source() -> None:
    """It was not read on a day on which its articles were looked at again."""
    assert kinds(day({"read": 0, "links": 0, "fresh": 0, "new": 0, "unchanged": 5})) == []


@pytest.mark.parametrize("days", [0, 4])
def test_without_history_nothing_is_known(days: int) -> None:
    assert kinds(day({"links": 0, "fresh": 0}), days=days) == []


def test_a_source_that_brings_little_is_not_missed() -> None:
    little = {"fresh": 0, "links": 40}
    before = [day({"fresh": number == 0, "new": 0}, {"fresh": 50, "new": 50}) for number in range(10)]
    assert find_silence(day(little | {"links": 0}), before) == []


def test_an_archive_that_a_feed_was_too_short_for_is_not_held_against_it() -> None:
    """The first day brings 40 articles, of which a feed of 20 names 20; since then it has named each of four a day."""
    first = SourceDay.of(
        {FEED: {"read": 1, "links": 20, "fresh": 20}, LIST: {"read": 1, "links": 40, "fresh": 40, "new": 40}}
    )
    usual = SourceDay.of(
        {FEED: {"read": 1, "links": 20, "fresh": 4}, LIST: {"read": 1, "links": 40, "fresh": 4, "new": 4}}
    )
    still = SourceDay.of({FEED: {"read": 1, "links": 20}, LIST: {"read": 1, "links": 40, "fresh": 4, "new": 4}})
    assert [found.kind for found in find_silence(still, [first, *[usual] * 8])] == ["source still"]


def test_two_articles_are_enough_where_a_hundred_were_named_and_too_few_where_ten_were() -> None:
    """A portal of few articles."""
    usual = SourceDay.of(
        {FEED: {"read": 1, "links": 20, "fresh": 2}, LIST: {"read": 1, "links": 40, "fresh": 2, "new": 2}}
    )
    still = SourceDay.of({FEED: {"read": 1, "links": 20}, LIST: {"read": 1, "links": 40, "fresh": 2, "new": 2}})
    assert [found.kind for found in find_silence(still, [usual] * 50)] == ["source still"]
    assert find_silence(still, [usual] * 5) == []


def test_a_feed_that_was_as_it_was_has_named_nothing() -> None:
    """Not modified: what came meanwhile it did not name, and it may be so again."""
    late = SourceDay.of({FEED: {"read": 1, "not-modified": 1}, LIST: {"read": 1, "links": 40, "fresh": 4, "new": 4}})
    usual = SourceDay.of(
        {FEED: {"read": 1, "links": 20, "fresh": 4}, LIST: {"read": 1, "links": 40, "fresh": 4, "new": 4}}
    )
    assert find_silence(late, [*[usual, late] * 6]) == []


def test_what_comes_late_is_not_expected_of_a_feed() -> None:
    """Five pages that were behind a wall a week ago are all that comes; the feed does not go back so far."""
    old = day({"fresh": 0, "new": 0}, {"fresh": 0, "new": 10, "late": 10})
    assert kinds(old, old) == []
