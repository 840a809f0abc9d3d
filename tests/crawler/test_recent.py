"""What the database tells of a portal's last days."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.storage.recent import DAYS, LAST, recent
from crawler.storage.store import Store
from tests.crawler.store_kit import article, fingerprint_of

TODAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "news.db") as opened:
        yield opened


def run(
    store: Store, days_ago: int, articles: int, outcome: str = "ok", portal: str = "riverside", **fields: object
) -> None:
    """One run with new articles, so many days before today."""
    moment = (TODAY - timedelta(days=days_ago)).isoformat()
    number = store.start_run(portal, moment)
    for count in range(articles):
        item = article(f"{portal}-{days_ago}-{count}", portal=portal, **fields)
        store.put(item, fingerprint_of(item), run=number, seen_at=moment)
    store.finish_run(number, outcome, finished_at=moment)


def test_a_portal_that_was_never_crawled(store: Store) -> None:
    assert recent(store.connection, "riverside", (1, 10), ()) is None


def test_articles_a_day_of_whole_days(store: Store) -> None:
    for days_ago in range(9, -1, -1):
        run(store, days_ago, 2)
    run(store, 0, 5, portal="other")
    found = recent(store.connection, "riverside", (1, 10_000), ("title",))
    assert found is not None
    assert (found.per_day, found.articles, found.outcome, found.odd_bodies) == (2.0, 20, "ok", 0)
    assert found.lacking == {"title": (0, "")}


def test_a_portal_that_is_watched_for_less_than_a_week_has_no_mean(store: Store) -> None:
    run(store, DAYS - 1, 3)
    run(store, 0, 1)
    found = recent(store.connection, "riverside", (1, 10_000), ())
    assert found is not None
    assert found.per_day == -1


def test_odd_bodies_and_missing_fields_with_an_example(store: Store) -> None:
    run(store, 1, 3)
    run(store, 0, 2, "drift", body="只有这么几个字，别的都没有了。", published_at="", tags=[])
    found = recent(
        store.connection, "riverside", (60, 10_000), ("published_at", "tags", "no_such_column; DROP TABLE article")
    )
    assert found is not None
    assert (found.outcome, found.articles, found.odd_bodies) == ("drift", 5, 2)
    assert found.odd_example.startswith("http://news.example/riverside-0-")
    assert {name: count for name, (count, _) in found.lacking.items()} == {"published_at": 2, "tags": 2}


def test_only_the_last_articles_count(store: Store) -> None:
    run(store, 2, 5, body="短。")
    run(store, 1, LAST)
    found = recent(store.connection, "riverside", (60, 10_000), ())
    assert found is not None
    assert (found.articles, found.odd_bodies) == (LAST, 0)


def test_a_run_that_still_goes_on_is_not_judged(store: Store) -> None:
    run(store, 1, 1)
    store.start_run("riverside", TODAY.isoformat())
    found = recent(store.connection, "riverside", (1, 10_000), ())
    assert found is not None
    assert found.outcome == "ok"
