"""When a portal turns us away: most of its last answers were walls or challenges, so the run ends and says so.

Going on would only confirm the portal in what it thinks of us. What is due stays due; each address that was refused
comes again by :func:`crawler.scheduling.revisit.fate`, and the run after this goes on with the others.
"""

from collections import Counter, deque

#: Reasons with which a portal turns a visitor away, in spite of an article that is there.
TURNED_AWAY = frozenset(("blocked", "wall", "busy"))
#: Of the last ``WINDOW`` answers so many. A portal that sells a part of its articles shows a wall on two of three at most;
#: fewer answers than the window say nothing, for they may all be of its paid section.
MOST, WINDOW = 10, 12


class Refusals:
    """The last answers of one portal in one run."""

    def __init__(self) -> None:
        self.reasons: Counter[str] = Counter()
        self.sources = 0
        self._last: deque[str] = deque(maxlen=WINDOW)
        self._told = False

    def note(self, reason: str = "") -> bool:
        """Notes an answer, with the ``reason`` against it if there is one; True when the run shall end, once."""
        self._last.append(reason)
        if reason in TURNED_AWAY:
            self.reasons[reason] += 1
        if self._told or sum(reason in TURNED_AWAY for reason in self._last) < MOST:
            return False
        self._told = True
        return True

    @property
    def message(self) -> str:
        """What the last answers were, in one line."""
        told = ", ".join(f"{reason} {count}" for reason, count in sorted(Counter(self._last).items()) if reason)
        return f"the portal turns us away (last {len(self._last)} answers: {told}); the rest is left to the next run"
