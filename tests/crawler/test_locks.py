"""The lock of a portal: never waits, is the database's own whatever leads to it, and goes with its process."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler.crawling.locks import Locked, PortalLock, lock_path
from crawler.storage.database import MEMORY, DatabaseProblem
from tests.conftest import ROOT

HOLD = """
import sys
from crawler.crawling.locks import PortalLock
lock = PortalLock(sys.argv[1], sys.argv[2])
lock.take()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def holding(db: Path, portal: str = "riverside") -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a lock until the block ends."""
    command = [sys.executable, "-c", HOLD, str(db), portal]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env={"PYTHONPATH": str(ROOT)}) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def held(db: Path, portal: str = "riverside") -> Iterator[PortalLock]:
    lock = PortalLock(db, portal)
    lock.take()
    try:
        yield lock
    finally:
        lock.free()


def test_a_second_process_is_refused_at_once_and_told_who_holds_it(tmp_path: Path) -> None:
    with holding(tmp_path / "news.db") as other, pytest.raises(Locked) as refused:
        PortalLock(tmp_path / "news.db", "riverside").take()
    words = str(refused.value)
    assert f"process {other.pid} since 20" in words
    assert "riverside" in words  # its command line
    assert "\n" not in words


def test_another_portal_and_another_database_are_free(tmp_path: Path) -> None:
    with holding(tmp_path / "news.db"), held(tmp_path / "news.db", "hilltop"), held(tmp_path / "other.db"):
        pass


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_lock_goes_with_its_process(tmp_path: Path, number: int) -> None:
    with holding(tmp_path / "news.db") as other:
        other.send_signal(number)
        other.wait()
        with held(tmp_path / "news.db") as lock:
            assert lock.path is not None
            assert json.loads(lock.path.read_text())["pid"] == os.getpid()


def test_links_to_one_database_are_one_lock(tmp_path: Path) -> None:
    (tmp_path / "news.db").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "same.db").symlink_to(tmp_path / "news.db")
    with holding(tmp_path / "news.db"), pytest.raises(Locked):
        PortalLock(tmp_path / "folder" / "same.db", "riverside").take()


def test_two_crawls_of_one_process_hold_it_together(tmp_path: Path) -> None:
    first, second = PortalLock(tmp_path / "news.db", "riverside"), PortalLock(tmp_path / "news.db", "riverside")
    first.take()
    second.take()
    first.free()
    assert _refused_elsewhere(tmp_path / "news.db")
    second.free()
    assert not _refused_elsewhere(tmp_path / "news.db")
    second.free()  # once too often does no harm


def _refused_elsewhere(db: Path) -> bool:
    code = "import sys; from crawler.crawling.locks import *\ntry: PortalLock(sys.argv[1], 'riverside').take()\nexcept Locked: sys.exit(9)"
    done = subprocess.run([sys.executable, "-c", code, str(db)], env={"PYTHONPATH": str(ROOT)}, check=False)
    return done.returncode == 9


def test_a_name_that_a_killed_process_left_is_not_told(tmp_path: Path) -> None:
    """Between a lock and its name stands that of the last holder; nobody must be sent after a dead process."""
    with holding(tmp_path / "news.db") as other:
        path = lock_path(tmp_path / "news.db", "riverside")
        assert path is not None
        dead = subprocess.run(
            [sys.executable, "-c", "import os; print(os.getpid())"], stdout=subprocess.PIPE, check=True
        )
        record = {"pid": int(dead.stdout), "command": "x", "since": "2026", "host": socket.gethostname()}
        for text in (json.dumps(record), json.dumps(record | {"pid": 10**20}), "", "{}", "no json", json.dumps([1])):
            path.write_text(text)
            with pytest.raises(Locked, match="only just begun"):
                PortalLock(tmp_path / "news.db", "riverside").take()
        path.write_text(json.dumps({**record, "pid": other.pid}))
        with pytest.raises(Locked, match=f"process {other.pid} since 2026: x"):
            PortalLock(tmp_path / "news.db", "riverside").take()


def test_a_holder_in_another_container_is_named_with_it(tmp_path: Path) -> None:
    """Its number says nothing here, so whether it lives is not asked."""
    with holding(tmp_path / "news.db"):
        path = lock_path(tmp_path / "news.db", "riverside")
        assert path is not None
        path.write_text(json.dumps({"pid": 1, "command": "citydesk crawl", "since": "2026", "host": "box-7"}))
        with pytest.raises(Locked, match="process 1 on box-7 since 2026: citydesk crawl"):
            PortalLock(tmp_path / "news.db", "riverside").take()


def test_what_is_told_of_a_holder_stays_one_harmless_line(tmp_path: Path) -> None:
    with holding(tmp_path / "news.db", "a\nb\x1b[31m" + "c" * 500), pytest.raises(Locked) as refused:
        PortalLock(tmp_path / "news.db", "a\nb\x1b[31m" + "c" * 500).take()
    assert not {"\n", "\x1b"} & set(str(refused.value))
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("portal", ["..", "/", "a/b", "新闻网" * 60, "x" * 300, "", "10.0.0.1:8080"])
def test_any_name_has_a_file_of_its_own_beside_the_database(tmp_path: Path, portal: str) -> None:
    with held(tmp_path / "news.db", portal) as lock:
        assert lock.path is not None
        assert lock.path.parent == tmp_path / "news.db.locks"
        assert lock.path.is_file()
        assert lock.path != lock_path(tmp_path / "news.db", portal + "x")


def test_a_folder_that_takes_no_lock_is_a_problem_of_the_database(tmp_path: Path) -> None:
    (tmp_path / "news.db.locks").touch()
    with pytest.raises(DatabaseProblem, match=r"news\.db\.locks.*cannot be made"):
        PortalLock(tmp_path / "news.db", "riverside").take()


def test_a_database_in_memory_needs_none() -> None:
    with held(Path(MEMORY)), held(Path(MEMORY)):
        assert lock_path(MEMORY, "riverside") is None


def test_a_full_disk_costs_the_name_and_not_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("crawler.crawling.locks.json.dumps", full)
    with held(tmp_path / "news.db"):
        assert _refused_elsewhere(tmp_path / "news.db")
