"""Several machines' files in one: articles, copies, versions, addresses, runs, what was learnt; twice, and after a kill."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from crawler.cli import main
from crawler.reading.items import RawPage
from crawler.reading.linekeys import PlacedLine
from crawler.reading.repeats import Repeats
from crawler.storage import merge as module
from crawler.storage.merge import BATCH
from crawler.storage.store import Store
from tests.crawler.store_kit import LATER, NOON, article, put, rows, text

ROOT = Path(__file__).parents[2]
EVENING = "2024-03-05T20:00:00+00:00"
HARBOUR = {"url": "http://harbour.example/1", "portal": "harbour"}
VIEWS = ("articles", "stories", "revisions", "sightings", "removed", "related", "skipped")
Rows = list[tuple[Any, ...]]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "here.db"


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return tmp_path / "there.db"


def fill(path: Path, *puts: tuple[Any, str]) -> None:
    with Store.open(path) as store:
        run = store.start_run("riverside", puts[0][1])
        for item, seen_at in puts:
            put(store, item, run, seen_at)
        store.finish_run(run, "ok", finished_at=puts[-1][1])


def merge(here: Path, *others: Path, json: bool = False) -> Result:
    return CliRunner().invoke(main, ["merge", *map(str, others), "--db", str(here), *["--json"] * json])


def everything(path: Path) -> dict[str, Rows]:
    found = {view: rows(path, f"SELECT * FROM {view} ORDER BY 1, 2, 3") for view in (*VIEWS, "runs")}
    return found | {
        "sketch": rows(path, "SELECT * FROM sketch"),
        "repeat": rows(path, "SELECT * FROM repeat_line"),
        "addresses": rows(path, "SELECT * FROM addresses"),
    }


def test_into_an_empty_file_all_comes_as_it_was(here: Path, there: Path) -> None:
    fill(
        there,
        (article(1), NOON),
        (article(1, **HARBOUR), NOON),
        (article(2), NOON),
        (article(2, body=f"{text(2)}\n{text('added', 1)}"), LATER),
        (article(3, flags=["mended"], fetched_url="http://m.news.example/3"), LATER),
    )
    with Store.open(there) as store:
        store.skip(
            "http://news.example/list", "riverside", "list", store.start_run("riverside", LATER, "河边新闻"), LATER
        )
    result = merge(here, there)
    assert (result.exit_code, result.output) == (
        0,
        f"{there}: 4 articles (3 new, 1 copies, 0 changed, 0 unchanged), 2 runs, 1 portal names, 5 addresses\n",
    )
    assert everything(here) == everything(there)


@pytest.mark.parametrize("again", [False, True])
def test_no_transaction_is_long(here: Path, there: Path, monkeypatch: pytest.MonkeyPatch, again: bool) -> None:
    """A crawl waits CITYDESK_BUSY_SECONDS for the lock, and an archive has a million addresses."""
    monkeypatch.setattr(module, "STEPS", 2)
    fill(there, *((article(number), NOON) for number in range(7)))
    if again:
        merge(here, there)
    said: list[str] = []
    with Store.open(here) as store, Store.read_only(there) as other:
        store.connection.set_trace_callback(said.append)
        merged = module.merge(store, other)
    assert merged.parts["addresses"] == (0 if again else 7)
    commits = [number for number, statement in enumerate(said) if statement == "COMMIT"]
    between = [said[a:b] for a, b in pairwise(commits)]
    asked = [sum("FROM frontier WHERE" in statement for statement in part) for part in between]
    assert [number for number in asked if number] == [2, 2, 2, 1]


def test_twice_is_once(here: Path, there: Path) -> None:
    fill(here, (article(1), NOON), (article(5), NOON), (article(5, body=text("b")), LATER))
    fill(there, (article(1, **HARBOUR), NOON), (article(5, body=text("c")), EVENING), (article(6), NOON))
    merge(here, there)
    before = everything(here)
    assert merge(here, there, there).exit_code == 0
    assert everything(here) == before


def test_copies_are_recognised_across_files(here: Path, there: Path) -> None:
    fill(here, (article(1, source="harbour"), NOON), (article(2), NOON))
    fill(there, (article(9), NOON), (article(1, **HARBOUR, body=f"{text('note', 1)}\n{text(1)}"), NOON))
    merge(here, there)
    found = rows(here, "SELECT id, url, story_id, is_canonical, copy_reason FROM articles")
    assert found == [
        (1, "http://news.example/1.html", 1, 0, None),
        (2, "http://news.example/2.html", 2, 1, None),
        (3, "http://news.example/9.html", 3, 1, None),
        (4, "http://harbour.example/1", 1, 1, "whole"),
    ]


def test_what_the_other_file_had_joined_stays_together(here: Path, there: Path) -> None:
    """The first article has changed since; by its text of today nobody would join the copy to it."""
    fill(here, (article(7), NOON))
    fill(there, (article(1, title="快讯"), NOON), (article(1, **HARBOUR), NOON))
    with closing(sqlite3.connect(there)) as other, other:
        other.execute("UPDATE article SET body = ?, content_hash = 'ab' WHERE id = 1", (text("quite another"),))
    merge(here, there)
    assert rows(here, "SELECT id, story_id, copy_reason FROM articles") == [
        (1, 1, None),
        (2, 2, None),
        (3, 2, "same-text"),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_versions_of_both_in_the_order_they_were_seen(here: Path, there: Path, turned: bool) -> None:
    first = [(article(1), NOON), (article(1, body=text("c")), EVENING)]
    second = [(article(1, body=text("b")), LATER)]
    fill(here, *(second if turned else first))
    fill(there, *(first if turned else second))
    merge(here, there)
    assert rows(here, "SELECT revision, seen_at, body FROM revisions") == [(1, NOON, text(1)), (2, LATER, text("b"))]
    assert rows(here, "SELECT revision, body, first_seen_at, last_seen_at, last_changed_at FROM articles") == [
        (3, text("c"), NOON, EVENING, EVENING)
    ]
    assert rows(here, "SELECT revision, count(*) FROM removed GROUP BY 1") == [(1, 2), (2, 2), (3, 2)]
    assert rows(here, "PRAGMA foreign_key_check") == []


def test_the_same_text_keeps_the_earliest_and_the_latest_time(here: Path, there: Path) -> None:
    fill(here, (article(1, source="", tags=[]), LATER))
    fill(there, (article(1, section=""), NOON), (article(1, section=""), EVENING))
    assert "1 unchanged" in merge(here, there).output
    assert rows(here, "SELECT first_seen_at, last_seen_at, revision, source, section FROM articles") == [
        (NOON, EVENING, 1, "河边日报", "本地")
    ]


def test_newer_text_settles_its_story(here: Path, there: Path) -> None:
    fill(here, (article(1), NOON), (article(1, **HARBOUR), NOON))
    fill(there, (article(1, title="别的事", body=text("quite another")), LATER))
    merge(here, there)
    assert rows(here, "SELECT id, story_id, is_canonical FROM articles") == [(1, 1, 1), (2, 2, 1)]
    assert rows(here, "SELECT DISTINCT story_id FROM sketch ORDER BY 1") == [(1,), (2,)]


def test_runs_are_numbered_anew_and_an_open_one_is_completed(here: Path, there: Path) -> None:
    fill(here, (article(1), NOON))
    with Store.open(there) as store:
        run = store.start_run("harbour", NOON)
        put(store, article(2, portal="harbour"), run)
    merge(here, there)
    with Store.open(there) as store:
        store.skip("http://news.example/list", "harbour", "list", run, LATER)
        store.finish_run(run, "ok", finished_at=LATER)
    for _ in range(2):
        merge(here, there)
        assert rows(here, "SELECT id, portal, outcome, pages FROM runs") == [
            (1, "riverside", "ok", 1),
            (2, "harbour", "ok", 2),
        ]
        assert rows(here, "SELECT url, run FROM skipped") == [("http://news.example/list", 2)]


def learnt(pages: int, start: int = 0) -> Repeats:
    known = Repeats()
    for number in range(start, start + pages):
        known.add(f"{chr(0x4E00 + 37 * number)}报", [PlacedLine(5, 6, 40.0), PlacedLine(100 + number, -(2**63), 90.0)])
    return known


def test_what_was_learnt_is_added_up_once(here: Path, there: Path) -> None:
    for path, known in ((here, learnt(4)), (there, learnt(3, 50))):
        with Store.open(path) as store:
            store.keep_repeats("riverside", known)
    for _ in range(2):
        merge(here, there)
        with Store.read_only(here) as store:
            found = store.repeats("riverside")
        assert found.pages == 7
        verdict = found.verdict(PlacedLine(5, 6, 40.0))
        assert verdict is not None
        assert (verdict.pages, verdict.of) == (7, 7)
    with Store.open(there) as store:
        store.keep_repeats("riverside", learnt(20, 50))
    merge(here, there)
    with Store.read_only(here) as store:
        assert store.repeats("riverside").pages == 20


def test_a_copied_file_teaches_nothing_twice(here: Path, there: Path) -> None:
    with Store.open(here) as store:
        store.keep_repeats("riverside", learnt(4))
    there.write_bytes(here.read_bytes())
    merge(here, there)
    with Store.read_only(here) as store:
        assert store.repeats("riverside").pages == 4


def test_pages_and_addresses_come_where_both_files_have_them(here: Path, there: Path) -> None:
    insert = """INSERT INTO raw_base (id, portal, served, digest, body) VALUES (7, 'riverside', 1, x'01', x'02');
        INSERT INTO raw_page (article_id, revision, part, base_id, size, fetched_at, content_type, body)
        VALUES (2, 1, 1, 7, 10, 'then', 'text/html', x'03');"""
    fill(here, (article(1, body=text("old")), NOON))
    fill(there, (article(5), NOON), (article(1), LATER))
    with closing(sqlite3.connect(there)) as file, file:
        file.executescript(insert)
    for _ in range(2):
        merge(here, there)
        assert rows(
            here, "SELECT p.article_id, revision, b.digest, p.body FROM raw_page p JOIN raw_base b ON b.id = base_id"
        ) == [(1, 2, b"\x01", b"\x03")]


def test_versions_that_today_s_rules_read_alike_become_one(here: Path, there: Path) -> None:
    """What the portal changed between them is stripped today, so both have one text; a page stays for it."""
    old, new = article(1, body=text("old")), article(1, body=text("new"))
    for item in (old, new):
        item.pages = [RawPage(item.url, item.body.encode(), "text/html", NOON)]
    fill(here, (old, NOON), (new, LATER))
    with closing(sqlite3.connect(here)) as file, file:
        file.execute("UPDATE revision SET title = a.title, body = a.body FROM article a WHERE a.id = article_id")
    fill(there, (article(1, body=text("newest")), EVENING))
    assert merge(here, there).exit_code == 0
    assert rows(here, "SELECT body FROM revisions") == [(text("new"),)]
    assert rows(here, "SELECT revision, body FROM articles") == [(2, text("newest"))]
    with Store.read_only(here) as store:
        assert [page.body.decode() for page in store.pages_of(1, 1)] == [text("new")]


def test_notes_of_later_versions_come_along(here: Path, there: Path) -> None:
    fill(here, (article(7), NOON))
    fill(there, (article(1), NOON), (article(1, body=text("new")), LATER))
    for path in (here, there):
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("ALTER TABLE article ADD COLUMN remark TEXT")
            file.execute("ALTER TABLE revision ADD COLUMN remark TEXT")
            if path == there:
                file.execute("UPDATE article SET remark = 'gone'")
                file.execute("UPDATE revision SET remark = 'was here'")
    merge(here, there)
    assert rows(here, "SELECT id, remark FROM article") == [(1, None), (2, "gone")]
    assert rows(here, "SELECT article_id, remark FROM revision") == [(2, "was here")]


@pytest.mark.parametrize("content", [None, b"no database at all, but long enough to be taken for one" * 99])
def test_other_files_are_checked_before_anything_is_written(here: Path, there: Path, content: bytes | None) -> None:
    fill(there, (article(1), NOON))
    bad = there.with_name("bad.db")
    if content:
        bad.write_bytes(content)
    result = merge(here, there, bad)
    assert (result.exit_code, "bad.db" in result.stderr, here.exists()) == (4, True, False)


def test_an_older_file_is_named_with_the_remedy(here: Path, there: Path) -> None:
    fill(there, (article(1), NOON))
    with closing(sqlite3.connect(there)) as other:
        other.execute("PRAGMA user_version = 1")
    result = merge(here, there)
    assert result.exit_code == 4
    assert "older citydesk (schema 1" in result.stderr
    assert "crawl with it once" in result.stderr


def test_a_file_is_not_merged_into_itself(here: Path) -> None:
    fill(here, (article(1), NOON))
    result = merge(here, here)
    assert (result.exit_code, "is the database to merge into" in result.stderr) == (2, True)


def test_the_other_file_is_only_read(here: Path, there: Path) -> None:
    fill(there, (article(1), NOON))
    before = there.read_bytes()
    merge(here, there)
    assert there.read_bytes() == before


def test_json(here: Path, there: Path) -> None:
    fill(there, (article(1), NOON))
    assert '"articles": 1, "new": 1' in merge(here, there, json=True).output


_KILLED = """
import os, signal, sys
from pathlib import Path
from crawler.storage import articles; from crawler.actions import merge_command

inserted, insert = [], articles.insert
def fatal(*arguments):
    inserted.append(1)
    if len(inserted) == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return insert(*arguments)
articles.insert = fatal
merge_command.run([Path(sys.argv[1])], sys.argv[2])
"""


def test_killed_and_run_again_is_as_if_run_once(here: Path, there: Path, tmp_path: Path) -> None:
    fill(
        there,
        *((article(number), NOON) for number in range(BATCH)),
        *((article(number, url=f"http://harbour.example/{number}", portal="harbour"), NOON) for number in range(BATCH)),
    )
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(there), str(here), str(BATCH + 5)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert rows(here, "SELECT count(*) FROM articles") == [(BATCH,)]
    assert merge(here, there).exit_code == 0
    once = tmp_path / "once.db"
    merge(once, there)
    assert everything(here) == everything(once) == everything(there)
