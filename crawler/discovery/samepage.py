"""Which addresses of one portal are presumably one page: its print, mobile and secure forms, and its own identity (pure).

:func:`page_key` is the same for all of them. It only says that a second address need not be fetched while the first is
known: what is asked for and stored is always an address that the portal gave.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Literal
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Form:
    """Something in an address that shows a page in another form and leaves it the page it is.

    ``pattern`` matches, in any case, in front of the host, in the path, or a whole ``name=value`` of the query; it is
    replaced by ``instead``. ``example`` and ``twin`` are one page, ``counter_example`` and ``twin`` are not. ``lists``:
    whether it holds for lists too, whose mobile forms name other articles.
    """

    id: str
    part: Literal["host", "path", "query"]
    pattern: str
    example: str
    twin: str
    counter_example: str
    instead: str = ""
    lists: bool = False


_WORDS = "m|wap|3g|mobile|amp|touch|print"
_NAMES = r"m|wap|3g|pc|www|mobile|amp|print|printable"
FORMS = (
    Form(
        "www",
        "host",
        r"www\.(?=[^.]+\.)",
        "http://www.news.example/a/7.html",
        "http://news.example/a/7.html",
        "http://sport.news.example/a/7.html",
        lists=True,
    ),
    Form(
        "small-screen-host",
        "host",
        r"(?:m|wap|3g|4g|h5|mobile|touch|amp)\.(?=[^.]+\.)(?:www\.)?",
        "http://wap.news.example/a/7.html",
        "http://www.news.example/a/7.html",
        "http://map.news.example/a/7.html",
    ),
    Form(
        "double-slash",
        "path",
        r"(?<=/)/+",
        "http://news.example//a///7.html",
        "http://news.example/a/7.html",
        "http://news.example/a/7/1.html",
        lists=True,
    ),
    Form(
        "form-folder",
        "path",
        rf"/(?:{_WORDS}|printable|printpage)(?=/.*(?:\d|[^/]-[^/]))",
        "http://news.example/print/2024/7.html",
        "http://news.example/2024/7.html",
        "http://news.example/printing/2024/7.html",
    ),
    Form(
        "form-behind",
        "path",
        r"(?<=[^/])/(?:amp|print|mobile|wap)/?\Z",
        "http://news.example/2024/bridge-opens/amp/",
        "http://news.example/2024/bridge-opens",
        "http://news.example/2024/bridge-opens/lamp/",
    ),
    Form(
        "form-in-name",
        "path",
        rf"(?<=\d)[_.-](?:{_NAMES})(?=(?:\.[a-z]{{3,5}})?/?\Z)",
        "http://news.example/content_7_m.html",
        "http://news.example/content_7.html",
        "http://news.example/content_7_2.html",
    ),
    Form(
        "amp-file",
        "path",
        r"\.amp(?=(?:\.s?html?)?\Z)",
        "http://news.example/bridge-opens.amp.html",
        "http://news.example/bridge-opens.html",
        "http://news.example/bridge-opens-lamp.html",
    ),
    Form(
        "folder-script",
        "path",
        r"(?<=/)(?:index|default)\.(?:s?html?|php|aspx?|jsp|do)\Z",
        "http://news.example/a/7/index.php",
        "http://news.example/a/7/",
        "http://news.example/a/7/index_2.php",
        lists=True,
    ),
    Form(
        "last-slash",
        "path",
        r"(?<=.)/\Z",
        "http://news.example/a/7/",
        "http://news.example/a/7",
        "http://news.example/a/7/2",
        lists=True,
    ),
    Form(
        "form-switch",
        "query",
        rf"(?:is_?)?(?:print|printable|printer|printview|mobile|wap|amp|pc)(?:able|version)?=(?:1|y|yes|true|on)?"
        rf"|(?:view|v|action|act|type|mode|format|device|platform|output|outputtype|theme|ver|version|layout)=(?:{_NAMES}|printer|html5|h5)"
        r"|tmpl=component",
        "http://news.example/a?id=7&print=1",
        "http://news.example/a?id=7",
        "http://news.example/a?id=7&print=2",
    ),
)


def _joined(part: str, lists: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(form.pattern, re.IGNORECASE), form.instead)
        for form in FORMS
        if form.part == part and (form.lists or not lists)
    )


_RULES = {lists: {part: _joined(part, lists) for part in ("host", "path", "query")} for lists in (False, True)}
# Most addresses hold none of these, and are spared the rules of the path.
_HINT = re.compile(rf"//|/\Z|/(?:{_WORDS}|printable|printpage)/|[/_.-](?:{_NAMES})\b|\.amp|/(?:index|default)\.", re.I)
_LONG, _ANY = re.compile(r"[0-9]{4,}"), re.compile(r"[0-9]+")
_DATE = re.compile(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?)?")
_HEADLINE = re.compile(r"[a-z]+(?:[-_][a-z0-9]+){2,}|%[0-9a-f%]{20,}", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def plain(url: str, is_list: bool = False, ignored: frozenset[str] = frozenset()) -> str:
    """A canonical address without its scheme and the form of its page; ``ignored`` are names of parameters that tell nothing."""
    rest, _, query = url.partition("?")
    host, _, path = rest.partition("//")[2].partition("/")
    rules = _RULES[is_list]
    for pattern, instead in rules["host"]:
        if match := pattern.match(host):
            host = instead + host[match.end() :]
    path = f"/{path}"
    if _HINT.search(path):
        for pattern, instead in rules["path"]:
            path = pattern.sub(instead, path) or "/"
    if query:
        pairs = [pair for pair in query.split("&") if pair.partition("=")[0].lower() not in ignored]
        query = "&".join(pair for pair in pairs if not any(pattern.fullmatch(pair) for pattern, _ in rules["query"]))
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def page_key(url: str, is_list: bool = False, ignored: frozenset[str] = frozenset()) -> int:
    """:func:`plain` as a signed 64-bit number: of a million addresses two are taken for one once in 40 million times."""
    digest = blake2b(plain(url, is_list, ignored).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def are_twins(one: str, other: str) -> bool:
    """Whether two addresses are forms of one page."""
    return one == other or plain(one) == plain(other)


def names_of(url: str) -> frozenset[str]:
    """What in an address names its article: long numbers that are no dates; else a headline in words, or short numbers."""
    parts = urlsplit(url)
    numbers = {number for number in _LONG.findall(f"{parts.path}?{parts.query}") if not _DATE.fullmatch(number)}
    if numbers:
        return frozenset(numbers)
    last = parts.path.rstrip("/").rpartition("/")[2]
    stem = _HEADLINE.search(last)
    return frozenset((stem[0].lower(),)) if stem else frozenset(_ANY.findall(f"{last}?{parts.query}"))


def are_kin(one: str, other: str) -> bool:
    """Whether two addresses may be one article: forms of one page, or all that names an article in the one is in the other."""
    if are_twins(one, other):
        return True
    names, others = names_of(one), names_of(other)
    return bool(names and others) and (names <= others or others <= names)


def parameters(url: str) -> Iterable[tuple[str, str]]:
    """Name of each parameter, in lower case, with the address without it."""
    path, _, query = url.partition("?")
    pairs = query.split("&") if query else []
    for place, pair in enumerate(pairs):
        rest = "&".join(pairs[:place] + pairs[place + 1 :])
        yield pair.partition("=")[0].lower(), f"{path}?{rest}" if rest else path
