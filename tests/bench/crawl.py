"""CPU of a whole crawl against a bare Scrapy spider that downloads the same pages and drops them.

    python -m tests.bench.crawl                          the bundled samples (80 pages: start-up is taken off)
    python -m tests.bench.crawl http://127.0.0.1:8983/   any portal on loopback, crawled by its address alone

Both run as processes of their own, in turn, on the same server; printed are CPU milliseconds a page (user and system,
start-up taken off) and the ratio. Absolute figures depend on the machine, the ratio hardly does.
"""

import argparse
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

BARE = """
import json, sys
import scrapy
from scrapy.crawler import CrawlerProcess

class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for url in json.load(open(sys.argv[1])):
            yield scrapy.Request(url)
    def parse(self, response):
        pass

process = CrawlerProcess({"LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False,
                          "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0})
process.crawl(Bare)
process.start()
"""


def cpu_of(command: list[str], environment: dict[str, str]) -> float:
    """CPU seconds of a command, user and system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Runs both crawls in turn and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("url", nargs="?", help="a portal on loopback; default: the bundled samples")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--max-pages", type=int, default=1000)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment, names = {"CITYDESK_DB": str(folder / "bench.db")}, [options.url]
        if not options.url:
            from crawler.sample_data.samples import SampleServer, load_sites

            server = stack.enter_context(SampleServer(load_sites()))
            environment["http_proxy"], names = server.url, ["yb983", "dadongnews"]
        compare(folder, names, environment, options.rounds, options.max_pages)


def compare(folder: Path, names: list[str], environment: dict[str, str], rounds: int, most: int) -> None:
    """Alternates the two crawls over the same pages."""
    bare = [sys.executable, "-c", BARE]
    ours = [sys.executable, "-m", "crawler.cli", "crawl", *names, "--max-pages", str(most), "-s", "DOWNLOAD_DELAY=0"]
    (folder / "none.json").write_text("[]")
    figures: dict[str, list[float]] = {"bare": [], "citydesk": []}
    for number in range(rounds):
        environment["CITYDESK_DB"] = str(folder / f"{number}.db")
        full = cpu_of(ours, environment)
        with sqlite3.connect(environment["CITYDESK_DB"]) as db:
            urls = [url for (url,) in db.execute("SELECT url FROM sightings UNION SELECT url FROM skipped")]
            pages = db.execute("SELECT sum(pages) FROM runs").fetchone()[0]
        (folder / "urls.json").write_text(json.dumps(urls))
        idle = cpu_of([*bare, str(folder / "none.json")], environment)
        plain = cpu_of([*bare, str(folder / "urls.json")], environment)
        figures["bare"].append(1000 * (plain - idle) / len(urls))
        figures["citydesk"].append(1000 * (full - idle) / pages)
        print(
            f"round {number + 1}: {pages} pages, bare {figures['bare'][-1]:.2f} ms, citydesk {figures['citydesk'][-1]:.2f} ms"
        )
    ratios = [ours / plain for ours, plain in zip(figures["citydesk"], figures["bare"], strict=True)]
    print(
        f"CPU a page: bare {statistics.median(figures['bare']):.2f} ms, citydesk {statistics.median(figures['citydesk']):.2f} ms"
    )
    print(f"ratio {statistics.median(ratios):.2f} (of {len(ratios)} rounds: {min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
