"""What an article's page claims and where redirects lead: believed as far as address or text bear it out."""

from typing import Any

import pytest

from crawler.scheduling import frontier
from crawler.scheduling.answers import Answers
from crawler.scheduling.revisit import parse_ages
from crawler.scheduling.visits import Fetch, Target
from crawler.storage.store import Store, Stored
from tests.crawler.frontier_kit import START, lead
from tests.crawler.store_kit import LATER, NOON, article, fingerprint_of, text

HOST = "http://news.example/"
ANSWERS = Answers("riverside", parse_ages(("1h", "30d")))


def come(store: Store, seed: object, asked: str, own: str = "", claimed: str = "", seen_at: str = NOON) -> Stored:
    """The page with the text of ``seed`` comes from ``own`` after ``asked`` was asked for, and claims an address."""
    own = own or asked
    item = article(seed, url=HOST + (claimed or own), fetched_url=HOST + own)
    with store.writing() as connection:
        frontier.add(connection, "riverside", [lead(1, url=HOST + asked)], START)
    visit = ANSWERS.stored(Fetch(Target(HOST + asked, "article"), 200), START, START - 60)
    return store.put(item, fingerprint_of(item), run=1, seen_at=seen_at, visit=visit)


def table(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.reading() as connection:
        return connection.execute(sql).fetchall()


def urls(store: Store) -> set[str]:
    return {url.removeprefix(HOST) for (url,) in table(store, "SELECT url FROM article")}


def due(store: Store) -> set[str]:
    return {url.removeprefix(HOST) for (url,) in table(store, "SELECT url FROM frontier WHERE due_at IS NOT NULL")}


@pytest.mark.parametrize("claimed", ["a/1001.html", "society/", "about.html"])
def test_a_template_that_names_one_address_on_every_page_merges_nothing(store: Store, claimed: str) -> None:
    pages = [f"a/{number}.html" for number in range(1001, 1006)]
    for page in pages[::-1]:
        assert come(store, page, page, claimed=claimed).outcome == "new"
    assert urls(store) == {*pages}
    assert [come(store, page, page, claimed=claimed, seen_at=LATER).outcome for page in pages] == ["unchanged"] * 5
    assert come(store, "edited", pages[1], claimed=claimed, seen_at=LATER).outcome == "changed"
    assert urls(store) == {*pages}


def test_an_address_that_names_the_same_article_is_believed_and_not_asked_for(store: Store) -> None:
    come(store, 1, "show?id=1001", claimed="a/1001.html")
    assert urls(store) == {"a/1001.html"}
    assert due(store) == {"show?id=1001"}
    assert come(store, 1, "a/1001.html", seen_at=LATER).outcome == "unchanged"


def test_an_address_with_another_name_is_believed_where_the_text_is_the_same(store: Store) -> None:
    come(store, 1, "society/bridge")
    assert come(store, 1, "front/7", claimed="society/bridge").outcome == "unchanged"
    assert come(store, 2, "front/8", claimed="society/bridge").outcome == "new"
    assert urls(store) == {"society/bridge", "front/8"}


def test_once_an_address_has_led_to_an_article_its_text_may_change(store: Store) -> None:
    come(store, 1, "society/bridge")
    come(store, 1, "front/7", claimed="society/bridge")
    assert come(store, 3, "front/7", claimed="society/bridge", seen_at=LATER).outcome == "changed"
    assert urls(store) == {"society/bridge"}


def test_a_portal_that_moved_to_https_has_its_articles_once(store: Store) -> None:
    come(store, 1, "a/1001.html")
    secure = HOST.replace("http:", "https:")
    item = article("edited", url=f"{secure}a/1001.html", fetched_url=f"{secure}a/1001.html")
    visit = ANSWERS.stored(Fetch(Target(f"{HOST}a/1001.html", "article", "done"), 200), START, START - 60)
    stored = store.put(item, fingerprint_of(item), run=1, seen_at=LATER, visit=visit)
    assert (stored.outcome, urls(store)) == ("changed", {"a/1001.html"})
    assert due(store) == {"a/1001.html"}
    assert table(store, "SELECT url FROM sighting") == [(f"{secure}a/1001.html",)]


def test_where_a_redirect_leads_is_known_and_recorded(store: Store) -> None:
    come(store, 1, "old/bridge", own="a/1001.html")
    assert urls(store) == {"a/1001.html"}
    assert {url for (url,) in table(store, "SELECT url FROM sighting")} == {f"{HOST}old/bridge"}
    assert due(store) == {"old/bridge"}
    assert table(store, "SELECT state, reason FROM frontier WHERE url LIKE '%1001.html'") == [("done", "alias")]


def test_a_moved_article_is_the_one_that_is_known_by_its_text(store: Store) -> None:
    come(store, 1, "old/bridge")
    assert come(store, 1, "old/bridge", own="a/1001.html", seen_at=LATER).outcome == "unchanged"
    assert urls(store) == {"old/bridge"}


def test_a_redirect_to_something_else_is_no_new_version(store: Store) -> None:
    come(store, 1, "old/bridge")
    assert come(store, 2, "old/bridge", own="a/1002.html", seen_at=LATER).outcome == "new"
    assert table(store, "SELECT revision FROM article ORDER BY id") == [(1,), (1,)]


def test_two_addresses_with_one_text_and_one_name_are_one_page(store: Store) -> None:
    come(store, 1, "a/1001.html")
    assert come(store, 1, "a/1001.html?channel=top").outcome == "unchanged"
    assert (urls(store), due(store)) == ({"a/1001.html"}, {"a/1001.html"})


def test_one_text_published_twice_is_an_article_and_its_copy(store: Store) -> None:
    come(store, 1, "society/1001.html")
    assert come(store, 1, "front/2002.html").outcome == "copy"


def test_the_same_words_under_another_title_are_another_page(store: Store) -> None:
    come(store, 1, "a/1001.html")
    item = article(2, body=text(1), url=f"{HOST}a/1001.html?part=2", fetched_url=f"{HOST}a/1001.html?part=2")
    visit = ANSWERS.stored(Fetch(Target(item.url, "article"), 200), START, START)
    assert store.put(item, fingerprint_of(item), run=1, seen_at=NOON, visit=visit).outcome == "copy"


def test_an_article_with_two_addresses_is_gone_when_both_are(store: Store) -> None:
    come(store, 1, "show?id=1001", claimed="a/1001.html")

    def vanish(url: str) -> list[tuple[Any, ...]]:
        visit = ANSWERS.skipped(Fetch(Target(HOST + url, "article", "done"), 404), START, "gone")
        store.skip(HOST + url, "riverside", "gone", 1, LATER, visit)
        return table(store, "SELECT gone_at FROM article")

    assert vanish("show?id=1001") == [(None,)]
    assert "a/1001.html" in due(store)
    assert vanish("a/1001.html") == [(LATER,)]


def test_a_redirect_to_a_stored_page_is_a_sighting(store: Store) -> None:
    come(store, 1, "a/1001.html")
    visit = ANSWERS.led(Fetch(Target(f"{HOST}old/1", "article")), START, 301)
    assert store.lead(visit, f"{HOST}a/1001.html", 1, LATER)
    assert table(store, "SELECT url, article_id, status FROM sighting") == [(f"{HOST}old/1", 1, 301)]
    assert not store.lead(visit, f"{HOST}a/9.html", 1, LATER)
    assert table(store, "SELECT pages, unchanged FROM runs") == [(2, 1)]


def test_a_redirect_to_another_address_of_a_stored_page_is_one_too(store: Store) -> None:
    come(store, 1, "a/1001.html")
    secure = f"{HOST.replace('http:', 'https:')}a/1001.html"
    with store.writing() as connection:
        frontier.add(connection, "riverside", [lead(1, url=secure), lead(1, url=f"{HOST}m/b/9.html")], START)
        frontier.add(connection, "riverside", [lead(1, url=f"{HOST}b/9.html")], START)
    visit = ANSWERS.led(Fetch(Target(f"{HOST}old/1", "article")), START, 301)
    assert store.lead(visit, secure, 1, LATER)
    assert not store.lead(visit, f"{HOST}b/9.html", 1, LATER), "known, and not fetched yet"
