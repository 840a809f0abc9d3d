"""Faults of machine and operator, each against the installed command: named, with its exit code, and nothing lost or twice.

Beside these stand test_bad_databases (what can be wrong with the file), test_jobs, test_incremental (signals), and
test_broken_portals (modules).
"""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from crawler.monitoring.outcome import ExitCode
from tests.changing_site import Site, serving
from tests.conftest import ROOT

ARTICLES = range(1, 25)
FAST = ("-s", "RETRY_TIMES=0")


class Desk:
    """A folder with a database, and the portal that is crawled into it."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder, self.site = folder, site
        self.path = folder / "citydesk.db"

    @contextmanager
    def begun(
        self, *arguments: str, before: Callable[[], None] | None = None, **environment: str
    ) -> Iterator[subprocess.Popen[str]]:
        """A crawl in the background, killed at the end of the block if it still runs."""
        crawl = subprocess.Popen(
            [sys.executable, "-m", "crawler.cli", "crawl", self.site.url, *FAST, *arguments],
            cwd=self.folder,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "CITYDESK_BUSY_SECONDS": "1", **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=before,
        )
        with crawl:
            try:
                yield crawl
            finally:
                if crawl.poll() is None:
                    crawl.kill()

    def crawl(
        self, *arguments: str, before: Callable[[], None] | None = None, **environment: str
    ) -> tuple[int, list[str]]:
        """Exit code and the lines of ours on stderr, of which the last names the cause."""
        with self.begun(*arguments, before=before, **environment) as crawl:
            return ended(crawl)

    def is_whole(self) -> None:
        """Every article is there once, the file is sound, and no run counts what is not there."""
        with closing(sqlite3.connect(self.path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("SELECT count(*), count(DISTINCT url) FROM articles").fetchone() == (len(ARTICLES),) * 2
            assert db.execute("SELECT count(*) FROM articles WHERE NOT is_canonical").fetchone() == (0,)
            sums = "pages = new + changed + unchanged + copies"
            assert db.execute(f"SELECT count(*) FROM runs WHERE skipped = '{{}}' AND NOT {sums}").fetchone() == (0,)

    def comes_right(self) -> None:
        """The next run after the fault brings all that is missing."""
        code, said = self.crawl()
        assert (code, said) == (ExitCode.DONE, [])
        self.is_whole()


def ended(crawl: "subprocess.Popen[str]") -> tuple[int, list[str]]:
    _, errors = crawl.communicate(timeout=100)
    lines = errors.splitlines()
    said = [line for line in lines if line.startswith("citydesk: ")]
    assert lines[-1:] == said[-1:], f"the last line does not name the cause: {lines[-3:]}"
    return crawl.returncode, said


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.publish(ARTICLES)
    with serving(site):
        yield site


@pytest.fixture
def desk(tmp_path: Path, site: Site) -> Desk:
    return Desk(tmp_path, site)


def held_at(site: Site, articles: int) -> None:
    """The portal lets so many articles through, and then makes the crawler wait."""
    site.stop_at, site.hold = articles, True


def let_go(site: Site) -> None:
    site.stop_at, site.hold = 0, False
    site.go_on.set()


def test_kills_at_any_moment(desk: Desk, site: Site) -> None:
    chance = random.Random(7)
    for _ in range(3):
        site.reached.clear()
        site.stop_at = site.asked_articles().total() + chance.randint(1, 7)
        with desk.begun() as crawl:
            assert site.reached.wait(60)
            crawl.kill()
            assert crawl.wait() == -signal.SIGKILL
    site.stop_at = 0
    desk.comes_right()
    assert max(site.asked_articles().values()) <= 4  # what was under way at each kill is asked for again


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_an_answer_is_awaited(desk: Desk, site: Site, number: signal.Signals) -> None:
    held_at(site, 5)
    with desk.begun("-s", "CITYDESK_GRACE=0.3") as crawl:
        assert site.reached.wait(60)
        crawl.send_signal(number)
        code, said = ended(crawl)
    let_go(site)
    assert code == ExitCode.TERMINATED
    assert "stopped by a signal; what was stored stays" in said[-1]
    desk.comes_right()


def test_a_signal_that_the_operator_wants_ignored(desk: Desk, site: Site) -> None:
    """``nohup citydesk crawl``: what is ignored at the start stays ignored."""
    held_at(site, 5)
    with desk.begun(before=hung_up_is_nothing) as crawl:
        assert site.reached.wait(60)
        crawl.send_signal(signal.SIGHUP)
        let_go(site)
        assert ended(crawl) == (ExitCode.DONE, [])
    desk.is_whole()


def test_a_signal_at_the_start(desk: Desk) -> None:
    """While modules are imported there is nothing to end cleanly: no traceback, and nothing half done."""
    slow = desk.folder / "slow"
    slow.mkdir()
    (slow / "sitecustomize.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\n")
    code, _ = desk.crawl(PYTHONPATH=f"{slow}{os.pathsep}{ROOT}")
    assert code in (-signal.SIGTERM, ExitCode.TERMINATED)
    assert not desk.path.exists()
    desk.comes_right()


def test_an_outage_in_the_middle(desk: Desk, site: Site) -> None:
    held_at(site, 8)
    with desk.begun() as crawl:
        assert site.reached.wait(60)
        site.down = True
        let_go(site)
        code, said = ended(crawl)
    assert code in (ExitCode.SOME_FAILED, ExitCode.DONE)
    if code == ExitCode.SOME_FAILED:
        assert "the portal stopped answering; the rest is left to the next run" in said[-1]
    site.down = False
    desk.comes_right()


def test_the_database_is_deleted_in_use(desk: Desk, site: Site) -> None:
    held_at(site, 8)
    with desk.begun() as crawl:
        assert site.reached.wait(60)
        desk.path.unlink()
        let_go(site)
        code, said = ended(crawl)
    assert code == ExitCode.DATABASE
    assert "citydesk.db was deleted while it was in use: stop all crawls" in said[-1]
    for log in ("citydesk.db-wal", "citydesk.db-shm"):
        (desk.folder / log).unlink(missing_ok=True)
    desk.comes_right()


def test_the_database_is_replaced_in_use(desk: Desk, site: Site) -> None:
    """As by somebody who puts back a backup: the file that was put there is not written to, and is crawled on with."""
    assert desk.crawl("--max-pages", "3")[0] == ExitCode.DONE
    backup = desk.folder / "backup.db"
    shutil.copy(desk.path, backup)
    before = backup.read_bytes()
    held_at(site, site.asked_articles().total() + 4)
    with desk.begun() as crawl:
        assert site.reached.wait(60)
        os.replace(backup, desk.path)
        let_go(site)
        code, said = ended(crawl)
    assert code == ExitCode.DATABASE
    assert "citydesk.db was replaced while it was in use" in said[-1]
    assert desk.path.read_bytes() == before
    for log in (desk.folder / "citydesk.db-wal", desk.folder / "citydesk.db-shm"):
        log.unlink(missing_ok=True)
    desk.comes_right()


def test_the_log_is_deleted_in_use(desk: Desk, site: Site) -> None:
    held_at(site, 8)
    with desk.begun() as crawl:
        assert site.reached.wait(60)
        (desk.folder / "citydesk.db-wal").unlink()
        let_go(site)
        code, said = ended(crawl)
    assert code == ExitCode.DATABASE
    assert "citydesk.db-wal was deleted while it was in use" in said[-1]
    desk.comes_right()


def gone(log: Path) -> None:
    log.unlink()


def nonsense(log: Path) -> None:
    log.write_bytes(random.Random(3).randbytes(50_000))


def cut_off(log: Path) -> None:
    with log.open("r+b") as file:
        file.truncate(log.stat().st_size * 2 // 3)


@pytest.mark.parametrize("spoil", [gone, nonsense, cut_off])
def test_the_log_of_a_killed_crawl_is_spoilt(desk: Desk, site: Site, spoil: Callable[[Path], None]) -> None:
    """It costs what had not reached the file, which is fetched again; what is there is never half an article."""
    assert desk.crawl("--max-pages", "3")[0] == ExitCode.DONE
    held_at(site, site.asked_articles().total() + 9)
    with desk.begun() as crawl:
        assert site.reached.wait(60)
        crawl.kill()
        crawl.wait()
    let_go(site)
    spoil(desk.folder / "citydesk.db-wal")
    (desk.folder / "citydesk.db-shm").unlink()
    desk.comes_right()


def hung_up_is_nothing() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def limited(kind: int, size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(kind, (size, size))


def test_a_disk_that_is_full(desk: Desk, site: Site) -> None:
    """A file system of two megabytes, where there may be one made; as full for the log and at its checkpoint, too."""
    small = desk.folder / "small"
    small.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(small)], capture_output=True, check=False
        ).returncode
    )
    if not mounted:
        pytest.skip("no file system can be mounted here")
    try:
        desk.path = small / "citydesk.db"
        code, said = desk.crawl("--db", str(desk.path))
        assert code == ExitCode.DATABASE
        assert "full" in said[-1]
        assert str(desk.path) in said[-1]
        subprocess.run(["mount", "-o", "remount,size=30m", str(small)], check=True)
        assert desk.crawl("--db", str(desk.path)) == (ExitCode.DONE, [])
        desk.is_whole()
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        code, said = desk.crawl("--db", str(desk.path))
        assert code == ExitCode.DATABASE
        assert "cannot be opened: allow reading and writing it and its folder" in said[-1]
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)


def test_too_little_memory(desk: Desk) -> None:
    """The system refuses memory: at the start, and when much of the work is done."""
    codes = set()
    for megabytes in (90, 230, 300):
        code, said = desk.crawl(before=limited(resource.RLIMIT_AS, megabytes * 2**20))
        codes.add(code)
        assert code == ExitCode.DONE or said, "the cause is named"
    assert codes - {ExitCode.DONE}, "the limits were too wide to test anything"
    desk.comes_right()


def test_two_at_once(desk: Desk) -> None:
    """Whether the second waits, is refused or helps: every article is there once."""
    with desk.begun() as one, desk.begun() as other:
        codes = {ended(one)[0], ended(other)[0]}
    assert codes <= {ExitCode.DONE, ExitCode.LOCKED}
    desk.comes_right()


_CLOCK = """
import datetime, os, time
shift = float(os.environ["SHIFT"])
real, true = time.time, datetime.datetime

class Shifted(true):
    @classmethod
    def now(cls, tz=None):
        return true.fromtimestamp(time.time(), tz)

time.time = lambda: real() + shift
datetime.datetime = Shifted
"""
YEAR, DAY = 365 * 86_400, 86_400


@pytest.mark.parametrize("shift", [10 * YEAR, -DAY, -40 * YEAR])
def test_a_clock_that_was_wrong_once(desk: Desk, site: Site, shift: int) -> None:
    """Two crawls by the right clock, one by a wrong one, then again by the right one: nothing sleeps, no change is missed."""
    clock = desk.folder / "clock"
    clock.mkdir()
    (clock / "sitecustomize.py").write_text(_CLOCK)
    path = f"{clock}{os.pathsep}{ROOT}"
    site.publish(range(1, 9))
    assert desk.crawl("--max-pages", "3")[0] == ExitCode.DONE
    site.publish(ARTICLES)
    code, said = desk.crawl(PYTHONPATH=path, SHIFT=str(shift))
    assert code == ExitCode.DONE, said
    with closing(sqlite3.connect(desk.path)) as db:
        assert db.execute("SELECT count(*) FROM sketch WHERE story_id = 1").fetchone() != (0,), "pruned as if old"
    site.edit(20)  # read by the wrong clock; by that of 1986 most addresses of 2024 look like a calendar without end
    code, said = desk.crawl("--revisit")
    assert (code, said) == (ExitCode.DONE, [])
    with closing(sqlite3.connect(desk.path)) as db:
        assert db.execute("SELECT revision FROM articles WHERE url LIKE '%content_20.html'").fetchone() == (2,)
        late = "SELECT count(*) FROM addresses WHERE due_at > datetime('now', '+40 days') OR checked_at > datetime('now', '+1 day')"
        assert db.execute(late).fetchone() == (0,)
    site.publish(range(25, 27))
    assert desk.crawl() == (ExitCode.DONE, [])
    with closing(sqlite3.connect(desk.path)) as db:
        assert db.execute("SELECT count(*), count(DISTINCT url) FROM articles").fetchone() == (26, 26)


def test_there_is_no_place_for_temporary_files(desk: Desk) -> None:
    code, said = desk.crawl(TMPDIR=str(desk.folder / "nowhere"))
    assert (code, said) == (ExitCode.DONE, [])
    desk.is_whole()
