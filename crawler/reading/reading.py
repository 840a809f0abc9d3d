"""One page read once: its lines, claims, content box, headline and the verdict on every line of the article area."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from crawler.layout import Layout
from crawler.network.cutoff import CUT_OFF, is_cut_off
from crawler.reading import pinyin
from crawler.reading.area import Area, find_area
from crawler.reading.box import PARAGRAPH, find_box, foreign_blocks
from crawler.reading.claims import Claims
from crawler.reading.headline import Headline, choose_headline, likely_headline
from crawler.reading.linekeys import PlacedLine
from crawler.reading.lines import PageLines, read_lines, width
from crawler.reading.metadata import Metadata, read_metadata
from crawler.reading.page import Page
from crawler.reading.repair import mend
from crawler.reading.repeats import Repeats
from crawler.reading.trim import Trimmer


@dataclass(slots=True)
class Reading:
    """What is known of a page before its fields are loaded; ``box`` is -1 when the page holds no running text."""

    page: Page
    lines: PageLines
    data: Metadata
    foreign: list[str]
    box: int
    headline: Headline
    area: Area
    trimmer: Trimmer
    flags: list[str] = field(default_factory=list)
    layout: Layout | None = None

    def retrim(self, repeats: Repeats) -> None:
        """Judges the lines once more with what the portal has taught since."""
        if self.box >= 0:
            self.trimmer = Trimmer(self.lines, self.foreign, self.area, repeats, self.trimmer.claims)
            self.trimmer.run()

    def lesson(self) -> tuple[str, list[PlacedLine]]:
        """What :meth:`Repeats.add` learns from the page: its title and the lines that no rule knows."""
        return self.headline.text, list(self.trimmer.learnable().values()) if self.box >= 0 else []

    def text(self, number: int) -> str:
        """The mended text of a line."""
        return self.lines.lines[number].text

    def mended(self, texts: Sequence[str]) -> list[str]:
        """Texts taken from the page's tree, which is as the portal sent it, mended as its lines were."""
        return _mended(list(texts), "pinyin-notes" in self.flags)[0]

    @property
    def first_body(self) -> int:
        """The line of the first paragraph, or the end of the box when there is none."""
        return next(iter(self.trimmer.body), self.area.box_end)


def read_page(page: Page, layouts: Sequence[Layout] = (), repeats: Repeats | None = None) -> Reading:
    """Reads a page with the first of ``layouts`` whose body is found, else generically.

    ``repeats`` is what the portal's other pages have taught; reading does not change it.
    """
    lines = read_lines(page.root)
    data = read_metadata(page.root)
    flags = [*page.decoded.flags, *_mend(lines, data), *([CUT_OFF] if is_cut_off(page.body) else ())]
    likely = likely_headline(lines, data)
    foreign = foreign_blocks(lines, likely)
    layout, box = _layout_box(page, lines, layouts)
    if box < 0:
        box = find_box(lines, foreign, likely)
    place = max(box, 0)
    block = lines.blocks[place] if lines.blocks else None
    start, end = (block.start, block.end) if block else (0, 0)
    headline = _headline(page, lines, layout) or choose_headline(lines, foreign, data, start, end)
    anchor = headline.line if _leads(lines, headline.line, start, end) else -1
    area = find_area(lines, foreign, place, anchor) if block else Area(0, 0, 0, 0)
    area.decks = layout is None
    claims = Claims(data.article_text, (*(name for name, _ in data.ld_authors()), *data.meta.get("author", ())))
    trimmer = Trimmer(lines, foreign, area, repeats, claims)
    if box >= 0:
        trimmer.run()
    else:
        trimmer.give_up()
    return Reading(page, lines, data, foreign, box, headline, area, trimmer, flags, layout)


def _leads(lines: PageLines, headline: int, start: int, end: int) -> bool:
    """Whether the headline stands before the text; some pages repeat it below, as a link to themselves."""
    text = sum(line.width for line in lines.lines[start:end] if line.width >= PARAGRAPH)
    above = sum(line.width for line in lines.lines[start : max(start, headline)] if line.width >= PARAGRAPH)
    return (text - above) * 3 >= text


def _mend(lines: PageLines, data: Metadata) -> Sequence[str]:
    """Mends lines and claims; whether pinyin notes are noise is told by the running text, not by links to other pages."""
    plain = [line for line in lines.lines if line.linked * 5 <= 4 * len(line.text)]
    linked = [line for line in lines.lines if line.linked * 5 > 4 * len(line.text)]
    claims = data.texts()
    texts, flags = _mended([*(line.text for line in plain), *claims], False)
    noisy = "pinyin-notes" in flags
    others, more = _mended([line.text for line in linked], noisy)
    for line, text in zip([*plain, *linked], [*texts[: len(plain)], *others], strict=True):
        if text != line.text:
            line.linked = min(line.linked, len(text))
            line.text = " ".join(text.split())  # a character taken out leaves two blanks
            line.width = width(line.text)
    data.replace(dict(zip(claims, texts[len(plain) :], strict=True)))
    _drop_empty(lines)
    return [*flags, *more]


def _mended(texts: list[str], noisy: bool) -> tuple[list[str], Sequence[str]]:
    if not texts:
        return [], ()
    joined = "\n".join(texts)
    mended = mend(pinyin.strip(joined) if noisy else joined)
    return mended.text.split("\n"), mended.flags


def _drop_empty(page: PageLines) -> None:
    """Takes out lines that held only characters with no text, and shifts the blocks' ranges accordingly."""
    if all(line.text.strip() for line in page.lines):
        return
    kept = [bool(line.text.strip()) for line in page.lines]
    before = [0, *accumulate(kept)]
    page.lines = [line for line, keep in zip(page.lines, kept, strict=True) if keep]
    for block in page.blocks:
        block.start, block.end = before[block.start], before[block.end]
    for picture in page.pictures:
        picture.line = before[picture.line]


def _layout_box(page: Page, lines: PageLines, layouts: Sequence[Layout]) -> tuple[Layout | None, int]:
    """The first layout whose body is found with text in it, and the block that holds it; (None, -1) when there is none."""
    for layout in layouts:
        found = [part.root for part in page.selector.css(layout.body) if any(map(str.strip, part.root.itertext()))]
        if found:
            chains = [list(reversed(lines.ancestors(lines.index_of(root)))) for root in (found[0], found[-1])]
            common = [a for a, b in zip(*chains, strict=False) if a == b]
            box = lines.blocks[common[-1]]
            if box.start < box.end:  # else its text is a script's
                return layout, common[-1]
    return None, -1


def _headline(page: Page, lines: PageLines, layout: Layout | None) -> Headline | None:
    if layout is None or not layout.headline:
        return None
    for part in page.selector.css(layout.headline):
        if lines.blocks:
            block = lines.blocks[lines.index_of(part.root)]
            for number in range(block.start, block.end):
                return Headline(lines.lines[number].text, number)
    return None
