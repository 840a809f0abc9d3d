"""Mends the characters of a page before anything else reads it.

In this order: text read in the wrong charset, invisible characters, Unicode form, noise of pinyin notes, shifted GBK.
One scan finds the characters that need any of it; a page without them is returned as it came, in 0.1 ms for 10,000
characters.
"""

import re
import unicodedata
from typing import NamedTuple

from crawler.reading import pinyin
from crawler.reading.gbkshift import drop_stray_notes, unshift
from crawler.reading.hanzi import COMMON
from crawler.reading.mojibake import gbk_signs, may_be_latin, undo_gbk, undo_latin

#: What needs no mending in any context: ASCII, Han, kana, Hangul, Cyrillic, Greek and Arabic letters, usual marks.
_ODD = re.compile(
    "[^\n\x20-\x7e\xb7\u03b1-\u03c9\u0401\u0410-\u044f\u0451\u0627-\u063a\u0641-\u064a"
    "\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]+"
)
_REMOVED = (
    "\x00-\x08\x0d-\x1f\x7f-\x84\x86-\x9f"  # control
    "\xad\u034f\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb"  # soft hyphen, zero width, annotation marks
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # direction
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # no characters at all
)
_INVISIBLE = re.compile(f"[{_REMOVED}]+")
_BLANKS = "\t\x0b\x0c\x85\xa0\u2007\u202f\u2028\u2029"
# Joiners shape Arabic script, Syriac, N'Ko, Mongolian and the scripts of India and South-East Asia (U+0900-109F,
# U+1780-17FF); ZWJ also ties emoji together.
_SHAPED = "\u0600-\u08ff\u0900-\u109f\u1780-\u18af\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_JOINER = re.compile(f"(?<![{_SHAPED}])\u200c|(?<![{_SHAPED}{_EMOJI}])\u200d|(?<=\u200d)[\u200c\u200d]")
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_LATIN = re.compile("[\xc2-\u024f]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
#: One between other characters that are no blanks; one that stands alone is a glyph of an icon font.
_LOST_GLYPH = re.compile(r"(?<=[^\s\x21-\x7e])[\ue000-\uf8ff](?=[^\s\x21-\x7e])")
_RARE_RUN = re.compile("([\u4e00-\u9fff]{2})[?\ufffd]")
_ROUNDS = 6  # text read wrongly twice, then notes and their shifted bytes; a clean page takes one


class Mended(NamedTuple):
    """The lines joined by ``\\n`` as they came in number, and what was done.

    Flags: ``pinyin-notes`` (noise notes were taken out), ``mended`` (wrong characters were read back from their
    bytes), ``mojibake`` (wrong or lost characters are left).
    """

    text: str
    flags: tuple[str, ...]


def mend(text: str) -> Mended:
    """Mends the text lines of one page, joined by ``\\n``; the number of lines stays. Mending twice is mending once.

    Whether pinyin notes are noise is decided over all lines, so give the whole page.
    """
    flags: set[str] = set()
    for _ in range(_ROUNDS):
        odd, signs = _odd(text), gbk_signs(text)
        if not odd and not signs:
            break
        before, text = text, _round(text, odd, flags)
        if text == before or not (signs or _LATIN.search(odd)):
            if signs > 1 or "\ufffd" in text or (_PRIVATE.search(odd) and _LOST_GLYPH.search(text)):
                flags.add("mojibake")
            break
    return Mended(text, tuple(sorted(flags)))


def _round(text: str, odd: str, flags: set[str]) -> str:
    """One pass of all steps; what one step changes can give another one work."""
    if gbk_signs(text) or may_be_latin(odd):
        new = undo_gbk(undo_latin(text))
        if new != text:
            flags.add("mended")
            return new
    if odd:
        text = unicodedata.normalize("NFC", _visible(text, odd))
    return _without_notes(text, flags) if _TONED.search(odd) else text


def _odd(text: str) -> str:
    """The different runs of odd characters: a short text to ask what is in the long one."""
    return "\n".join(set(_ODD.findall(text)))


def _visible(text: str, odd: str) -> str:
    """``text`` without characters that show nothing, and with ordinary blanks."""
    for blank in _BLANKS:
        if blank in odd:  # ten times as fast as str.translate, which costs 1 ms on a page
            text = text.replace(blank, " ")
    if _INVISIBLE.search(odd):
        text = _INVISIBLE.sub("", text)
    if "\u200c" in odd or "\u200d" in odd:
        text = _JOINER.sub("", text)
    return text


def _without_notes(text: str, flags: set[str]) -> str:
    """``text`` without the notes of a copy tool, and with the shifted bytes read back that such tools leave."""
    found = pinyin.notes(text)
    if not pinyin.noisy(text, found):
        return text
    flags.add("pinyin-notes")
    new, mended, lost = unshift(pinyin.cut(text, found), {(note.char, note.syllable) for note in found})
    if mended:
        flags.add("mended")
    new = drop_stray_notes(pinyin.strip(new))
    if lost or any(COMMON.isdisjoint(hit[1]) for hit in _RARE_RUN.finditer(new)):
        flags.add("mojibake")
    return new
