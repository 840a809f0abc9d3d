"""From the bytes of a page to its text, by what the bytes say before what the labels say.

Order: byte order mark; UTF-8 where the bytes are it; the East Asian charset that header or page declare, if its text
comes out; any charset whose text is unmistakable; the charset declared; a guess. Labels lie often (GBK labelled utf-8,
UTF-8 labelled gb2312, everything labelled iso-8859-1 by a server's default), while bytes that are valid UTF-8 beyond
ASCII are practically never anything else. Names follow the WHATWG Encoding Standard through w3lib: gb2312 and gbk are
read as gb18030, big5 as big5-hkscs, iso-8859-1 as windows-1252.
"""

import re
from typing import NamedTuple

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
    to_unicode,
)

from crawler.reading.hanzi import FREQUENT

#: Python's names of the Encoding Standard's charsets. Other codecs (base64, idna, zip) are none and may raise.
_KNOWN = re.compile(
    r"utf-8|gb18030|big5hkscs|cp932|euc_jp|iso2022_jp|cp949|iso8859-\d+|cp125\d|cp866|cp874|koi8-[ru]|mac-(?:roman|cyrillic)"
)
_ASCII = bytes(range(0x80))
_NON_ASCII = re.compile("[^\x00-\x7f]")
_HIGH = re.compile(b"[\x80-\xff]")
_HIGH_RUN = re.compile(b"[\x80-\xff]{3,}")
_KANA, _HANGUL = frozenset(map(chr, range(0x3041, 0x30FF))), frozenset(map(chr, range(0xAC00, 0xD7A4)))
#: Charset, the characters that fill its text, and their least share of all that is not ASCII. Frequent Han characters
#: were .42 to .73 of it on 48 Chinese pages; on the same pages, Japanese, Korean and Russian text in a wrong
#: charset at most .20. Kana are about half of Japanese text, Hangul nearly all of Korean.
_PROFILES = {
    "gb18030": (FREQUENT, 0.25),
    "euc_jp": (_KANA, 0.25),  # before big5hkscs, where its kana are common characters
    "cp932": (_KANA, 0.25),
    "big5hkscs": (FREQUENT, 0.25),
    "cp949": (_HANGUL, 0.8),
}
_SAMPLE = 3000  # characters spread over the text: shares to about 5 %, in 50 µs
_SLICE = 16_384  # bytes from the first non-ASCII one on, read on trial


class Decoded(NamedTuple):
    """The text of a page, the charset it was read in, and the one declared by mark, header or page ("" if none).

    Charsets by Python's names. Flags: ``charset-undeclared``, ``charset-wrong`` (not the declared one was used),
    ``charset-damaged`` (bytes that the charset does not have became U+FFFD).
    """

    text: str
    encoding: str
    declared: str
    flags: tuple[str, ...]


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Reads ``body``; ``content_type`` is the value of the HTTP header. Never raises; time linear in ``len(body)``.

    Sources: https://encoding.spec.whatwg.org/ (charsets), https://html.spec.whatwg.org/#encoding-sniffing-algorithm
    (order of the declarations; checking them against the bytes is ours).
    """
    marked, bom = read_bom(body)
    labels = [marked] if marked else _labels(body, content_type)
    encoding, text = _read(body[len(bom or b"") :], labels)
    declared = labels[0] if labels else ""
    flags = []
    if encoding != declared:
        flags.append("charset-wrong" if declared else "charset-undeclared")
    if "\ufffd" in text and "\ufffd".encode() not in body:
        flags.append("charset-damaged")
    return Decoded(text, encoding, declared, tuple(flags))


def known_charset(label: str) -> str:
    """Python's name of the charset that the Encoding Standard calls so; empty for what is none."""
    name = resolve_encoding(label)
    return name if name and _KNOWN.fullmatch(name) else ""


def _labels(body: bytes, content_type: str) -> list[str]:
    """The charsets that header and page declare, in this order, as far as they are known."""
    found = (http_content_type_encoding(content_type), html_body_declared_encoding(body))
    return [label for label in found if label and _KNOWN.fullmatch(label)]


def _read(body: bytes, labels: list[str]) -> tuple[str, str]:
    """The charset of ``body`` and its text."""
    wide = labels[0] if labels and labels[0].startswith(("utf-16", "utf-32")) else _utf16(body)
    if wide:
        return wide, to_unicode(body, wide)
    if body.isascii():
        label = labels[0] if labels else "utf-8"
        return label, to_unicode(body, label)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    # A few two-byte sequences may be chance: the four bytes of 木片 in GBK are valid UTF-8.
    if text and (len(body) - len(text) > 8 or not labels or "utf-8" in labels):
        return "utf-8", text
    for label in dict.fromkeys(labels):
        if label in _PROFILES and _fits(text := to_unicode(body, label), label):
            return label, text
    encoding = _unmistakable(body) or _declared(labels) or _guess(body)
    return encoding, to_unicode(body, encoding)


def _utf16(body: bytes) -> str:
    """The UTF-16 form of markup without a byte order mark: every second byte of its ASCII is NUL."""
    head = body[:64]
    if b"\0" not in head:
        return ""
    if 3 * head[1::2].count(0) > len(head):
        return "utf-16-le"
    return "utf-16-be" if 3 * head[::2].count(0) > len(head) else ""


def _fits(text: str, label: str) -> bool:
    """Whether ``text`` has the characters that text in this charset is made of."""
    kind, least = _PROFILES[label]
    sample = _NON_ASCII.findall(text[:: len(text) // _SAMPLE + 1])
    if len(sample) < 50:
        sample = _NON_ASCII.findall(text)
    fitting = sum(char in kind for char in sample)
    if kind is FREQUENT:  # EUC-JP has the codes of GB 2312 for kana and many of the same for Han
        fitting -= sum(char in _KANA for char in sample)
    return fitting >= least * max(1, len(sample))


def _unmistakable(body: bytes) -> str:
    """The charset in which the bytes give one of the texts of ``_PROFILES``, or UTF-8 with damage, else ""."""
    high = body.translate(None, _ASCII)
    if len(high.decode("utf-8", "ignore").encode()) > 0.6 * len(high):
        return "utf-8"
    part = _part(body)
    if _is_western(part):
        return ""
    return next((label for label in _PROFILES if _fits(to_unicode(part, label), label)), "")


def _declared(labels: list[str]) -> str:
    """The first declared charset but UTF-8, which the bytes have refuted by now."""
    return next((label for label in labels if label != "utf-8"), "")


def _guess(body: bytes) -> str:
    """Windows-1252 for Western text, else what charset_normalizer says (it takes 2 ms and more)."""
    part = _part(body)
    if _is_western(part):
        return "cp1252"
    from charset_normalizer import from_bytes  # one page in hundreds needs it

    best = from_bytes(part).best()
    label = resolve_encoding(best.encoding) if best else None
    return label if label and _KNOWN.fullmatch(label) else "cp1252"


def _part(body: bytes) -> bytes:
    first = _HIGH.search(body)
    start = first.start() if first else 0
    return body[start : start + _SLICE]


def _is_western(part: bytes) -> bool:
    """Whether bytes beyond ASCII stand alone or in pairs, as accented letters do.

    With the letter after them they can look Chinese: the "üh" of a German page is 黨 in GBK.
    """
    runs = sum(map(len, _HIGH_RUN.findall(part)))
    return 5 * runs < len(part.translate(None, _ASCII))
