"""``citydesk explain``: why the lines of one page were kept or removed, or why the page is no article. Stores nothing."""

import gzip
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from crawler.actions.one_page import NoAnswer, fetch
from crawler.crawling.blame import blaming
from crawler.crawling.fetching import content_type
from crawler.crawling.portals import PortalLoader
from crawler.crawling.run import load_settings
from crawler.discovery.links import merge, page_links, sort_links, where_is
from crawler.discovery.shapebook import ShapeBook
from crawler.discovery.traps import address_trap
from crawler.discovery.urls import check_url
from crawler.monitoring.outcome import ExitCode
from crawler.output.moments import now
from crawler.output.problems import OneLine, told
from crawler.output.saying import safe
from crawler.output.terminal import Terminal
from crawler.reading.extract import extract
from crawler.reading.items import Article, Credit, LedgerLine, Verdict
from crawler.reading.joining import following
from crawler.reading.page import Page
from crawler.reading.reasons import REASONS
from crawler.reading.validity import reason_against
from crawler.storage.packing import DamagedPage
from crawler.storage.rereading import spider_of
from crawler.storage.store import Store

FIELDS = ("url", "title", "published_at", "source", "credits", "flags", "layout")
STYLES: dict[Verdict, str] = {"body": "", "field": "cyan", "removed": "red", "unknown": "bold yellow"}
OTHERWISE = "Today's rules read this page otherwise than what is stored; to store that: citydesk reextract --id {}"
NOT_KEPT = "The page itself is not kept: these are the stored lines, placed by the positions of the removed ones."

_TAG = re.compile(r"<[A-Za-z!?/]")


def explain(what: str, db: str, portals: str = "", *, links: bool = False, console: Console | None = None) -> None:
    """Explains a web address, an article's number or an HTML file. Raises ``OneLine``."""
    console = console or Terminal(soft_wrap=True)
    if "://" in what:
        _url(what, db, portals, links, console)
    elif what.isascii() and what.isdigit():
        _stored(what, db, portals, console)
    else:
        article = extract(Page("", _read(Path(what))))
        article.url = what
        show(console, article, article.ledger)


def show(console: Console, article: Article, lines: Iterable[LedgerLine]) -> None:
    """Prints the fields, then every line with its verdict, then the counts."""
    reason = reason_against(article)
    if reason:
        console.print(Text(f"No article: {reason} ({REASONS[reason]})\n", style="bold yellow"))
    for name in FIELDS:
        console.print(Text.assemble((f"{name:<13} ", "bold"), _value(getattr(article, name))))
    for place, address in _parts(article):
        console.print(Text.assemble((f"{place:<13} ", "bold"), safe(address)))
    console.print()
    lines = list(lines)
    labels = [_label(line) for line in lines]
    broad = max(map(len, labels), default=0)
    for line, label in zip(lines, labels, strict=True):
        place = f"{line.position:>5}" if line.position >= 0 else " " * 5
        console.print(Text(f"{place}  {label:<{broad}}  {safe(line.text)}", style=STYLES[line.verdict]))
    counts = Counter(line.verdict for line in lines)
    told = ", ".join(f"{'kept' if verdict == 'body' else verdict} {counts[verdict]}" for verdict in STYLES)
    console.print(Text(f"\n{len(lines)} lines: {told}", style="bold"))


def _parts(article: Article) -> Iterator[tuple[str, str]]:
    """The pages that an article was read from, where there are several, and what its pager names beside these."""
    if len(article.pages) > 1:
        yield from ((f"page {number}", page.url) for number, page in enumerate(article.pages, 1))
    elif article.pager.first:
        yield "later page of", article.pager.first
    elif further := article.pager.whole or following([article]):
        yield "goes on at", further


def _label(line: LedgerLine) -> str:
    word = "kept" if line.verdict == "body" else line.verdict
    return f"{word} ({line.rule})" if line.rule else word


def _value(value: str | list[str] | list[Credit]) -> str:
    parts = [value] if isinstance(value, str) else value
    texts = [f"{part.role}:{part.name}" if isinstance(part, Credit) else part for part in parts]
    return safe(", ".join(texts)) or "-"


def _read(path: Path) -> bytes:
    """The bytes of an HTML file, unpacked when its name ends in .gz."""
    if not path.exists():
        hint = "is no file; give an HTML file, an article's number, or an address that begins with http:// or https://"
        raise OneLine(f"{path} {hint}", ExitCode.WRONG_USE)
    try:
        body = path.read_bytes()
        body = gzip.decompress(body) if path.suffix == ".gz" else body
    except (OSError, EOFError, zlib.error) as error:
        raise OneLine(f"{path} cannot be read: {error}", ExitCode.WRONG_USE) from None
    if not _TAG.search(Page("", body[:65_536]).decoded.text):
        raise OneLine(f"{path} is not HTML: there is no tag in it; save the page's source again", ExitCode.WRONG_USE)
    return body


def _stored(given: str, db: str, portals: str, console: Console) -> None:
    """The kept page of an article as today's rules read it, else what the database knows of it."""
    number = int(given) if len(given) < 19 else 0  # SQLite's integers end at 9.2e18; no article has the id 0
    with told(), Store.read_only(db) as store:
        row, removed = store.article(number), store.removed(number)
        if row is None:
            raise OneLine(
                f"{db} has no article {given[:19]}: look its id up in the view `articles`", ExitCode.WRONG_USE
            )
        article = _read_again(store, row, portals, console)
    if article is None:
        _pieced_together(row, removed, console)
        return
    if (article.title, article.body) != (row["title"], row["body"]):
        console.print(Text(OTHERWISE.format(number) + "\n", style="bold yellow"))
    show(console, article, article.ledger)


def _read_again(store: Store, row: dict[str, Any], portals: str, console: Console) -> Article | None:
    """The article of the kept page; None when there is none or it is damaged, which is said."""
    try:
        pages = store.pages_of(row["id"])
    except DamagedPage as damage:
        console.print(Text(f"{damage}\n", style="bold yellow"))
        return None
    if not pages:
        return None
    with told():
        loader = PortalLoader(load_settings({"CITYDESK_PORTALS": portals} if portals else {}))
        spider = spider_of(loader, row["portal"], row["url"], store.repeats(row["portal"]))
        with blaming(type(spider)):
            return spider.read_together([Page.of(page) for page in pages])


def _pieced_together(row: dict[str, Any], removed: Sequence[LedgerLine], console: Console) -> None:
    """What the database knows of an article whose page is not kept: the lines of fields are missing."""
    credits = [Credit(credit["role"], credit["name"]) for credit in row["credits"] or []]
    article = Article(flags=row["flags"] or [], credits=credits, layout="not stored")
    for name in ("url", "title", "published_at", "source", "body"):
        setattr(article, name, row[name] or "")
    console.print(
        Text(f"{NOT_KEPT}\nFetched again and explained in full: citydesk explain {article.url}\n", style="dim")
    )
    show(console, article, merged(article.body.split("\n"), removed))


def merged(body: Sequence[str], removed: Sequence[LedgerLine]) -> list[LedgerLine]:
    """Body and removed lines in page order, as far as the gaps between removed lines tell it; body lines get place -1.

    The body begins in the last gap from which on all of it has room (title and date stand in gaps before it), or before
    all removed lines when there is none.
    """
    gaps = [max(after.position - before.position - 1, 0) for before, after in pairwise(removed)]  # tails share a place
    first = max((number for number in range(len(gaps)) if sum(gaps[number:]) >= len(body)), default=-1)
    rest = [LedgerLine(-1, text, "body") for text in body]
    lines = rest if first < 0 else []
    for number, line in enumerate(removed):
        lines.append(line)
        if 0 <= first <= number < len(gaps):
            size = gaps[number]
            lines += rest[:size]
            rest = rest[size:]
    return lines


def _url(url: str, db: str, portals: str, links: bool, console: Console) -> None:
    """Fetches a page as a crawl would and explains it; what is no article has its links explained.

    What earlier crawls have learnt that the portal repeats counts, where there is a database.
    """
    if problem := check_url(url):
        raise OneLine(f"{url} cannot be fetched: {problem}", ExitCode.WRONG_USE)
    try:
        with told():
            spider, response = fetch(url, portals)
    except NoAnswer as error:
        cause = f"{url}: {error.reason}: {REASONS[error.reason]} ({error})"
        raise OneLine(" ".join(cause.split())[:400], ExitCode.NOTHING_CRAWLED) from None
    kind = content_type(response)
    feed = "xml" in kind and b"<html" not in response.body[:2000].lower()
    if feed or (kind and not any(word in kind.lower() for word in ("html", "xml", "text/plain"))):
        raise OneLine(f"{url}: not-html: {REASONS['not-html']} ({kind})", ExitCode.WRONG_USE)
    if Path(db).exists():
        with told(), Store.read_only(db) as store:
            spider.know(store.repeats(spider.name))
    with told(), blaming(type(spider)):
        article = spider.read_again(Page(response.url, response.body, kind, now()))
    show(console, article, article.ledger)
    if links or reason_against(article):
        show_links(console, Page(response.url, response.body, kind), spider.hosts)


def show_links(console: Console, page: Page, hosts: tuple[str, ...]) -> None:
    """How a crawl would sort the links of a page, with the points for (+) and against (-) an article."""
    links = page_links(page.root, page.url)
    book = ShapeBook()
    book.add(merge(links))
    found = sort_links(links, page.url, hosts, book)
    groups = {"article": found.articles, "list": found.lists, "pagination": found.pagination, "other": found.other}
    counts = ", ".join(f"{name} {len(group)}" for name, group in groups.items())
    console.print(Text(f"\nLinks, as a crawl of this page alone sorts them: {counts}", style="bold"))
    for name, group in groups.items():
        for link in group:
            foreign = where_is(link.url, hosts) == "foreign"
            points = " ".join(f"{rule}{value:+}" for rule, value in book.reasons(link.url, link.title))
            trap = "" if name == "other" else address_trap(link.url, int(now()[:4]), is_list=name != "article")
            why = "another host" if foreign else f"trap: {trap}" if trap else points or "no rule"
            console.print(Text(f"{name:<10}  {link.url}  {safe(link.title)}  [{why}]"))
