"""A fortnight of cron, hour by hour: how soon is a fault told, how many mails does that take, and who is suspected for nothing?

    python -m tests.bench.fortnight                    10 portals, a run an hour, and each quarter around an outage
    python -m tests.bench.fortnight --every 30 --seed 2

Each run is ``citydesk crawl --punctual --quiet --max-time 14m`` under Debian's ``faketime``, as ``citydesk schedule`` has it
started, over the portals of :mod:`tests.bench.year_world`, whose articles appear at their published minute; so most runs see
none or one. First each portal has a short outage (an hour of 503, a night of maintenance, no connection for half an hour,
one failing run) and then, all but two of them, one of the eight redesigns. The holiday of one day is everybody's, one
portal has a burst, and one goes down for good. Before, nobody starts a run for two days (the laptop sleeps).

What ``citydesk alert`` would tell after each run is counted, and what cron would mail of the run itself.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from crawler.actions.status_command import healths
from crawler.monitoring.alerts import changes
from crawler.monitoring.verdicts import WELL
from crawler.storage.store import Store
from tests.bench.faked import Faked
from tests.bench.year import name_of, serving, write_modules
from tests.bench.year_kinds import KINDS, Fault
from tests.bench.year_world import HTML, Portal

FIRST = date(2026, 3, 16)
#: All portals' clock.
ZONE = timedelta(hours=8)
HOUR = timedelta(hours=1)
#: The days, counted from the first, on which what begins: two weeks of three runs a day, from which citydesk learns what
#: is usual, a weekend on which nobody starts a run, and then the fortnight.
ASLEEP, OUTAGES, HOLIDAY, BURST, REDESIGNS, DAYS = (12, 13), 14, 17, 18, 21, 26
#: A redesign is taken back after so long; what is said a while after an end is no false alarm.
LASTS, AFTER = timedelta(hours=40), timedelta(hours=72)
MAINTENANCE = (
    "<html><title>系统维护</title><body><h1>系统维护中</h1><p>网站正在升级维护，请稍后再访问。</p></body></html>"
)
#: Short outages: the hour of their beginning, and their minutes.
OUTAGE = {"503": (10, 65), "maintenance": (1, 300), "no answer": (14, 35), "500": (9, 20)}


@dataclass
class Outage:
    """Some time in which a portal gives nothing but this."""

    kind: str
    start: datetime
    end: datetime


class Hourly(Portal):
    """A portal that publishes during the day; ``now`` is by its own clock."""

    now = datetime.min
    outages: tuple[Outage, ...] = ()
    at = until = datetime.max
    burst = date.min

    def count(self, day: date) -> int:
        """Articles of a day."""
        return 25 if day == self.burst else super().count(day)

    def articles(self) -> list[tuple[date, int]]:
        """What has been published by now, newest first."""
        known = [(self.drawn(day, n)[2], day, n) for day, n in super().articles()]
        return [(day, n) for when, day, n in sorted(known, reverse=True) if when <= f"{self.now:%F %H:%M}"]

    def shows(self, kind: str) -> str:
        """The variant of a fault that shows now."""
        is_on = self.fault and self.fault.kind == kind and self.at <= self.now < self.until
        return self.fault.variant if self.fault and is_on else ""

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """What the portal says, or its outage."""
        for outage in self.outages:
            if outage.start <= self.now < outage.end:
                status = {"no answer": 0, "503": 503, "500": 500}.get(outage.kind, 200)
                return status, {"Content-Type": HTML}, MAINTENANCE.encode()
        return super().answer(path)


@dataclass
class Seen:
    """What was told: changes of verdicts by portal, mails of runs with their first lines, exit codes."""

    told: dict[str, str] = field(default_factory=dict)
    alerts: list[tuple[datetime, str, str, str, str]] = field(default_factory=list)
    mails: list[tuple[datetime, str]] = field(default_factory=list)
    codes: list[tuple[datetime, int]] = field(default_factory=list)


def make_world(seed: int, portals: int, days: int) -> list[Hourly]:
    """Portals with what happens to them."""
    chance = random.Random(seed)
    start = datetime.combine(FIRST, datetime.min.time())
    holidays = frozenset({FIRST + timedelta(days=HOLIDAY)})
    kinds, outages = list(KINDS), list(OUTAGE)
    chance.shuffle(kinds)
    world = [Hourly(n, seed, FIRST, holidays, chance.uniform(3, 9)) for n in range(1, portals + 1)]
    for portal, kind in zip(world, kinds, strict=False):
        portal.at = start + timedelta(days=REDESIGNS + chance.randrange(2), hours=chance.randrange(7, 15))
        portal.until = portal.at + LASTS
        portal.fault = Fault(kind, chance.choice(KINDS[kind]), portal.at.date(), portal.until.date())
        portal.has_feed |= kind == "feed gone silent"
    for number, portal in enumerate(world):
        portal.by_module = number % 2 == 0
        hour, minutes = OUTAGE[outages[number % len(outages)]]
        begin = start + timedelta(days=OUTAGES + chance.randrange(3), hours=hour, minutes=chance.randrange(60))
        portal.outages = (Outage(outages[number % len(outages)], begin, begin + timedelta(minutes=minutes)),)
    world[-1].burst = FIRST + timedelta(days=BURST)
    gone = start + timedelta(days=REDESIGNS, hours=11)
    world[-2].outages += (Outage("no answer", gone, start + timedelta(days=days)),)
    return world


def moments(world: list[Hourly], days: int, every: int) -> Iterator[datetime]:
    """When cron starts a run, by the portals' clock: the first days and the nights are thinned, short outages seen in full."""
    near = [(one.start - HOUR, one.end + HOUR) for portal in world for one in portal.outages[:1]]
    begin = datetime.combine(FIRST, datetime.min.time()) + timedelta(minutes=7)
    for quarter in range(days * 96):
        now = begin + quarter * timedelta(minutes=15)
        day, minutes = (now.date() - FIRST).days, quarter % 96 * 15
        step = 480 if day < ASLEEP[0] else max(every, 120) if now.hour < 5 else every
        if day not in ASLEEP and (minutes % step == 0 or any(start <= now < end for start, end in near)):
            yield now


def crawl(faked: Faked, world: list[Hourly], now: datetime) -> tuple[int, str]:
    """One run over all portals; its exit code, and all that cron would mail."""
    names = [name_of(portal) if portal.by_module else portal.url for portal in world]
    settings = ("RETRY_TIMES=0", "DOWNLOAD_TIMEOUT=10", "CITYDESK_FIRST_PAUSE=0.05")
    options = [option for setting in settings for option in ("-s", setting)]
    code, printed = faked.run(now - ZONE, ["crawl", *names, "--punctual", "--quiet", "--max-time", "14m", *options])
    if code in (2, 4):
        raise SystemExit(f"{now}: {printed[-2000:]}")
    return code, printed


def simulate(faked: Faked, world: list[Hourly], times: list[datetime], db: Path) -> Seen:
    """All runs, and what is told after each."""
    seen = Seen()
    for now in times:
        for portal in world:
            portal.now, portal.today = now, now.date()
        code, printed = crawl(faked, world, now)
        seen.codes.append((now, code))
        if printed.strip():
            seen.mails.append((now, printed))
        with Store.read_only(db) as store:
            found = healths(store, (now - ZONE + timedelta(minutes=2)).replace(tzinfo=UTC))
        for change in changes(found, seen.told):
            verdict = change.health.verdict
            why = "; ".join(change.health.evidence)
            seen.alerts.append((now, change.health.portal, change.before, verdict, why))
        seen.told = {health.portal: health.verdict for health in found}
        if sys.stderr.isatty():
            print(f"\r{now} {len(seen.alerts)} alerts, {len(seen.mails)} mails", end="", file=sys.stderr, flush=True)
    return seen


def hours(span: timedelta) -> str:
    """A span in hours."""
    return f"{span / HOUR:.0f} h"


def report(world: list[Hourly], seen: Seen) -> int:
    """Prints what became of each redesign and outage, and what was told for nothing; returns how many of these."""
    print(f"{'what':<18} {'variant':<28} {'by':<8} {'from':<12} {'told':<16} {'well again':<11} evidence")
    owed: set[tuple[datetime, str]] = set()
    for portal in world:
        name, by = name_of(portal), "module" if portal.by_module else "address"
        spans = [(one.kind, f"{hours(one.end - one.start)}", one.start, one.end) for one in portal.outages]
        if portal.fault:
            spans.append((portal.fault.kind, portal.fault.variant, portal.at, portal.until))
        for kind, variant, start, end in spans:
            is_short = end - start < 6 * HOUR
            after = AFTER if kind in KINDS else 2 * HOUR
            mine = [one for one in seen.alerts if one[1] == name and start <= one[0] <= end + after]
            bad = [one for one in mine if one[3] not in WELL]
            well = [one for one in mine if one[3] in WELL and one[0] >= end]
            told = f"{bad[0][3]} +{hours(bad[0][0] - start)}" if bad else ("MISSED" if not is_short else "nothing")
            again = f"+{hours(well[-1][0] - end)}" if well else "–"
            why = bad[0][4] if bad else ""
            print(f"{kind:<18} {variant:<28} {by:<8} {start:%m-%d %H:%M}  {told:<16} {again:<11} {why[:80]}")
            owed |= set() if is_short else {(one[0], name) for one in mine}
    false = [one for one in seen.alerts if one[3] not in WELL and (one[0], one[1]) not in owed]
    print(
        f"told for nothing: {len(false)}; alerts: {len(seen.alerts)} changes at {len({one[0] for one in seen.alerts})} times"
    )
    for now, name, _, verdict, why in false[:30]:
        print(f"  {now:%m-%d %H:%M} {name} {verdict}: {why[:150]}")
    counts = ", ".join(f"{code}: {count}" for code, count in sorted(Counter(code for _, code in seen.codes).items()))
    print(f"runs by exit code: {counts}; mails of cron: {len(seen.mails)}")
    return len(false)


def main() -> None:
    """Reads the command line, simulates, reports; exit code 1 when something was told for nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portals", type=int, default=10)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--every", type=int, default=60, metavar="MINUTES")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", default="", metavar="FOLDER", help="leave the database and the mails here")
    given = parser.parse_args()
    if not shutil.which("faketime"):
        raise SystemExit("faketime is missing: apt-get install faketime")
    world = make_world(given.seed, given.portals, given.days)
    times, started = list(moments(world, given.days, given.every)), time.perf_counter()
    with ExitStack() as stack:
        work = Path(given.keep or stack.enter_context(tempfile.TemporaryDirectory()))
        work.mkdir(parents=True, exist_ok=True)
        for portal in world:
            stack.enter_context(serving(portal))
        write_modules([*world], work)
        db = work / "fortnight.db"
        faked = stack.enter_context(Faked(CITYDESK_DB=str(db), CITYDESK_PORTALS=str(work)))
        seen = simulate(faked, world, times, db)
        text = "".join(f"=== {now:%F %H:%M}\n{mail}" for now, mail in seen.mails)
        (work / "mails.txt").write_text(text, encoding="utf-8")
    false = report(world, seen)
    print(f"{len(times)} runs, seed {given.seed}: {time.perf_counter() - started:.0f} s")
    raise SystemExit(1 if false else 0)


if __name__ == "__main__":
    main()
