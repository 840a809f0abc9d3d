"""The health of a portal: one word, since when, and the evidence in words; judged by the portal's own history (pure).

What the pages show is judged when they come (:mod:`crawler.monitoring.drift`). Here stands what only time tells: runs that fail or do
not come at all, days without articles, and days on which the other portals were quiet, too.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise, takewhile
from statistics import median
from zoneinfo import ZoneInfo

from crawler.monitoring.rhythm import FLEET, Day, Rhythm, holidays, is_late, silence, thin_days
from crawler.monitoring.verdicts import ORDER, Health, Portal, Told, Verdict
from crawler.output.moments import span

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
#: Days that a sparkline shows.
SHOWN = 30


def judge_all(portals: Sequence[Portal], now: datetime) -> list[Health]:
    """The health of portals that are crawled together, worst first; a day on which many are quiet is nobody's fault."""
    rhythms = {portal.name: Rhythm(portal.days) for portal in portals}
    fleet = {portal.name: rhythms[portal.name] for portal in portals if not portal.retired[0]}
    rest = holidays(fleet)
    has_fleet = sum(rhythm.is_known for rhythm in fleet.values()) >= FLEET
    found = [_judge(portal, rhythms[portal.name], rest, now, has_fleet=has_fleet) for portal in portals]
    return sorted(found, key=lambda health: (ORDER.index(health.verdict), health.portal))


def clock(zone: str) -> tzinfo:
    """The clock that a portal's days are told by."""
    return ZoneInfo(zone) if zone else UTC


def _judge(portal: Portal, rhythm: Rhythm, rest: frozenset[date], now: datetime, *, has_fleet: bool) -> Health:
    now = now.astimezone(clock(portal.zone))
    told = _retired(portal) or _down(portal, now) or _no_run(portal, now) or _drift(portal)
    told = told or _quiet(rhythm, rest, now, has_fleet=has_fleet)
    verdict, since, evidence = told or ("fresh", "", ())
    success = next((run.started_at for run in portal.runs if run.is_good), None)
    return Health(
        portal.name,
        verdict,
        since,
        evidence,
        success.isoformat(timespec="seconds") if success else "",
        portal.next_due.isoformat(timespec="seconds") if portal.next_due else "",
        *_shown(portal.days, now.date()),
    )


def _retired(portal: Portal) -> Told | None:
    since, why = portal.retired
    return ("retired", since, (why,) if why else ()) if since else None


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
    pause = f"; it asks to be left alone until {portal.paused_until:%Y-%m-%d %H:%M}" if portal.paused_until else ""
    text = f"{_runs(len(failed))} ended as {failed[0].outcome}; {last}{mend}{pause}"
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


def _quiet(rhythm: Rhythm, rest: frozenset[date], now: datetime, *, has_fleet: bool) -> Told | None:
    """Days without articles, or with few."""
    if not rhythm.known:
        return None
    found = silence(rhythm, now.date(), (now.hour + now.minute / 60) / 24 if now.hour >= EVENING else 0.0, rest)
    if found.since and now.date() - found.since >= ASLEEP:
        return "asleep", found.since.isoformat(), (f"no article since {found.since}, {found.days} days ago",)
    if rhythm.is_known and is_late(found, has_fleet=has_fleet):
        text = f"no article since {found.since or 'the beginning'}: {found.missed:.0f} should have come by its weekly rhythm"
        return "late", str(found.since or ""), (f"{text}; the longest silence before missed {found.longest:.0f}",)
    if thin := thin_days(rhythm, now.date(), rest, has_fleet=has_fleet):
        number, news, usual = thin
        text = f"{news} articles in the last {number} whole days, usually {usual:.0f}"
        return "thin", (now.date() - timedelta(days=number)).isoformat(), (text,)
    return None


def _shown(days: Sequence[Day], today: date) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """News, and all that came, of each of the last :data:`SHOWN` days, oldest first; the first day of all included."""
    by_day = {day.day: day for day in days}
    last = [by_day.get(today - timedelta(days=back), Day(today, 0)) for back in range(SHOWN - 1, -1, -1)]
    return tuple(day.news for day in last), tuple(day.came for day in last)
