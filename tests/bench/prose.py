"""News without meaning for the benchmarks: words as frequent as in real texts, made at 100,000 articles a second.

Words follow Zipf's law as Mandelbrot mended it (the n-th most frequent one comes 1 / (n + 2.7) as often as the first),
the short ones first, with Latin words and numbers among them. Sentences are made once, with the terms that the full text
has of them, and drawn into bodies; so an index of a million of these has posting lists as long as those of real news.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from crawler.copies.fingerprint import is_unspaced, tokens
from crawler.storage.terms import terms

#: Words of one, two, three and four characters in the order of their frequency, and Latin ones between them.
KINDS = ((1, 300), (2, 9_000), (0, 2_000), (3, 6_000), (2, 20_000), (4, 6_000))
SENTENCES, WORDS = 100_000, 22  # of about 40 characters
SHORTEST, LONGEST, MEAN = 8, 38, 12  # sentences of a body: 300 to 1,500 characters, 450 on average
#: Characters that news use: every other one of 6,000, or neighbours would be the two forms of one.
_CHARACTERS = range(0x4E00, 0x6570, 2)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``terms`` are those of the full text but for the last one, which depends on what follows."""

    text: str
    terms: str
    first: str
    last: str


class Prose:
    """Endless news; the same of the same seed."""

    def __init__(self, seed: int = 7, sentences: int = SENTENCES) -> None:
        self.chance = random.Random(seed)
        self.words = [self._word(length) for length, number in KINDS for _ in range(number)]
        weights = list(accumulate(1 / (rank + 2.7) for rank in range(1, len(self.words) + 1)))
        drawn = self.chance.choices(self.words, cum_weights=weights, k=sentences * WORDS)
        self._sentences = [_sentence(drawn[at : at + WORDS]) for at in range(0, len(drawn), WORDS)]
        self._heads = [_sentence(drawn[at : at + 5]) for at in range(0, len(drawn), WORDS)]

    def word(self, length: int, rank: int) -> str:
        """The word of ``length`` characters (0: a Latin one) that is the ``rank``-th most frequent of its length, from 0."""
        return [word for word in self.words if (word.isascii() and not length) or len(word) == length > 0][rank]

    def name(self) -> str:
        """Three characters as a person's name: each comes about once, as in real news."""
        return "".join(chr(self.chance.choice(_CHARACTERS)) for _ in range(3))

    def body(self) -> tuple[str, str]:
        """A body of some paragraphs, and its terms in the full text."""
        size = min(LONGEST, SHORTEST + int(self.chance.expovariate(1 / (MEAN - SHORTEST))))
        drawn = [*self.chance.choices(self._sentences, k=size), _sentence([self.name(), "记者"])]
        return "\n".join("".join(one.text for one in drawn[at : at + 4]) for at in range(0, size + 1, 4)), joined(drawn)

    def title(self) -> tuple[str, str]:
        """A headline of two short sentences, which makes most of them unlike all others, and its terms."""
        drawn = self.chance.choices(self._heads, k=2)
        return "".join(one.text for one in drawn), joined(drawn)

    def _word(self, length: int) -> str:
        if length:
            return "".join(chr(self.chance.choice(_CHARACTERS)) for _ in range(length))
        letters = "".join(self.chance.choices("eationsrldcumphgbfyvkwzxjq", k=self.chance.randrange(2, 9)))
        return letters if self.chance.random() < 0.6 else str(self.chance.randrange(1, 2_100))


def _sentence(words: Sequence[str]) -> Sentence:
    text = "".join(f" {word} " if word.isascii() else word for word in words) + "。"
    found = tokens(text)
    return Sentence(text, " ".join(terms(found)[:-1]), found[0], found[-1])


def joined(sentences: Sequence[Sentence]) -> str:
    """The terms of sentences one after the other: the last character of each makes a pair with the first of the next."""
    parts = []
    for one, after in pairwise([*sentences, Sentence("", "", "", "")]):
        pair = bool(after.first) and is_unspaced(one.last) and is_unspaced(after.first)
        parts.append(f"{one.terms} {one.last}{after.first if pair else ''}")
    return " ".join(parts)
