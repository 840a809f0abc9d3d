"""What a crawl learns of its portal on the way, and which of its first pages are to be cleaned again for it."""

from collections.abc import Iterable, Sequence
from itertools import chain

from crawler.reading.items import RawPage
from crawler.reading.linekeys import PlacedLine
from crawler.reading.page import Page
from crawler.reading.reading import Reading
from crawler.reading.repeats import FEWEST, Repeats

#: The bodies of so many pages are kept until enough was learnt to clean them again.
FIRST = 8
#: When the first pages are cleaned again: once lines can be told at all, and once rare ones can.
AGAIN = (FEWEST, FIRST)
#: After so many pages what was learnt is saved; a crash loses no more than that, and never an article.
SAVE_EVERY = 50
#: Pages that were read and not yet stored; more than the 16 that Scrapy processes at a time.
PENDING = 64
#: Bytes of pages kept for each of the two purposes: 64 real pages have 3.5 MB, and hostile ones as many times 8 MiB.
KEPT_BYTES = 4 * 2**20


class Learning:
    """Holds the lines of each page until its article is stored: pages that are no articles teach nothing."""

    def __init__(self, repeats: Repeats) -> None:
        self.repeats = repeats
        self.unsaved = 0
        self._lessons: dict[str, tuple[Page, str, Sequence[PlacedLine]]] = {}
        self._first: list[Sequence[Page]] = []

    def note(self, reading: Reading) -> None:
        """Keeps what a page that was just read can teach, and the page without its tree."""
        page = reading.page
        if len(page.body) > KEPT_BYTES:
            return
        self._lessons[page.url] = (Page.of(page.raw), *reading.lesson())
        while len(self._lessons) > PENDING or _bytes(page for page, *_ in self._lessons.values()) > KEPT_BYTES:
            del self._lessons[next(iter(self._lessons))]

    def stored(self, url: str, pages: Sequence[RawPage] = ()) -> list[Sequence[Page]]:
        """Learns from the page at ``url``, whose article is new in the store; returns the pages to be cleaned again.

        Each article's stand together; ``pages`` are all that the article was read from, the one at ``url`` by default.
        """
        if url not in self._lessons:
            return []
        page, title, lines = self._lessons.pop(url)
        if not self.repeats.add(title, lines):
            return []
        self.unsaved += 1
        known = self.repeats.pages
        parts = [Page.of(raw) for raw in pages] or [page]
        if known <= FIRST and _bytes(chain(*self._first, parts)) <= KEPT_BYTES:
            self._first.append(parts)
        if known not in AGAIN:
            return []
        again = list(self._first)
        if known >= FIRST:
            self._first.clear()
        return again


def _bytes(pages: Iterable[Page]) -> int:
    return sum(len(page.body) for page in pages)
