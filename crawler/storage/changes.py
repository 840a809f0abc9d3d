"""What changed between two versions of a text, in words: a token is a Han character, a word, a blank or a sign."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from crawler.copies.fingerprint import is_unspaced

Kind = Literal["same", "old", "new"]
Piece = tuple[Kind, str]

_PART = re.compile(r"\w+|\s+|[^\w\s]")
#: Passages with less in common than this are shown one after the other: a mixture of both reads like neither.
ALIKE = 0.3
#: Pairs of equal tokens (or paragraphs) up to which two rows are compared; difflib looks at all of them, time and again where
#: few repeat often. 10,000 tokens of news have 160,000 and take .1 s; a table of 250,000 takes 2 s, one of a million minutes.
PAIRS = 250_000


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs next to each other that changed, after ``skipped`` ones that did not."""

    skipped: int
    pieces: tuple[Piece, ...]


def passages(old: str, new: str) -> list[Passage]:
    """The changed paragraphs of a body, each with its changes in words; unchanged ones are only counted."""
    before, after = old.split("\n"), new.split("\n")
    if old == new:
        return []
    if _pairs(before, after) > PAIRS:
        return [Passage(0, tuple(changes(old, new)))]
    found: list[Passage] = []
    skipped = 0
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            skipped = b - a
        else:
            found.append(Passage(skipped, tuple(changes("\n".join(before[a:b]), "\n".join(after[c:d])))))
            skipped = 0
    return found


def changes(old: str, new: str) -> list[Piece]:
    """Both texts as pieces in order: the "same" and "old" ones make the old text, the "same" and "new" ones the new."""
    before, after = list(_tokens(old)), list(_tokens(new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if _pairs(before, after) > PAIRS or matcher.ratio() < ALIKE:
        return _pieces([("old", old), ("new", new)])
    return _pieces(_steps(matcher, before, after))


def _pairs(before: Sequence[str], after: Sequence[str]) -> int:
    times = Counter(after)
    return sum(count * times[token] for token, count in Counter(before).items())


def _steps(matcher: "SequenceMatcher[str]", before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """The edits; what is left between two of them and says nothing by itself is part of both."""
    steps = matcher.get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(steps):
        text = "".join(before[a:b])
        if kind == "equal" and (number in (0, len(steps) - 1) or sum(map(str.isalnum, text)) > 1):
            yield "same", text
        else:
            yield "old", text
            yield "new", "".join(after[c:d])


def _pieces(steps: Iterable[Piece]) -> list[Piece]:
    """Edits next to each other as one: first all that went, then all that came."""
    joined: list[Piece] = []
    for same, group in groupby(steps, key=lambda step: step[0] == "same"):
        run = list(group)
        kinds: tuple[Kind, ...] = ("same",) if same else ("old", "new")
        joined += [(kind, text) for kind in kinds if (text := "".join(part for found, part in run if found == kind))]
    return joined


def _tokens(text: str) -> Iterator[str]:
    for part in _PART.findall(text):
        word = ""
        for character in part:
            if not is_unspaced(character):
                word += character
                continue
            if word:
                yield word
            yield character
            word = ""
        if word:
            yield word
