"""What a page's JSON-LD says the text of its article is (``articleBody``, schema.org), weighed against what was found.

One page in seven of the corpora names its text so. The claim has no headings, often no standfirst, and is cut short or
another text altogether on every third page; where it agrees with nearly all that was found it tells the rest apart:
product names and prompts between the paragraphs, vitae and teasers after them.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from crawler.reading.area import is_heading
from crawler.reading.lines import PageLines

#: So much of the claim must stand in the lines found, and so much of their text in the claim, for it to be believed.
COVERED = 0.75
AGREED = 0.6
#: Between paragraphs a line goes only where claim and lines agree to this share: some claims leave out paragraphs.
CLOSELY = 0.8
#: A shorter claim is a summary.
SHORTEST = 200
#: Of a longer one no more is read: the longest real one has 40,000 characters.
LONGEST = 200_000

#: A "p" so wide between claimed lines is a paragraph, whether it is claimed or not.
PARAGRAPH = 160.0
#: Letters at either end of a paragraph that tell it from others.
_PART = 30

_INTRODUCES = re.compile(r",? (?:is|was|has|works|writes|covers|ist|war|arbeitet|schreibt|est|es|è|é|jest)\b")
_TAG = re.compile(r"<[^<>]{1,500}>")
_NO_TEXT = re.compile(r"[\W_]+")
_CUT_SHORT = re.compile(r"(?:…|\.\.\.|[^.。!！?？…।۔\"”“’'»」』)\]）])\s*(?:\[…\]|\[\.\.\.\])?\s*\Z")


@dataclass(frozen=True, slots=True)
class Claims:
    """What a page's head says that bears upon its lines: the article's text as it stands there, and who wrote it."""

    text: str = ""
    authors: tuple[str, ...] = ()


NO_CLAIMS = Claims()


def vita(page: PageLines, body: Sequence[int], authors: Sequence[str]) -> set[int]:
    """The last lines of the body that introduce its author: they begin with a name that the page's head names."""
    names = tuple(_folded(name) for name in authors if " " in name.strip())
    found = set()
    for number in reversed(body[len(body) // 2 + 1 :]):
        line = _folded(page.lines[number].text)
        name = next((name for name in names if line.startswith(name)), "")
        if not name or not _INTRODUCES.match(line, len(name)):
            break
        found.add(number)
    return found


def unclaimed(page: PageLines, body: Sequence[int], claim: str) -> set[int]:
    """Of the lines taken for the body those that are none by the page's own word; none when it is not to be believed.

    Lines before the first claimed one stay: claims leave the standfirst out.
    """
    if not SHORTEST <= len(claim) <= LONGEST:
        return set()
    plain = _TAG.sub(" ", unescape(claim)).strip()
    text = _letters(plain)
    found = {number: _letters(page.lines[number].text) for number in body}
    named = [number for number in body if found[number] and _stands_in(found[number], text)]
    agreed = sum(len(found[number]) for number in named)
    share = agreed / (sum(map(len, found.values())) or 1)
    if not named or share < AGREED or agreed < COVERED * len(text):
        return set()
    after = {number for number in body if number > named[-1]} if not _CUT_SHORT.search(plain[-_PART:]) else set()
    within = set(body) - set(named) - after if share >= CLOSELY else set()
    return after | {number for number in within if named[0] < number < named[-1] and not _is_text(page, number)}


def _is_text(page: PageLines, number: int) -> bool:
    """Headings and long paragraphs: claims leave them out, and no page leaves long paragraphs of others in between."""
    tag = page.blocks[page.lines[number].block].tag
    return is_heading(tag) or (tag == "p" and page.lines[number].width >= PARAGRAPH)


def _stands_in(line: str, text: str) -> bool:
    """Whether the claim holds the line, or the beginning or end of a paragraph that differs by a word."""
    return line in text or (len(line) >= 3 * _PART and (line[:_PART] in text or line[-_PART:] in text))


def _letters(text: str) -> str:
    return _NO_TEXT.sub("", _folded(text))


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
