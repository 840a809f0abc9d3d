"""When a crawl learns, and which pages it cleans again."""

from collections.abc import Sequence

from crawler.crawling.learning import AGAIN, FIRST, KEPT_BYTES, PENDING, Learning
from crawler.reading.page import Page
from crawler.reading.reading import Reading, read_page
from crawler.reading.repeats import Repeats
from tests.crawler.pages import Story, paragraphs, portal_page
from tests.crawler.store_kit import text

URL = "http://www.harbour.example/a/{}.html"


def reading(seed: object) -> Reading:
    story = Story(text(f"title {seed}", 1)[:16], ())
    return read_page(portal_page(story, content=paragraphs(*text(seed).split("\n")), url=URL.format(seed)))


def urls(articles: list[Sequence[Page]]) -> list[str]:
    return [page.url for pages in articles for page in pages]


def learn(learning: Learning, seed: object) -> list[Sequence[Page]]:
    learning.note(reading(seed))
    return learning.stored(URL.format(seed))


def test_first_pages_come_again_when_enough_was_learnt() -> None:
    learning = Learning(Repeats())
    asked = {number: learn(learning, number) for number in range(1, 2 * FIRST)}
    assert {number for number, pages in asked.items() if pages} == set(AGAIN) == {3, 8}
    assert urls(asked[3]) == [URL.format(n) for n in (1, 2, 3)]
    assert urls(asked[8]) == [URL.format(n) for n in range(1, 9)]
    assert learning.repeats.pages == learning.unsaved == 2 * FIRST - 1


def test_pages_are_kept_without_their_trees() -> None:
    learning = Learning(Repeats())
    first = reading(1)
    learning.note(first)
    learning.stored(first.page.url)
    (again, *_) = [page for number in (2, 3) for pages in learn(learning, number) for page in pages]
    assert again == first.page
    assert again is not first.page
    assert "root" not in vars(again)
    assert "root" in vars(first.page)


def test_an_article_over_several_pages_comes_again_with_all_of_them_and_teaches_once() -> None:
    learning = Learning(Repeats())
    first, second = reading(1), reading(2)
    learning.note(first)
    assert learning.stored(first.page.url, [first.page.raw, second.page.raw]) == []
    assert learning.repeats.pages == 1
    learn(learning, 3)
    assert urls(learn(learning, 4)) == [URL.format(n) for n in (1, 2, 3, 4)]


def test_only_articles_that_were_stored_teach() -> None:
    learning = Learning(Repeats())
    learning.note(reading(1))
    assert learning.repeats.pages == 0
    assert learning.stored("http://www.harbour.example/other.html") == []
    assert learning.repeats.pages == 0


def test_an_article_seen_before_teaches_nothing() -> None:
    learning = Learning(Repeats())
    for _ in range(5):
        assert learn(learning, "same") == []
    assert learning.repeats.pages == learning.unsaved == 1


def test_a_portal_that_is_known_has_no_first_pages() -> None:
    known = Repeats()
    for number in range(FIRST):
        known.add(*reading(f"old {number}").lesson())
    learning = Learning(known)
    assert not any(learn(learning, number) for number in range(5))


def test_pages_that_are_never_stored_do_not_pile_up() -> None:
    learning = Learning(Repeats())
    page = reading(1)
    for number in range(PENDING + 9):
        page.page.url = URL.format(number)
        learning.note(page)
    assert len(learning._lessons) == PENDING
    assert learning.stored(URL.format(0)) == []
    assert learning.repeats.pages == 0
    learning.stored(URL.format(PENDING))
    assert learning.repeats.pages == 1


def _long(number: int, size: int) -> Reading:
    page = reading(number)
    page.page.body += b"<!--" + b"x" * size + b"-->"
    return page


def test_memory_of_long_pages_is_bounded() -> None:
    learning = Learning(Repeats())
    for number in range(20):
        learning.note(_long(number, KEPT_BYTES // 4))
    assert sum(len(page.body) for page, *_ in learning._lessons.values()) <= KEPT_BYTES
    learning.note(_long(99, KEPT_BYTES))
    assert learning.stored(URL.format(99)) == []
    for number in range(30, 30 + FIRST):
        learning.note(_long(number, KEPT_BYTES // 4))
        learning.stored(URL.format(number))
    assert learning.repeats.pages == FIRST
    assert sum(len(page.body) for pages in learning._first for page in pages) <= KEPT_BYTES
