"""A fetched page: bytes and address in, decoded text and one parse tree out."""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement
from parsel import Selector

from crawler.charset import Decoded, decode


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
    def decoded(self) -> Decoded:
        """The text of the page with the charset that its bytes, not only its labels, speak for."""
        return decode(self.body, self.content_type)

    @cached_property
    def selector(self) -> Selector:
        """The page parsed once; loaders, links and layouts all select from this tree."""
        text = self.decoded.text.strip().replace("\x00", "") or "<html/>"
        # Not parsel's own parser: that is lxml.html's, which calls Python for the class of each element (a third of the walk).
        root = etree.fromstring(text.encode("utf-8", "replace"), parser=_parser())
        return Selector(root=root if root is not None else etree.Element("html"), type="html", base_url=self.url)

    @property
    def root(self) -> HtmlElement:
        """The tree's root element."""
        return self.selector.root

    @cached_property
    def base_url(self) -> str:
        """What relative addresses refer to: ``<base href>`` or the page's own address."""
        base = next(iter(self.root.iter("base")), None)
        href = (base.get("href") or "").strip() if base is not None else ""
        return urljoin(self.url, href) if href else self.url
