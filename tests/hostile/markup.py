"""Markup: trees, tags and texts that are made to exhaust whoever reads them."""

from collections.abc import Callable

from tests.hostile.fault import Expected, Fault, Scene
from tests.hostile.portal import GOOD, body, markup, title
from tests.hostile.server import Ask, Wire

Serve = Callable[[Wire, Ask, Scene], None]
_OPENING = "修表铺子开了三十年，铺主说，来过的人都还记得门口那盏灯。"
SETTINGS = {"DOWNLOAD_TIMEOUT": "90"}  # on a busy machine the other limits shall come first
SECONDS = 110.0
_STORED = Expected(stored=True, says=(_OPENING,))
_TOO_LARGE = Expected("too-large", most=1)


def _around(before: str = "", after: str = "", inside: str = "", head: str = "") -> Serve:
    """A good page with something before its headline, behind its text, within its text, in its head."""

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        page = markup(title(scene, ask.path), [_OPENING, *body(scene, ask.path).split("\n"), inside or "。"], head)
        start, _, end = page.replace("<h1>", before + "<h1>", 1).rpartition("</body>")
        page = f"{start}{after}</body>{end}"
        wire.reply(page.encode("utf-8", "surrogatepass"))

    return serve


def _unclosed(wire: Wire, ask: Ask, scene: Scene) -> None:
    lines = "".join(f"<p>{line}" for line in [_OPENING, *body(scene, ask.path).split("\n")])
    heading = title(scene, ask.path)
    wire.reply(f"<html><head><meta charset=utf-8><title>{heading}</title><body><h1>{heading}</h1><div>{lines}".encode())


def _twice(wire: Wire, ask: Ask, scene: Scene) -> None:
    page = markup(title(scene, ask.path), [_OPENING, *body(scene, ask.path).split("\n")])
    wire.reply(page.replace("<h1>", "</body></html><html><body class=b><html><body><h1>", 1).encode())


def _deep_list(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.reply(b"<html>" + b"<div>" * 20_000 + f'<a href="{GOOD[0]}">老街灯笼重新点亮迎来新客</a>'.encode())


def _controls() -> str:
    return "\0\x01\x02\x08\x0b\x0c\x0e\x1b[31m\x7f\x80\x9f\u200b\u202e\ufeff"


#: Strings on which a pattern with nested or overlapping repeats takes time without end.
_RUNAWAYS = {
    "blanks": " " * 50_000 + "x",
    "letters": "a" * 75_000 + "!",
    "digits": "1" * 75_000,
    "dates": "2026-01-01 " * 7_000,
    "date-parts": "2026年1月" * 12_000,
    "brackets": "（记者" * 15_000,
    "square": "[1] " * 15_000,
    "colons": "编辑：" * 15_000,
    "credits": "记者 张三 李四 王五 " * 5_000,
    "source": "来源：" + "新华社 " * 12_000,
    "slashes": "首页 > " * 12_000,
    "ampersands": "&amp" * 20_000,
    "pinyin": "hún（hún）chūn" * 7_000,
    "quotes": "“" * 50_000,
    "urls": "http://" * 15_000,
    "titles": "-_|" * 25_000,
}

FAULTS = (
    Fault("deep", "20,000 nested div", _around("<div>" * 20_000), Expected("no-text")),
    Fault("deep-inline", "20,000 nested font", _around(inside="<font>" * 20_000 + "灯"), _STORED),
    Fault("deep-tables", "5,000 nested tables", _around("<table><tr><td>" * 5000), Expected("no-text")),
    Fault("deep-lists", "20,000 nested ul", _around(after="<ul><li>" * 20_000), _STORED),
    Fault("nul", "NUL and other control characters in text and tags", _around(inside=_controls(), after=f'<p class="{_controls()}">'), Expected(stored=True, says=(_OPENING,), lacks=("\0", "\x1b", "\x08"))),
    Fault("surrogates", "halves of characters, as bytes and as entities", _around(inside="\ud800灯&#xD800;&#xDFFF;&#0;&#x110000;"), Expected(stored=True, says=(_OPENING,), lacks=("\0",))),
    Fault("entities", "entities that are broken, endless, or none", _around(inside="&#;&#x;&#99999999999999999999;&amp;amp;amp;&nosuch;&lt;script&gt;" + "&#x41" * 20_000), Expected(stored=True, says=(_OPENING,))),
    Fault("attribute", "an attribute of 5 MB", _around(after=f'<p title="{"x" * 5_000_000}">'), _STORED),
    Fault("attribute-open", "an attribute that is never closed", _around(after='<p title="' + "x" * 100_000), _STORED),
    Fault("attributes", "a tag with 100,000 attributes", _around(after=f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>"), _TOO_LARGE),
    Fault("attributes-many", "2,000 tags with 500 attributes", _around(after=f"<p {' '.join(f'a{n}=1' for n in range(500))}>" * 2000), _TOO_LARGE),
    Fault("attributes-some", "200 tags with 500 attributes", _around(after=f"<p {' '.join(f'a{n}=1' for n in range(500))}>" * 200), _STORED),
    Fault("tag-name", "a tag whose name has 2 MB", _around(after=f"<{'x' * 2_000_000}>"), _STORED),
    Fault("tags-many", "150,000 empty tags", _around(after="<b>" * 150_000), _TOO_LARGE),
    Fault("unclosed", "no tag is closed", _unclosed, _STORED),
    Fault("twice", "several html and body tags", _twice, _STORED),
    Fault("comment-open", "a comment that is never closed, behind the text", _around(after="<!-- " + "x" * 100_000), _STORED),
    Fault("comments", "comments within comments, ended in every way", _around(inside="<!-- a <!-- b --> c --!> d --><!--> e <!---> f -->"), _STORED),
    Fault("conditional", "conditional comments and CDATA around the text", _around(inside="<!--[if IE]><p>x</p><![endif]--><![CDATA[ <p>y</p> ]]>", before="<!--[if !IE]><!-->"), _STORED),
    Fault("script-tricks", "scripts that hold end tags, comments and documents", _around(before='<script>var a="</body></html><h1>假</h1><!-- ";</script>', after='<script>document.write("<article>")</script>'), _STORED),
    Fault("script-open", "a script that is never closed, behind the text", _around(after="<script>" + 'a="</p>";' * 20_000), _STORED),
    Fault("plaintext", "`plaintext` and `xmp` behind the text", _around(after="<xmp><h1>x</h1></xmp><plaintext>" + "<p>" * 1000), _STORED),
    Fault("base-many", "a thousand base tags", _around(head='<base href="http://[bad/">' + '<base href="/x/">' * 1000), _STORED),
    Fault("metas", "20,000 meta tags", _around(head='<meta name="author" content="a">' * 20_000), _STORED),
    Fault("json-ld", "JSON-LD that is 100,000 brackets deep", _around(head=f'<script type="application/ld+json">{"[" * 100_000}</script>'), _STORED),
    Fault("json-ld-number", "JSON-LD with a number of 100,000 digits", _around(head=f'<script type="application/ld+json">{{"@type":"NewsArticle","wordCount":{"9" * 100_000}}}</script>'), _STORED),
    Fault("json-ld-bomb", "JSON-LD with 50,000 articles", _around(head=f'<script type="application/ld+json">[{",".join(["{}"] * 50_000)}]</script>'), _STORED),
    Fault("styles", "2,000 styles of 2 KB", _around(after=f'<p style="{"color:red;" * 200}">' * 2000), _STORED),
    Fault("brackets-only", "five million `<`", lambda wire, ask, scene: wire.reply(b"<html>" + b"<" * 5_000_000), _TOO_LARGE),
    *(Fault(f"run-{name}", f"a text that makes patterns run away: {name}", _around(inside=text), Expected(stored=True)) for name, text in _RUNAWAYS.items()),
    Fault("list-deep", "a list 20,000 levels deep", _deep_list, Expected(), "list"),
    Fault("list-runaway", "a list whose names and addresses make patterns run away", lambda wire, ask, scene: wire.reply("".join(f'<a href="/y/{"a" * 900}{n}?{"&=" * 400}">{"第1页 " * 200}</a>' for n in range(500)).encode()), Expected(), "list"),
    Fault("feed-deep", "a feed 20,000 levels deep", lambda wire, ask, scene: wire.reply(b"<rss>" + b"<channel>" * 20_000, kind="text/xml"), Expected(), "feed"),
    Fault("front-attributes", "a front page with 100,000 attributes in one tag", lambda wire, ask, scene: wire.reply(f"<html><p {' '.join(f'a{n}=1' for n in range(100_000))}>".encode()), Expected(good=False), "front"),
)  # fmt: skip
