"""Sitemaps: ``urlset``, ``sitemapindex``, Google News sitemaps, gzipped and plain-text ones (pure).

Sources: sitemaps.org protocol 0.9 (50,000 addresses a file), Google's news sitemap schema 0.9. A feed may stand in for a
sitemap by the protocol, so one is read as such.
"""

import io
import re
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from crawler.discovery.feeds import (
    SAFE_XML,
    cut_short,
    decode_xml,
    describe,
    local_name,
    plain_title,
    read_feed,
    root_name,
    safe_xml,
)
from crawler.discovery.links import Base, Link

#: Bytes, unpacked; of a longer one the rest is left out. The protocol allows 50 MiB, whose text alone may take 400 MB here
#: (one character outside the BMP makes each of a str take four bytes); 50,000 addresses have 8 MB.
MAX_SITEMAP = 16 * 2**20
MAX_URLS = 50_000  # the protocol's own limit

_GZIP = b"\x1f\x8b"
_ROBOTS_LINE = re.compile(r"^[ \t]{0,20}sitemap[ \t]{0,20}:[ \t]{0,20}(\S{1,2000})", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap's pages in ``links``, the files of an index in ``sitemaps`` (``modified``: lastmod, as written).

    ``problem`` says why there is nothing, or what is missing; ``refused`` counts unusable addresses by reason.
    """

    links: list[Link] = field(default_factory=list)
    sitemaps: list[Link] = field(default_factory=list)
    problem: str = ""
    refused: Counter[str] = field(default_factory=Counter)


def read_sitemap(body: bytes, base_url: str) -> Sitemap:
    """The addresses in a sitemap fetched from ``base_url``, at most 50,000; whatever is none gives a ``problem``."""
    body, problem = _unpack(body)
    raw = decode_xml(body)
    if raw.lstrip()[:4].lower() == "http":
        return _read_lines(raw, base_url, problem)
    text, danger = safe_xml(raw)
    name = root_name(text)
    if name in ("rss", "rdf", "feed"):
        feed = read_feed(body, base_url)
        return Sitemap(feed.links, [], problem or feed.problem, feed.refused)
    if name not in ("urlset", "sitemapindex"):
        danger = "" if problem and danger == "empty" else danger
        return Sitemap(problem=danger or problem or f"not a sitemap but {describe(name)}")
    found = _read_entries(text, base_url)
    return replace(found, problem=problem or found.problem or cut_short(text, name))


def sitemaps_in_robots(text: str) -> list[str]:
    """The absolute addresses in a robots.txt's ``Sitemap:`` lines, each once; relative ones are against RFC 9309."""
    base = Base("http://robots.invalid/")
    found = (base.resolve(match[1]) for match in _ROBOTS_LINE.finditer(text.replace("\r", "\n").lstrip("\ufeff")))
    return list(dict.fromkeys(url for url in found if url and "//robots.invalid/" not in url))


def _unpack(body: bytes) -> tuple[bytes, str]:
    """``body`` unpacked if gzipped (by its first bytes, names and headers lie), never to more than the limit."""
    parts: list[bytes] = []
    left = MAX_SITEMAP + 1
    problem = ""
    while body.startswith(_GZIP) and left > 0:
        stream = zlib.decompressobj(wbits=31)
        try:
            part = stream.decompress(body, left)
        except zlib.error:
            return b"".join(parts), "broken gzip"
        parts.append(part)
        left -= len(part)
        problem = "" if stream.eof else "gzip cut short"
        body = stream.unused_data
    body = b"".join(parts) if parts else body
    if len(body) > MAX_SITEMAP:
        return body[:MAX_SITEMAP], f"sitemap larger than {MAX_SITEMAP >> 20} MiB unpacked: the rest is left out"
    return body, problem


def _read_lines(text: str, base_url: str, problem: str) -> Sitemap:
    """A plain-text sitemap: one absolute address a line."""
    base = Base(base_url)
    lines = [line for line in text.splitlines() if line.strip()]
    links = [Link(url, via=base_url) for line in lines[:MAX_URLS] if (url := base.resolve(line))]
    return Sitemap(links, [], problem or _too_many(len(lines)), base.refused)


def _read_entries(text: str, base_url: str) -> Sitemap:
    """Entry by entry, each freed when read: the tree of a full sitemap would take some 300 MB."""
    base, count = Base(base_url), 0
    links: list[Link] = []
    sitemaps: list[Link] = []
    events = etree.iterparse(
        io.BytesIO(text.encode("utf-8", "replace")),
        tag=("{*}url", "{*}sitemap"),
        **SAFE_XML,
    )
    try:
        for _, node in events:
            count += 1
            if count > MAX_URLS:
                break
            if link := _entry(node, base, base_url):
                (sitemaps if local_name(node) == "sitemap" else links).append(link)
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
    except etree.XMLSyntaxError:
        return Sitemap(links, sitemaps, "broken XML", base.refused)
    return Sitemap(links, sitemaps, _too_many(count), base.refused)


def _entry(node: "etree._Element", base: Base, via: str) -> Link | None:
    """One ``url`` or ``sitemap``; image and video addresses lie deeper and are not taken for the page's."""
    href = modified = title = published = ""
    for child in node:
        name = local_name(child)
        if name == "loc":
            href = child.text or ""
        elif name == "lastmod":
            modified = (child.text or "").strip()[:100]
        elif name == "news":
            texts = {local_name(part): "".join(map(str, part.itertext())).strip() for part in child}
            title, published = plain_title(texts.get("title", "")), texts.get("publication_date", "")[:100]
    url = base.resolve(href)
    kind: Literal["article", "list", "unknown"] = "article" if published or title else "unknown"
    return Link(url, title, published, modified, via, kind) if url else None


def _too_many(count: int) -> str:
    return f"more than {MAX_URLS:,} addresses: the rest is left out" if count > MAX_URLS else ""
