"""The store of a portal's crawl."""

import sqlite3
from pathlib import Path

import pytest

from crawler.crawling.opening import PortalStore
from crawler.crawling.run import load_settings
from crawler.storage import database
from crawler.storage.database import DatabaseProblem
from crawler.storage.store import Store
from tests.crawler.store_kit import NOON, article, put


def test_a_run_looks_through_its_file_once_for_all_its_portals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, looked = tmp_path / "news.db", list[object]()
    monkeypatch.setattr(database, "_require_sound", lambda _, path: looked.append(path))
    for portal in ("a", "b", "c"):
        PortalStore.of(load_settings({"CITYDESK_DB": str(path)}), portal).close()
    assert looked == [str(path)]


def test_a_file_that_is_damaged_is_refused_each_time(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store.open(path) as store:
        put(store, article(1), store.start_run("a", NOON))
    root = sqlite3.connect(path).execute("SELECT rootpage FROM sqlite_master WHERE name = 'article'").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((root - 1) * database.PAGE_BYTES)
        file.write(b"\xff" * database.PAGE_BYTES)
    for portal in ("a", "b"):
        with pytest.raises(DatabaseProblem, match="damaged"):
            PortalStore.of(load_settings({"CITYDESK_DB": str(path)}), portal)
