"""What one more article costs as the store grows: ``python -m tests.bench.growth [STORIES ...]``.

For each size a file is filled in bulk with simulated stories (rows of the tables as ``put`` writes them, hashes
random as those of real texts are), then real articles go through fingerprint and ``Store.put``, one transaction each:
three in four are new, one is a copy of a stored one. Sizes are measured in turns, so that a busy machine does not
favour one.
"""

import argparse
import os
import random
import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from crawler.copies.fingerprint import fingerprint
from crawler.reading.items import Article
from crawler.storage.store import Store

SIZES = (10_000, 100_000, 1_000_000)
TOKENS = 357  # characters of a text: the mean of 28,894 real ones
WARM = 300
ROUNDS = 8
PER_ROUND = 100
_SEEN = "2024-03-05T12:00:00+00:00"


@dataclass
class Measured:
    """Milliseconds an article of one size of store."""

    stories: int
    file: Path
    index_bytes: float = 0.0
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    written: int = 0


def fill(path: Path, stories: int, chance: random.Random) -> float:
    """Writes ``stories`` stories, unless the file has them; returns the bytes of the look-up index an article."""
    if path.exists():
        with closing(sqlite3.connect(path)) as file:
            pages = file.execute("SELECT pages FROM growth_bench").fetchone()[0]
            return float(pages * file.execute("PRAGMA page_size").fetchone()[0] / stories)
    with Store.open(path) as store:
        store.start_run("simulated", _SEEN)
    values = {
        "portal": "simulated", "status": 200, "published_unix": 1_709_600_000, "damage": 0, "is_canonical": 1,
        "first_seen_at": _SEEN, "last_seen_at": _SEEN, "last_changed_at": _SEEN, "published_at": "2024-03-05",
        "breadcrumbs": "[]", "authors": "[]", "credits": "[]", "tags": "[]", "images": "[]", "flags": "[]",
    }  # fmt: skip
    named = [*values, "id", "url", "story_id", "content_hash", "title", "body"]
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA synchronous = OFF")
        file.execute("PRAGMA cache_size = -500000")
        file.execute("BEGIN")
        before = _pages(file)
        # In the order of the index, or a million stories would be written page by page for an hour.
        hashes = sorted(chance.getrandbits(31) << 32 | story for story in range(1, stories + 1) for _ in range(24))
        file.executemany(
            "INSERT OR IGNORE INTO sketch (hash, story_id) VALUES (?, ?)",
            ((number >> 32, number & 0xFFFFFFFF) for number in hashes),
        )
        del hashes
        index = _pages(file) - before
        marks = ", ".join("?" * len(named))
        file.executemany(
            f"INSERT INTO article ({', '.join(named)}) VALUES ({marks})",
            ((*values.values(), *_story(number)) for number in range(1, stories + 1)),
        )
        file.execute(f"CREATE TABLE growth_bench AS SELECT {index} AS pages")
        file.execute("COMMIT")
        size = file.execute("PRAGMA page_size").fetchone()[0]
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return float(index * size / stories)


def _pages(file: sqlite3.Connection) -> int:
    return int(file.execute("PRAGMA page_count").fetchone()[0])


def _story(number: int) -> tuple[object, ...]:
    start = number * 7919 % (len(_POOL) - TOKENS)
    body = _POOL[start : start + TOKENS]
    return number, f"http://simulated.example/{number}", number, f"{number:016x}", f"消息{number}", body


def text(seed: int) -> str:
    """Random characters of the 3,000 that news use: no two texts share a passage."""
    chance = random.Random(seed)
    return "\n".join("".join(chr(chance.randrange(0x4E00, 0x59B8)) for _ in range(TOKENS // 3)) for _ in range(3))


_POOL = "".join(map(text, range(2000)))


def measure(of: Measured, articles: int, kept: bool) -> None:
    """Puts articles one by one; CPU is user and system time of the process, its share of waiting for the disk left out."""
    chance = random.Random(of.written)
    with Store.open(of.file) as store:
        run = store.start_run("simulated", _SEEN)
        for _ in range(articles):
            of.written += 1
            # A copy of an article that was put before (simulated rows cannot be found by their random hashes).
            seed = -of.written if of.written % 4 or of.written < 8 else -chance.randrange(1, of.written)
            item = Article(
                url=f"http://other.example/{of.written}", portal=f"p{of.written % 7}", title=f"消息{seed}",
                body=text(seed), published_at="2024-03-05",
            )  # fmt: skip
            wall, cpu = time.perf_counter(), time.process_time()
            store.put(item, fingerprint(item.title, item.body), run=run, seen_at=_SEEN)
            if kept:
                of.wall.append(1000 * (time.perf_counter() - wall))
                of.cpu.append(1000 * (time.process_time() - cpu))


def main() -> None:
    """Prints a line a size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("stories", nargs="*", type=int, default=SIZES)
    parser.add_argument("--folder", type=Path, help="keep the filled files here, and use those that are there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = options.folder or Path(temporary)
        sizes = []
        for stories in options.stories:
            of = Measured(stories, folder / f"growth{stories}.db")
            start = time.monotonic()
            of.index_bytes = fill(of.file, stories, random.Random(stories))
            with closing(sqlite3.connect(of.file)) as file:  # a kept file has the articles of earlier runs
                of.written = file.execute("SELECT max(id) FROM article").fetchone()[0] - stories
            sizes.append(of)
            print(f"filled {stories:,} in {time.monotonic() - start:.0f} s, {os.path.getsize(of.file) / 2**20:.0f} MiB")
        for of in sizes:
            measure(of, WARM, kept=False)
        for _ in range(ROUNDS):
            for of in sizes:
                measure(of, PER_ROUND, kept=True)
    print(
        f"{'stories':>10} {'index B/article':>16} {'CPU mean':>9} {'CPU median':>11} {'wall median':>12} {'wall p99':>9}  ms"
    )
    for of in sizes:
        figures = (statistics.fmean(of.cpu), statistics.median(of.cpu), statistics.median(of.wall))
        worst = statistics.quantiles(of.wall, n=100)[98]
        print(
            f"{of.stories:>10,} {of.index_bytes:>16.0f} {figures[0]:>9.3f} {figures[1]:>11.3f} {figures[2]:>12.3f} {worst:>9.2f}"
        )
    first, last = sizes[0], sizes[-1]
    ratios = [
        statistics.fmean(last.cpu) / statistics.fmean(first.cpu),
        statistics.median(last.wall) / statistics.median(first.wall),
    ]
    print(f"{last.stories:,} against {first.stories:,}: CPU {ratios[0]:.2f}, wall {ratios[1]:.2f}")


if __name__ == "__main__":
    main()
