"""Small helpers of the link tests."""

from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement


class Named(NamedTuple):
    """The two fields of a link that a shape book looks at."""

    url: str
    title: str


def tree(body: str, head: str = "") -> HtmlElement:
    """A page's tree."""
    return html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def anchors(*pairs: tuple[str, str]) -> HtmlElement:
    """A page of nothing but links, as (address, text)."""
    return tree("".join(f'<li><a href="{href}">{text}</a></li>' for href, text in pairs))
