"""Says of every line of the article area what it is: body, field, removed by a named rule, or unknown.

Inside a content box nearly everything that is no article stands before its first or after its last paragraph (counted on
123 pages of 55 portals), so the lines are judged from both ends; between paragraphs only rules made for that place act.
"""

import re
from collections.abc import Sequence

from crawler.reading import boilerplate, cuts
from crawler.reading.area import CAPTION, Area, captions, is_heading, is_link
from crawler.reading.claims import NO_CLAIMS, Claims, unclaimed, vita
from crawler.reading.items import LedgerLine, Verdict
from crawler.reading.linekeys import PlacedLine, placed_lines
from crawler.reading.lines import UNMARKED, PageLines
from crawler.reading.repeats import FEWEST, Repeated, Repeats
from crawler.rules.rule import FULL_STOPS, SENTENCE_MARKS

#: A standfirst outside the content box follows the headline within so many lines.
DECK_LINES = 6
#: So many lines of a page without text are kept in the ledger.
SHELL_LINES = 200
#: Between paragraphs a line that the portal repeats goes only when it is at most so wide: a prompt, not a paragraph.
SHORT = 120.0
#: A short line before the first paragraph is text where its markup says so.
_TEXT_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6", "p", "blockquote"})
_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]{4,}")
_MARK = re.compile(f"[{SENTENCE_MARKS}{UNMARKED}]")
_ENDS = f"。！？.!?…؟{FULL_STOPS}"


class Trimmer:
    """Judges the lines of one article area; ``ledger()`` is the account, ``body`` the kept lines' numbers."""

    def __init__(
        self,
        page: PageLines,
        foreign: Sequence[str],
        area: Area,
        repeats: Repeats | None = None,
        claims: Claims = NO_CLAIMS,
    ) -> None:
        self.page, self.foreign, self.area, self.repeats, self.claims = page, foreign, area, repeats, claims
        self.known: dict[int, Repeated] = {}
        self._placed: dict[int, PlacedLine] = {}  # hashing the lines of an area costs as much as all word rules
        self.verdicts: dict[int, tuple[Verdict, str]] = {}
        self.texts: dict[int, str] = {}
        self.tails: list[LedgerLine] = []
        self.captions = captions(page)
        self._caption_blocks: dict[int, bool] = {}
        self.body: list[int] = []  # numbers of the lines that are the article, in page order; known after run()

    def run(self) -> None:
        """Judges every line: structure first, then the two ends, then what stands between."""
        for number in range(self.area.start, self.area.end):
            if rule := self._structural(number):
                self.verdicts[number] = ("removed", rule)
        if self.area.title >= 0:
            self.verdicts[self.area.title] = ("field", "title")
        self.known = self._known()
        first, last = self._paragraph_range()
        self._judge(range(self.area.start, first), "head")
        self._judge(range(first, last + 1), "body")
        self._judge(range(last + 1, self.area.end), "tail")
        self._weigh_claims(self._kept())
        self.body = self._kept()
        self._split_tails()

    def _weigh_claims(self, body: list[int]) -> None:
        """Lines that the page's own head tells from the article."""
        for number in vita(self.page, body, self.claims.authors):
            self.verdicts[number] = ("removed", "author.vita")
        for number in unclaimed(self.page, body, self.claims.text):
            self.verdicts[number] = ("removed", "unclaimed")

    def give_up(self) -> None:
        """A page without running text: what it says instead ("not found", "log in") stays readable in the ledger."""
        for number in range(min(len(self.page.lines), SHELL_LINES)):
            self.verdicts[number] = ("unknown", "")

    def _kept(self) -> list[int]:
        return sorted(number for number, (verdict, _) in self.verdicts.items() if verdict == "body")

    def text(self, number: int) -> str:
        """The line's text as it is kept."""
        return self.texts.get(number, self.page.lines[number].text)

    def ledger(self) -> list[LedgerLine]:
        """Every line of the area with its verdict, in page order."""
        lines = [LedgerLine(number, self.text(number), *self.verdicts[number]) for number in self.verdicts]
        return sorted([*lines, *self.tails], key=lambda line: line.position)

    def _structural(self, number: int) -> str:
        line = self.page.lines[number]
        if kind := self.foreign[line.block]:
            return f"block.{kind}"
        if any(self._is_caption(block) for block in self.page.ancestors(line.block, 3)):
            return "block.caption"
        if is_link(line) and not self._reads_on(number):
            return "links"
        if number in self.captions:
            return "caption.image"
        return ""

    def _is_caption(self, block: int) -> bool:
        """Whether a block calls itself a caption and is as short as one; measured once, however many lines it has."""
        found = self.page.blocks[block]
        if found.kind != "caption":
            return False
        if found.tag == "figcaption":
            return True
        if block not in self._caption_blocks:
            total = sum(line.width for line in self.page.lines[found.start : found.end])
            self._caption_blocks[block] = total <= 2 * CAPTION
        return self._caption_blocks[block]

    def _reads_on(self, number: int) -> bool:
        """A wholly linked line may still be text: a long sentence inside the content box."""
        text = self.page.lines[number].text
        inside = self.area.box_start <= number < self.area.box_end
        return inside and self.page.lines[number].width >= 60 and text[-1] in _ENDS

    def _is_paragraph(self, number: int) -> bool:
        if number in self.verdicts:
            return False
        line = self.page.lines[number]
        return line.width >= 40 and _MARK.search(line.text) is not None

    def _paragraph_range(self) -> tuple[int, int]:
        """The first and the last line of the body; what no end rule knows is taken for text."""
        area = self.area
        floor = area.title + 1 if area.box_start <= area.title < area.box_end else area.box_start
        paragraphs = [number for number in range(floor, area.box_end) if self._is_paragraph(number)]
        while paragraphs and self._is_edge(paragraphs[0], "head"):
            paragraphs.pop(0)
        self._cut(
            paragraphs, cuts.next_article(self.page, area.title, paragraphs, area.box_end, self.foreign), "next.article"
        )
        self._cut(paragraphs, *cuts.related_heading(self.page, paragraphs, area.box_end))
        while paragraphs and self._is_edge(paragraphs[-1], "tail"):
            paragraphs.pop()
        if not paragraphs:
            return area.box_end, area.box_end - 1
        return paragraphs[0], paragraphs[-1]

    def _is_edge(self, number: int, where: str) -> bool:
        """A line at an end of the text that is none of it: by its words, or because the portal repeats it."""
        return number in self.known or boilerplate.match(self.page.lines[number].text, where) is not None

    def _known(self) -> dict[int, Repeated]:
        """Lines that the portal repeats; none when no paragraph would be left, for then they are its article."""
        if self.repeats is None or self.repeats.pages < FEWEST:
            return {}
        placed = self.learnable()
        known = {number: seen for number, line in placed.items() if (seen := self.repeats.verdict(line))}
        paragraphs = {number for number in placed if self._is_paragraph(number)}
        return known if paragraphs - known.keys() else {}

    def learnable(self) -> dict[int, PlacedLine]:
        """The lines that stand for themselves, by number: no rule, field or kind of block has spoken for them."""
        free = [
            number
            for number in range(self.area.start, self.area.end)
            if number not in self.verdicts or self.verdicts[number][0] in ("body", "unknown") or number in self.known
        ]
        self._placed.update(placed_lines(self.page, (number for number in free if number not in self._placed)))
        return {number: self._placed[number] for number in free if number in self._placed}

    def _goes(self, number: int, where: str) -> bool:
        """Whether a repeated line goes: at the ends always, between paragraphs when it is a short line of the template."""
        if where != "body":
            return True
        line = self.page.lines[number]
        heading = line.bold or is_heading(self.page.blocks[line.block].tag)
        return self.known[number].steady and line.width <= SHORT and not heading

    def _cut(self, paragraphs: list[int], number: int, rule: str) -> None:
        """Ends the article before a line; -1 ends nothing."""
        if number < 0:
            return
        paragraphs[:] = [kept for kept in paragraphs if kept < number]
        for later in range(number, self.area.box_end):
            self.verdicts.setdefault(later, ("removed", rule if later == number else f"after:{rule}"))

    def _judge(self, numbers: range, where: str) -> None:
        for number in numbers:
            if number in self.verdicts:
                continue
            line = self.page.lines[number]
            if rule := boilerplate.match(line.text, where):
                self.verdicts[number] = ("removed", rule.id)
            elif number in self.known and self._goes(number, where):
                self.verdicts[number] = ("removed", self.known[number].rule)
            elif kind := self._about(line.block, 1 if where == "body" else 3):
                self.verdicts[number] = ("removed", f"block.{kind}")
            elif where == "head" and (self.page.blocks[line.block].tag == "h1" or self._is_second_headline(number)):
                self.verdicts[number] = ("field", "title")
            elif where == "body" or self._belongs(number, where):
                self.verdicts[number] = ("body", "")
            else:
                self.verdicts[number] = ("unknown", "")

    def _belongs(self, number: int, where: str) -> bool:
        """Unknown lines at the ends: kept when they stand inside the box and read like text."""
        area, line = self.area, self.page.lines[number]
        if area.box_start <= number < area.box_end:
            if area.title >= 0 and number < area.title:
                return False
            if where == "head" and line.width < 40 and self.page.blocks[line.block].tag not in _TEXT_TAGS:
                return False
            return line.linked * 2 < len(line.text)
        return where == "head" and area.decks and 0 <= area.title < number and self._is_deck(number)

    def _about(self, block: int, levels: int) -> str:
        """Blocks that say they hold by-lines or dates: near the ends a parent's word counts too."""
        for number in self.page.ancestors(block, levels):
            if self.page.blocks[number].kind in ("byline", "meta") and (
                levels > 1 or self.page.blocks[number].tag == "div"
            ):
                return self.page.blocks[number].kind
        return ""

    def _is_second_headline(self, number: int) -> bool:
        """The headline once more in other words, as portals have one for search engines and one for readers."""
        title, line = self.area.title, self.page.lines[number]
        if title < 0 or not title < number or not is_heading(self.page.blocks[line.block].tag):
            return False
        first, second = (set(_WORD.findall(self.page.lines[n].text.casefold())) for n in (title, number))
        return len(second) >= 4 and 2 * len(first & second) >= len(second)

    def _is_deck(self, number: int) -> bool:
        line = self.page.lines[number]
        before = sum(self.verdicts[other][0] != "removed" for other in range(self.area.title + 1, number))
        if before > DECK_LINES or line.linked * 3 >= len(line.text):
            return False
        return line.width >= 60 and line.text[-1] in _ENDS + '”"'

    def _split_tails(self) -> None:
        """Credits glued to the end of the last paragraphs come off."""
        for number in self.body[-2:]:
            kept, tail, rule = boilerplate.split_tail(self.text(number))
            if tail:
                self.texts[number] = kept
                self.tails.append(LedgerLine(number, tail, "removed", rule))
