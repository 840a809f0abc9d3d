"""Every row of the table of exit codes, by the installed command: the code, and the last line on stderr that names the cause."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from crawler.crawling.locks import PortalLock
from crawler.monitoring.outcome import ExitCode
from tests.asked import Answer, Asked, asking, ordinary
from tests.conftest import ROOT

NO_RETRY = ("-s", "RETRY_TIMES=0")
#: A port that nothing listens on.
NOWHERE = "http://127.0.0.1:9/"


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The installed command, with nothing but a path in its environment, from another folder."""
    script = Path(sys.executable).with_name("citydesk")
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    command = [str(script), "crawl", "--db", str(folder / "news.db"), *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd="/", env=environment, stdout=pipe, stderr=pipe, text=True) as crawl:
        try:
            yield crawl
        finally:
            if crawl.poll() is None:
                crawl.kill()


def ended(folder: Path, *arguments: str) -> tuple[int, str]:
    """The exit code and the last line on stderr."""
    with started(folder, *arguments) as crawl:
        _, errors = crawl.communicate(timeout=60)
    assert "Traceback" not in errors
    return crawl.returncode, (errors.splitlines() or [""])[-1]


def done(folder: Path) -> tuple[int, str]:
    with asking(lambda path, _: ordinary(path)) as site:
        return ended(folder, site.url)


def some_failed(folder: Path) -> tuple[int, str]:
    with asking(lambda path, _: ordinary(path)) as site:
        return ended(folder, NOWHERE, site.url, *NO_RETRY)


def wrong_use(folder: Path) -> tuple[int, str]:
    return ended(folder, "no-such-portal")


def nothing_crawled(folder: Path) -> tuple[int, str]:
    return ended(folder, NOWHERE, *NO_RETRY)


def database(folder: Path) -> tuple[int, str]:
    (folder / "news.db").write_bytes(b"this is no database at all " * 60)
    return ended(folder, NOWHERE)


def drift(folder: Path) -> tuple[int, str]:
    """The lists are as ever, and what they lead to has no text any more."""

    def answer(path: str, _: Asked) -> Answer:
        status, headers, body = ordinary(path)
        return status, headers, b"<html><title>x</title><div id=app></div>" if path.startswith("/news/") else body

    with asking(answer) as site:
        return ended(folder, site.url)


def locked(folder: Path) -> tuple[int, str]:
    with asking(lambda path, _: ordinary(path)) as site:
        lock = PortalLock(folder / "news.db", site.url.removeprefix("http://"))
        lock.take()
        try:
            code, line = ended(folder, site.url)
        finally:
            lock.free()
        assert site.paths == []  # it was not asked at all
    return code, line


def held_up(path: str, asked: Asked, over: Event) -> Answer:
    """Articles that do not come before the test is over."""
    if path.startswith("/news/"):
        with asked.came:
            asked.came.notify_all()
            asked.came.wait_for(over.is_set, 20)
    return ordinary(path)


def stopped(folder: Path, number: int) -> tuple[int, str]:
    """A signal in the middle of a crawl, whose articles do not come."""

    over = Event()
    with (
        asking(lambda path, asked: held_up(path, asked, over)) as site,
        started(folder, site.url, "-s", "CITYDESK_GRACE=0.2") as crawl,
    ):
        with site.came:
            assert site.came.wait_for(lambda: any(path.startswith("/news/") for path in site.paths), 60)
        crawl.send_signal(number)
        _, errors = crawl.communicate(timeout=60)
        over.set()
        with site.came:
            site.came.notify_all()
    with sqlite3.connect(folder / "news.db") as db:
        assert db.execute("SELECT outcome FROM runs").fetchall() == [("stopped",)]
    return crawl.returncode, errors.splitlines()[-1]


ROWS: dict[ExitCode, tuple[Callable[[Path], tuple[int, str]], str]] = {
    ExitCode.DONE: (done, ""),
    ExitCode.SOME_FAILED: (some_failed, "127.0.0.1:9: the portal did not answer"),
    ExitCode.WRONG_USE: (wrong_use, "no portal is called 'no-such-portal'"),
    ExitCode.NOTHING_CRAWLED: (nothing_crawled, "127.0.0.1:9: the portal did not answer"),
    ExitCode.DATABASE: (database, "is not a SQLite database"),
    ExitCode.DRIFT: (drift, "pages came but no article was found"),
    ExitCode.LOCKED: (locked, "another crawl holds the lock: process "),
    ExitCode.INTERRUPTED: (lambda folder: stopped(folder, signal.SIGINT), "stopped by a signal"),
    ExitCode.TERMINATED: (lambda folder: stopped(folder, signal.SIGTERM), "stopped by a signal"),
}


def test_no_row_is_left_out() -> None:
    assert set(ROWS) == set(ExitCode)


@pytest.mark.parametrize("code", ROWS, ids=lambda code: str(int(code)))
def test_the_code_and_its_cause(code: ExitCode, tmp_path: Path) -> None:
    happens, words = ROWS[code]
    found, line = happens(tmp_path)
    assert found == code, line
    assert words in line if words else not line


def test_portals_that_are_free_are_crawled_beside_a_locked_one(tmp_path: Path) -> None:
    """Also when the locked one comes first, whose crawl never begins."""
    with asking(lambda path, _: ordinary(path)) as one, asking(lambda path, _: ordinary(path)) as two:
        lock = PortalLock(tmp_path / "news.db", one.url.removeprefix("http://"))
        for more in ((), ("--full", "--jobs", "2")):
            lock.take()
            with started(tmp_path, one.url, two.url, "--json", *more) as crawl:
                output, errors = crawl.communicate(timeout=60)
            lock.free()
            assert crawl.returncode == ExitCode.LOCKED, errors
            verdicts = {result["portal"]: result["verdict"] for result in map(json.loads, output.splitlines())}
            assert verdicts == {one.url[7:]: "locked", two.url[7:]: "ok"}
            assert len(errors.splitlines()) == 1
        assert one.paths == []
        assert two.count("/") == 2


def test_a_failure_says_more_than_a_lock(tmp_path: Path) -> None:
    lock = PortalLock(tmp_path / "news.db", "127.0.0.1:10")
    lock.take()
    code, line = ended(tmp_path, "http://127.0.0.1:10/", NOWHERE, *NO_RETRY)
    lock.free()
    assert code == ExitCode.NOTHING_CRAWLED
    assert "did not answer" in line


def test_ctrl_c_twice_ends_at_once_and_cleanly(tmp_path: Path) -> None:
    """With answers that would be waited for a minute."""

    over = Event()
    with (
        asking(lambda path, asked: held_up(path, asked, over)) as site,
        started(tmp_path, site.url, "--json", "-s", "CITYDESK_GRACE=60") as crawl,
    ):
        with site.came:
            assert site.came.wait_for(lambda: any(path.startswith("/news/") for path in site.paths), 60)
        crawl.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            crawl.wait(0.5)  # the first one waits for what is under way
        crawl.send_signal(signal.SIGINT)
        output, errors = crawl.communicate(timeout=10)
        over.set()
        with site.came:
            site.came.notify_all()
    assert crawl.returncode == ExitCode.INTERRUPTED
    assert json.loads(output)["verdict"] == "stopped"
    assert "Traceback" not in errors
    with sqlite3.connect(tmp_path / "news.db") as db:
        assert db.execute("SELECT outcome FROM runs").fetchall() == [("stopped",)]


#: Two modules; each stops the process in the middle of its own start, as one who has seen a wrong name does.
HASTY = """import os, signal
from crawler.portal import PortalSpider
from crawler.sources import ListPage


class Hasty(PortalSpider):
    name = "{name}"
    hosts = ("127.0.0.1:9",)
    sources = (ListPage("http://127.0.0.1:9/"),)
    article_url = "/{name}/"

    def __init__(self, *arguments, **facts):
        super().__init__(*arguments, **facts)
        os.kill(os.getpid(), signal.{signal})
"""


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 143)])
def test_a_signal_while_the_portals_are_opened_is_no_fault_of_a_module(tmp_path: Path, name: str, code: int) -> None:
    (tmp_path / "portals").mkdir()
    for portal in ("first", "second"):
        (tmp_path / "portals" / f"{portal}.py").write_text(HASTY.format(name=portal, signal=name))
    found, line = ended(tmp_path, "--portals", str(tmp_path / "portals"))
    assert found == code
    assert line.startswith("citydesk: first: stopped by a signal; what was stored stays")
    with sqlite3.connect(tmp_path / "news.db") as db:
        assert db.execute("SELECT portal, outcome FROM runs").fetchall() == [("first", "stopped")]
