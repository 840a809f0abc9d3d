"""Layouts proposed for a portal from pages that were read without one, and the evidence for each selector (pure).

Every selector is tried: the pages are read again with it, and it stays only when it gives what the generic reading gave.
So a module that is proposed here is never worse than none on the pages it was made from, and names what it was made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.layout import Layout
from crawler.proposals.places import FIELDS, Sample, bodies, place
from crawler.proposals.selectors import Choice, choose
from crawler.reading.extract import PortalFacts, finds_of
from crawler.reading.items import Article
from crawler.reading.page import Page
from crawler.reading.processors import assemble
from crawler.reading.reading import read_page
from crawler.reading.repeats import Repeats

#: Selectors of the content box that are tried on the pages before the best of them is taken.
TRIED = 6
#: A design is proposed from so many pages; what one page shows may be a special.
FEWEST = 2
_ATTRIBUTE = {"headline": "title", "published": "published_at"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a field came to its selector: found on ``right`` of ``of`` pages that have it, same value on ``agree`` of ``tried``."""

    name: str
    css: str
    right: int
    of: int
    agree: int
    tried: int


@dataclass(frozen=True, slots=True)
class Design:
    """A proposed layout, the numbers of the pages that it fits, and the evidence of its selectors."""

    layout: Layout
    pages: tuple[int, ...]
    evidence: tuple[Evidence, ...]


def read_together(pages: Sequence[Page], facts: PortalFacts) -> tuple[list[Sample], Repeats]:
    """The pages read without a layout, each with what the others teach; and that."""
    repeats = Repeats()
    for page in pages:
        repeats.add(*read_page(page).lesson())
    known = replace(facts, layouts=(), repeats=repeats)
    readings = [read_page(page, (), repeats) for page in pages]
    samples = [Sample(reading.page, reading, assemble(finds_of(reading, known))) for reading in readings]
    return samples, repeats


def propose(samples: Sequence[Sample], facts: PortalFacts, repeats: Repeats) -> list[Design]:
    """The designs of the portal's article pages, that of the newest page first; pages that fit none stay generic."""
    left = list(range(len(samples)))
    designs: list[Design] = []
    while len(left) >= FEWEST:
        trial = _Trial([samples[number] for number in left], replace(facts, repeats=repeats))
        body = trial.body()
        if body is None or body.right < FEWEST:
            break
        fitting = [left[place] for place in body.pages]
        designs.append(_design(samples, fitting, body, replace(facts, repeats=repeats)))
        left = [number for number in left if number not in fitting]
    return sorted(_dated(samples, designs), key=lambda design: design.layout.since, reverse=True)


def _dated(samples: Sequence[Sample], designs: Sequence[Design]) -> list[Design]:
    """Each with the day of its oldest page: that much is known of when it began."""
    dated = []
    for design in designs:
        days = [day for number in design.pages if (day := samples[number].article.published_at[:10])]
        dated.append(replace(design, layout=replace(design.layout, since=min(days, default=""))))
    return dated


def _design(samples: Sequence[Sample], numbers: Sequence[int], body: Choice, facts: PortalFacts) -> Design:
    trial = _Trial([samples[number] for number in numbers], facts)
    layout = Layout(body=body.css)
    evidence = [Evidence("body", body.css, body.right, body.of, trial.agreeing(layout, ("body",)), len(numbers))]
    for name in FIELDS:
        chosen, found = trial.field(layout, name)
        if found:
            evidence.append(found)
            layout = chosen
    return Design(layout, tuple(numbers), tuple(evidence))


class _Trial:
    """Pages of one design, on which selectors are tried against the generic reading."""

    def __init__(self, samples: Sequence[Sample], facts: PortalFacts) -> None:
        self.samples, self.facts = samples, facts

    def body(self) -> Choice | None:
        """The selector of the content box with which most pages give the generic body."""
        levels = max((len(bodies(sample)) for sample in self.samples), default=0)
        found: list[tuple[int, int, int, Choice]] = []
        for level in range(levels):
            pages = [(sample.root, bodies(sample)[level : level + 1]) for sample in self.samples]
            for rank, choice in enumerate(choose(pages, most=TRIED // (level + 1))):
                agree = self._agreeing_on(Layout(body=choice.css), ("body",))
                if agree:
                    sure = replace(choice, right=len(agree), of=len(self.samples), pages=agree)
                    found.append((-len(agree), level, rank, sure))
        return min(found, key=lambda entry: entry[:3])[3] if found else None

    def field(self, layout: Layout, name: str) -> tuple[Layout, Evidence | None]:
        """The layout with a selector for a field, where one agrees with the generic reading on every page."""
        pages = [(sample.root, place(sample, name)) for sample in self.samples]
        for choice in choose(pages, most=TRIED):
            tried = replace(layout, **{name: choice.css})
            agree = self.agreeing(tried, ("body", _ATTRIBUTE.get(name, name)))
            if FEWEST <= choice.right == choice.of and agree == self.agreeing(layout, ("body",)):
                return tried, Evidence(name, choice.css, choice.right, choice.of, agree, len(pages))
        return layout, None

    def agreeing(self, layout: Layout, fields: Sequence[str]) -> int:
        """On how many pages the layout gives the generic reading's fields."""
        return len(self._agreeing_on(layout, fields))

    def _agreeing_on(self, layout: Layout, fields: Sequence[str]) -> tuple[int, ...]:
        return tuple(
            number
            for number, sample in enumerate(self.samples)
            if (got := read_with(sample.page, layout, self.facts)).layout != "generic"
            and all(getattr(got, name) == getattr(sample.article, name) for name in fields)
        )


def read_with(page: Page, layout: Layout, facts: PortalFacts) -> Article:
    """The article of a page as a module with this layout reads it."""
    known = replace(facts, layouts=(layout,))
    return assemble(finds_of(read_page(page, known.layouts, known.repeats), known))
