"""``citydesk crawl --jobs``: portals over several processes, with the same results, signals and exit codes as in one."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.asked import Answer, Asked, asking, ordinary
from tests.conftest import ROOT, Command


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(f"file:{path / 'citydesk.db'}?mode=ro", uri=True) as db:
        return db.execute(sql).fetchall()


@contextmanager
def crawling(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A crawl in the background, ended with the block."""
    command = [sys.executable, "-m", "crawler.cli", "crawl", "--json", *arguments]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=pipe, stderr=pipe, text=True) as crawl:
        try:
            yield crawl
        finally:
            if crawl.poll() is None:
                crawl.kill()


def children(parent: int) -> dict[int, str]:
    """The processes whose parent this is, with their command lines."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                ppid = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                if ppid == parent:
                    found[int(folder.name)] = (folder / "cmdline").read_text()
            except OSError:
                continue  # ended meanwhile
    return found


def slow(path: str, asked: Asked) -> Answer:
    """Articles that do not come before the test is over, but for the first."""
    if path.startswith("/news/") and sum(seen.startswith("/news/") for seen in asked.paths) > 1:
        with asked.came:
            asked.came.wait(20)
    return ordinary(path)


def two_articles(site: Asked) -> None:
    """Waits until a portal was asked for two articles."""
    with site.came:
        assert site.came.wait_for(lambda: sum("/news/" in path for path in site.paths) > 1, 60)


def test_jobs_give_what_one_process_gives(citydesk: Command, tmp_path: Path) -> None:
    with ExitStack() as stack:
        sites = [stack.enter_context(asking(lambda path, _: ordinary(path))) for _ in range(3)]
        done = citydesk("crawl", "--jobs", "2", "--json", *(site.url for site in sites))
    assert (done.returncode, done.stderr) == (0, "")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [f"http://{result['portal']}" for result in results] == [site.url for site in sites]
    assert [result["pages"] for result in results] == [6, 6, 6]
    assert rows(tmp_path, "SELECT count(*), sum(is_canonical) FROM articles") == [(18, 6)]
    assert rows(tmp_path, "SELECT count(*) FROM runs WHERE outcome = 'ok'") == [(3,)]


def test_two_addresses_of_one_portal_are_never_crawled_by_two_processes(citydesk: Command, tmp_path: Path) -> None:
    with asking(lambda path, _: ordinary(path)) as one, asking(lambda path, _: ordinary(path)) as other:
        done = citydesk("crawl", "--jobs", "3", "--json", one.url, f"{one.url}/news/20260302/1.html", other.url)
        assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 3
    assert rows(tmp_path, "SELECT count(*) FROM articles") == [(12,)]


def test_a_portal_that_is_down_is_named_and_the_others_are_done(citydesk: Command, tmp_path: Path) -> None:
    with asking(lambda path, _: ordinary(path)) as site:
        done = citydesk("crawl", "--jobs", "2", "-s", "RETRY_TIMES=0", "http://127.0.0.1:9/", site.url)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("citydesk: 127.0.0.1:9: the portal did not answer")
    assert rows(tmp_path, "SELECT count(*) FROM articles") == [(6,)]


def test_a_killed_child_is_a_failed_portal(tmp_path: Path) -> None:
    with asking(slow) as held, asking(lambda path, _: ordinary(path)) as site:
        with crawling(tmp_path, "--jobs", "2", held.url, site.url) as crawl:
            held.wait_for("/", 60)
            port = held.url.rpartition(":")[2]
            victim = next(pid for pid, line in children(crawl.pid).items() if f":{port}" in line)
            os.kill(victim, signal.SIGKILL)
            output, errors = crawl.communicate(timeout=60)
        with held.came:
            held.came.notify_all()
    assert crawl.returncode == 1
    first, second = map(json.loads, output.splitlines())
    assert (first["verdict"], second["verdict"]) == ("failed", "ok")
    assert "killed by signal 9" in errors
    assert second["new"] == 6


def test_sigterm_reaches_all_and_what_waits_is_not_begun(tmp_path: Path) -> None:
    with asking(slow) as one, asking(slow) as two, asking(lambda path, _: ordinary(path)) as waiting:
        with crawling(tmp_path, "--jobs", "2", "-s", "CITYDESK_GRACE=1", one.url, two.url, waiting.url) as crawl:
            for site in (one, two):
                two_articles(site)
            began = time.monotonic()
            crawl.send_signal(signal.SIGTERM)
            output, errors = crawl.communicate(timeout=60)
            assert time.monotonic() - began < 10
        for site in (one, two):
            with site.came:
                site.came.notify_all()
    assert crawl.returncode == 143
    assert [json.loads(line)["verdict"] for line in output.splitlines()] == ["stopped"] * 3
    assert "not begun" in errors
    assert waiting.paths == []
    assert rows(tmp_path, "SELECT count(*) FROM runs WHERE outcome = 'stopped'") == [(2,)]


def test_a_database_that_cannot_be_used_is_told_once(citydesk: Command, tmp_path: Path) -> None:
    (tmp_path / "citydesk.db").write_bytes(b"no database" * 100)
    done = citydesk("crawl", "--jobs", "2", "http://127.0.0.1:9/", "http://127.0.0.1:10/")
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1


def test_jobs_must_be_a_number(citydesk: Command) -> None:
    assert citydesk("crawl", "--jobs", "0").returncode == 2
