"""How small kept pages are, what that costs, and how fast they are read again; run by hand:

    python -m tests.bench.raw FOLDER          # saved pages, below a folder for each portal
    python -m tests.bench.raw --url http://127.0.0.1:8983/   # crawl of a portal on loopback against reextract of its pages

The first stores every page that is an article, in the order of names, and prints what a page takes against its HTML and
against zlib; CPU times are medians. The second runs both commands as processes of their own, in turn: pages a second by
the clock, and CPU a page with the start-up (of the same command with nothing to do) taken off.
"""

import argparse
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path

from crawler.copies.fingerprint import fingerprint
from crawler.output.moments import now
from crawler.reading.extract import PortalFacts, extract
from crawler.reading.page import Page
from crawler.reading.validity import reason_against
from crawler.storage.rawpages import RawPages
from crawler.storage.store import Store


def saved(folder: Path) -> Iterator[tuple[str, Page]]:
    """The pages below a folder with the name of their portal: the first folder on the way to them."""
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.htm")]):
        portal, *rest = path.relative_to(folder).parts
        yield portal, Page(f"http://{portal}.example/{'/'.join(rest)}", path.read_bytes(), "text/html", now())


def store_folder(folder: Path, database: Path) -> None:
    """Stores the pages of each portal and prints what they take."""
    compress: list[float] = []
    plain = RawPages.store

    def timed(self: RawPages, *arguments: object) -> None:
        start = time.process_time()
        plain(self, *arguments)  # type: ignore[arg-type]
        compress.append(time.process_time() - start)

    RawPages.store = timed  # type: ignore[method-assign, assignment]
    with Store.open(database) as store:
        for portal, pages in groupby(saved(folder), lambda pair: pair[0]):
            run, facts = store.start_run(portal, now()), PortalFacts(portal)
            for _, page in pages:
                item = extract(page, facts)
                if not reason_against(item):
                    store.put(item, fingerprint(item.title, item.body), run=run, seen_at=now())
    RawPages.store = plain  # type: ignore[method-assign]
    print(
        f"compress and store: {1000 * statistics.median(compress):.2f} ms a page (highest {1000 * max(compress):.0f})"
    )
    read_all(database)


def read_all(database: Path) -> None:
    """Reads all pages of a database and prints the figures of each portal, and what takes the room."""
    times: list[float] = []
    print(
        f"{'portal':<20}{'pages':>7}{'HTML':>8}{'zlib':>8}{'stored':>8}{'with bases':>12}{'ratio':>7}  (bytes a page)"
    )
    with Store.read_only(database) as store:
        for portal in store.raw_portals():
            found: list[bytes] = []
            for number in store.raw_revisions(portal):
                start = time.process_time()
                found += [page.body for page in store.pages_of(*number)]
                times.append(time.process_time() - start)
            html, small = sum(map(len, found)), sum(len(zlib.compress(body)) for body in found)
            sql = "SELECT sum(length(p.body)) FROM raw_page p JOIN article a ON a.id = article_id WHERE portal = ?"
            stored = store._db.execute(sql, (portal,)).fetchone()[0]
            bases = store._db.execute("SELECT sum(length(body)) FROM raw_base WHERE portal = ?", (portal,)).fetchone()[
                0
            ]
            count, whole = len(found), stored + bases
            print(
                f"{portal:<20}{count:>7}{html // count:>8}{small // count:>8}{stored // count:>8}{whole // count:>12}"
                f"{html / whole:>7.1f}"
            )
        articles = store.totals()["articles"]
    print(f"read: {1000 * statistics.median(times):.2f} ms a page")
    print(f"database: {database.stat().st_size // articles} bytes an article; by table:", end=" ")
    with closing(sqlite3.connect(database)) as db:
        try:
            rooms = db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY 1 ORDER BY 2 DESC LIMIT 8").fetchall()
        except sqlite3.OperationalError:  # this SQLite was built without it
            rooms = []
    print(", ".join(f"{name} {size // articles}" for name, size in rooms))


def timed_command(command: list[str]) -> tuple[float, float]:
    """Seconds by the clock, and CPU seconds of a command with its processes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run([sys.executable, "-m", "crawler.cli", *command], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def race(url: str, folder: Path, rounds: int, most: int) -> None:
    """Alternates crawls of a portal and readings of its kept pages."""
    crawled, again, alone = [], [], []
    empty = str(folder / "empty.db")
    Store.open(empty).close()
    for number in range(rounds):
        db = str(folder / f"{number}.db")
        crawl = timed_command(["crawl", url, "--db", db, "--max-pages", str(most)])
        idle = timed_command(["reextract", "--db", empty])[1]
        with Store.read_only(db) as store:
            pages = sum(len(store.raw_revisions(portal)) for portal in store.raw_portals())
        many = timed_command(["reextract", "--db", db, "--dry-run"])
        one = timed_command(["reextract", "--db", db, "--dry-run", "--jobs", "1"])
        crawled.append((pages / crawl[0], 1000 * (crawl[1] - idle) / pages))
        again.append((pages / many[0], 1000 * (many[1] - idle) / pages))
        alone.append((pages / one[0], 1000 * (one[1] - idle) / pages))
        print(
            f"round {number + 1}: {pages} pages; crawl {crawled[-1][0]:.0f}/s, again {again[-1][0]:.0f}/s", flush=True
        )
    for name, figures in (("crawl", crawled), ("reextract", again), ("reextract --jobs 1", alone)):
        speed, cost = (statistics.median(column) for column in zip(*figures, strict=True))
        base_speed, base_cost = (statistics.median(column) for column in zip(*crawled, strict=True))
        print(
            f"{name:<20}{speed:>7.0f} pages/s ({speed / base_speed:.1f}x) {cost:>7.2f} ms CPU a page ({base_cost / cost:.1f}x)"
        )


def main() -> None:
    """Runs what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--url", help="a portal on loopback")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--max-pages", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.folder:
            store_folder(options.folder, Path(folder) / "bench.db")
        if options.url:
            race(options.url, Path(folder), options.rounds, options.max_pages)
    if not options.folder and not options.url:
        parser.error("give a folder of pages, or --url")


if __name__ == "__main__":
    main()
