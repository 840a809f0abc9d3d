"""A fetched page: bytes and address in, decoded text and one parse tree out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Self

from lxml import etree
from lxml.html import HtmlElement

from crawler.discovery.urls import join
from crawler.network.limits import limit
from crawler.reading.charset import Decoded, decode
from crawler.reading.items import RawPage

if TYPE_CHECKING:
    from parsel import Selector

_ATTRIBUTE = 4  # bytes: none with its blank takes less on average
#: Control bytes that no charset of the web uses, and their share in compressed or binary bytes: 25 of 256, about 10 %.
_CONTROL = bytes({*range(1, 9), *range(14, 27), *range(28, 32)})
_BINARY = 0.04
_LOOK = 8192  # bytes from the start; 8 µs
#: The root of a document that a machine reads, in the place of a page; its labels may call it HTML.
_DATA = re.compile(
    rb"\A[\xef\xbb\xbf\s]*+(?:<\?[^>]*+>\s*+|<!--.{0,500}?-->\s*+){0,5}<(?:rss|feed|rdf:rdf|urlset|sitemapindex|opml)[\s>]",
    re.I | re.S,
)


def _long_tags(body: bytes, length: int) -> Iterator[bytes]:
    """Tags of ``length`` bytes and more, found by looking only at the last ``<`` of each stretch of so many bytes."""
    start = 0  # after a "<"
    while start + length <= len(body):
        last = body.rfind(b"<", start, start + length)
        if last < 0:
            end = body.find(b"<", start)
            end = end if end >= 0 else len(body)
            tag = body[start:end].partition(b">")[0]
            if len(tag) >= length and tag[:1].isalpha():
                yield tag
            last = end
        start = last + 1


_TAG = re.compile(rb"<[a-zA-Z][^>]*")
#: libxml2 drops all that follows this tag, where browsers go on; documents that were put together of several have it early.
_END = re.compile(r"</[hH][tT][mM][lL]\b[^>]{0,100}>")


def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(recover=True, encoding="utf-8", huge_tree=True)


@dataclass
class Page:
    """One response: final ``url``, raw ``body``, ``content_type`` header and UTC time of the fetch (ISO 8601)."""

    url: str
    body: bytes = field(repr=False)
    content_type: str = ""
    fetched_at: str = ""

    @cached_property
    def unreadable(self) -> str:
        """Why the page is not even parsed: ``too-large`` (bytes, tags or attributes), ``not-html`` (binary, a feed), or empty."""
        head = self.body[:_LOOK]
        wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or "utf-16" in self.content_type.lower()
        if not wide and len(head) - len(head.translate(None, _CONTROL)) > _BINARY * len(head):
            return "not-html"
        if _DATA.match(head):
            return "not-html"
        size, tags, attributes = len(self.body), limit("CITYDESK_MAX_TAGS"), limit("CITYDESK_MAX_ATTRIBUTES")
        if size > limit("DOWNLOAD_MAXSIZE") or (
            size > 3 * tags and self.body.count(b"<") > tags
        ):  # "<b>" is the shortest tag
            return "too-large"
        most = limit("CITYDESK_MAX_ALL_ATTRIBUTES")
        if size > _ATTRIBUTE * most and sum(len(tag.split()) - 1 for tag in _TAG.findall(self.body)) > most:
            return "too-large"
        long_tags = _long_tags(self.body, _ATTRIBUTE * attributes)
        return "too-large" if any(len(tag.split()) > attributes for tag in long_tags) else ""

    @cached_property
    def decoded(self) -> Decoded:
        """The text of the page with the charset that its bytes, not only its labels, speak for.

        A page that is :attr:`unreadable` has no text, and the reason for a flag.
        """
        if self.unreadable:
            return Decoded("", "utf-8", "", (self.unreadable,))
        return decode(self.body, self.content_type)

    @cached_property
    def root(self) -> HtmlElement:
        """The root element of the page's tree, parsed once; whatever reads the page reads this tree."""
        text = _END.sub("", self.decoded.text).strip().replace("\x00", "") or "<html/>"
        # Not parsel's own parser: that is lxml.html's, which calls Python for the class of each element (a third of the walk).
        root = etree.fromstring(text.encode("utf-8", "replace"), parser=_parser())
        return root if root is not None else etree.Element("html")

    @property
    def raw(self) -> RawPage:
        """What was fetched, without the tree."""
        return RawPage(self.url, self.body, self.content_type, self.fetched_at)

    @classmethod
    def of(cls, raw: RawPage) -> Self:
        """The page of what was fetched before."""
        return cls(raw.url, raw.body, raw.content_type, raw.fetched_at)

    @cached_property
    def selector(self) -> "Selector":
        """The same tree for layouts and loaders, which select from it."""
        from parsel import Selector  # saved pages are read without one, and it takes a tenth of their start-up

        return Selector(root=self.root, type="html", base_url=self.url)

    @cached_property
    def base_url(self) -> str:
        """What relative addresses refer to: ``<base href>`` where it is an address, else the page's own."""
        base = next(iter(self.root.iter("base")), None)
        href = (base.get("href") or "").strip() if base is not None else ""
        return (join(self.url, href) if href else "") or self.url
