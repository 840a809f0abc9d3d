"""A sample portal as a site: its saved pages, with lists, feed, sitemap and robots.txt made from their records."""

import gzip
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import crawler

PER_LIST = 20
PER_FEED = 30
Answer = tuple[int, dict[str, str], bytes]

_LIST = """<!DOCTYPE html>
<html><head><meta charset="{declared}"><title>{name} - {site}</title>
<link rel="alternate" type="application/rss+xml" title="{site}" href="/rss.xml"></head>
<body><div class="nav">{nav}</div><h2>{name}</h2>
<ul class="list">
{rows}
</ul>
<div class="pager">{pager}</div>
<div class="foot"><a href="/user/login">{site}</a></div></body></html>
"""
_ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /user/\n\nSitemap: {base}/sitemap.xml\n"


def samples_folder() -> Path:
    """The samples inside the installed package, else those of the checkout.

    Raises ``FileNotFoundError`` when neither is there.
    """
    here = Path(crawler.__file__).resolve().parent
    for folder in (here / "bundled_samples", here.parent / "samples"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"no sample portals in {here / 'bundled_samples'}: install citydesk again, or run it from a checkout"
    )


def load_sites() -> list["Site"]:
    """All sample portals, in the order of their folders' names."""
    found = sorted(samples_folder().glob("*/site.toml"))
    return [Site.load(facts.parent) for facts in found]


@dataclass(frozen=True, slots=True)
class SamplePage:
    """One saved page and the heading under which lists show it."""

    path: str
    title: str
    moment: datetime
    teaser: str
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Site:
    """One sample portal; ``pages`` by path, newest first. ``lists`` maps a path to the name of the list there."""

    portal: str
    host: str
    title: str
    charset: str
    declared: str
    next: str
    lists: Mapping[str, str]
    pages: Mapping[str, SamplePage] = field(repr=False)

    @classmethod
    def load(cls, folder: Path) -> "Site":
        """The portal kept in ``folder``: ``site.toml``, and a record and a gzipped page for each address."""
        facts = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
        pages = sorted(map(_load_page, folder.glob("*.json")), key=lambda page: (page.moment, page.path), reverse=True)
        return cls(portal=folder.name, pages={page.path: page for page in pages}, **facts)

    def response(self, path: str, base_url: str, headers: Mapping[str, str]) -> Answer:
        """Status, headers and bytes for ``path`` (a query is ignored).

        ``base_url`` is the address asked, without the last slash; generated links begin with it.
        """
        path = path.partition("?")[0]
        page = self.pages.get(path)
        content_type, body = (page.content_type, page.body) if page else self._generated(path, escape(base_url))
        if not content_type:
            return 404, {"Content-Type": "text/plain; charset=utf-8"}, b"404: no such page\n"
        moment = page.moment if page else next(iter(self.pages.values())).moment
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        answer = {"ETag": tag, "Last-Modified": _http_date(moment), "Cache-Control": "max-age=0"}
        if any(tag in value for name, value in headers.items() if name.lower() == "if-none-match"):
            return 304, answer, b""
        return 200, {**answer, "Content-Type": content_type}, body

    def _generated(self, path: str, base: str) -> tuple[str, bytes]:
        if path == "/robots.txt":
            return "text/plain; charset=utf-8", _ROBOTS.format(base=base).encode()
        if path == "/rss.xml":
            return "application/rss+xml", self._feed(base).encode(self.charset)
        if path == "/sitemap.xml":
            return "application/xml", self._sitemap(base).encode()
        stem, number = _list_address(path)
        shown = [page for page in self.pages.values() if page.path.startswith(stem)] if stem in self.lists else []
        if shown[(number - 1) * PER_LIST :]:
            return "text/html", self._list(stem, number, shown, base).encode(self.charset)
        return "", b""

    def _list(self, stem: str, number: int, shown: Sequence[SamplePage], base: str) -> str:
        start, end = (number - 1) * PER_LIST, number * PER_LIST
        rows = (
            f'<li><a href="{base}{page.path}">{escape(page.title)}</a> <span>{page.moment:%Y-%m-%d}</span>'
            for page in shown[start:end]
        )
        following = f'<a href="{stem}index_{number + 1}.html">{self.next}</a>' if shown[end:] else ""
        return _LIST.format(
            declared=self.declared,
            name=self.lists[stem],
            site=self.title,
            nav=" ".join(f'<a href="{path}">{name}</a>' for path, name in self.lists.items()),
            rows="\n".join(rows),
            pager=f"<span>{number}</span> {following}",
        )

    def _feed(self, base: str) -> str:
        entries = "\n".join(
            f"<item><title>{escape(page.title)}</title><link>{base}{page.path}</link><guid>{base}{page.path}</guid>"
            f"<pubDate>{format_datetime(page.moment)}</pubDate><description>{escape(page.teaser)}</description></item>"
            for page in list(self.pages.values())[:PER_FEED]
        )
        return (
            f'<?xml version="1.0" encoding="{self.charset}"?>\n<rss version="2.0"><channel><title>{self.title}</title>'
            f"<link>{base}/</link><description>{self.title}</description>\n{entries}\n</channel></rss>\n"
        )

    def _sitemap(self, base: str) -> str:
        rows = "\n".join(
            f"<url><loc>{base}{page.path}</loc><lastmod>{page.moment.isoformat()}</lastmod></url>"
            for page in self.pages.values()
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{rows}\n</urlset>\n"
        )


def _load_page(record_file: Path) -> SamplePage:
    record: dict[str, Any] = json.loads(record_file.read_text(encoding="utf-8"))
    shown = record.get("listed") or record["expected"]
    return SamplePage(
        path=urlsplit(record["url"]).path,
        title=shown["title"],
        moment=datetime.fromisoformat(shown["published_at"]),
        teaser=shown.get("body", "").partition("\n")[0][:80],
        content_type=record["content_type"],
        body=gzip.decompress(record_file.with_suffix(".html.gz").read_bytes()),
    )


def _list_address(path: str) -> tuple[str, int]:
    """``/news/index_3.html`` is page 3 of ``/news/``; other paths are page 1 of themselves."""
    match = re.fullmatch(r"(.*/)index(?:_([1-9]\d{0,3}))?\.html", path)
    return (match[1], int(match[2] or 1)) if match else (path, 1)


def _http_date(moment: datetime) -> str:
    return format_datetime(datetime.fromtimestamp(moment.timestamp(), tz=UTC), usegmt=True)
