"""What the full-text index holds of a text: pairs of characters where words are not separated, words elsewhere.

FTS5's own tokenizers find no words inside a Chinese sentence (unicode61) or none of two characters (trigram), and one
that is registered by a program is missing in every other program that opens the file. So the text is taken apart here,
and the index of any SQLite finds a word of two characters as it is typed: 延边日报 is stored as 延边 边日 日报 报. The
last character of a run stands alone, so that every character begins exactly one term: one is found as a prefix.
Punctuation is left out, so a word in quotation marks meets the same word without them.
"""

from collections.abc import Sequence
from operator import and_

from crawler.copies.fingerprint import is_unspaced, tokens


def index_text(text: str) -> str:
    """The terms of ``text``, in order, separated by blanks."""
    return " ".join(terms(tokens(text)))


def terms(words: Sequence[str]) -> list[str]:
    """The terms of a row of tokens (``fingerprint.tokens``): one a token, for it stands with the character after it."""
    loose = list(map(is_unspaced, words))
    pairs = map(and_, loose, [*loose[1:], False])
    return [word + after if pair else word for word, after, pair in zip(words, [*words[1:], ""], pairs, strict=False)]


def phrase(words: Sequence[str], *, prefix: bool = False) -> str:
    """The FTS5 string that finds the tokens one after the other; ``prefix``: the last may be the start of a word.

    The pair before it says all of a last character; alone it is the start of a pair, whatever stands behind it.
    """
    found = terms(words)
    if len(words) > 1 and is_unspaced(words[-2]) and is_unspaced(words[-1]):
        found, prefix = found[:-1], False
    return f'"{" ".join(found)}"' + " *" * (prefix or (is_unspaced(found[-1]) and len(found[-1]) == 1))
