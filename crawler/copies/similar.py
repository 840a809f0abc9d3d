"""Are two stories one? Scores of a pair of texts, and the rule that reads them.

Text alone cannot tell a copy from the next issue of a daily notice, nor a cut copy from a comment that quotes. So the
rule also asks for numbers, days, titles and portals, and how common the shared passages are. What it does not call a
copy stays a story of its own: a wrong "no" loses nothing. The figures at the constants were measured with
``tests/bench/copies.py``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from crawler.copies.fingerprint import SHINGLE, Fingerprint, encode
from crawler.copies.subsequence import LCS_TOKENS, longest_common

RULE_VERSION = 2
# A hash of more clusters than this is no lead; an index keeps one row more a hash, so that it shows.
LIST_LIMIT = 16
MIN_SHARED = 2  # one is a stock phrase: 75 % of the wrong candidates have one, 1 of 1,428 originals
VERIFY = 4  # the original is among the first 3 by shared hashes (31,000 stories)
UNRELATED = 0.1  # below this containment nothing else is measured; copies edited word by word come down to .20
# Longest common subsequence over the longer text: edited copies .73 to 1, two reports of one event at most .37.
WHOLE = 0.65
# Shorter text inside the longer one. Cut copies .96 to 1, cut and noisy .60 to .87; two reports, parts of a series .47.
PART = 0.55
# With another title the text must say more: sessions of one congress reach .85 (whole), comments quote .87 (part).
WHOLE_RETITLED = 0.85
PART_RETITLED = 0.9
SAME_PORTAL_RETITLED = 0.9  # containment_min; one portal's next report of the same kind reaches .82
# Without another portal under the same title it takes a text; captions and "watch the video" lines are shorter.
MIN_TOKENS = 30
# Notices are alike for ever; copies come within days, and a portal puts its own article out again within the week.
MAX_GAP_DAYS = 30
MAX_GAP_DAYS_SAME_PORTAL = 6
# The longest real notice that was printed word for word in two years has 163 tokens with 2 numbers; longer ones differ.
ARCHIVED_TOKENS = 250
ARCHIVED_NUMBERS = 4
# Numbers kept, in order, one lost number forgiven: copies .7 and more, daily notices of one series up to .62.
NUMBERS_KEPT = 0.6
NUMBERS_KEPT_SAME_PORTAL = 0.7
# A passage in more clusters than this is a form. Of what copies share, .5 to 1 is none, of what notices share, .25.
RARE_CLUSTERS = 5
RARE_SHARE = 0.4
EXTENDED = 0.97  # an update keeps every word (numbers apart) and adds at least a clause
SIBLING = 0.3  # parts of a series have .25 to .47 in common
CONTAINS = 0.6
UPDATE_DAYS = 3

_PART_OF_SERIES = re.compile(r" ?(?:第|之|part |no )?[上中下终续一二三四五六七八九十\d]{1,3}[集期篇部]?")

Kind = Literal["copy", "contains", "sibling", "update", "none"]


@dataclass(frozen=True)
class Story:
    """What the rule wants to know of an article; ``published_at`` is ISO 8601 or empty."""

    fingerprint: Fingerprint
    portal: str = ""
    published_at: str = ""

    @property
    def day(self) -> date | None:
        """The day of publication by the portal's own clock, None when unknown."""
        try:
            day = date.fromisoformat(self.published_at[:10])
        except ValueError:
            return None
        return day if day.year > 1 else None


@dataclass(frozen=True)
class Scores:
    """How alike two stories are, whichever comes first; scores are shares from 0 to 1, None means not measured.

    ``containment`` and ``containment_min`` are the common shingles over those of the shorter and the longer text,
    ``lcs`` the longest common subsequence over the longer text. ``numbers`` is the share of the numbers kept, in
    order, ``number_count`` how many there were, ``rare`` the share of common sketch hashes in few clusters.
    ``own_days``: each text names its own day of publication. ``extends``: the longer text has all words of the
    shorter one, numbers apart, and more (asked only of one portal and title).
    """

    containment: float
    containment_min: float
    lcs: float | None = None
    numbers: float | None = None
    number_count: int = 0
    rare: float = 1.0
    gap_days: int | None = None
    tokens: int = 0
    identical: bool = False
    same_portal: bool = False
    same_title: bool = False
    own_days: bool = False
    extends: bool = False

    @property
    def whole(self) -> float:
        """How much of the longer text is common."""
        return max(self.containment_min, self.lcs or 0.0)


@dataclass(frozen=True)
class Decision:
    """Only ``copy`` joins two stories; other kinds but ``none`` are worth a note. ``reason`` is one or two words."""

    kind: Kind
    reason: str


def shortlist(rows: Iterable[tuple[int, int]]) -> tuple[list[int], dict[int, int]]:
    """From the index rows (hash, cluster) of a sketch: clusters to verify, best first, and count of clusters a hash."""
    clusters: defaultdict[int, list[int]] = defaultdict(list)
    for value, cluster in rows:
        clusters[value].append(cluster)
    shared = Counter(cluster for found in clusters.values() if len(found) <= LIST_LIMIT for cluster in found)
    best = [cluster for cluster, count in shared.most_common(VERIFY) if count >= MIN_SHARED]
    return best, {value: len(found) for value, found in clusters.items()}


def compare(a: Story, b: Story, counts: Mapping[int, int] | None = None) -> Scores:
    """Scores of a pair; ``counts`` (from ``shortlist``) says how many clusters have a hash, unknown ones count as 0."""
    one, two = a.fingerprint, b.fingerprint
    common = one.shingles & two.shingles
    few, many = sorted((len(one.shingles), len(two.shingles)))
    containment, containment_min = len(common) / max(few, 1), len(common) / max(many, 1)
    if containment < UNRELATED:
        return Scores(containment, containment_min)
    short, long = sorted((len(one.codes), len(two.codes)))
    lcs = longest_common(one.codes, two.codes) / min(long, LCS_TOKENS) if short >= WHOLE * long else None
    numbers_a, numbers_b = _numbers(one, two), _numbers(two, one)
    numbers, number_count = _kept(numbers_a, numbers_b)
    same_portal, same_title = a.portal == b.portal != "", _same_title(one.title, two.title)
    day_a, day_b = a.day, b.day
    return Scores(
        containment=containment,
        containment_min=containment_min,
        lcs=lcs,
        numbers=numbers,
        number_count=number_count,
        rare=_rare(one, two, counts or {}),
        gap_days=abs((day_a - day_b).days) if day_a and day_b else None,
        tokens=short,
        identical=one.content_hash == two.content_hash,
        same_portal=same_portal,
        same_title=same_title,
        own_days=bool(day_a and day_b and _own_days(numbers_a, day_a, numbers_b, day_b)),
        extends=same_portal and same_title and long - short >= SHINGLE and _extends(one, two),
    )


def decide(scores: Scores) -> Decision:
    """What the scores say; see the constants for the evidence."""
    text, doubt = _agreement(scores), _doubt(scores)
    if text and not doubt:
        return Decision("copy", text)
    if scores.containment < SIBLING and scores.whole < WHOLE:
        return Decision("none", "different texts")
    recent = scores.gap_days is not None and scores.gap_days <= UPDATE_DAYS
    if recent and scores.same_portal and scores.same_title and doubt in ("", "numbers"):
        return Decision("update", doubt or "rewritten")
    if scores.containment >= CONTAINS and not doubt:
        return Decision("contains", "quotes or extends")
    return Decision("sibling", doubt or "passages in common")


def _agreement(scores: Scores) -> str:
    """Why the texts are one text, or empty."""
    if scores.identical:
        return "identical"
    if scores.same_title:
        return "whole" if scores.whole >= WHOLE else "part" if scores.containment >= PART else ""
    if scores.same_portal:
        return "retitled" if scores.containment_min >= SAME_PORTAL_RETITLED else ""
    if scores.whole >= WHOLE_RETITLED:
        return "whole, retitled"
    return "part, retitled" if scores.containment >= PART_RETITLED else ""


def _doubt(scores: Scores) -> str:
    """Why like texts may still be two stories, or empty."""
    if scores.tokens < MIN_TOKENS and (scores.same_portal or not scores.same_title):
        return "too short"
    limit = MAX_GAP_DAYS_SAME_PORTAL if scores.same_portal and not scores.identical else MAX_GAP_DAYS
    if scores.gap_days is not None and scores.gap_days > limit and not _archived(scores):
        return "days apart"
    if scores.own_days:
        return "own days"
    if scores.rare < RARE_SHARE:
        return "form"
    if scores.numbers is None or scores.extends:
        return ""
    if scores.same_portal:
        return "numbers" if scores.numbers < NUMBERS_KEPT_SAME_PORTAL else ""
    lost = round(scores.number_count * (1 - scores.numbers))
    return "numbers" if scores.numbers < NUMBERS_KEPT and lost > 1 else ""


def _archived(scores: Scores) -> bool:
    """Whether a text says too much to be written again in another year: another portal's archive has it."""
    enough = scores.tokens >= ARCHIVED_TOKENS and scores.number_count >= ARCHIVED_NUMBERS
    return scores.identical and not scores.same_portal and enough


def _numbers(story: Fingerprint, other: Fingerprint) -> list[int]:
    """The numbers that the other text has, too, or has another one in their place: those beside the same word.

    So neither the numbers of a frame count, nor those of a part that was cut off; those of a notice all do.
    """
    return [code for code, words in story.numbers if not words.isdisjoint(other.number_words)]


def _kept(a: Sequence[int], b: Sequence[int]) -> tuple[float | None, int]:
    """Share of the shorter row of numbers that stands in the longer, in order, and its length; one is no evidence."""
    few = min(len(a), len(b))
    return (longest_common(a, b) / few if few >= 2 else None), few


def _rare(one: Fingerprint, two: Fingerprint, counts: Mapping[int, int]) -> float:
    shared = set(one.sketch) & set(two.sketch)
    return sum(counts.get(value, 0) <= RARE_CLUSTERS for value in shared) / len(shared) if shared else 1.0


def _same_title(a: str, b: str) -> bool:
    """Equal, or one with a column or site name around it, but not the number of a part; an empty one is like none."""
    short, long = sorted((a, b), key=len)
    if short == long or len(short) < SHINGLE or short not in long:
        return short == long != ""
    return not _PART_OF_SERIES.fullmatch(long.replace(short, "", 1))


def _extends(one: Fingerprint, two: Fingerprint) -> bool:
    few = min(len(one.masked_shingles), len(two.masked_shingles))
    return len(one.masked_shingles & two.masked_shingles) >= EXTENDED * few


def _own_days(a: Sequence[int], day_a: date, b: Sequence[int], day_b: date) -> bool:
    """Whether each names its own day, or the day before; a copy that comes later keeps the days of the original."""
    named = []
    for numbers, day in ((a, day_a), (b, day_b)):
        codes = {back: encode(str((day - timedelta(back)).day))[0] for back in (0, 1)}
        named.append({back: code for back, code in codes.items() if code in numbers})
    moved = any(code not in b for code in named[0].values()) and any(code not in a for code in named[1].values())
    return moved and named[0].keys() == named[1].keys()
