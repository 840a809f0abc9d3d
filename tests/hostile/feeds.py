"""Feeds and sitemaps: XML that attacks its reader, and indexes without end."""

import gzip
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import count
from typing import Any

from tests.hostile.fault import Expected, Fault, Found, Place, Scene
from tests.hostile.portal import GOOD, markup, title
from tests.hostile.server import Ask, Wire

SECONDS = 240.0

_Serve = Callable[[Wire, Ask, Scene], None]
_Text = Callable[[Scene], str]
_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ENTITIES = Expected(problem="declares entities")
_MOST_LISTS = 400  # CITYDESK_MAX_LISTS: lists, feeds and sitemaps read in one run


def _xml(text: _Text, encoding: str = "utf-8") -> _Serve:
    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        wire.reply(text(scene).encode(encoding), kind="application/xml")

    return serve


def _item(link: str, name: str = "新闻") -> str:
    return f"<item><title>{name}</title><link>{link}</link></item>"


def _entry(link: str, tag: str = "url") -> str:
    return f"<{tag}><loc>{link}</loc></{tag}>"


def _feed(inside: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>街巷</title>{inside}</channel></rss>'


def _urlset(inside: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<urlset xmlns="{_NS}">{inside}</urlset>'


def _index(inside: str) -> str:
    return f'<?xml version="1.0"?><sitemapindex xmlns="{_NS}">{inside}</sitemapindex>'


def _good_items(scene: Scene) -> str:
    return "".join(_item(f"{scene.host.url}{path[1:]}", title(scene, path)) for path in GOOD)


def _declaring(declarations: _Text, use: str) -> _Text:
    """A feed whose DTD declares something that its first item uses."""
    return lambda scene: _feed(_item(f"{scene.host.url}x/{use}", use) + _good_items(scene), f"<!DOCTYPE rss [{declarations(scene)}]>")  # fmt: skip


def _laughs(_: Scene) -> str:
    levels = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    return f'<!ENTITY a0 "ha">{levels}'


def _quadratic(_: Scene) -> str:
    return f'<!ENTITY a "{"a" * 100_000}">'


def _sitemap_declaring(declarations: _Text, use: str) -> _Text:
    return lambda scene: _urlset(_entry(f"{scene.host.url}x/{use}"), f"<!DOCTYPE urlset [{declarations(scene)}]>")


def _external_dtd(scene: Scene) -> str:
    return _feed(_good_items(scene), f'<!DOCTYPE rss SYSTEM "{scene.other.url}rss.dtd">')


def _xinclude(scene: Scene) -> str:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}" parse="text"/>'
    items = "".join(
        f"<item><title>{include.format(where)}</title></item>" for where in ("file:///etc/passwd", scene.other.url)
    )
    return _feed(items + _good_items(scene), f'<?xml-stylesheet href="{scene.other.url}s.xsl" type="text/xsl"?>')


def _away(scene: Scene) -> list[str]:
    """Addresses that no feed and no sitemap may lead to."""
    own = scene.host.netloc
    return [
        f"{scene.other.url}a.xml", "http://169.254.169.254/a.xml", "file:///etc/passwd", "ftp://127.0.0.1/a.xml", f"//{scene.other.netloc}/a.xml",
        f"http://{own}@{scene.other.netloc}/a.xml", "javascript:alert(1)", "data:text/xml,a", "http://2130706433/a.xml", "http://[::1]/a.xml",
    ]  # fmt: skip


def _base_away(scene: Scene) -> str:
    items = "".join(f'<entry><title>一</title><link href="{path}"/></entry>' for path in GOOD)
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="{scene.other.url}">{items}</feed>'


def _next_is_itself(scene: Scene) -> str:
    return _feed(f'<link xmlns="http://www.w3.org/2005/Atom" rel="next" href="{scene.host.url}feed.xml"/>{_good_items(scene)}')  # fmt: skip


def _deep(_: Scene) -> str:
    return _feed("<item>" * 50_000)


@lru_cache(1)
def _million() -> bytes:
    """A million items without an address, just below the limit of bytes."""
    return _feed("<item/>" * 1_000_000).encode()


def _endless(start: str, more: Callable[[Scene, int], str]) -> _Serve:
    def chunks(scene: Scene) -> Iterator[bytes]:
        yield start.encode()
        for number in count():
            yield "".join(more(scene, number * 100 + n) for n in range(100)).encode()

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        wire.head("200 OK", ("Content-Type", "application/xml"), ("Connection", "close"))
        wire.stream(chunks(scene))

    return serve


@lru_cache(1)
def _sixty_megabytes() -> bytes:
    """A sitemap of 60 MB, larger than the protocol allows, in some 150 KB of gzip."""
    row = _entry("http://127.0.0.1/x/" + "a" * 200).encode()
    return gzip.compress(_urlset("").encode()[: -len("</urlset>")] + row * (60_000_000 // len(row)), 9)


@lru_cache(1)
def _bomb() -> bytes:
    """5 GiB of XML in 5 MiB, in 80 packed members (RFC 1952 §2.2)."""
    return gzip.compress(_urlset("").encode()[: -len("</urlset>")] + b" " * 2**26, 9) * 80


def _plain(body: Callable[[], bytes], kind: str = "application/xml") -> _Serve:
    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        wire.reply(body(), kind=kind)

    return serve


def _packed(what: str) -> Callable[[], bytes]:
    """50 MB of it in a sitemap's only entry, in some 200 KB of gzip."""
    return lru_cache(1)(
        lambda: gzip.compress(_urlset("<url>").encode()[:-9] + what.encode() * (50_000_000 // len(what)), 6)
    )


def _twice_packed() -> bytes:
    return gzip.compress(_bomb(), 1)


def _grows(wire: Wire, ask: Ask, scene: Scene) -> None:
    """An index that names fifty more of its kind, each of which does."""
    stem = ask.path.removesuffix(".xml").removeprefix("/x/")
    stem = "" if stem == "/sitemap" else stem
    rows = "".join(_entry(f"{scene.host.url}x/{stem}{n}-.xml", "sitemap") for n in range(50))
    wire.reply(_index(rows).encode(), kind="application/xml")


def _ring(wire: Wire, ask: Ask, scene: Scene) -> None:
    other = "x/b.xml" if ask.path == "/x/a.xml" else "x/a.xml"
    wire.reply(_index(_entry(f"{scene.host.url}{other}", "sitemap") * 3).encode(), kind="application/xml")


def _bounded(most: int) -> Callable[[Found], list[str]]:
    def check(found: Found) -> list[str]:
        times = sum(ask.path.startswith("/x/") or ask.path.endswith(".xml") for ask in found.scene.host.asked)
        return [] if times <= most else [f"{times} requests for files of the index"]

    return check


def _few(most: int, **more: Any) -> Expected:
    return Expected(check=_bounded(most), also=f"at most {most} files of it are asked for in a run", **more)


def _both(
    name: str, what: str, feed: _Text, sitemap: _Text, expected: Expected, encoding: str = "utf-8"
) -> tuple[Fault, ...]:
    pairs: tuple[tuple[Place, _Text], ...] = (("feed", feed), ("sitemap", sitemap))
    return tuple(Fault(f"{name}-{place}", what, _xml(text, encoding), expected, place) for place, text in pairs)


def _entity(name: str, what: str, declarations: _Text, use: str, encoding: str = "utf-8") -> tuple[Fault, ...]:
    return _both(name, what, _declaring(declarations, use), _sitemap_declaring(declarations, use), _ENTITIES, encoding)


FAULTS = (
    *_entity("xxe-file", "an entity that is a file of the reader's machine", lambda _: '<!ENTITY f SYSTEM "file:///etc/passwd">', "&f;"),
    *_entity("xxe-host", "an entity that is at another host", lambda scene: f'<!ENTITY f SYSTEM "{scene.other.url}e">', "&f;"),
    *_entity("xxe-parameter", "a parameter entity that is at another host", lambda scene: f'<!ENTITY % p SYSTEM "{scene.other.url}p.dtd"> %p;', "p"),
    *_entity("xxe-utf16", "an entity that is at another host, in UTF-16", lambda scene: f'<!ENTITY f SYSTEM "{scene.other.url}e">', "&f;", "utf-16"),
    *_entity("laughs", "the billion laughs", _laughs, "&a12;"),
    *_entity("quadratic", "one long entity, used 50,000 times", _quadratic, "&a;" * 50_000),
    Fault("dtd-away", "a DTD at another host", _xml(_external_dtd), Expected(), "feed"),
    Fault("xinclude", "XInclude of a file and another host, and a stylesheet there", _xml(_xinclude), Expected(), "feed"),
    *_both("away", "entries that lead away in every way", lambda scene: _feed("".join(map(_item, _away(scene)))), lambda scene: _urlset("".join(map(_entry, _away(scene)))), Expected(refused="other host")),
    Fault("index-away", "an index of files that are elsewhere", _xml(lambda scene: _index("".join(_entry(url, "sitemap") for url in _away(scene)))), Expected(refused="other host"), "sitemap"),
    Fault("base-away", "a feed whose base is another host", _xml(_base_away), Expected(refused="other host"), "feed"),
    Fault("next-is-itself", "a paged feed whose next part is itself", _xml(_next_is_itself), _few(3), "feed"),
    Fault("deep", "50,000 items in one another", _xml(_deep), Expected(), "feed"),
    Fault("million", "a million items without an address", _plain(_million), Expected(), "feed"),
    Fault("endless-feed", "a feed that never ends", _endless(_feed("")[:-16], lambda scene, n: _item(f"{scene.host.url}x/{n}")), Expected(problem="larger than a limit"), "feed"),
    Fault("endless-sitemap", "a sitemap that never ends", _endless(_urlset("")[:-9], lambda scene, n: _entry(f"{scene.host.url}x/{n}")), Expected(problem="larger than a limit"), "sitemap"),
    Fault("login-page", "a login page in place of the feed", _plain(lambda: markup("登录", ["请先登录"]).encode(), "text/html"), Expected(problem="asks to log in"), "feed"),
    Fault("itself", "an index that names itself", _xml(lambda scene: _index(_entry(f"{scene.host.url}sitemap.xml", "sitemap") * 9)), _few(3), "sitemap"),
    Fault("ring", "two indexes that name each other", _ring, _few(6), "sitemap"),
    Fault("grows", "indexes that name fifty more of their kind, without end", _grows, _few(_MOST_LISTS), "sitemap"),
    Fault("sixty-megabytes", "a sitemap of 60 MB in 150 KB", _plain(_sixty_megabytes, "application/gzip"), Expected(problem="larger than 16 MiB"), "sitemap"),
    Fault("bomb", "5 GiB of sitemap in 5 MiB", _plain(_bomb, "application/gzip"), Expected(problem="larger than 16 MiB"), "sitemap"),
    Fault("bomb-in-bomb", "the same, packed once more", _plain(_twice_packed, "application/gzip"), Expected(problem="sitemap"), "sitemap"),
    *(
        Fault(name, f"50 MB of {what} in 200 KB", _plain(_packed(sign), "application/gzip"), Expected(problem="more markup than any"), "sitemap")
        for name, what, sign in (("nodes", "empty elements", "<a/>"), ("entities", "bare ampersands", "&"), ("attributes", "attributes", "<a b='' c='' d=''/>"))
    ),
    Fault("codec", "a feed in a charset that is none", _xml(lambda scene: _feed(_good_items(scene)).replace('"1.0"', '"1.0" encoding="idna"')), Expected(), "feed"),
    Fault("packed-short", "a packed sitemap that is cut short", _plain(lambda: gzip.compress(_urlset(_entry("http://127.0.0.1/")).encode())[:-20]), Expected(problem="gzip"), "sitemap"),
    Fault("binary", "bytes that are no text", _plain(lambda: bytes(range(256)) * 999), Expected(problem="no"), "sitemap"),
)  # fmt: skip
