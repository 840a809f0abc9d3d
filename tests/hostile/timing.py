"""Time: servers that answer slowly, by bits, or not at all."""

from collections.abc import Callable

from tests.hostile.fault import Expected, Fault, Scene
from tests.hostile.portal import article
from tests.hostile.server import Ask, Wire

SETTINGS = {"DOWNLOAD_TIMEOUT": "1", "RETRY_TIMES": "1"}
Serve = Callable[[Wire, Ask, Scene], None]
_SILENT = Expected("unreachable", most=2)
_HTML = ("Content-Type", "text/html; charset=utf-8")


def _hang(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.hang()


def _drip(wire: Wire, ask: Ask, scene: Scene) -> None:
    page = article(scene, ask.path)
    wire.head("200 OK", _HTML, ("Content-Length", str(len(page))))
    wire.drip(page, 0.05)


def _drip_for_ever(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.head("200 OK", _HTML)
    wire.drip(article(scene, ask.path)[:-14] + b"<p>" * 1000, 0.05)


def _drip_headers(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Slow: " + b"x" * 10_000, 0.05)


def _drip_header_lines(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\n")
    wire.drip(b"X: slow\r\n" * 10_000, 0.05, 9)


def _endless_interim(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.drip(b"HTTP/1.1 102 Processing\r\n\r\n" * 10_000, 0.05, 27)


def _half_then_hang(wire: Wire, ask: Ask, scene: Scene) -> None:
    page = article(scene, ask.path)
    wire.head("200 OK", _HTML, ("Content-Length", str(len(page))))
    wire.send(page[: len(page) // 2])
    wire.hang()


def _whole_then_hang(wire: Wire, ask: Ask, scene: Scene) -> None:
    """The page is whole by its length; whether the connection ends is no matter."""
    page = article(scene, ask.path)
    wire.head("200 OK", _HTML, ("Content-Length", str(len(page))))
    wire.send(page)
    wire.hang()


def _no_end(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.head("200 OK", _HTML)
    wire.send(article(scene, ask.path))
    wire.hang()


def _half_close_at_once(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.half_close()
    wire.hang()


def _half_closed(wire: Wire, ask: Ask, scene: Scene) -> None:
    page = article(scene, ask.path)
    wire.head("200 OK", _HTML, ("Content-Length", str(len(page))))
    wire.send(page[: len(page) // 2])
    wire.half_close()
    wire.hang()


def _late(wire: Wire, ask: Ask, scene: Scene) -> None:
    page = article(scene, ask.path)
    wire.drip(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Type: text/html\r\n\r\n" % len(page), 0.1, 40)
    wire.send(page)


def _chunks_then_hang(wire: Wire, ask: Ask, scene: Scene) -> None:
    page = article(scene, ask.path)
    wire.head("200 OK", _HTML, ("Transfer-Encoding", "chunked"))
    wire.send(b"%x\r\n%b\r\n" % (len(page), page))
    wire.hang()


def _at(place: str) -> Expected:
    """A source that does not answer is named; the rest of the portal goes on."""
    return Expected(problem="no answer", also=f"the {place} is asked again in the next run")


FAULTS = (
    Fault("hang", "takes the request and never answers", _hang, _SILENT),
    Fault("drip", "sends the page byte by byte, never silent for long", _drip, _SILENT),
    Fault("drip-for-ever", "drips a page without length that has no end", _drip_for_ever, _SILENT),
    Fault("drip-header", "drips one long header", _drip_headers, _SILENT),
    Fault("drip-header-lines", "drips headers, line by line", _drip_header_lines, _SILENT),
    Fault("endless-interim", "answers 102 Processing again and again", _endless_interim, _SILENT),
    Fault("half-then-hang", "sends half of the page and falls silent", _half_then_hang, _SILENT),
    Fault("whole-then-hang", "sends all of the page and leaves the connection open", _whole_then_hang, Expected(stored=True)),
    Fault("no-end", "sends a page without length and leaves the connection open", _no_end, _SILENT),
    Fault("chunks-then-hang", "sends pieces, but never the last one", _chunks_then_hang, _SILENT),
    Fault("half-closed-at-once", "closes its side of the connection before it answers", _half_close_at_once, _SILENT),
    Fault("half-closed", "closes its side within the page", _half_closed, Expected("cut-off", most=2)),
    Fault("late", "needs some time for its headers", _late, Expected(stored=True)),
    Fault("front-hang", "the front page never answers", _hang, Expected(problem="no answer", good=False), "front"),
    Fault("list-drip", "a list comes byte by byte", _drip, _at("list"), "list"),
    Fault("feed-hang", "the feed never answers", _hang, _at("feed"), "feed"),
    Fault("sitemap-drip", "the sitemap comes byte by byte", _drip, _at("sitemap"), "sitemap"),
    Fault("robots-hang", "robots.txt never answers", _hang, Expected(verdict="down", problem="robots.txt did not come", good=False, also="nothing is asked (RFC 9309)"), "robots"),
)  # fmt: skip
