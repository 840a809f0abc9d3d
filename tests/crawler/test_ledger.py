"""Every page of a run is counted once, under one outcome."""

from collections.abc import Iterator

import pytest

from crawler.storage.store import RunCounts, Store
from tests.crawler.store_kit import LATER, NOON, article, put, text


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


def fill(store: Store) -> int:
    """A run with one page of every outcome and three skipped ones."""
    run = store.start_run("riverside", NOON)
    put(store, article(1), run)
    put(store, article(1), run)
    put(store, article(1, body=text("new")), run)
    put(store, article(1, url="http://other.example/1", body=text("new")), run)
    for number, reason in enumerate(("list", "gone", "list")):
        store.skip(f"http://news.example/{number}", "riverside", reason, run, LATER)
    return run


def test_counts_by_outcome(store: Store) -> None:
    run = fill(store)
    counts = store.finish_run(run, "ok", finished_at=LATER, seconds=1.5, size=2048)
    assert counts == RunCounts(new=1, changed=1, unchanged=1, copies=1, skipped={"list": 2, "gone": 1})
    assert counts.pages == 7
    (row,) = store.runs()
    assert row == {
        "id": run,
        "portal": "riverside",
        "started_at": NOON,
        "finished_at": LATER,
        "outcome": "ok",
        "pages": 7,
        "new": 1,
        "changed": 1,
        "copies": 1,
        "skipped": {"list": 2, "gone": 1},
        "unchanged": 1,
        "seconds": 1.5,
        "bytes": 2048,
        "sources": {},
        "fields": {},
        "requests": None,
        "layouts": {},
        "rule_hits": {},
        "lines": {},
        "body_chars": {},
        "evidence": [],
    }


def test_unfinished_run_shows_what_was_done(store: Store) -> None:
    fill(store)
    (row,) = store.runs()
    assert (row["outcome"], row["finished_at"], row["pages"]) == (None, None, 7)


def test_skipped_pages_are_listed(store: Store) -> None:
    run = fill(store)
    rows = store.skipped(run)
    assert [row["reason"] for row in rows] == ["list", "gone", "list"]
    assert rows[1] == {
        "url": "http://news.example/1",
        "portal": "riverside",
        "reason": "gone",
        "seen_at": LATER,
        "run": run,
    }
    assert [tuple(row) for row in store._db.conn.execute("SELECT * FROM skipped")] == [
        tuple(row.values()) for row in rows
    ]


def test_runs_count_for_themselves(store: Store) -> None:
    first = fill(store)
    second = store.start_run("harbour", LATER)
    put(store, article(5), second)
    assert store.finish_run(second, "ok", finished_at=LATER) == RunCounts(new=1)
    assert [row["id"] for row in store.runs()] == [second, first]
    assert store.skipped(second) == []


def test_counts_of_the_caller_replace_ours(store: Store) -> None:
    run = fill(store)
    given = RunCounts(new=3, skipped={"被删除": 2})
    assert (
        store.finish_run(run, "failed", given, finished_at=LATER, sources={"首页": {"links": 9}}, fields={"title": 3})
        == given
    )
    (row,) = store.runs()
    assert (row["pages"], row["new"], row["changed"], row["skipped"]) == (5, 3, 0, {"被删除": 2})
    assert (row["sources"], row["fields"]) == ({"首页": {"links": 9}}, {"title": 3})
    assert store._db.conn.execute("SELECT skipped FROM runs").fetchone() == ('{"被删除": 2}',)


def test_a_run_that_does_not_exist(store: Store) -> None:
    with pytest.raises(ValueError, match="run 3 does not exist"):
        store.skip("http://news.example/", "riverside", "list", 3, NOON)
    with pytest.raises(ValueError, match="run 3 does not exist"):
        store.finish_run(3, "ok", finished_at=NOON)
    with pytest.raises(ValueError, match="run 3 does not exist"):
        store.finish_run(3, "ok", RunCounts(), finished_at=NOON)


def test_reason_with_quotes(store: Store) -> None:
    run = store.start_run("riverside", NOON)
    store.skip("http://news.example/\ud83d", "riverside", 'said "no"; \'--', run, NOON)
    assert store.finish_run(run, "ok", finished_at=NOON).skipped == {'said "no"; \'--': 1}
    assert store.skipped(run)[0]["url"] == "http://news.example/\ufffd"


def test_refused_page_counts_as_unchanged(store: Store) -> None:
    run = store.start_run("riverside", NOON)
    put(store, article(1), run)
    put(store, article(1, body=""), run)
    assert store.finish_run(run, "ok", finished_at=NOON) == RunCounts(new=1, unchanged=1)
