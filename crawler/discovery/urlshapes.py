"""The shape of a URL: what all addresses of one kind on a portal have in common (pure).

``http://a.cn/xw/2024-05/13/content_37319243.htm`` becomes ``a.cn/xw/{date}/content_{5+}.htm``. What a shape tells,
article or list, say the rules of ``crawler.discovery.urlrules`` and the portal's own :class:`~crawler.discovery.shapebook.ShapeBook`.
"""

import re
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote

from crawler.discovery.urls import RULES

# Whole ``name=value`` pairs that tell how the reader came, not which page it is.
TRACKING = re.compile(
    "|".join(rule.pattern for rule in RULES if rule.part == "query") + r"|(?:source|src|ref|referr?er|scene)=[a-z_]*",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:[-_/.](?:0?[1-9]|1[0-2])|0[1-9]|1[0-2]|/(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})"
    r"(?:[-_/.](?:0?[1-9]|[12]\d|3[01])|0[1-9]|[12]\d|3[01])?(?!\d)|(?<=/)(?:19|20)\d\d(?=/)"
)
_DIGITS = re.compile(r"\d+")
_HEX = re.compile(r"(?<![^\W_])[0-9a-f]{8,}(?:(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?(?![^\W_])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|php|aspx?|jsp)$")
_PLAIN_DIRECTORIES = re.compile(r"(?:/[^/{?]+(?=/))+")


def _length(run: re.Match[str]) -> str:
    """A digit run by length in three steps, so that a shape outlives the step from 99,999 to 100,000 articles."""
    digits = run.end() - run.start()
    return "{2}" if digits < 3 else "{3}" if digits < 5 else "{5+}"


def _hex(run: re.Match[str]) -> str:
    text = run[0]
    return text if text.isdigit() or text.isalpha() else "{hex}"


def _is_key(stem: str) -> bool:
    """Whether ``stem`` is a random key such as ``Zj30sZ50uR``, and not a word with a number behind it."""
    if not (6 <= len(stem) <= 40 and stem.isascii() and stem.isalnum()):
        return False
    pairs = pairwise(stem)
    return sum(a.isdigit() != b.isdigit() or (a.islower() and b.isupper()) for a, b in pairs) >= 3


def _segment(raw: str) -> str:
    """One path segment or parameter value generalised; dates are in it already as ``{date}``."""
    if raw.isascii() and raw.isalpha() and raw.islower():
        return raw
    stem, dot, extension = raw.rpartition(".")
    if not dot or extension.isdigit() or not (extension.isalnum() and len(extension) <= 5):
        return _stem(raw)
    return f"{_stem(stem)}.{extension.lower()}"


def _stem(stem: str) -> str:
    if "%" in stem or not stem.isascii():
        return "{slug}" if len(unquote(stem)) >= 8 else "{word}"
    if _is_key(stem) and not _HEX.fullmatch(stem):
        return "{key}"
    head, date, tail = stem.lower().partition("{date}")
    words = len(_WORD.findall(head)) + len(_WORD.findall(tail)) if len(stem) >= 12 else 0
    if words >= 4 or (words == 3 and len(stem) >= 20 and not date):
        return "{slug}" + date
    return f"{_numbers(head)}{date}{_numbers(tail)}"


def _numbers(text: str) -> str:
    """Digit runs and hexadecimal keys named; the name of a key has no digits to be named again."""
    return _DIGITS.sub(_length, _HEX.sub(_hex, text) if len(text) >= 8 else text)


def _query(query: str) -> str:
    """The parameters in alphabetical order, tracking left out, values generalised but for short words."""
    kept = []
    for pair in sorted(query.lower().split("&")[:12]):
        key, _, value = pair.partition("=")
        if key and not TRACKING.fullmatch(pair):
            kept.append(f"{key}={value if value.isalpha() and len(value) <= 12 else _segment(value)}")
    return "?" + "&".join(kept) if kept else ""


@lru_cache(maxsize=8192)
def shape(url: str) -> str:
    """The absolute ``url`` generalised: host without ``www.``, path and query with dates, numbers and keys named.

    Tokens: ``{date}``; ``{2}``, ``{3}``, ``{5+}`` (runs of 1-2, 3-4, 5 or more digits); ``{hex}``; ``{key}`` (random
    letters and digits); ``{slug}`` (a headline in words); ``{word}`` (a short text that is not ASCII).
    """
    rest, _, query = url.partition("#")[0].partition("?")
    host, _, path = rest.partition("//")[2].partition("/")
    path = _INDEX.sub("/", "/" + path)
    head, _, leaf = path.rpartition("/")
    # A leaf that is nothing but a number is an id, even where it reads like a year and a month.
    dated = f"{_DATE.sub('{date}', head)}/{leaf}" if leaf.partition(".")[0].isdigit() else _DATE.sub("{date}", path)
    return host.lower().removeprefix("www.") + "/".join(map(_segment, dated.split("/"))) + _query(query)


@lru_cache(maxsize=8192)
def coarse(fine: str) -> str:
    """A shape without host and with the section directories made alike."""
    return _PLAIN_DIRECTORIES.sub("/w", "/" + fine.partition("/")[2])
