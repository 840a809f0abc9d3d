"""Which links of a page lead to other pages of the same article: by their name, and by an address that differs in a page number.

Both must hold. Portals name the next article's link 下一页, too, and number the addresses of articles with one headline
(``fair.html``, ``fair-2.html``): an address alone, or a name alone, joins what does not belong together.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from crawler.discovery.urls import bare_url, check_url, host_of, join
from crawler.reading.items import Pager
from crawler.reading.kinds import kind_of_name
from crawler.reading.page import Page
from crawler.rules import pager_words

_PAGE_KEY = r"(?:page|p|pageno|page_no|pagenum|pageindex|pn|paged|curpage|seite|pagina|part)"
_WORD = r"(?:p|page[-_]?|seite[-_]?|part[-_]?)"
# What the address of a later page has more than the first one's; a number of more than two digits is an article's.
_LEAF = re.compile(rf"(?P<stem>.*?[^/])[-_]{_WORD}?(?P<number>\d{{1,2}})(?P<ending>\.[a-z]{{3,5}}|(?<=_\d)|(?<=_\d\d))")
_FOLDER = re.compile(rf"(?P<stem>.*?[^/])/(?:(?:page|p|seite)[-/]|{_WORD})?(?P<number>\d{{1,2}})/?")
_WHOLE_LEAF = re.compile(r"(?P<stem>.*[^/])[-_](?:all|full)(?P<ending>\.[a-z]{3,5})")
_WHOLE_FOLDER = re.compile(r"(?P<stem>.*[^/])/(?:all|full|komplettansicht|single-?page)/?")
_WHOLE_PAIR = re.compile(
    rf"{_PAGE_KEY}=(?:all|0)|(?:view|pagewanted|show)=(?:all|full)|(?:full|all|singlepage)=(?:1|true)"
)
_OWN_PAGE = re.compile(r"/(?:index|default)\.s?html?$")
#: A pager that a script writes, as one content system has it on thousands of portals: pages, current page from 0, name, ending.
_SCRIPT = re.compile(r"createPageHTML\(\s*(\d{1,2})\s*,\s*\d{1,2}\s*,\s*[\"']([\w-]+)[\"']\s*,\s*[\"'](\w{3,5})[\"']")
#: Hrefs this short are looked at without knowing the article's name in them: ``2.html``, ``?page=2``, ``index_2.html``.
_SHORT = 16
_LEVELS = 12
_GALLERY = re.compile(r"gallery|album|slide|photo|tuji|picture|swiper", re.IGNORECASE)


class _Anchor(NamedTuple):
    url: str
    label: str
    rel: bool


def numbered(url: str) -> dict[str, int]:
    """The addresses whose later page ``url`` may be, without scheme and ``www.``, each with the page's number."""
    path, _, query = bare_url(url).partition("?")
    found = {}
    end = f"?{query}" if query else ""
    for form in (_LEAF, _FOLDER):
        if match := form.fullmatch(path):
            stem = match["stem"] + (match["ending"] if form is _LEAF else "")
            found[_key(stem + end)] = int(match["number"])
    pairs = query.split("&") if query else []
    for place, pair in enumerate(pairs):
        if match := re.fullmatch(rf"{_PAGE_KEY}=(\d{{1,2}})", pair, re.IGNORECASE):
            rest = "&".join(pairs[:place] + pairs[place + 1 :])
            found[_key(f"{path}?{rest}" if rest else path)] = int(match[1])
    return found


def whole_of(url: str) -> str:
    """The address, as :func:`numbered` writes it, of the article that ``url`` may show on one page; empty for none."""
    path, _, query = bare_url(url).partition("?")
    for form in (_WHOLE_LEAF, _WHOLE_FOLDER):
        if match := form.fullmatch(path):
            return _key(match["stem"] + (match["ending"] if form is _WHOLE_LEAF else ""))
    pairs = query.split("&") if query else []
    rest = [pair for pair in pairs if not _WHOLE_PAIR.fullmatch(pair)]
    if len(rest) == len(pairs):
        return ""
    return _key(f"{path}?{'&'.join(rest)}" if rest else path)


def key_of(url: str) -> str:
    """The address as :func:`numbered` writes those of first pages."""
    return _key(bare_url(url))


def find_pager(page: Page, canonical: str = "") -> Pager:
    """The other pages of the article at ``page.url``, as its links name them; ``canonical`` is the address it claims."""
    if check_url(page.url):
        return Pager()  # a file
    canonical = join(page.url, canonical) if canonical else ""
    own, above = _key(bare_url(page.url)), numbered(page.url)
    anchors = [*_anchors(page, own), *_by_script(page)]
    first = _first(anchors, own, above, canonical)
    stems = {own: 0, **above}
    # Every form of the own address but one is a coincidence: the links tell which.
    ways = {stem: number for stem, number in stems.items() if stem != own or not first}
    parts: dict[int, str] = {}
    own_number = 0
    for anchor in anchors:
        for stem, number in numbered(anchor.url).items():
            if stem in ways and _key(bare_url(anchor.url)) != own and _leads_on(anchor, number, ways[stem]):
                own_number = ways[stem]
                parts.setdefault(number, anchor.url)
    if first and not parts:
        own_number = max(above.values(), default=0)
    whole = next((a.url for a in anchors if a.label in pager_words.WHOLE and whole_of(a.url) in {own, *above}), "")
    return Pager(own_number, first, tuple(sorted(parts.items())), whole)


def _first(anchors: Sequence[_Anchor], own: str, above: dict[str, int], canonical: str) -> str:
    """The article's first page, where ``own`` is a later one: it says so, or its pager's 1 or 上一页 leads there."""
    if canonical and _key(bare_url(canonical)) in above:
        return canonical
    for anchor in anchors:
        key = _key(bare_url(anchor.url))
        if key != own and key in above and (_digits(anchor.label) == 1 or anchor.label in pager_words.PREVIOUS):
            return anchor.url
    for anchor in anchors:
        for stem, number in numbered(anchor.url).items():
            if above.get(stem, 0) > number == 1 == _digits(anchor.label):
                return anchor.url
    return ""


def _leads_on(anchor: _Anchor, number: int, own: int) -> bool:
    """Whether a link to page ``number`` calls itself so; pages are counted from 1 or, behind the first, from 1 on."""
    if number > own and (anchor.rel or anchor.label in pager_words.NEXT):
        return number - own == 1 or (not own and number == 2)
    label = _digits(anchor.label)
    return label > 1 and label in (number, number + 1)


def _digits(label: str) -> int:
    """The page that a link names by its number, 0 for none."""
    match = pager_words.NUMBER.fullmatch(label)
    return int(match[1] or match[2]) if match else 0


def _anchors(page: Page, own: str) -> Iterator[_Anchor]:
    """The links that may belong to a pager: those whose address resembles the article's, with text, not in comments."""
    host, names = host_of(page.url), _names(own)
    base = page.base_url
    for node in page.root.iter("a", "link"):
        href = (node.get("href") or "").strip()
        if not href or (len(href) > _SHORT and not _resembles(href, names)) or href[0] == "#":
            continue
        rel = "next" in (node.get("rel") or "").lower().split()
        text = "".join(node.itertext()) if len(node) else node.text or ""
        label = " ".join(text.split()).strip(pager_words.AROUND).lower()
        if (node.tag == "link" and not rel) or (node.tag == "a" and not _may_be_pager(node, label, rel, href)):
            continue
        url = join(base, href.partition("#")[0])
        if url and host_of(url).removeprefix("www.") == host.removeprefix("www."):
            yield _Anchor(url, label, rel)


def _resembles(href: str, names: tuple[str, ...]) -> bool:
    for name in names:  # noqa: SIM110 - a page has hundreds of links, and any() takes three times as long
        if name in href:
            return True
    return False


def _may_be_pager(node: HtmlElement, label: str, rel: bool, href: str) -> bool:
    named = rel or label in pager_words.ALL or pager_words.NUMBER.fullmatch(label) is not None
    if not named or "comment" in href.lower() or any(True for _ in node.iter("img")):
        return False
    parent = node.getparent()
    for _ in range(_LEVELS):
        if parent is None:
            break
        names = (parent.get("class") or "", parent.get("id") or "")
        if any(name and (kind_of_name(name) == "comment" or _GALLERY.search(name)) for name in names):
            return parent.tag in ("html", "body")
        parent = parent.getparent()
    return True


def _names(own: str) -> tuple[str, ...]:
    """Parts of an article's address that those of its pages have, too."""
    path, _, query = own.partition("?")
    leaf = path.rpartition("/")[2].partition(".")[0]
    stem = re.sub(rf"[-_]{_WORD}?\d{{1,2}}$", "", leaf)
    if leaf.isdigit() and len(leaf) <= 2:  # /slug/2/: the name stands before
        stem = path.split("/")[-2]
    return tuple(name for name in (stem or leaf, *query.split("&")[:1]) if name)


def _by_script(page: Page) -> Iterator[_Anchor]:
    """The pages that a pager written by a script will name."""
    text = page.decoded.text
    if "createPageHTML(" not in text:
        return
    own = bare_url(page.url).partition("?")[0].rpartition("/")[2]
    for count, name, ending in _SCRIPT.findall(text):
        if not own.startswith(name):
            continue
        for number in range(int(count)):
            leaf = f"{name}_{number}.{ending}" if number else f"{name}.{ending}"
            if leaf != own:
                yield _Anchor(join(page.url, leaf), str(number + 1), False)


def _key(bare: str) -> str:
    path, mark, query = bare.partition("?")
    return _OWN_PAGE.sub("", path).rstrip("/") + mark + query
