"""``citydesk search``: what was found, with the place where it was found."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from crawler.actions.reading_command import opened, require_portal
from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from crawler.output.saying import safe, say_json
from crawler.output.terminal import Terminal, indented, with_marks
from crawler.storage.catalogue import COUNTED, RANKED, Catalogue, Filter, Hits, Order
from crawler.storage.query import NothingToFind, Query, parse
from crawler.storage.readers import Row
from crawler.storage.snippets import Marked, marked, snippet

#: Characters of a snippet: two lines of Chinese on 80 columns, one and a half of a spaced script.
SNIPPET = 70
SNIPPET_SPACED = 140
_DETAILS = ("id", "story_id", "portal", "url", "title", "published_at", "source", "language")


def search(
    text: str,
    db: str,
    which: Filter,
    *,
    limit: int = 10,
    order: Order = "relevance",
    all_copies: bool = False,
    as_json: bool = False,
    console: Console | None = None,
) -> None:
    """Prints the hits, or one JSON object each. Raises ``OneLine``."""
    console = console or Terminal()
    query = parsed(text)
    with opened(db) as store:
        require_portal(store, which.portal)
        hits = store.search(query, which, limit=limit, order=order, all_copies=all_copies)
        for row in _rows(store, query, hits):
            if as_json:
                say_json(_plain(row))
            else:
                _show(console, row)
    if not as_json:
        one, more = ("article", "articles") if all_copies else ("story", "stories")
        _sum(console, hits, one if len(hits.hits) == 1 else more)


def parsed(text: str) -> Query:
    """The query of a typed text. Raises ``OneLine``."""
    try:
        return parse(text)
    except NothingToFind as error:
        raise OneLine(str(error), ExitCode.WRONG_USE) from None


def _rows(store: Catalogue, query: Query, hits: Hits) -> Iterator[Row]:
    for hit in hits.hits:
        row = store.article(hit.id)
        if row is None:
            continue
        spaced = (row["language"] or "zh")[:2] not in ("zh", "ja", "th", "lo", "my", "km")
        yield {
            **{name: row[name] for name in _DETAILS},
            "copies": hit.copies,
            "score": -hit.score,
            "title": marked(row["title"], query.phrases),
            "snippet": snippet(row["body"], query.phrases, SNIPPET_SPACED if spaced else SNIPPET),
        }


def _plain(row: Row) -> dict[str, Any]:
    """The marked texts as data: the text, and the places that were found in it."""
    texts = {"title": row["title"], "snippet": row["snippet"]}
    plain = {name: found.text for name, found in texts.items()}
    return {**row, **plain, **{f"{name}_marks": found.marks for name, found in texts.items()}}


def _show(console: Console, row: Row) -> None:
    title: Marked = row["title"]
    found: Marked = row["snippet"]
    number = Text(f"{row['id']:>6}  ", style="cyan")
    indented(console, with_marks(title.text or "-", title.marks, "bold"), number)
    parts = [(row["published_at"] or "")[:16].replace("T", " "), row["portal"], row["source"] or ""]
    parts += [f"and {row['copies']} {'copy' if row['copies'] == 1 else 'copies'}"] if row["copies"] else []
    about = Text(safe("  ".join(part for part in parts if part)), style="dim")
    indented(console, about, len(number))
    indented(console, with_marks(found.text, found.marks, ""), len(number))
    console.print()


def _sum(console: Console, hits: Hits, what: str) -> None:
    if not hits.hits:
        console.print(Text("Nothing found. All words must be there: try fewer, or OR between them."))
        return
    total = f"{hits.total:,}" if hits.total <= COUNTED else f"more than {COUNTED:,}"
    match = "article matches" if hits.total == 1 else "articles match"
    note = f"; the newest {RANKED:,} were ranked" if hits.capped else ""
    console.print(Text(f"{len(hits.hits)} {what}; {total} {match}{note}", style="dim"))
