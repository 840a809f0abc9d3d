"""Chooses the headline: the visible heading that the page's own claims (``<title>``, OpenGraph, JSON-LD) agree with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.reading.lines import PageLines
from crawler.reading.metadata import Metadata
from crawler.reading.titleclaims import (
    END_LEAST,
    LONGEST,
    SEPARATOR,
    Claim,
    agreement,
    joined,
    prefixes,
    read_claims,
    shares_words,
    title_key,
    votes,
)

_NO_HEADLINE = re.compile(r"\d{4}\s?[-年/.]\s?\d{1,2}|[:：]\s|^[^\s:：]{1,6}[:：]|[。；，,.;]$")
_HEADINGS = {"h1": 3, "h2": 2, "h3": 1, "h4": 1}
_FOREIGN_HEADING = frozenset({"nav", "footer", "aside", "related", "comment", "form", "ad"})
#: Lines after the beginning of the content box that may hold the headline.
BELOW = 12
#: Lines of a heading with kicker, title and subtitle; more are a teaser that was made a heading.
MOST_LINES = 4
#: Lines between the crumb that is marked as a heading and the headline: a date, a name.
NEXT = 3
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_CRUMBS = re.compile(r"crumb|breadbar|seo-?title", re.I)


@dataclass(frozen=True, slots=True)
class Headline:
    """The title and the line of the page it stands in (-1: only claimed in the head)."""

    text: str
    line: int


def likely_headline(page: PageLines, data: Metadata) -> int:
    """The first heading that the page's claims agree with, -1 when none does: known before the content box is."""
    claims = read_claims(data)
    for block in page.blocks:
        if block.tag in _HEADINGS:
            for number in range(block.start, block.end):
                text = page.lines[number].text
                if 2 <= len(text) <= LONGEST and agreement(title_key(text), claims) >= 0.8:
                    return number
    return -1


def choose_headline(page: PageLines, foreign: Sequence[str], data: Metadata, box_start: int, box_end: int) -> Headline:
    """The headline of the article whose content box holds the lines ``[box_start, box_end)``."""
    claims = read_claims(data)
    best, best_score = _best_line(page, foreign, claims, box_start, min(box_end, box_start + BELOW))
    if best_score >= 2.0 and (best_score >= 4.0 or not claims):
        return _whole(page, _shown_instead(page, foreign, best, claims), claims)
    claimed = strip_site([claim.text for claim in claims], data.first("site"), page)
    if (
        best.text
        and claimed.line < 0
        and (_is_lone(page, best) or len(title_key(claimed.text)) < len(title_key(best.text)))
    ):
        return best  # the template claims its own name on every page, or the head tells search engines another title
    return claimed if claimed.text else best if best.text else _line_above(page, foreign, box_start, box_end)


def _best_line(
    page: PageLines, foreign: Sequence[str], claims: Sequence[Claim], box_start: int, limit: int
) -> tuple[Headline, float]:
    """The line that looks most like the headline, and its score: its heading's rank and four times its agreement."""
    claimed_text = "\n".join(claim.text for claim in claims)
    best, best_score = Headline("", -1), 0.0
    for number in range(min(limit, len(page.lines))):
        line = page.lines[number]
        if len(line.text) > LONGEST or len(line.text) < 2:
            continue
        rank = _rank(page, line.block)
        if not rank and line.text[:4] not in claimed_text:
            continue
        own = title_key(line.text)
        agreed = agreement(own, claims)
        if not own or (not rank and agreed < 1.0):
            continue
        if foreign[line.block] in _FOREIGN_HEADING and agreed < 1.0:
            continue
        if agreed <= 1.0 and line.text.endswith(("…", "...")) and any(c.key.startswith(own) for c in claims):
            continue  # the last item of a breadcrumb, cut to fit
        if rank == 3 and not agreed and shares_words(line.text, claims):
            agreed = 0.6
        score = rank + 4 * agreed - 0.02 * max(0, box_start - number) + (0.5 if number <= box_start else 0.0)
        score -= 1.5 if line.linked * 2 > len(line.text) and agreed < 1.0 else 0.0
        if score > best_score + 1e-9:
            best, best_score = Headline(line.text, number), score
    return best, best_score


def _heading(page: PageLines, block: int) -> int:
    """The outermost heading that a block is or stands in, -1 when there is none."""
    found = -1
    for _ in range(3):
        if block >= 0 and page.blocks[block].tag in _HEADINGS:
            found = block
        block = page.blocks[block].parent if block >= 0 else -1
    return found


def _pieces(page: PageLines, block: int) -> list[str]:
    """The texts of a heading's own boxes and spans; its lines, where the page was mended and no longer fits its markup."""
    heading = page.blocks[block]
    lines = [line.text for line in page.lines[heading.start : heading.end]]
    texts = [" ".join(_UNSEEN.sub("", text).split()) for text in map(str, heading.element.itertext())]
    texts = [text for text in texts if title_key(text)]
    return texts if title_key("".join(texts)) == title_key("".join(lines)) else lines


def _runs(pieces: Sequence[str]) -> Iterator[Sequence[str]]:
    """All pieces, then what is left without the first ones (kickers) or the last ones (subtitles), longest first."""
    yield pieces
    for length in range(len(pieces) - 1, 0, -1):
        yield pieces[-length:]
        yield pieces[:length]


def _shown_instead(page: PageLines, foreign: Sequence[str], found: Headline, claims: Sequence[Claim]) -> Headline:
    """The heading under a crumb that is marked as one, where the head claims it too: portals show readers another title.

    The h1 is then the last item of the breadcrumb, small and for search engines, the headline an h2 in large type.
    """
    first = _heading(page, page.lines[found.line].block)
    if first < 0 or not _is_crumb(page, first):
        return found
    end, own = page.blocks[first].end, title_key(found.text)
    for number in range(end, min(end + NEXT + 1, len(page.lines))):
        block = _heading(page, page.lines[number].block)
        if block < 0 or foreign[block]:
            continue
        for run in _runs(_pieces(page, block)[:MOST_LINES]):
            key = title_key("".join(run))
            if len(key) >= END_LEAST and key != own and votes(key, claims):
                return Headline(page.lines[number].text, number)
        break
    return found


def _is_lone(page: PageLines, found: Headline) -> bool:
    """Whether a heading of a headline's length is the only h1 of its page."""
    block = _heading(page, page.lines[found.line].block)
    if block < 0 or page.blocks[block].tag != "h1" or _is_crumb(page, block):
        return False
    alone = sum(b.tag == "h1" and b.start < b.end for b in page.blocks) == 1
    return alone and page.lines[found.line].width >= 20


def _is_crumb(page: PageLines, block: int) -> bool:
    """Whether a heading is an item of a list, of navigation or of a breadcrumb."""
    chain = [page.blocks[number] for number in page.ancestors(block, 4)]
    names = " ".join(f"{b.element.get('class')} {b.element.get('id')}" for b in chain)
    return any(b.tag in ("li", "nav") for b in chain) or _CRUMBS.search(names) is not None


def _whole(page: PageLines, found: Headline, claims: Sequence[Claim]) -> Headline:
    """The headline with all lines of its heading, without kicker or subtitle where most claims leave it out."""
    block = _heading(page, page.lines[found.line].block)
    if block < 0 or page.blocks[block].end - page.blocks[block].start > MOST_LINES:
        return found
    runs = [run for run in _runs(_pieces(page, block)) if len(title_key("".join(run))) >= END_LEAST]
    counted = [(votes(title_key("".join(run)), claims), run) for run in runs[: 2 * MOST_LINES]]
    run: Sequence[str] | None = None
    if most := max((count for count, _ in counted), default=0):
        run = next(run for count, run in counted if count == most)
    elif len(runs) > 1:
        run = next((run for run in runs[1:] if _ends_a_claim(title_key("".join(run)), claims)), None)
    return Headline(_printed(page, block, run, claims), found.line) if run else found


def _ends_a_claim(key: str, claims: Sequence[Claim]) -> bool:
    return any(2 * len(key) >= len(claim.key) and claim.key.endswith(key) for claim in claims)


def _printed(page: PageLines, block: int, run: Sequence[str], claims: Sequence[Claim]) -> str:
    """A run of a heading's pieces as the page prints it: its own lines where they hold it whole, else the pieces."""
    if form := joined(run, claims):
        return form
    heading = page.blocks[block]
    lines = [line.text for line in page.lines[heading.start : heading.end]]
    key = title_key("".join(run))
    whole = [text for text in (" ".join(lines), *lines) if title_key(text) == key]
    text = whole[0] if whole else " ".join(run)
    return text.replace(" : ", ": ") if len(run) > 1 else text


def _line_above(page: PageLines, foreign: Sequence[str], box_start: int, box_end: int) -> Headline:
    """Old pages without heading or claim: the first line of a headline's length where the text begins."""
    for number in range(max(0, box_start - 3), min(box_end, box_start + 4, len(page.lines))):
        line = page.lines[number]
        plain = line.linked * 5 < len(line.text) and not foreign[line.block]
        if plain and 20 <= line.width <= LONGEST and not _NO_HEADLINE.search(line.text):
            return Headline(line.text, number)
    return Headline("", -1)


def _rank(page: PageLines, block: int) -> int:
    for _ in range(3):
        if block < 0:
            break
        if rank := _HEADINGS.get(page.blocks[block].tag):
            return rank
        block = page.blocks[block].parent
    return 0


def strip_site(claims: Sequence[str], site: str, page: PageLines) -> Headline:
    """The best claim without the site's and section's names at its ends."""
    if not claims:
        return Headline("", -1)
    lines = {title_key(line.text): number for number, line in reversed(list(enumerate(page.lines)))}
    for claim in claims:
        for part in prefixes(claim):
            if len(part) >= 6 and (number := lines.get(title_key(part), -1)) >= 0:
                return Headline(part, number)
    claim = claims[0]
    parts = [part for part in SEPARATOR.split(claim) if part]
    if site and len(parts) > 1 and title_key(parts[-1]) == title_key(site):
        return Headline(next(iter(prefixes(claim)[1:]), claim), -1)
    if len(parts) > 1 and claim == claims[-1]:
        return Headline(max(parts[:2], key=len) if len(parts[0]) < 6 else parts[0], -1)
    return Headline(claim, -1)
