"""What parameters of a portal's addresses tell: learnt from pages that differ in one of them alone (pure).

Where so many pairs of such addresses led to the same text and none to another one, the parameter names the way that a
reader came, not the page.
"""

from collections import OrderedDict
from collections.abc import Mapping

from crawler.discovery.samepage import parameters

#: Pairs with the same text before a parameter counts for nothing; three may be the same press release thrice.
ENOUGH = 4
#: One pair with another text may be a page that was edited in between; more than one in so many pairs is none.
RARE = 20
#: Addresses that are remembered, each without one of its parameters: 100 bytes each.
MOST = 20_000


class Habits:
    """The parameters of one portal; ``counts`` maps a name to (pairs with the same text, with another one)."""

    def __init__(self, counts: Mapping[str, tuple[int, int]] | None = None) -> None:
        self.counts = dict(counts or {})
        self.changed: set[str] = set()
        self._texts: OrderedDict[tuple[str, str], tuple[str, str]] = OrderedDict()

    @property
    def idle(self) -> frozenset[str]:
        """The parameters that tell nothing."""
        return frozenset(name for name, (same, other) in self.counts.items() if same >= ENOUGH and other * RARE <= same)

    def note(self, url: str, text: str) -> frozenset[str]:
        """A page with this text (any mark of it) came from ``url``; returns the parameters that turned out idle by it."""
        if "?" not in url:
            return frozenset()
        before = self.idle
        for name, rest in parameters(url):
            self._compare(name, url, rest, text)
        return self.idle - before

    def _compare(self, name: str, url: str, rest: str, text: str) -> None:
        key = (name, rest)
        known = self._texts.get(key)
        self._texts[key] = (url, text)
        if known is None:
            if len(self._texts) > MOST:
                self._texts.popitem(last=False)
        elif known[0] != url:
            same, other = self.counts.get(name, (0, 0))
            alike = known[1] == text
            self.counts[name] = (same + alike, other + (not alike))
            self.changed.add(name)
