"""What the health of a portal is judged by, and what it is called (plain data)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from crawler.monitoring.course import Course
from crawler.monitoring.rhythm import Day

Verdict = Literal["down", "blocked", "drifting", "late", "thin", "asleep", "fresh", "retired"]
#: Worst first, as reports list portals.
ORDER: tuple[Verdict, ...] = ("down", "blocked", "drifting", "late", "thin", "asleep", "fresh", "retired")
#: Those that nobody needs to be told of.
WELL: tuple[Verdict, ...] = ("fresh", "asleep", "retired")
#: What each verdict says, for the README.
MEANING: dict[Verdict, str] = {
    "down": "it does not answer: the last three runs over three hours of its day, none for 20 hours, or never",
    "blocked": "it answers, but lets nobody in: robots.txt, a wall, a login, 403 or 429, on most pages",
    "drifting": "pages come and are not what they were: fields, length, layout, charset or a source are lost or new",
    "late": "far less time without articles was never seen, or no run has come for much longer than usual or to its end",
    "thin": "for two days and more less than a quarter of the usual articles, and less than ever; for two weeks where fewer than"
    " four portals are crawled, for then nothing tells a holiday from it",
    "asleep": "nothing for four weeks and more, while it answers",
    "fresh": "all is well, or nothing speaks against it yet",
    "retired": "it is not crawled any more, for `citydesk retire` said so: shown with `--all`, or by its name",
}
#: A verdict, since when (ISO), and its evidence.
Told = tuple[Verdict, str, tuple[str, ...]]

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
    """What is known of a portal: its last ``runs`` (newest first, back to a good one at least), its ``days`` (oldest first),
    its drift, when a run has work next, its clock, since when and why it is retired (both empty while it is crawled), and
    until when it wants to be left alone.
    """

    name: str
    runs: Sequence[Run] = ()
    days: Sequence[Day] = ()
    course: Course = NO_DRIFT
    next_due: datetime | None = None
    zone: str = ""
    retired: tuple[str, str] = ("", "")
    paused_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """The verdict on a portal, since when (ISO, empty if it is fresh), and why.

    ``news`` and ``came`` have a number a day, today last: articles of these days that came, and all that came.
    """

    portal: str
    verdict: Verdict
    since: str = ""
    evidence: tuple[str, ...] = ()
    last_success: str = ""
    next_due: str = ""
    news: tuple[int, ...] = ()
    came: tuple[int, ...] = ()

    @property
    def older(self) -> int:
        """Articles of earlier days that came today: those of an archive, or of a first crawl."""
        return max(0, sum(self.came[-1:]) - sum(self.news[-1:]))

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
            "came_per_day": list(self.came),
        }
