"""The course of a drift: when it begins, goes on, ends, or has become the portal's new ways (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crawler.monitoring.evidence import FEWEST, NO_ARTICLE, Evidence
from crawler.reading.items import Article

#: What only looks new, and has lost nothing for so many days, is how the portal is now.
SETTLED = timedelta(days=3)
#: Kinds of evidence for which articles are as good as before: told as a note, not by the exit code.
HARMLESS = ("layout", "source")
#: The flag of such articles; reading them again after the module was mended takes it away.
DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a portal's drift.

    ``since`` (ISO time) and ``day`` (by the portal's clock) tell when it began, both empty while there is none. ``rules``
    is what the portal was read by then (:func:`crawler.reading.ruleset.rules_of`). ``known_from``: days before it do not
    count any more, for the portal has changed since, and that was accepted.
    """

    since: str = ""
    day: str = ""
    rules: str = ""
    evidence: tuple[Evidence, ...] = ()
    known_from: str = ""

    @property
    def is_on(self) -> bool:
        """Whether the portal drifts."""
        return bool(self.since)

    @property
    def has_loss(self) -> bool:
        """Whether something is not found any more."""
        return any(evidence.loss for evidence in self.evidence)

    @property
    def spoils_runs(self) -> bool:
        """Whether pages or parts of articles are lost, so that the exit code says it."""
        return any(evidence.loss and not evidence.kind.startswith(HARMLESS) for evidence in self.evidence)

    @property
    def spoils_articles(self) -> bool:
        """Whether articles come, but read worse than before: then the layouts are not to be trusted."""
        return any(evidence.loss and evidence.kind.startswith(_OF_ARTICLES) for evidence in self.evidence)

    def is_astray(self, rules: str) -> bool:
        """Whether pages are to be read generically, and their articles marked: until the module (or our rules) were mended."""
        return self.is_on and self.spoils_articles and self.rules == rules


_OF_ARTICLES = (
    "field",
    "chars",
    "layout",
    "dates",
    "untidy",
    "same",
    "page no-t",
    "page list",
    "page gone",
    "flag incomplete",
)


def next_course(course: Course, found: Sequence[Evidence], now: str, today: date, rules: str, judged: int) -> Course:
    """The course after a run that found this; ``judged``: how many pages of this day there are to judge by."""
    if found and not course.is_on:
        return replace(course, since=now, day=today.isoformat(), rules=rules, evidence=tuple(found))
    if not course.is_on:
        return course
    if rules != course.rules and judged >= FEWEST and not any(evidence.loss for evidence in found):
        return accepted(course, today.isoformat())  # the module was mended: its pages look new, and are read well
    if found:
        known = replace(course, evidence=_kept(course.evidence, found), rules=rules)
        return accepted(known, course.day) if _is_settled(known, today) else known
    is_empty = all(evidence.kind == NO_ARTICLE for evidence in course.evidence)
    if course.is_astray(rules) or judged < (1 if is_empty else FEWEST):
        return course  # read generically, or hardly at all: that nothing is missing proves nothing
    return ended(course)


def mark(article: Article) -> Article:
    """Marks an article of a portal that drifts: it was read generically, or is not what it should be."""
    article.flags = list(dict.fromkeys([*article.flags, DRIFT]))
    return article


def ended(course: Course) -> Course:
    """No drift any more."""
    return Course(known_from=course.known_from)


def accepted(course: Course, day: str) -> Course:
    """What the portal does since ``day`` is normal from now on."""
    return Course(known_from=day)


def _is_settled(course: Course, today: date) -> bool:
    return not course.has_loss and today - date.fromisoformat(course.day) >= SETTLED


def _kept(before: Sequence[Evidence], now: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What is found now, and what began it: read generically, a page no longer shows what its layout lost."""
    fresh = {evidence.kind: evidence for evidence in now}
    return tuple({**{evidence.kind: evidence for evidence in before}, **fresh}.values())
