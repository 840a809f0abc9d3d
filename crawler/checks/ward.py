"""How a check reads a file: in short looks, so that a crawl that writes meanwhile is not held up.

A read transaction that stays open keeps SQLite from reusing the WAL, which then grows with every commit of the crawl.
So every call here is a transaction of its own, and large tables are read in pieces.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from crawler.storage.database import naming_problems
from crawler.storage.store import Store

PIECE = 5_000  # rows of a large table in one look: 10 to 50 ms
Row = tuple[Any, ...]


class Ward:
    """An open store under examination. ``tick`` is told, now and then, that work goes on."""

    def __init__(self, store: Store, *, quick: bool = False, tick: Callable[[str], None] | None = None) -> None:
        self.store = store
        self.path = store.path
        self.quick = quick
        self.tick = tick or (lambda _: None)

    def rows(self, sql: str, *parameters: object) -> list[Row]:
        """All rows of a statement; for small answers."""
        with naming_problems(self.path):
            return self.store.connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, *parameters: object) -> Any:
        """The first value of a statement, None when there is no row."""
        found = self.rows(sql, *parameters)
        return found[0][0] if found else None

    def pieces(self, sql: str, *, start: Row = (-(2**63),), size: int = PIECE) -> Iterator[list[Row]]:
        """Rows of a large table in pieces of ``size``.

        The first columns of ``sql``, as many as ``start`` has values, must be its key and its ORDER BY; it must take
        what comes after the key ``?1``, ``?2`` … (``WHERE id > ?1``) and end with ``LIMIT`` and the next parameter.
        """
        key = start
        while True:
            rows = self.rows(sql, *key, size)
            if rows:
                yield rows
                self.tick(f"{rows[-1][0]:,}" if isinstance(rows[-1][0], int) else "")
            if len(rows) < size:
                return
            key = rows[-1][: len(start)]

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """One transaction of mending; keep it short, for a crawl waits for it."""
        return self.store.writing()

    def kept(self, name: str) -> str | None:
        """A fact of the table ``keeping``."""
        value: str | None = self.one("SELECT value FROM keeping WHERE name = ?", name)
        return value
