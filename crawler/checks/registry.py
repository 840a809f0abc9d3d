"""The list of what ``citydesk doctor`` checks. A new table brings its checks along: a module here that registers them.

A check is a function that is given a :class:`~crawler.checks.ward.Ward` and returns what it found; ``mend`` puts that
right. Checks run in the order in which their modules are imported in ``crawler/checks/__init__.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from crawler.checks.ward import Ward

EXAMPLES = 5  # of each kind of finding; the count says how many there are


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: how many rows, and a few of them in words. ``beyond_repair``: ``mend`` cannot help this time."""

    count: int = 0
    examples: tuple[str, ...] = ()
    beyond_repair: bool = False

    @classmethod
    def of(cls, rows: list[str], *, beyond_repair: bool = False) -> "Finding":
        """All of ``rows`` counted, the first ones kept."""
        return cls(len(rows), tuple(rows[:EXAMPLES]), beyond_repair)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be true of a file.

    ``id`` is ``group.name``, ``meaning`` what must be true, ``mending`` what ``mend`` does, in words ("" when nothing
    can be done but to put back a backup). ``slow`` checks read every text and are left out by ``--quick``.
    """

    id: str
    meaning: str
    find: Callable[[Ward], Finding]
    mending: str = ""
    mend: Callable[[Ward], None] | None = None
    slow: bool = False


_checks: list[Check] = []


def register(check: Check) -> Check:
    """Add a check to the list. Raises ``ValueError`` when there is one of this name."""
    if any(known.id == check.id for known in _checks):
        raise ValueError(f"there are two checks named {check.id}")
    _checks.append(check)
    return check


def registered() -> tuple[Check, ...]:
    """All checks in order."""
    return tuple(_checks)
