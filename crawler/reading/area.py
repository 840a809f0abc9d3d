"""Which lines of a page may belong to its article, and which of them are captions: what structure alone tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.reading.lines import PageLines, TextLine

#: How many lines after the content box may still belong to the article: credits, source and notices stand there.
TAIL_LINES = 40
TAIL_LEAST = 3
HEAD_LINES = 12
#: A column with more than this share of the lines is the page itself, whose top is navigation: fewer lines count.
WHOLE_PAGE = 0.8
TOP_LINES = 4
#: A caption is at most so wide (in Latin letters).
CAPTION = 200.0
#: So many characters beside a link are its label.
LABEL = 14
_LINK_ENDS = frozenset('.。!！?？…”"»)）')
_STOPS = frozenset({"comment", "footer"})
_ENDS = '.。!！?？…”"'
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Area:
    """The article area: lines ``[start, end)`` of the page, the content box ``[box_start, box_end)`` within it.

    ``decks``: whether a standfirst may stand between headline and box; a portal's layout says where all the text is.
    """

    start: int
    end: int
    box_start: int
    box_end: int
    title: int = -1
    decks: bool = True


def find_area(page: PageLines, foreign: Sequence[str], box: int, title: int) -> Area:
    """The lines around a content box that may belong to its article: from a little above the title to the end notices."""
    start, end = page.blocks[box].start, page.blocks[box].end
    first = min(title, start) if 0 <= title < end else start
    column = page.blocks[_column(page, box, title)]
    whole = column.end - column.start > WHOLE_PAGE * len(page.lines)
    area = Area(max(column.start, first - (TOP_LINES if whole else HEAD_LINES)), end, start, end, title)
    last = min(column.end, end + TAIL_LINES)
    while area.end < last and foreign[page.lines[area.end].block] not in _STOPS:
        area.end += 1
    return area


def _column(page: PageLines, box: int, title: int) -> int:
    """The innermost block that holds both headline and content box: breadcrumb and notices stand in it too."""
    end = page.blocks[box].end
    for block in page.ancestors(box)[1:]:
        found = page.blocks[block]
        # Credits stand in a cell or box of their own: a column that ends with the text is not yet the whole of it.
        if (title < 0 or found.start <= title < found.end) and found.end >= end + TAIL_LEAST:
            return block
    return 0


def captions(page: PageLines) -> set[int]:
    """Short lines that directly follow an image in its own block, or stand out below it."""
    found = set()
    for picture in page.pictures:
        if picture.line >= len(page.lines):
            continue
        line = page.lines[picture.line]
        below = page.blocks[line.block]
        own = line.block == picture.block and below.start == picture.line
        own = own and (line.width <= CAPTION / 3 or line.text[-1] not in '.!?”"')  # text wrapped around an image
        centred = not own and below.start == picture.line and _stands_out(page, line.block)
        if below.tag == "p" and line.text[-1] in _ENDS:
            continue  # captions of their own in paragraphs end without a mark: of 552 pages' such lines nearly all were text
        if (own or centred) and line.width <= CAPTION and below.end - below.start <= 2 and not is_heading(below.tag):
            found.add(picture.line)
    return found


def _stands_out(page: PageLines, block: int) -> bool:
    """Whether a block is centred, or has a class of its own among the blocks that follow it."""
    element = page.blocks[block].element
    style = (element.get("style") or "").replace(" ", "").lower()
    if "text-align:center" in style or element.get("align") == "center":
        return True
    following = element.getnext()
    own = element.get("class")
    return bool(own) and following is not None and following.tag == element.tag and following.get("class") != own


def is_link(line: TextLine) -> bool:
    """Whether a line is a link, at most with a label such as "[VIDEO]" or a bullet beside it."""
    plain = len(line.text) - line.linked
    labelled = plain <= LABEL and line.linked >= max(3 * plain, 2 * LABEL) and line.text[-1] not in _LINK_ENDS
    return line.linked >= 0.9 * len(line.text) or labelled


def is_heading(tag: str) -> bool:
    """Whether a block of this tag is a heading."""
    return tag in _HEADINGS
