"""``citydesk extract``: saved pages in, one JSON object a line out; needs neither Scrapy nor a database."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crawler.actions.saved_pages import Entry, Unreadable, entries, read
from crawler.discovery.urls import check_url, host_of
from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from crawler.output.saying import say, say_json
from crawler.reading.collector import seldom
from crawler.reading.extract import PortalFacts, finds_of
from crawler.reading.extract import extract as extract_article
from crawler.reading.items import Article
from crawler.reading.joining import following, joined
from crawler.reading.page import Page
from crawler.reading.pager import key_of, numbered
from crawler.reading.processors import assemble
from crawler.reading.reading import read_page
from crawler.reading.repeats import FEWEST, Repeats

#: So many pages of one host are held in memory at once (1 to 2 MB each, with their trees).
TOGETHER = 100


def extract(paths: Sequence[Path], together: bool = False) -> None:
    """Prints one JSON line a page.

    ``together``: the pages of one host, or without addresses those of one folder, teach each other what their portal
    repeats; they are printed host by host. A file that is no page is named on stderr, the others go on; raises ``OneLine``
    at the end then.
    """
    with seldom():
        pages = _Pages(paths)
        _extract_together(pages) if together else _extract_alone(pages)
    if pages.unreadable:
        told = "the page" if pages.read == pages.unreadable == 1 else f"{pages.unreadable} of {pages.read} pages"
        code = ExitCode.SOME_FAILED if pages.unreadable < pages.read else ExitCode.WRONG_USE
        raise OneLine(f"{told} cannot be read: {pages.last}", code)


class _Pages:
    """The saved pages one after the other; what is no page is named, and its line has nothing but ``error``."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths, self.last = paths, ""
        self.read = self.unreadable = 0

    def __iter__(self) -> Iterator[tuple[Entry, Page]]:
        for entry in entries(self.paths):
            self.read += 1
            try:
                page = read(entry)
            except Unreadable as problem:
                self._refuse(entry, str(problem))
                continue
            yield entry, page

    def _refuse(self, entry: Entry, problem: str) -> None:
        if self.last:
            say(f"citydesk: {self.last}", to_stderr=True)
        self.unreadable, self.last = self.unreadable + 1, problem
        _print(entry, Article(), error=problem)


def _extract_alone(pages: _Pages) -> None:
    for entry, page in pages:
        _print(entry, joined([extract_article(page)]))


def _extract_together(pages: _Pages) -> None:
    hosts: dict[str, list[Entry]] = {}
    for entry, _ in pages:
        hosts.setdefault(host_of(entry.url).removeprefix("www.") or str(entry.path.parent), []).append(entry)
    for host in hosts.values():
        _extract_portal(host)


def _extract_portal(entries: Sequence[Entry]) -> None:
    """Reads the pages once, learns from all of them, then says what each one holds."""
    repeats = Repeats()
    for families in _portions(families_of(entries)):
        part = [entry for family in families for entry in family]
        readings = dict(zip(part, (read_page(read(entry)) for entry in part), strict=True))
        for reading in readings.values():
            repeats.add(*reading.lesson())
        for family in families:
            for entry in family if repeats.pages >= FEWEST else ():
                readings[entry].retrim(repeats)
            _print_family(family, [assemble(finds_of(readings[entry], PortalFacts())) for entry in family])


def families_of(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The pages in their order; those whose addresses make them parts of one article stand together, the first page first."""
    leaders = {key_of(entry.url): number for number, entry in enumerate(entries) if not check_url(entry.url)}
    families: dict[int, list[Entry]] = {}
    for number, entry in enumerate(entries):
        stems = () if check_url(entry.url) else numbered(entry.url)
        leader = next((leaders[stem] for stem in stems if stem in leaders), number)
        families.setdefault(leader, []).insert(0 if leader == number else len(entries), entry)
    return list(families.values())


def _portions(families: Sequence[list[Entry]]) -> Iterator[list[list[Entry]]]:
    """As many families as may be held in memory at once."""
    portion: list[list[Entry]] = []
    for family in families:
        portion.append(family)
        if sum(map(len, portion)) >= TOGETHER:
            yield portion
            portion = []
    if portion:
        yield portion


def _print_family(entries: Sequence[Entry], articles: Sequence[Article]) -> None:
    """One line a page; the first page's has the whole article, as far as its pager leads to pages that were given."""
    named = zip(entries, articles, strict=True) if len(entries) > 1 else ()
    given = {key_of(entry.url): article for entry, article in named}
    chain = [articles[0]]
    while (further := following(chain)) and (article := given.get(key_of(further))):
        chain.append(article)
    _print(entries[0], joined(chain))
    for entry, article in zip(entries[1:], articles[1:], strict=True):
        is_part = any(article is other for other in chain)
        _print(entry, article if is_part else joined([article]), entries[0].url if is_part else "")


def _print(entry: Entry, article: Article, part_of: str = "", error: str = "") -> None:
    given = {"part_of": part_of, "error": error}
    more = {name: value for name, value in given.items() if value}
    record = {"id": entry.id, "file": str(entry.path), **public(article, entry.url), **more}
    say_json(record)


def public(article: Article, url: str) -> dict[str, Any]:
    """An article as ``extract`` prints it."""
    keys = (
        "title",
        "body",
        "published_at",
        "modified_at",
        "authors",
        "credits",
        "source",
        "section",
        "breadcrumbs",
        "tags",
        "images",
        "language",
        "flags",
    )
    record = {key: getattr(article, key) for key in keys}  # asdict() copies the ledger too: a tenth of an extraction
    record.update({key: [asdict(entry) for entry in record[key]] for key in ("credits", "images")})
    removed = [{"rule": line.rule, "text": line.text} for line in article.removed]
    return {"url": url, **record, "removed": removed}
