"""The frontier's rows: an outcome and the state of its address are written together, and say the same."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.migrations import migrations
from crawler.monitoring import standing
from crawler.scheduling import frontier
from crawler.scheduling.answers import Answers
from crawler.scheduling.revisit import AGES, DAY, HOUR, parse_ages
from crawler.scheduling.visits import Fetch, Lead, Target
from crawler.storage import clock
from crawler.storage.schema import VERSION, migrate
from crawler.storage.store import Store
from tests.crawler.frontier_kit import HOME, START, agenda, keep, lead
from tests.crawler.store_kit import LATER, NOON, article, fingerprint_of, text

ANSWERS = Answers("riverside", parse_ages(AGES))


def add(store: Store, *leads: Lead, now: int = START) -> int:
    with store.writing() as connection:
        return frontier.add(connection, "riverside", leads, now)


def row(store: Store, number: int = 1) -> dict[str, Any]:
    found = store._row("SELECT * FROM frontier WHERE url = ?", f"{HOME}{number}.html")
    assert found is not None
    return found


def taken(store: Store, now: int = START, run: int = 9) -> list[Target]:
    with store.reading() as connection:
        return frontier.articles(connection, "riverside", run, now, 100)


def test_what_is_known_keeps_its_state(store: Store) -> None:
    assert add(store, lead(1), lead(2)) == 2
    keep(agenda(store), taken(store)[1], START)
    before = row(store)
    assert add(store, lead(1, via="http://news.example/rss.xml", rank=START), lead(3)) == 1
    assert row(store) == before


def test_the_rank_of_a_new_article_is_the_highest_that_a_source_gave(store: Store) -> None:
    add(store, lead(1, rank=5), lead(2, rank=6))
    add(store, lead(1, rank=9), lead(2, rank=2))
    assert [(target.url[-6], target.rank) for target in taken(store)] == [("1", 9), ("2", 6)]


@pytest.mark.parametrize(
    ("before", "told", "due"),
    [
        (0, START - DAY, False),  # changed before we looked
        (0, START + 50, True),
        (START - DAY, START - DAY, False),
        (START - DAY, START - HOUR, True),  # later than what was told before, whatever our clock says
        (START - HOUR, START - DAY, False),
    ],
)
def test_when_an_announced_change_is_news(store: Store, before: int, told: int, due: bool) -> None:
    add(store, lead(1, announced=before))
    keep(agenda(store), taken(store)[0], START, born=START - 400 * DAY)
    assert row(store)["due_at"] is None
    add(store, lead(1, announced=told), now=START + 60)
    assert (row(store)["due_at"] == START + 60) is due
    assert (row(store)["announced"] or 0) == max(before, told)


def test_a_page_taken_for_a_list_that_listed_nothing_may_be_an_article(store: Store) -> None:
    page = Lead(f"{HOME}1.html", "list", via=HOME, depth=1)
    listing = Lead(f"{HOME}2.html", "list", via=HOME, depth=1)
    add(store, page, listing)
    with store.writing() as connection:
        for target in frontier.sources(connection, "riverside", 9, START, 9):
            links = 5 if target.url == listing.url else 0
            frontier.close_source(connection, *ANSWERS.source(Fetch(target, 200), START, links, links), 1)
    assert add(store, lead(1), lead(2)) == 1
    assert [target.url for target in taken(store)] == [page.url]
    assert row(store, 2)["kind"] == "list"


def test_an_outcome_and_the_state_of_its_address_are_one_transaction(store: Store) -> None:
    add(store, lead(1))
    target = taken(store)[0]
    visit = ANSWERS.stored(Fetch(target, 200), START, START)
    item = article(1, url=target.url)
    with pytest.raises(ValueError, match="run 99"):
        store.put(item, fingerprint_of(item), run=99, seen_at=NOON, visit=visit)
    assert (row(store)["state"], store.article_id(target.url)) == ("new", None)
    store.put(item, fingerprint_of(item), run=1, seen_at=NOON, visit=visit)
    assert (row(store)["state"], row(store)["run"], store.article_id(target.url)) == ("done", 1, 1)


def test_an_article_s_own_address_is_not_fetched_again(store: Store) -> None:
    add(store, lead(1, url=f"{HOME}show?id=2"), lead(2))
    target = taken(store)[1]
    item = article(1, url=f"{HOME}2.html", fetched_url=target.url)
    store.put(
        item,
        fingerprint_of(item),
        run=1,
        seen_at=NOON,
        visit=ANSWERS.stored(Fetch(target, 200), START, START - 400 * DAY),
    )
    assert taken(store) == []
    assert row(store, 2)["state"] == "done"


def test_the_same_answer_twice_is_one_article(store: Store) -> None:
    """Two crawls of one portal at once: both may have the same address out."""
    add(store, lead(1))
    target = taken(store)[0]
    item = article(1, url=target.url)
    visit = ANSWERS.stored(Fetch(target, 200), START, START)
    outcomes = [store.put(item, fingerprint_of(item), run=1, seen_at=NOON, visit=visit).outcome for _ in range(2)]
    assert outcomes == ["new", "unchanged"]
    assert (row(store)["checks"], row(store)["changes"]) == (2, 1)


def test_a_vanished_article_keeps_its_text_and_is_marked(store: Store) -> None:
    add(store, lead(1))
    keep(agenda(store), taken(store)[0], START)
    url = f"{HOME}1.html"
    target = Target(url, "article", "done", checked_at=START)
    for status, sent in ((404, 404), (410, 410), (200, 404)):
        store.skip(url, "riverside", "gone", 1, LATER, ANSWERS.skipped(Fetch(target, status), START + DAY, "gone"))
        kept = store.article(1)
        assert kept is not None
        assert (kept["body"], kept["gone_at"]) == (text(url), LATER)
        assert [sighting["status"] for sighting in store.sightings(1)] == [sent]
        assert row(store)["state"] == "gone"
    item = article(url, url=url)
    store.put(item, fingerprint_of(item), run=1, seen_at=LATER, visit=ANSWERS.stored(Fetch(target, 200), START, START))
    kept = store.article(1)
    assert kept is not None
    assert (kept["gone_at"], row(store)["state"]) == (None, "done")


def test_an_article_that_has_not_changed_was_seen(store: Store) -> None:
    add(store, lead(1))
    keep(agenda(store), taken(store)[0], START, etag='"v1"')
    target = Target(f"{HOME}1.html", "article", "done", rank=START, etag='"v1"', checked_at=START)
    store.seen(ANSWERS.unchanged(Fetch(target, 304), START + HOUR), 1, "2030-01-01T00:00:00+00:00")
    kept = store.article(1)
    assert kept is not None
    assert kept["last_seen_at"] == "2030-01-01T00:00:00+00:00"
    assert (row(store)["etag"], row(store)["checked_at"], row(store)["changes"]) == ('"v1"', START + HOUR, 1)
    assert store.runs()[-1]["unchanged"] == 1


def test_a_failure_never_brings_a_conditional_request(store: Store) -> None:
    """Else a page without an article would answer 304, and count as one."""
    add(store, lead(1))
    keep(agenda(store), taken(store)[0], START, etag='"v1"')
    target = Target(f"{HOME}1.html", "article", "done", etag='"v1"', checked_at=START)
    store.skip(
        target.url, "riverside", "no-text", 1, LATER, ANSWERS.skipped(Fetch(target, 200, '"v2"'), START, "no-text")
    )
    assert row(store)["etag"] is None


def test_failures_are_counted_until_one_succeeds(store: Store) -> None:
    add(store, lead(1))
    for tries in (1, 2, 3):
        target = taken(store, START + 10 * DAY)[0]
        visit = ANSWERS.skipped(Fetch(target, 503), START, "http-error")
        store.skip(target.url, "riverside", "http-error", 1, NOON, visit)
        assert (row(store)["state"], row(store)["tries"], row(store)["reason"]) == ("retry", tries, "http-error")
    keep(agenda(store), taken(store, START + 10 * DAY)[0], START)
    assert (row(store)["state"], row(store)["tries"], row(store)["reason"]) == ("done", 0, "")


def test_what_revisits_teach_is_counted_by_age(store: Store) -> None:
    add(store, lead(1))
    keep(agenda(store), taken(store)[0], START, born=START)
    target = taken(store, START + HOUR)[0]
    for _ in range(2):
        item = article(2, url=target.url)
        visit = ANSWERS.stored(Fetch(target, 200), START + HOUR, START)
        store.put(item, fingerprint_of(item), run=1, seen_at=LATER, visit=visit)
    with store.reading() as connection:
        assert frontier.tallies(connection, "riverside") == {HOUR: (2, 1)}
        assert frontier.tallies(connection, "harbour") == {}


def test_two_portals_may_know_the_same_address(store: Store) -> None:
    add(store, lead(1))
    with store.writing() as connection:
        assert frontier.add(connection, "harbour", [lead(1)], START) == 1
    keep(agenda(store), taken(store)[0], START)
    with store.reading() as connection:
        assert len(frontier.articles(connection, "harbour", 9, START, 9)) == 1


def test_examples_teach_what_articles_look_like(store: Store) -> None:
    add(store, lead(1), lead(2), lead(3))
    keep(agenda(store), taken(store)[0], START)
    target = taken(store)[0]
    store.skip(target.url, "riverside", "no-text", 1, NOON, ANSWERS.skipped(Fetch(target, 200), START, "no-text"))
    with store.reading() as connection:
        assert sorted(frontier.examples(connection, "riverside", 9)) == [
            (f"{HOME}2.html", False),
            (f"{HOME}3.html", True),
        ]


def test_a_file_of_an_earlier_version_brings_its_articles_as_known_ground(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Store.open(path) as old:
        run = old.start_run("riverside", NOON)
        for item in (article(1), article(2, published_at=NOON)):
            old.put(item, fingerprint_of(item), run=run, seen_at=NOON, fetched_url=f"{item.url}?from=list")
        for name in ("frontier", "revisit_tally"):
            old._db.execute(f"DROP TABLE {name}")
        for view in ("articles", "stories", "addresses"):
            old._db.execute(f"DROP VIEW {view}")
        old._db.execute("DROP INDEX article_gone")
        old._db.execute("ALTER TABLE article DROP COLUMN gone_at")
        old._db.execute("DELETE FROM _sqlite_migrations WHERE name = 'frontier'")
        migrate(old._db, path)
        assert not migrations.pending(old._db)
    with closing(sqlite3.connect(path)) as reader:
        assert reader.execute("PRAGMA user_version").fetchone() == (VERSION,)
        known = reader.execute("SELECT url, state, due_at IS NULL FROM addresses ORDER BY url").fetchall()
    urls = [f"http://news.example/{number}.html{query}" for number in (1, 2) for query in ("", "?from=list")]
    assert known == [(url, "done", False) for url in urls]


def test_what_is_due_is_found_by_index(store: Store) -> None:
    """A portal may know a hundred thousand addresses, and a batch is taken for every hundred pages."""
    with store.reading() as connection:
        for query, index in ((frontier.ARTICLES, "frontier_articles"), (frontier._SOURCES, "frontier_sources")):
            names = {"portal": "x", "run": 1, "now": 1, "limit": 1, "since": 0, "window": 0, "punctual": 0}
            plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", names))
            assert index in plan
            assert "SCAN" not in plan
            assert ("TEMP B-TREE" in plan) is (index == "frontier_sources"), "sources are few: some hundreds a portal"


def test_neither_a_run_nor_a_status_walks_over_all_addresses_of_a_portal(store: Store) -> None:
    """The planner knows no numbers, and takes the primary key where no index is named: of a million articles for a status."""
    add(store, lead(1), lead(2))
    asked: list[str] = []
    with store.writing() as connection:
        connection.set_trace_callback(asked.append)
        frontier.plant(connection, "riverside", [Lead(HOME, "list", HOME, eager=True)], START, alone=True)
        frontier.sources(connection, "riverside", 1, START, 9)
        frontier.articles(connection, "riverside", 1, START, 9)
        known = standing.portal(connection, "riverside", datetime.fromtimestamp(START, UTC))
        clock.set_right(connection, "riverside", START, 0)
        connection.set_trace_callback(None)
        plans = [
            row[3] for sql in asked if "frontier" in sql for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
        ]
    assert known.next_due == datetime.fromtimestamp(START, UTC)
    assert len(plans) >= 5
    assert not [step for step in plans if "SCAN frontier" in step or step.endswith("PRIMARY KEY (portal=?)")], plans
