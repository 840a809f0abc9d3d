"""Where a query's words stand in a text, and the piece of the text that shows best why it was found."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.copies.fingerprint import places
from crawler.storage.query import Phrase

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text on one line, and the places of what was found in it (start, end; in characters)."""

    text: str
    marks: tuple[Span, ...] = ()


def marked(text: str, phrases: Sequence[Phrase]) -> Marked:
    """All of ``text`` with every place of every phrase; overlapping places are one."""
    shown, found = _find(text, phrases)
    return Marked(" ".join(shown.split("\n")), _joined([span for span, _ in found]))


def snippet(text: str, phrases: Sequence[Phrase], size: int) -> Marked:
    """About ``size`` characters of ``text`` around the place where most of the phrases meet; else its beginning."""
    shown, found = _find(text, phrases)
    start = _best_start(found, size)
    before = size // 4 if found else 0
    start = max(0, min(start - before, len(shown) - size))
    # Words of spaced scripts are not cut: go on to the next blank, if one is near.
    if start and not shown[start - 1].isspace():
        blank = shown.find(" ", start, start + 15)
        start = blank + 1 if 0 <= blank < _next(found, start) else start
    end = min(start + size, len(shown))
    if end < len(shown) and (blank := shown.rfind(" ", end - 15, end)) > start:
        end = blank
    head, tail = "…" if start else "", "…" if end < len(shown) else ""
    marks = [(max(a, start), min(b, end)) for (a, b), _ in found if a < end and b > start]
    moved = len(head) - start
    return Marked(
        head + shown[start:end].replace("\n", " ") + tail, tuple((a + moved, b + moved) for a, b in _joined(marks))
    )


def _find(text: str, phrases: Sequence[Phrase]) -> tuple[str, list[tuple[Span, int]]]:
    """The text as shown, and the places found in it in order, each with the number of its phrase."""
    shown, tokens = places(text)
    by_word: dict[str, list[int]] = {}
    for number, (word, _, _) in enumerate(tokens):
        by_word.setdefault(word, []).append(number)
    found = []
    for index, phrase in enumerate(phrases):
        first, *rest = phrase.words
        length = len(phrase.words)
        if rest or not phrase.prefix:
            starts = by_word.get(first, [])
        else:
            starts = [at for word, all_of_it in by_word.items() if word.startswith(first) for at in all_of_it]
        for at in starts:
            if _stands(phrase, [word for word, _, _ in tokens[at : at + length]]):
                found.append(((tokens[at][1], tokens[at + length - 1][2]), index))
    return shown, sorted(found)


def _stands(phrase: Phrase, words: list[str]) -> bool:
    if len(words) < len(phrase.words):
        return False
    last = words[-1].startswith(phrase.words[-1]) if phrase.prefix else words[-1] == phrase.words[-1]
    return last and words[:-1] == list(phrase.words[:-1])


def _best_start(found: Sequence[tuple[Span, int]], size: int) -> int:
    """Where the window begins that holds most different phrases, then most places."""
    starts = [span[0] for span, _ in found]
    best, value = 0, (0, 0)
    for number, start in enumerate(starts):
        inside = found[number : bisect_left(starts, start + size * 3 // 4)]
        worth = (len({index for _, index in inside}), len(inside))
        if worth > value:
            best, value = start, worth
    return best


def _next(found: Sequence[tuple[Span, int]], place: int) -> int:
    return next((span[0] for span, _ in found if span[1] > place), place)


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
