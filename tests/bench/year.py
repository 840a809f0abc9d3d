"""A simulated year: are redesigns found within a day, and how often is a portal suspected that nothing is wrong with?

    python -m tests.bench.year                                   50 portals, 365 days
    python -m tests.bench.year --portals 12 --days 90 --seed 2   a quick look, with other redesigns
    python -m tests.bench.year --portals 32 --days 25 --each 4 --varied   many redesigns, of portals of all rhythms

Real crawls (``citydesk crawl``, one process a day for all portals) of portals served on loopback, under Debian's ``faketime``,
so that all of citydesk sees the simulated day; then the health of all portals as ``citydesk status`` judges it. An alarm is
a verdict other than fresh or asleep that was not there the day before. Redesigns that the portal does not take back are
accepted by the operator after three days (``citydesk status PORTAL --accept``); nothing that is said until four days
after a redesign ended counts as false.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from crawler.actions.status_command import healths
from crawler.monitoring.verdicts import Health
from crawler.storage.store import Store
from tests.bench.year_world import Portal, make_world

FIRST = date(2026, 1, 5)
#: The hour of the daily crawl, UTC; evening by the portals' clock.
HOUR = 12
WELL = ("fresh", "asleep")
AFTER = timedelta(days=4)
MODULE = """
from crawler.layout import Layout
from crawler.portal import PortalSpider
from crawler.sources import Feed, ListPage

class Simulated(PortalSpider):
    name = "{name}"
    hosts = ("{host}",)
    revisit = ()
    sources = (ListPage("{url}"), {feed})
    layouts = (Layout("div.{box}", headline="h1", published="div.{stamp}", name="first"),)
"""


@dataclass
class Log:
    """What was said of each portal, by day."""

    alarms: list[tuple[date, str, str, tuple[str, ...]]] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)

    def note(self, day: date, found: list[Health]) -> None:
        """Keeps the verdicts that are new and bad."""
        for health in found:
            if health.verdict not in WELL and self.before.get(health.portal, "fresh") != health.verdict:
                self.alarms.append((day, health.portal, health.verdict, health.evidence))
            self.before[health.portal] = health.verdict


@contextmanager
def serving(portal: Portal) -> Iterator[None]:
    """A portal on an address of its own; loopback has 16 million."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, body = portal.answer(self.path)
            if not status:  # nothing is answered
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    host = f"127.0.{2 + portal.number // 200}.{1 + portal.number % 200}"
    with ThreadingHTTPServer((host, 0), Handler) as server:
        server.daemon_threads = True
        portal.url = f"http://{host}:{server.server_port}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


def name_of(portal: Portal) -> str:
    """The name that citydesk has for a portal."""
    return f"p{portal.number:03}" if portal.by_module else portal.url.split("/")[2]


def write_modules(world: list[Portal], folder: Path) -> None:
    """A module for each portal that has one."""
    for portal in world:
        if portal.by_module:
            feed = f'Feed("{portal.url}rss.xml")' if portal.has_feed else ""
            facts = {"name": name_of(portal), "host": portal.url.split("/")[2], "url": portal.url, "feed": feed}
            code = MODULE.format(**facts, box=portal.names[1], stamp=portal.names[2])
            (folder / f"{name_of(portal)}.py").write_text(code, encoding="utf-8")


def crawl(world: list[Portal], day: date, db: Path, modules: Path) -> None:
    """One run over all portals on a day."""
    names = [name_of(portal) if portal.by_module else portal.url for portal in world]
    command = ["faketime", "-f", f"@{day} {HOUR}:00:00", sys.executable, "-m", "crawler.cli", "crawl", *names]
    settings = ("RETRY_TIMES=0", "DOWNLOAD_TIMEOUT=10", "LOG_LEVEL=ERROR")
    options = [option for setting in settings for option in ("-s", setting)]
    environment = {**os.environ, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC"}
    done = subprocess.run(
        [*command, "--db", str(db), "--portals", str(modules), "--json", *options],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    if done.returncode in (2, 4):
        raise SystemExit(f"{day}: {done.stderr[-2000:]}")


def accept(name: str, day: date, db: Path) -> None:
    """What an operator does who has looked at a redesign."""
    moment = f"@{day} {HOUR}:30:00"
    command = [
        "faketime",
        "-f",
        moment,
        sys.executable,
        "-m",
        "crawler.cli",
        "status",
        name,
        "--accept",
        "--db",
        str(db),
    ]
    subprocess.run(command, capture_output=True, check=True)


def simulate(world: list[Portal], days: int, work: Path) -> Log:
    """All days; alarms that nothing is the cause of are told as they come, the day while somebody watches."""
    db, log = work / "year.db", Log()
    owner = {name_of(portal): portal for portal in world}
    write_modules(world, work)
    for number in range(days):
        day = FIRST + timedelta(days=number)
        for portal in world:
            portal.today = day
        crawl(world, day, db, work)
        now = datetime(day.year, day.month, day.day, HOUR, 20, tzinfo=UTC)
        with Store.read_only(db) as store:
            told = len(log.alarms)
            log.note(day, healths(store, now))
        for alarm in log.alarms[told:]:
            if not _is_due(owner[alarm[1]], day):
                print(f"{day} {alarm[1]} {alarm[2]}: {'; '.join(alarm[3])[:160]}", file=sys.stderr, flush=True)
        for portal in world:
            fault = portal.fault
            if fault and fault.end == date.max and day == fault.start + timedelta(days=3):
                accept(name_of(portal), day, db)
                fault.end = day  # from now on it is how the portal is
                portal.names = [f"x{name[::-1]}" for name in portal.names]
        if sys.stderr.isatty():
            print(f"\r{day} {len(log.alarms)} alarms", end="", file=sys.stderr, flush=True)
    return log


def report(world: list[Portal], log: Log, days: int) -> bool:
    """Prints the table; returns whether the targets were met."""
    owner = {name_of(portal): portal for portal in world}
    found, kinds = 0, defaultdict[str, list[bool]](list)
    faults = sorted(
        (portal for portal in world if portal.fault), key=lambda portal: portal.fault.start if portal.fault else FIRST
    )
    print(f"{'redesign':<18} {'variant':<26} {'by':<8} {'day':<11} {'said':<16} evidence")
    for portal in faults:
        assert portal.fault is not None
        start, name = portal.fault.start, name_of(portal)
        said = [alarm for alarm in log.alarms if alarm[1] == name and start <= alarm[0] <= start + timedelta(days=1)]
        found += bool(said)
        kinds[portal.fault.kind].append(bool(said))
        told = f"{said[0][2]} +{(said[0][0] - start).days} d" if said else "MISSED"
        by = "module" if portal.by_module else "address"
        why = said[0][3][0] if said else ""
        print(f"{portal.fault.kind:<18} {portal.fault.variant:<26} {by:<8} {start!s:<11} {told:<16} {why[:90]}")
    print("; ".join(f"{kind} {sum(told)} of {len(told)}" for kind, told in sorted(kinds.items())))
    false = [alarm for alarm in log.alarms if not _is_due(owner[alarm[1]], alarm[0])]
    rate = len(false) / len(world) / days * 365
    print(f"found within a day: {found} of {len(faults)}; false alarms: {len(false)}, {rate:.2f} a portal and year")
    for verdict, count in Counter(alarm[2] for alarm in false).most_common():
        print(f"  {verdict}: {count}")
    for day, name, verdict, evidence in false[:20]:
        print(f"  {day} {name} {verdict}: {'; '.join(evidence)[:160]}")
    return found == len(faults) and rate <= 1


def _is_due(portal: Portal, day: date) -> bool:
    """Whether something is wrong with a portal on a day, or was until a few days ago."""
    fault = portal.fault
    return fault is not None and fault.start <= day and (fault.end == date.max or day < fault.end + AFTER)


def main() -> None:
    """Reads the command line, simulates, reports; exit code 1 when a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portals", type=int, default=50)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--articles", type=float, default=5.0, help="articles a portal and weekday, on average")
    parser.add_argument("--each", type=int, default=1, metavar="N", help="redesigns of each kind")
    parser.add_argument("--varied", action="store_true", help="weekly, weekdays only, few a day, all lengths")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", default="", metavar="FOLDER", help="leave the database here")
    given = parser.parse_args()
    if not shutil.which("faketime"):
        raise SystemExit("faketime is missing: apt-get install faketime")
    world = make_world(given.seed, given.portals, given.days, given.articles, FIRST, given.each, varied=given.varied)
    started = time.perf_counter()
    with ExitStack() as stack:
        work = Path(given.keep or stack.enter_context(tempfile.TemporaryDirectory()))
        work.mkdir(parents=True, exist_ok=True)
        for portal in world:
            stack.enter_context(serving(portal))
        log = simulate(world, given.days, work)
    good = report(world, log, given.days)
    print(f"{given.portals} portals, {given.days} days, seed {given.seed}: {time.perf_counter() - started:.0f} s")
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
