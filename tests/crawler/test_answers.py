"""What an answer means for its address: dates, conditions and counts end up on the right side."""

from typing import Any

import pytest

from crawler.scheduling.answers import Answers
from crawler.scheduling.revisit import AGES, DAILY, DAY, HOUR, MINUTE, WEEK, parse_ages
from crawler.scheduling.visits import Fetch, Target

NOW = 1_700_000_000
ANSWERS = Answers("riverside", parse_ages(AGES), every={"http://news.example/": 5 * MINUTE})


def page(**facts: Any) -> Target:
    values = {"url": "http://news.example/1.html", "kind": "article", "rank": NOW - 40 * DAY, "found_at": NOW, **facts}
    return Target(**values)


def front(**facts: Any) -> Target:
    values = {"url": "http://news.example/", "kind": "list", **facts}
    return Target(**values)


def test_an_article_without_a_date_is_as_old_as_its_source_says() -> None:
    assert ANSWERS.stored(Fetch(page(), 200), NOW, None).due_at is None
    assert ANSWERS.stored(Fetch(page(), 200), NOW, NOW).due_at == NOW + HOUR
    assert ANSWERS.stored(Fetch(page(rank=0), 200), NOW, None).due_at == NOW + HOUR


def test_a_revisit_is_counted_for_the_age_that_asked_for_it() -> None:
    def step(born: int, **facts: Any) -> int | None:
        return ANSWERS.stored(Fetch(page(state="done", **facts), 200), NOW, born).step

    assert step(NOW - 7 * HOUR, checked_at=NOW - 6 * HOUR) == 6 * HOUR
    assert step(NOW - 7 * HOUR, checked_at=NOW - 6 * HOUR, announced=NOW - HOUR) == 0, "a source told of it"
    assert step(NOW - 300 * DAY, checked_at=NOW - DAY) == 0
    assert ANSWERS.stored(Fetch(page(), 200), NOW, NOW).step is None, "a first visit teaches nothing"
    assert ANSWERS.stored(Fetch(page(state="retry", checked_at=NOW - DAY), 200), NOW, NOW).step is None


def test_an_unchanged_article_keeps_what_conditions_need() -> None:
    known = page(state="done", checked_at=NOW - HOUR, etag='"v1"', last_modified="then", rank=NOW - 2 * HOUR)
    visit = ANSWERS.unchanged(Fetch(known, 304), NOW)
    assert (visit.etag, visit.last_modified, visit.state, visit.tries) == ('"v1"', "then", "done", 0)
    assert visit.due_at == NOW + 4 * HOUR
    assert ANSWERS.unchanged(Fetch(known, 304, '"v2"'), NOW).etag == '"v2"'


def test_a_page_without_an_article_keeps_none_of_it() -> None:
    visit = ANSWERS.skipped(Fetch(page(tries=1), 200, '"v1"', "then"), NOW, "no-text")
    assert (visit.etag, visit.last_modified, visit.tries, visit.due_at) == ("", "", 2, NOW + WEEK)


def test_a_source_keeps_the_interval_that_its_module_gives() -> None:
    visit, row = ANSWERS.source(Fetch(front(), 200), NOW, 20, 20)
    assert (visit.due_at, row.eager, row.empty) == (NOW + 5 * MINUTE, True, 0)


def test_readings_without_news_are_counted_and_slow_a_source_down() -> None:
    section = front(
        url="http://news.example/sports/", via="http://news.example/", checked_at=NOW - DAY, empty=2, links=9
    )
    visit, row = ANSWERS.source(Fetch(section, 200), NOW, 9, 0)
    assert (row.empty, visit.due_at) == (3, NOW + 4 * HOUR)
    visit, row = ANSWERS.source_unchanged(Fetch(section, 304), NOW)
    assert (row.empty, row.links, visit.due_at) == (3, 9, NOW + 4 * HOUR)
    visit, row = ANSWERS.source(Fetch(section, 200), NOW, 9, 1)
    assert (row.empty, visit.due_at) == (0, NOW + 30 * MINUTE)


def test_later_pages_of_a_list_wait_for_the_first() -> None:
    later = front(url="http://news.example/index_2.html", via="http://news.example/", page=1)
    visit, row = ANSWERS.source(Fetch(later, 200), NOW, 20, 20)
    assert (visit.due_at, row.eager) == (None, False)


def test_a_source_that_failed_is_wanted_whole_next_time() -> None:
    section = front(via="http://news.example/", links=9, full_read_at=NOW - HOUR, deep_read_at=NOW - HOUR, etag='"v1"')
    visit, row = ANSWERS.source_failed(Fetch(section, 503), NOW, "http-error")
    assert (visit.state, visit.etag, row.full_read_at, row.links) == ("retry", "", None, 9)


def test_without_a_robots_txt_it_is_asked_for_again_tomorrow() -> None:
    robots = Target("http://news.example/robots.txt", "robots")
    visit, row = ANSWERS.source_failed(Fetch(robots, 404), NOW, "gone")
    assert (visit.state, visit.due_at, row.eager) == ("done", NOW + DAILY, False)


@pytest.mark.parametrize("reason", ["unreachable", "busy", "blocked", "off-portal", "robots", "gone", "http-error"])
@pytest.mark.parametrize("tries", [0, 1, 5, 14, 40])
def test_a_front_page_that_gave_nothing_is_asked_within_the_hour(reason: str, tries: int) -> None:
    """A punctual run asks for nothing before it is due, and all articles come by the front page."""
    visit, _ = ANSWERS.source_failed(Fetch(front(tries=tries), 503), NOW, reason)
    assert visit.due_at is not None
    assert NOW < visit.due_at <= NOW + HOUR
    assert visit.tries == tries + 1


def test_a_source_that_others_led_to_waits_longer_and_longer() -> None:
    section = front(url="http://news.example/sports/", via="http://news.example/", tries=9)
    assert (ANSWERS.source_failed(Fetch(section), NOW, "unreachable")[0].due_at or 0) > NOW + DAY
    rare = front(url="http://news.example/map.xml", kind="sitemap", tries=12)
    assert ANSWERS.source_failed(Fetch(rare), NOW, "unreachable")[0].due_at == NOW + 6 * HOUR
