"""Stripped lines: the texts are kept once, and every line comes back with its rule, in order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.actions.upkeep_command import prune
from crawler.storage import removed
from crawler.storage.store import Store
from tests.crawler.store_kit import NOON, article, put

LINES = [(0, "login", "登录"), (3, "repeated", "登录"), (1, "login", "热点"), (9, "登录", "login")]


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        run = opened.start_run("riverside", NOON)
        for number in range(3):
            put(opened, article(number, ledger=[]), run)
        yield opened


def phrases(store: Store) -> list[str]:
    return [text for (text,) in store.connection.execute("SELECT text FROM phrase ORDER BY text")]


def test_lines_come_back_in_order(store: Store) -> None:
    removed.keep(store.connection, 1, 1, LINES)
    removed.keep(store.connection, 2, 1, LINES[:1])
    assert removed.of_revision(store.connection, 1, 1) == LINES
    assert removed.of_article(store.connection, 1) == {1: LINES}
    assert removed.of_revision(store.connection, 3, 1) == []
    assert removed.of_article(store.connection, 3) == {}


def test_a_text_is_kept_once(store: Store) -> None:
    for number in (1, 2, 3):
        removed.keep(store.connection, number, 1, LINES)
    assert phrases(store) == sorted({"login", "repeated", "登录", "热点"})


def test_lines_take_the_place_of_those_before(store: Store) -> None:
    removed.keep(store.connection, 1, 1, LINES)
    removed.keep(store.connection, 1, 2, LINES[:1])
    removed.keep(store.connection, 1, 1, LINES[1:3])
    assert removed.of_article(store.connection, 1) == {1: LINES[1:3], 2: LINES[:1]}
    removed.forget(store.connection, 1, 1)
    assert removed.of_article(store.connection, 1) == {2: LINES[:1]}


def test_texts_that_nothing_names_can_be_dropped(store: Store) -> None:
    removed.keep(store.connection, 1, 1, LINES)
    assert removed.drop_unused(store.connection) == 0
    removed.keep(store.connection, 1, 1, LINES[:1])
    assert removed.drop_unused(store.connection) == 2
    assert removed.of_revision(store.connection, 1, 1) == LINES[:1]


def test_the_view_shows_lines_whose_text_was_lost(store: Store) -> None:
    removed.keep(store.connection, 1, 1, LINES[:1])
    store.connection.execute("DELETE FROM phrase WHERE text = '登录'")
    assert store.connection.execute("SELECT rule, text FROM removed").fetchall() == [("login", None)]


def test_vacuum_drops_them(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store.open(path) as store:
        put(store, article(1), store.start_run("riverside", NOON))
        removed.keep(store.connection, 1, 1, LINES)
        removed.keep(store.connection, 1, 1, LINES[:1])
    for vacuum in (False, True):
        prune(str(path), 90, dry_run=False, vacuum=vacuum)
        with Store.open(path) as store:
            assert ("热点" in phrases(store)) == (not vacuum)
            assert removed.of_revision(store.connection, 1, 1) == LINES[:1]
