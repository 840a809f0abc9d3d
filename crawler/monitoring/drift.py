"""Drift: what a portal's latest pages do otherwise than its earlier ones did (pure).

Every figure is judged against the portal's own history: its share over all earlier days, and the worst of these days,
for the pages of a day are alike (one correspondent, one section) and far from independent draws. What is left must be
improbable at one in 100,000 and plain to see besides, since a portal is judged in every run of the year, on thirty figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crawler.expect import Expect
from crawler.monitoring.evidence import (
    A_DAY,
    ABOVE_WORST,
    FEWEST,
    GROWN,
    IMPROBABLE,
    KNOWN_DAYS,
    KNOWN_PAGES,
    MOSTLY,
    RARE,
    Evidence,
    mean_tail,
    tail,
)
from crawler.monitoring.figures import FIELDS, Figures, chars_of, quantiles, step
from crawler.monitoring.known import unlike
from crawler.monitoring.rulechanges import rule_changes
from crawler.reading.reasons import REASONS

#: Lengths: the mean rank among earlier bodies must lie below or above this, and the middle one be so many times the usual one:
#: on a portal where all are alike a step down, by 19 %, is improbable, too.
SHORT_RANK, LONG_RANK, SHORTER, LONGER = 0.3, 0.75, 0.7, 1.4
#: Of a portal without a module.
EXPECTS = Expect()
#: Reasons for which a page is not stored and that a portal's change can bring about, or that keep us out.
LOST = (*("no-text", "no-title", "list", "gone", "not-html", "off-portal", "part-missing", "too-large"), "error")
SHUT = ("wall", "robots", "busy", "http-error", "unreachable")


@dataclass(frozen=True, slots=True)
class _Rate:
    """Pages that show something, among all that could; ``text`` gets both numbers and the usual share."""

    kind: str
    text: str
    count: Callable[[Figures], int]
    total: Callable[[Figures], int]
    loss: bool = True


def _pages(figures: Figures) -> int:
    return figures.pages.total()


def _read(figures: Figures) -> int:
    return figures.read


def _field(name: str) -> _Rate:
    return _Rate(f"field {name}", f"{name} missing on", lambda f: f.read - f.fields[name], _read)


def _reason(name: str) -> _Rate:
    return _Rate(f"page {name}", f"{name} ({REASONS[name]}):", lambda f: f.pages[name], _pages)


def _flag(name: str, text: str) -> _Rate:
    return _Rate(f"flag {name}", text, lambda f: f.flags[name], _read)


def _selector(name: str) -> _Rate:
    text = f"the layout's selector of {name} finds nothing on"
    return _Rate(f"selector {name}", text, lambda f: f.missed[name], _read, loss=False)


RATES = (
    *map(_field, (name for name in FIELDS if name not in ("title", "language"))),
    *map(_reason, (*LOST, *SHUT)),
    *map(_selector, ("headline", "published", "source", "breadcrumbs", "tags")),
    _flag("mojibake", "characters lost (mojibake) on"),
    _flag("mended", "broken bytes had to be mended on"),
    _flag("charset-wrong", "the declared charset is not that of the page on"),
    _flag("charset-damaged", "bytes that the charset does not have on"),
    _flag("incomplete", "a later page is missing of"),
    _flag("refused", "the page shows something worse than what is stored on"),
    _Rate("dates", "the date has lost its time of day on", lambda f: f.dates["day"], _read),
    _Rate("dates now", "the time of the fetch for a date on", lambda f: f.dates["now"], _read),
    _Rate("dates same", "the date of another article on", lambda f: f.articles["same-date"], _read),
    _Rate("untidy", "many lines that no rule knows on", lambda f: f.articles["untidy"], _read),
    _Rate("same title", "the title of another article on", lambda f: f.articles["same-title"], _read),
    _Rate("same text", "the text of another article on", lambda f: f.articles["same-text"], _read),
)
NOVELTIES = {
    "layouts": ("layout", "", True),
    "designs": ("design", "the text now stands in", False),
    "charsets": ("charset", "the charset is now", False),
    "origins": ("origin", "the pages now come from", False),
    "languages": ("language", "the language is now", False),
}


def find_drift(window: Figures, days: Sequence[Figures], expects: Expect = EXPECTS) -> list[Evidence]:
    """What the latest pages (``window``) show, judged by the days before them and by what a module expects."""
    base = Figures.sum(days)
    found = [*expected(window, expects), *unlike(window, base)]
    if _pages(base) >= KNOWN_PAGES and sum(_pages(day) > 0 for day in days) >= KNOWN_DAYS:
        found += [seen for rate in RATES if (seen := _grown(rate, window, base, days))]
        found += [*_lengths(window, base, days), *_news(window, base), *rule_changes(window, days)]
    return _once(found)


def judge(
    run: Figures, since: Sequence[Figures], before: Sequence[Figures], expects: Expect = EXPECTS
) -> list[Evidence]:
    """What the latest pages of a portal show: in this ``run``, in the days ``since`` (oldest first, the last is today), and over the
    last two and three days, for a small portal has few pages a day. ``before`` are the days that they are judged by.

    The first of these windows in which something shows tells it.
    """
    today = Figures.sum([*since[-1:], run])
    found = [*find_drift(run, before, expects), *find_drift(today, before, expects)]
    for more in (1, 2):
        if len(since) > more:
            found += find_drift(Figures.sum([today, *since[-1 - more : -1]]), before, expects)
        elif len(since) == 1 and len(before) > more:
            found += find_drift(Figures.sum([today, *before[-more:]]), before[:-more], expects)
    return _once(found)


def _once(found: Sequence[Evidence]) -> list[Evidence]:
    """The first evidence of each kind, what is lost first."""
    kinds: dict[str, Evidence] = {}
    for evidence in found:
        kinds.setdefault(evidence.kind, evidence)
    return sorted(kinds.values(), key=lambda evidence: (not evidence.loss, evidence.kind not in ("layout", "chars")))


def expected(window: Figures, expects: Expect) -> list[Evidence]:
    """What a module says is always so, and is not on half of the pages: this holds without any history."""
    read = window.read
    found = []
    for name in expects.always if read >= FEWEST else ():
        missing = read - window.fields[name]
        if name in FIELDS and missing * 2 >= read and missing >= FEWEST:
            found.append(Evidence(f"field {name}", f"{name} missing on {missing} of {read} articles (expected always)"))
    least, most = expects.body_chars
    outside = sum(n for name, n in window.chars.items() if chars_of(name) < least / 1.2 or chars_of(name) > most * 1.2)
    if outside >= FEWEST and outside * 2 >= read:
        found.append(
            Evidence("chars", f"{outside} of {read} bodies are not of {least} to {most} characters (as expected)")
        )
    return found


def _grown(rate: _Rate, window: Figures, base: Figures, days: Sequence[Figures]) -> Evidence | None:
    count, total = rate.count(window), rate.total(window)
    if count < FEWEST:
        return None
    usual = (rate.count(base) + 1) / (rate.total(base) + 2)
    worst = max((rate.count(day) / rate.total(day) for day in days if rate.total(day) >= A_DAY), default=0.0)
    share = count / total
    if share < usual + GROWN or (share < worst + ABOVE_WORST and worst > usual):
        return None
    if tail(count, total, max(usual, worst / 2)) > IMPROBABLE:
        return None
    what = "articles" if rate.total is _read else "pages"
    known = rate.count(base) / max(1, rate.total(base))
    return Evidence(rate.kind, f"{rate.text} {count} of {total} {what} (usually {known:.0%})", rate.loss)


def _lengths(window: Figures, base: Figures, days: Sequence[Figures]) -> list[Evidence]:
    """Bodies that are shorter (a cut, a lost part) or longer (the page's frame comes through) than those before."""
    read = window.chars.total()
    if read < FEWEST or base.chars.total() < KNOWN_PAGES:
        return []
    mean = rank(window, base)
    others = [rank(day, base) for day in days if day.chars.total() >= A_DAY]
    usual, now = (quantiles(figures.chars, 0.5)[0] for figures in (base, window))
    is_short = mean <= SHORT_RANK and mean < min(others, default=1.0) and now <= SHORTER * usual
    is_long = mean >= LONG_RANK and mean > max(others, default=0.0) and now >= LONGER * usual
    if (is_short or is_long) and mean_tail(min(mean, 1 - mean), read) <= IMPROBABLE:
        word = "shorter" if is_short else "longer"
        return [Evidence("chars", f"bodies are {word}: half of {read} below {now} characters, usually {usual}")]
    return _all_short(window, base)


def _all_short(window: Figures, base: Figures) -> list[Evidence]:
    """A few pages, but nearly all of them shorter than nearly all before."""
    (low,) = quantiles(base.chars, 0.05)
    short = sum(count for name, count in window.chars.items() if int(name) < int(step(low)))
    read = window.chars.total()
    if short < FEWEST or short < MOSTLY * read or tail(short, read, 0.05) > IMPROBABLE:
        return []
    return [Evidence("chars", f"{short} of {read} bodies are shorter than {low} characters (usually one in twenty)")]


def rank(window: Figures, base: Figures) -> float:
    """The mean share of the bodies of ``base`` that are shorter than one of ``window``; a half when nothing has changed."""
    below, shares = 0, {}
    for name, count in sorted(((int(name), count) for name, count in base.chars.items())):
        shares[name] = below + count / 2
        below += count
    total = 0.0
    for step_, count in window.chars.items():
        place = shares.get(int(step_))
        if place is None:
            place = sum(n for name, n in base.chars.items() if int(name) < int(step_))
        total += count * place
    return total / max(1, below) / max(1, window.chars.total())


def _news(window: Figures, base: Figures) -> list[Evidence]:
    """Layout, place of the text, charset, address or language that earlier pages did not have."""
    found = []
    for name, (kind, text, loss) in NOVELTIES.items():
        now, before = getattr(window, name), getattr(base, name)
        if before.total() < KNOWN_PAGES:
            continue
        fresh = {value: n for value, n in now.items() if before[value] < RARE * before.total()}
        count, total = sum(fresh.values()), now.total()
        if count < FEWEST or count < MOSTLY * total or tail(count, total, 2 * RARE) > IMPROBABLE:
            continue
        new, old = max(fresh, key=lambda value: fresh[value]), before.most_common(1)[0][0]
        if kind == "layout":
            if new != "generic":
                continue  # a module that was given a layout
            text = f"no layout fits any more: layout {old} no longer matches, read as"
        found.append(Evidence(kind, f"{text} {new} on {count} of {total} articles (usually {old})", loss))
    return found
