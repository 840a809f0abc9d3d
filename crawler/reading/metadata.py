"""What a page's head says about its article: JSON-LD (schema.org), OpenGraph and the meta sets of common CMS.

These are claims, gathered without judgement and in order of trust; the extractor checks them against the visible page.
Sources: schema.org/NewsArticle, ogp.me, and the meta names counted on Chinese portals (People's Daily/Xinhua CMS, the
government set ``ArticleTitle``/``PubDate``/``ContentSource``, the ``*_baidu`` ids).
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml.html import HtmlElement

#: field -> meta names (lower case) in order of trust.
META_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("articletitle", "og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title",
              "headline", "hdl"),
    "published": ("article:published_time", "og:article:published_time", "og:published_time", "pubdate", "publishdate",
                  "datepublished", "date_published", "publish-date", "article.published", "parsely-pub-date",
                  "sailthru.date", "dcterms.created", "dcterms.date", "dc.date.issued", "dc.date", "article_date_original",
                  "date.release", "originalpublicationdate", "article.created", "cxenseparse:recs:publishtime",
                  "weibo: article:create_at", "publish_date", "published_date", "ptime", "lastpublished", "date"),
    "modified": ("article:modified_time", "og:updated_time", "og:article:modified_time", "lastmod", "datemodified",
                 "dcterms.modified", "last-modified", "date_modified", "updated_time"),
    "author": ("author", "article:author_name", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator",
               "dc.contributor.author", "article:author", "cxenseparse:author", "authors"),
    "source": ("contentsource", "source", "laiyuan", "article:source"),
    "section": ("article:section", "columnname", "parsely-section", "section", "og:article:section"),
    "site": ("og:site_name", "sitename", "application-name", "twitter:site"),
    "language": ("og:locale", "content-language", "language", "dc.language"),
}  # fmt: skip
_FIELD_OF = {name: (key, rank) for key, names in META_NAMES.items() for rank, name in enumerate(names)}
_ITEMPROPS = {"datepublished": "published", "datemodified": "modified"}
ARTICLE_TYPES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle blogposting "
    "techarticle scholarlyarticle liveblogposting socialmediaposting reviewnewsarticle advertisercontentarticle".split()
)
_READ = ("title", "source", "author", "section", "site")
_CONTROL = re.compile(r"[\x00-\x1f]")
#: What hides a script from parsers of XML, and comments from those of old.
_WRAPPED = re.compile(r"\A\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)\s*\Z")
_TRAILING_COMMA = re.compile(r",\s{0,50}([}\]])")
#: A JSON-LD block is at most some 100 kB on real pages; a larger one is not read.
MAX_JSON = 1_000_000


@dataclass(slots=True)
class Metadata:
    """Claims of the head: ``meta[field]`` lists texts in order of trust, ``ld`` is the first JSON-LD article or empty."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    ld: dict[str, Any] = field(default_factory=dict)
    ld_breadcrumbs: list[str] = field(default_factory=list)
    page_title: str = ""
    canonical: str = ""
    html_language: str = ""

    @property
    def language(self) -> str:
        """The language the page declares, as a tag, or empty."""
        return self.html_language or self.first("language")

    def texts(self) -> list[str]:
        """The claims that are text to be read, each once; they may be damaged like the page itself."""
        claims = [self.page_title, self.ld_text("headline")]
        claims += [claim for key in _READ for claim in self.meta.get(key, ())]
        return list(dict.fromkeys(claim for claim in claims if claim and "\n" not in claim))

    def replace(self, mended: dict[str, str]) -> None:
        """Puts mended texts in the place of the claims that :meth:`texts` gave."""
        self.page_title = mended.get(self.page_title, self.page_title)
        if (headline := self.ld_text("headline")) in mended:
            self.ld = {**self.ld, "headline": mended[headline]}
        for key in _READ:
            if key in self.meta:
                self.meta[key] = [mended.get(claim, claim) for claim in self.meta[key]]

    def first(self, key: str) -> str:
        """The most trusted claim for a field, or empty."""
        return next(iter(self.meta.get(key, ())), "")

    def ld_text(self, key: str) -> str:
        """A text property of the JSON-LD article, or empty."""
        value = self.ld.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name") or value.get("@id") or value.get("url")
        return _plain(value) if isinstance(value, str) else ""

    @property
    def article_text(self) -> str:
        """What JSON-LD says the text of the article is, as it is written there, or empty."""
        text = self.ld.get("articleBody")
        return text if isinstance(text, str) else ""

    def ld_authors(self) -> list[tuple[str, bool]]:
        """The authors that JSON-LD names, each with whether it is a house and no person (schema.org/Organization)."""
        value = self.ld.get("author")
        found = []
        for entry in value if isinstance(value, list) else [value]:
            name = entry.get("name") if isinstance(entry, dict) else entry
            house = isinstance(entry, dict) and any(kind.endswith("organization") for kind in _types(entry))
            for text in name if isinstance(name, list) else [name]:
                if isinstance(text, str) and text.strip():
                    found.append((_plain(text), house))
        return found


def read_metadata(root: HtmlElement) -> Metadata:
    """Gathers the claims of one page; broken JSON-LD is passed over."""
    data = Metadata(html_language=root.get("lang") or root.get("xml:lang") or "")
    ranked: dict[str, list[tuple[int, str]]] = {}
    for element in root.iter("meta", "link", "title", "script", "time"):
        tag = element.tag
        if tag == "meta":
            _read_meta(element, ranked)
        elif tag == "script":
            if "ld+json" in (element.get("type") or ""):
                _read_json(element.text or "", data)
        elif tag == "title":
            data.page_title = data.page_title or " ".join("".join(map(str, element.itertext())).split())
        elif tag == "link" and (element.get("rel") or "").lower() == "canonical":
            data.canonical = data.canonical or (element.get("href") or "").strip()
        elif tag == "time" and (key := _ITEMPROPS.get((element.get("itemprop") or "").lower())):
            ranked.setdefault(key, []).append((50, element.get("datetime") or ""))
    data.meta = {
        key: [text for _, text in sorted(found, key=lambda pair: pair[0]) if text] for key, found in ranked.items()
    }
    return data


def _read_meta(element: HtmlElement, ranked: dict[str, list[tuple[int, str]]]) -> None:
    content = element.get("content")
    if not content:
        return
    name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
    if not name:
        return
    found = _FIELD_OF.get(name.strip().lower())
    if found is None and (key := _ITEMPROPS.get(name.strip().lower())):
        found = key, 40
    if found:
        ranked.setdefault(found[0], []).append((found[1], " ".join(content.split())))


def _read_json(text: str, data: Metadata) -> None:
    if not text or len(text) > MAX_JSON:
        return
    text = _WRAPPED.sub("", text).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", text))):
        try:
            loaded = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(loaded, 0):
            types = _types(node)
            if not data.ld and types & ARTICLE_TYPES:
                data.ld = node
            elif "breadcrumblist" in types and not data.ld_breadcrumbs:
                data.ld_breadcrumbs = _breadcrumbs(node)
        return


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Objects of a JSON-LD document that may be the article: the top, ``@graph``, ``mainEntity`` and list entries."""
    if depth > 4:
        return
    if isinstance(value, list):
        for entry in value[:200]:
            yield from _nodes(entry, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "breadcrumb"):
            if isinstance(value.get(key), dict | list):
                yield from _nodes(value[key], depth + 1)


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    listed: Iterable[Any] = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rsplit("/", 1)[-1].lower() for kind in listed if isinstance(kind, str)}


def _breadcrumbs(node: dict[str, Any]) -> list[str]:
    names = []
    entries = node.get("itemListElement")
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict):
            item = entry.get("item")
            name = entry.get("name") or (item.get("name") if isinstance(item, dict) else "")
            if isinstance(name, str) and name.strip():
                names.append(_plain(name))
    return names


def _plain(text: str) -> str:
    """A text of JSON-LD, where a script's content has no entities and templates write them all the same."""
    return " ".join(unescape(text).split())
