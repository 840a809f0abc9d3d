"""Simulated portals for the bench of a year: a weekly rhythm, holidays, odd pages, and redesigns of eight kinds.

Everything comes from the seed: how many articles a weekday has, how long they are, what classes the pages use, which
portals are redesigned when, and how. Nothing here knows how citydesk looks at pages.
"""

import json
import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from tests.bench.year_kinds import KINDS, RHYTHMS, TAKEN_BACK, WALLS, Fault, between
from tests.crawler.store_kit import text

HTML = "text/html; charset=utf-8"
LISTED = 40


@dataclass
class Portal:
    """One portal: what it publishes, in which design, and what happens to it."""

    number: int
    seed: int
    first: date
    holidays: frozenset[date]
    mean: float
    fault: Fault | None = None
    url: str = ""
    by_module: bool = False
    varied: bool = False
    static: bool = False
    #: Days on which two articles come at least: while nobody speaks, nobody can be silent.
    busy: set[date] = field(default_factory=set)
    today: date = field(default=date.min)
    _days: dict[date, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chance = random.Random(f"{self.seed} {self.number}")
        self.weekend = chance.choice((0.0, 0.3, 0.7))
        self.rest = chance.choice((0.0, 0.2))
        self.names = [chance.choice(("art", "txt", "cms", "news", "detail")) + f"-{part}" for part in "abcd"]
        self.has_feed = chance.random() < 0.7
        self.length = chance.choice((5, 8, 12))
        self.odd = 0.03
        self.weekdays, self.share, self.spread = RHYTHMS[chance.choice(list(RHYTHMS) if self.varied else ["daily"])]

    def count(self, day: date) -> int:
        """Articles that are published on a day."""
        if day not in self._days:
            chance = random.Random(f"{self.seed} {self.number} {day}")
            mean = self.mean * self.share * (day.weekday() in self.weekdays)
            mean *= (self.weekend if day.weekday() >= 5 else 1.0) * (self.rest if day in self.holidays else 1.0)
            number = sum(chance.random() < mean / 12 for _ in range(12))
            self._days[day] = min(30, max(number, 2 * (day in self.busy)))
        return self._days[day]

    def articles(self) -> list[tuple[date, int]]:
        """The newest articles of today, newest first."""
        found: list[tuple[date, int]] = []
        day = self.today
        while len(found) < LISTED and day >= self.first - timedelta(days=round(10 / self.share)):
            found += [(day, n) for n in range(self.count(day), 0, -1)]
            day -= timedelta(days=1)
        return found[:LISTED]

    def drawn(self, day: date, n: int) -> tuple[random.Random, int, str]:
        """What chance has given an article: its paragraphs and the minute of its publication; and what comes next."""
        chance = random.Random(f"{self.seed} {self.number} {day} {n} page")
        length = max(2, round(chance.lognormvariate(0, self.spread) * self.length))
        return chance, length, f"{day} {chance.randrange(7, 20):02}:{chance.randrange(60):02}"

    def shows(self, kind: str) -> str:
        """The variant of a fault that shows today, else nothing."""
        fault = self.fault
        return fault.variant if fault and fault.kind == kind and fault.is_on(self.today) else ""

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an address."""
        if move := self.shows("https move"):
            host = self.url.split("/")[2]
            if move == "addresses gone":
                return 404, {"Content-Type": HTML}, b"<html><title>404</title>404"
            target = f"https://{host.partition(':')[0]}:1" if move == "closed port" else "http://127.0.9.9:1"
            return 301, {"Location": target + path, "Content-Type": HTML}, b""
        if path == "/":
            return 200, {"Content-Type": HTML}, self._front().encode()
        if path == "/rss.xml" and self.has_feed:
            return self._feed()
        if path.startswith("/n/"):
            _, _, day, name = path.split("/")
            return self._article(date.fromisoformat(day), int(name.removesuffix(".html")))
        return 404, {"Content-Type": HTML}, b"<html><title>404</title>404"

    def _front(self) -> str:
        links = "".join(
            f'<li><a href="/n/{day}/{n}.html">{title(self.number, day, n)}</a></li>' for day, n in self.articles()
        )
        feed = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">' if self.has_feed else ""
        return f"<html><head><meta charset=utf-8><title>第{self.number}号门户</title>{feed}</head><body><ul>{links}</ul></body>"

    def _feed(self) -> tuple[int, dict[str, str], bytes]:
        fault = self.shows("feed gone silent")
        if fault == "404":
            return 404, {"Content-Type": HTML}, b"<html>404"
        if fault == "html":
            return 200, {"Content-Type": HTML}, b"<html><title>RSS</title><p>RSS</p></html>"
        shown = self.articles()[:20] if fault != "empty" else []
        if fault in ("stands still", "old ones dated anew") and self.fault:
            shown = [(day, n) for day, n in self.articles() if day < self.fault.start][:20]
        items = "".join(
            f"<item><title>{title(self.number, day, n)}</title><link>{self.url}n/{day}/{n}.html</link>"
            f"<pubDate>{(day if fault != 'old ones dated anew' else self.today):%a, %d %b %Y} 08:00:00 +0800</pubDate></item>"
            for day, n in shown
        )
        body = (
            f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>f</title>{items}</channel></rss>'
        )
        return 200, {"Content-Type": "application/rss+xml"}, body.encode()

    def _article(self, day: date, n: int) -> tuple[int, dict[str, str], bytes]:
        if self.static and self.fault and day < self.fault.start:
            return replace(self, fault=None)._article(day, n)  # its page was written once, and stays
        chance, length, when = self.drawn(day, n)
        heading = title(self.number, day, n)
        lines = text(f"{self.seed} {self.number} {day} {n}", length).split("\n")
        odd = chance.random() < self.odd
        if odd:
            lines, when = (lines[:1], when) if chance.random() < 0.5 else (lines, "")
        body = self._page(heading, lines, self._date(when, day), chance)
        return 200, {"Content-Type": HTML}, self._encoded(body)

    def _date(self, when: str, day: date) -> str:
        """The date that a page shows."""
        moved = self.shows("moved date")
        hours = (self.today - day).days * 24 + 3
        shown = {"the clock": f"{self.today} 20:01", "hours ago": f"{hours}小时前"}
        if moved == "one for all" and self.fault:
            return f"{self.fault.start} 06:00"
        return shown.get(moved, when)

    def _page(self, heading: str, lines: list[str], when: str, chance: random.Random) -> str:
        outer, box, stamp, foot = self.names
        if renamed := self.shows("renamed classes"):
            outer, box, stamp, foot = (f"x{name[::-1]}" for name in self.names)
        moved, split, cut = self.shows("moved date"), self.shows("body split"), self.shows("truncated bodies")
        tail = after = ""
        if cut:
            lines = lines[:1] if cut == "first paragraph" else lines[: max(1, len(lines) // 3)]
            if cut == "summary":
                lines = ["摘要：" + text(f"summary {heading}", 1)]
            tail = '<p><a href="#rest">阅读全文</a></p>' if cut == "rest behind a link" else ""
        if split:
            half = max(1, len(lines) // 2)
            rest, lines = "".join(f"<p>{line}</p>" for line in lines[half:]), lines[:half]
            tail = f'<div class="promo"><a href="/vip">打开客户端阅读</a></div><div class="rest-{self.number}">{rest}</div>'
            shown = {
                "rest in a template": f"<template>{rest}</template>",
                "by script": f"<script>document.write({json.dumps(rest)})</script>",
            }
            tail = shown.get(split, tail)
            if split == "advertisements between":
                lines, tail = between(lines, rest, chance), ""
        if wall := self.shows("new wall"):
            kept = {"robot check": [], "cookies": [], "teaser": lines[:2]}.get(wall, [lines[0][:40]])
            lines, tail = kept, f'<div class="gate">{WALLS[wall]}</div>'
        if renamed == "comments in the box":
            lines = [*lines, *(f"网友{chance.randrange(900)}：{text(f'comment {heading} {n}', 1)}" for n in range(8))]
        if renamed == "portal's name for a title":
            heading = f"第{self.number}号门户"
        if renamed == "old box holds a teaser":
            tail += f'<div class="{self.names[1]}"><p>{lines[0][:40]}</p></div>'
        if moved in ("dropped", "to the foot", "into the picture's name"):
            name = when[:10].replace("-", "")
            after = f"<p class=f>页面生成于 {when}</p>" if moved == "to the foot" else ""
            after += f'<img src="/up/{name}/1.jpg">' if moved.startswith("into") else ""
            when = ""
        credit = f"责任编辑：{chance.choice(('林舟', '周航', '陆一鸣'))}"
        return (
            f"<html><head><meta charset=utf-8><title>{heading}</title></head><body>"
            f'<div class="nav"><a href="/">首页</a> <a href="/">本地</a></div><div class="{outer}"><h1>{heading}</h1>'
            f'<div class="{stamp}">{when} 来源：河边日报</div>'
            f'<div class="{box}">{"".join(f"<p>{line}</p>" for line in lines)}<p>{credit}</p></div>{tail}</div>'
            f'<div class="{foot}">版权所有 第{self.number}号门户{after}</div></body></html>'
        )

    def _encoded(self, page: str) -> bytes:
        how = self.shows("encoding change")
        if how == "read twice":
            return page.encode().decode("latin-1").encode()
        if how == "declared wrongly":
            return page.encode("gb18030")
        if how == "declared as big5":
            return page.replace("charset=utf-8", "charset=big5").encode("gb18030")
        if how == "question marks":
            return page.encode("gbk").decode("utf-8", "replace").encode()
        return page.encode()


@lru_cache(100_000)
def title(number: int, day: date, n: int) -> str:
    """The headline of an article."""
    return text(f"title {number} {day} {n}", 1)[:18]


def make_world(
    seed: int, portals: int, days: int, mean: float, first: date, each: int = 1, *, varied: bool = False
) -> list[Portal]:
    """Portals with common holidays, of which as many are redesigned once as there are kinds, or ``each`` times as many.

    ``varied``: with all rhythms, else all are daily; and a quarter of them leave older pages as they are at a redesign.
    """
    chance = random.Random(seed)
    holidays: set[date] = set()
    for start in chance.sample(range(30, max(31, days)), min(6, max(1, days // 60))):
        length = chance.choice((1, 1, 3, 7))
        holidays |= {first + timedelta(days=start + more) for more in range(length)}
    world = [
        Portal(n, seed, first, frozenset(holidays), chance.uniform(0.6, 1.6) * mean, varied=varied)
        for n in range(1, portals + 1)
    ]
    kinds = list(KINDS) * each
    turns = {kind: chance.sample(variants, len(variants)) for kind, variants in KINDS.items()}
    chance.shuffle(kinds)
    hit = chance.sample(world, min(portals, len(kinds)))
    for portal, kind in zip(hit, kinds, strict=False):
        day = first + timedelta(days=chance.randrange(min(40, days // 2), max(days - 6, days // 2 + 1)))
        while day.weekday() >= 5 or day in holidays:
            day += timedelta(days=1)
        if kind == "feed gone silent":
            portal.has_feed = True
            portal.busy |= {day, day + timedelta(days=1)}
        end = day + timedelta(days=3) if kind in TAKEN_BACK else date.max
        portal.fault = Fault(kind, turns[kind][0], day, end)
        turns[kind] = [*turns[kind][1:], turns[kind][0]]
    for portal in world:
        portal.by_module = chance.random() < 0.5
        portal.static = varied and chance.random() < 0.25
    return world
