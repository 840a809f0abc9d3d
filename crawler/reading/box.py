"""Finds the content box: the block whose lines, taken together, read most like an article.

Every line gets a value, positive where it reads like running text and negative where it reads like navigation; the
content box is the block with the largest sum (a maximum subsequence segmentation, Pasternack & Roth, WWW 2009, with the
tree's blocks as the only candidates). Sums come from prefix sums, so all blocks are tried in linear time.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from crawler.reading.lines import UNMARKED, Block, PageLines, TextLine
from crawler.rules.rule import SENTENCE_MARKS

#: Blocks of these kinds hold no article text, whatever they say about themselves being long.
FOREIGN = frozenset({"comment", "related", "share", "nav", "footer", "aside", "ad", "form", "tool", "tags", "hidden",
                     "teaser"})  # fmt: skip
#: A block with more than this share of the page's text is the page, not a side block: themes write "has-sidebar" on body.
LARGEST_FOREIGN = 0.35
#: Readers' comments may be longer than the article; these kinds are believed up to a larger share.
CERTAIN = {"comment": 0.95, "footer": 0.95, "hidden": 0.95, "related": 0.6}
#: A side block with so many times the text of the best box was misnamed: templates call their text column "widget".
MISNAMED = 1.5
_MAY_BE_TEXT = frozenset({"aside", "ad", "nav", "form", "tool", "tags", "hidden", "teaser"})
#: Headings and paragraphs are named for their looks ("nav-headline"); only these names say what they are.
_NAMES_OF_LINES = frozenset({"related", "comment", "share", "hidden", "teaser"})
_LINE_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
#: A "teaser" without a link that begins within so many lines of the headline is the article's own standfirst.
OWN_TEASER = 12
#: So many siblings, each a linked title with a short text, are teasers of other articles.
TEASERS = 3
TEASER_WIDTH = 700.0
PARAGRAPH = 60.0
#: Hidden blocks inside the text column with so much text are the rest of the article behind a wall.
WALLED = 300.0
LIST_LINES = 6
MIN_BOX = 80.0

_MARKS = f"{SENTENCE_MARKS}:…"
_SENTENCE = re.compile(f"[{_MARKS}{UNMARKED}]")


def line_value(line: TextLine, block: Block) -> float:
    """How much a line speaks for its block being the article (> 0) or navigation (< 0)."""
    length = line.width
    link_share = line.linked / len(line.text)
    if link_share > 0.6:
        return -10.0 - min(length, 120.0) * 0.25
    plain = length * (1 - link_share)
    if plain >= PARAGRAPH and _SENTENCE.search(line.text):
        return min(plain, 1500.0)
    if plain >= 30 and line.text[-1] in _MARKS:
        return plain
    return -1.0 if block.tag in ("td", "th") else -3.0 if block.tag in ("li", "dd", "dt") else -2.0


def foreign_blocks(page: PageLines, headline: int = -1) -> list[str]:
    """For every block the kind of side block it is or lies in, or empty: the page's own word, where it is credible.

    A block that holds the headline is never foreign, whatever it is called: themes write "has-sidebar" on the body.
    ``headline`` is the number of its line, -1 when it is not known.
    """
    lengths = [0.0, *accumulate(line.width * (1 - line.linked / len(line.text)) for line in page.lines)]
    total = lengths[-1] or 1.0
    kinds: list[str] = []
    for block in page.blocks:
        kind = kinds[block.parent] if block.parent >= 0 else ""
        named = block.kind in (_NAMES_OF_LINES if block.tag in _LINE_TAGS else FOREIGN)
        if not kind and named and block.tag not in ("body", "html", "main") and not _own_teaser(page, block, headline):
            share = (lengths[block.end] - lengths[block.start]) / total
            limit = CERTAIN.get(block.kind, LARGEST_FOREIGN) if headline >= 0 else LARGEST_FOREIGN
            limit = 0.95 if block.tag in ("nav", "footer") else limit
            if share <= limit and not block.start <= headline < block.end:
                kind = block.kind
        kinds.append(kind)
    _mark_teasers(page, kinds, headline)
    return kinds


def _own_teaser(page: PageLines, block: Block, headline: int) -> bool:
    """Whether a block named "teaser" introduces this article and no other: it leads nowhere and follows the headline."""
    near = 0 <= headline < block.start <= headline + OWN_TEASER
    return block.kind == "teaser" and near and not any(line.linked for line in page.lines[block.start : block.end])


def _mark_teasers(page: PageLines, kinds: list[str], headline: int) -> None:
    """Marks runs of sibling blocks that each hold a linked title and a little text: lists of other articles."""
    children: dict[int, list[int]] = {}
    for number, block in enumerate(page.blocks):
        if not kinds[number] and 2 <= block.end - block.start <= 7 and not block.start <= headline < block.end:
            children.setdefault(block.parent, []).append(number)
    teasers = set()
    for siblings in children.values():
        if len(siblings) >= TEASERS:
            alike = [number for number in siblings if _is_teaser(page, page.blocks[number])]
            if len(alike) >= TEASERS and len(alike) * 10 >= 7 * len(siblings):
                teasers.update(alike)
    if teasers:
        for number, block in enumerate(page.blocks):
            if number in teasers or (block.parent >= 0 and kinds[block.parent] == "teaser" and not kinds[number]):
                kinds[number] = kinds[number] or "teaser"


def _is_teaser(page: PageLines, block: Block) -> bool:
    lines = page.lines[block.start : block.end]
    if sum(line.width for line in lines) > TEASER_WIDTH:
        return False
    return any(line.linked >= 0.9 * len(line.text) and line.width >= 25 for line in lines)


def find_box(page: PageLines, foreign: list[str], headline: int = -1) -> int:
    """The index of the content box, or -1 when no block holds a paragraph's worth of text.

    A side block that turns out to hold the text loses its name in ``foreign``.
    """
    values = [line_value(line, page.blocks[line.block]) for line in page.lines]
    _show_walled(page, foreign, values)
    best, best_sum = _largest(page, foreign, values)
    misnamed, text = _largest_side(page, foreign, values)
    if misnamed >= 0 and text > MISNAMED * max(best_sum, MIN_BOX):
        _rename(page, foreign, misnamed)
        best, _ = _largest(page, foreign, values)
    return _with_list(page, foreign, best, headline) if best >= 0 else best


def _rename(page: PageLines, foreign: list[str], block: int) -> None:
    for number in range(block, len(page.blocks)):
        if page.blocks[number].start >= page.blocks[block].end and number > block:
            break
        if page.inside(number, block):
            foreign[number] = ""


def _show_walled(page: PageLines, foreign: list[str], values: Sequence[float]) -> None:
    """Text that a wall only hides: hidden blocks full of paragraphs inside the block that holds the visible ones."""
    hidden: dict[int, list[int]] = {}
    for number, block in enumerate(page.blocks):
        if block.kind == "hidden" and foreign[number] == "hidden" and page.blocks[block.parent].kind == "body":
            hidden.setdefault(block.parent, []).append(number)
    for parent, blocks in hidden.items():
        text = sum(max(v, 0.0) for n in blocks for v in values[page.blocks[n].start : page.blocks[n].end])
        if text >= WALLED and not foreign[parent]:
            for number in blocks:
                _rename(page, foreign, number)


def _with_list(page: PageLines, foreign: Sequence[str], box: int, headline: int) -> int:
    """A results list or timetable has hardly a sentence: when the box is that one sentence, its column is the text."""
    parent = page.blocks[box].parent
    if page.blocks[box].end - page.blocks[box].start > 2 or parent < 0:
        return box
    if headline >= 0 and (column := _list_below(page, foreign, box, headline)) >= 0:
        return column
    if page.blocks[parent].kind != "body":
        return box
    lines = [
        line for line in page.lines[page.blocks[parent].start : page.blocks[parent].end] if not foreign[line.block]
    ]
    plain = sum(line.width for line in lines if not line.linked)
    return parent if len(lines) >= LIST_LINES and plain * 10 >= 7 * sum(line.width for line in lines) else box


def _list_below(page: PageLines, foreign: Sequence[str], box: int, headline: int) -> int:
    """The block around the headline whose plain lines below it hold more text than a box elsewhere; -1 without one."""
    sentence = sum(line.width for line in page.lines[page.blocks[box].start : page.blocks[box].end])
    for number in page.ancestors(page.lines[headline].block):
        block = page.blocks[number]
        if page.inside(box, number):
            break
        below = [line for line in page.lines[headline + 1 : block.end] if not foreign[line.block]]
        plain = [line.width for line in below if 2 * line.linked < len(line.text)]
        if len(plain) >= LIST_LINES and sum(plain) > 2 * sentence:
            return number
    return -1


def _largest(page: PageLines, foreign: Sequence[str], values: Sequence[float]) -> tuple[int, float]:
    sums = [0.0]
    for line, value in zip(page.lines, values, strict=True):
        sums.append(sums[-1] + (min(value, 0.0) - 5.0 if foreign[line.block] else value))
    best, best_sum = -1, MIN_BOX
    for number, block in enumerate(page.blocks):
        total = sums[block.end] - sums[block.start] + _hint(block)
        if total >= best_sum:  # ">=": of two blocks with the same text the inner one
            best, best_sum = number, total
    return best, best_sum


def _largest_side(page: PageLines, foreign: Sequence[str], values: Sequence[float]) -> tuple[int, float]:
    """The outermost side block, of a kind that is at times misnamed, with the most text."""
    sums = [0.0, *accumulate(values)]
    best, best_sum = -1, 0.0
    for number, block in enumerate(page.blocks):
        outermost = block.parent < 0 or not foreign[block.parent]
        if foreign[number] in _MAY_BE_TEXT and outermost and block.tag not in ("nav", "footer"):
            total = sums[block.end] - sums[block.start]
            if total > best_sum:
                best, best_sum = number, total
    return best, best_sum


def _hint(block: Block) -> float:
    return 10.0 if block.kind == "body" or block.tag == "article" else 0.0
