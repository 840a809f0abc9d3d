"""Mends GBK text that a tool put pinyin notes into without looking where its characters begin.

Such a tool looks for the two bytes of a character at any offset. In ``年爭取資金`` (C4EA A08E C8A1 D959 BDF0) it
sees EAA0 = 隊 and writes ``(duì)`` behind, between the two bytes of 爭. A reader takes the lead byte A0 and "(" for one
broken character, prints "?" or U+FFFD, and reads on one byte late until a trail byte below 0x80 ends the run:
``年?duì)幦≠Y金``. All bytes but the lead byte are still there, and the note says what the tool saw: the last byte of 年
with the lost byte reads duì. The same goes for a lost trail byte, where a note ends a run.

A lost byte is put back only if exactly one value gives a common character and fits its note, and only if the other
characters of the run become common ones. Where the run does but a character with a lost byte stays open, that one
becomes U+FFFD.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from crawler.reading.hanzi import COMMON, READINGS
from crawler.reading.pinyin import SYLLABLE_PATTERN, is_syllable

#: Characters that one run may span: of 1,175 runs simulated on news the longest had 29. It bounds the time.
_LONGEST = 100
_HEAD, _TAIL = (rf"[?\ufffd](?:\(?(?P<{end}>{SYLLABLE_PATTERN})\))?" for end in ("head", "tail"))
_BODY = rf"(?P<body>(?:[^\x00-\x7f\ufffd]|[!->](?=[^\x00-\x7f])){{0,{_LONGEST}}})"
_RUN = re.compile(rf"{_HEAD}{_BODY}(?:(?P<trail>[@-~])|(?P<lost>{_TAIL}))?")
# A sign below 0x40 ends a run at once, so one within it was full width (A3xx) and has been narrowed since.
_WIDEN = {code: code + 0xFEE0 for code in range(0x21, 0x3F)}
_STRAY_NOTE = re.compile(rf"(?:(?P<glued>[^\x00-\x7f][@-~])\(|[?\ufffd]\(?)(?P<note>{SYLLABLE_PATTERN})\)")
_PRIVATE = re.compile("[\ue000-\ue765]")  # what GB 18030 maps its user-defined cells to
_LEADS = range(0x81, 0xFF)
_HIGH_TRAILS = range(0x80, 0xFF)  # a trail byte below 0x80 is never lost: it reads as itself


class Unshifted(NamedTuple):
    """The text, how many runs were read back, and whether characters of them or whole runs stayed unknown."""

    text: str
    mended: int
    lost: bool


def unshift(text: str, notes: Iterable[tuple[str, str]] = ()) -> Unshifted:
    """``text`` with its shifted runs read back; ``notes`` are (character, syllable) pairs that the page itself showed.

    Meant for pages whose notes are noise and were taken out already; a cut-off note (``?duì)``) must still be there.
    """
    shown: dict[str, set[str]] = {}
    for char, syllable in notes:
        shown.setdefault(char, set()).add(syllable)
    parts: list[str] = []
    at = mended = 0
    lost = False
    while run := _RUN.search(text, at):
        parts.append(text[at : run.start()])
        previous = next((part[-1] for part in reversed(parts) if part), "")
        read, end = _read(run, previous, shown)
        mended += bool(read)
        lost |= "\ufffd" in read
        parts.append(read or run[0][0])
        at = end if read else run.start() + 1
    parts.append(text[at:])
    return Unshifted("".join(parts), mended, lost)


def drop_stray_notes(text: str) -> str:
    """``text`` of a noisy page without the notes that stand after no Han character.

    A cut-off one and its lost byte, which could not be read back, become U+FFFD. One after a letter goes when it is
    the note of that letter taken as a trail byte: in 爲BitNet the bytes 91 42 are 態, hence ``爲B(tài)itNet``.
    """
    return _STRAY_NOTE.sub(_without_note, text)


def _without_note(hit: re.Match[str]) -> str:
    if not is_syllable(hit["note"]):
        return hit[0]
    if hit["glued"] is None:
        return "\ufffd"
    data = _gbk(hit["glued"][0])[1:] + hit["glued"][1].encode()
    return hit["glued"] if len(data) == 2 and hit["note"] in READINGS.get(_char(*data), ()) else hit[0]


def _read(run: re.Match[str], previous: str, shown: Mapping[str, set[str]]) -> tuple[str, int]:
    """The characters of a run, U+FFFD for those that stay open, and where it ends; "" if it does not come out well."""
    body, trail, head, tail = run["body"], run["trail"], run["head"], run["tail"]
    data = _gbk(body.translate(_WIDEN))
    if not _is_damage(body, head, tail) or len(data) < 2 * len(body):
        return "", 0
    letter, end = "", run.end()
    if at := next((i for i in range(1, len(data), 2) if data[i] < 0x80), 0):
        # The reader took an ASCII character for the trail byte of a lead byte left over: there the run ends.
        data, letter, end = data[:at], chr(data[at]), run.start("body") + at // 2 + 1
    elif trail:
        data += trail.encode()
    elif not run["lost"]:
        return "", 0
    leads = _fitting(_gbk(previous)[-1:], head, shown) if head else _LEADS
    if not data:
        return _only({char for lead in leads for char in _noted(lead, tail, shown)}), end
    inner = [_char(a, b) for a, b in zip(data[1::2], data[2::2], strict=False)]
    first = _only({char for lead in leads if (char := _char(lead, data[0])) in COMMON})
    last = _only(set(_noted(data[-1], tail, shown))) if len(data) % 2 == 0 else None
    if not COMMON.issuperset(inner) or (head is None and len(inner) < 2):
        return "", 0
    if "" in (first, last) and not inner and (not first or COMMON.issuperset(body)):
        return "", 0
    return (first or "\ufffd") + "".join(inner) + ("" if last is None else last or "\ufffd") + letter, end


def _is_damage(body: str, head: str | None, tail: str | None) -> bool:
    """Whether a match can be a shifted run at all: a question mark before plain text is none."""
    if any(note and not is_syllable(note) for note in (head, tail)):
        return False
    if head is None:
        rare = sum(char not in COMMON for char in body)
        return len(body) > 2 and (bool(_PRIVATE.search(body)) or 2 * rare > len(body))
    return True


def _fitting(byte: bytes, note: str, shown: Mapping[str, set[str]]) -> list[int]:
    """The bytes that, after ``byte``, make a character with the reading ``note``."""
    return [b for b in _LEADS if byte and _reads(_char(byte[0], b), note, shown)]


def _noted(lead: int, note: str | None, shown: Mapping[str, set[str]]) -> list[str]:
    """The characters that begin with ``lead`` and have the reading ``note``, if there is one."""
    return [char for b in _HIGH_TRAILS if note and _reads(char := _char(lead, b), note, shown)]


def _reads(char: str, note: str, shown: Mapping[str, set[str]]) -> bool:
    return note in READINGS.get(char, ()) or note in shown.get(char, ())


def _only(chars: set[str]) -> str:
    return chars.pop() if len(chars) == 1 else ""


@cache
def _char(lead: int, trail: int) -> str:
    try:
        return bytes((lead, trail)).decode("gb18030")
    except UnicodeDecodeError:
        return ""


def _gbk(text: str) -> bytes:
    """Two bytes a character, or fewer in all when one has no two-byte code (a surrogate, a rare script)."""
    try:
        data = text.encode("gb18030")
    except UnicodeEncodeError:
        return b""
    return data if len(data) == 2 * len(text) else b""
