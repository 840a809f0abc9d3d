"""The day book: what each portal's days brought, and what is known of its drift. Its SQL; every function takes a connection.

Nothing here ever counts articles: the sums of a day grow with its runs, so a status over millions of articles reads only
some rows a portal.
"""

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crawler.monitoring.course import Course
from crawler.monitoring.evidence import Evidence
from crawler.monitoring.figures import Figures, quantiles
from crawler.monitoring.last_told import LastTold
from crawler.monitoring.rhythm import Day
from crawler.monitoring.silence import SourceDay
from crawler.reading.items import RawPage

#: Days of history that drift is judged by.
HISTORY = 56
#: Days for which the figures of days and runs are kept.
KEPT = 90
#: Sources kept a day; the sections of a large portal may be hundreds, and those that bring nothing tell nothing.
MOST_SOURCES = 60
#: Of the lengths of bodies, those below which so many percent lie.
PERCENTILES = (10, 50, 90)


@dataclass(frozen=True, slots=True)
class PastDay:
    """One day of the history of a portal."""

    day: str
    figures: Figures
    sources: SourceDay
    is_drifting: bool


@dataclass(frozen=True, slots=True)
class DayCounts:
    """What a run adds to its day; ``seconds`` of the run, ``size`` in bytes."""

    figures: Figures
    sources: Mapping[str, Mapping[str, Any]]
    requests: int = 0
    size: int = 0
    seconds: float = 0.0
    is_good: bool = True
    is_drifting: bool = False


def add(connection: sqlite3.Connection, portal: str, day: str, counts: DayCounts) -> None:
    """Adds a run to the day of its portal; a day on which a drift has ended is no example of what is usual."""
    sql = "SELECT figures, sources FROM portal_day WHERE portal = ? AND day = ?"
    known = connection.execute(sql, (portal, day)).fetchone() or ("{}", "{}")
    figures = Figures.from_json(json.loads(known[0]))
    figures.merge(counts.figures)
    pages = counts.figures.pages
    outcomes = [pages[name] for name in ("new", "changed", "copy", "unchanged")]
    connection.execute(
        """INSERT INTO portal_day (portal, day, runs, good, news, pages, new, changed, copies, skips, requests, bytes, seconds,
                                   is_drifting, figures, sources)
           VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (portal, day) DO UPDATE SET runs = runs + 1, good = good + excluded.good,
               news = news + excluded.news, pages = pages + excluded.pages, new = new + excluded.new,
               changed = changed + excluded.changed, copies = copies + excluded.copies, skips = skips + excluded.skips,
               requests = requests + excluded.requests, bytes = bytes + excluded.bytes,
               seconds = seconds + excluded.seconds, is_drifting = max(is_drifting, excluded.is_drifting),
               figures = excluded.figures, sources = excluded.sources""",
        (
            *(portal, day, counts.is_good, counts.figures.articles["news"], pages.total(), *outcomes[:3]),
            *(pages.total() - sum(outcomes), counts.requests, counts.size, counts.seconds, counts.is_drifting),
            *(_json(figures.as_json()), _json(_sources(json.loads(known[1]), counts.sources))),
        ),
    )


def keep_run(
    connection: sqlite3.Connection, run: int, counts: DayCounts, evidence: Sequence[Mapping[str, Any]]
) -> None:
    """Writes the figures of a run, and what they were found to show, beside its counts."""
    lengths = dict(zip(PERCENTILES, quantiles(counts.figures.chars, *(n / 100 for n in PERCENTILES)), strict=False))
    connection.execute(
        "UPDATE run SET requests = ?, figures = ?, body_chars = ?, evidence = ? WHERE id = ?",
        (counts.requests, _json(counts.figures.as_json()), _json(lengths), _json(evidence), run),
    )


def _sources(
    known: Mapping[str, Mapping[str, int]], more: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, int]]:
    total = {name: Counter(tally) for name, tally in known.items()}
    for name, tally in SourceDay.of(more).sources.items():
        total.setdefault(name, Counter()).update(tally)
    ranked = sorted(total, key=lambda name: (-total[name]["fresh"], -total[name]["links"], name))
    return {name: dict(+total[name]) for name in ranked[:MOST_SOURCES]}


def history(connection: sqlite3.Connection, portal: str, until: str, since: str = "") -> list[PastDay]:
    """The last days of a portal up to ``until`` (included), from ``since``, oldest first."""
    rows = connection.execute(
        """SELECT day, figures, sources, is_drifting FROM portal_day WHERE portal = ? AND day <= ? AND day >= ?
           ORDER BY day DESC LIMIT ?""",
        (portal, until, since, HISTORY),
    ).fetchall()
    return [
        PastDay(day, Figures.from_json(json.loads(figures)), SourceDay.of(json.loads(sources)), bool(drifting))
        for day, figures, sources, drifting in reversed(rows)
    ]


def counts(connection: sqlite3.Connection, portal: str, since: str) -> list[Day]:
    """What each day since then brought, oldest first."""
    sql = "SELECT day, news, runs, good, new + copies FROM portal_day WHERE portal = ? AND day >= ? ORDER BY day"
    rows = connection.execute(sql, (portal, since))
    return [Day(date.fromisoformat(day), *numbers) for day, *numbers in rows]


def course(connection: sqlite3.Connection, portal: str) -> Course:
    """The course of a portal's drift."""
    sql = "SELECT drift_since, drift_day, rules, evidence, known_from FROM portal_state WHERE portal = ?"
    found = connection.execute(sql, (portal,)).fetchone()
    if found is None:
        return Course()
    since, day, rules, evidence, known_from = found
    told = tuple(Evidence.from_json(one) for one in json.loads(evidence))
    return Course(since or "", day or "", rules, told, known_from)


def keep_course(connection: sqlite3.Connection, portal: str, course: Course, zone: str | None = None) -> None:
    """Stores the course. Days of a drift that has become normal count as ordinary ones from now on."""
    evidence = _json([one.as_json() for one in course.evidence])
    values = (course.since or None, course.day or None, course.rules, evidence, course.known_from)
    connection.execute(
        """INSERT INTO portal_state (portal, drift_since, drift_day, rules, evidence, known_from, timezone)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, coalesce(?7, ''))
           ON CONFLICT (portal) DO UPDATE SET drift_since = ?2, drift_day = ?3, rules = ?4, evidence = ?5,
               known_from = ?6, timezone = coalesce(?7, timezone)""",
        (portal, *values, zone),
    )
    if not course.is_on:
        sql = "UPDATE portal_day SET is_drifting = 0 WHERE portal = ? AND day >= ? AND is_drifting"
        connection.execute(sql, (portal, course.known_from or "9"))
        connection.execute("DELETE FROM evidence_page WHERE portal = ?", (portal,))


def keep_page(connection: sqlite3.Connection, portal: str, page: RawPage, reason: str) -> None:
    """Keeps the page that shows the drift; the first one stays, for it shows how it began."""
    connection.execute(
        """INSERT OR IGNORE INTO evidence_page (portal, seen_at, url, content_type, reason, body)
           VALUES (?, ?, ?, ?, ?, ?)""",
        (portal, page.fetched_at, page.url, page.content_type, reason, zlib.compress(page.body)),
    )


def page(connection: sqlite3.Connection, portal: str) -> tuple[RawPage, str] | None:
    """The kept page with what it shows; None when there is none."""
    sql = "SELECT url, body, content_type, seen_at, reason FROM evidence_page WHERE portal = ?"
    found = connection.execute(sql, (portal,)).fetchone()
    if found is None:
        return None
    url, body, kind, seen_at, reason = found
    return RawPage(url, zlib.decompress(body), kind, seen_at), reason


def forget(connection: sqlite3.Connection, portal: str, today: date) -> None:
    """Forgets the figures of old days and runs of a portal, up to 4 kB each; their counts stay.

    Only the two weeks before are looked at: what is older was forgotten by earlier runs.
    """
    before = today - timedelta(days=KEPT)
    span = (portal, (before - timedelta(days=14)).isoformat(), before.isoformat())
    connection.execute(
        """UPDATE portal_day SET figures = '{}', sources = '{}'
           WHERE portal = ? AND day >= ? AND day < ? AND figures <> '{}'""",
        span,
    )
    connection.execute(
        "UPDATE run SET figures = '{}' WHERE portal = ? AND started_at >= ? AND started_at < ? AND figures <> '{}'",
        span,
    )


def latest(connection: sqlite3.Connection, portal: str, most: int) -> list[tuple[int, int]]:
    """The articles of a portal that were published last, with their newest revision."""
    sql = "SELECT id, revision FROM article WHERE portal = ? ORDER BY published_at DESC LIMIT ?"
    return [(number, revision) for number, revision in connection.execute(sql, (portal, most))]


def flagged(connection: sqlite3.Connection, portal: str, flag: str) -> list[tuple[int, int]]:
    """The articles of a portal that have a flag, with their newest revision; it looks at all of them."""
    sql = "SELECT id, revision FROM article WHERE portal = ? AND flags LIKE ? ORDER BY published_at DESC"
    return [(number, revision) for number, revision in connection.execute(sql, (portal, f'%"{flag}"%'))]


def tell(connection: sqlite3.Connection, portal: str, told: LastTold, when: str) -> None:
    """Remembers what was told of a portal, and to whom not yet."""
    connection.execute("INSERT OR IGNORE INTO portal_state (portal) VALUES (?)", (portal,))
    connection.execute("UPDATE portal_state SET told = ?, told_at = ? WHERE portal = ?", (told.text, when, portal))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
