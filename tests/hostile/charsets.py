"""Charsets that lie: what header, mark, page and bytes say is not the same."""

import codecs
from collections.abc import Callable

from tests.hostile.fault import Expected, Fault, Scene
from tests.hostile.portal import body, markup, title
from tests.hostile.server import Ask, Wire

Serve = Callable[[Wire, Ask, Scene], None]
_OPENING = "修表铺子开了三十年，铺主说，来过的人都还记得门口那盏灯。"
_READ = Expected(stored=True, says=(_OPENING,), lacks=("\ufffd", "锟斤拷"))


def _page(ask: Ask, scene: Scene, declared: str = "utf-8") -> str:
    text = markup(title(scene, ask.path), [_OPENING, *body(scene, ask.path).split("\n")])
    return text.replace('<meta charset="utf-8">', f'<meta charset="{declared}">' if declared else "")


def _as(codec: str, header: str = "", declared: str = "", mark: bytes = b"") -> Serve:
    """The page in one charset; header and page declare others, or none."""

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        kind = f"text/html; charset={header}" if header else "text/html"
        wire.reply(mark + _page(ask, scene, declared).encode(codec, "xmlcharrefreplace"), kind=kind)

    return serve


def _changed(change: Callable[[bytes], bytes], header: str = "utf-8") -> Serve:
    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        wire.reply(change(_page(ask, scene).encode()), kind=f"text/html; charset={header}")

    return serve


def _half_gbk(page: bytes) -> bytes:
    """The frame in UTF-8 with one comment of another system in GBK."""
    return page.replace(b"</body>", "<div class=ad>广告位招租请致电</div></body>".encode("gbk"))


def _utf7(wire: Wire, ask: Ask, scene: Scene) -> None:
    """Markup that is a script only for who believes UTF-7."""
    page = _page(ask, scene).replace(_OPENING, _OPENING + "+ADw-script+AD4-alert(1)+ADw-/script+AD4-")
    wire.reply(page.encode(), kind="text/html; charset=utf-7")


FAULTS = (
    Fault("gbk-as-utf-8", "GBK that header and page call utf-8", _as("gbk", "utf-8", "utf-8"), _READ),
    Fault("utf-8-as-gbk", "UTF-8 that header and page call gb2312", _as("utf-8", "gb2312", "gb2312"), _READ),
    Fault("utf-8-as-latin-1", "UTF-8 that a server's default calls iso-8859-1", _as("utf-8", "iso-8859-1"), _READ),
    Fault("gbk-undeclared", "GBK that nobody declares", _as("gbk"), _READ),
    Fault("gb18030-as-big5", "GB 18030 called big5", _as("gb18030", "big5", "big5"), _READ),
    Fault("header-against-page", "header and page name different charsets, the header is wrong", _as("gbk", "utf-8", "gbk"), _READ),
    Fault("page-against-header", "header and page name different charsets, the page is wrong", _as("utf-8", "utf-8", "shift_jis"), _READ),
    Fault("mark-against-header", "a byte order mark of UTF-8 under a header of GBK", _as("utf-8", "gbk", "gbk", codecs.BOM_UTF8), _READ),
    Fault("utf-16", "UTF-16 with its mark, called utf-8", _as("utf-16-le", "utf-8", "utf-8", codecs.BOM_UTF16_LE), _READ),
    Fault("utf-16-unmarked", "UTF-16 without mark, called utf-8", _as("utf-16-le", "utf-8", "utf-8"), _READ),
    Fault("utf-16-in-the-page", "UTF-8 whose page says utf-16", _as("utf-8", "", "utf-16"), _READ),
    Fault("utf-7", "UTF-8 called utf-7, with markup that only UTF-7 has", _utf7, Expected(stored=True, says=(_OPENING,), lacks=("<script",))),
    Fault("unknown-name", "a charset that does not exist", _as("utf-8", "x-klingon", "none"), _READ),
    Fault("codec-name", "a charset that is a Python codec and none of the web", _as("utf-8", "zip_codec", "base64"), _READ),
    Fault("codec-name-refresh", "the same in a page that speaks of refresh", _changed(lambda page: page.replace(b"<h1>", b"<!-- refresh --><h1>"), "zip_codec"), _READ),
    Fault("endless-name", "a charset of 4,000 characters", _as("utf-8", "x" * 4000, "y" * 4000), _READ),
    Fault("mark-twice", "two byte order marks", _as("utf-8", "utf-8", "utf-8", codecs.BOM_UTF8 * 2), _READ),
    Fault("broken-bytes", "UTF-8 with bytes that are none", _changed(lambda page: page.replace(b"</body>", b"<p>\xff\xfe\xc0\xaf\xed\xa0\x80</p></body>")), Expected(stored=True, says=(_OPENING,))),
    Fault("two-charsets", "UTF-8 with a box in GBK", _changed(_half_gbk), Expected(stored=True, says=(_OPENING,))),
    Fault("overlong", "UTF-8 with `<` in two bytes", _changed(lambda page: page.replace(b"</h1>", b"</h1>\xc0\xbcscript\xc0\xbe")), Expected(stored=True, says=(_OPENING,), lacks=("<script",))),
    Fault("list-gbk-as-utf-8", "a list in GBK called utf-8", lambda wire, ask, scene: wire.reply("<html><meta charset=utf-8><a href=/news/20260301/1.html>老街灯笼重新点亮</a></html>".encode("gbk")), Expected(), "list"),
    Fault("feed-encoding", "a feed that declares a charset there is not", lambda wire, ask, scene: wire.reply(f'<?xml version="1.0" encoding="klingon"?><rss version="2.0"><channel><item><title>灯</title><link>{scene.host.url}news/20260301/1.html</link></item></channel></rss>'.encode(), kind="text/xml"), Expected(), "feed"),
)  # fmt: skip
