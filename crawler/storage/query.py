"""What people type into a search, as the FTS5 expression that finds it. No input is a syntax error.

    words           all of them: 河边 集市
    "two words"     one after the other; the quotation marks of other languages are taken, too
    one OR other    binds tighter than the blank: 集市 雨 OR 雪
    -word           articles without it
    wor*            words that begin so

All other signs only separate words. Han, Thai and other scripts without blanks match anywhere; the words of the rest
match whole, except Hangul, whose particles stick to the word (학교 finds 학교에서).
"""

import re
from dataclasses import dataclass

from crawler.copies.fingerprint import tokens
from crawler.storage.terms import phrase

_QUOTES = '"“”„‟«»「」『』＂'
_PART = re.compile(
    rf"(?P<minus>(?:(?<!\S)[-－−])?)(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s{_QUOTES}]+))"
)
_STAR = re.compile(r"\*\W*$")
_HANGUL = re.compile("[\uac00-\ud7a3]+")
#: A longer question is a pasted text: FTS5 would nest each of its words.
LONGEST = 64


class NothingToFind(ValueError):
    """The question holds no word that could be looked for; the message says what to type."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that stand one after the other; ``prefix``: the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False

    @property
    def expression(self) -> str:
        """The FTS5 string that finds it."""
        return phrase(self.words, prefix=self.prefix)


@dataclass(frozen=True, slots=True)
class Query:
    """Every group must be found, of each group one phrase, and none of ``without``."""

    groups: tuple[tuple[Phrase, ...], ...]
    without: tuple[Phrase, ...] = ()

    @property
    def expression(self) -> str:
        """The query in the language of FTS5's MATCH."""
        wanted = " AND ".join(map(_either, self.groups))
        return f"({wanted}) NOT {_either(self.without)}" if self.without else wanted

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All that a hit may contain, to be marked in it."""
        return tuple(one for group in self.groups for one in group)


def parse(text: str) -> Query:
    """The query of a typed ``text``. Raises :class:`NothingToFind`."""
    groups: list[list[Phrase]] = []
    without: list[Phrase] = []
    joined = False
    for part in _PART.finditer(text):
        if part["word"] == "OR":
            joined = bool(groups)
            continue
        found = _phrase(part["quoted"], part["word"] or "")
        if found is None or part["word"] == "AND":
            continue
        if part["minus"]:
            without.append(found)
        elif joined:
            groups[-1].append(found)
        else:
            groups.append([found])
        joined = False
    _require(groups, without)
    return Query(tuple(map(tuple, groups)), tuple(without))


def _require(groups: list[list[Phrase]], without: list[Phrase]) -> None:
    if not groups:
        but = "only words to leave out (-word)" if without else "no word"
        raise NothingToFind(f"the search has {but}: give at least one word to look for, such as 图书馆 or school")
    if sum(map(len, groups)) + len(without) > LONGEST:
        raise NothingToFind(f"the search has more than {LONGEST} words: leave out all that matter less")


def _phrase(quoted: str | None, word: str) -> Phrase | None:
    """The phrase of one part; None when nothing of it is a letter or a digit."""
    typed = word if quoted is None else quoted
    words = tuple(tokens(typed))
    if not words:
        return None
    hangul = quoted is None and _HANGUL.fullmatch(words[-1]) is not None
    return Phrase(words, prefix=hangul or _STAR.search(typed) is not None)


def _either(phrases: tuple[Phrase, ...]) -> str:
    alternatives = " OR ".join(one.expression for one in phrases)
    return f"({alternatives})" if len(phrases) > 1 else alternatives
