"""A backup is whole or is not there, whoever writes meanwhile and whatever goes wrong."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.monitoring.outcome import ExitCode
from crawler.storage import backup
from crawler.storage.backup import WrongTarget, back_up
from crawler.storage.database import PAGE_BYTES, DatabaseProblem
from crawler.storage.schema import VERSION
from crawler.storage.store import Store
from tests.conftest import Command
from tests.crawler.store_kit import LATER, NOON, article, put, text
from tests.crawler.test_migrations import content, pragma


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "citydesk.db"
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        for number in range(8):
            put(store, article(number), run)
        put(store, article(1, body=text("changed")), run, LATER)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "monday.db"


def alone(target: Path) -> bool:
    return [file.name for file in target.parent.iterdir()] == [target.name]


def test_a_backup_holds_all_and_is_one_file(path: Path, target: Path) -> None:
    assert back_up(path, target) == target.stat().st_size
    assert alone(target)
    assert pragma(target, "journal_mode") == "delete"
    assert pragma(target, "user_version") == VERSION
    assert content(target) == content(path)
    with Store.open(target) as store:
        assert put(store, article(2, url="http://other.example/"), store.start_run("harbour", LATER)).outcome == "copy"


def test_what_is_only_in_the_log_is_in_the_backup(path: Path, target: Path) -> None:
    with Store.open(path) as store:
        store.connection.execute("PRAGMA wal_autocheckpoint = 0")
        put(store, article("new"), store.start_run("riverside", NOON))
        back_up(path, target)
    with Store.read_only(target) as copy:
        assert copy.known("http://news.example/new.html")


def test_a_crawl_goes_on_meanwhile_and_the_copy_is_of_one_moment(
    path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a snapshot each commit would start the copy anew, and this would never end."""
    monkeypatch.setattr(backup, "STEP_PAGES", 4)
    before = content(path)
    steps: list[tuple[int, int]] = []
    with Store.open(path, busy_seconds=0.02) as store:
        run = store.start_run("harbour", NOON)
        before["runs"] = content(path)["runs"]

        def crawl(done: int, pages: int) -> None:
            steps.append((done, pages))
            put(store, article(f"meanwhile {len(steps)}"), run)

        back_up(path, target, progress=crawl)
        assert store.totals()["articles"] == 8 + len(steps)
    assert len(steps) > 5
    assert steps[-1] == (steps[0][1], steps[0][1])
    assert content(target) == before
    assert pragma(target, "integrity_check") == "ok"


def test_nothing_is_overwritten_without_force(path: Path, target: Path) -> None:
    target.write_text("the only copy of something else")
    with pytest.raises(WrongTarget, match=r"exists already.*--force"):
        back_up(path, target)
    assert target.read_text() == "the only copy of something else"
    back_up(path, target, force=True)
    assert content(target) == content(path)
    assert alone(target)


def test_a_file_that_appears_meanwhile_is_not_overwritten(path: Path, target: Path) -> None:
    def somebody(*_: int) -> None:
        target.write_text("somebody else's")

    with pytest.raises(DatabaseProblem, match="cannot be put in place"):
        back_up(path, target, progress=somebody)
    assert target.read_text() == "somebody else's"
    assert alone(target)


def test_a_file_system_without_links(path: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    back_up(path, target)
    assert content(target) == content(path)
    assert alone(target)


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
@pytest.mark.parametrize("there", [False, True])
def test_a_log_of_another_database_does_not_come_over_the_copy(
    path: Path, target: Path, suffix: str, there: bool
) -> None:
    """A crawl that was killed leaves its log; beside another file of that name SQLite would read the old rows in it."""
    log = target.with_name(f"{target.name}{suffix}")
    log.write_bytes(b"left by a kill")
    if there:
        target.write_bytes(b"the file of the log")
    with pytest.raises(WrongTarget, match=rf"has a log .*{suffix}.*: name another file, or delete both"):
        back_up(path, target, force=True)
    assert log.read_bytes() == b"left by a kill"
    assert target.exists() == there


@pytest.mark.parametrize("force", [False, True])
def test_the_database_is_no_target(path: Path, force: bool) -> None:
    before = content(path)
    with pytest.raises(WrongTarget, match="is the database itself"):
        back_up(path, path, force=force)
    link = path.with_name("link.db")
    link.symlink_to(path)
    with pytest.raises(WrongTarget, match="is the database itself"):
        back_up(path, link, force=force)
    assert content(path) == before


def test_places_that_cannot_be_written(path: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongTarget, match="is a folder"):
        back_up(path, tmp_path)
    with pytest.raises(WrongTarget, match="no folder"):
        back_up(path, tmp_path / "none" / "x.db")


def test_a_full_disk_is_told_before_anything_is_copied(
    path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full: Any = shutil.disk_usage(target.parent)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(DatabaseProblem, match="0 MB free: free some space"):
        back_up(path, target)
    assert list(target.parent.iterdir()) == []


def test_stopped_in_the_middle_leaves_nothing(path: Path, target: Path) -> None:
    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(path, target, progress=stop)
    assert list(target.parent.iterdir()) == []
    with Store.open(path, busy_seconds=0.02) as store:  # and nothing is locked
        store.start_run("riverside", NOON)


def test_a_damaged_file_is_not_taken_for_a_backup(path: Path, target: Path) -> None:
    with Store.open(path) as store:
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = store.connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'removed_line'").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE_BYTES)
        file.write(b"\xff" * PAGE_BYTES)
    with pytest.raises(DatabaseProblem, match=f"{path} is damaged"):
        back_up(path, target)
    assert list(target.parent.iterdir()) == []


def test_a_copy_with_other_rows_is_refused(path: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = backup._rows
    wrong = iter([1, 0])
    monkeypatch.setattr(backup, "_rows", lambda connection: {**counts(connection), "article": next(wrong)})
    with pytest.raises(DatabaseProblem, match="does not hold what"):
        back_up(path, target)
    assert list(target.parent.iterdir()) == []


def test_the_command(citydesk: Command, path: Path, tmp_path: Path) -> None:
    done = citydesk("backup", "copy.db")
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    assert "checked" in done.stdout
    assert content(tmp_path / "copy.db") == content(path)
    again = citydesk("backup", "copy.db")
    assert (again.returncode, len(again.stderr.splitlines())) == (ExitCode.WRONG_USE, 1)
    assert citydesk("backup", "copy.db", "--force").returncode == ExitCode.DONE
    (tmp_path / "text.db").write_text("no database " * 500)
    wrong = citydesk("backup", "new.db", "--db", "text.db")
    assert wrong.returncode == ExitCode.DATABASE
    assert "not a SQLite database" in wrong.stderr
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as other:
        other.execute("CREATE TABLE t (x)")
    assert citydesk("backup", "new.db", "--db", "foreign.db").returncode == ExitCode.DATABASE
    assert not (tmp_path / "new.db").exists()
