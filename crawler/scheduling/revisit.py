"""When an address is due again: policy alone, pure functions of times (unix seconds) and counts.

News are corrected soon or never, so an article is looked at again when it has reached certain ages; which ages pay is
learnt for each portal. A failure comes back with growing delay. A source that gives nothing new is read less often.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from zlib import crc32

from crawler.scheduling.visits import Kind, State, Target
from crawler.sources import parse_every

MINUTE, HOUR, DAY = 60, 3_600, 86_400
WEEK = 7 * DAY
#: What a daily run is to find due. Its start and its order shift by seconds to minutes: what was due after 24 hours was due
#: a second after the run began, and so looked at every second day.
DAILY = 20 * HOUR

#: Ages at which an article is looked at again unless its portal says otherwise.
AGES = ("1h", "6h", "1d", "3d", "7d", "30d")
#: A step is judged when so many articles were looked at because of it.
JUDGED = 30
#: A step where fewer articles have changed is left out, but for one article in ``SAMPLE``, so that it can come back.
DULL, SAMPLE = 0.01, 8
#: A step where more have changed gets another one halfway to the next.
LIVELY = 0.25
#: No article is asked for again sooner than this.
SHORTEST = 20 * MINUTE

#: Soft failures in a row before a page is given up: some five weeks.
GIVE_UP = 15
#: Statuses with which a portal says "not now": time-outs, rate limits, and 403, by which most blocks are announced.
SOFT_STATUS = frozenset((403, 408, 425, 429))
#: Pages without an article that may be finished later: a headline put online before its text, a wall, a video's text.
UNFINISHED = frozenset(("no-text", "no-title", "wall", "same-text"))
UNFINISHED_DELAYS = (DAILY, WEEK)
#: Answers that lead nowhere we may go: for good, or as long as a portal's redirect for maintenance or a broken name server.
ASTRAY = frozenset(("off-portal", "private", "redirects"))

#: Known pages of a list that are read behind the newest ones, and how many when the list is read deeply, every so often:
#: what is dated back stands on later pages.
MARGIN, DEEP_MARGIN, DEEP_EVERY = 1, 10, 3 * DAY
#: A source is read without conditions at least so often: servers that never change an ETag exist.
FULL_EVERY = DAILY
#: A source is read in every run while it gave something new within so long, but of those that are not yet due by their
#: own interval at most so many.
LIVELY_FOR, MOST_EAGER = 3 * DAY, 20
EVERY: Mapping[Kind, int] = {"list": 30 * MINUTE, "feed": 15 * MINUTE, "sitemap": 6 * HOUR, "robots": DAILY}
LONGEST = DAILY


def parse_ages(ages: Sequence[str]) -> tuple[int, ...]:
    """Ages such as ``("1h", "3d")`` in seconds; ValueError where one is none or they do not grow."""
    steps = tuple(int(parse_every(age).total_seconds()) for age in ages)
    if any(later <= earlier for earlier, later in pairwise(steps)):
        raise ValueError(f"revisit {ages!r}: write growing ages, such as ('1h', '1d', '7d')")
    return steps


def learnt(steps: Sequence[int], tallies: Mapping[int, tuple[int, int]], url: str) -> tuple[int, ...]:
    """The steps that pay on this portal; ``tallies`` maps a step to (articles looked at, of these changed)."""
    kept: list[int] = []
    for number, step in enumerate(steps):
        checks, changes = tallies.get(step, (0, 0))
        if checks >= JUDGED and changes < DULL * checks and crc32(url.encode()) % SAMPLE:
            continue
        kept.append(step)
        if checks >= JUDGED and changes > LIVELY * checks and number + 1 < len(steps):
            kept.append((step + steps[number + 1]) // 2)
    return tuple(kept)


def next_visit(born: int, now: int, steps: Sequence[int]) -> int | None:
    """When an article that was published at ``born`` is due after being looked at ``now``; None: never again."""
    age = now - min(born, now)  # dates in the future are a wrong clock's
    later = next((step for step in steps if step > age), None)
    return None if later is None else max(now + later - age, now + SHORTEST)


def step_reached(born: int, now: int, steps: Sequence[int]) -> int:
    """The last step that an article has reached, 0 where it has reached none or is past them all."""
    age = now - min(born, now)
    if not steps or age > 2 * steps[-1]:
        return 0
    return max((step for step in steps if step <= age), default=0)


def retry_at(tries: int, now: int) -> int | None:
    """When to try again after ``tries`` failures in a row: with the next run, then after 10 minutes, doubling to a week."""
    if tries >= GIVE_UP:
        return None
    return now + 1 if tries <= 1 else now + min(10 * MINUTE << (tries - 2), WEEK)


def fate(reason: str, status: int, tries: int, now: int) -> tuple[State, int | None]:
    """State and next visit of a page that was not stored, after ``tries`` such visits in a row (this one counted)."""
    if reason == "gone":  # a whole portal may answer 404 for an hour
        return "gone", now + DAILY if tries <= 1 else None
    if reason == "robots":
        return "refused", now + DAILY
    if reason in ASTRAY:
        return "refused", now + UNFINISHED_DELAYS[tries - 1] if tries <= len(UNFINISHED_DELAYS) else None
    if reason in ("unreachable", "busy", "blocked", "error", "part-missing", "cut-off") or (
        reason == "http-error" and (status >= 500 or status in SOFT_STATUS or 0 < status < 400)
    ):
        due = retry_at(tries, now)
        return ("retry", due) if due else ("failed", None)
    if reason in ("http-error", "too-large", "too-slow"):
        return "failed", None
    if reason in UNFINISHED and tries <= len(UNFINISHED_DELAYS):
        return "done", now + UNFINISHED_DELAYS[tries - 1]
    return "done", None


def source_due(target: Target, every: int, links: int, empty: int, now: int) -> int:
    """When a source is due by its own clock: every ``every`` seconds (0: by its kind), less often while nothing is new.

    What the operator has named keeps its interval. A page that has never led to an article (``links`` 0) is looked at
    once a week.
    """
    interval = every or EVERY[target.kind]
    if not target.via:
        return now + interval
    if not links:
        return now + WEEK
    return now + max(interval, min(interval << min(empty, 16), LONGEST))


def failed_root_due(target: Target, every: int, now: int) -> int:
    """When a source that the operator has named, and that gave nothing, is due at the latest.

    All that a portal brings comes by it: one hour without an answer must not cost a day.
    """
    return now + max(every or EVERY[target.kind], HOUR)


def is_eager(target: Target, links: int, new: int, now: int) -> bool:
    """Whether a source is read in every run: what the operator named always is, others while they give new articles.

    Later pages of a list follow the first one. Of the files of a sitemap index those are read that are marked so (the
    first and the last) or gave something new when read again: archives have hundreds.
    """
    if not target.via:
        return target.kind != "robots"
    if not links or (target.page and target.kind != "sitemap"):
        return False
    if target.checked_at is None or new:
        return target.eager or not target.page or bool(new and target.checked_at)
    return target.eager and now - (target.changed_at or 0) < LIVELY_FOR


def wants_full(target: Target, now: int) -> bool:
    """Whether a source must be read without conditions."""
    return target.full_read_at is None or now - target.full_read_at >= FULL_EVERY or wants_deep(target, now)


def wants_deep(target: Target, now: int) -> bool:
    """Whether a list must be read behind known ground."""
    return target.kind == "list" and not target.page and now - (target.deep_read_at or now) >= DEEP_EVERY


def next_margin(target: Target, new: int, now: int) -> int | None:
    """The margin of the page behind a list page that was read again; None: known ground, the list is read no further.

    ``new`` counts the addresses that no page before had named. The first reading of a list has no margin: each of its
    pages is new and read once.
    """
    before = 1 - DEEP_MARGIN if wants_deep(target, now) else target.margin
    after = min(before, 0) if new else before + 1
    return after if after <= MARGIN else None
