"""Each page enters the frontier under one address, and its other addresses do not get lost."""

from typing import Any

import pytest

from crawler.crawling.fetching import Schemes
from crawler.scheduling import frontier
from crawler.scheduling.visits import Fetch, Lead, Target
from crawler.storage.store import Store
from tests.crawler.frontier_kit import HOME, START, agenda, keep, lead
from tests.crawler.store_kit import NOON

TWINS = ("http://news.example/7.html", "https://www.news.example/7.html", "http://m.news.example/7_m.html")


def add(store: Store, *urls: str, **facts: Any) -> int:
    with store.writing() as connection:
        return frontier.add(connection, "riverside", [lead(1, url=url, **facts) for url in urls], START)


def rows(store: Store) -> dict[str, tuple[str, str, int | None]]:
    sql = "SELECT url, state, reason, due_at FROM frontier WHERE kind = 'article'"
    with store.reading() as connection:
        return {url: tuple(values) for url, *values in connection.execute(sql)}


def due(store: Store) -> list[Target]:
    with store.reading() as connection:
        return frontier.articles(connection, "riverside", 99, START, 100)


@pytest.mark.parametrize("first", TWINS)
def test_of_the_addresses_of_a_page_the_first_is_asked_for(store: Store, first: str) -> None:
    assert add(store, first) == 1
    assert add(store, *TWINS) == 0
    assert [target.url for target in due(store)] == [first]
    assert rows(store) == {url: ("new", "", START) if url == first else ("done", "alias", None) for url in TWINS}


def test_twins_in_one_list_are_one_page(store: Store) -> None:
    assert add(store, *TWINS) == 1
    assert [target.url for target in due(store)] == [TWINS[0]]


def test_other_portals_are_other_pages(store: Store) -> None:
    add(store, TWINS[0])
    with store.writing() as connection:
        assert frontier.add(connection, "hillside", [lead(1, url=TWINS[1])], START) == 1


def test_a_change_told_of_one_address_is_news_of_the_other(store: Store) -> None:
    work = agenda(store)
    add(store, TWINS[0])
    target = due(store)[0]
    keep(work, target, START, born=START - 400 * 86_400)
    assert due(store) == []
    add(store, TWINS[1], announced=START + 60)
    assert [target.url for target in due(store)] == [TWINS[0]]


@pytest.mark.parametrize("reason", ["no-text", "gone", "robots", "wall"])
def test_where_one_address_has_no_article_the_others_are_asked(store: Store, reason: str) -> None:
    work = agenda(store)
    add(store, *TWINS)
    fetch = Fetch(due(store)[0], 404 if reason == "gone" else 200)
    store.skip(TWINS[0], "riverside", reason, work.run, NOON, work.answers.skipped(fetch, START, reason))
    assert {target.url for target in due(store)} == {*TWINS[1:]}


def test_a_page_that_is_no_news_has_no_other_address_asked(store: Store) -> None:
    work = agenda(store)
    add(store, *TWINS)
    fetch = Fetch(due(store)[0], 503)
    store.skip(TWINS[0], "riverside", "busy", work.run, NOON, work.answers.skipped(fetch, START, "busy"))
    assert {url for url, row in rows(store).items() if row[1] == "alias"} == {*TWINS[1:]}


def test_lists_have_twins_too_but_no_mobile_ones(store: Store) -> None:
    def lists(*urls: str) -> int:
        with store.writing() as connection:
            return frontier.add(connection, "riverside", [Lead(url, "list", via=HOME, depth=1) for url in urls], START)

    assert lists("http://news.example/society/") == 1
    assert lists("https://www.news.example/society/index.html", "http://news.example/society") == 0
    assert lists("http://m.news.example/society/") == 1
    assert add(store, "http://news.example/society") == 1, "an article by the same address is looked at"


def test_a_host_that_answers_over_https_alone_is_asked_so() -> None:
    schemes = Schemes()
    schemes.note("https://news.example/")
    schemes.note("http://old.example/")
    schemes.note("https://old.example/rss.xml")
    assert schemes.address("http://news.example/7.html") == "https://news.example/7.html"
    assert schemes.address("https://news.example/7.html") == "https://news.example/7.html"
    assert schemes.address("http://old.example/7.html") == "http://old.example/7.html"
    assert schemes.address("http://other.example/7.html") == "http://other.example/7.html"
