"""robots.txt and rates: rules that are none, rules without end, and hosts that ask to be left alone in every way."""

import gzip
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import repeat

from tests.hostile.fault import Expected, Fault, Found, Scene
from tests.hostile.portal import article, markup
from tests.hostile.server import Ask, Wire

SETTINGS = {"CITYDESK_FIRST_PAUSE": "0.02", "CITYDESK_MAX_PAUSE": "0.2", "CITYDESK_MAX_DELAY": "0.02", "DOWNLOAD_TIMEOUT": "5"}  # fmt: skip

_Serve = Callable[[Wire, Ask, Scene], None]
_OWN = "User-agent: *\nDisallow: /forbidden/\n"
_MEBIBYTE = 2**20


def _rules(text: str | bytes, status: str = "200 OK", kind: str = "text/plain", **headers: str) -> _Serve:
    body = text.encode() if isinstance(text, str) else text

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        wire.reply(body, status, kind, headers=[(name.replace("_", "-"), value) for name, value in headers.items()])

    return serve


def _moved(where: Callable[[Scene, Ask], str]) -> _Serve:
    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        wire.reply(b"", "301 Moved Permanently", headers=[("Location", where(scene, ask))])

    return serve


def _on_and_on(scene: Scene, ask: Ask) -> str:
    return f"/x/{len(ask.path)}{'1' * len(ask.path)}"


def _endless(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.head("200 OK", ("Content-Type", "text/plain"), ("Connection", "close"))
    wire.stream(_lines())


def _lines() -> Iterator[bytes]:
    yield _OWN.encode()
    yield from repeat(b"Disallow: /forbidden/again/and/again/\n" * 1000)


@lru_cache(1)
def _packed() -> bytes:
    """1 GiB of rules in 4 MiB: one packed member, 64 times (RFC 1952 §2.2)."""
    return gzip.compress(_OWN.encode() + b"Disallow: /forbidden/\n" * (16 * _MEBIBYTE // 22), 9) * 64


def _bomb(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.reply(_packed(), kind="text/plain", headers=[("Content-Encoding", "gzip")])


def _sitemaps(line: Callable[[Scene, int], str], count: int) -> _Serve:
    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        lines = "\n".join(f"Sitemap: {line(scene, number)}" for number in range(count))
        wire.reply(f"{_OWN}{lines}\n".encode() if ask.path == "/robots.txt" else b"", kind="text/plain")

    return serve


def _asked_little(found: Found) -> list[str]:
    """Of thousands of sitemaps only some are read in one run."""
    count = sum(ask.path.startswith("/x/") for ask in found.scene.host.asked)
    return [] if 0 < count <= 400 else [f"{count} sitemaps were asked for"]


def _refusals(status: str, *waits: str) -> _Serve:
    """Refuses a page once for each of the ``waits``, with it as Retry-After, then gives it; none: always refuses."""

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        if ask.time < len(waits):
            headers = [("Retry-After", waits[ask.time])] if waits[ask.time] else []
            wire.reply(b"later", status, "text/plain", headers)
        else:
            wire.reply(article(scene, ask.path))

    return serve


def _always(status: str, wait: str) -> _Serve:
    headers = [("Retry-After", wait)] if wait else []

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        wire.reply(b"later", status, "text/plain", headers)

    return serve


def _left_alone(found: Found) -> list[str]:
    """After a few refusals in a row nothing more is asked for."""
    count = len(found.scene.host.asked)
    return [] if count <= 15 else [f"{count} requests"]


_LOGIN = markup("登录", ["请先登录。<form><input name=user><input type=password></form>"])
_STARS = "User-agent: *\n" + "".join(f"Disallow: /{'*a' * 200}*{number}$\n" for number in range(500))
_GONE_QUIET = Expected(verdict="down", problem="robots.txt was answered with 503", good=False)
_ALONE = Expected(good=False, check=_left_alone, also="is left alone for this run; what was stored stays")
_BUSY = Expected("busy", most=3)
_GIVEN = Expected(stored=True)


def _waits(name: str, what: str, wait: str) -> Fault:
    return Fault(f"wait-{name}", f"refuses once and asks to wait {what}", _refusals("429 Too Many Requests", wait), _GIVEN)  # fmt: skip


FAULTS = (
    Fault("large", "10 MiB of rules", _rules(_OWN + "Disallow: /forbidden/\n" * (10 * _MEBIBYTE // 22)), Expected(), "robots"),
    Fault("endless", "rules that never end", _endless, Expected(), "robots"),
    Fault("one-line", "one line of 4 MiB", _rules("Disallow: /" + "a" * 4 * _MEBIBYTE), Expected(), "robots"),
    Fault("groups", "400 KiB of user agents", _rules("User-agent: a\n" * 29_000 + "Disallow: /\n"), Expected(), "robots"),
    Fault("stars", "patterns on which a backtracking matcher never ends", _rules(_STARS), Expected(), "robots"),
    Fault("binary", "bytes that are no text", _rules(bytes(range(256)) * 400), Expected(), "robots"),
    Fault("nul", "rules full of NUL", _rules(b"U\0s\0e\0r\0-\0a\0g\0e\0n\0t\0:\0*\0\nDisallow\0: /\n" * 99), Expected(), "robots"),
    Fault("login-page", "a login page in place of the rules", _rules(_LOGIN, kind="text/html"), Expected(), "robots"),
    Fault("bomb", "rules of 1 GiB, packed: the first of them are read", _bomb, Expected(), "robots"),
    Fault("moved-away", "rules that are at another host", _moved(lambda scene, _: f"{scene.other.url}robots.txt"), Expected(), "robots"),
    Fault("moved-to-file", "rules that are a file", _moved(lambda *_: "file:///etc/passwd"), Expected(), "robots"),
    Fault("moved-to-itself", "rules that redirect to themselves", _moved(lambda *_: "/robots.txt"), Expected(), "robots"),
    Fault("moved-on-and-on", "rules that redirect on and on", _moved(_on_and_on), Expected(), "robots"),
    Fault("password", "rules behind a password", _rules("", "401 Unauthorized", WWW_Authenticate="Basic"), Expected(), "robots"),
    Fault("broken", "503 in place of the rules", _rules("", "503 Service Unavailable"), _GONE_QUIET, "robots"),
    Fault("delay-huge", "a crawl-delay of 10^12 seconds", _rules("User-agent: *\nCrawl-delay: 1000000000000\n"), Expected(), "robots"),
    Fault("delay-long", "a crawl-delay of 4,000 digits", _rules(f"User-agent: *\nCrawl-delay: {'9' * 4000}\n"), Expected(), "robots"),
    Fault("delay-none", "a crawl-delay that is no number", _rules("User-agent: *\nCrawl-delay: nan\nCrawl-delay: soon\n"), Expected(), "robots"),
    Fault("delay-negative", "a crawl-delay of less than nothing", _rules("User-agent: *\nCrawl-delay: -5\n"), Expected(), "robots"),
    Fault("delay-infinite", "a crawl-delay without end, and 0 requests a second", _rules("User-agent: *\nCrawl-delay: inf\nRequest-rate: 0/1\nRequest-rate: 1/0\n"), Expected(), "robots"),
    Fault("sitemaps-away", "sitemaps at another host, in the cloud and on disk", _sitemaps(lambda scene, number: (f"{scene.other.url}s.xml", "http://169.254.169.254/s.xml", "file:///etc/passwd")[number], 3), Expected(), "robots"),
    Fault("sitemaps-many", "9,000 sitemaps", _sitemaps(lambda scene, number: f"{scene.host.url}x/{number}.xml", 9000), Expected(check=_asked_little, also="400 of them are read at most"), "robots"),
    _waits("negative", "less than nothing", "-30"),
    _waits("garbage", "for something that is no time", "as long as you like"),
    _waits("past", "until a day in 1999", "Fri, 31 Dec 1999 23:59:59 GMT"),
    _waits("no-day", "until a day that never was", "Mon, 31 Feb 2027 25:61:61 GMT"),
    _waits("odd-zone", "until a time in a zone that is none", "Fri, 31 Dec 1999 23:59:59 +99999999999"),
    _waits("fraction", "half a second in a form of its own", "0.5"),
    _waits("digits", "in full-width digits", "１２".encode().decode("latin-1")),
    _waits("empty", "without saying how long", ""),
    Fault("wait-forever", "asks to wait 10^12 seconds", _always("429 Too Many Requests", "1000000000000"), _ALONE),
    Fault("wait-9999", "asks to wait until the year 9999", _always("503 Service Unavailable", "Fri, 31 Dec 9999 23:59:59 GMT"), _ALONE),
    Fault("endless-429", "refuses a page for ever, and says not for how long", _always("429 Too Many Requests", ""), _BUSY),
    Fault("storm", "503 for ever, come back at once", _always("503 Service Unavailable", "0"), _BUSY),
)  # fmt: skip
