"""What the commands that only read share: the database opened for reading, an article's number, a day."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from crawler.monitoring.outcome import ExitCode
from crawler.output.moments import parse_since
from crawler.output.problems import OneLine, told
from crawler.storage.catalogue import Catalogue, Filter
from crawler.storage.readers import Row


@contextmanager
def opened(db: str) -> Iterator[Catalogue]:
    """The database, open for reading. Raises ``OneLine``."""
    with told(), Catalogue.read_only(db) as store:
        yield store


def filtered(portal: str, since: str, until: str = "") -> Filter:
    """The filter of the options. Raises ``OneLine`` for what is no day."""
    days = {}
    for name, value in (("since", since), ("until", until)):
        try:
            days[name] = parse_since(value) if value else ""
        except ValueError as error:
            raise OneLine(f"--{name}: {error}", ExitCode.WRONG_USE) from None
    if days["until"] and days["since"] > days["until"]:
        raise OneLine(f"--since {since} lies after --until {until}: no day is both", ExitCode.WRONG_USE)
    return Filter(portal, **days)


def require_portal(store: Catalogue, portal: str) -> None:
    """Raises ``OneLine`` for a ``portal`` of which nothing is known; empty stands for all."""
    if portal and not store.has_articles(portal) and portal not in (known := store.portals()):
        raise unknown(portal, store.path, known)


def unknown(portal: str, db: str | Path, known: Sequence[str]) -> OneLine:
    """What is raised for a portal that a database does not know; some that it knows are named."""
    listed = ", ".join(known[:8]) or "none yet"
    return OneLine(f"{db} knows no portal {portal!r}; it knows: {listed}", ExitCode.WRONG_USE)


def wanted(store: Catalogue, given: str) -> Row:
    """The article with the number ``given``. Raises ``OneLine``."""
    # SQLite's integers end at 9.2e18; no article has the id 0.
    row = store.article(int(given)) if given.isascii() and given.isdigit() and len(given) < 19 else None
    if row is None:
        hint = "find its number with: citydesk search WORD"
        raise OneLine(f"{store.path} has no article {given[:40]}: {hint}", ExitCode.WRONG_USE)
    return row


def refuse_terminal(what: str, remedy: str = "add > page.html") -> None:
    """Raises ``OneLine`` where standard output is a terminal: bytes that are not our text may steer it."""
    if sys.stdout.isatty():
        raise OneLine(f"{what} is written byte for byte, which may steer a terminal: {remedy}", ExitCode.WRONG_USE)
