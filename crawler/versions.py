"""The versions of an article, and what becomes of them when two files have seen it. Every function runs inside a transaction."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from crawler import removed


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article, since when it was seen, and position, rule and text of the lines stripped from it."""

    revision: int
    seen_at: str
    title: str
    body: str
    removed: tuple[tuple[int, str, str], ...] = ()

    @property
    def text(self) -> tuple[str, str]:
        """What makes a version another one."""
        return self.title, self.body

    @classmethod
    def of(cls, connection: sqlite3.Connection, article_id: int) -> list[Self]:
        """All versions of a stored article, the current one last."""
        sql = """SELECT revision, seen_at, title, body FROM revision WHERE article_id = ?1
                 UNION ALL SELECT revision, last_changed_at, title, body FROM article WHERE id = ?1 ORDER BY revision"""
        lines = removed.of_article(connection, article_id)
        found = connection.execute(sql, (article_id,)).fetchall()
        return [cls(number, seen, title, body, tuple(lines.get(number, ()))) for number, seen, title, body in found]


def joined(ours: Iterable[Version], theirs: Iterable[Version]) -> list[Version]:
    """The versions of both, numbered in the order in which they were seen; a text that both saw in a row counts once."""
    kept: list[Version] = []
    for version in sorted([*ours, *theirs], key=lambda version: (version.seen_at, version.text)):
        if not kept or kept[-1].text != version.text:
            kept.append(version)
    return [replace(version, revision=number) for number, version in enumerate(kept, 1)]


def placed(own: list[Version], among: list[Version]) -> dict[int, int]:
    """The number of each version of one file in a row of versions: the nearest one of the same text, by time."""
    numbers = {}
    for version in own:
        same = [number for number, found in enumerate(among, 1) if found.text == version.text]
        numbers[version.revision] = next(
            (n for n in reversed(same) if among[n - 1].seen_at <= version.seen_at), same[0]
        )
    return numbers


def write(connection: sqlite3.Connection, article_id: int, versions: list[Version]) -> None:
    """Make these the versions of an article, but for its current text."""
    connection.execute("DELETE FROM revision WHERE article_id = ?", (article_id,))
    connection.execute("DELETE FROM removed_line WHERE article_id = ?", (article_id,))
    for number, version in enumerate(versions, 1):
        if number < len(versions):
            connection.execute(
                "INSERT INTO revision (article_id, revision, seen_at, title, body) VALUES (?, ?, ?, ?, ?)",
                (article_id, number, version.seen_at, *version.text),
            )
        removed.keep(connection, article_id, number, version.removed)
    connection.execute("UPDATE article SET revision = ? WHERE id = ?", (len(versions), article_id))
