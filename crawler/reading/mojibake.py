"""Mends stretches of text whose bytes were read in the wrong charset before they came into the page.

Three readings are undone, each only where the bytes come back as clean text: UTF-8 read as windows-1252 or Latin-1
(``å»¶è¾¹``), GB 2312 read as the same (``ÑÓ±ß``), UTF-8 read as GBK (``寤惰竟``).
"""

import re

from crawler.reading.hanzi import COMMON, FREQUENT

#: The 27 characters that windows-1252 has where Latin-1 has control characters (0x80 to 0x9F).
_CP1252 = bytes(sorted(set(range(0x80, 0xA0)) - {0x81, 0x8D, 0x8F, 0x90, 0x9D})).decode("cp1252")
_BYTE = {ord(char): char.encode("cp1252")[0] for char in _CP1252}
_TAIL = f"[\x80-\xbf{_CP1252}]"
_UTF8_AS_LATIN = re.compile(f"(?:[\xc2-\xdf]{_TAIL}|[\xe0-\xef]{_TAIL}{{2}}|[\xf0-\xf4]{_TAIL}{{3}})+")
_FRENCH = re.compile("[\xe0-\xef]\xa0[«»]")
_MAYBE_LATIN = re.compile(f"[\xc2-\xf4]{_TAIL}|[\xa1-\xff]{{6}}")
_GB_AS_LATIN = re.compile("[\xa1-\xff]{6,}")
#: Beginnings that no language writes: UTF-8's punctuation, ideographic, full-width and emoji blocks as windows-1252.
_PLAIN_SIGNS = ("â€", "ã€", "ï¼", "ï»¿", "ðŸ")
#: ， 、 。 的 “ ” in UTF-8 begin with bytes that GBK reads as these rare characters: any such text is full of them.
_GBK_SIGNS = ("锛", "銆", "鐨", "鈥")
_LOST = re.compile("([?\ufffd])")
_TRAILING = re.compile(b"^[\x80-\xbf]{1,2}")  # the rest of a character that lost a byte before
_REPEATED = re.compile("\ufffd{2,}")


def may_be_latin(text: str) -> bool:
    """Whether :func:`undo_latin` could find anything: a scan that costs a fifth of it."""
    return bool(_MAYBE_LATIN.search(text))


def undo_latin(text: str) -> str:
    """Reads anew what was UTF-8 or GB 2312 and taken for windows-1252 or Latin-1.

    A single accented letter (``Ã©``) is read anew only beside stronger evidence or another one, for a letter before a
    sign can look the same: ``é »`` with a no-break space are the bytes of 頻.
    """
    text = _GB_AS_LATIN.sub(lambda hit: _gb2312(hit[0]) or hit[0], text)
    runs = [(hit[0], read) for hit in _UTF8_AS_LATIN.finditer(text) if (read := _latin(hit[0]))]
    strong = any(_is_strong(run, read) for run, read in runs) or sum(run[0] in "ÂÃ" for run, _ in runs) > 1
    return _UTF8_AS_LATIN.sub(lambda hit: _latin(hit[0]) or hit[0], text) if strong else text


def undo_gbk(text: str) -> str:
    """Reads anew, line by line, what was UTF-8 and taken for GBK.

    An odd number of bytes before an ASCII character loses the last one; that character becomes U+FFFD.
    """
    if not gbk_signs(text):
        return text
    return "\n".join(_line(line) if gbk_signs(line) else line for line in text.split("\n"))


def gbk_signs(text: str) -> int:
    """How many signs of UTF-8 read as GBK ``text`` has; one alone may be an honest rare character."""
    return sum(text.count(sign) for sign in _GBK_SIGNS)


def _is_strong(run: str, read: str) -> bool:
    return run.startswith(_PLAIN_SIGNS) or len(read) > 2 or (len(read) == 2 and len(run) > 4)


def _line(line: str) -> str:
    whole = _utf8(_gbk_bytes(line))
    if whole:
        return whole
    parts = _LOST.split(line)
    gained = 0
    for i in range(0, len(parts), 2):
        data = _gbk_bytes(parts[i])
        if i and not parts[i - 1]:
            data = _TRAILING.sub(b"", data)
        read = _utf8_start(data)
        complete = len(read.encode()) == len(data)
        if read and (complete or i + 1 < len(parts)):
            gained += len(data) - len(read)
            parts[i] = read if complete else read + "\ufffd"
            if not complete:
                parts[i + 1] = ""
    return _REPEATED.sub("\ufffd", "".join(parts)) if gained > 4 else line


def _utf8_start(data: bytes) -> str:
    """``data`` as UTF-8 without an incomplete character at its end, or "" if it has any other fault."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data[: error.start].decode("utf-8") if error.start >= len(data) - 2 else ""


def _latin(run: str) -> str:
    """The run as UTF-8, or "" when it is none or what French writes before and after a quotation."""
    return "" if _FRENCH.fullmatch(run) else _utf8(bytes(_BYTE.get(ord(char), ord(char)) for char in run))


def _gbk_bytes(text: str) -> bytes:
    return text.encode("gb18030", "replace")


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _gb2312(run: str) -> str:
    """The run as GB 2312 text, or "" when it is UTF-8 or no plain Chinese: all common, a quarter everyday ones."""
    data = run.encode("latin-1")
    if _utf8(data):
        return ""
    try:
        read = data.decode("gb2312")
    except UnicodeDecodeError:
        return ""
    return read if COMMON.issuperset(read) and 4 * sum(char in FREQUENT for char in read) >= len(read) else ""
