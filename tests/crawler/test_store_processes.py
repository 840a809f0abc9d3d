"""Several programs at one file: killed writers, two crawls at once, readers beside a writer."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crawler.storage.doctor import examine
from crawler.storage.schema import VERSION
from crawler.storage.store import Store, Stored
from tests.crawler.store_kit import LATER, NOON, article, put, text

ROOT = Path(__file__).parents[2]

# Stores 12 articles with copies, then one in a transaction that is still open when the parent is told.
_WRITER = """
import sys
from crawler.storage.store import Store
from tests.crawler.store_kit import NOON, article, put

store = Store.open(sys.argv[1])
run = store.start_run("riverside", NOON)
for number in range(6):
    put(store, article(number), run)
    put(store, article(number, url=f"http://other.example/{number}", portal="harbour"), run)
with store.writing():
    put(store, article("half"), run)
    put(store, article(1, body=article("changed").body), run)
    print("inside", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def writer(path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with process:
        yield process
        process.kill()


def reader(path: Path) -> "closing[sqlite3.Connection]":
    """A consumer with nothing but SQLite."""
    return closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0))


def assert_whole(path: Path) -> None:
    """Every article has its parts, every part its article."""
    with reader(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        none = """
            SELECT id FROM article a WHERE (SELECT count(*) FROM removed_line WHERE article_id = a.id) != 2
            UNION ALL SELECT id FROM article a WHERE id = story_id AND id NOT IN (SELECT story_id FROM sketch)
            UNION ALL SELECT story_id FROM sketch WHERE story_id NOT IN (SELECT story_id FROM article)
            UNION ALL SELECT story_id FROM article GROUP BY story_id HAVING sum(is_canonical) != 1
            UNION ALL SELECT id FROM runs WHERE pages != (SELECT count(*) FROM article)"""
        assert connection.execute(none).fetchall() == []


def test_killed_writer_leaves_nothing_half(path: Path, writer: "subprocess.Popen[str]") -> None:
    assert writer.stdout is not None
    assert writer.stdout.readline() == "inside\n"
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert_whole(path)
    with Store.open(path) as store:
        assert store.totals() == {"articles": 12, "stories": 6, "portals": 2}
        assert not store.known("http://news.example/half.html")
        assert store.revisions(1) == []
        (run,) = store.runs()
        assert (run["outcome"], run["new"], run["copies"]) == (None, 6, 6)
        assert put(store, article("half")).outcome == "new"
    assert_whole(path)


def test_reader_is_not_locked_out_and_sees_nothing_half(path: Path, writer: "subprocess.Popen[str]") -> None:
    assert writer.stdout is not None
    assert writer.stdout.readline() == "inside\n"
    assert_whole(path)
    with reader(path) as connection:
        assert connection.execute("SELECT count(*), max(revision) FROM articles").fetchone() == (12, 1)
        assert connection.execute("SELECT count(*) FROM stories").fetchone() == (6,)


# Stores articles, copies and revisions one after the other until it is killed or told to stop.
_BUSY = """
import itertools, sys
from crawler.storage.store import Store
from tests.crawler.store_kit import LATER, NOON, article, put, text

store = Store.open(sys.argv[1])
first = int(sys.argv[2])
run = store.start_run("riverside", NOON)
for number in itertools.count(first):
    put(store, article(number), run)
    put(store, article(number, url=f"http://other.example/{number}", portal="harbour"), run)
    put(store, article(number, body=text(f"changed {number}")), run, LATER)
    print(number, flush=True)
"""


def busy(path: Path, first: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _BUSY, str(path), str(first)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def test_writers_killed_at_any_moment_leave_a_sound_store(path: Path) -> None:
    """As many as fit into a test; tests/bench/readers.py kills twenty."""
    Store.open(path).close()
    for round_ in range(3):
        with busy(path, round_ * 1_000) as process:
            assert process.stdout is not None
            for _ in range(2 + 3 * round_):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)  # wherever it is by now
    report = examine(path)
    assert [result.check.id for result in report.results if not result.sound] == []
    with Store.open(path) as store:
        runs = store.runs()
        assert len(runs) == 3
        assert sum(run["new"] + run["copies"] for run in runs) == store.totals()["articles"] >= 30
        assert put(store, article("next"), runs[0]["id"]).outcome == "new"


def test_a_reader_sees_whole_articles_only_and_is_never_locked_out(path: Path) -> None:
    Store.open(path).close()
    # Every article in a snapshot has its parts, and every count is that of its rows.
    whole = """
        SELECT (SELECT count(*) FROM articles WHERE (SELECT count(*) FROM removed r
                WHERE r.article_id = articles.id AND r.revision = articles.revision) != 2),
               (SELECT count(*) FROM articles a WHERE a.revision - 1 !=
                (SELECT count(*) FROM revisions r WHERE r.article_id = a.id)),
               (SELECT count(*) FROM articles) - (SELECT sum(new + copies) FROM runs),
               (SELECT sum(copies + 1) FROM stories) - (SELECT count(*) FROM articles),
               (SELECT count(*) FROM articles)"""
    with busy(path, 0) as process, reader(path) as connection:
        assert process.stdout is not None
        counts: list[int] = []
        while len(set(counts)) < 15:
            *wrong, articles = connection.execute(whole).fetchone()  # with timeout 0: a lock would be an error
            assert wrong == [0, 0, 0, 0] or articles == 0
            counts.append(articles)
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    assert counts == sorted(counts)


def test_long_reader_does_not_hold_up_the_writer(path: Path) -> None:
    with Store.open(path, busy_seconds=0.02) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1), run)
        with reader(path) as connection:
            connection.execute("BEGIN")
            before = connection.execute("SELECT * FROM articles").fetchall()
            put(store, article(1, body=text("new")), run, LATER)
            assert connection.execute("SELECT * FROM articles").fetchall() == before
            connection.execute("COMMIT")
            assert connection.execute("SELECT revision FROM articles").fetchone() == (2,)


def at_once(tasks: list[Callable[[], None]]) -> None:
    """Runs all tasks in threads of their own, started together; connections lock each other as processes do."""
    failures: list[BaseException] = []
    start = threading.Barrier(len(tasks))

    def guarded(task: Callable[[], None]) -> None:
        try:
            start.wait()
            task()
        except BaseException as error:  # a thread must not swallow it
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_two_crawls_cannot_both_store_a_copy_as_new(path: Path) -> None:
    results: list[Stored] = []

    def crawl(portal: str) -> None:
        with Store.open(path) as store:
            run = store.start_run(portal, NOON)
            for number in range(25):
                item = article(number, url=f"http://{portal}.example/{number}", portal=portal)
                results.append(put(store, item, run))
            store.finish_run(run, "ok", finished_at=LATER)

    at_once([lambda: crawl("riverside"), lambda: crawl("harbour"), lambda: crawl("hillside")])
    assert Counter(result.outcome for result in results) == {"new": 25, "copy": 50}
    with Store.read_only(path) as store:
        assert store.totals() == {"articles": 75, "stories": 25, "portals": 3}
        assert sum(run["new"] + run["copies"] for run in store.runs()) == 75


def test_two_crawls_of_the_same_addresses_store_each_once(path: Path) -> None:
    results: list[Stored] = []

    def crawl() -> None:
        with Store.open(path) as store:
            run = store.start_run("riverside", NOON)
            results.extend(put(store, article(number), run) for number in range(25))

    at_once([crawl, crawl])
    assert Counter(result.outcome for result in results) == {"new": 25, "unchanged": 25}


def test_many_may_create_the_file_at_once(path: Path) -> None:
    at_once([lambda: Store.open(path).close() for _ in range(8)])
    with reader(path) as connection:
        assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
