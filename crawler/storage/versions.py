"""The versions of an article, and what becomes of them when two files have seen it. Every function runs inside a transaction."""

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from typing import Self

from crawler.storage import removed

_READING = "extraction, made_at, rules, title, body"


@dataclass(frozen=True, slots=True)
class Reading:
    """An earlier reading of a version's page, by rules that were changed since."""

    extraction: int
    made_at: str
    rules: str | None
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article, since when it was seen, and position, rule and text of the lines stripped from it.

    ``extraction``, ``extracted_at`` and ``rules`` say how it was read, ``readings`` how it was read before.
    """

    revision: int
    seen_at: str
    title: str
    body: str
    removed: tuple[tuple[int, str, str], ...] = ()
    extraction: int = 1
    extracted_at: str | None = None
    rules: str | None = None
    readings: tuple[Reading, ...] = ()

    @property
    def text(self) -> tuple[str, str]:
        """What makes a version another one."""
        return self.title, self.body

    def was_read_as(self, text: tuple[str, str]) -> bool:
        """Whether earlier rules gave this text."""
        return any((reading.title, reading.body) == text for reading in self.readings)

    @classmethod
    def of(cls, connection: sqlite3.Connection, article_id: int) -> list[Self]:
        """All versions of a stored article, the current one last."""
        sql = """SELECT revision, seen_at, title, body, extraction, extracted_at, rules FROM revision WHERE article_id = ?1
                 UNION ALL SELECT revision, last_changed_at, title, body, extraction, extracted_at, rules FROM article
                 WHERE id = ?1 ORDER BY revision"""
        lines = removed.of_article(connection, article_id)
        readings: dict[int, list[Reading]] = {}
        for revision, *reading in connection.execute(
            f"SELECT revision, {_READING} FROM extraction WHERE article_id = ? ORDER BY revision, extraction",
            (article_id,),
        ):
            readings.setdefault(revision, []).append(Reading(*reading))
        return [
            cls(
                number, seen, title, body, tuple(lines.get(number, ())), nth, at, rules, tuple(readings.get(number, ()))
            )
            for number, seen, title, body, nth, at, rules in connection.execute(sql, (article_id,)).fetchall()
        ]


def joined(ours: Iterable[Version], theirs: Iterable[Version]) -> list[Version]:
    """The versions of both, numbered in the order in which they were seen; a text that both saw in a row counts once.

    So does a text that one of them has read again since, by other rules.
    """
    kept: list[tuple[Version, bool]] = []
    both = [*((version, True) for version in ours), *((version, False) for version in theirs)]
    for version, is_ours in sorted(both, key=lambda pair: (pair[0].seen_at, pair[0].text)):
        last, was_ours = kept[-1] if kept else (None, False)
        one = _as_one(last, version, is_ours != was_ours) if last else None
        if one:
            kept[-1] = (one, was_ours)
        else:
            kept.append((version, is_ours))
    return [replace(version, revision=number) for number, (version, _) in enumerate(kept, 1)]


def _as_one(first: Version, second: Version, of_two_files: bool) -> Version | None:
    """Two versions that follow each other, if they are one: the reading that knows more, since when it was first seen."""
    if first.text == second.text:
        later = second.extraction > first.extraction
    elif of_two_files and (first.was_read_as(second.text) or second.was_read_as(first.text)):
        later = not first.was_read_as(second.text)
    else:
        return None
    return replace(second, seen_at=first.seen_at) if later else first


def placed(own: list[Version], among: list[Version]) -> dict[int, int]:
    """The number of each version of one file in a row of versions: the nearest one by time, of the same text if there is one."""
    numbers = {}
    for version in own:
        same = [number for number, found in enumerate(among, 1) if found.text == version.text]
        same = same or [number for number, found in enumerate(among, 1) if found.was_read_as(version.text)]
        same = same or [*range(1, len(among) + 1)]
        numbers[version.revision] = next(
            (n for n in reversed(same) if among[n - 1].seen_at <= version.seen_at), same[0]
        )
    return numbers


def write(connection: sqlite3.Connection, article_id: int, versions: list[Version]) -> None:
    """Make these the versions of an article, with their readings, but for its current text."""
    for table in ("revision", "removed_line", "extraction"):
        connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    for number, version in enumerate(versions, 1):
        if number < len(versions):
            connection.execute(
                """INSERT INTO revision (article_id, revision, seen_at, title, body, extraction, extracted_at, rules)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                (article_id, number, version.seen_at, *version.text, *_how_read(version)),
            )
        connection.executemany(
            f"INSERT INTO extraction (article_id, revision, {_READING}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(article_id, number, *astuple(reading)) for reading in version.readings],
        )
        removed.keep(connection, article_id, number, version.removed)
    connection.execute(
        "UPDATE article SET revision = ?, extraction = ?, extracted_at = ?, rules = ? WHERE id = ?",
        (len(versions), *_how_read(versions[-1]), article_id),
    )


def _how_read(version: Version) -> tuple[int, str | None, str | None]:
    return version.extraction, version.extracted_at, version.rules
