"""When a drift begins, goes on and ends."""

from datetime import date, timedelta

from crawler.monitoring.course import DRIFT, Course, accepted, mark, next_course
from crawler.monitoring.evidence import NO_ARTICLE, Evidence
from crawler.reading.items import Article

DAY = date(2026, 5, 6)
NOW = "2026-05-06T12:00:00+00:00"
LOST, LOOKS = Evidence("field title", "title missing"), Evidence("design", "stands elsewhere", loss=False)


def go_on(course: Course, *found: Evidence, rules: str = "r", judged: int = 20, later: int = 0) -> Course:
    return next_course(course, found, NOW, DAY + timedelta(days=later), rules, judged)


BEGUN = go_on(Course(), LOST)


def test_it_begins_and_goes_on() -> None:
    assert (BEGUN.since, BEGUN.day, BEGUN.evidence) == (NOW, "2026-05-06", (LOST,))
    more = Evidence("field title", "title missing on more")
    later = go_on(BEGUN, more, later=2)
    assert (later.day, later.evidence) == ("2026-05-06", (more,))
    assert go_on(Course()) == Course()


def test_read_generically_nothing_is_missing_and_that_proves_nothing() -> None:
    assert BEGUN.is_astray("r")
    assert go_on(BEGUN, later=9) == BEGUN


def test_it_ends_when_the_module_was_mended_and_pages_are_well() -> None:
    assert not BEGUN.is_astray("mended")
    assert go_on(BEGUN, rules="mended", judged=3) == BEGUN  # too few pages to tell
    assert not go_on(BEGUN, rules="mended").is_on
    assert go_on(BEGUN, LOST, rules="mended").is_astray("mended")  # not mended well


def test_a_mended_portal_looks_new_and_that_is_accepted() -> None:
    assert go_on(BEGUN, LOOKS, rules="mended", later=1) == Course(known_from="2026-05-07")


def test_a_new_look_without_loss_settles() -> None:
    course = go_on(Course(), LOOKS)
    assert course.is_on
    assert not course.spoils_articles
    assert go_on(course, LOOKS, later=2).is_on
    assert go_on(course, LOOKS, later=3) == accepted(course, "2026-05-06")


def test_a_source_or_wall_that_is_back_ends_it() -> None:
    wall = go_on(Course(), Evidence("page wall", "wall"))
    assert not wall.is_astray("r")
    assert not go_on(wall).is_on
    assert go_on(wall, judged=0) == wall


def test_one_article_is_enough_after_none() -> None:
    course = go_on(Course(), Evidence(NO_ARTICLE, "none of 5 pages"))
    assert go_on(course, judged=0).is_on
    assert not go_on(course, judged=1).is_on


def test_the_mark_is_set_once() -> None:
    assert mark(mark(Article(flags=["mended"]))).flags == ["mended", DRIFT]
