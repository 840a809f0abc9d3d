"""The portal around a fault: a front page, good articles, and the place where the fault sits."""

import random

from tests.crawler.store_kit import text
from tests.hostile.fault import Fault, Scene
from tests.hostile.server import Ask, Host, Wire

#: The new page of a fault, and the one that was a good article before.
NEW, OLD = "/news/20260305/90.html", "/news/20260304/91.html"
#: Good articles of the first run, and one that is published with the fault.
GOOD, LATE = tuple(f"/news/2026030{n}/{n}.html" for n in range(1, 6)), "/news/20260306/6.html"
PLACES = {"front": "/", "list": "/shehui/", "feed": "/feed.xml", "sitemap": "/sitemap.xml", "robots": "/robots.txt"}
_THINGS = "码头 石桥 集市 图书馆 博物馆 体育场 水文站 邮局 灯塔 粮仓 学堂 车站".split()
_DEEDS = "修缮完工 重新开放 延长时间 迎来新客 换上新灯 举办展览 更换牌匾 招募人手".split()


def title(scene: Scene, path: str) -> str:
    """The headline of an article, its own on every portal."""
    chance = random.Random(f"{scene.number} {path}")
    return f"{chance.choice(_THINGS)}与{chance.choice(_THINGS)}{chance.choice(_DEEDS)}，第{scene.number}街{chance.randrange(100, 999)}户看见"


def body(scene: Scene, path: str) -> str:
    """The text of an article, its own on every portal."""
    return text(f"hostile {scene.number} {path}", 5)


def article(scene: Scene, path: str, head: str = "", more: str = "") -> bytes:
    """A good article page, in UTF-8; ``head`` goes into its head, ``more`` behind its text."""
    return markup(title(scene, path), body(scene, path).split("\n"), head, more).encode()


def markup(heading: str, paragraphs: list[str], head: str = "", more: str = "") -> str:
    """An article page of this headline and these paragraphs."""
    content = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{heading}</title>{head}</head><body>'
        f'<h1>{heading}</h1><div class="time">2026-03-05 08:00</div><div class="content">{content}{more}</div></body></html>'
    )


def front(scene: Scene, paths: list[str], head: str = "", more: str = "") -> bytes:
    """A list page that links to articles."""
    links = "".join(f'<li><a href="{path}">{title(scene, path)}</a></li>' for path in paths)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>街巷新闻</title>{head}</head>'
        f'<body><div class="nav"><a href="/shehui/">社会</a></div><ul>{links}</ul>{more}</body></html>'
    ).encode()


class Portal:
    """One fault's portal; its scene says whether the fault has begun."""

    def __init__(self, fault: Fault, number: int) -> None:
        self.fault = fault
        self.scene = Scene(Host(f"127.0.1.{number}", self.answer), Host(f"127.0.2.{number}", _stranger), number)

    def answer(self, wire: Wire, ask: Ask) -> None:
        """Answers one request: the fault's own, or one of the good pages around it."""
        path = ask.path
        if self.scene.bad and self._is_the_faults(path):
            self.fault.serve(wire, ask, self.scene)
        elif path in ("/", "/shehui/"):
            wire.reply(self.front(path))
        elif path == "/robots.txt" and self.fault.place == "sitemap":
            wire.reply(f"User-agent: *\nSitemap: {self.scene.host.url}sitemap.xml\n".encode(), kind="text/plain")
        elif path == PLACES["feed"] and self.fault.place == "feed":
            wire.reply(self.feed(), kind="application/rss+xml")
        elif path == PLACES["sitemap"] and self.fault.place == "sitemap":
            wire.reply(self.sitemap(), kind="application/xml")
        elif path in self.articles():
            wire.reply(article(self.scene, path))
        else:
            wire.reply(b"<html><title>404</title>404 not found</html>", "404 Not Found")

    def _is_the_faults(self, path: str) -> bool:
        place = self.fault.place
        return path.startswith("/x/") or (path in (NEW, OLD) if place == "article" else path == PLACES[place])

    def articles(self) -> list[str]:
        """The paths of the articles that the portal has at this time."""
        return [*((LATE, NEW) if self.scene.bad else ()), OLD, *reversed(GOOD)]

    def front(self, path: str) -> bytes:
        """The front page, which names the place of the fault."""
        feed = (
            '<link rel="alternate" type="application/rss+xml" href="/feed.xml">' if self.fault.place == "feed" else ""
        )
        return front(self.scene, self.articles() if path == "/" else list(GOOD), feed)

    def feed(self) -> bytes:
        """A good feed."""
        items = "".join(
            f"<item><title>{title(self.scene, path)}</title><link>{self.scene.host.url}{path[1:]}</link></item>"
            for path in GOOD
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>街巷</title>{items}</channel></rss>'.encode()

    def sitemap(self) -> bytes:
        """A good sitemap."""
        rows = "".join(f"<url><loc>{self.scene.host.url}{path[1:]}</loc></url>" for path in GOOD)
        return (
            f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()
        )


def _stranger(wire: Wire, ask: Ask) -> None:
    """A host that is none of the portal's: whoever comes here was led astray, and finds an article."""
    wire.reply(markup("一篇别处的文章，门牌上写着别的名字", text(f"stranger {ask.path}", 5).split("\n")).encode())
