"""The shortest CSS selector that finds the same thing on every page of a portal, and nothing else there (pure).

A selector is proposed from names that the template gives: an id, a class, a tag that stands alone, each at need under a
named box around it. Positions (``:nth-child``) are never used: the first banner that is put above breaks them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

#: Named boxes around an element that may stand before its own name: more make a selector long and brittle.
LEVELS = 4
#: An element of so many classes is styled by utility classes, none of which names it: the first ones are tried.
MOST_CLASSES = 6
_NAME = re.compile(r"-?[A-Za-z_][\w-]*")
#: Names that a build tool or a database makes anew, and those that only say how wide a margin is; each with an example.
MADE = (
    (re.compile(r"\d{3,}"), "post-48201", "h2"),
    (re.compile(r"-\d+$"), "mt-4", "column2"),
    (re.compile(r"^(?:css|sc|jss|emotion)-?[A-Za-z0-9]+$"), "sc-bdVaJa", "scroll-box"),
    (re.compile(r"(?:^|[-_])[a-zA-Z]*\d+[a-zA-Z]+\d[a-zA-Z\d]*$"), "text__1x2y3z", "text__h2"),
)
#: How far a made-up name goes behind others.
BRITTLE = 8
#: … and the way through tags without names.
STRUCTURE = 5
#: Tags that a page has once, if at all, so that they name something by themselves.
_TELLING = frozenset(("h1", "article", "main", "time"))


@dataclass(frozen=True, slots=True)
class Choice:
    """A selector with its evidence: it finds the very elements on ``right`` of the ``of`` pages that have them."""

    css: str
    right: int
    of: int
    pages: tuple[int, ...] = ()


@lru_cache(maxsize=2048)
def _compiled(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")


def is_made(name: str) -> bool:
    """Whether a name tells nothing of what it names, and may be another one tomorrow."""
    return any(pattern.search(name) for pattern, _, _ in MADE)


def select(root: HtmlElement, css: str) -> list[HtmlElement]:
    """The elements that ``css`` finds on a page, in page order."""
    return cast("list[HtmlElement]", _compiled(css)(root))


def _tag(element: HtmlElement) -> str:
    """The tag as a selector; any for ``<o:p>``, which word processors leave on pages and CSS reads as a pseudo-class."""
    return str(element.tag) if _NAME.fullmatch(element.tag) else "*"


def names_of(element: HtmlElement) -> Iterator[tuple[int, str]]:
    """Selectors that an element's own names give, with how brittle each is (0 is best)."""
    tag = _tag(element)
    identity = element.get("id") or ""
    if _NAME.fullmatch(identity):
        yield (BRITTLE if is_made(identity) else 0), f"#{identity}"
    if (prop := element.get("itemprop")) and _NAME.fullmatch(prop):
        yield 1, f'[itemprop="{prop}"]'
    classes = [name for name in (element.get("class") or "").split() if _NAME.fullmatch(name)][:MOST_CLASSES]
    for name in classes:
        yield (BRITTLE if is_made(name) else 1), f"{tag}.{name}"
    if tag in _TELLING:
        yield 2, tag


def candidates(element: HtmlElement) -> Iterator[tuple[int, str]]:
    """All selectors that may be proposed for an element, with how brittle each is."""
    yield from names_of(element)
    own = [*names_of(element), (3, _tag(element))]
    around, way = element.getparent(), _tag(element)
    for level in range(1, LEVELS + 1):
        if around is None or around.tag in ("body", "html"):
            return
        boxes = list(names_of(around))
        yield from ((rank + box + 2 + level, f"{css} {name}") for box, css in boxes for rank, name in own)
        # Where the template names nothing: the way from the box, tag by tag, which a banner in between does not change.
        yield from ((STRUCTURE + box + 2 + level, f"{css} > {way}") for box, css in boxes)
        way = f"{_tag(around)} > {way}"
        around = around.getparent()


def choose(pages: Sequence[tuple[HtmlElement, Sequence[HtmlElement]]], most: int = 1) -> list[Choice]:
    """The best ``most`` selectors for what each page (its root) has at ``elements``, best first.

    Several elements of a page must be siblings' kin under one parent, such as the links of a breadcrumb. A page whose
    sequence is empty has nothing to be found; a selector that finds something there all the same comes last.
    """
    with_it = [number for number, (_, elements) in enumerate(pages) if elements]
    ranks: dict[str, int] = {}
    for number in with_it:
        for rank, css in _proposed(pages[number][1]):
            ranks[css] = min(rank, ranks.get(css, rank))
    found = []
    for css, rank in ranks.items():
        right = tuple(number for number in with_it if select(pages[number][0], css) == list(pages[number][1]))
        stray = sum(bool(select(root, css)) for root, elements in pages if not elements)
        if right:
            found.append((-len(right), stray, rank, len(css), Choice(css, len(right), len(with_it), right)))
    return [choice for *_, choice in sorted(found, key=lambda entry: (*entry[:4], entry[4].css))[:most]]


def _proposed(elements: Sequence[HtmlElement]) -> Iterator[tuple[int, str]]:
    if len(elements) == 1:
        yield from candidates(elements[0])
        return
    parent = elements[0].getparent()
    tags = {_tag(element) for element in elements}
    shared = set.intersection(*(set((element.get("class") or "").split()) for element in elements))
    if parent is not None and len(tags) == 1:
        tag = tags.pop()
        yield from ((1, f"{tag}.{name}") for name in sorted(shared) if _NAME.fullmatch(name))
        yield from ((rank + 1, f"{css} {tag}") for rank, css in candidates(parent))
