"""A fetched page: bytes and address in, decoded text and one parse tree out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Self

from lxml import etree
from lxml.html import HtmlElement

from crawler.charset import Decoded, decode
from crawler.items import RawPage
from crawler.urls import join

if TYPE_CHECKING:
    from parsel import Selector

# What is left unread: extraction takes about 0.1 ms a tag, and libxml2's time grows with the square of one element's
# attributes (20,000: 1 s, 40,000: 10 s). Of 1,228 real article pages the largest has 3.2 MB, the fullest 23,000 tags.
MAX_BYTES = 8 * 2**20
MAX_TAGS = 100_000
MAX_ATTRIBUTES = 10_000
_LONG_TAG = 40_000  # bytes: ten thousand attributes do not fit into less
#: Control bytes that no charset of the web uses, and their share in compressed or binary bytes: 25 of 256, about 10 %.
_CONTROL = bytes({*range(1, 9), *range(14, 27), *range(28, 32)})
_BINARY = 0.04
_LOOK = 8192  # bytes from the start; 8 µs


def _long_tags(body: bytes) -> Iterator[bytes]:
    """Tags of ``_LONG_TAG`` bytes and more, found by looking only at the last ``<`` of each stretch of so many bytes."""
    start = 0  # after a "<"
    while start + _LONG_TAG <= len(body):
        last = body.rfind(b"<", start, start + _LONG_TAG)
        if last < 0:
            end = body.find(b"<", start)
            end = end if end >= 0 else len(body)
            tag = body[start:end].partition(b">")[0]
            if len(tag) >= _LONG_TAG and tag[:1].isalpha():
                yield tag
            last = end
        start = last + 1


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
        """Why the page is not even parsed: ``too-large`` (bytes, tags or attributes), ``not-html`` (binary), or empty."""
        head = self.body[:_LOOK]
        wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or "utf-16" in self.content_type.lower()
        if not wide and len(head) - len(head.translate(None, _CONTROL)) > _BINARY * len(head):
            return "not-html"
        size = len(self.body)
        if size > MAX_BYTES or (size > 3 * MAX_TAGS and self.body.count(b"<") > MAX_TAGS):  # "<b>" is the shortest tag
            return "too-large"
        return "too-large" if any(len(tag.split()) > MAX_ATTRIBUTES for tag in _long_tags(self.body)) else ""

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
        text = self.decoded.text.strip().replace("\x00", "") or "<html/>"
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
