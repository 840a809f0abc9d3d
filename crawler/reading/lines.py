"""A page as text lines and blocks: the one walk over the tree that all of extraction reads from.

A *line* is a run of inline text inside one block element, ended by the block's edge or a ``<br>``. A *block* is a
block-level element with the range of lines it holds, so the text of any container is a slice and sums over containers
are differences of prefix sums. Nothing here decides what the article is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from crawler.network.limits import limit
from crawler.reading.kinds import HIDDEN_STYLE, kind_of

SKIPPED = frozenset(
    "script style noscript template iframe svg math object embed applet select option textarea datalist head title "
    "canvas audio video map frameset frame input".split()
)
BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul "
    "caption legend button label amp-list".split()
)
_INLINE, _BLOCK, _BREAK, _PICTURE, _NO_TEXT = range(5)
_ROLES: dict[object, int] = {
    **dict.fromkeys(BLOCKS, _BLOCK),
    **dict.fromkeys((*SKIPPED, etree.Comment, etree.ProcessingInstruction, etree.Entity), _NO_TEXT),
    **{"br": _BREAK, "img": _PICTURE, "amp-img": _PICTURE},
}
#: The letters of Thai and Lao, as a range of a pattern: they have blanks where others have marks.
UNMARKED = "\u0e00-\u0eff"
#: One Han, kana or Hangul character says about as much as this many Latin letters.
CJK_WEIGHT = 2.5
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def width(text: str) -> float:
    """The length of a text in units of a Latin letter, so that one limit serves all scripts."""
    if text.isascii() or not _CJK.search(text):
        return float(len(text))
    # Each such character has three bytes in UTF-8, and counting bytes is ten times as fast as counting matches.
    return len(text) + (CJK_WEIGHT - 1) * (len(text.encode("utf-8", "replace")) - len(text)) / 2


@dataclass(slots=True)
class Block:
    """A block element: its place in the page's tree of blocks and the lines ``[start, end)`` inside it."""

    element: HtmlElement
    tag: str
    parent: int
    kind: str
    start: int
    end: int = 0


@dataclass(slots=True)
class TextLine:
    """One line of text; ``linked`` counts its characters inside links, ``block`` is the innermost block's index.

    ``width`` is :func:`width` of the text, computed once.
    """

    text: str
    block: int
    linked: int = 0
    bold: bool = False
    width: float = 0.0


@dataclass(slots=True)
class Picture:
    """An ``<img>``: the line it stands before and its block."""

    element: HtmlElement
    line: int
    block: int


@dataclass(slots=True)
class PageLines:
    """All lines, blocks and pictures of a page in document order; blocks[0] is the whole page."""

    lines: list[TextLine] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def ancestors(self, block: int, most: int = 400) -> list[int]:
        """The block and its parents, innermost first, ``most`` of them at most."""
        chain: list[int] = []
        while block >= 0 and len(chain) < most:
            chain.append(block)
            block = self.blocks[block].parent
        return chain

    def inside(self, inner: int, outer: int) -> bool:
        """Whether block ``inner`` is ``outer`` or lies within it."""
        while inner > outer:
            inner = self.blocks[inner].parent
        return inner == outer

    def index_of(self, element: HtmlElement) -> int:
        """The block of an element (of its nearest block ancestor); 0 when it lies outside all."""
        places = {block.element: number for number, block in enumerate(self.blocks)}
        node: HtmlElement | None = element
        while node is not None:
            if node in places:
                return places[node]
            node = node.getparent()
        return 0


def read_lines(root: HtmlElement) -> PageLines:
    """Walks the tree once and returns its lines and blocks; script, style and form values are no text."""
    reader = _Reader()
    reader.block(root, root.tag, -1, 0)
    return reader.page


class _Reader:
    """The walk: half of the time of an extraction, so it makes few calls and looks at each element once."""

    def __init__(self) -> None:
        self.page = PageLines()
        self.parts: list[str] = []
        self.linked = self.bold_chars = 0
        self.in_link = self.in_bold = 0
        self.current = 0
        self.deepest = limit("CITYDESK_MAX_DEPTH")

    def flush(self) -> None:
        """Ends the line."""
        text = " ".join("".join(self.parts).split())
        if text:
            bold = self.bold_chars * 10 >= 9 * len(text)
            line = TextLine(text, self.current, min(self.linked, len(text)), bold, width(text))
            self.page.lines.append(line)
        self.parts.clear()
        self.linked = self.bold_chars = 0

    def add(self, text: str) -> None:
        """Adds text to the line; a blank between two words counts, layout at a line's start does not."""
        if text.isspace():
            if self.parts:
                self.parts.append(" ")
            return
        self.parts.append(text)
        if self.in_link:
            self.linked += len(text.strip())
        if self.in_bold:
            self.bold_chars += len(text.strip())

    def block(self, element: HtmlElement, tag: str, parent: int, depth: int) -> None:
        """Reads a block element with all that is in it."""
        if self.parts:
            self.flush()
        number = len(self.page.blocks)
        block = Block(element, tag, parent, kind_of(element, tag), len(self.page.lines))
        self.page.blocks.append(block)
        self.current = number
        self.children(element, number, depth)
        if self.parts:
            self.flush()
        block.end = len(self.page.lines)
        self.current = max(parent, 0)

    def children(self, element: HtmlElement, parent: int, depth: int) -> None:
        """Reads an element's text and children."""
        if depth >= self.deepest:  # flattened
            self.add(" ".join(_flat_texts(element)))
            return
        if text := element.text:
            self.add(text)
        for child in element:
            tag = child.tag
            role = _ROLES.get(tag, _INLINE)
            if role == _INLINE:
                if len(child) or child.get("style"):
                    self.inline(child, tag, parent, depth + 1)
                elif text := child.text:
                    self.leaf(tag, text)
            elif role == _BLOCK:
                self.block(child, tag, parent, depth + 1)
            elif role == _BREAK:
                self.flush()
            elif role == _PICTURE:
                self.page.pictures.append(Picture(child, len(self.page.lines) + bool(self.parts), parent))
            if text := child.tail:
                self.add(text)

    def leaf(self, tag: str, text: str) -> None:
        """An inline element without children: most links and all plain spans."""
        if tag == "a":
            self.in_link += 1
            self.add(text)
            self.in_link -= 1
        elif tag == "b" or tag == "strong":
            self.in_bold += 1
            self.add(text)
            self.in_bold -= 1
        else:
            self.add(text)

    def inline(self, element: HtmlElement, tag: str, parent: int, depth: int) -> None:
        """Reads an inline element; links and bold text are counted."""
        if (style := element.get("style")) and HIDDEN_STYLE.search(style):
            return
        if tag == "a":
            self.in_link += 1
            self.children(element, parent, depth)
            self.in_link -= 1
        elif tag == "b" or tag == "strong":
            self.in_bold += 1
            self.children(element, parent, depth)
            self.in_bold -= 1
        else:
            self.children(element, parent, depth)


def _flat_texts(element: HtmlElement) -> Iterator[str]:
    """The texts inside an element, however deep, without those of ``SKIPPED`` elements, comments and instructions."""
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start" and node.tag in SKIPPED:
            walk.skip_subtree()
        elif event == "start" and node.text:
            yield node.text
        elif event != "start" and node is not element and node.tail:
            yield node.tail
