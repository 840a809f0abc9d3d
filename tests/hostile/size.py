"""Size: answers that are, or unpack to, more than any page is."""

import random
from collections.abc import Callable, Iterator
from itertools import repeat

from tests.hostile.bombs import MIB, PACKERS, brotlied, deflated, nested, zstdied
from tests.hostile.fault import Expected, Fault, Scene
from tests.hostile.portal import GOOD, article, body, markup, title
from tests.hostile.server import Ask, Wire

SECONDS = 110.0
SETTINGS = {"DOWNLOAD_TIMEOUT": "90"}  # on a busy machine the other limits shall come first
Serve = Callable[[Wire, Ask, Scene], None]
_TOO_LARGE = Expected("too-large", most=1)
_BLANKS = b" " * 65_536


def _bomb(encoding: str, make: Callable[[], bytes], kind: str = "text/html") -> Serve:
    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        wire.reply(make(), kind=kind, headers=[("Content-Encoding", encoding)])

    return serve


def _stream(total: int, piece: bytes, kind: str = "text/html", length: int = 0, chunked: bool = False) -> Serve:
    """So many bytes of one piece again and again, with a length that is told, or none."""

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        labels = [("Content-Type", kind), ("Connection", "close")]
        labels += [("Content-Length", str(length))] if length else []
        labels += [("Transfer-Encoding", "chunked")] if chunked else []
        wire.head("200 OK", *labels)
        data = b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece
        wire.stream(repeat(data, total // len(piece)))

    return serve


def _page(make: Callable[[Ask, Scene], bytes], kind: str = "text/html; charset=utf-8") -> Serve:
    return lambda wire, ask, scene: wire.reply(make(ask, scene), kind=kind)


def _one_line(ask: Ask, scene: Scene) -> bytes:
    return markup(title(scene, ask.path), [body(scene, ask.path).replace("\n", "") * 12_000]).encode()[: 20 * MIB]


def _layers(count: int) -> Serve:
    """A good page packed so many times, and told so."""

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        page = article(scene, ask.path)
        for _ in range(count):
            page = PACKERS["gzip"](page)
        wire.reply(page, headers=[("Content-Encoding", ", ".join(["gzip"] * count))])

    return serve


def _zipped(encodings: str) -> Serve:
    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        page = article(scene, ask.path)
        for encoding in encodings.split(", "):
            page = PACKERS[encoding](page)
        wire.reply(page, headers=[("Content-Encoding", encodings)])

    return serve


def _many_links(ask: Ask, scene: Scene) -> bytes:
    rows = "".join(f'<li><a href="{GOOD[n % 5]}">第{n}条街巷里的消息标题</a></li>' for n in range(45_000))
    return f"<html><meta charset=utf-8><ul>{rows}</ul>".encode()


def _many_items(ask: Ask, scene: Scene) -> bytes:
    items = (f"<item><title>t{n}</title><link>{scene.host.url}{GOOD[n % 5][1:]}</link></item>" for n in range(70_000))
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


def _noise(seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    yield from repeat(chance.randbytes(MIB), 500)


def _video(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.head("200 OK", ("Content-Type", "text/html"), ("Connection", "close"))
    wire.send(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom")
    wire.stream(_noise(1))


_ENCODED: dict[str, Callable[[], bytes]] = {
    "gzip": lambda: deflated(1024, 31),
    "deflate": lambda: deflated(1024, 15),
    "br": lambda: brotlied(1024),
    "zstd": lambda: zstdied(4096),
}

FAULTS = (
    *(
        Fault(f"{name}-bomb", f"a page that unpacks to {4 if name == 'zstd' else 1} GiB ({name})", _bomb(name, make), _TOO_LARGE)
        for name, make in _ENCODED.items()
    ),
    Fault("raw-deflate-bomb", "1 GiB as deflate without its header", _bomb("deflate", lambda: deflated(1024, -15)), _TOO_LARGE),
    Fault("nested-bomb", "1 GiB packed twice, as `gzip, gzip`", _bomb("gzip, gzip", lambda: nested(1024)), _TOO_LARGE),
    Fault("layers", "a good page packed 60 times over", _layers(60), Expected("too-large")),
    *(
        Fault(f"packed-{name.replace(', ', '-')}", f"a good page as `{name}`", _zipped(name), Expected(stored=True))
        for name in (*PACKERS, "br, gzip")
    ),
    Fault("endless", "a page without length that never ends", _stream(2**40, _BLANKS), _TOO_LARGE),
    Fault("endless-chunks", "a page in chunks that never ends", _stream(2**40, _BLANKS, chunked=True), _TOO_LARGE),
    Fault("endless-bytes", "chunks of one byte that never end", _stream(2**40, b" ", chunked=True), _TOO_LARGE),
    Fault("three-gigabytes", "says that 3 GB will come, and sends them", _stream(3 * 10**9, _BLANKS, length=3 * 10**9), _TOO_LARGE),
    Fault("tags", "200 MiB of tags", _stream(200 * MIB, b"<b>" * 20_000), _TOO_LARGE),
    Fault("long-line", "20 MB in one line", _page(_one_line), _TOO_LARGE),
    Fault("video", "a film of 500 MB under .html, called text/html", _video, _TOO_LARGE),
    Fault("video-called-so", "a film of 500 MB under .html, called video/mp4", _stream(500 * MIB, _BLANKS, "video/mp4"), Expected("not-html", most=1)),
    Fault("video-with-length", "a film that says its 500 MB", _stream(500 * MIB, _BLANKS, "video/mp4", 500 * MIB), Expected("not-html", most=1)),
    Fault("front-bomb", "a front page that unpacks to 1 GiB", _bomb("gzip", lambda: deflated(1024, 31)), Expected(problem="larger than", good=False), "front"),
    Fault("list-endless", "a list that never ends", _stream(2**40, _BLANKS), Expected(problem="larger than"), "list"),
    Fault("list-of-links", "a list with 45,000 links", _page(_many_links), Expected(), "list"),
    Fault("feed-bomb", "a feed that unpacks to 1 GiB", _bomb("br", lambda: brotlied(1024), "application/rss+xml"), Expected(problem="larger than"), "feed"),
    Fault("feed-items", "a feed with 70,000 entries", _page(_many_items, "application/rss+xml"), Expected(), "feed"),
    Fault("sitemap-bomb", "a sitemap that is a file of gzip, of 1 GiB", _page(lambda ask, scene: deflated(1024, 31), "application/gzip"), Expected(problem="larger than"), "sitemap"),
    Fault("sitemap-endless", "a sitemap that never ends", _stream(2**40, _BLANKS, "text/xml"), Expected(problem="larger than"), "sitemap"),
    Fault("robots-bomb", "a robots.txt that unpacks to 1 GiB", _bomb("gzip", lambda: deflated(1024, 31), "text/plain"), Expected(), "robots"),
    Fault("robots-endless", "a robots.txt that never ends", _stream(2**40, b"# nothing\n" * 6000, "text/plain"), Expected(), "robots"),
)  # fmt: skip
