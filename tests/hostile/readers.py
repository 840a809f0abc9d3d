"""Readers: content that attacks whoever reads it, in a terminal, a spreadsheet, a browser or a log."""

import json
import re
from collections.abc import Callable

from tests.hostile.fault import Expected, Fault, Found, Scene
from tests.hostile.portal import NEW, body, markup
from tests.hostile.server import Ask, Wire

_STEERS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_HEADLINE = "石桥修缮完工"


def _clean(found: Found) -> list[str]:
    """No column of the stored article holds what steers a terminal, in JSON or out of it."""
    article = found.articles.get(NEW, {})
    plain = {name: str(value) for name, value in article.items()}
    for name in ("credits", "tags", "authors", "images", "breadcrumbs"):
        plain[name] = re.sub(r"\s", " ", repr(json.loads(article.get(name) or "[]")).replace("\\x", "\x1b"))
    return [f"{name}: {value!r}" for name, value in plain.items() if _STEERS.search(value)]


def _says(evil: str) -> Callable[[Wire, Ask, Scene], None]:
    """An article with ``evil`` in its headline, credit, keywords, picture and text."""

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        head = f'<meta name="keywords" content="桥,{evil}"><meta name="author" content="{evil}">'
        more = f'<p><img src="/a.jpg" alt="{evil}"></p><p>作者：{evil}</p>'
        page = markup(f"{_HEADLINE}{evil}", [f"{evil}{line}" for line in body(scene, ask.path).split("\n")], head, more)
        wire.reply(page.encode("utf-8", "surrogatepass"))

    return serve


def _header(name: str, value: str) -> Callable[[Wire, Ask, Scene], None]:
    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        wire.reply(markup(_HEADLINE, body(scene, ask.path).split("\n")).encode(), headers=((name, value),))

    return serve


def _fault(id: str, what: str, evil: str, says: tuple[str, ...] = (), lacks: tuple[str, ...] = ()) -> Fault:
    expected = Expected(stored=True, says=(_HEADLINE, *says), lacks=lacks, check=_clean, also="nothing in it steers")
    return Fault(id, what, _says(evil), expected)


FAULTS = (
    _fault("sql", "SQL in headline and text", "'); DROP TABLE article;--", ("'); DROP TABLE article;--",)),
    _fault("html", "markup as text", "&lt;script&gt;alert(1)&lt;/script&gt;", ("<script>alert(1)</script>",)),
    _fault("javascript", "a script beside the text", "<script>alert(1)</script>", lacks=("alert",)),
    _fault("formula", "a spreadsheet's formula", "=HYPERLINK(1)", ("=HYPERLINK(1)",)),
    _fault("ansi", "escape codes of terminals", "\x1b[31mrot\x1b]0;x\x07", lacks=("\x1b", "\x07")),
    _fault("ansi-references", "the same as character references", "&#x1b;[31mrot&#7;&#x9b;2J", lacks=("\x1b", "\x9b")),
    _fault("c1", "control characters above 127", "\u009b2J\u0090q\u009c", lacks=("\u009b", "\u0090")),
    _fault("bidi", "characters that turn the text around", "\u202egnp.exe\u202c", lacks=("\u202e", "\u202c")),
    _fault("isolates", "isolates of direction", "\u2066a\u2069\u2067b\u2068", lacks=("\u2066", "\u2067")),
    _fault("zero-width", "characters without width between letters", "桥\u200b\u2060\ufeff头", ("桥头",), ("\u200b", "\ufeff")),
    _fault("joiners", "joiners that Persian and emoji need", "نمی\u200cخواهم", ("نمی\u200cخواهم",)),
    _fault("nul", "NUL in headline and text", "a\x00b", lacks=("\x00",)),
    _fault("no-characters", "U+FFFE, U+FFFF and half surrogate pairs", "\ufffe\uffff\ud800&#xD800;&#xFFFE;", lacks=("\ufffe", "\uffff")),
    _fault("lines", "line and paragraph separators, CR, form feed", "\u2028a\u2029b\rc\x0cd\x85e", lacks=("\u2028", "\r", "\x0c")),
    Fault("etag", "control characters in ETag", _header("ETag", '"\x1b[31m\x07"'), Expected(stored=True, says=(_HEADLINE,), check=_clean)),
    Fault("content-type", "a charset that steers", _header("X-A", "\x1b[31m\x9b"), Expected(stored=True, says=(_HEADLINE,), check=_clean)),
)  # fmt: skip
