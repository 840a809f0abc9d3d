"""The records that travel through the house: page -> article -> stored article.

Each stage writes its own record and edits no earlier one, so a crawl, a re-extraction and a test see the same data.
"""

from dataclasses import dataclass, field
from typing import Literal

from crawler.scheduling.visits import Fetch

Verdict = Literal["body", "field", "removed", "unknown"]
Outcome = Literal["new", "changed", "unchanged", "copy", "skipped"]


@dataclass(frozen=True, slots=True)
class Credit:
    """One person (or desk) with the role the page gives it, e.g. role ``编辑``, name ``李萌``."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the article; ``url`` is absolute, ``caption`` may be empty."""

    url: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One text line of the article area and what became of it.

    ``position`` counts the lines of the page from 0. ``rule`` is the rule's id for ``removed`` lines, the field's
    name for ``field`` lines, and empty otherwise.
    """

    position: int
    text: str
    verdict: Verdict
    rule: str = ""


@dataclass(frozen=True, slots=True)
class RawPage:
    """The bytes that a portal sent from ``url``, with the Content-Type header and the time of the fetch (ISO 8601)."""

    url: str
    body: bytes = field(repr=False)
    content_type: str = ""
    fetched_at: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """The other pages of the article that a page belongs to, as its links name them.

    ``number`` is the page's own, 0 where its address has none; ``first`` the article's first page, empty on that itself.
    ``parts`` are number and address of the others; ``whole`` shows all of the article on one page.
    """

    number: int = 0
    first: str = ""
    parts: tuple[tuple[int, str], ...] = ()
    whole: str = ""


@dataclass(slots=True)
class Article:
    """One article as extracted from one page; times are ISO 8601 with offset, empty text means "not found".

    ``url`` is the canonical address, ``fetched_url`` the one that answered. ``body`` holds the paragraphs joined by
    ``\\n``. ``flags`` names damage that could not be mended, such as ``mojibake``. ``ledger`` accounts for every line of
    the article area, in page order. ``rules`` names those that it was read by, ``pages`` holds what it was read from, in
    order; empty for an article that was not read from pages.

    Not stored with the article: ``design`` tells where on the page the text stands, ``charset`` how the page was decoded,
    ``missed`` which selectors of the layout found nothing; ``fetch`` is the answer that the article came with in a crawl,
    ``pager`` what its page says of further pages.
    """

    url: str = ""
    portal: str = ""
    title: str = ""
    body: str = ""
    published_at: str = ""
    modified_at: str = ""
    section: str = ""
    breadcrumbs: list[str] = field(default_factory=list)
    source: str = ""
    authors: list[str] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    language: str = ""
    flags: list[str] = field(default_factory=list)
    ledger: list[LedgerLine] = field(default_factory=list)
    fetched_url: str = ""
    layout: str = ""
    design: str = ""
    charset: str = ""
    missed: list[str] = field(default_factory=list)
    rules: str = ""
    pages: list[RawPage] = field(default_factory=list, repr=False, compare=False)
    fetch: Fetch | None = field(default=None, repr=False, compare=False)
    pager: Pager = field(default=Pager(), repr=False, compare=False)

    @property
    def removed(self) -> list[LedgerLine]:
        """The lines that a rule took out, in page order."""
        return [line for line in self.ledger if line.verdict == "removed"]
