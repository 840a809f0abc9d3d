"""From a page to an article: the one entry that the crawl, re-extraction, the command line and the tests call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.discovery.urls import canonical_url, host_of, join, same_portal
from crawler.layout import Layout
from crawler.reading import dates, fields, language
from crawler.reading.design import design_of
from crawler.reading.items import Article
from crawler.reading.page import Page
from crawler.reading.pager import find_pager
from crawler.reading.people import people
from crawler.reading.pictures import images
from crawler.reading.processors import Finds, assemble
from crawler.reading.published import published
from crawler.reading.reading import Reading, read_page
from crawler.reading.repeats import Repeats
from crawler.reading.ruleset import rules_of

#: Clock of portals that do not say theirs, by language: where its portals mostly are.
CLOCKS = {"zh-Hans": "Asia/Shanghai", "zh-Hant": "Asia/Taipei", "ko": "Asia/Seoul", "ja": "Asia/Tokyo", "bo": "Asia/Shanghai",
          "ug": "Asia/Shanghai", "ru": "Europe/Moscow", "de": "Europe/Berlin", "fr": "Europe/Paris", "it": "Europe/Rome",
          "es": "Europe/Madrid", "nl": "Europe/Amsterdam", "pl": "Europe/Warsaw", "sv": "Europe/Stockholm",
          "da": "Europe/Copenhagen", "no": "Europe/Oslo", "fi": "Europe/Helsinki", "tr": "Europe/Istanbul",
          "pt": "America/Sao_Paulo", "id": "Asia/Jakarta", "vi": "Asia/Ho_Chi_Minh", "th": "Asia/Bangkok", "hi": "Asia/Kolkata",
          "ur": "Asia/Karachi", "fa": "Asia/Tehran", "he": "Asia/Jerusalem", "el": "Europe/Athens", "cs": "Europe/Prague",
          "uk": "Europe/Kyiv", "km": "Asia/Phnom_Penh", "my": "Asia/Yangon", "lo": "Asia/Vientiane", "ne": "Asia/Kathmandu",
          "am": "Africa/Addis_Ababa", "hy": "Asia/Yerevan", "ka": "Asia/Tbilisi"}  # fmt: skip

COUNTRIES = {"cn": "Asia/Shanghai", "tw": "Asia/Taipei", "hk": "Asia/Hong_Kong", "mo": "Asia/Macau", "jp": "Asia/Tokyo",
             "kr": "Asia/Seoul", "sg": "Asia/Singapore", "my": "Asia/Kuala_Lumpur", "in": "Asia/Kolkata", "de": "Europe/Berlin",
             "at": "Europe/Vienna", "ch": "Europe/Zurich", "fr": "Europe/Paris", "be": "Europe/Brussels", "it": "Europe/Rome",
             "es": "Europe/Madrid", "pt": "Europe/Lisbon", "nl": "Europe/Amsterdam", "pl": "Europe/Warsaw", "cz": "Europe/Prague",
             "uk": "Europe/London", "ie": "Europe/Dublin", "se": "Europe/Stockholm", "no": "Europe/Oslo", "dk": "Europe/Copenhagen",
             "fi": "Europe/Helsinki", "ru": "Europe/Moscow", "ua": "Europe/Kyiv", "tr": "Europe/Istanbul", "il": "Asia/Jerusalem",
             "za": "Africa/Johannesburg", "au": "Australia/Sydney", "nz": "Pacific/Auckland", "ca": "America/Toronto",
             "mx": "America/Mexico_City", "br": "America/Sao_Paulo", "ar": "America/Argentina/Buenos_Aires",
             "cl": "America/Santiago", "pe": "America/Lima", "ec": "America/Guayaquil", "uy": "America/Montevideo",
             "bo": "America/La_Paz", "py": "America/Asuncion", "gr": "Europe/Athens", "hu": "Europe/Budapest",
             "ro": "Europe/Bucharest", "bg": "Europe/Sofia", "rs": "Europe/Belgrade", "hr": "Europe/Zagreb",
             "si": "Europe/Ljubljana", "sk": "Europe/Bratislava", "lt": "Europe/Vilnius", "lv": "Europe/Riga",
             "ee": "Europe/Tallinn", "lu": "Europe/Luxembourg", "is": "Atlantic/Reykjavik", "by": "Europe/Minsk",
             "kz": "Asia/Almaty", "th": "Asia/Bangkok", "vn": "Asia/Ho_Chi_Minh", "id": "Asia/Jakarta", "ph": "Asia/Manila",
             "pk": "Asia/Karachi", "bd": "Asia/Dhaka", "lk": "Asia/Colombo", "np": "Asia/Kathmandu", "ae": "Asia/Dubai",
             "eg": "Africa/Cairo", "ma": "Africa/Casablanca", "ng": "Africa/Lagos", "gh": "Africa/Accra",
             "ke": "Africa/Nairobi"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PortalFacts:
    """What extraction may know of the portal: its hosts, clock, layouts, what it repeats, and the text of its own code."""

    name: str = ""
    hosts: tuple[str, ...] = ()
    timezone: str = ""
    layouts: tuple[Layout, ...] = ()
    repeats: Repeats | None = None
    code: str = ""

    @property
    def rules(self) -> str:
        """The name of the rules that its articles are read by."""
        return rules_of(self.layouts, self.code)

    def __post_init__(self) -> None:
        """Refuses a clock that does not exist, before the first page is read."""
        check_timezone(self.timezone)


def check_timezone(name: str) -> None:
    """Raises ValueError when ``name`` is neither empty nor an IANA time zone."""
    try:
        if name:
            ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):  # a path, a folder of zones, an unknown name
        raise ValueError(
            f"timezone {name!r} is no IANA time zone: write one such as 'Asia/Shanghai', or '' for that of the language"
        ) from None


def extract(page: Page, portal: PortalFacts = PortalFacts()) -> Article:  # frozen, safe as a default
    """Extracts the article of a page; a page without one gives an article with an empty body, never an error."""
    return assemble(finds_of(read_page(page, portal.layouts, portal.repeats), portal))


def finds_of(reading: Reading, portal: PortalFacts) -> Finds:
    """The raw finds of every field, as :class:`crawler.reading.loaders.ArticleLoader` takes them."""
    page = reading.page
    body = [reading.trimmer.text(number) for number in reading.trimmer.body]
    named = people(reading)
    trail = fields.breadcrumbs(reading)
    tongue = language.detect("\n".join(body) or reading.headline.text, reading.data.language)
    zone = clock(reading, portal.timezone, tongue)
    when, modified = published(reading, zone, tongue.startswith("zh"), _days_as_in(reading))
    return {
        "url": [_canonical(reading, portal.hosts)],
        "fetched_url": [page.url],
        "portal": [portal.name],
        "title": [reading.headline.text],
        "body": body,
        "published_at": [dates.iso(when)] if when else [],
        "modified_at": [dates.iso(modified)] if modified else [],
        "section": trail[-1:] or [reading.data.first("section")],
        "breadcrumbs": trail,
        "source": [named.source],
        "authors": named.authors,
        "credits": named.credits,
        "tags": fields.tags(reading),
        "images": images(reading),
        "language": [tongue],
        "flags": reading.flags,
        "ledger": reading.trimmer.ledger(),
        "pages": [page.raw],
        "pager": [find_pager(page, reading.data.canonical)],
        "rules": [portal.rules],
        "layout": [reading.layout.label if reading.layout else "generic"],
        "design": [design_of(reading)],
        "charset": [page.decoded.encoding],
        **_by_layout(reading, portal.timezone, tongue),
    }


def _by_layout(reading: Reading, zone: str, tongue: str) -> Finds:
    """What the layout's own selectors find; a field whose selector finds nothing keeps what was found without it."""
    found: Finds = {"missed": []}
    if reading.layout and reading.layout.headline and not reading.page.selector.css(reading.layout.headline):
        found["missed"].append("headline")
    for name in ("published", "source", "breadcrumbs", "tags") if reading.layout else ():
        selector = getattr(reading.layout, name)
        parts = reading.page.selector.css(selector) if selector else ()
        texts = reading.mended([" ".join(part.xpath("string()").get("").split()) for part in parts])
        found["missed"] += [name] if selector and not any(texts) else []
        if name != "published":
            found.update({name: texts} if any(texts) else {})
        elif when := dates.find(" ".join(texts), clock(reading, zone, tongue)):
            found["published_at"] = [dates.iso(when.value)]
    return found


def clock(reading: Reading, zone: str, tongue: str) -> tzinfo:
    """The portal's time zone: as its module says, as its country's domain or its charset tells, or that of its language."""
    name = zone or COUNTRIES.get(_domain(reading), "")
    if not name and reading.page.decoded.encoding.startswith("gb"):
        name = "Asia/Shanghai"  # nobody else writes GB, whatever the language: Yanbian's portals have Korean pages
    name = name or CLOCKS.get(tongue, "")
    return ZoneInfo(name) if name else timezone(timedelta(0))


def _domain(reading: Reading) -> str:
    """The last label of the host."""
    return host_of(reading.page.url).partition(":")[0].rpartition(".")[2]


def _days_as_in(reading: Reading) -> str:
    """The language whose way to write 03/04/2021 the page follows; none for English under a country's domain: not American."""
    return "" if _domain(reading) in COUNTRIES else reading.data.language


def _canonical(reading: Reading, hosts: Sequence[str]) -> str:
    """``rel=canonical`` where it stays on the portal's hosts, else the page's own address, in canonical form.

    What was given with a saved page and is no address (``http://[::1/``) stays as it is.
    """
    own, claimed = reading.page.url, reading.data.canonical
    try:
        address = canonical_url(own)
    except ValueError:
        return own
    claimed = join(own, claimed) if claimed.startswith(("http://", "https://")) else ""
    # Templates with one canonical link, that of the front page, would make one article of all pages.
    front = not urlsplit(claimed).path.strip("/") and urlsplit(own).path.strip("/")
    if claimed and not front and same_portal(claimed, hosts or (host_of(own),)):
        return canonical_url(claimed)
    return address
