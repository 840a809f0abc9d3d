"""Files of every released version become files of this one, with all that is in them, or stay what they are."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from crawler.migrations import migrations
from crawler.storage.database import DatabaseProblem
from crawler.storage.schema import VERSION, VIEWS, copy_of
from crawler.storage.store import Store
from tests.conftest import ROOT, Command
from tests.crawler.store_kit import LATER, article, put

FIXTURES = sorted((ROOT / "tests" / "fixtures").glob("version*.sql"))
NOBODY = 65534
Rows = dict[str, list[tuple[Any, ...]]]


def version_of(dump: Path) -> int:
    return int(dump.stem.removeprefix("version"))


released = pytest.mark.parametrize("dump", FIXTURES, ids=lambda dump: dump.stem)


def restored(dump: Path, folder: Path) -> Path:
    path = folder / "citydesk.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
    return path


def content(path: Path) -> Rows:
    """All that a reader of the first version could see, by view."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as reader:
        names = [name for (name,) in reader.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY 1")]
        return {name: sorted(reader.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def pragma(path: Path, name: str) -> Any:
    with closing(sqlite3.connect(path)) as reader:
        return reader.execute(f"PRAGMA {name}").fetchone()[0]


class Layout(NamedTuple):
    """The shape of a file; names and statements of everything in it, without the order in which it was made."""

    columns: dict[str, list[str]]
    others: set[tuple[str, str]]


def layout(path: Path) -> Layout:
    with closing(sqlite3.connect(path)) as reader:
        rows = reader.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        columns = {
            name: sorted(row[1] for row in reader.execute(f'PRAGMA table_info("{name}")'))
            for kind, name, _ in rows
            if kind == "table"
        }
    return Layout(columns, {(name, " ".join(sql.split())) for kind, name, sql in rows if kind != "table"})


def test_there_is_a_file_of_every_released_version() -> None:
    """The last is made by the tests below as soon as a next one exists."""
    assert [version_of(dump) for dump in FIXTURES][:2] == [1, 2]
    assert max(map(version_of, FIXTURES)) < VERSION


@released
def test_an_older_file_keeps_all_that_is_in_it(dump: Path, tmp_path: Path) -> None:
    path = restored(dump, tmp_path)
    before = content(path)
    assert {name for name, rows in before.items() if rows} == set(before), "a view of the fixture is empty"
    Store.open(path).close()
    after = content(path)
    for view, rows in before.items():
        width = len(rows[0])
        assert [row[:width] for row in after[view]] == rows, view
    assert pragma(path, "user_version") == VERSION
    assert pragma(path, "integrity_check") == "ok"


@released
def test_a_migrated_file_is_like_a_new_one(dump: Path, tmp_path: Path) -> None:
    path, new = restored(dump, tmp_path), tmp_path / "new.db"
    for file in (path, new):
        Store.open(file).close()
    assert layout(path) == layout(new)


@released
def test_a_migrated_file_goes_on(dump: Path, tmp_path: Path) -> None:
    with Store.open(restored(dump, tmp_path)) as store:
        market = store.article(1)
        assert market is not None
        again = article(
            "again", portal="hillside", url="http://hill.example/1", title=market["title"], body=market["body"]
        )
        stored = put(store, again, store.start_run("hillside", LATER), LATER)
        assert (stored.outcome, stored.story_id) == ("copy", 1)
        assert len(store.revisions(2)) == 1


def test_a_file_of_version_two_keeps_what_was_learnt(tmp_path: Path) -> None:
    with Store.open(restored(ROOT / "tests/fixtures/version2.sql", tmp_path)) as store:
        assert store.repeats("riverside").pages == 3


@released
def test_an_older_file_is_copied_first(dump: Path, tmp_path: Path) -> None:
    path = restored(dump, tmp_path)
    before = content(path)
    Store.open(path).close()
    copy = copy_of(path, version_of(dump))
    assert copy.name == f"citydesk.db.v{version_of(dump)}.bak"
    assert content(copy) == before
    assert pragma(copy, "user_version") == version_of(dump)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted((path.name, copy.name))


def test_the_copy_is_made_once_and_not_for_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "citydesk.db"
    for _ in range(2):
        Store.open(path).close()
    assert list(tmp_path.glob("*.bak")) == []


def test_the_copy_can_be_turned_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = restored(FIXTURES[0], tmp_path)
    monkeypatch.setenv("CITYDESK_MIGRATION_BACKUP", "0")
    Store.open(path).close()
    assert list(tmp_path.glob("*.bak")) == []
    assert pragma(path, "user_version") == VERSION


def test_without_room_for_the_copy_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = restored(FIXTURES[-1], tmp_path)
    before, version = content(path), version_of(FIXTURES[-1])
    full = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(
        DatabaseProblem, match=rf"{path} is of schema {version} .*CITYDESK_MIGRATION_BACKUP=0.*free some"
    ):
        Store.open(path)
    assert content(path) == before
    assert pragma(path, "user_version") == version
    assert list(tmp_path.glob("*.bak*")) == []


@released
def test_an_error_in_the_middle_leaves_the_older_file(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = restored(dump, tmp_path)
    before = content(path)
    monkeypatch.setitem(VIEWS, "broken", "SELECT FROM nowhere")
    with pytest.raises(sqlite3.OperationalError):
        Store.open(path)
    assert content(path) == before
    assert pragma(path, "user_version") == version_of(dump)
    monkeypatch.undo()
    Store.open(path).close()
    assert pragma(path, "user_version") == VERSION


_MIGRATES = """
import sys
from crawler.migrations import migrations
from crawler.storage.store import Store

@migrations()
def never_done(db):
    print(len(migrations.pending(db)), flush=True)
    sys.stdin.read()

Store.open(sys.argv[1])
"""


@released
def test_a_kill_in_the_middle_leaves_the_older_file(dump: Path, tmp_path: Path) -> None:
    path = restored(dump, tmp_path)
    before = content(path)
    with subprocess.Popen(
        [sys.executable, "-c", _MIGRATES, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "1\n"  # all steps but this one are done
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert pragma(path, "user_version") == version_of(dump)
    assert content(path) == before
    Store.open(path).close()
    assert pragma(path, "user_version") == VERSION


def test_several_crawls_migrate_an_older_file_once(tmp_path: Path) -> None:
    from tests.crawler.test_store_processes import at_once

    path = restored(FIXTURES[0], tmp_path)
    opening: list[Callable[[], None]] = [lambda: Store.open(path).close() for _ in range(4)]
    at_once(opening)
    with Store.open(path) as store:
        assert len(migrations.applied(store._db)) == VERSION
    assert pragma(copy_of(path, 1), "user_version") == 1


def test_the_command_line_migrates(citydesk: Command, tmp_path: Path) -> None:
    path = restored(FIXTURES[0], tmp_path)
    done = citydesk("crawl", "http://127.0.0.1:9/", "-s", "RETRY_TIMES=0")
    assert "database" not in done.stderr
    assert pragma(path, "user_version") == VERSION
    assert copy_of(path, 1).exists()
