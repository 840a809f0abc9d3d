"""A known page that is looked at again, compared with itself (pure).

Two days of a small portal differ by chance: other reporters, other lengths. A page differs from itself only where somebody
has changed it, so three pages that have all lost the same tell a redesign on a portal of one article a day.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from crawler.monitoring.evidence import IMPROBABLE, KNOWN_PAGES, Evidence, tail
from crawler.monitoring.figures import Figures
from crawler.reading.items import Article
from crawler.reading.reasons import REASONS
from crawler.reading.repeats import REPEATED

#: Pages that must show it, and the share of those that were compared: one may have been edited or withdrawn.
FEWEST, MOSTLY = 3, 0.75
#: Before a portal's own pages tell: one in a hundred shows such a thing by itself. As if fifty had been compared.
PRIOR, PRIOR_PAGES = 0.01, 50
#: The count of all pages that were compared.
COMPARED = "compared"
#: Texts that keep less than this share, or have so much more, are no longer the same; corrections are smaller.
KEPT, GROWN = 0.8, 0.2
#: Texts under so many characters tell nothing.
SHORT = 60
#: A date is another one from so many seconds on (25 hours); what is less may be the time of the last edit, or another time zone.
ANOTHER_DATE = 90_000
#: What a page shows -> the kind of evidence, in words, and whether it is a loss. A page that is gone is none of it: many
#: portals delete what is a week old.
SIGNS: dict[str, tuple[str, str, bool]] = {
    "cut": ("chars", "a fifth of the text and more is gone from", True),
    "grown": ("chars", "a fifth and more has come into the text of", True),
    "title": ("field title", "the title is gone, or another one, on", True),
    "date": ("dates", "the date is another one, or has lost its time of day, on", True),
    "layout": ("layout", "the layout no longer fits", True),
    "design": ("design", "the text stands elsewhere on", False),
    "origin": ("origin", "the address has changed of", False),
    "charset": ("charset", "the charset is another one on", False),
    "frame": ("rule", "other rules take lines out of", False),
    **{
        f"no {name}": (f"field {name}", f"{name} is gone from", True)
        for name in ("published_at", "source", "credits", "authors", "breadcrumbs", "tags")
    },
    **{
        f"selector {name}": (f"selector {name}", f"the layout's selector of {name} finds nothing any more on", False)
        for name in ("headline", "published", "source", "breadcrumbs", "tags")
    },
    **{
        name: (f"flag {name}", f"the page has become {name}:", True)
        for name in ("mojibake", "mended", "charset-wrong", "charset-damaged", "incomplete")
    },
    **{
        name: (f"page {name}", f"{name} ({REASONS[name]}):", True)
        for name in ("no-text", "no-title", "list", "not-html", "off-portal", "part-missing", "wall")
    },
}
_PIECES = re.compile(r"[\n。！？]|\. ")


def signs(before: Article, after: Article) -> Iterator[str]:
    """What ``after`` has lost, or does otherwise than ``before``: both read from the same address by the same rules."""
    old, new = _pieces(before.body), _pieces(after.body)
    whole = sum(map(len, old))
    if whole >= SHORT:
        if sum(len(piece) for piece in old if piece in new) < KEPT * whole:
            yield "cut"
        if sum(len(piece) for piece in new if piece not in old) > GROWN * whole and len(after.body) > len(before.body):
            yield "grown"
    if before.title and after.title != before.title:
        yield "title"
    if before.published_at and after.published_at and _is_another(before.published_at, after.published_at):
        yield "date"
    if before.layout != "generic" == after.layout:
        yield "layout"
    for name in ("design", "charset"):
        if getattr(before, name) and getattr(before, name) != getattr(after, name):
            yield name
    if before.fetched_url.split("/", 3)[:3] != after.fetched_url.split("/", 3)[:3]:
        yield "origin"
    if _rules(before) != _rules(after):
        yield "frame"
    for name in ("published_at", "source", "credits", "authors", "breadcrumbs", "tags"):
        if getattr(before, name) and not getattr(after, name):
            yield f"no {name}"
    lost = (f"selector {name}" for name in after.missed if name not in before.missed and after.layout == before.layout)
    yield from (name for name in lost if name in SIGNS)
    yield from (flag for flag in after.flags if flag in SIGNS and flag not in before.flags)


def unlike(window: Figures, base: Figures) -> list[Evidence]:
    """What most of the pages show that were compared with themselves, and those before did not.

    What is lost is told without a history; where only the looks differ, some pages must have shown that they usually do not.
    """
    total, compared = window.known[COMPARED], base.known[COMPARED]
    found = []
    for name, (kind, text, loss) in SIGNS.items():
        count = window.known[name]
        if count < FEWEST or count < MOSTLY * total or (not loss and compared < KNOWN_PAGES):
            continue
        usual = (base.known[name] + PRIOR * PRIOR_PAGES) / (compared + PRIOR_PAGES)
        if tail(count, total, min(1.0, usual)) <= IMPROBABLE:
            found.append(Evidence(kind, f"{text} {count} of {total} known pages that were looked at again", loss))
    return found


def _pieces(text: str) -> dict[str, None]:
    """The sentences of a text: lines may be joined or split without a change."""
    return dict.fromkeys(piece for part in _PIECES.split(text) if (piece := "".join(part.split())))


def _rules(article: Article) -> set[str]:
    """The rules that took a line out; what the portal repeats is learnt, and another thing each day."""
    return {line.rule.partition(" (")[0] for line in article.removed} - {REPEATED}


def _is_another(before: str, after: str) -> bool:
    """Whether a date is another one, or has lost its time of day (midnight is how such a date is stored)."""
    if after[11:16] == "00:00" != before[11:16]:
        return True
    old, new = datetime.fromisoformat(before), datetime.fromisoformat(after)
    if (old.tzinfo is None) != (new.tzinfo is None):
        old, new = old.replace(tzinfo=None), new.replace(tzinfo=None)
    return abs((new - old).total_seconds()) >= ANOTHER_DATE
