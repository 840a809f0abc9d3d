"""``citydesk extract``: saved pages in, one JSON object a line out; needs neither Scrapy nor a database."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.collector import seldom
from crawler.extract import PortalFacts, finds_of
from crawler.extract import extract as extract_article
from crawler.items import Article
from crawler.joining import following, joined
from crawler.outcome import ExitCode
from crawler.page import Page
from crawler.pager import key_of, numbered
from crawler.problems import OneLine
from crawler.processors import assemble
from crawler.reading import read_page
from crawler.repeats import FEWEST, Repeats
from crawler.saying import say_json
from crawler.urls import check_url, host_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One saved page: its id, file, address and Content-Type, the last two where they are known."""

    id: str
    path: Path
    url: str = ""
    content_type: str = ""


#: So many pages of one host are held in memory at once (1 to 2 MB each, with their trees).
TOGETHER = 100


def extract(paths: Sequence[Path], together: bool = False) -> None:
    """Prints one JSON line a page.

    ``together``: the pages of one host, or without addresses those of one folder, teach each other what their portal
    repeats; they are printed host by host.
    """
    with seldom():
        _extract_together(paths) if together else _extract_alone(paths)


def _extract_alone(paths: Sequence[Path]) -> None:
    for entry in _pages(paths):
        _print(entry, joined([extract_article(_read(entry))]))


def _extract_together(paths: Sequence[Path]) -> None:
    hosts: dict[str, list[Entry]] = {}
    for entry in _pages(paths):
        hosts.setdefault(host_of(entry.url).removeprefix("www.") or str(entry.path.parent), []).append(entry)
    for entries in hosts.values():
        _extract_portal(entries)


def _extract_portal(entries: Sequence[Entry]) -> None:
    """Reads the pages once, learns from all of them, then says what each one holds."""
    repeats = Repeats()
    for families in _portions(families_of(entries)):
        part = [entry for family in families for entry in family]
        readings = dict(zip(part, (read_page(_read(entry)) for entry in part), strict=True))
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


def _read(entry: Entry) -> Page:
    path = entry.path
    try:
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError) as error:
        raise OneLine(f"{path} cannot be read: {error}", ExitCode.WRONG_USE) from None
    fetched = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    return Page(entry.url, body, entry.content_type, fetched)


def _print(entry: Entry, article: Article, part_of: str = "") -> None:
    more = {"part_of": part_of} if part_of else {}
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


def _pages(paths: Sequence[Path]) -> Iterator[Entry]:
    """Every page that the paths name."""
    for path in paths:
        manifest = path / "manifest.json"
        if manifest.is_file():
            for entry in json.loads(manifest.read_text(encoding="utf-8")):
                more = entry.get("url", ""), entry.get("content_type", "")
                yield Entry(str(entry["id"]), path / entry["file"], *more)
        elif path.is_dir():
            for file in sorted([*path.glob("*.html"), *path.glob("*.htm"), *path.glob("*.html.gz")]):
                yield Entry(file.name.split(".")[0], file)
        elif path.is_file():
            yield Entry(path.name.split(".")[0], path)
        else:
            raise OneLine(f"{path} does not exist: name HTML files or a folder of them", ExitCode.WRONG_USE)
