"""What a run came to, and the exit code that cron sees."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from typing import Any, Literal

from crawler.monitoring.evidence import NO_ARTICLE

Verdict = Literal["ok", "failed", "down", "blocked", "drift", "stopped", "database", "locked", "missing", "broken"]

#: Fewer pages that no layout fits may be specials; three are a design.
FEWEST_LOST = 3


class ExitCode(IntEnum):
    """Exit codes of ``citydesk crawl``; the last line on stderr names the cause."""

    DONE = 0
    SOME_FAILED = 1
    WRONG_USE = 2
    NOTHING_CRAWLED = 3
    DATABASE = 4
    DRIFT = 5
    LOCKED = 75
    INTERRUPTED = 130
    TERMINATED = 143


#: What each exit code means, as the README and ``--help`` print it.
MEANING: dict[ExitCode, str] = {
    ExitCode.DONE: "done",
    ExitCode.SOME_FAILED: "some portal failed, the others are done",
    ExitCode.WRONG_USE: "wrong use: an option, a name or an address",
    ExitCode.NOTHING_CRAWLED: "nothing could be crawled: portal down, blocked, or robots.txt forbids it",
    ExitCode.DATABASE: "the database cannot be used: read-only, full, damaged, newer, locked too long",
    ExitCode.DRIFT: "drift: pages came, articles did not",
    ExitCode.LOCKED: "another crawl of a portal is running; the other portals are done",
    ExitCode.INTERRUPTED: "stopped by Ctrl-C after a clean end",
    ExitCode.TERMINATED: "stopped by SIGTERM or SIGHUP after a clean end",
}

#: Ends of a run that leave work for the next one: request budget, quiet hours, time limit, a portal that asks to be left alone.
PAUSES = ("budget", "quiet-hours", "busy", "max-time")
#: Why a crawl was ended early: the portal stopped answering.
SILENT = "silent"
#: The same: the portal turned us away.
REFUSED = "refused"
#: Why a crawl of one article was ended: it is not there.
MISSING = "missing"
#: Ends that say all about a run, whatever came of it before.
_ENDS: dict[str, Verdict] = {
    "shutdown": "stopped",
    "database": "database",
    "broken": "broken",
    MISSING: "missing",
    REFUSED: "blocked",
}
#: Reasons that say nothing about the page: the portal did not give it.
NO_ANSWERS = ("unreachable", "http-error", "busy")
#: Of a known portal's new pages so many may be no articles (videos, galleries) before that is called drift.
FEW = 5


def verdict(
    finish_reason: str,
    *,
    articles: int,
    skipped: dict[str, int],
    read: int,
    refused: int,
    silent: int = 0,
    known: bool = False,
    turned_away: int = 0,
) -> Verdict:
    """One word for a portal's run.

    ``articles`` counts pages that were articles, ``skipped`` the others by reason, ``read`` the lists, feeds and
    sitemaps that answered, ``refused`` those that robots.txt forbade, ``silent`` those that failed, of them
    ``turned_away`` by a wall or a challenge. A portal that is ``known`` has given articles before: that it gives none
    this time is an ordinary day.
    """
    if finish_reason == SILENT:
        return "failed" if articles else "down"
    if finish_reason in _ENDS:
        return _ENDS[finish_reason]
    if finish_reason not in ("finished", "max-pages", *PAUSES) or skipped.get("error"):
        return "failed"
    if articles:
        return "ok"
    if turned_away or _is_turned_away(skipped, known):
        return "blocked"
    if known and finish_reason not in PAUSES and _is_quiet(skipped, read, refused + silent):
        return "ok"
    if refused or skipped.get("robots"):
        return "blocked"
    if finish_reason in PAUSES:
        return "blocked" if finish_reason == "busy" else "ok"
    failed = sum(skipped.get(reason, 0) for reason in NO_ANSWERS)
    if not read or (failed and failed == sum(skipped.values())):
        return "down"
    return "ok" if skipped.get("old") else "drift"


def _is_turned_away(skipped: dict[str, int], known: bool) -> bool:
    """Whether most pages were walls and challenges; that a known portal's few new ones are for sale is an ordinary day."""
    walls = skipped.get("blocked", 0) + (0 if known and sum(skipped.values()) < FEW else skipped.get("wall", 0))
    return 2 * walls > sum(skipped.values())


def _is_quiet(skipped: dict[str, int], read: int, without_answer: int) -> bool:
    """Whether a run without articles shows nothing but that there was nothing to fetch."""
    if not read and (without_answer or any(skipped.get(reason) for reason in NO_ANSWERS)):
        return False  # a punctual run may have no source to read; then an article that is gone is no outage
    return sum(skipped.values()) < FEW


def new_design(lost: int, articles: int) -> str:
    """The note that ``lost`` of a run's articles fitted no layout of the portal; empty for few of them."""
    if lost < FEWEST_LOST or lost * 2 < articles:
        return ""
    return f"no layout fits {lost} of {articles} articles, they were read generically: add one for the new design"


def exit_code(verdicts: Sequence[Verdict], *, came: bool = False) -> ExitCode:
    """The code of a run over several portals: what is wrong with all of them, or that some failed.

    A portal that another crawl is at work on is in good hands: it decides only where nothing else is wrong. ``came``:
    articles were read, so that a portal which turned us away later on has only failed in part.
    """
    if "locked" in verdicts:
        others = exit_code([word for word in verdicts if word != "locked"], came=came)
        return others or ExitCode.LOCKED
    wrong = {word for word in verdicts if word != "ok"}
    if not wrong:
        return ExitCode.DONE
    if "database" in wrong:
        return ExitCode.DATABASE
    if len(wrong) < len(set(verdicts)) or "failed" in wrong:
        return ExitCode.SOME_FAILED
    if wrong == {"drift"}:
        return ExitCode.DRIFT
    nothing = wrong <= {"down", "blocked", "missing"} and not came
    return ExitCode.NOTHING_CRAWLED if nothing else ExitCode.SOME_FAILED


@dataclass(slots=True)
class PortalResult:
    """How one portal's run went; the counts are those of the ``runs`` view.

    ``paused_until`` (ISO 8601, UTC) is set where the portal asked to be left alone until then.
    """

    portal: str
    verdict: Verdict
    pages: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    copies: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    paused_until: str = ""

    def as_json(self) -> dict[str, Any]:
        """The result as plain data, as printed by ``--json``."""
        return asdict(self)

    @property
    def articles(self) -> int:
        """Pages that were articles, new or known."""
        return self.new + self.changed + self.unchanged + self.copies

    @property
    def cause(self) -> str:
        """One line that names what went wrong, or empty."""
        if self.verdict == "ok":
            return ""
        first = f" ({self.problems[0]})" if self.problems else ""
        known = self.pages - sum(self.skipped.values())
        # Nothing came: what earlier runs have found goes on.
        is_older = not self.pages and any(one["kind"] != NO_ARTICLE for one in self.evidence)
        cause = OTHERWISE if self.verdict == "drift" and (known or is_older) else _CAUSES[self.verdict]
        cause = PAUSED if self.verdict == "blocked" and self.paused_until else cause
        return f"{self.portal}: {cause}{first}"


#: The cause of a drift in which articles came.
OTHERWISE = "articles came, but not as they used to: the portal may have changed its pages, see citydesk status"
#: The cause where a portal that answers 429 or 503 says when to come again.
PAUSED = "the portal asks to be left alone for a while; what is due waits"
_CAUSES: dict[Verdict, str] = {
    "ok": "",
    "failed": "some pages could not be processed: see the log, they come again in the next run",
    "down": "the portal did not answer: check its address and your network",
    "blocked": "robots.txt or the portal turns the crawl away for now: ask its operator, or leave it out",
    "drift": "pages came but no article was found on them: the portal may have changed its pages",
    "database": "the database could not be written any more; what was stored before stays",
    "broken": "its module failed: mend it; other portals were crawled",
    "stopped": "stopped by a signal; what was stored stays",
    "missing": "there is no article at this address",
    "locked": "left out, for another crawl of it is running",
}
