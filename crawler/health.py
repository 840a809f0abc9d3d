"""The health of a portal: one word, since when, and the evidence in words; judged by the portal's own history (pure).

What the pages show is judged when they come (:mod:`crawler.drift`). Here stands what only time tells: runs that fail or do
not come at all, days without articles, and days on which the other portals were quiet, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise, takewhile
from statistics import median
from typing import Any, Literal
from zoneinfo import ZoneInfo

from crawler.course import Course
from crawler.moments import span
from crawler.rhythm import Day, Rhythm, holidays, is_late, silence, thin_days

Verdict = Literal["down", "blocked", "drifting", "late", "thin", "asleep", "fresh"]
#: Worst first, as reports list portals.
ORDER: tuple[Verdict, ...] = ("down", "blocked", "drifting", "late", "thin", "asleep", "fresh")
#: What each verdict says, for the README.
MEANING: dict[Verdict, str] = {
    "down": "it does not answer: the last three runs over three hours of its day, none for 20 hours, or never",
    "blocked": "it answers, but lets nobody in: robots.txt, a wall, a login, 403 or 429, on most pages",
    "drifting": "pages come and are not what they were: fields, length, layout, charset or a source are lost or new",
    "late": "far less time without articles was never seen, or no run has come for much longer than usual or to its end",
    "thin": "for two days less than a quarter of the usual articles, and less than ever",
    "asleep": "nothing for four weeks and more, while it answers",
    "fresh": "all is well, or nothing speaks against it yet",
}

#: A run a day tells of an outage at once, a frequent one after its third failure, and three hours: that a server is restarted,
#: or an hour of 503, is no news. The hours of the night do not count: portals are maintained then, and nothing is missed.
FAILURES, PATIENCE, OUTAGE = 3, timedelta(hours=3), timedelta(hours=20)
MORNING, NIGHT = 6, 23
#: No run for so many usual intervals, and at least this long, since the last one or since the portal was due again, means
#: that nobody starts them any more.
INTERVALS, NO_RUN = 3, timedelta(hours=26)
#: From this hour on a day counts that has brought nothing yet: some portals put all of it online in the afternoon.
EVENING = 18
#: A portal that brought nothing for so long has gone to sleep.
ASLEEP = timedelta(days=28)
_SHUT = tuple(f"page {reason}" for reason in ("wall", "robots", "busy", "http-error"))
_AWAY = ("page unreachable",)


NO_DRIFT = Course()


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a portal: when it began (with offset), and its outcome; None while it goes on, or when it was killed."""

    started_at: datetime
    outcome: str | None
    articles: int = 0

    @property
    def has_ended(self) -> bool:
        """Whether it came to an end that says something of the portal."""
        return self.outcome not in (None, "stopped", "database")

    @property
    def is_good(self) -> bool:
        """Whether the portal answered it."""
        return self.outcome in ("ok", "drift") or (self.outcome != "database" and self.articles > 0)


@dataclass(frozen=True, slots=True)
class Portal:
    """What is known of one portal: its last ``runs`` (newest first, back to a good one), its ``days`` (oldest first), its
    drift, when a run has work next, and its clock.
    """

    name: str
    runs: Sequence[Run] = ()
    days: Sequence[Day] = ()
    course: Course = NO_DRIFT
    next_due: datetime | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """The verdict on a portal, since when (ISO, empty if it is fresh), and why."""

    portal: str
    verdict: Verdict
    since: str = ""
    evidence: tuple[str, ...] = ()
    last_success: str = ""
    next_due: str = ""
    news: tuple[int, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Plain data, as ``citydesk status --json`` prints it."""
        return {
            "portal": self.portal,
            "verdict": self.verdict,
            "since": self.since or None,
            "evidence": list(self.evidence),
            "last_success": self.last_success or None,
            "next_due": self.next_due or None,
            "articles_per_day": list(self.news),
        }


#: Days that a sparkline shows.
SHOWN = 30
#: A verdict, since when (ISO), and its evidence.
Told = tuple[Verdict, str, tuple[str, ...]]


def judge_all(portals: Sequence[Portal], now: datetime) -> list[Health]:
    """The health of portals that are crawled together, worst first; a day on which many are quiet is nobody's fault."""
    fleet = {portal.name: Rhythm(portal.days) for portal in portals}
    rest = holidays(fleet)
    found = [_judge(portal, fleet, rest, now) for portal in portals]
    return sorted(found, key=lambda health: (ORDER.index(health.verdict), health.portal))


def clock(zone: str) -> tzinfo:
    """The clock that a portal's days are told by."""
    return ZoneInfo(zone) if zone else UTC


def _judge(portal: Portal, fleet: Mapping[str, Rhythm], rest: frozenset[date], now: datetime) -> Health:
    now = now.astimezone(clock(portal.zone))
    told = _down(portal, now) or _no_run(portal, now) or _drift(portal) or _quiet(portal, fleet, rest, now)
    verdict, since, evidence = told or ("fresh", "", ())
    success = next((run.started_at for run in portal.runs if run.is_good), None)
    return Health(
        portal.name,
        verdict,
        since,
        evidence,
        success.isoformat(timespec="seconds") if success else "",
        portal.next_due.isoformat(timespec="seconds") if portal.next_due else "",
        sparkline(portal.days, now.date()),
    )


def _down(portal: Portal, now: datetime) -> Told | None:
    """Runs that got nothing: down, or blocked."""
    ended = [run for run in portal.runs if run.has_ended]
    failed = list(takewhile(lambda run: not run.is_good, ended))
    if not failed:
        return None
    good = ended[len(failed)].started_at if len(failed) < len(ended) else None
    first = failed[-1].started_at
    # While nobody ran it, nothing is known of it: a laptop that slept for two days has seen one failure, not two days of them.
    known = max(good, first - _usual(portal)) if good else first
    if good and failed[0].outcome != "broken" and not _is_outage(known, len(failed), now):
        return None
    # What most of them say: a server in trouble answers 503 and not at all by turns.
    verdict: Verdict = "blocked" if 2 * sum(run.outcome == "blocked" for run in failed) > len(failed) else "down"
    last = f"the last good one was on {good:%Y-%m-%d %H:%M}" if good else "there was no good one before"
    mend = f"; citydesk check {portal.name} says why" if failed[0].outcome == "broken" else ""
    text = f"{_runs(len(failed))} ended as {failed[0].outcome}; {last}{mend}"
    return verdict, first.isoformat(timespec="seconds"), (text,)


def _is_outage(since: datetime, failures: int, now: datetime) -> bool:
    """Whether a portal has failed for so long that somebody should know."""
    return now - since >= OUTAGE or (failures >= FAILURES and waking(since.astimezone(now.tzinfo), now) >= PATIENCE)


def _usual(portal: Portal) -> timedelta:
    """How long it usually is from one run to the next."""
    spans = ((a.started_at - b.started_at).total_seconds() for a, b in pairwise(portal.runs))
    return timedelta(seconds=median(spans))


def waking(since: datetime, until: datetime) -> timedelta:
    """How much of a time is no night, by the clock of ``until``."""
    total, day = timedelta(), since.replace(hour=0, minute=0, second=0, microsecond=0)
    while day < until:
        begin, end = max(since, day.replace(hour=MORNING)), min(until, day.replace(hour=NIGHT))
        total += max(timedelta(), end - begin)
        day += timedelta(days=1)
    return total


def trouble(portal: Portal) -> Told | None:
    """What the newest run that has ended shows of a portal, as it was known then: down, blocked or drifting, as its exit code says."""
    newest = next((run.started_at for run in portal.runs if run.has_ended), None)
    if newest is None:
        return None
    found = _down(portal, newest.astimezone(clock(portal.zone)))
    return found or (_drift(portal) if portal.course.spoils_runs else None)


def _runs(count: int) -> str:
    return "the last run" if count == 1 else f"the last {count} runs"


def _no_run(portal: Portal, now: datetime) -> Told | None:
    """Nobody starts a crawl any more, or every one is killed."""
    if len(portal.runs) < 2:
        return None
    last, usual = portal.runs[0].started_at, _usual(portal)
    if now - max(last, portal.next_due or last) > max(NO_RUN, INTERVALS * usual):
        text = f"no crawl since {last:%Y-%m-%d %H:%M} (usually every {span(usual.total_seconds())}): does cron still start it?"
        return "late", last.isoformat(timespec="seconds"), (text,)
    # One crawl of a portal at a time: of those that have not ended, the newest alone may be at work.
    killed = list(takewhile(lambda run: run.outcome is None, portal.runs))[now - last < OUTAGE :]
    if len(killed) >= FAILURES:
        text = "the last three runs were killed before their end"
        return "late", killed[-1].started_at.isoformat(timespec="seconds"), (text,)
    return None


def _drift(portal: Portal) -> Told | None:
    course = portal.course
    if not course.is_on:
        return None
    kinds = [evidence.kind for evidence in course.evidence if evidence.loss]
    verdict: Verdict = "drifting"
    if kinds and all(kind in (*_SHUT, *_AWAY) for kind in kinds):
        verdict = "down" if all(kind in _AWAY for kind in kinds) else "blocked"
    return verdict, course.since, tuple(f"{evidence.text}, since {course.day}" for evidence in course.evidence)


def _quiet(portal: Portal, fleet: Mapping[str, Rhythm], rest: frozenset[date], now: datetime) -> Told | None:
    """Days without articles, or with few."""
    rhythm = fleet[portal.name]
    if not rhythm.known:
        return None
    has_fleet = sum(other.is_known for other in fleet.values()) > 3
    found = silence(rhythm, now.date(), (now.hour + now.minute / 60) / 24 if now.hour >= EVENING else 0.0, rest)
    if found.since and now.date() - found.since >= ASLEEP:
        return "asleep", found.since.isoformat(), (f"no article since {found.since}, {found.days} days ago",)
    if rhythm.is_known and is_late(found, has_fleet=has_fleet):
        text = f"no article since {found.since or 'the beginning'}: {found.missed:.0f} should have come by its weekly rhythm"
        return "late", str(found.since or ""), (f"{text}; the longest silence before missed {found.longest:.0f}",)
    if thin := thin_days(rhythm, now.date(), rest):
        text = f"{thin[0]} articles in the last two whole days, usually {thin[1]:.0f}"
        return "thin", (now.date() - timedelta(days=2)).isoformat(), (text,)
    return None


def sparkline(days: Sequence[Day], today: date) -> tuple[int, ...]:
    """Articles of each of the last :data:`SHOWN` days, oldest first; the first day of all, which brings an archive, included."""
    by_day = {day.day: day.news for day in days}
    return tuple(by_day.get(today - timedelta(days=back), 0) for back in range(SHOWN - 1, -1, -1))
