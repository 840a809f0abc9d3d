"""Redirects and references: whatever a page, a header or a list names, only the portal's own hosts are asked."""

from collections.abc import Callable
from ipaddress import IPv4Address
from typing import Literal

from tests.hostile.fault import Expected, Fault, Found, Scene
from tests.hostile.portal import GOOD, LATE, NEW, OLD, article, body, front, markup, title
from tests.hostile.server import Ask, Wire

_Address = Callable[[Scene], str]
_OFF, _CIRCLE = Expected("off-portal"), Expected("redirects", never=("/x/8",))
_PAGE, _STAYS = "<html><body>Moved</body></html>", Expected(stored=True)


def _spelt(
    form: Literal["decimal", "hex", "octal", "dotted hex", "short", "mapped", "wide", "ideographic", "dot"],
) -> _Address:
    """The other host under another spelling of its address."""

    def address(scene: Scene) -> str:
        host, port = scene.other.netloc.split(":")
        number = int(IPv4Address(host))
        first, *rest = host.split(".")
        spellings = {
            "decimal": str(number),
            "hex": hex(number),
            "octal": ".".join(f"{int(part):#06o}".replace("o", "") for part in (first, *rest)),
            "dotted hex": ".".join(hex(int(part)) for part in (first, *rest)),
            "short": f"{first}.{number & 0xFFFFFF}",
            "mapped": f"[::ffff:{host}]",
            "wide": "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in host),
            "ideographic": host.replace(".", "。"),
            "dot": f"{host}.",
        }
        return f"http://{spellings[form]}:{port}/secret"

    return address


#: Addresses that lead away, by id: what they are, and how they are written.
_AWAY: dict[str, tuple[str, _Address]] = {
    "other-host": ("another host", lambda scene: f"{scene.other.url}secret"),
    "without-scheme": ("another host, without a scheme", lambda scene: f"//{scene.other.netloc}/secret"),
    "three-slashes": ("another host behind three slashes", lambda scene: f"///{scene.other.netloc}/secret"),
    "backslash": ("another host behind backslashes", lambda scene: f"http:\\\\{scene.other.netloc}\\secret"),
    "userinfo": ("another host that looks like the portal's", lambda scene: f"http://{scene.host.netloc}@{scene.other.netloc}/secret"),
    "fragment-trick": ("another host, the portal's in the fragment", lambda scene: f"http://{scene.other.netloc}#@{scene.host.netloc}/secret"),
    "other-port": ("another port of the portal's machine", lambda scene: f"http://{scene.host.address}:{scene.other.netloc.split(':')[1]}/secret"),
    "localhost": ("localhost", lambda scene: f"http://localhost:{scene.other.netloc.split(':')[1]}/secret"),
    "metadata": ("the metadata service of a cloud", lambda _: "http://169.254.169.254/latest/meta-data/"),
    "unspecified": ("0.0.0.0", lambda scene: f"http://0.0.0.0:{scene.other.netloc.split(':')[1]}/secret"),
    "decimal": ("another host as one decimal number", _spelt("decimal")),
    "hex": ("another host as one hexadecimal number", _spelt("hex")),
    "octal": ("another host in octal numbers", _spelt("octal")),
    "dotted-hex": ("another host in hexadecimal numbers", _spelt("dotted hex")),
    "short": ("another host in two numbers", _spelt("short")),
    "mapped": ("another host as IPv4 in IPv6", _spelt("mapped")),
    "wide-digits": ("another host in full-width digits", _spelt("wide")),
    "ideographic-dots": ("another host with ideographic dots", _spelt("ideographic")),
    "root-dot": ("another host with a dot behind it", _spelt("dot")),
    "file": ("a file of the crawler's machine", lambda _: "file:///etc/passwd"),
    "data": ("a page in the address itself", lambda scene: f"data:text/html,{_data_page(scene)}"),
    "ftp": ("an FTP server", lambda scene: f"ftp://{scene.other.netloc}/secret"),
    "script": ("a script", lambda _: "javascript:alert(1)"),
    "credentials": ("the portal itself with a password", lambda scene: f"http://user:secret@{scene.host.netloc}{GOOD[0]}"),
    "no-address": ("what is no address", lambda _: "http://[bad/"),
    "no-host": ("an address without a host", lambda _: "http://:80/"),
    "endless-address": ("an address of 3,000 characters", lambda scene: f"{scene.host.url}{'a' * 3_000}"),
}  # fmt: skip


def _data_page(scene: Scene) -> str:
    return markup(title(scene, "data"), body(scene, "data").split("\n"))[:400].replace(" ", "%20")


def _location(address: _Address, status: str = "302 Found") -> Callable[[Wire, Ask, Scene], None]:
    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        where = address(scene).encode().decode("latin-1")
        wire.reply(_PAGE.encode(), status, headers=[("Location", where)])

    return serve


def _hops(wire: Wire, ask: Ask, scene: Scene) -> None:
    number = int(ask.path.rpartition("/")[2]) if ask.path.startswith("/x/") else 0
    wire.reply(_PAGE.encode(), "301 Moved Permanently", headers=[("Location", f"/x/{number + 1}")])


def _ring(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.reply(_PAGE.encode(), "302 Found", headers=[("Location", "/x/b" if ask.path == "/x/a" else "/x/a")])


def _in_head(head: Callable[[Scene, str], str]) -> Callable[[Wire, Ask, Scene], None]:
    """A good article with something in its head."""

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        wire.reply(article(scene, ask.path, head(scene, ask.path)))

    return serve


def _every_reference(scene: Scene, path: str) -> str:
    """All that a head can say of another host but for canonical and refresh."""
    away = f"{scene.other.url}secret"
    return (
        f'<link rel="next" href="{away}"><link rel="amphtml" href="{away}"><link rel="stylesheet" href="{away}">'
        f'<link rel="preload" href="{away}"><link rel="dns-prefetch" href="{away}"><script src="{away}"></script>'
        f'<meta property="og:url" content="{away}"><meta property="og:image" content="{away}">'
    )


def _frames(wire: Wire, ask: Ask, scene: Scene) -> None:
    away = f"{scene.other.url}secret"
    more = (
        f'<iframe src="{away}"></iframe><embed src="{away}"><object data="{away}"></object><img src="{away}">'
        f'<div class="page"><a href="{away}_2.html">下一页</a> <a href="{away}">余下全文</a></div>'
    )
    wire.reply(article(scene, ask.path, more=more))


def _refresh(address: _Address) -> Callable[[Wire, Ask, Scene], None]:
    return _in_head(lambda scene, path: f'<meta http-equiv="refresh" content="0; url={address(scene)}">')


def _to_itself(wire: Wire, ask: Ask, scene: Scene) -> None:
    _in_head(lambda scene, path: f'<meta http-equiv="refresh" content="1; url={path}">')(wire, ask, scene)


def _refresh_ring(wire: Wire, ask: Ask, scene: Scene) -> None:
    place = "/x/b" if ask.path == "/x/a" else "/x/a"
    wire.reply(f'<html><head><meta http-equiv="refresh" content="0;url={place}"></head></html>'.encode())


def _header_refresh(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.reply(article(scene, ask.path), headers=[("Refresh", f"0; url={scene.other.url}secret"), ("Link", f"<{scene.other.url}>; rel=next")])  # fmt: skip


def _own_address(found: Found) -> list[str]:
    """Articles stand under their own addresses, and nothing stored names a password."""
    wrong = [row["url"] for row in found.articles.values() if not row["url"].startswith(found.scene.host.url)]
    wrong += [row["url"] for row in found.articles.values() if "secret" in row["url"]]
    return wrong + [path for path in (NEW, OLD) if path not in found.articles]


def _no_login(found: Found) -> list[str]:
    """Neither cookies nor passwords were sent to anybody."""
    asked = [*found.scene.host.asked, *found.scene.other.asked]
    return [f"{ask.path}: {name}" for ask in asked for name in ("authorization", "cookie") if name in ask.headers]


def _login(wire: Wire, ask: Ask, scene: Scene) -> None:
    realm, cookie = ("WWW-Authenticate", 'Basic realm="x"'), ("Set-Cookie", "session=1; Domain=example; Path=/")
    wire.reply(b"<html>401</html>", "401 Unauthorized", headers=[realm, cookie])


def _cookie_ring(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.reply(_PAGE.encode(), "302 Found", headers=[("Location", ask.path), ("Set-Cookie", "seen=1; Path=/")])


def _list_of_traps(wire: Wire, ask: Ask, scene: Scene) -> None:
    links = "".join(f'<li><a href="{address(scene)}">{what}一二三四五六</a></li>' for what, address in _AWAY.values())
    wire.reply(front(scene, [LATE, *GOOD], more=links))


def _base(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.reply(front(scene, list(GOOD), head=f'<base href="{scene.other.url}">'))


def _canonical(address: _Address) -> Callable[[Wire, Ask, Scene], None]:
    return _in_head(lambda scene, path: f'<link rel="canonical" href="{address(scene)}">')


_ADDRESS = Expected(stored=True, check=_own_address, also="stored under its own address")
FAULTS = (
    *(Fault(name, f"redirects to {what}", _location(address), _OFF) for name, (what, address) in _AWAY.items()),
    Fault("moved-for-good", "redirects to another host for good", _location(_AWAY["other-host"][1], "301 Moved Permanently"), _OFF),
    Fault("itself", "redirects to itself", _location(lambda _: ""), _CIRCLE),
    Fault("ring", "redirects in a circle of two", _ring, _CIRCLE),
    Fault("hops", "redirects on and on", _hops, _CIRCLE),
    Fault("cookie-ring", "redirects to itself until a cookie comes back", _cookie_ring, Expected("redirects", check=_no_login)),
    Fault("login", "asks for a password and sets a cookie", _login, Expected("wall", check=_no_login, also="no password, no cookie is sent")),
    Fault("refresh-away", "an article that leads to another host by meta refresh", _refresh(_AWAY["other-host"][1]), _STAYS),
    Fault("refresh-file", "an article that leads to a file by meta refresh", _refresh(_AWAY["file"][1]), _STAYS),
    Fault("refresh-no-address", "an article whose meta refresh names no address", _refresh(_AWAY["no-address"][1]), _STAYS),
    Fault("refresh-itself", "an article that reloads itself every second", _to_itself, _STAYS),
    Fault("refresh-ring", "pages that lead to each other by meta refresh", _refresh_ring, _CIRCLE),
    Fault("header-refresh", "headers Refresh and Link that name another host", _header_refresh, _STAYS),
    Fault("canonical-away", "an article that says it is another host's", _canonical(_AWAY["other-host"][1]), _ADDRESS),
    Fault("canonical-file", "an article that says it is a file", _canonical(_AWAY["file"][1]), _ADDRESS),
    Fault("canonical-password", "an article whose canonical address holds a password", _canonical(_AWAY["credentials"][1]), _ADDRESS),
    Fault("references", "a head that names another host in every way", _in_head(_every_reference), _ADDRESS),
    Fault("frames", "frames, images and further pages at another host", _frames, _ADDRESS),
    Fault("list-of-traps", "a list with every address above", _list_of_traps, Expected(refused="not http or https"), "front"),
    Fault("base-away", "a list whose base is another host", _base, Expected(), "list"),
)  # fmt: skip
