"""What both sample templates share: the record's parts as HTML, and links to the portal's other pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any, TypeAlias
from urllib.parse import urlsplit

Record: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the same portal as others link to it; ``day`` is ISO."""

    path: str
    title: str
    day: str

    @classmethod
    def to(cls, record: Record) -> "Link":
        """The link to the page of ``record``."""
        title, moment = heading(record)
        return cls(urlsplit(record["url"]).path, title, moment[:10])


@dataclass(frozen=True, slots=True)
class Around:
    """The links that stand around one page."""

    previous: Link | None
    following: Link | None
    related: tuple[Link, ...]
    hot: tuple[Link, ...]


def heading(record: Record) -> tuple[str, str]:
    """Title and ISO time under which lists show the page, article or not."""
    shown = record.get("listed") or record["expected"]
    return shown["title"], shown["published_at"]


def text(value: str) -> str:
    """``value`` as HTML text."""
    return escape(value, quote=False)


def items(links: Iterable[Link], row: str, separator: str = "\n") -> str:
    """One ``row`` a link, with ``{path}``, ``{title}`` and ``{day}`` filled in."""
    return separator.join(
        row.format(path=escape(link.path), title=escape(link.title), day=link.day, short=link.day[5:]) for link in links
    )


def page_id(record: Record) -> int:
    """The number in the page's address; the pages without one are 0."""
    digits = "".join(
        char for char in urlsplit(record["url"]).path.rsplit("/", 1)[-1].rsplit("_", 1)[-1] if char.isdigit()
    )
    return int(digits or 0)
