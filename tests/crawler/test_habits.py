from collections.abc import Iterator

import pytest

from crawler.discovery.habits import ENOUGH, MOST, Habits
from crawler.scheduling import frontier
from crawler.scheduling.agenda import Agenda
from crawler.scheduling.visits import Target
from crawler.storage.store import Store
from tests.crawler.frontier_kit import HOME, START, agenda, lead


def page(number: int, channel: object) -> str:
    return f"http://news.example/show?channel={channel}&id={number}"


def test_a_parameter_that_never_changes_the_text_tells_nothing() -> None:
    habits = Habits()
    found = [habits.note(page(number, channel), f"text {number}") for number in range(ENOUGH) for channel in "ab"]
    assert found[:-1] == [frozenset()] * (2 * ENOUGH - 1)
    assert found[-1] == habits.idle == {"channel"}
    assert habits.counts == {"channel": (ENOUGH, 0), "id": (0, 2 * (ENOUGH - 1))}


def test_a_parameter_that_names_the_page_is_never_idle_although_some_texts_are_equal() -> None:
    habits = Habits()
    for number in range(200):
        habits.note(page(number, "a"), "the same notice" if number % 3 else f"text {number}")
    assert habits.idle == frozenset()


def test_one_page_that_was_edited_in_between_changes_nothing() -> None:
    assert Habits({"channel": (20, 1)}).idle == {"channel"}
    assert Habits({"channel": (19, 1)}).idle == frozenset()


def test_the_same_address_again_is_no_pair() -> None:
    habits = Habits()
    for _ in range(10):
        habits.note(page(1, "a"), "text")
    habits.note("http://news.example/1.html", "text")
    assert habits.counts == {}


def test_what_is_remembered_is_bounded() -> None:
    habits = Habits()
    for number in range(MOST):
        habits.note(page(number, number), "text")
    assert len(habits._texts) <= MOST


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


def show(number: int, channel: str) -> str:
    return f"{HOME}show?channel={channel}&id={number}"


def due(store: Store) -> list[str]:
    with store.reading() as connection:
        return [target.url for target in frontier.articles(connection, "riverside", 99, START, 100)]


def taught(work: Agenda) -> None:
    for number in range(ENOUGH):
        for channel in "ab":
            work.done(Target(show(number, channel), "article"), (), f"text {number}")


def test_what_was_learnt_holds_for_known_addresses_new_ones_and_the_next_run(store: Store) -> None:
    work = agenda(store)
    with store.writing() as connection:
        frontier.add(connection, "riverside", [lead(1, url=show(50, channel)) for channel in "abc"], START)
    assert len([url for url in due(store) if "show" in url]) == 3
    taught(work)
    assert [url for url in due(store) if "show" in url] == [show(50, "c")]
    later = agenda(store)
    assert later.ways.idle == {"channel"}
    with store.writing() as connection:
        urls = [show(50, "d"), show(51, "a"), show(51, "b")]
        assert frontier.add(connection, "riverside", [lead(1, url=url) for url in urls], START, later.ways.idle) == 1
