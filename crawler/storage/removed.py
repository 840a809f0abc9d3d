"""The lines that were stripped from pages, with the rule of each. Every function runs inside a transaction of its caller.

Portals repeat them on every page, so text and rule are kept once, in ``phrase``, and each line names them by number:
of 22 lines a page, 1.7 kB, one in four has a text that was never seen before.
"""

import sqlite3
from collections.abc import Iterable

#: Position in the page, rule and text.
Line = tuple[int, str, str]

_ADD = "INSERT OR IGNORE INTO phrase (text) VALUES (?)"
_INSERT = """INSERT INTO removed_line (article_id, revision, number, position, rule_id, text_id) VALUES (?, ?, ?, ?,
    (SELECT id FROM phrase WHERE text = ?), (SELECT id FROM phrase WHERE text = ?))"""
_LINES = """SELECT revision, position, rule.text, line.text FROM removed_line
    JOIN phrase rule ON rule.id = rule_id JOIN phrase line ON line.id = text_id"""
#: SELECT of the view ``removed``; a lost phrase shows as NULL there, so that no line vanishes silently.
VIEW = """SELECT article_id, revision, position, (SELECT text FROM phrase WHERE id = rule_id) AS rule,
    (SELECT text FROM phrase WHERE id = text_id) AS text FROM removed_line"""


def keep(connection: sqlite3.Connection, article_id: int, revision: int, lines: Iterable[Line]) -> None:
    """Keep the lines of a revision in the place of those that it has."""
    forget(connection, article_id, revision)
    kept = list(lines)
    connection.executemany(_ADD, [(phrase,) for phrase in sorted({part for _, *parts in kept for part in parts})])
    connection.executemany(
        _INSERT, [(article_id, revision, number, position, *line) for number, (position, *line) in enumerate(kept)]
    )


def forget(connection: sqlite3.Connection, article_id: int, revision: int) -> None:
    """Delete the lines of a revision."""
    connection.execute("DELETE FROM removed_line WHERE article_id = ? AND revision = ?", (article_id, revision))


def of_revision(connection: sqlite3.Connection, article_id: int, revision: int) -> list[Line]:
    """The lines of a revision in the order of the page."""
    sql = f"{_LINES} WHERE article_id = ? AND revision = ? ORDER BY number"
    return [(position, rule, text) for _, position, rule, text in connection.execute(sql, (article_id, revision))]


def of_article(connection: sqlite3.Connection, article_id: int) -> dict[int, list[Line]]:
    """The lines of each revision of an article that has some, in the order of the page."""
    found: dict[int, list[Line]] = {}
    sql = f"{_LINES} WHERE article_id = ? ORDER BY revision, number"
    for revision, position, rule, text in connection.execute(sql, (article_id,)):
        found.setdefault(revision, []).append((position, rule, text))
    return found


def drop_unused(connection: sqlite3.Connection) -> int:
    """Delete the texts that no line names any more; returns how many."""
    sql = """DELETE FROM phrase WHERE id NOT IN (SELECT rule_id FROM removed_line)
             AND id NOT IN (SELECT text_id FROM removed_line)"""
    return connection.execute(sql).rowcount
