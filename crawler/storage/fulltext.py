"""The full-text index ``article_fts``: every article's title and body as terms (``crawler.storage.terms``), in the same file.

The table is contentless (sqlite.org/fts5.html, 4.4.3): it holds the terms and no second copy of the text, so what is
taken out must be named term by term, as it was put in. Its own rows cannot be deleted before SQLite 3.43, hence the
'delete' command; no trigger can make the terms, hence the calls in ``crawler.storage.articles``. Every function runs inside
a transaction. A change of what ``fingerprint.tokens`` gives must come with a migration that calls :func:`rebuild`.
"""

import sqlite3

from crawler.storage.terms import index_text

#: detail=full: phrases and the weight of titles need positions; 1.3 kB an article against .7 without (tests.bench.search).
#: Terms come folded, so the tokenizer only splits at blanks: marks (Thai and Tibetan vowels) and characters that are
#: younger than its tables (Cn) belong to terms.
#: prefix: first characters have lists of their own, 1.4 kB an article. Else one character is gathered from the lists of all its
#: pairs, the whole archive's for each look: .3 s of 100,000 articles and growing with them, against .02 (tests.bench.million).
CREATE = """CREATE VIRTUAL TABLE article_fts USING fts5(body, title, content='', prefix='1',
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co Cn'")"""

_INSERT = "INSERT INTO article_fts (rowid, body, title) VALUES (?, ?, ?)"
_DELETE = "INSERT INTO article_fts (article_fts, rowid, body, title) VALUES ('delete', ?, ?, ?)"
_SET = "INSERT INTO article_fts (article_fts, rank) VALUES (?, ?)"
_BATCH = 1_000  # texts in memory while the index is made: about 5 MB
#: Bytes of terms that FTS5 gathers before it writes them: while the index is made, and its own default.
_MAKING, _GATHERED = 64 * 2**20, 2**20


def add(connection: sqlite3.Connection, article_id: int, title: str, body: str) -> None:
    """Make a new article findable."""
    connection.execute(_INSERT, (article_id, index_text(body), index_text(title)))


def change(connection: sqlite3.Connection, article_id: int, old: tuple[str, str], new: tuple[str, str]) -> None:
    """Put a new (title, body) in the place of the ``old`` one, which must be the text that was added."""
    if old != new:
        connection.execute(_DELETE, (article_id, *map(index_text, reversed(old))))
        add(connection, article_id, *new)


def rebuild(connection: sqlite3.Connection) -> int:
    """Make the index anew from the stored texts, merged; returns the number of articles."""
    connection.execute("INSERT INTO article_fts (article_fts) VALUES ('delete-all')")
    connection.execute(_SET, ("hashsize", _MAKING))
    done = last = 0
    sql = "SELECT id, title, body FROM article WHERE id > ? ORDER BY id LIMIT ?"
    while rows := connection.execute(sql, (last, _BATCH)).fetchall():
        connection.executemany(_INSERT, ((number, index_text(body), index_text(title)) for number, title, body in rows))
        done, last = done + len(rows), rows[-1][0]
    finish(connection)
    return done


def finish(connection: sqlite3.Connection) -> None:
    """Merge the index after very many articles at once: else the next few would have to wait for it (13 s of 500,000)."""
    connection.execute(_SET, ("hashsize", _GATHERED))
    connection.execute("INSERT INTO article_fts (article_fts) VALUES ('optimize')")


def renew(connection: sqlite3.Connection) -> None:
    """Make an index of an older kind anew, as :data:`CREATE` says; one of this kind is left as it is."""
    (found,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'article_fts'").fetchone()
    if found != CREATE:
        connection.execute("DROP TABLE article_fts")
        connection.execute(CREATE)
        rebuild(connection)


def differences(connection: sqlite3.Connection) -> tuple[int, int]:
    """Articles without index, and index entries without article; both 0 in a sound file.

    The shadow table ``article_fts_docsize`` has one row an indexed article.
    """
    sql = "SELECT count(*) FROM {} WHERE id NOT IN (SELECT id FROM {})"
    article, entry = "article", "article_fts_docsize"
    missing, foreign = (
        connection.execute(sql.format(*pair)).fetchone()[0] for pair in ((article, entry), (entry, article))
    )
    return missing, foreign
