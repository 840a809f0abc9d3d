"""Addresses that never end: calendars, paths that repeat, session ids, sort orders, pagination without articles (pure).

A link is judged before it enters the frontier. Its address alone tells some traps; the others are noticed by what came
of the addresses like it: lists of one form that name no article that the ones before did not. What is remembered lasts
for one run and is bounded; a portal that is larger than that is judged by addresses alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crawler.discovery.urlshapes import shape
from crawler.scheduling.visits import Lead, Target

#: Segments of a path; the deepest address of a real portal that was seen has 11.
DEEPEST = 15
#: Lists of one form in a row that name nothing new; an archive's empty months and a menu's empty columns are fewer.
MOST_DRY = 8
#: The same for one path with any query: its columns may name each other's articles.
MOST_DRY_QUERIES = 20
#: Addresses that differ in one random value before the others are left out; one, once the parameter is known for it.
MOST_TOKENS = 2
#: Pages that differ in the value of a parameter before its name is known to hold a session.
TELLING = 5
MAX_GROUPS, MAX_SEEN, MAX_KEYS = 5_000, 200_000, 50_000


class Trap(NamedTuple):
    """A form of address that is a trap; ``example`` is one, ``counter_example`` is none."""

    id: str
    example: str
    counter_example: str


#: What traps are called where they are counted.
TRAPS = (
    Trap("calendar", "http://a.example/events/2031/05/", "http://a.example/2026/05/13/31.html"),
    Trap("endless-path", "http://a.example/a/b/a/b/a/b/1.html", "http://a.example/2011/11/11/11.html"),
    Trap("deep-path", "http://a.example/" + "a/b" * 15, "http://a.example/zw/gk/jg/ks/bg/2026/05/13/1.html"),
    Trap("sort-order", "http://a.example/l?c=3&order=hot", "http://a.example/l?sort=3"),
    Trap("session", "http://a.example/s?id=7&x=4f9a81c07b3e", "http://a.example/s?id=4f9a81c07b3e"),
    Trap("pagination", "http://a.example/list?page=900", "http://a.example/list?page=2"),
    Trap("new-query", "http://a.example/list?r=77", "http://a.example/list?c=1"),
    Trap("same-content", "http://a.example/x/177/", "http://a.example/x/1/"),
)

_FUTURE_LIST = re.compile(
    r"/(\d{4})[-/](?:0?[1-9]|1[0-2])(?=[-/?]|$)|[?&](?:year|month|date|day|ym|cal\w{0,12})=(\d{4})(?![\d])",
    re.IGNORECASE,
)
_FUTURE_DAY = re.compile(r"/(\d{4})[-/](?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01])(?=[-/?]|$)()")
_CALENDAR = re.compile(r"\{date\}[/?]?$|[?&](?:year|month|date|day|ym|cal\w{0,12})=", re.IGNORECASE)
# sort=3 is a column's number on many portals, sort=hot an order.
_ORDER = re.compile(
    r"(?:order|order_?by|sort_?by|sort_?order|sort_?dir|direction|asc|desc)=.*|sort=[a-z][a-z_-]*|(?:order|sort)\[[^]]*\]=.*",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:page|pageno|pagenum|pageindex|pn|paged|curpage|p)=\d+", re.IGNORECASE)
# A random key, a time in seconds or longer, Math.random().
_TOKEN = re.compile(r"(?=[a-z_-]*\d)(?=[\d_-]*[a-z])[0-9a-z_-]{10,}|\d{10,}|0\.\d{6,}", re.IGNORECASE)


class Traps:
    """What one run has seen of a portal's lists; ``year`` is the present one."""

    def __init__(self, year: int) -> None:
        self.year = year
        self._dry: Counter[str] = Counter()
        self._seen: dict[str, set[int]] = {}
        self._size = 0
        self._tokens: dict[int, frozenset[int]] = {}
        self._varied: Counter[str] = Counter()
        self._orders: dict[int, int] = {}

    def seed(self, urls: Iterable[str]) -> None:
        """Takes addresses that were let in by earlier runs for seen."""
        for url in urls:
            self._is_session(url)

    def note(self, target: Target, leads: Iterable[Lead]) -> None:
        """A list has been read: whether it named an article that those like it did not."""
        if target.kind not in ("list", "feed"):
            return
        articles = {hash(lead.url) for lead in leads if lead.kind == "article"}
        for group in _groups(target.url):
            seen = self._seen.get(group)
            if seen is None:
                if len(self._seen) >= MAX_GROUPS:
                    continue
                seen = self._seen[group] = set()
            fresh = articles - seen
            self._dry[group] = 0 if fresh else self._dry[group] + 1
            if self._size < MAX_SEEN:
                seen |= fresh
                self._size += len(fresh)

    def sift(self, leads: Sequence[Lead], target: Target) -> tuple[list[Lead], Counter[str]]:
        """The leads that are none of a trap, and how many of the others by the name of the trap."""
        kept: list[Lead] = []
        cut: Counter[str] = Counter()
        for lead in leads:
            reason = self.judge(lead)
            if reason:
                cut[reason] += 1
            else:
                kept.append(lead)
        return kept, cut

    def judge(self, lead: Lead) -> str:
        """The name of the trap that a lead is of, or an empty string."""
        if lead.kind in ("sitemap", "robots"):
            return ""
        return (
            address_trap(lead.url, self.year, is_list=lead.kind != "article")
            or ("?" in lead.url and self._by_query(lead.url))
            or (self._by_yield(lead) if lead.kind == "list" or (lead.page and lead.kind == "feed") else "")
            or ""
        )

    def behind(self, target: Target) -> str:
        """The trap that a list is of which was let in before that was noticed; one that once led to articles is of none.

        It is as if it had been read and had nothing: it comes up again with the lists that never led to an article.
        """
        if target.kind != "list" or target.links or not target.is_deep:
            return ""
        lead = Lead(target.url, "list", page=target.page)
        return address_trap(target.url, self.year, is_list=True) or self._by_yield(lead)

    def _by_query(self, url: str) -> str:
        if self._is_order(url):
            return "sort-order"
        return "session" if self._is_session(url) else ""

    def _is_order(self, url: str) -> bool:
        """Whether this is a list in another order than it was found in first."""
        path, _, query = url.partition("?")
        pairs = query.split("&")
        rest = [pair for pair in pairs if not _ORDER.fullmatch(pair)]
        if len(rest) == len(pairs):
            return False
        order = hash("&".join(pair for pair in pairs if _ORDER.fullmatch(pair)))
        key = hash((path, *(pair for pair in rest if not _PAGE.fullmatch(pair))))
        if len(self._orders) >= MAX_KEYS:
            return self._orders.get(key, order) != order
        return self._orders.setdefault(key, order) != order

    def _is_session(self, url: str) -> bool:
        """Whether only a random value makes this address another one; only where something else names the page."""
        path, _, query = url.partition("?")
        pairs = query.split("&")
        for place, pair in enumerate(pairs):
            name, _, value = pair.partition("=")
            rest = pairs[:place] + pairs[place + 1 :]
            if not _TOKEN.fullmatch(value) or not any(char.isdigit() for other in rest for char in other):
                continue
            key, token = hash((path, name, *rest)), hash(value)
            known = self._tokens.get(key, frozenset())
            if token in known:
                continue
            if known and len(known) >= (1 if self._varied[name] >= TELLING else MOST_TOKENS):
                return True
            if known or len(self._tokens) < MAX_KEYS:
                self._tokens[key] = known | {token}
                self._varied[name] += len(known) == 1
        return False

    def _by_yield(self, lead: Lead) -> str:
        groups = _groups(lead.url)
        for group, most in zip(groups, (MOST_DRY, MOST_DRY_QUERIES), strict=False):
            if self._dry[group] >= most:
                if lead.page:
                    return "pagination"
                if _CALENDAR.search(groups[0]):
                    return "calendar"
                return "new-query" if "?" in lead.url else "same-content"
        return ""


def address_trap(url: str, year: int, *, is_list: bool) -> str:
    """The trap that an address alone shows; ``year`` is the present one.

    Of articles only a whole day in the far future counts: four digits and two more may be numbers of anything.
    """
    path = url.partition("?")[0].partition("//")[2]
    segments = path.split("/")[1:]
    if len(segments) > DEEPEST:
        return "deep-path"
    if len(segments) > 2 and len(set(segments)) < len(segments) and _repeats(segments):
        return "endless-path"
    found = (_FUTURE_LIST if is_list else _FUTURE_DAY).search(url)
    return "calendar" if found and year + 1 < int(found[1] or found[2]) <= year + 500 else ""


def _repeats(segments: Sequence[str]) -> bool:
    """Whether up to four segments, not all numbers, come three times in a row."""
    for size in range(1, min(4, len(segments) // 3) + 1):
        for start in range(len(segments) - 3 * size + 1):
            unit = segments[start : start + size]
            if (
                unit == segments[start + size : start + 2 * size] == segments[start + 2 * size : start + 3 * size]
                and not "".join(unit).isdigit()
                and any(unit)
            ):
                return True
    return False


def _groups(url: str) -> tuple[str, ...]:
    """The form of an address, where numbers and keys are alike, and with a query its path: what lists are compared by."""
    form = shape(url)
    own = form if "{" in form else url
    path, mark, query = url.partition("?")
    # Pages of one list count for its form alone: the path of a script has the pages of all its lists.
    return (own, path) if mark and not all(map(_PAGE.fullmatch, query.split("&"))) else (own,)
