"""Every way the database file can refuse is told in one line that names file, cause and remedy."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from crawler.storage.database import (
    CHECK_BYTES,
    PAGE_BYTES,
    DatabaseProblem,
    connect,
    connect_reader,
    naming_problems,
    transaction,
)
from crawler.storage.store import Store
from tests.crawler.store_kit import NOON, article, put

NOBODY = 65534


@contextmanager
def problem(path: Path, *words: str) -> Iterator[None]:
    """Expects a one-line problem that names ``path`` and all of ``words``."""
    with pytest.raises(DatabaseProblem) as caught:
        yield
    message = str(caught.value)
    assert "\n" not in message
    for word in (str(path), *words):
        assert word in message


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def filled(path: Path, articles: int = 20) -> Path:
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        for number in range(articles):
            put(store, article(number), run)
    return path


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that other users can reach, which pytest's own is not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def as_plain_user(folder: Path) -> Iterator[None]:
    """Root may write everywhere, so give up its rights for a moment."""
    if os.geteuid() != 0:
        yield
        return
    try:
        os.seteuid(NOBODY)
    except PermissionError:
        pytest.skip("cannot change the user here")
    try:
        if not os.access(folder, os.X_OK, effective_ids=True):
            pytest.skip("the folder for temporary files is closed to other users")
        yield
    finally:
        os.seteuid(0)


def test_settings_of_a_connection(path: Path) -> None:
    with Store.open(path) as store:
        pragmas = {
            name: store._db.conn.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 30_000}


def test_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store.open(":memory:") as store:
        put(store, article(), store.start_run("riverside", NOON))
        assert store.totals()["articles"] == 1
    assert list(tmp_path.iterdir()) == []


def test_name_with_uri_characters(tmp_path: Path) -> None:
    path = tmp_path / "本地 100%?mode=memory#1.db"
    filled(path, 1)
    assert path.exists()
    with Store.read_only(path) as store:
        assert store.totals()["articles"] == 1


def test_not_a_database(path: Path) -> None:
    path.write_text("id,title\n" * 200)
    for opened in (Store.open, Store.read_only):
        with problem(path, "not a SQLite database", "--db"):
            opened(path)
    assert path.read_text() == "id,title\n" * 200


def test_empty_file_is_taken(path: Path) -> None:
    path.touch()
    filled(path, 1)


@pytest.mark.parametrize("opened", [Store.open, Store.read_only])
def test_truncated(path: Path, opened: Callable[[Path], Store]) -> None:
    filled(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    with problem(path, "damaged", "backup"):
        opened(path)


def test_overwritten_page_is_noticed_at_start(path: Path) -> None:
    filled(path)
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 8192)
    with problem(path, "damaged", ".recover"):
        Store.open(path)


def test_damage_in_a_large_file_is_noticed_when_met(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    monkeypatch.setattr("crawler.storage.database.CHECK_BYTES", 0)
    assert CHECK_BYTES > 0
    root = sqlite3.connect(path).execute("SELECT rootpage FROM sqlite_master WHERE name = 'article'").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE_BYTES)
        file.write(b"\xff" * PAGE_BYTES)
    with Store.open(path) as store, problem(path, "damaged"):
        put(store, article("one more"))


def test_missing_folder(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "news.db"
    for opened in (connect, connect_reader):
        with problem(path, "no folder", "make it"):
            opened(path)
    assert not path.parent.exists()


def test_path_is_a_folder(tmp_path: Path) -> None:
    for opened in (connect, connect_reader):
        with problem(tmp_path, "is a folder", "--db"):
            opened(tmp_path)


def test_missing_file(path: Path) -> None:
    with problem(path, "does not exist", "crawl"):
        Store.open(path, create=False)
    with problem(path, "does not exist", "crawl"):
        Store.read_only(path)
    assert not path.exists()


def test_read_only_file(shared_folder: Path) -> None:
    path = filled(shared_folder / "news.db", 1)
    path.chmod(0o444)
    shared_folder.chmod(0o777)
    with as_plain_user(shared_folder), problem(path, "read-only", "allow writing"):
        Store.open(path)


def test_read_only_folder(shared_folder: Path) -> None:
    path = shared_folder / "news.db"
    shared_folder.chmod(0o555)
    with as_plain_user(shared_folder), problem(path, "cannot be opened", "folder"):
        Store.open(path)


def test_writable_file_in_read_only_folder(shared_folder: Path) -> None:
    path = filled(shared_folder / "news.db", 1)
    path.chmod(0o666)
    shared_folder.chmod(0o555)
    with as_plain_user(shared_folder), problem(path, "folder"):
        Store.open(path)


def test_reading_in_a_read_only_folder(shared_folder: Path) -> None:
    path = filled(shared_folder / "news.db", 3)
    path.chmod(0o444)
    shared_folder.chmod(0o555)
    with as_plain_user(shared_folder), Store.read_only(path) as store:
        assert store.totals()["articles"] == 3


def test_file_that_may_not_be_read(shared_folder: Path) -> None:
    path = filled(shared_folder / "news.db", 1)
    path.chmod(0o000)
    with as_plain_user(shared_folder):
        with problem(path, "allow"):
            Store.open(path)
        with problem(path, "allow"):
            Store.read_only(path)


def test_locked_while_opening(path: Path) -> None:
    filled(path, 1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with problem(path, "locked", "try again"):
        Store.open(path, busy_seconds=0.02)
    other.execute("ROLLBACK")
    other.close()
    Store.open(path, busy_seconds=0.02).close()


def test_locked_while_storing_keeps_what_is_there(path: Path) -> None:
    filled(path, 1)
    other = sqlite3.connect(path, isolation_level=None)
    with Store.open(path, busy_seconds=0.02) as store:
        other.execute("BEGIN IMMEDIATE")
        with problem(path, "locked"):
            put(store, article("late"))
        other.execute("ROLLBACK")
        assert put(store, article("late")).outcome == "new"
    other.close()


def test_new_file_held_by_another(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with problem(path, "locked"):
        Store.open(path, busy_seconds=0.02)
    other.close()


def test_disk_full_keeps_what_is_there(path: Path) -> None:
    filled(path, 3)
    with Store.open(path) as store:
        pages = store._db.conn.execute("PRAGMA page_count").fetchone()[0]
        store._db.conn.execute(f"PRAGMA max_page_count = {pages}")
        with problem(path, "disk is full", "free some space"):
            put(store, article("large", body="很长" * 100_000))
        assert store.totals()["articles"] == 3
        assert store.known("http://news.example/large.html") is False
        store._db.conn.execute("PRAGMA max_page_count = 1000000")
        assert put(store, article("large")).outcome == "new"


def test_writing_to_a_store_opened_for_reading(path: Path) -> None:
    filled(path, 1)
    with Store.read_only(path) as store, problem(path, "read-only"):
        store.start_run("riverside", NOON)


def test_errors_in_our_own_sql_stay_what_they_are(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), naming_problems(path):
        sqlite3.connect(":memory:").execute("SELECT * FROM no_table_of_ours")


def test_transaction_takes_the_lock_at_once(path: Path) -> None:
    filled(path, 1)
    with Store.open(path) as first, Store.open(path, busy_seconds=0.02) as second:
        first_holds_it = transaction(first._db)
        with first_holds_it, problem(path, "locked"), second.writing():
            pass


def test_nested_transaction_undoes_only_itself(path: Path) -> None:
    with Store.open(path) as store:
        with store.writing():
            run = store.start_run("riverside", NOON)
            with suppress(RuntimeError), store.writing():
                store.start_run("lost", NOON)
                raise RuntimeError
        assert [row["portal"] for row in store.runs()] == ["riverside"]
        assert run == 1


def test_failed_transaction_leaves_the_connection_usable(path: Path) -> None:
    with Store.open(path) as store:
        with suppress(RuntimeError), store.writing():
            store.start_run("lost", NOON)
            raise RuntimeError
        assert store.runs() == []
        assert store.start_run("riverside", NOON) == 1
