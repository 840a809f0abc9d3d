"""What an article's text looks like to a machine that searches for copies of it.

A text becomes a row of tokens (one Han character, one word of other scripts), a token a 32-bit code, and six codes in a
row a shingle (Broder, "On the resemblance and containment of documents", 1997). The codes do not depend on the process,
the machine or the Python version, so they may be stored; after a change of the rules here a file is no longer what its
texts give, which ``citydesk doctor --mend`` puts right (``texts.hash``, ``texts.lookup``). Nothing here is meant for the
text that people read: it drops punctuation, notes and script variants.
"""

import html
import re
import struct
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import blake2b

from opencc import OpenCC

from crawler.reading.ends import framed

# Six tokens: four give too many template hits, eight lose scattered edits (F1 .953 / .957 / .955).
SHINGLE = 6
# 24 rows find every true original (recall 1.0); 16 lose .04 %, 8 lose .6 %.
SKETCH_SIZE = 24

_HAN = "\u2e80-\u2fd5\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Scripts written without blanks, one token a character: Han, kana, bopomofo, Thai, Lao, Burmese, Khmer, Tai Lue.
_UNSPACED = (
    f"{_HAN}\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\uff66-\uff9d"
    "\u0e01-\u0e4e\u0e81-\u0ecd\u1000-\u109d\u1780-\u17d3\u1980-\u19c9"
)
# Vowel signs are no letters for ``\w``, so a Tibetan syllable is spelt out; the tsheg between syllables is left out.
_TIBETAN = "\u0f00\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[{_TIBETAN}]+|[^\W_{_UNSPACED}{_TIBETAN}]+")
_UNSPACED_CHARACTER = re.compile(f"[{_UNSPACED}]")
# Soft hyphen, zero-width blanks and joiners, direction marks, byte order mark, Mongolian and emoji variation selectors.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
# 發(fā): a syllable of at most seven letters, toned or not, right after a Han character.
_PINYIN_NOTE = re.compile(rf"(?<=[{_HAN}])[(（][A-Za-z\u00c0-\u024f\u0251\u0261]{{1,7}}[)）]")
# What OpenCC decides by the word, or leaves in the Hong Kong and Taiwan forms (1 in 1,400 characters).
_VARIANTS = str.maketrans("瞭著甦藉覆衞敍枱", "了着苏借复卫叙台")

# A code from here on is that of a token with a digit in it.
NUMBER = 1 << 31
# Odd numbers of 29 bits from the digits of pi: nobody chose them to please a data set.
_FACTORS = (0x0487ED51, 0x10B4611B, 0x02633145, 0x006E0E69, 0x14812705, 0x0533E63B)


class _Codes(dict[str, int]):
    """Code of a token as it stands in the text, worked out once; emptied at 200,000 entries (about 20 MB)."""

    def __missing__(self, token: str) -> int:
        if len(self) >= 200_000:
            self.clear()
        plain = _plain(token)
        if plain.isdecimal():
            plain = plain.lstrip("0") or "0"  # 07 and 7 are one day
        number = NUMBER if any(map(str.isdigit, plain)) else 0
        code = self[token] = zlib.crc32(plain.encode()) & (NUMBER - 1) | number
        return code


_codes = _Codes()


@dataclass(frozen=True)
class Fingerprint:
    """A story as the search for copies sees it.

    ``codes`` holds one code a token of the body; ``sketch`` at most 24 shingle ids, to be looked up in an index.
    """

    title: str
    codes: tuple[int, ...]
    content_hash: str
    sketch: tuple[int, ...]

    @cached_property
    def hashes(self) -> Sequence[int]:
        """The hashes of all shingles of the body, in order."""
        return shingle_hashes(self.codes)

    @cached_property
    def shingles(self) -> frozenset[int]:
        """``hashes`` as a set."""
        return frozenset(self.hashes)

    @cached_property
    def numbers(self) -> tuple[tuple[int, frozenset[tuple[int, int]]], ...]:
        """Every number in order, with the words it stands between: (word before, 0) and (0, word after).

        A neighbour that is a number, or the end of the text, tells nothing and is left out.
        """
        row = (NUMBER, *self.codes, NUMBER)
        return tuple(
            (code, frozenset([(row[n - 1], 0)] * (row[n - 1] < NUMBER) + [(0, row[n + 1])] * (row[n + 1] < NUMBER)))
            for n, code in enumerate(row[:-1])
            if code >= NUMBER and n
        )

    @cached_property
    def number_words(self) -> frozenset[tuple[int, int]]:
        """The words that any number of the text stands between."""
        return frozenset().union(*(words for _, words in self.numbers))

    @cached_property
    def masked_shingles(self) -> frozenset[int]:
        """``shingles`` with every number taken for the same number."""
        return frozenset(shingle_hashes([min(code, NUMBER) for code in self.codes]))


def fingerprint(title: str, body: str) -> Fingerprint:
    """Title and body (plain text, not HTML) as the search for copies sees them.

    Breadcrumbs, credits and notices around the body do not count: around a text cut to a third they would be half of it.
    """
    codes = encode(_without_frame(body))
    return Fingerprint(normalise(title), codes, content_hash(codes), sketch(codes))


def normalise(text: str) -> str:
    """``text`` without all that copies may differ in: a blank stands only between two words of spaced scripts.

    Entities, width, case, script (traditional to simplified, character by character), pinyin notes, punctuation.
    """
    parts: list[str] = []
    for token in tokens(text):
        if parts and not _UNSPACED_CHARACTER.match(token) and not _UNSPACED_CHARACTER.match(parts[-1]):
            parts.append(" ")
        parts.append(token)
    return "".join(parts)


def tokens(text: str) -> list[str]:
    """The normalised tokens of ``text``: a Han character, a Tibetan syllable, else a word or number."""
    return [_plain(token) for token in _split(text)]


@lru_cache(maxsize=100_000)
def is_unspaced(token: str) -> bool:
    """Whether a token of :func:`tokens` is one character of a script that puts no blanks between words."""
    return _UNSPACED_CHARACTER.match(token) is not None


def places(text: str) -> tuple[str, list[tuple[str, int, int]]]:
    """``text`` without entities and in NFC, and its tokens with the place of each in it (start, end).

    What lies between two tokens (notes, punctuation, invisible characters) is part of no token.
    """
    text = unicodedata.normalize("NFC", html.unescape(text))
    kept = [number for number, character in enumerate(text) if not _INVISIBLE.match(character)]
    plain = "".join(map(text.__getitem__, kept))
    notes = {number for note in _PINYIN_NOTE.finditer(plain) for number in range(*note.span())}
    kept = [place for number, place in enumerate(kept) if number not in notes]
    plain = "".join(map(text.__getitem__, kept))
    return text, [
        (_plain(found.group()), kept[found.start()], kept[found.end() - 1] + 1) for found in _TOKEN.finditer(plain)
    ]


def encode(text: str) -> tuple[int, ...]:
    """One 32-bit code a token; the top bit says that the token has a digit."""
    return tuple(map(_codes.__getitem__, _split(text)))


def content_hash(codes: Sequence[int]) -> str:
    """16 hexadecimal digits; equal for texts with the same tokens."""
    return blake2b(struct.pack(f"<{len(codes)}I", *codes), digest_size=8).hexdigest()


def sketch(codes: Sequence[int]) -> tuple[int, ...]:
    """The ids (31 bits) of the 24 shingles that rank lowest: the same sample from every copy of a text."""
    hashes = shingle_hashes(codes)
    bound = (4 * SKETCH_SIZE << 64) // max(len(hashes), 1)
    lowest = sorted({value for value in hashes if value < bound})
    if len(lowest) < SKETCH_SIZE:  # short, or one passage many times over
        lowest = sorted(set(hashes))
    # The rank stands in the upper half; ids from there would crowd near 0 and meet by chance.
    return tuple(value & 0x7FFFFFFF for value in lowest[:SKETCH_SIZE])


def shingle_hashes(codes: Sequence[int]) -> Sequence[int]:
    """A 64-bit hash of every shingle, in order; a text shorter than a shingle is filled up to one.

    The sums of code times factor are made for all shingles at once, in one long integer with 64 bits a token, which
    costs a third of one hash call a shingle. Codes have 32 bits and factors 29, so six products never reach the next
    lane. Read with the bytes reversed, the well mixed low bits come first.
    """
    if not codes:
        return ()
    row = [*codes, *[0] * (SHINGLE - len(codes))]
    packed = int.from_bytes(struct.pack(f"<{len(row)}Q", *row), "little")
    total = sum((packed >> 64 * place) * factor for place, factor in enumerate(_FACTORS))
    return struct.unpack(f">{len(row)}Q", total.to_bytes(8 * len(row), "little"))[: len(row) - SHINGLE + 1]


def _without_frame(body: str) -> str:
    lines = body.split("\n")
    frame = framed(lines)
    return "\n".join(line for number, line in enumerate(lines) if number not in frame) if frame else body


def _split(text: str) -> list[str]:
    """The tokens as they stand in the text; cheap tests first, since most texts need none of the replacements."""
    if "&" in text:
        text = html.unescape(text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = _INVISIBLE.sub("", text)
    if "(" in text or "（" in text:
        text = _PINYIN_NOTE.sub("", text)
    return _TOKEN.findall(text)


@lru_cache(maxsize=100_000)
def _plain(token: str) -> str:
    """The token folded: NFKC, case, script, digits. A sign that unfolds to no letter at all stays as it is."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", token).casefold())
    if _UNSPACED_CHARACTER.match(token):
        return _converter().convert(folded).translate(_VARIANTS) if len(folded) == 1 else token
    folded = "".join(str(unicodedata.decimal(character, character)) for character in folded)
    return "".join(_TOKEN.findall(folded)) or token


@cache
def _converter() -> OpenCC:
    """Traditional to simplified, asked for one character at a time: a phrase would depend on what stands around it."""
    return OpenCC("t2s")
