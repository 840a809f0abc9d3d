"""The size report adds up to the file, and its estimate comes near the truth."""

import json
from pathlib import Path

import pytest

from crawler.actions.upkeep_command import rows
from crawler.monitoring.outcome import ExitCode
from crawler.storage.sizes import FREE, OTHER, has_statistics, kind_of, measure
from crawler.storage.store import Store
from tests.conftest import Command
from tests.crawler.store_kit import LATER, NOON, article, put, text


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "citydesk.db")
    run = store.start_run("riverside", NOON)
    for number in range(150):
        put(store, article(number, body=text(number, 8)), run)
    put(store, article(1, body=text("changed")), run, LATER)
    return store


def test_measured_sizes_are_those_of_the_file(store: Store) -> None:
    if not has_statistics(store.connection):
        pytest.skip("this SQLite has no page statistics")
    with store:
        sizes = measure(store)
        assert sizes.measured
        assert sum(size.bytes for size in sizes.kinds) == sizes.total
        assert list(sizes.kinds) == sorted(sizes.kinds, key=lambda size: -size.bytes)
        assert {"articles", "full text", "look-up of copies", "removed lines", "articles (indexes)", "revisions"} <= {
            size.kind for size in sizes.kinds
        }
        assert sizes.articles == 150
        assert sizes.wal > 0


def test_the_estimate_is_near(store: Store) -> None:
    if not has_statistics(store.connection):
        pytest.skip("nothing to compare with")
    with store:
        measured, estimated = (
            {size.kind: size.bytes for size in measure(store, estimate=guess).kinds} for guess in (False, True)
        )
        assert measure(store, estimate=True).measured is False
    for kind in ("articles", "look-up of copies", "removed lines"):
        assert 0.4 < estimated[kind] / measured[kind] < 1.2, kind


def test_free_pages_are_named(store: Store) -> None:
    with store:
        with store.writing() as connection:
            connection.execute("DELETE FROM sketch")
        assert FREE in {size.kind for size in measure(store).kinds}


@pytest.mark.parametrize(
    ("table", "kind"),
    [("article", "articles"), ("sketch", "look-up of copies"), ("run", "runs"), ("somebody_s", OTHER)],
)
def test_kinds(table: str, kind: str) -> None:
    assert kind_of(table) == kind


def test_every_table_has_a_kind(store: Store) -> None:
    with store:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        assert {name for (name,) in store.connection.execute(sql) if kind_of(name) == OTHER} == set()
        assert OTHER not in {size.kind.removesuffix(" (indexes)") for size in measure(store).kinds}


def test_an_empty_store(tmp_path: Path) -> None:
    with Store.open(tmp_path / "new.db") as store:
        for guess in (False, True):
            assert list(rows(measure(store, estimate=guess)))


def test_the_command(citydesk: Command, store: Store) -> None:
    with store:
        plain = citydesk("size")
        assert (plain.returncode, plain.stderr) == (ExitCode.DONE, "")
        assert "look-up of copies" in plain.stdout
        data = json.loads(citydesk("size", "--json").stdout)
    assert data["articles"] == 150
    assert data["total"] > 100_000
    assert citydesk("size", "--db", "none.db").returncode == ExitCode.DATABASE
