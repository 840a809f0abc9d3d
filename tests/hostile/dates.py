"""Dates: moments at which no news was published, printed and claimed; the day in the address is the only sane one."""

import json
from datetime import UTC, datetime, timedelta

from tests.hostile.fault import Expected, Fault, Found, Scene
from tests.hostile.portal import NEW, body, markup, title
from tests.hostile.server import Ask, Wire


def _sane(found: Found) -> list[str]:
    """The article has a moment of this web's time, or none; both can be read as what they are."""
    lines = []
    for name in ("published_at", "modified_at"):
        given = found.articles.get(NEW, {}).get(name)
        when = datetime.fromisoformat(given) if given else None
        late = datetime.now(UTC) + timedelta(days=3)
        if when and not datetime(1990, 1, 1, tzinfo=UTC) <= (when if when.tzinfo else when.replace(tzinfo=UTC)) <= late:
            lines.append(f"{name}: {given}")
    return lines


def _own(found: Found) -> list[str]:
    given = found.articles.get(NEW, {}).get("published_at") or ""
    return _sane(found) + ([] if given.startswith("2026-03-05") else [f"published at {given!r}"])


def _fault(id: str, what: str, printed: str, claimed: object = None, *, own: bool = True) -> Fault:
    """An article that prints one moment and claims another (the same by default) in its head and its JSON-LD."""

    def serve(wire: Wire, ask: Ask, scene: Scene) -> None:
        said = printed if claimed is None else claimed
        data = {"@type": "NewsArticle", "headline": title(scene, ask.path), "datePublished": said, "dateModified": said}
        head = (
            f'<meta property="article:published_time" content="{said if isinstance(said, str) else printed}">'
            f'<script type="application/ld+json">{json.dumps(data)}</script>'
        )
        page = markup(title(scene, ask.path), body(scene, ask.path).split("\n"), head)
        wire.reply(page.replace("2026-03-05 08:00", printed).encode())

    also = "published on the day of its address" if own else "no moment but a sane one"
    return Fault(id, what, serve, Expected(stored=True, check=_own if own else _sane, also=also))


FAULTS = (
    _fault("year-zero", "the year 0", "0000-01-01 00:00:00"),
    _fault("year-9999", "the last day of the year 9999", "9999-12-31T23:59:59+00:00"),
    _fault("year-10000", "a year of five digits", "10000-01-01T00:00:00Z"),
    _fault("february-31", "31 February", "2026-02-31 08:00"),
    _fault("month-13", "the thirteenth month", "2026-13-05 08:00"),
    _fault("hour-25", "25:61:61 o'clock", "2026-03-05T25:61:61"),
    _fault("ten-years-ahead", "ten years from now", "2036-11-24T08:00:00+08:00"),
    _fault("epoch", "1 January 1970", "1970-01-01T00:00:00Z"),
    _fault("epoch-number", "0 seconds since 1970", "0", 0),
    _fault("huge-number", "more seconds than there will be", "9" * 30, 10**30),
    _fault("negative-number", "seconds before 1970", "-86400", -86_400),
    _fault("before-the-web", "the year 1789", "1789-07-14"),
    _fault("offset-99", "99 hours ahead of UTC", "2026-03-05T08:00:00+99:99"),
    _fault("offset-negative", "a negative offset that leads to the day before", "2026-03-05T01:00:00-23:59", own=False),
    _fault("not-a-number", "NaN in JSON-LD", "NaN", float("nan")),
    _fault("list", "a list of dates", "2026-03-05 08:00", ["2026-03-05T08:00:00+08:00", "2019-01-01", "9999-12-31"]),
    _fault("object", "an object and null", "2026-03-05 08:00", {"@value": None}),
    _fault("thousand", "a thousand dates in a line", "2026-03-05 08:00 " + "2019-01-01 " * 1000, "2026-03-05"),
    _fault("digits", "100,000 digits", "2026-03-05 08:00 " + "1" * 100_000, "1" * 100_000),
    _fault("steers", "a date with escape codes", "\x1b[31m2026-03-05 08:00\x07"),
    _fault("full-width", "full-width digits", "２０２６－０３－０５ ０８：００", own=False),
    _fault("words", "no date at all", "昨天下午三点左右", "yesterday"),
)  # fmt: skip
