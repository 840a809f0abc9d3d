"""Crawls served portals over two days, with kills, an outage and a lock in between, and compares with the truth.

    python -m tests.bench.frontier SCRIPT FOLDER              everything
    python -m tests.bench.frontier SCRIPT FOLDER day kills    only these parts

SCRIPT makes and serves simulated portals: ``SCRIPT serve FOLDER --day 1|2 --port PORT --access-log FILE``, one portal an
address 127.0.0.K. FOLDER holds ``truth.jsonl`` (a line for each article and day: url, portal, day, kind, change, status)
and ``stats.json``. Each line of the access log has time, server, status, bytes, seconds and the quoted request line.
"""

import argparse
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from crawler.scheduling import frontier
from crawler.scheduling.agenda import Agenda
from crawler.scheduling.visits import Fetch, Target
from crawler.storage.store import Store
from tests.crawler.frontier_kit import HOME, START, agenda, lead
from tests.crawler.store_kit import NOON, article, fingerprint_of

PARTS = ("day", "kills", "outage", "lock", "stop", "memory", "cost")
pause = Event().wait


@dataclass
class Bench:
    """The portals of one folder and where the crawls write."""

    script: Path
    folder: Path
    work: Path
    truth: list[dict[str, Any]] = field(default_factory=list)
    failures: int = 0

    def __post_init__(self) -> None:
        stats = json.loads((self.folder / "stats.json").read_text())
        self.port = stats["port"]
        self.hosts = [portal["host"] for portal in stats["portal"]]
        self.truth = [json.loads(line) for line in (self.folder / "truth.jsonl").open(encoding="utf-8")]
        self.log, self.db = self.work / "access.log", self.work / "crawl.db"

    @contextmanager
    def serving(self, day: int) -> Iterator[None]:
        """The portals as they are on a day; the log begins anew."""
        self.log.unlink(missing_ok=True)
        command = [sys.executable, str(self.script), "serve", str(self.folder), "--day", str(day)]
        command += ["--port", str(self.port), "--access-log", str(self.log)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            for _ in range(200):
                with suppress(OSError):
                    urllib.request.urlopen(f"http://{self.hosts[0]}:{self.port}/rss.xml", timeout=5).close()
                    break
                pause(0.1)
            yield
            pause(1.5)  # the log is flushed once a second
        finally:
            server.terminate()
            server.wait()

    def start(self, *more: str) -> "subprocess.Popen[str]":
        """A crawl of all portals by their addresses alone."""
        addresses = [f"http://{host}:{self.port}/" for host in self.hosts]
        command = [sys.executable, "-m", "crawler.cli", "crawl", *addresses, "--db", str(self.db), "--json", *more]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def crawl(self, *more: str) -> list[dict[str, Any]]:
        """A crawl to its end; the result of each portal."""
        with self.start(*more) as process:
            output = process.communicate()[0]
        return [json.loads(line) for line in output.splitlines()]

    def requests(self) -> list[tuple[str, str, int]]:
        """Host, address and status of each request in the log."""
        found = []
        for line in self.log.read_text().splitlines():
            facts, request = line.split('"')[:2]
            _, host, status = facts.split()[:3]
            found.append((host, f"http://{host}:{self.port}{request.split()[1]}", int(status)))
        return found

    def stored(self) -> dict[str, tuple[int, str | None]]:
        """Revision and time of vanishing of each article."""
        with closing(sqlite3.connect(f"file:{self.db}?mode=ro", uri=True)) as db:
            return {
                url: (revision, gone)
                for url, revision, gone in db.execute("SELECT url, revision, gone_at FROM articles")
            }

    def count(self) -> int:
        """Articles that are stored, 0 while there is no database."""
        try:
            return len(self.stored())
        except sqlite3.Error:
            return 0

    def forget(self) -> None:
        """Takes the database away."""
        for file in self.work.glob("crawl.db*"):
            if file.is_file():  # not the folder of the portals' locks
                file.unlink()

    def say(self, what: str, value: float | str, target: str = "", *, ok: bool | None = None) -> None:
        """One line of the table."""
        self.failures += ok is False
        mark = "" if ok is None else "ok" if ok else "MISSED"
        shown = f"{value:.3f}" if isinstance(value, float) else str(value)
        print(f"  {what:<58} {shown:>12}  {target:<12} {mark}", flush=True)

    def articles(self, day: int, host: str = "") -> dict[str, dict[str, Any]]:
        """The truth of a day, by address; of one portal or all."""
        return {row["url"]: row for row in self.truth if row["day"] == day and f"/{host}" in row["url"]}


def day(bench: Bench) -> None:
    """Day 1, the same day again, day 2, and everything looked at again."""
    bench.forget()
    print("day 1, by address alone")
    with bench.serving(1):
        bench.crawl()
    useful = complete(bench, 1)
    total = len(bench.requests())
    bench.say("requests per article, list, feed and sitemap", total / useful, "<= 1.05", ok=total <= 1.05 * useful)
    print("the same day again")
    with bench.serving(1):
        bench.crawl()
    for host, most in per_host(bench).items():
        answers = Counter(status for name, _, status in bench.requests() if name == host)
        bench.say(
            f"{host}: requests ({answers[304]} answered 304)", most, "<= 30", ok=most <= 30 and answers[304] * 2 > most
        )
    print("day 2")
    with bench.serving(2):
        bench.crawl()
    complete(bench, 2)
    for host in bench.hosts:
        truth = bench.articles(2, host)
        new = {url for url, row in truth.items() if row["change"] == "new"}
        asked = [url for name, url, _ in bench.requests() if name == host]
        fetched = sum(url in truth for url in asked)
        bench.say(f"{host}: {len(new)} new; article requests per new article", fetched / len(new), "")
        budget = 1.15 * len(new) + 60
        bench.say(f"{host}: all requests", len(asked), f"<= {budget:.0f}", ok=len(asked) <= budget)
        bench.say(f"{host}: lists, feeds, sitemaps", len(asked) - fetched, "<= 60", ok=len(asked) - fetched <= 60)
    edits(bench, "edited ones found without --revisit", whole=False)
    print("day 2 with --revisit")
    with bench.serving(2):
        bench.crawl("--revisit")
    edits(bench, "edited ones found", whole=True)
    stored = bench.stored()
    gone = [
        url
        for url, row in bench.articles(2).items()
        if row["change"] in ("removed", "soft404") and row["kind"] != "video"
    ]
    kept = sum(url in stored for url in gone)
    marked = sum(bool(stored.get(url, (0, None))[1]) for url in gone)
    bench.say("removed ones kept", f"{kept}/{len(gone)}", "all", ok=kept == len(gone))
    bench.say("removed ones marked", f"{marked}/{len(gone)}", "all", ok=marked == len(gone))


def complete(bench: Bench, today: int) -> int:
    """Holds what is stored against the truth; returns how many requests were for pages that exist."""
    stored, requests = bench.stored(), bench.requests()
    want = {url for url, row in bench.articles(today).items() if row["status"] == "ok" and row["kind"] != "video"}
    bench.say("article pages stored", f"{len(want & stored.keys())}/{len(want)}", "all", ok=want <= stored.keys())
    known = {row["url"] for row in bench.truth}
    bench.say("stored pages that are no articles", len(stored.keys() - known), "0", ok=stored.keys() <= known)
    fetched = Counter(url for _, url, _ in requests if url in known)
    bench.say(
        "articles fetched twice",
        sum(count > 1 for count in fetched.values()),
        "0",
        ok=not any(c > 1 for c in fetched.values()),
    )
    return len({url for _, url, status in requests if status < 400 and not url.endswith("/robots.txt")})


def per_host(bench: Bench) -> Counter[str]:
    """Requests of each portal."""
    return Counter(host for host, _, _ in bench.requests())


def edits(bench: Bench, what: str, *, whole: bool) -> None:
    """How many edited articles have a second revision; the later pages of an article are another matter."""
    stored = bench.stored()
    edited = [
        url
        for url, row in bench.articles(2).items()
        if row["change"] in ("edited", "retitled") and row["kind"] not in ("video", "multipage")
    ]
    found = sum(stored.get(url, (0, None))[0] > 1 for url in edited)
    bench.say(what, f"{found}/{len(edited)}", "all" if whole else "", ok=found == len(edited) if whole else None)


def after(bench: Bench) -> None:
    """One normal run, then nothing may be lost or twice there."""
    bench.crawl()
    pause(1.5)
    stored = bench.stored()
    want = {url for url, row in bench.articles(1).items() if row["status"] == "ok" and row["kind"] != "video"}
    bench.say("lost", len(want - stored.keys()), "0", ok=want <= stored.keys())
    with closing(sqlite3.connect(bench.db)) as db:
        twice = db.execute("SELECT count(*) - count(DISTINCT url) FROM article").fetchone()[0]
        sound = db.execute("PRAGMA integrity_check").fetchone()[0]
    bench.say("twice", twice, "0", ok=not twice)
    truth = bench.articles(1)
    fetched = sum(url in truth for _, url, _ in bench.requests())
    bench.say("fetches per article", fetched / len(truth), "<= 1.1", ok=fetched <= 1.1 * len(truth))
    bench.say("integrity", sound, "ok", ok=sound == "ok")


def until(process: "subprocess.Popen[str]", bench: Bench, number: int) -> None:
    """Waits until so many articles are stored."""
    while process.poll() is None and bench.count() < number:
        pause(0.02)


def kills(bench: Bench) -> None:
    """Twenty kills at random moments of the crawl."""
    print("20 kills -9, then one normal run")
    bench.forget()
    chance, whole = random.Random(20), len(bench.articles(1))
    with bench.serving(1):
        for moment in sorted(chance.randrange(whole) for _ in range(20)):
            with bench.start() as process:
                until(process, bench, moment)
                pause(chance.random())
                process.kill()
        after(bench)


def outage(bench: Bench) -> None:
    """The portals are away for half a minute."""
    print("an outage of 30 s, then one normal run")
    bench.forget()
    with bench.serving(1):
        process = bench.start()
        until(process, bench, len(bench.articles(1)) // 3)
    saved = bench.log.read_text()
    pause(30)
    with bench.serving(1):
        process.communicate()
        (bench.work / "before.log").write_text(saved)
        bench.say("exit code", process.returncode or 0)
        bench.crawl()
        pause(1.5)
        bench.log.write_text(saved + bench.log.read_text())
        after(bench)


def lock(bench: Bench) -> None:
    """Another program holds the database for a minute."""
    print("a lock of 60 s, then one normal run")
    bench.forget()
    with bench.serving(1):
        with bench.start() as process:
            until(process, bench, len(bench.articles(1)) // 3)
            with closing(sqlite3.connect(bench.db, isolation_level=None, timeout=60)) as other:
                other.execute("BEGIN IMMEDIATE")
                pause(60)
                other.execute("ROLLBACK")
            process.communicate()
        bench.say("exit code", process.returncode or 0)
        after(bench)


def stop(bench: Bench) -> None:
    """SIGTERM in the middle of the crawl."""
    print("SIGTERM, then one normal run")
    bench.forget()
    with bench.serving(1):
        with bench.start() as process:
            until(process, bench, len(bench.articles(1)) // 2)
            told = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.communicate()
            took = time.monotonic() - told
        bench.say("seconds to a clean end", took, "< 10", ok=took < 10 and process.returncode == 143)
        after(bench)


def memory(bench: Bench) -> None:
    """Peak memory of an hourly run with 3,000 and with 100,000 known addresses."""
    print("memory of a run on a portal with many known addresses")
    peaks = []
    for number in (3_000, 100_000):
        bench.forget()
        with Store.open(bench.db) as store, store.writing() as connection:
            leads = [lead(n, url=f"{HOME}2024-05/13/content_{n}.html") for n in range(number)]
            frontier.add(connection, bench.hosts[0] + f":{bench.port}", leads, START)
            connection.execute("UPDATE frontier SET state = 'done', due_at = NULL, checked_at = found_at")
        with bench.serving(1):
            address = f"http://{bench.hosts[0]}:{bench.port}/"
            code = f"import sys; sys.argv = ['citydesk', 'crawl', {address!r}, '--db', {str(bench.db)!r}, '--max-pages', '150']\n"
            code += "import atexit, resource\natexit.register(lambda: print('PEAK', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))\n"
            code += "from crawler.cli import main; main()"
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout.split("PEAK")[1]) / 1024)
        bench.say(f"peak with {number:,} known, MB", peaks[-1])
    bench.say("growth, MB", peaks[1] - peaks[0], "< 100", ok=peaks[1] - peaks[0] < 100)


def cost(bench: Bench) -> None:
    """CPU that the frontier takes of a page: handing it out and writing its state."""
    print("CPU of the frontier")
    number = 3_000
    items = [article(n, url=f"{HOME}{n}.html") for n in reversed(range(number))]
    prints = [fingerprint_of(item) for item in items]

    def with_frontier(store: Store, work: Agenda) -> None:
        done = 0
        while target := work.next():
            visit = work.answers.stored(fetch_of(target), START, target.rank)
            store.put(items[done], prints[done], run=work.run, seen_at=NOON, visit=visit)
            work.done(target)
            done += 1
        assert done == number

    def without(store: Store, work: Agenda) -> None:
        for item, print_ in zip(items, prints, strict=True):
            store.put(item, print_, run=work.run, seen_at=NOON)

    def fetch_of(target: Target) -> Fetch:
        return Fetch(target, 200, '"5f2a-1c"', "Mon, 02 Mar 2026 10:00:00 GMT")

    def timed(body: Callable[[Store, Agenda], None], name: str) -> float:
        with Store.open(bench.work / name) as store:
            work = agenda(store)
            home = work.next()
            assert home is not None
            work.read(fetch_of(home), START, [lead(n) for n in range(number)], number)
            before = resource.getrusage(resource.RUSAGE_SELF)
            body(store, work)
            spent = resource.getrusage(resource.RUSAGE_SELF)
        return (spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime) * 1000 / number

    pairs = [(timed(with_frontier, f"with{n}.db"), timed(without, f"without{n}.db")) for n in range(5)]
    spent, plain = (min(times) for times in zip(*pairs, strict=True))
    best = spent - plain
    bench.say("ms a page", best, "<= 0.3", ok=best <= 0.3)


def main() -> None:
    """Runs the parts that were named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("script", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of: {' '.join(PARTS)}")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}: choose of {' '.join(PARTS)}")
    work = Path(tempfile.mkdtemp(prefix="citydesk-frontier-"))
    os.environ.pop("CITYDESK_DB", None)
    try:
        bench = Bench(options.script, options.folder, work)
        for part in options.parts or PARTS:
            globals()[part](bench)
        sys.exit(f"{bench.failures} targets missed" if bench.failures else 0)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
