"""What becomes of the raw finds of each field: one table, for the item loader of the crawl and for plain extraction."""

from collections.abc import Callable, Iterable
from typing import Any

from crawler.reading.items import Article, Pager

Values = Iterable[Any]
Finds = dict[str, list[Any]]


def squeeze(values: Values) -> list[str]:
    """Texts with runs of white space made one blank; what holds only blanks is dropped."""
    return [text for value in values if (text := " ".join(value.split()))]


def first(values: Values) -> Any:
    """The first value, or empty text when there is none."""
    return next(iter(values), "")


def lines(values: Values) -> str:
    """Paragraphs joined as they are stored."""
    return "\n".join(values)


def once(values: Values) -> list[Any]:
    """The values in order, each once."""
    return list(dict.fromkeys(values))


def given(values: Values) -> Any:
    """The first value, or None."""
    return next(iter(values), None)


def pager(values: Values) -> Pager:
    """The first value, or that of an article on one page."""
    return next(iter(values), Pager())


#: field -> what each find goes through, what the finds together become.
PROCESSORS: dict[str, tuple[Callable[[Values], Any], Callable[[Values], Any]]] = {
    **dict.fromkeys(
        (
            "url",
            "fetched_url",
            "portal",
            "title",
            "published_at",
            "modified_at",
            "section",
            "source",
            "language",
            "layout",
            "design",
            "charset",
            "rules",
        ),
        (squeeze, first),
    ),
    **dict.fromkeys(("flags", "authors", "breadcrumbs", "tags", "missed"), (squeeze, once)),
    **dict.fromkeys(("credits", "images"), (list, once)),
    "body": (squeeze, lines),
    "ledger": (list, list),
    "pages": (list, list),
    "fetch": (list, given),
    "pager": (list, pager),
}


def assemble(finds: Finds) -> Article:
    """The article that the finds of all fields make."""
    return Article(**{name: gather(clean(finds.get(name, ()))) for name, (clean, gather) in PROCESSORS.items()})
