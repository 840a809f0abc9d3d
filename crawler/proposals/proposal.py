"""A portal module proposed from what a first look has found: every attribute with the evidence for it (pure)."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tldextract import TLDExtract

from crawler.expect import Expect
from crawler.proposals.places import Sample
from crawler.proposals.proposing import Design, propose, read_together
from crawler.proposals.survey import Survey, needed
from crawler.proposals.urlpattern import Pattern, learn
from crawler.reading import dates
from crawler.reading.extract import PortalFacts, clock
from crawler.reading.items import Article
from crawler.reading.repeats import Repeats
from crawler.reading.titleclaims import SEPARATOR, title_key
from crawler.sources import Source

#: Measured ranges are widened by this before anything outside of them is called odd: five pages are few.
SLACK = 5
#: Dates of links within so many days of the newest tell how many articles a day there are.
WINDOW = timedelta(days=14)
#: Fewer dated days than this are no measurement.
FEWEST_DAYS = 3
#: What a front page adds to the portal's name.
HOME = re.compile(r"[\s·-]*(?:网站|網站)?(?:首页|首頁|主页|主頁|\b(?:home(?:page)?|startseite|accueil|inicio))$", re.I)
_ALWAYS = ("title", "published_at", "source")
_split_host = TLDExtract(suffix_list_urls=(), cache_dir=None)  # the list that comes with the library; asks no network


@dataclass(frozen=True, slots=True)
class Proposal:
    """All attributes of a portal module, and what they were derived from."""

    name: str
    title: str
    hosts: tuple[str, ...]
    timezone: str
    sources: tuple[Source, ...]
    pattern: Pattern
    designs: tuple[Design, ...]
    expects: Expect
    samples: tuple[Sample, ...]
    repeats: Repeats
    doubts: tuple[str, ...]

    @property
    def facts(self) -> PortalFacts:
        """What extraction knows of the portal by this module."""
        layouts = tuple(design.layout for design in self.designs)
        return PortalFacts(self.name, self.hosts, self.timezone, layouts, self.repeats)


def derive(survey: Survey, hosts: Sequence[str], name: str = "") -> Proposal:
    """The module that a survey speaks for; ``survey.pages`` are article pages, one at least."""
    samples, repeats = read_together(survey.pages, PortalFacts("", tuple(hosts)))
    zone = timezone_of(samples)
    facts = PortalFacts("", tuple(hosts), zone)
    if zone:
        samples, repeats = read_together(survey.pages, facts)
    designs = propose(samples, facts, repeats)
    pattern = learn([link.url for link in survey.links], [page.url for page in survey.pages], survey.others)
    expects, measured = expectations([sample.article for sample in samples], survey)
    title = title_of(survey, samples)
    return Proposal(
        name or name_of(hosts[0]), title or hosts[0], tuple(hosts), zone, tuple(needed(survey.yields)), pattern,
        tuple(designs), expects, tuple(samples), repeats,
        tuple(_doubts(title, zone, pattern, designs, samples, measured)),
    )  # fmt: skip


def name_of(host: str) -> str:
    """A module name for a host: its labels without ``www`` and the public suffix, as a Python identifier."""
    bare = urlsplit(f"//{host}").hostname or host
    parts = _split_host(bare)
    labels = [label for label in (*parts.subdomain.split("."), parts.domain) if label and label != "www"]
    name = re.sub(r"\W+", "_", "_".join(labels).lower(), flags=re.ASCII).strip("_")
    return name if name[:1].isalpha() else f"portal_{re.sub(r'[^a-z0-9]+', '_', host.lower())}".rstrip("_")


def title_of(survey: Survey, samples: Sequence[Sample]) -> str:
    """What the portal calls itself: the site that most article pages claim, else the end that their titles share."""
    claimed = Counter(sample.reading.data.first("site") for sample in samples)
    for site, count in claimed.most_common(1):
        if site and count * 2 > len(samples) and not site.startswith(("@", "http")):
            return site
    tails = Counter(part for sample in samples for part in set(_parts(sample.reading.data.page_title)[1:]))
    front = next((node.text or "" for node in survey.front.root.iter("title")), "")
    shared = [part for part, count in tails.items() if count * 2 > len(samples)]
    in_front = [part for part in shared if title_key(part) in title_key(front)]
    if in_front or shared:
        return min(in_front or shared, key=len)
    return next((name for part in _parts(front) if (name := HOME.sub("", part))), "")[:60]


def _parts(title: str) -> list[str]:
    return [part.strip() for part in SEPARATOR.split(title) if part.strip()]


def timezone_of(samples: Sequence[Sample]) -> str:
    """The clock that domain, charset or language of most pages speak for; empty when nothing does."""
    zones = [clock(sample.reading, "", sample.article.language) for sample in samples]
    names = Counter(zone.key for zone in zones if isinstance(zone, ZoneInfo))
    return next((name for name, count in names.most_common(1) if count * 2 > len(samples)), "")


def expectations(articles: Sequence[Article], survey: Survey) -> tuple[Expect, bool]:
    """What was measured, widened; and whether the articles a day could be measured at all."""
    lengths = sorted(len(article.body) for article in articles)
    body = (max(20, lengths[0] // SLACK), _rounded(lengths[-1] * SLACK))
    always = tuple(name for name in _ALWAYS if all(getattr(article, name) for article in articles))
    per_day = _per_day(link.published or link.modified for link in survey.links)
    if not per_day:
        return Expect(body_chars=body, always=always), False
    least, most = int(median(per_day)) // SLACK, _rounded(max(per_day) * SLACK)
    return Expect(articles_per_day=(least, most), body_chars=body, always=always), True


def _per_day(texts: Iterable[str]) -> list[int]:
    """Articles on each whole day of the last two weeks, as dated by feeds and sitemaps; empty for too few days."""
    days = Counter(when.date() for text in texts if text and (when := dates.parse_iso(text)))
    if not days:
        return []
    newest = max(days)
    counted = [days[newest - timedelta(days=back)] for back in range(1, WINDOW.days)]
    oldest = (newest - min(days)).days
    return counted[: max(0, oldest)] if min(oldest, WINDOW.days) >= FEWEST_DAYS and any(counted) else []


def _rounded(number: int) -> int:
    """Up to one leading digit: 37 becomes 40, for more is not known."""
    scale = int(10 ** max(0, len(str(number)) - 1))
    return math.ceil(number / scale) * scale


def _doubts(
    title: str, zone: str, pattern: Pattern, designs: Sequence[Design], samples: Sequence[Sample], measured: bool
) -> Iterable[str]:
    """What a human should look at, most important first."""
    fitted = sum(len(design.pages) for design in designs)
    if not designs:
        yield "layouts: no selector of the text fits two of the pages, so they are read generically; see: citydesk explain URL"
    elif fitted < len(samples):
        yield f"layouts: {len(samples) - fitted} of {len(samples)} pages fit no design and are read generically"
    if zone:
        yield f"timezone: {zone!r} is a guess by domain, charset and language"
    else:
        yield "timezone: nothing tells the portal's clock; dates without an offset are read as UTC"
    if not pattern.regex:
        against = f", {pattern.wrong[0]} is a list and looks alike" if pattern.wrong else ""
        yield f"article_url: the form of the addresses does not tell articles from lists{against}"
    elif pattern.fits < pattern.of:
        yield f"article_url: {pattern.of - pattern.fits} of {pattern.of} links that look like articles do not match"
    if not measured:
        yield "expects: no source says when its articles were published, so articles_per_day is open"
    if not title:
        yield "title: no page says what the portal is called"
    unknown = [line.text for sample in samples for line in sample.article.ledger if line.verdict == "unknown"]
    if unknown:
        yield f"{len(unknown)} lines on {len(samples)} pages are unknown, such as: {unknown[0][:60]}"
