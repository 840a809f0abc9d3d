"""How long readers wait while articles are stored, and what a killed writer leaves: ``python -m tests.bench.readers``.

    --articles N   a store of N articles first, invented texts (default 20,000)
    --seconds S    a writer stores 500 articles a second for S seconds while a reader polls the views (default 10)
    --kills K      then K writers are killed with SIGKILL at random moments, and the store is checked (default 20)

Printed are the wait of each query (p50, p99, max, in milliseconds), how many polls met an error, and what was found
after the kills. The reader is a plain ``sqlite3`` connection, ``mode=ro``, that never waits for a lock.
"""

import argparse
import os
import random
import select
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from crawler.storage.doctor import examine
from crawler.storage.store import Store
from tests.crawler.store_kit import NOON, article, put, text

QUERIES = {
    "newest stories": "SELECT title, published_at, portals FROM stories ORDER BY published_at DESC LIMIT 10",
    "changed since": "SELECT portal, title, url FROM articles WHERE last_changed_at > '2030' LIMIT 10",
    "one portal": "SELECT * FROM articles WHERE portal = 'riverside' ORDER BY published_at DESC LIMIT 10",
    "one address": "SELECT * FROM sightings WHERE url = 'http://news.example/7.html'",
    "runs": "SELECT * FROM runs ORDER BY id DESC LIMIT 10",
    "skipped": "SELECT * FROM skipped ORDER BY seen_at DESC LIMIT 10",
}

_WRITER = """
import sys, time
from crawler.storage.store import Store
from tests.crawler.store_kit import NOON, article, put

store = Store.open(sys.argv[1])
first, rate, seconds = int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
run, number, start = store.start_run("harbour", NOON), 0, time.monotonic()
print("started", flush=True)
while (passed := time.monotonic() - start) < seconds:
    if rate and number > passed * rate:
        continue
    put(store, article(first + number, portal="harbour"), run)
    number += 1
print(number / seconds, flush=True)
"""


def writer(path: Path, first: int, rate: float, seconds: float) -> subprocess.Popen[str]:
    """A process that stores ``rate`` articles a second (0: as fast as it can)."""
    command = [sys.executable, "-c", _WRITER, str(path), str(first), str(rate), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()})


def fill(path: Path, articles: int) -> None:
    """Invented articles, many in a transaction."""
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        for start in range(0, articles, 1_000):
            with store.writing():
                for number in range(start, min(start + 1_000, articles)):
                    day = f"20{10 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02}T08:00:00+08:00"
                    put(store, article(number, body=text(number, 3), published_at=day), run)
        store.finish_run(run, "ok", finished_at=NOON)


def poll(path: Path, process: subprocess.Popen[str]) -> tuple[dict[str, list[float]], int]:
    """Asks every query in turn until the writer ends: milliseconds of each, and the number of errors."""
    waits: dict[str, list[float]] = {name: [] for name in QUERIES}
    errors = 0
    assert process.stdout is not None
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0)) as reader:
        while not select.select([process.stdout], [], [], 0.005)[0]:
            for name, sql in QUERIES.items():
                start = time.perf_counter()
                try:
                    reader.execute(sql).fetchall()
                except sqlite3.Error as error:
                    errors += 1
                    print(f"{name}: {error}")
                waits[name].append(1000 * (time.perf_counter() - start))
    return waits, errors


def kill_writers(path: Path, kills: int) -> None:
    """Kills writers between two and two hundred milliseconds after they began to store."""
    chance = random.Random(7)
    for number in range(kills):
        with writer(path, 10_000_000 + number * 100_000, 0, 60) as process:
            assert process.stdout is not None
            process.stdout.readline()
            select.select([process.stdout], [], [], chance.uniform(0.002, 0.2))
            process.send_signal(signal.SIGKILL)
    report = examine(path)
    with closing(sqlite3.connect(path)) as reader:
        articles, runs = reader.execute("SELECT (SELECT count(*) FROM articles), count(*) FROM runs").fetchone()
    wrong = [f"{result.check.id} ({result.finding.count})" for result in report.results if not result.sound]
    print(
        f"{kills} kills, {articles:,} articles, {runs} runs; doctor ({len(report.results)} checks): {wrong or 'sound'}"
    )


def main() -> None:
    """Fills, polls, kills and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--rate", type=float, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        fill(path, options.articles)
        with writer(path, options.articles, options.rate, options.seconds) as process:
            assert process.stdout is not None
            process.stdout.readline()
            waits, errors = poll(path, process)
            stored = float(process.stdout.readline())
        print(
            f"{options.articles:,} articles, {stored:.0f} stored a second, {errors} polls met an error; milliseconds:"
        )
        for name, numbers in waits.items():
            cuts = statistics.quantiles(numbers, n=100)
            print(
                f"{name:16} polls {len(numbers):5}  p50 {cuts[49]:6.2f}  p99 {cuts[98]:6.2f}  max {max(numbers):6.2f}"
            )
        kill_writers(path, options.kills)


if __name__ == "__main__":
    main()
