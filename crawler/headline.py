"""Chooses the headline: the visible heading that the page's own claims (``<title>``, OpenGraph, JSON-LD) agree with."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.lines import PageLines
from crawler.metadata import Metadata

_SEPARATOR = re.compile(
    r"\s*(?:[|｜_»«•·‹›]|\s[-–—:/~]{1,3}\s|-{2,3}|—{1,2}|(?<=[^\x00-\x7f])[-－](?=[^\x00-\x7f]))\s*"
)
_NO_HEADLINE = re.compile(r"\d{4}\s?[-年/.]\s?\d{1,2}|[:：]\s|^[^\s:：]{1,6}[:：]|[。；，,.;]$")
_NO_LETTER = re.compile(r"[\W_]+")
_HEADINGS = {"h1": 3, "h2": 2, "h3": 1, "h4": 1}
_FOREIGN_HEADING = frozenset({"nav", "footer", "aside", "related", "comment", "form", "ad"})
#: A headline of a news article is longer than a section's name and shorter than a paragraph (characters).
LONGEST = 300
#: Parts of a <title> that are looked at: title, section, channel, site, slogan.
MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class Headline:
    """The title and the line of the page it stands in (-1: only claimed in the head)."""

    text: str
    line: int


def title_key(text: str) -> str:
    """Letters and digits alone, width and case folded: two forms of one title have one key."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTER.sub("", folded)


def likely_headline(page: PageLines, data: Metadata) -> int:
    """The first heading that the page's claims agree with, -1 when none does: known before the content box is."""
    keys = _claim_keys(data)
    for block in page.blocks:
        if block.tag in _HEADINGS:
            for number in range(block.start, block.end):
                text = page.lines[number].text
                if 2 <= len(text) <= LONGEST and _agreement(title_key(text), keys) >= 0.8:
                    return number
    return -1


def _claims(data: Metadata) -> list[str]:
    claims = (data.ld_text("headline"), *data.meta.get("title", ())[:5], data.page_title)
    return [claim[: 2 * LONGEST] for claim in claims if claim]


def _claim_keys(data: Metadata) -> list[str]:
    return [title_key(claim) for claim in _claims(data)]


def choose_headline(page: PageLines, foreign: Sequence[str], data: Metadata, box_start: int, box_end: int) -> Headline:
    """The headline of the article whose content box holds the lines ``[box_start, box_end)``."""
    claims, keys = _claims(data), _claim_keys(data)
    claimed_text = "\n".join(claims)
    best, best_score = Headline("", -1), 0.0
    limit = min(box_end, box_start + 12)
    for number in range(min(limit, len(page.lines))):
        line = page.lines[number]
        if len(line.text) > LONGEST or len(line.text) < 2:
            continue
        rank = _rank(page, line.block)
        if not rank and line.text[:4] not in claimed_text:
            continue
        own = title_key(line.text)
        agreed = _agreement(own, keys)
        if not own or (not rank and agreed < 1.0):
            continue
        if foreign[line.block] in _FOREIGN_HEADING and agreed < 1.0:
            continue
        score = rank + 4 * agreed - 0.02 * max(0, box_start - number) + (0.5 if number <= box_start else 0.0)
        score -= 1.5 if line.linked * 2 > len(line.text) and agreed < 1.0 else 0.0
        if score > best_score + 1e-9:
            best, best_score = Headline(line.text, number), score
    if best_score >= 2.0 and (best_score >= 4.0 or not claims):
        return _whole(page, best, data)
    claimed = strip_site(claims, data.first("site"), page)
    if best.text and claimed.line < 0 and len(title_key(claimed.text)) < len(title_key(best.text)):
        return best  # the template claims its own name on every page
    return claimed if claimed.text else best if best.text else _line_above(page, foreign, box_start, box_end)


def _whole(page: PageLines, found: Headline, data: Metadata) -> Headline:
    """The headline with all lines of its heading, and without the kicker that the page's own claim leaves out."""
    block = page.blocks[page.lines[found.line].block]
    text = found.text
    if block.tag in _HEADINGS and 2 <= block.end - block.start <= 3:
        joined = " ".join(line.text for line in page.lines[block.start : block.end])
        text = joined if _agreement(title_key(joined), _claim_keys(data)) >= 1.0 else text
    own = title_key(text)
    for claim in data.meta.get("title", ()):
        key = title_key(claim)
        if own != key and own.endswith(key) and 2 * len(key) > len(own):
            return Headline(claim, found.line)
    return Headline(text, found.line)


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


def _agreement(own: str, claims: Sequence[str]) -> float:
    """1.0 when a claim is this title or begins or ends with it (site names stand at the ends), less for a part of it."""
    best = 0.0
    for claim in claims:
        if own == claim:
            return 1.2
        if len(own) >= 4 and (claim.startswith(own) or claim.endswith(own)):
            best = max(best, 1.0 if len(own) * 3 >= len(claim) else 0.5)
        elif (len(own) >= 6 and own in claim) or (len(claim) >= 8 and claim in own):
            best = max(best, 0.8)
    return best


def strip_site(claims: Sequence[str], site: str, page: PageLines) -> Headline:
    """The best claim without the site's and section's names at its ends."""
    if not claims:
        return Headline("", -1)
    lines = {title_key(line.text): number for number, line in reversed(list(enumerate(page.lines)))}
    for claim in claims:
        for part in _prefixes(claim):
            if len(part) >= 6 and (number := lines.get(title_key(part), -1)) >= 0:
                return Headline(part, number)
    claim = claims[0]
    parts = [part for part in _SEPARATOR.split(claim) if part]
    if site and len(parts) > 1 and title_key(parts[-1]) == title_key(site):
        return Headline(next(iter(_prefixes(claim)[1:]), claim), -1)
    if len(parts) > 1 and claim == claims[-1]:
        return Headline(max(parts[:2], key=len) if len(parts[0]) < 6 else parts[0], -1)
    return Headline(claim, -1)


def _prefixes(claim: str) -> list[str]:
    """The claim and what is left of it when its last parts, one after another, are taken off."""
    ends = [match.start() for match in _SEPARATOR.finditer(claim)]
    return [claim, *(claim[:end].strip() for end in reversed(ends[:MOST_PARTS]) if claim[:end].strip())]
