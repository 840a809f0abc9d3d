"""Addresses of one run that lead to each other by redirects (pure)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from crawler.scheduling.visits import Target

#: What a redirect leads to: a page that was not fetched yet, one that was, or one that is being fetched.
Meeting = Literal["new", "known", "out"]


class Crossings:
    """Addresses that others lead to in this run, and those that wait for one that is being fetched."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}
        self._closed: set[str] = set()
        self._waiting: dict[str, list[Target]] = defaultdict(list)

    def take(self, url: str, target: Target) -> None:
        """``target`` is on its way to ``url``, which therefore is not handed out."""
        self._taken[url] = target.url

    def wait(self, url: str, target: Target) -> None:
        """``target`` leads to ``url``, which is being fetched."""
        self._waiting[url].append(target)

    def blocks(self, url: str) -> bool:
        """Whether an address that is due must not be handed out now."""
        return url in self._taken or any(target.url == url for found in self._waiting.values() for target in found)

    def is_stale(self, url: str) -> bool:
        """The same for an address that was read from the database a while ago: it may have come to its end since."""
        return url in self._closed or self.blocks(url)

    def is_leading(self, url: str) -> bool:
        """Whether this address was redirected to another one that is due."""
        return url in self._taken.values()

    def came(self, url: str, aliases: Iterable[str]) -> list[Target]:
        """``url`` has come to its end, and ``aliases`` with it; returns what waited for it."""
        self._closed.update(aliases)
        for led_to in [led_to for led_to, by in self._taken.items() if by == url]:
            del self._taken[led_to]
            self._closed.add(led_to)
        return self._waiting.pop(url, [])

    def read_anew(self) -> None:
        """What is due was read from the database just now."""
        self._closed.clear()
