"""Protocol: answers that break off, lie about their length, or are no HTTP at all."""

import gzip
import random
import zlib
from collections.abc import Callable
from itertools import repeat

from tests.hostile.bombs import PACKERS
from tests.hostile.fault import Expected, Fault, Scene
from tests.hostile.portal import article
from tests.hostile.server import Ask, Wire

SETTINGS = {"RETRY_TIMES": "1"}
Serve = Callable[[Wire, Ask, Scene], None]
Make = Callable[[bytes], bytes]
_CUT_OFF = Expected("cut-off", most=2)
_SILENT = Expected("unreachable", most=2)
_STORED = Expected(stored=True)
_HTML = ("Content-Type", "text/html; charset=utf-8")


def _raw(make: Make) -> Serve:
    """Exactly the bytes that ``make`` makes of the good page."""
    return lambda wire, ask, scene: wire.send(make(article(scene, ask.path)))


def _http(body: Make, *headers: str, status: str = "200 OK", length: int | None = 0) -> Serve:
    """A body with these header lines; ``length`` is what Content-Length adds to the true one, None leaves it out."""

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        data = body(article(scene, ask.path))
        lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers]
        lines += [f"Content-Length: {len(data) + length}"] if length is not None else []
        wire.send("\r\n".join([*lines, "", ""]).encode("latin-1") + data)

    return serve


def _same(page: bytes) -> bytes:
    return page


def _half(page: bytes) -> bytes:
    return page[: len(page) // 2]


def _chunks(page: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    parts = [page[start : start + 100] for start in range(0, len(page), 100)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + end


def _reset(share: float) -> Serve:
    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        page = article(scene, ask.path)
        if share:
            wire.head("200 OK", _HTML, ("Content-Length", str(len(page))))
            wire.send(page[: int(share * len(page))])
        wire.reset()

    return serve


def _flood(line: bytes, times: int) -> Serve:
    """Headers without end, or nearly."""

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        wire.stream(repeat(line * 100, times // 100))
        page = article(scene, ask.path)
        wire.send(b"Content-Length: %d\r\n\r\n" % len(page) + page)

    return serve


def _packed(name: str, change: Make) -> Serve:
    return _http(lambda page: change(PACKERS[name](page)), f"Content-Encoding: {name}")


def _wrong_sum(packed: bytes) -> bytes:
    return packed[:-8] + bytes(4) + packed[-4:]


def _members(page: bytes) -> bytes:
    return gzip.compress(page[:1000]) + gzip.compress(page[1000:])


def _raw_deflate(page: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(page) + packer.flush()


_JUNK = random.Random(3).randbytes(3000)
_COOKIES = [f"Set-Cookie: c{n}={'x' * 40}; Path=/" for n in range(200)]

FAULTS = (
    Fault("reset", "resets the connection instead of answering", _reset(0), _SILENT),
    Fault("reset-mid-body", "resets the connection within the page", _reset(0.5), _CUT_OFF),
    Fault("closed", "closes the connection without a word", _raw(lambda page: b""), _SILENT),
    Fault("length-too-long", "says a length that is never reached", _http(_same, length=500), _CUT_OFF),
    Fault("length-too-short", "says half of the length and sends the whole page", _http(lambda page: page, length=-900), _CUT_OFF),
    Fault("no-length-cut", "sends half of a page without length, and closes", _http(_half, length=None), _CUT_OFF),
    Fault("no-length", "sends a whole page without length, and closes", _http(_same, length=None), _STORED),
    Fault("half-as-whole", "half of a page, with its right length", _http(_half), Expected(stored=True, flags=("cut-off",), check=lambda found: [] if found.articles["/news/20260304/91.html"]["body"] == found.before["/news/20260304/91.html"]["body"] else ["the longer text was replaced"], also="never instead of a longer text")),
    *(Fault(f"{name}-cut", f"a page in {name} that breaks off", _packed(name, _half), _CUT_OFF) for name in PACKERS),
    *(Fault(f"{name}-broken", f"a page in {name} with a damaged byte run", _packed(name, lambda data: data[:100] + _JUNK[:50] + data[150:]), _CUT_OFF) for name in ("gzip", "deflate", "br")),  # zstd has no checksum here
    Fault("gzip-wrong-sum", "a page in gzip with a wrong checksum", _packed("gzip", _wrong_sum), _CUT_OFF),
    Fault("gzip-padded", "a page in gzip with padding behind it", _packed("gzip", lambda data: data + bytes(300)), _STORED),
    Fault("gzip-members", "a page in two gzip members", _http(_members, "Content-Encoding: gzip"), _STORED),
    Fault("gzip-lie", "says gzip and sends the page as it is", _http(_same, "Content-Encoding: gzip"), _STORED),
    Fault("gzip-unsaid", "sends gzip without saying so", _http(gzip.compress), _STORED),
    Fault("deflate-raw", "deflate without its header", _http(_raw_deflate, "Content-Encoding: deflate"), _STORED),
    Fault("coding-unknown", "a Content-Encoding that is a charset", _http(_same, "Content-Encoding: utf-8"), _STORED),
    Fault("chunks", "a page in pieces", _http(_chunks, "Transfer-Encoding: chunked", length=None), _STORED),
    Fault("chunks-cut", "pieces without the last one", _http(lambda page: _chunks(page, b""), "Transfer-Encoding: chunked", length=None), _CUT_OFF),
    Fault("chunks-broken", "a piece whose size is no number", _http(lambda page: _chunks(_half(page), b"zz\r\n"), "Transfer-Encoding: chunked", length=None), _CUT_OFF),
    Fault("chunks-huge", "a piece of 2^64 bytes", _http(lambda page: b"ffffffffffffffff\r\n" + page, "Transfer-Encoding: chunked", length=None), _CUT_OFF),
    Fault("chunks-and-length", "pieces, and a length that is wrong", _http(_chunks, "Transfer-Encoding: chunked", length=70), _STORED),
    Fault("junk", "random bytes instead of HTTP", _raw(lambda page: _JUNK), _SILENT),
    Fault("http-0.9", "the page without status and headers", _raw(_same), _SILENT),
    Fault("icy", "a status line of another protocol", _raw(lambda page: b"ICY 200 OK\r\nContent-Type: text/html\r\n\r\n" + page), _SILENT),
    Fault("status-no-number", "a status that is no number", _raw(lambda page: b"HTTP/1.1 OK OK\r\n\r\n" + page), _SILENT),
    Fault("status-999", "a status that does not exist", _http(_same, status="999 Denied"), Expected("http-error")),
    Fault("status-bare", "a status without its reason", _http(_same, status="200"), _STORED),
    Fault("header-flood", "a million header lines", _flood(b"X-Flood: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 1_000_000), Expected("too-large", most=1)),
    Fault("header-folds", "one header folded a million times", _flood(b" folded once more\r\n", 1_000_000), Expected("too-large", most=1)),
    Fault("header-line", "one header line of 20 MB", _flood(b"x" * 20_000, 1000), _SILENT),
    Fault("cookie-flood", "5,000 cookies of 4 KB", _flood(b"Set-Cookie: a=" + b"x" * 4000 + b"\r\n", 5000), Expected("too-large", most=1)),
    Fault("cookies", "200 cookies", _http(_same, *_COOKIES), _STORED),
    Fault("header-broken", "header lines without colon and beyond ASCII", _http(_same, "no colon here", "X: \xff\xfe\x01"), _STORED),
    Fault("header-nul", "a header with NUL", _http(_same, "X: a\0b"), _STORED),
    Fault("header-name", "a header whose name is none", _http(_same, "\xff\xfe(): y", "X y: z"), _STORED),
    Fault("header-twice", "two Content-Types and two lengths that agree", _http(_same, "Content-Type: text/plain", "Server: a", "Server: b"), _STORED),
    Fault("lengths-differ", "two lengths that differ", _http(_same, "Content-Length: 100"), _SILENT),
    Fault("length-negative", "a length below nothing", _raw(lambda page: b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + page), _SILENT),
    Fault("bare-newlines", "lines that end with LF alone", _raw(lambda page: b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + page), _STORED),
    Fault("interim", "103 Early Hints and 100 Continue before the answer", _raw(lambda page: b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page) + page), _STORED),
    Fault("switching", "101 Switching Protocols, and then something else", _raw(lambda page: b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + _JUNK), _SILENT),
    Fault("part-unasked", "206 with a part nobody asked for", _http(_half, "Content-Range: bytes 0-999/5000", status="206 Partial Content"), _CUT_OFF),
    Fault("unchanged-unasked", "304 to an unconditional request", _raw(lambda page: b"HTTP/1.1 304 Not Modified\r\n\r\n"), Expected("http-error")),
    Fault("no-content", "204", _raw(lambda page: b"HTTP/1.1 204 No Content\r\n\r\n"), Expected("no-text")),
    Fault("empty", "200 and nothing", _http(lambda page: b""), Expected("no-text")),
    Fault("blank", "200 and blanks", _http(lambda page: b" \r\n" * 1000), Expected("no-text")),
    Fault("no-type", "a page without Content-Type", _raw(lambda page: b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(page) + page), _STORED),
    Fault("front-gzip-cut", "a front page in gzip that breaks off", _packed("gzip", _half), Expected(problem="broke off", good=False), "front"),
    Fault("front-junk", "a front page that is no HTTP", _raw(lambda page: _JUNK), Expected(problem="no answer", good=False), "front"),
    Fault("list-reset", "a list that resets the connection", _reset(0), Expected(problem="no answer"), "list"),
    Fault("list-part", "a list as 206", _http(_half, status="206 Partial Content"), Expected(problem="broke off"), "list"),
    Fault("feed-gzip-cut", "a feed in gzip that breaks off", _packed("gzip", _half), Expected(problem="broke off"), "feed"),
    Fault("sitemap-flood", "a sitemap behind a million headers", _flood(b"X-Flood: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 1_000_000), Expected(problem="larger than a limit"), "sitemap"),
    Fault("robots-junk", "robots.txt that is no HTTP", _raw(lambda page: _JUNK), Expected(verdict="down", problem="robots.txt did not come", good=False, also="nothing is asked (RFC 9309)"), "robots"),
)  # fmt: skip
