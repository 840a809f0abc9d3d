"""A database as years of cron leave it, made in minutes: what :mod:`tests.bench.million` measures.

200 portals, the first of which bring a hundred times as much as the last, three years of days; articles with their full text,
kept pages, stripped lines, 3 % copies, 2 % revisions; the addresses of all; and the ledgers: a quarter of the portals
is crawled 48 times a day, which is most of all rows. Rows are those that the store writes, written in bulk and in the order
of their keys, without the indexes that are made at the end. Content hashes and the look-up of copies (of the last 90
days, as ``tidy`` leaves it) hold random numbers: no copy of these articles is found.
"""

import json
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path

from crawler.storage import fulltext
from crawler.storage.packing import Base, base_of, digest
from crawler.storage.pruning import INDEX_MARK
from crawler.storage.store import Store
from tests.bench.prose import Prose

PORTALS, FREQUENT, DAYS = 200, 50, 1_095
RUNS = 48  # a day of a frequent portal; the others have two
RECENT = 90  # days of which the look-up of copies, lists of skipped pages and figures are kept
COPIES, REVISED = 0.03, 0.02
PAGES = 20  # different pages a portal, kept again and again
#: Articles in memory while the full text is made; FTS5 itself holds 400 MB of terms, or it would spend its time merging.
BATCH, HASH_BYTES = 1_000, 400_000_000

_ARTICLE = """INSERT INTO article (id, portal, url, story_id, is_canonical, revision, published_unix, published_at, first_seen_at,
    last_seen_at, last_changed_at, content_hash, title, section, source, language, layout, breadcrumbs, authors, credits, tags,
    images, flags, body, damage, copy_reason) VALUES
    (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '民生', '河边日报', 'zh', 'div.content', '["首页","民生"]', '["王小明"]',
     '[{"role":"编辑","name":"李河"},{"role":"审核","name":"赵山"}]', '["河边"]', '[]', '[]', ?, 0, ?)"""
_TALLY = {"read": 1, "links": 60, "found": 2, "new": 1, "unchanged": 4, "fresh": 1}
_SOURCES = json.dumps({f"http://www.example.cn/{name}/": _TALLY for name in ("", "news", "local", "life", "notices")})
_FIGURES = {"pages": {"new": 2, "unchanged": 5}, "articles": {"read": 7, "news": 2}, "fields": {"title": 7, "source": 7},
            "layouts": {"div.content": 7}, "designs": {f"html>body>div.n{n}": 2 for n in range(20)}, "chars": {"35": 3, "37": 4},
            "lines": {"kept": 60, "removed": 80}, "rules": {f"rule-{n}": 7 for n in range(25)}}  # fmt: skip

#: The ledgers, whole in SQL: ``p`` is a portal, ``d`` a day (0: the first), ``s`` a run of the day.
_LEDGERS = """
WITH RECURSIVE d (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d WHERE n < :days),
    s (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < 47), p (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM p WHERE n < :portals)
INSERT INTO run (portal, started_at, finished_at, outcome, pages, new, unchanged, seconds, bytes, sources, fields, requests,
                 figures, body_chars)
    SELECT 'portal' || p.n, strftime('%Y-%m-%dT%H:%M:00+00:00', :first + 86400 * d.n + 1800 * s.n, 'unixepoch'),
        strftime('%Y-%m-%dT%H:%M:40+00:00', :first + 86400 * d.n + 1800 * s.n, 'unixepoch'), 'ok', 3, 1, 2, 40.0, 90000,
        :sources, '{"title": 3, "source": 3}', 9, iif(d.n > :days - :recent, :figures, '{}'), '{"10": 300, "50": 450, "90": 900}'
    FROM d CROSS JOIN s CROSS JOIN p WHERE (p.n <= :frequent OR s.n IN (13, 30)) AND :first + 86400 * d.n + 1800 * s.n < :now;
WITH RECURSIVE d (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d WHERE n < :days),
    p (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM p WHERE n < :portals)
INSERT INTO portal_day (portal, day, runs, good, news, pages, new, figures, sources)
    SELECT 'portal' || p.n, date(:first + 86400 * d.n, 'unixepoch'), iif(p.n <= :frequent, 48, 2), 2, max(1, 100 / p.n), 144, 48,
        iif(d.n > :days - :recent, :figures, '{}'), iif(d.n > :days - :recent, :sources, '{}') FROM p CROSS JOIN d;
INSERT INTO portal_state (portal, timezone) SELECT DISTINCT portal, 'Asia/Shanghai' FROM portal_day;
INSERT INTO phrase (id, text) WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 5000)
    SELECT n, iif(n < 50, 'rule-' || n, '上一篇：第' || n || '次报道') FROM n;
INSERT INTO removed_line (article_id, revision, number, position, rule_id, text_id)
    SELECT a.id, a.revision, k.value, 10 * k.value, 1 + (a.id + k.value) % 49, 50 + (7919 * a.id + 104729 * k.value) % 4950
    FROM article a CROSS JOIN json_each('[1, 2, 3, 4, 5, 6]') k;
INSERT INTO sighting SELECT 'http://m.example.cn/' || id, id, first_seen_at, last_seen_at, 200 FROM article WHERE id % 20 = 0
    ORDER BY 1;
INSERT INTO relation SELECT id, id - 20, 'sibling', '{"shared": 0.21}' FROM article WHERE id % 100 = 50;
INSERT INTO skipped_page (url, portal, reason, seen_at, run)
    SELECT url || '?video', portal, 'no-text', first_seen_at, 1 + id % (SELECT max(id) FROM run) FROM article WHERE first_seen_at > :recently AND id % 3 = 0;
INSERT INTO frontier (portal, url, kind, state, status, rank, found_at, checked_at, due_at, via, twin, checks)
    SELECT portal, url, 'article', 'done', 200, published_unix, published_unix, published_unix + 600,
        iif(published_unix > :now - 2592000, :now + 86400, NULL), 'http://www.' || portal || '.example/', random(), 3
    FROM article ORDER BY portal, url;
WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 30)
INSERT INTO frontier (portal, url, kind, state, status, found_at, checked_at, due_at, depth, twin)
    SELECT portal, 'http://www.' || portal || '.example/list' || n.n || '/', 'list', 'done', 200, :first, :now - 900, :now + 900 * n.n,
        1, random() FROM portal_state CROSS JOIN n"""


def fill(path: Path, articles: int, seed: int = 7) -> None:
    """Makes a database of so many articles, whose last day is today; one that is there already is left as it is."""
    if path.exists():
        return
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    Store.open(part).close()
    with closing(sqlite3.connect(part, isolation_level=None)) as file:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000", "locking_mode = EXCLUSIVE"):
            file.execute(f"PRAGMA {setting}")
        indexes = file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOTNULL").fetchall()
        for name, _ in indexes:
            file.execute(f"DROP INDEX {name}")
        file.execute("BEGIN")
        archive = _Archive(file, articles, seed)
        for step in (archive.articles, archive.pages, archive.ledgers, archive.lookup):
            _timed(step.__name__, step)
        for name, sql in indexes:
            _timed(name, partial(file.execute, sql))
        file.execute("COMMIT")
        file.execute("PRAGMA locking_mode = NORMAL")
        file.execute("PRAGMA journal_mode = WAL")
    part.rename(path)


def _timed(name: str, step: Callable[[], object]) -> None:
    before = time.process_time()
    step()
    if (spent := time.process_time() - before) > 1:
        print(f"  {name}: {spent:.0f} s CPU", flush=True)


class _Archive:
    def __init__(self, file: sqlite3.Connection, articles: int, seed: int) -> None:
        self._file, self._number, self._chance, self._prose = file, articles, random.Random(seed), Prose(seed)
        self._now = int(time.time())
        self._first = (self._now // 86_400 - DAYS + 1) * 86_400
        self._young = round(articles * (1 - RECENT / DAYS))  # the last article that the look-up has forgotten

    def articles(self) -> None:
        """Articles with their revisions and full text."""
        self._file.execute(fulltext._SET, ("hashsize", HASH_BYTES))
        stories: list[int] = []
        rows = self._rows(stories)
        while batch := [row for _, row in zip(range(BATCH), rows, strict=False)]:
            self._file.executemany(_ARTICLE, (row for row, _, _ in batch))
            self._file.executemany(fulltext._INSERT, ((row[0], terms, title) for row, terms, title in batch))
            self._file.executemany(
                "INSERT INTO revision (article_id, revision, seen_at, title, body) VALUES (?, 1, ?, ?, ?)",
                ((row[0], row[8], row[12], f"{row[13]}。") for row, _, _ in batch if row[5] == 2),
            )
        fulltext.finish(self._file)

    def _rows(self, stories: list[int]) -> Iterator[tuple[tuple[object, ...], str, str]]:
        """The values of each article, and the terms of its body and title."""
        weights = list(accumulate(1 / (2 + number) for number in range(PORTALS)))
        portals = self._chance.choices(range(1, PORTALS + 1), cum_weights=weights, k=self._number)
        span = self._now - 3_600 - self._first
        for number, portal in enumerate(portals, 1):
            (body, terms), (title, title_terms) = self._prose.body(), self._prose.title()
            seen = self._first + span * number // self._number
            day = datetime.fromtimestamp(seen, UTC)
            seen_at, published = day.isoformat(), (day + timedelta(hours=7, minutes=40)).isoformat()
            is_copy = number > BATCH and self._chance.random() < COPIES
            story = stories[-self._chance.randrange(1, min(500, len(stories)))] if is_copy else number
            if not is_copy:
                stories.append(number)
            url = f"http://www.portal{portal}.example/{published[:7]}/{published[8:10]}/c{number}.html"
            yield (
                (number, f"portal{portal}", url, story, not is_copy, 1 + (self._chance.random() < REVISED), seen - 1_200,
                 f"{published[:19]}+08:00", seen_at, seen_at, seen_at, f"{self._chance.getrandbits(64):016x}", title, body,
                 "similar" if is_copy else None), terms, title_terms,
            )  # fmt: skip

    def pages(self) -> None:
        """A kept page of each article: a few a portal, packed as the store does, come back again and again."""
        packed = {}
        for portal in range(1, PORTALS + 1):
            whole = [self._page(portal) for _ in range(PAGES + 1)]
            base = base_of(whole[0])
            sql = "INSERT INTO raw_base (id, portal, served, digest, body) VALUES (?, ?, 500, ?, ?)"
            self._file.execute(sql, (portal, f"portal{portal}", digest(base), Base(b"").pack(base)))
            packed[f"portal{portal}"] = portal, [(len(page), Base(base).pack(page)) for page in whole[1:]]
        rows = self._file.execute("SELECT id, portal, revision, first_seen_at FROM article")
        self._file.executemany(
            """INSERT INTO raw_page (article_id, revision, base_id, size, fetched_at, content_type, body)
               VALUES (?, ?, ?, ?, ?, 'text/html; charset=utf-8', ?)""",
            (
                (number, revision, packed[portal][0], size, seen_at, body)
                for number, portal, revision, seen_at in rows
                for size, body in (packed[portal][1][number % PAGES],)
            ),
        )

    def _page(self, portal: int) -> bytes:
        links = "".join(f"<li><a href=/{n}.html>{self._prose.title()[0]}</a></li>" for n in range(60))
        text = self._prose.body()[0].replace("\n", "</p><p>")
        return f"<html><title>portal{portal}</title><ul>{links}</ul><p>{text}</p></html>".encode()

    def ledgers(self) -> None:
        """Runs, days, stripped lines, addresses."""
        figures = json.dumps(_FIGURES)
        recently = datetime.fromtimestamp(self._now - RECENT * 86_400, UTC).isoformat()
        values = {"days": DAYS - 1, "portals": PORTALS, "frequent": FREQUENT, "first": self._first, "now": self._now,
                  "recent": RECENT, "sources": _SOURCES, "figures": figures, "recently": recently}  # fmt: skip
        for statement in _LEDGERS.split(";\n"):
            _timed(statement.strip().splitlines()[0][:50], partial(self._file.execute, statement, values))

    def lookup(self) -> None:
        """24 hashes a young story."""
        young = self._file.execute("SELECT id FROM article WHERE id > ? AND id = story_id", (self._young,)).fetchall()
        hashes = sorted((self._chance.getrandbits(31), story) for (story,) in young for _ in range(24))
        self._file.executemany("INSERT OR IGNORE INTO sketch (hash, story_id) VALUES (?, ?)", hashes)
        self._file.execute("INSERT INTO keeping (name, value) VALUES (?, ?)", (INDEX_MARK, str(self._young)))
