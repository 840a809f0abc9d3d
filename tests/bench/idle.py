"""What a run costs that has nothing to do: ``python -m tests.bench.idle``.

500 portal modules, each with 2,000 addresses in the database, of which 300 come again some day and none is due:
``citydesk crawl --punctual --quiet`` as cron runs it. CPU seconds are user + system of the whole process, memory is its peak.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from crawler.scheduling import frontier
from crawler.scheduling.visits import Lead
from crawler.storage.store import Store
from tests.conftest import ROOT

PORTALS, ADDRESSES, YOUNG = 500, 2_000, 300
MODULE = """from crawler.layout import Layout
from crawler.portal import PortalSpider
from crawler.sources import Feed, ListPage


class Portal{n}(PortalSpider):
    name = "portal{n}"
    hosts = ("www.portal{n}.example",)
    sources = (ListPage("http://www.portal{n}.example/"), Feed("http://www.portal{n}.example/rss.xml"))
    layouts = (Layout(body="div.content", headline="h1"),)
"""


#: A small process starts the command: Linux counts into a child's peak what its parent had before exec.
LAUNCH = """
import os, sys, time
began = time.perf_counter()
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
_, status, used = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def measured(*arguments: str, rounds: int = 3) -> tuple[float, float, float]:
    """Seconds on the clock, CPU seconds and MB of memory of a command: medians."""
    figures = []
    command = [sys.executable, "-S", "-c", LAUNCH, str(Path(sys.executable).with_name("citydesk")), *arguments]
    for _ in range(rounds):
        done = subprocess.run(command, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
        code, *numbers = map(float, done.stdout.split())
        assert not code, f"{arguments}: code {code:.0f}: {done.stderr}"
        figures.append(numbers)
    wall, cpu, memory = (statistics.median(column) for column in zip(*figures, strict=True))
    return wall, cpu, memory


def at_rest(folder: Path) -> Path:
    """A database in which nothing of any portal is due, and the modules of the portals beside it."""
    (folder / "portals").mkdir()
    now = int(time.time())
    with Store.open(folder / "rest.db") as store, store.writing() as connection:
        for n in range(PORTALS):
            (folder / "portals" / f"portal{n}.py").write_text(MODULE.format(n=n))
            front = f"http://www.portal{n}.example/"
            roots = [
                Lead(front, "list", front, eager=True),
                Lead(f"{front}rss.xml", "feed", f"{front}rss.xml", eager=True),
            ]
            frontier.plant(connection, f"portal{n}", roots, now, alone=True)
            leads = [Lead(f"{front}news/{m}.html", rank=now - m * 3600) for m in range(ADDRESSES)]
            frontier.add(connection, f"portal{n}", leads, now)
        connection.execute("UPDATE frontier SET state = 'done', checked_at = ?, due_at = ?", (now, now + 86_400))
        limit = now - YOUNG * 3600
        connection.execute("UPDATE frontier SET due_at = NULL WHERE kind = 'article' AND rank < ?", (limit,))
    return folder / "rest.db"


def main() -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        rest = at_rest(folder)
        # The two sample portals are not in this database, so the 500 are named.
        names = [f"portal{n}" for n in range(PORTALS)]
        idle = ("crawl", "--punctual", "--quiet", "--db", str(rest), "--portals", str(folder / "portals"), *names)
        commands = {f"nothing due, {PORTALS} portals": idle, "--help": ("--help",)}
        print(f"{'command':<28}{'seconds':>9}{'CPU s':>9}{'MB':>8}")
        for name, arguments in commands.items():
            wall, cpu, memory = measured(*arguments)
            print(f"{name:<28}{wall:>9.2f}{cpu:>9.2f}{memory:>8.0f}")


if __name__ == "__main__":
    main()
