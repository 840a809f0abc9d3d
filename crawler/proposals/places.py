"""Where on a page the generic extraction found its fields: the elements that a layout's selectors should name (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from crawler.reading import dates
from crawler.reading.fields import MOST_CRUMBS
from crawler.reading.items import Article
from crawler.reading.page import Page
from crawler.reading.reading import Reading

#: Lines above the headline and below the first paragraph in which date, source and trail are looked for.
ABOVE, BELOW = 12, 6
#: Lines behind the last paragraph that may hold tags and source.
BEHIND = 30
#: Boxes around the text that may be named for it.
LEVELS = 4
#: An element with more text than this is a box, not a date or a name.
LONGEST = 160
#: The fields of a layout, in the order in which it is written.
FIELDS = ("headline", "published", "source", "breadcrumbs", "tags")


@dataclass(frozen=True, slots=True)
class Sample:
    """One page of a portal as it was read without a layout."""

    page: Page
    reading: Reading
    article: Article

    @property
    def root(self) -> HtmlElement:
        """The page's tree."""
        return self.page.root


def bodies(sample: Sample) -> list[HtmlElement]:
    """The boxes that may be named as the text's, the innermost that holds all of it first."""
    lines, body = sample.reading.lines, sample.reading.trimmer.body
    if sample.reading.box < 0 or not body:
        return []
    chains = [set(lines.ancestors(lines.lines[number].block)) for number in (body[0], body[-1])]
    around = sorted(set.intersection(*chains), reverse=True)  # blocks are numbered from outside to inside
    paragraph = len(body) == 1 and lines.blocks[around[0]].tag == "p"
    found = [lines.blocks[block].element for block in around[paragraph : paragraph + LEVELS]]
    return [element for element in found if element.tag not in ("body", "html")]


def place(sample: Sample, name: str) -> list[HtmlElement]:
    """The elements of a field, empty where the page prints it nowhere by itself; ``name`` is one of :data:`FIELDS`."""
    finder = {"headline": _headline, "published": _published, "source": _source}.get(name)
    if finder is not None:
        found = finder(sample)
        return [found] if found is not None else []
    texts: list[str] = getattr(sample.article, name)
    return _row(sample, texts) if texts else []


def _headline(sample: Sample) -> HtmlElement | None:
    line = sample.reading.headline.line
    return sample.reading.lines.blocks[sample.reading.lines.lines[line].block].element if line >= 0 else None


def _published(sample: Sample) -> HtmlElement | None:
    """The smallest element with a date that is the article's, the one with a time before one without."""
    if not sample.article.published_at:
        return None
    when = datetime.fromisoformat(sample.article.published_at)
    fitting = []
    for number, element in enumerate(_small(sample, _head(sample))):
        found = dates.find(text := _text(element), when.tzinfo)
        if found and found.value == when:
            fitting.append((not found.has_time, len(text), number, element))
    return min(fitting, key=lambda entry: entry[:3])[3] if fitting else None


def _source(sample: Sample) -> HtmlElement | None:
    """The element that holds the source's name and nothing else; a label beside it needs no selector: its rule is better."""
    wanted = sample.article.source
    places = (*_head(sample), *_tail(sample)) if wanted else ()
    return next((element for element in _small(sample, places) if _text(element) == wanted), None)


def _row(sample: Sample, texts: Sequence[str]) -> list[HtmlElement]:
    """Siblings (links, items) whose texts are those of a list field, in its order."""
    for element in _small(sample, (*_head(sample), *_tail(sample)), longest=LONGEST * 2):
        children = [child for child in element.iter("a", "li", "span", "b", "em", "h4") if child is not element]
        for tag in dict.fromkeys(child.tag for child in children):
            own = [child for child in children if child.tag == tag and child.getparent() is children[0].getparent()]
            if [_text(child) for child in own] == list(texts):
                return own
    return []


def _head(sample: Sample) -> Sequence[int]:
    reading = sample.reading
    title = reading.headline.line if reading.headline.line >= 0 else reading.first_body
    start = max(0, min(title, reading.first_body) - max(ABOVE, MOST_CRUMBS))
    return range(start, min(len(reading.lines.lines), max(title, reading.first_body) + BELOW))


def _tail(sample: Sample) -> Sequence[int]:
    reading = sample.reading
    last = max(reading.trimmer.body, default=reading.area.box_end)
    return range(last + 1, min(len(reading.lines.lines), last + BEHIND))


def _small(sample: Sample, numbers: Sequence[int], longest: int = LONGEST) -> Iterator[HtmlElement]:
    """The elements that make up these lines, and the inline elements in them, each once."""
    lines, seen = sample.reading.lines, set()
    for number in numbers:
        for block in lines.ancestors(lines.lines[number].block, 3):
            element = lines.blocks[block].element
            if element not in seen and len(_text(element)) <= longest:
                for node in element.iter():
                    if node not in seen and isinstance(node.tag, str):
                        seen.add(node)
                        yield node


def _text(element: HtmlElement) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
