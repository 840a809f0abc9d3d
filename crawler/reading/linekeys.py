"""Lines, their places in the page and titles as keys: what :mod:`crawler.reading.repeats` remembers of a page."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from crawler.reading.lines import PageLines

_NO_TEXT = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]{5,}|[\uac00-\ud7a3]{2,}|\d+")


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line as it is remembered: hashes of its text and of its place, and its width."""

    line: int
    place: int
    width: float


@lru_cache(maxsize=16384)
def line_key(text: str) -> int:
    """A hash of a line's letters: width, case, blanks and punctuation do not count, digits count as digits only.

    0 for lines with fewer than two letters, which say nothing. Lines that a portal repeats are what it is asked for most.
    """
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    letters = _NO_TEXT.sub("", _DIGITS.sub("0", folded))
    return _hash(letters) if len(letters.replace("0", "")) > 1 else 0


def title_words(title: str) -> frozenset[str]:
    """What titles of a series have in common: long words, numbers as such, and runs of three Han characters or kana."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    words = {"0" if word[0].isdigit() else word for word in _WORD.findall(folded)}
    for run in _HAN.findall(folded):
        words.update(run[start : start + 3] for start in range(len(run) - 2))
    return frozenset(words)


def placed_lines(page: PageLines, numbers: Iterable[int]) -> dict[int, PlacedLine]:
    """The lines of a page with their places; lines that say nothing are left out."""
    places: dict[int, int] = {}
    found = {}
    for number in numbers:
        line = page.lines[number]
        if key := line_key(line.text):
            if line.block not in places:
                places[line.block] = _place(page, line.block)
            found[number] = PlacedLine(key, places[line.block], line.width)
    return found


def _place(page: PageLines, block: int) -> int:
    """A hash of tag and first class of the three nearest blocks, digits folded: "post-48201" is the same everywhere."""
    names: list[str] = []
    while block >= 0 and len(names) < 3:
        element = page.blocks[block].element
        name = (element.get("class") or element.get("id") or "").split()[:1]
        names.append(element.tag + "." + _DIGITS.sub("0", "".join(name)))
        block = page.blocks[block].parent
    return _hash(">".join(names))


def _hash(text: str) -> int:
    """64 bits, signed as SQLite keeps them, the same in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)
