"""Traps: links that never end. Every one is met from the front page, and the crawl leaves it by itself."""

import re
from collections.abc import Callable
from random import Random

from tests.hostile.fault import Expected, Fault, Found, Scene
from tests.hostile.portal import GOOD, LATE, NEW, OLD, front
from tests.hostile.server import Ask, Wire

#: Requests below ``/x/`` in one run; each trap would take thousands.
MOST = 60
_ALL = [LATE, NEW, OLD, *reversed(GOOD)]
Links = Callable[[str, Random], list[str]]


def _bounded(found: Found) -> list[str]:
    """The trap was left soon."""
    asked = [ask.path for ask in found.scene.host.asked if ask.path.startswith("/x/")]
    return [f"{len(asked)} requests, such as {asked[-3:]}"] if len(asked) > MOST else []


def _fault(id: str, what: str, first: str, links: Links, refused: str = "") -> Fault:
    """A front page that links to ``first``; every page of the trap links to what ``links`` makes of its path."""

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        chance = Random(f"{scene.number} {ask.path} {ask.time}")
        further = [first] if ask.path == "/" else links(ask.path, chance)
        more = "".join(
            f'<div class="nav"><a href="{link}">更多{number}</a></div>' for number, link in enumerate(further)
        )
        wire.reply(front(scene, _ALL, more=more))

    expected = Expected(refused=refused, check=_bounded, also=f"at most {MOST} of its pages are asked for")
    return Fault(id, what, serve, expected, "front")


def _number(path: str) -> int:
    return int((re.findall(r"\d+", path) or ["0"])[-1])


def _months(path: str, chance: Random) -> list[str]:
    year, month = map(int, re.findall(r"\d+", path)[:2])
    later = year * 12 + month  # the next month, counted from 0
    return [f"/x/cal/{later // 12}/{later % 12 + 1:02}/", f"/x/cal/{(later - 2) // 12}/{(later - 2) % 12 + 1:02}/"]


def _token(chance: Random) -> str:
    return f"{chance.getrandbits(64):016x}"


FAULTS = (
    _fault("calendar", "a calendar with a next month, and one before", "/x/cal/2026/11/", _months),
    _fault("days", "a page for each day, by query", "/x/day?date=2026-11-24", lambda path, chance: [f"/x/day?date={chance.randrange(1990, 2080)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}" for _ in range(9)]),
    _fault("session", "a new session id in every link", "/x/s?id=7&sid=4f9a81c07b3e0001", lambda path, chance: [f"/x/s?id={n}&sid={_token(chance)}" for n in range(8)]),
    _fault("session-path", "the same in the path", "/x/s/4f9a81c07b3e0001/7/", lambda path, chance: [f"/x/s/{_token(chance)}/{n}/" for n in range(8)]),
    _fault("pagination", "a next page for ever, with the same articles", "/x/list?page=2", lambda path, chance: [f"/x/list?page={_number(path) + 1}"], "pagination"),
    _fault("pagination-path", "the same as /page/2/", "/x/list/page/2/", lambda path, chance: [f"/x/list/page/{_number(path) + 1}/"]),
    _fault("queries", "filters in all combinations", "/x/list?a=1", lambda path, chance: [f"/x/list?{'&'.join(f'{name}={chance.randrange(99)}' for name in chance.sample('abcdefgh', 3))}" for _ in range(20)]),
    _fault("orders", "a list in every order", "/x/list?c=1", lambda path, chance: [f"/x/list?c={n}&order={word}" for n in range(1, 9) for word in ("hot", "new", "old", "asc", "desc", "views")], "sort-order"),
    _fault("mirror", "relative links that repeat their folder", "/x/a/", lambda path, chance: ["a/", "b/a/"]),
    _fault("depth", "one more folder each time, never the same", "/x/d/", lambda path, chance: [f"{chance.choice('abcdefgh')}{_token(chance)[:3]}/" for _ in range(3)]),
    _fault("numbers", "two more numbers each time", "/x/n/1/", lambda path, chance: [f"/x/n/{2 * _number(path)}/", f"/x/n/{2 * _number(path) + 1}/"]),
    _fault("random", "a random word each time", "/x/w/one/", lambda path, chance: [f"/x/w/{''.join(chance.choices('abcdefghijklmnop', k=9))}/" for _ in range(5)]),
    _fault("fragments", "one page under endless fragments", "/x/f/", lambda path, chance: [f"/x/f/#{_token(chance)}" for _ in range(30)]),
    _fault("tracking", "one page under endless campaign names", "/x/f/", lambda path, chance: [f"/x/f/?utm_source={_token(chance)}&utm_campaign={_token(chance)}" for _ in range(30)]),
    _fault("case", "one path in every mixture of case", "/x/list/", lambda path, chance: ["/x/" + "".join(chance.choice((c.lower(), c.upper())) for c in "folderlist") + "/" for _ in range(9)]),
    _fault("long-url", "a link of 100,000 characters", "/x/" + "a" * 100_000, lambda path, chance: [path + "a"]),
)  # fmt: skip
