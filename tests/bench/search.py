"""How well and how fast words are found: ``python -m tests.bench.search FOLDER [--articles N]``.

FOLDER holds ``store.jsonl.gz`` (articles: title, text). Their sentences are drawn anew into N articles of about 600
characters (so the words are as frequent as in real news, and no text comes twice), stored as a migration stores them.
Truth is a full scan: the article whose normalised title or body holds the normalised word. The words are drawn from
the texts at random: places where no punctuation stands, of 1, 2, 3, 4 and 6 characters, and whole Latin words.
Printed for each length: recall, precision, median milliseconds of the index (first 10 ids, ranked), of the index (all
ids) and of the scan, which is SQLite's LIKE over the normalised texts.
"""

import argparse
import gzip
import json
import random
import re
import sqlite3
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from crawler.copies.fingerprint import normalise, tokens
from crawler.storage import fulltext
from crawler.storage.catalogue import COUNTED, RANKED, count_sql, search_sql
from crawler.storage.query import Phrase
from crawler.storage.terms import terms

_LENGTHS = (1, 2, 3, 4, 6)


def articles(folder: Path, number: int, chance: random.Random) -> list[tuple[str, str]]:
    """Title and body of so many articles, made of the sentences of real ones."""
    with gzip.open(folder / "store.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    titles = [record["title"] for record in records]
    sentences = [part for record in records for part in re.split(r"(?<=[。！？.])", record["text"]) if len(part) > 8]
    made = []
    for _ in range(number):
        body: list[str] = []
        while sum(map(len, body)) < 600:
            body.append(chance.choice(sentences))
        made.append((chance.choice(titles), "".join(body)))
    return made


def store(connection: sqlite3.Connection, made: list[tuple[str, str]]) -> None:
    """The articles as stored, the normalised ones for the scan, and the index."""
    connection.execute("CREATE TABLE article (id INTEGER PRIMARY KEY, portal, published_at, first_seen_at, "
                       "published_unix, story_id, is_canonical, title, body)")  # fmt: skip
    connection.execute("CREATE INDEX article_story ON article(story_id, portal)")
    connection.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, title, body)")
    connection.executemany(
        "INSERT INTO article VALUES (?1, 'a', '2024-01-01', '2024-01-01', ?1, ?1, 1, ?2, ?3)",
        ((number, *texts) for number, texts in enumerate(made, 1)),
    )
    connection.executemany(
        "INSERT INTO plain VALUES (?, ?, ?)", ((number, *map(normalise, texts)) for number, texts in enumerate(made, 1))
    )
    connection.commit()


def words(made: list[tuple[str, str]], length: int, number: int, chance: random.Random) -> list[str]:
    """Words of ``length`` Han characters as they stand in the texts; 0: Latin words of at least three letters."""
    pattern = re.compile(f"[\u4e00-\u9fff]{{{length}}}" if length else r"\b[A-Za-z]{3,}\b")
    found: set[str] = set()
    while len(found) < number:
        places = [hit.start() for hit in pattern.finditer(chance.choice(made)[1])]
        if places:
            text = made[chance.randrange(len(made))][1]
            start = chance.randrange(len(text))
            if hit := pattern.search(text, start):
                found.add(hit.group())
    return sorted(found)


def timed(ask: Callable[[], set[int]]) -> tuple[set[int], float]:
    """The answer, and the CPU milliseconds it took."""
    started = time.process_time()
    answer = ask()
    return answer, 1000 * (time.process_time() - started)


def ids(connection: sqlite3.Connection, sql: str, *values: str) -> set[int]:
    """The first column of the answer."""
    return {row[0] for row in connection.execute(sql, values)}


def measure(connection: sqlite3.Connection, asked: list[str], conjunction: bool) -> tuple[float, ...]:
    """Recall, precision and the three medians."""
    true = known = found = 0
    times: list[tuple[float, float, float]] = []
    whole, best = "SELECT rowid FROM article_fts WHERE article_fts MATCH ?", search_sql("1", "relevance", False)
    for word in asked:
        match = Phrase(tuple(tokens(word))).expression
        if conjunction:
            match = " ".join(f'"{term}"' for term in terms(tokens(word))[: max(len(word) - 1, 1)]) + " *" * (
                len(word) == 1
            )
        plain = normalise(word)
        pattern = f"%{plain}%"
        latin = plain.isascii()
        scan = "SELECT id FROM plain WHERE title LIKE ? OR body LIKE ?"
        truth, slow = timed(partial(ids, connection, scan, pattern, pattern))
        if latin:  # a word, not a part of one
            border = re.compile(rf"(?<![^\W\u2e80-\u9fff]){re.escape(plain)}(?![^\W\u2e80-\u9fff])")
            texts = (
                (number, connection.execute("SELECT title, body FROM plain WHERE id = ?", (number,)).fetchone())
                for number in truth
            )
            truth = {number for number, two in texts if any(map(border.search, two))}
        answer, quick = timed(partial(ids, connection, whole, match))

        def ranked(match: str = match) -> set[int]:
            values = {"match": match, "limit": 10, "ranked": RANKED, "counted": COUNTED, "first": 130}
            values |= {"lowest": 0, "highest": 2**63 - 1}
            lowest = connection.execute(count_sql("1"), values).fetchone()[1]
            rows = connection.execute(best, {**values, "lowest": lowest or 0})
            return {row[0] for row in rows}

        top, first = (set(), 0.0) if conjunction else timed(ranked)
        assert top <= answer
        true, known, found = true + len(truth & answer), known + len(truth), found + len(answer)
        times.append((first, quick, slow))
    return (
        true / max(known, 1),
        true / max(found, 1),
        *(statistics.median(column) for column in zip(*times, strict=True)),
    )


def main() -> None:
    """Prints one table for each level of detail of the index."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=20, help="words of each length")
    parser.add_argument("--detail", nargs="*", default=["full"], choices=["full", "column", "none"])
    parser.add_argument("--db", default=":memory:", help="a new file for the database")
    options = parser.parse_args()
    chance = random.Random(4)
    made = articles(options.folder, options.articles, chance)
    connection = sqlite3.connect(options.db)
    store(connection, made)
    asked = {length: words(made, length, options.words, chance) for length in (*_LENGTHS, 0)}
    for detail in options.detail:
        connection.execute("DROP TABLE IF EXISTS article_fts")
        create = (
            fulltext.CREATE
            if detail == "full"
            else fulltext.CREATE.replace("content=''", f"content='', detail={detail}")
        )
        connection.execute(create)
        started = time.process_time()
        fulltext.rebuild(connection)
        connection.commit()
        spent = time.process_time() - started
        size = connection.execute("SELECT sum(length(block)) FROM article_fts_data").fetchone()[0]
        print(
            f"detail={detail}: {len(made):,} articles, {1000 * spent / len(made):.2f} ms and {size / len(made):,.0f} bytes an article"
        )
        print("characters    recall  precision  ms first 10  ms all ids  ms scan  times as fast (first 10, all ids)")
        for length, list_of_words in asked.items():
            recall, precision, first, quick, slow = measure(connection, list_of_words, detail != "full")
            faster = f"{slow / first:,.0f}" if first else "-"
            print(
                f"{length or 'Latin':>10}  {recall:8.4f}  {precision:9.4f}  {first:11.2f}  {quick:10.2f}  {slow:7.1f}  {faster}, {slow / quick:,.0f}"
            )


if __name__ == "__main__":
    main()
