"""What can be wrong with the database file, through the installed command: named, exit code 4, and nothing is lost."""

import ctypes
import os
import resource
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from subprocess import TimeoutExpired

import pytest

from crawler.monitoring.outcome import ExitCode
from crawler.sample_data.samples import SampleServer
from crawler.storage.database import PAGE_BYTES
from crawler.storage.schema import VERSION
from crawler.storage.store import Store
from tests.conftest import ROOT, Command
from tests.crawler.store_kit import NOON, article, put

FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")
_DROP_CAPABILITY = 24  # prctl(PR_CAPBSET_DROP)
_IGNORE_MODES, _SEARCH_ALL = 1, 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


class Silence:
    """A portal that nobody must ask."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.setblocking(False)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    @property
    def asked(self) -> bool:
        """Whether a connection came in."""
        try:
            self.listener.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def silence() -> Iterator[Silence]:
    portal = Silence()
    with closing(portal.listener):
        yield portal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of thirty articles, all of it in the file."""
    path = tmp_path / "citydesk.db"
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        for number in range(30):
            put(store, article(number), run)
        store.finish_run(run, "ok", finished_at=NOON)
    return path


def overwrite(path: Path, table: str) -> None:
    """Writes nonsense over the first page of a table, where every use of it begins."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE_BYTES)
        file.write(b"\xff" * PAGE_BYTES)


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def no_database(path: Path) -> None:
    path.write_text("id,title\n" * 2_000)


def cut_off(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 + 100)


def foreign(path: Path) -> None:
    path.unlink()
    change(path, "CREATE TABLE article (headline TEXT)")


WRONG: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "no database": (no_database, ("is not a SQLite database", "--db")),
    "cut off": (cut_off, ("is damaged", "backup")),
    "overwritten": (lambda path: overwrite(path, "article"), ("is damaged", ".recover")),
    "foreign": (foreign, ("belongs to another program", "--db")),
    "newer": (lambda path: change(path, f"PRAGMA user_version = {VERSION + 1}"), ("newer citydesk", "upgrade")),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_named_before_anything_is_fetched(
    citydesk: Command, path: Path, silence: Silence, name: str
) -> None:
    spoil, words = WRONG[name]
    spoil(path)
    before = path.read_bytes()
    done = citydesk("crawl", silence.url)
    examined = citydesk("doctor")
    for each in (done, examined):
        assert each.returncode == ExitCode.DATABASE
        assert "Traceback" not in each.stderr
        assert "citydesk.db" in each.stderr.splitlines()[-1]
    assert len(done.stderr.splitlines()) == 1
    assert all(word in done.stderr for word in words), done.stderr
    assert not silence.asked
    assert path.read_bytes() == before


def test_doctor_says_what_is_left_of_a_damaged_file(citydesk: Command, path: Path) -> None:
    overwrite(path, "article")
    done = citydesk("doctor", "--mend")
    assert done.returncode == ExitCode.DATABASE
    assert "sqlite3 citydesk.db .recover" in done.stderr
    table = {line.split()[0]: line for line in done.stdout.splitlines() if " rows" in line and line.startswith(" ")}
    assert "0 rows, then damage" in table["article"]
    assert table["removed_line"].endswith("60 rows")


def test_doctor_mends_through_the_command(citydesk: Command, path: Path) -> None:
    change(path, "DELETE FROM sketch WHERE story_id < 4")
    found = citydesk("doctor")
    assert (found.returncode, found.stderr.count("\n")) == (ExitCode.SOME_FAILED, 1)
    assert "lookup.missing" in found.stderr
    assert "--mend" in found.stderr
    mended = citydesk("doctor", "--mend")
    assert (mended.returncode, mended.stderr) == (ExitCode.DONE, "")
    quick = citydesk("doctor", "--quick", "--json")
    assert (quick.returncode, quick.stderr) == (ExitCode.DONE, "")
    assert '"code": 0' in quick.stdout


def test_a_lock_that_is_held_too_long(citydesk: Command, path: Path, silence: Silence) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = citydesk("crawl", silence.url, CITYDESK_BUSY_SECONDS="0.05")
        assert citydesk("doctor", "--quick").returncode == ExitCode.DONE  # readers are never locked out
    assert done.returncode == ExitCode.DATABASE
    assert len(done.stderr.splitlines()) == 1
    assert "is locked by another program" in done.stderr
    assert not silence.asked


def bound(
    arguments: tuple[str, ...], folder: Path, before: Callable[[], None], **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Runs the command after ``before``, which takes rights away, in the child."""
    return subprocess.run(
        [sys.executable, "-m", "crawler.cli", *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=before,
    )


def obey_modes() -> None:
    """Root may write everywhere; without these two capabilities it may do what a file's mode allows its owner."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (_IGNORE_MODES, _SEARCH_ALL):
            if libc.prctl(_DROP_CAPABILITY, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "cannot give up rights")


def as_an_owner(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    try:
        return bound(arguments, folder, obey_modes)
    except (subprocess.SubprocessError, AttributeError):
        pytest.skip("root cannot give up its rights here")


def test_a_read_only_file(path: Path, silence: Silence) -> None:
    path.chmod(0o444)
    before = path.read_bytes()
    done = as_an_owner("crawl", silence.url, folder=path.parent)
    assert (done.returncode, len(done.stderr.splitlines())) == (ExitCode.DATABASE, 1)
    assert "is read-only" in done.stderr
    assert not silence.asked
    assert path.read_bytes() == before
    assert as_an_owner("doctor", "--quick", folder=path.parent).returncode == ExitCode.DONE
    mending = as_an_owner("doctor", "--mend", folder=path.parent)
    assert mending.returncode == ExitCode.DONE  # there is nothing to write


@pytest.mark.parametrize("exists", [True, False])
def test_a_read_only_folder(tmp_path: Path, silence: Silence, exists: bool) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    if exists:
        Store.open(folder / "citydesk.db").close()
    folder.chmod(0o555)
    done = as_an_owner("crawl", silence.url, "--db", "closed/citydesk.db", folder=tmp_path)
    folder.chmod(0o755)
    assert (done.returncode, len(done.stderr.splitlines())) == (ExitCode.DATABASE, 1)
    assert "closed/citydesk.db" in done.stderr
    assert "folder" in done.stderr
    assert not silence.asked


def whole(path: Path) -> int:
    """The articles in a file that is sound."""
    with closing(sqlite3.connect(path)) as reader:
        assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        # Stories of long ago may have been pruned by the end of the run.
        pruned = "SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM keeping WHERE name = 'index_pruned_to'"
        sql = f"""SELECT count(*) FROM article WHERE id = story_id AND id > ({pruned})
            AND id NOT IN (SELECT story_id FROM sketch)"""
        assert reader.execute(sql).fetchone() == (0,)
        count: int = reader.execute("SELECT count(*) FROM articles").fetchone()[0]
    return count


def test_a_disk_that_is_full_in_the_middle(path: Path, samples: SampleServer) -> None:
    """The system refuses to let a file grow, as it does when the disk or the quota is full."""
    limit = path.stat().st_size + 150_000

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = bound(("crawl", "yb983", *FAST), path.parent, no_room, http_proxy=samples.url)
    assert done.returncode == ExitCode.DATABASE
    last = done.stderr.splitlines()[-1]
    assert "citydesk.db" in last
    assert "full" in last
    assert "stored before stays" in last
    assert 30 <= whole(path) < 70


@pytest.mark.parametrize("table", ["article", "run"])
def test_damage_that_only_the_crawl_meets(citydesk: Command, path: Path, samples: SampleServer, table: str) -> None:
    """A file of more than 32 MiB is not read through at the start."""
    change(path, "CREATE TABLE ballast AS SELECT zeroblob(34 * 1024 * 1024) AS zeros")
    overwrite(path, table)
    done = citydesk("crawl", "yb983", *FAST, http_proxy=samples.url)
    assert done.returncode == ExitCode.DATABASE
    last = done.stderr.splitlines()[-1]
    assert "citydesk.db is damaged" in last
    assert "stored before stays" in last


def test_a_lock_that_is_taken_in_the_middle(path: Path, samples: SampleServer) -> None:
    crawl = subprocess.Popen(
        [sys.executable, "-m", "crawler.cli", "crawl", "yb983", *FAST, "-s", "CITYDESK_BUSY_SECONDS=0.1"],
        cwd=path.parent,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "http_proxy": samples.url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with crawl, closing(sqlite3.connect(path, isolation_level=None)) as other:
        while other.execute("SELECT count(*) FROM articles").fetchone()[0] < 33 and crawl.poll() is None:
            try:
                crawl.wait(0.01)
            except TimeoutExpired:
                continue
        other.execute("BEGIN IMMEDIATE")
        _, stderr = crawl.communicate(timeout=60)
    assert crawl.returncode == ExitCode.DATABASE
    assert "is locked by another program" in stderr.splitlines()[-1]
    assert 33 <= whole(path) < 70


def test_a_time_to_wait_that_is_no_number(citydesk: Command, path: Path) -> None:
    for done in (
        citydesk("crawl", "yb983", CITYDESK_BUSY_SECONDS="soon"),
        citydesk("doctor", CITYDESK_BUSY_SECONDS="-1"),
    ):
        assert (done.returncode, len(done.stderr.splitlines())) == (ExitCode.WRONG_USE, 1)
        assert "CITYDESK_BUSY_SECONDS" in done.stderr
