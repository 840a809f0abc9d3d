"""What each source of a portal yielded in a run: readings, links, addresses that were new, and what became of them (pure)."""

from collections import Counter

from crawler.visits import Target


class Yields:
    """Counts by the address of the source; the later pages of a list count for its first one.

    ``read``: answers, of which ``unchanged`` were 304; ``links`` to articles, ``found``: addresses nobody had named
    before; ``new``, ``copy``, ``changed``, ``unchanged``: what its articles came to; ``failed`` and ``refused``: no answer.
    """

    def __init__(self) -> None:
        self.sources: dict[str, Counter[str]] = {}

    def _of(self, source: str) -> Counter[str]:
        return self.sources.setdefault(source, Counter())

    def read(self, target: Target, links: int, found: int) -> None:
        """A source has answered."""
        self._of(target.source).update(read=1, links=links, found=found)

    def unchanged(self, target: Target) -> None:
        """A source is as it was."""
        self._of(target.source).update(read=1, unchanged=1)

    def silent(self, target: Target, *, refused: bool) -> None:
        """A source gave nothing."""
        self._of(target.source)["refused" if refused else "failed"] += 1

    def article(self, target: Target, outcome: str) -> None:
        """What an article came to, for the source that led to it."""
        self._of(target.via or target.url)[outcome] += 1

    def total(self, name: str) -> int:
        """The sum of one figure over all sources."""
        return sum(tally[name] for tally in self.sources.values())

    def as_json(self) -> dict[str, dict[str, int]]:
        """The counts as plain data, what led furthest first."""
        ranked = sorted(self.sources.items(), key=lambda item: (-item[1]["new"], item[0]))
        return {name: dict(tally) for name, tally in ranked}
