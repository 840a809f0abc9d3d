"""Where an article ends although its content box goes on: at the next article, or at a heading such as "related news"."""

from collections.abc import Sequence

from crawler.reading import boilerplate
from crawler.reading.lines import PageLines

#: After a heading such as "related news" all is cut, unless more than this share of the body still follows.
CUT_REST = 0.3
#: Headings that are looked at for that: an article has few, a hostile page thousands.
MOST_CUTS = 30
_CUTTING = ("related.", "comment.", "share.", "prevnext.", "tags.")


def next_article(page: PageLines, title: int, paragraphs: list[int], end: int, foreign: Sequence[str]) -> int:
    """The line of a second ``<h1>`` with text of its own, or -1: endless pages append the next article.

    A headline in a side block (``foreign``) begins nothing.
    """
    if title < 0 or not paragraphs or page.blocks[page.lines[title].block].tag != "h1":
        return -1
    parent_of = {number: page.blocks[page.lines[number].block].parent for number in paragraphs}
    last_in = {parent: number for number, parent in parent_of.items()}
    beside: set[int] = set()  # what holds the paragraphs so far: a subhead stands beside them
    ends = -1  # the last paragraph in any of these
    for number in range(paragraphs[0], end):
        block = page.blocks[page.lines[number].block]
        if foreign[page.lines[number].block]:
            continue
        other = block.tag == "h1" and page.lines[number].text != page.lines[title].text
        if other and beside and block.parent not in beside and ends < number:
            return number
        if number in parent_of:
            beside.add(block.parent)
            ends = max(ends, last_in[block.parent])
    return -1


def related_heading(page: PageLines, paragraphs: list[int], end: int) -> tuple[int, str]:
    """The heading behind which only other articles follow, with its rule; (-1, "") when there is none."""
    tries = MOST_CUTS
    for number in _last_part(page, paragraphs, end) if paragraphs else ():
        text = page.lines[number].text
        rule = boilerplate.match(text, "tail") if len(text) <= 60 else None
        if rule is None or not rule.id.startswith(_CUTTING):
            continue
        if not _goes_on(page, paragraphs, number):
            return number, rule.id
        if (tries := tries - 1) == 0:
            break
    return -1, ""


def _last_part(page: PageLines, paragraphs: list[int], end: int) -> range:
    """The lines of the box after which at most the share ``CUT_REST`` of the text follows."""
    allowed = CUT_REST * sum(page.lines[number].width for number in paragraphs)
    start = end
    for number in reversed(paragraphs):
        allowed -= page.lines[number].width
        if allowed < 0:
            break
        start = number
    before = [number for number in paragraphs if number < start]
    return range((before[-1] if before else paragraphs[0]) + 1, end)


def _goes_on(page: PageLines, paragraphs: list[int], number: int) -> bool:
    """A link to related news in the middle of the text: paragraphs beside the earlier ones, or alike, follow it."""
    lines, blocks = page.lines, page.blocks
    before = {blocks[lines[kept].block].parent for kept in paragraphs if kept < number}
    names = {name for parent in before if (name := blocks[parent].element.get("class"))}
    return any(
        blocks[lines[later].block].tag == "p"
        and (blocks[lines[later].block].parent in before or _parent_name(page, later) in names)
        and not boilerplate.match(lines[later].text, "tail")
        for later in paragraphs
        if later > number
    )


def _parent_name(page: PageLines, number: int) -> str:
    parent = page.blocks[page.lines[number].block].parent
    return (page.blocks[parent].element.get("class") or "") if parent >= 0 else ""
