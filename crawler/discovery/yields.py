"""What each source of a portal yielded in a run: readings, links, addresses that were new, and what became of them (pure)."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any

from crawler.discovery.traps import TRAPS
from crawler.monitoring.silence import NOT_MODIFIED
from crawler.scheduling.visits import Target

#: Addresses remembered of each source, the first ones: new articles stand at the top. 20 kB a source.
MOST_NAMED = 200


class Yields:
    """Counts by the address of the source; the later pages of a list count for its first one.

    ``read``: answers, of which ``unchanged`` were 304; ``links`` to articles, ``found``: addresses nobody had named
    before; ``came``: articles that were new in this run, for each source that was read in it; ``fresh``: those of them that
    it named, whoever did so first;
    ``new``, ``copy``, ``changed``, ``unchanged``: what its articles came to; ``late``: those of them that were none when
    they were looked at first, such as behind a wall, and of which no source speaks any more; ``failed``: no answer. ``refused``
    counts by reason the links that were not followed, and as ``robots`` the source itself.
    """

    def __init__(self) -> None:
        self.sources: dict[str, Counter[str]] = {}
        self._left_out: dict[str, Counter[str]] = {}
        self._named: dict[str, set[str]] = {}
        self._news: set[str] = set()

    def _of(self, source: str) -> Counter[str]:
        return self.sources.setdefault(source, Counter())

    def read(self, target: Target, links: int, found: int, urls: Iterable[str] = ()) -> None:
        """A source has answered; ``urls`` are those of its articles."""
        self._of(target.source).update(read=1, links=links, found=found)
        named = self._named.setdefault(target.source, set())
        named.update(islice(urls, max(0, MOST_NAMED - len(named))))

    def unchanged(self, target: Target) -> None:
        """A source is as it was."""
        self._of(target.source).update({"read": 1, "unchanged": 1, NOT_MODIFIED: 1})

    def silent(self, target: Target, *, refused: bool) -> None:
        """A source gave nothing."""
        self._of(target.source)["refused" if refused else "failed"] += 1

    def left_out(self, target: Target, reasons: Counter[str]) -> None:
        """Links of a source that were not followed, by reason."""
        if reasons:
            self._of(target.source)
            self._left_out.setdefault(target.source, Counter()).update(reasons)

    def note(self) -> str:
        """One line about the traps that were noticed; empty for none."""
        names = {trap.id for trap in TRAPS}
        cut: Counter[str] = Counter()
        for reasons in self._left_out.values():
            cut.update({name: count for name, count in reasons.items() if name in names})
        told = ", ".join(f"{name} {count}" for name, count in sorted(cut.items()))
        return f"links that lead nowhere were not followed: {told}" if told else ""

    def article(self, target: Target, outcome: str) -> None:
        """What an article came to, for the source that led to it."""
        tally = self._of(target.via or target.url)
        tally[outcome] += 1
        if outcome in ("new", "copy"):
            if target.checked_at is None:
                self._news.add(target.url)
            else:
                tally["late"] += 1

    def total(self, name: str) -> int:
        """The sum of one figure over all sources."""
        return sum(tally[name] for tally in self.sources.values())

    def as_json(self) -> dict[str, dict[str, Any]]:
        """The counts as plain data, what led furthest first."""
        ranked = sorted(self.sources.items(), key=lambda item: (-item[1]["new"], item[0]))
        return {
            name: {**tally, **self._fresh(name, tally), **self._refused(name, tally["refused"])}
            for name, tally in ranked
        }

    def _fresh(self, name: str, tally: Counter[str]) -> dict[str, int]:
        came = len(self._news) if tally["read"] else 0
        return +Counter(came=came, fresh=len(self._news & self._named.get(name, set())))

    def _refused(self, name: str, robots: int) -> dict[str, dict[str, int]]:
        reasons = Counter(self._left_out.get(name, ()))
        reasons["robots"] += robots
        return {"refused": dict(sorted((+reasons).items()))} if +reasons else {}
