"""What one portal repeats: lines that come back, at the same place, on pages with different articles.

Such lines are boilerplate whatever they say, so no rule has to know their words: hotlines, notices, the vita of an
author, prompts to install an app. Articles repeat themselves too, and that must stay:

- the same article under two addresses teaches nothing (its title or nearly all of its lines are known already);
- the fixed sentences of a series or a daily bulletin come under titles that share words ("weather report for …");
- the standard last sentence of a report ("the police are investigating") stands on few pages, and where other lines,
  of the text, stand as well;
- only whole lines count, so the dateline that begins a paragraph is never seen apart from it;
- between paragraphs only short lines go that stand on most pages at a place where no text does.

Pure: the store keeps the rows, :mod:`crawler.reading.trim` asks for the verdicts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.reading.linekeys import PlacedLine, line_key, title_words

#: How the rules of removed lines begin.
REPEATED = "repeated"
#: A line counts from its third page on; two pages may be one article that was sent in twice, with another title.
FEWEST = 3
#: On this share of the pages a line is the template's, wherever it stands.
MOST = 0.5
#: A place is the template's when at most so many of its lines were seen once only; at places of text nearly all are.
SINGLES = 0.15
#: A page with less than this share of new text is an article that was read before.
FRESH = 0.2
#: After so many pages all counts are halved, so that a new design is learnt and memory is bounded (about 20 lines a page).
KEPT = 400
#: Titles that share so many words, or Han trigrams ("天气预报" has two), are of one series.
SERIES = 2

_TITLES = 0  # the "place" of titles

#: place, line, pages (or lines of a place), once (lines of a place that were seen once), words of the shared title
Row = tuple[int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A line known from ``pages`` of ``of`` pages; ``steady`` lines may go from between paragraphs too."""

    pages: int
    of: int
    steady: bool

    @property
    def rule(self) -> str:
        """The rule that a removed line carries."""
        return f"{REPEATED} ({self.pages} of {self.of} pages)"


@dataclass(slots=True)
class _Seen:
    pages: int
    words: frozenset[str]  # what the titles of all these pages share

    @property
    def counts(self) -> int:
        """The pages, when there are enough of them and they are no series."""
        return self.pages if self.pages >= FEWEST and len(self.words) < SERIES else 0


@dataclass(slots=True)
class _Place:
    lines: int = 0
    once: int = 0
    repeated: int = 0

    @property
    def is_template(self) -> bool:
        return self.repeated >= FEWEST and self.once <= SINGLES * self.lines


class Repeats:
    """The memory of one portal; ``pages`` counts the different articles it was learnt from."""

    def __init__(self) -> None:
        self.pages = 0
        self._seen: dict[tuple[int, int], _Seen] = {}
        self._places: dict[int, _Place] = {}

    def add(self, title: str, lines: Iterable[PlacedLine]) -> bool:
        """Learns from one article page; False when it is an article that was learnt before, or has no lines."""
        own = list({(line.line, line.place): line for line in lines}.values())
        name = (line_key(title), _TITLES)
        fresh = sum(line.width for line in own if (line.line, line.place) not in self._seen)
        if not own or name in self._seen or fresh < FRESH * sum(line.width for line in own):
            return False
        words = title_words(title)
        if name[0]:
            self._seen[name] = _Seen(1, frozenset())
        self.pages += 1
        for line in own:
            self._count(line.line, line.place, words)
        if self.pages >= KEPT:
            self._halve()
        return True

    def _count(self, line: int, place: int, words: frozenset[str]) -> None:
        at = self._places.setdefault(place, _Place())
        at.lines += 1
        seen = self._seen.get((line, place))
        if seen is None:
            self._seen[line, place] = _Seen(1, words)
            at.once += 1
            return
        at.once -= seen.pages == 1 and at.once > 0
        at.repeated -= seen.counts
        seen.pages += 1
        seen.words &= words
        at.repeated += seen.counts

    def _halve(self) -> None:
        self.pages //= 2
        for place in self._places.values():
            place.lines, place.once, place.repeated = place.lines // 2, place.once // 2, 0
        for key, seen in list(self._seen.items()):
            seen.pages //= 2
            if not seen.pages:
                del self._seen[key]
            elif key[1] in self._places:
                self._places[key[1]].repeated += seen.counts

    def verdict(self, line: PlacedLine) -> Repeated | None:
        """What is known of a line, None when it may be text of the article."""
        seen = self._seen.get((line.line, line.place))
        if seen is None or self.pages < FEWEST or seen.pages < FEWEST - 1 or len(seen.words) >= SERIES:
            return None
        template = self._places[line.place].is_template
        most = seen.pages >= FEWEST and seen.pages >= MOST * self.pages
        # Where the template's lines stand, the vita of an author who wrote two articles is known by its neighbours'.
        return Repeated(seen.pages, self.pages, most and template) if most or template else None

    def with_other(self, other: "Repeats", *, add: bool) -> "Repeats":
        """What both memories know: their counts added up, or (of the same pages) the greater ones."""
        rows: dict[tuple[int, int], Row] = {}
        for place, line, pages, once, words in (*self.to_rows(), *other.to_rows()):
            if (place, line) in rows:
                *_, pages_before, once_before, words_before = rows[place, line]
                pages = pages + pages_before if add else max(pages, pages_before)
                once = once + once_before if add else max(once, once_before)
                words = " ".join(sorted({*words.split()} & {*words_before.split()}))
            rows[place, line] = (place, line, pages, once, words)
        both = Repeats.from_rows(rows.values())
        while both.pages >= KEPT:
            both._halve()
        return both

    def to_rows(self) -> list[Row]:
        """All that is known, as rows of integers and text; the portal itself is the row of line 0 and place 0."""
        places = [(place, 0, at.lines, at.once, "") for place, at in self._places.items()]
        lines = [(place, line, s.pages, 0, " ".join(sorted(s.words))) for (line, place), s in self._seen.items()]
        return [(_TITLES, 0, self.pages, 0, ""), *places, *lines]

    @classmethod
    def from_rows(cls, rows: Iterable[Row]) -> "Repeats":
        """The memory that :meth:`to_rows` gave."""
        known = cls()
        for place, line, pages, once, words in rows:
            if line:
                known._seen[line, place] = _Seen(pages, frozenset(words.split()))
            elif place:
                known._places[place] = _Place(pages, once)
            else:
                known.pages = pages
        for (_, place), seen in known._seen.items():
            if place:
                known._places.setdefault(place, _Place()).repeated += seen.counts
        return known
