"""``citydesk reextract``: today's rules, layouts and learning on kept pages, without fetching."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from crawler.copies.fingerprint import fingerprint
from crawler.layout import Layout
from crawler.output.reextract_report import Tally, show
from crawler.reading.extract import PortalFacts, extract
from crawler.reading.page import Page
from crawler.reading.reading import read_page
from crawler.reading.repeats import Repeats
from crawler.storage.rereading import CHUNK
from crawler.storage.store import Store
from tests.conftest import ROOT, Command
from tests.crawler.store_kit import NOON, text

HOSTS = {"harbour": "www.harbour.example", "mill": "www.mill.example"}
OLD = Layout(body="div.both", name="old")
MODULE = """from crawler.layout import Layout
from crawler.portal import PortalSpider


class Harbour(PortalSpider):
    name = "harbour"
    hosts = ("www.harbour.example",)
    layouts = (Layout(body="{body}", name="new"),)
{more}"""
BROKEN = '''
    def load(self, loader):
        """Fails on one page."""
        if loader.selector.css("h1::text").get() == "{title}":
            raise KeyError("no such thing")
'''
NOTE = "记者手记：这一段文字排在正文旁边的栏目里，讲的是采访路上的见闻。"


def title(number: int) -> str:
    return text(f"title {number}", 1)[:16]


def html(number: int, note: str = NOTE) -> str:
    """A page whose text stands in one box, and a note in the next."""
    story = "".join(f"<p>{line}</p>" for line in text(number).split("\n"))
    side = "".join(f'<li><a href="/list/{n}.html">栏目第{n}页的链接</a></li>' for n in range(60))
    return (
        f"<html><head><title>{title(number)}</title></head><body><ul>{side}</ul><h1>{title(number)}</h1>"
        f'<div class="both"><div class="text">{story}</div><div class="note"><p>{note}</p></div></div></body></html>'
    )


def page(portal: str, number: int, encoding: str = "utf-8") -> Page:
    """A page whose charset stands in its header alone."""
    url = f"http://{HOSTS[portal]}/a/{number}.html"
    return Page(url, html(number).encode(encoding), f"text/html; charset={encoding}", NOON)


class Archive:
    """A database with pages of two portals, and a folder with a module for one of them."""

    def __init__(self, folder: Path, citydesk: Command) -> None:
        self.path, self.modules, self._citydesk = folder / "citydesk.db", folder / "modules", citydesk
        self.modules.mkdir()
        self.describe("div.both")

    def describe(self, body: str, more: str = "") -> None:
        """Writes the module with another layout."""
        (self.modules / "harbour.py").write_text(MODULE.format(body=body, more=more))

    def fill(self, portal: str, numbers: range, encoding: str = "utf-8") -> None:
        """Stores articles as a crawl with the old layout did."""
        facts = PortalFacts(portal, (HOSTS[portal],), "Asia/Shanghai", (OLD,))
        with Store.open(self.path) as store:
            run = store.start_run(portal, NOON)
            for number in numbers:
                item = extract(page(portal, number, encoding), facts)
                store.put(item, fingerprint(item.title, item.body), run=run, seen_at=NOON)

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self._citydesk("reextract", "--portals", "modules", *arguments)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()

    def change(self, sql: str) -> None:
        with closing(sqlite3.connect(self.path)) as db, db:
            db.execute(sql)

    def content(self) -> str:
        with closing(sqlite3.connect(self.path)) as db:
            return "\n".join(db.iterdump())


@pytest.fixture
def archive(tmp_path: Path, citydesk: Command) -> Archive:
    return Archive(tmp_path, citydesk)


def table(out: str, portal: str) -> list[int]:
    """pages, same, text changed, only fields, only removed lines, refused, damaged, gone."""
    line = next(line for line in out.splitlines() if line.startswith(portal))
    return [int(word) for word in line.split()[1:]]


def test_pages_that_read_as_before(archive: Archive) -> None:
    archive.fill("harbour", range(4))
    archive.change("UPDATE article SET layout = 'new'")
    before = archive.content()
    done = archive.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert table(done.stdout, "harbour") == [4, 4, 0, 0, 0, 0, 0, 0]
    assert archive.content() == before


def test_another_layout_is_applied(archive: Archive) -> None:
    archive.fill("harbour", range(4))
    assert archive.rows("SELECT count(*) FROM articles WHERE body LIKE '%记者手记%'") == [(4,)]
    archive.describe("div.text")
    done = archive.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert table(done.stdout, "harbour") == [4, 0, 4, 0, 0, 0, 0, 0]
    assert archive.rows("SELECT body, extraction, revision, last_changed_at FROM articles ORDER BY id") == [
        (text(number), 2, 1, NOON) for number in range(4)
    ]
    assert archive.rows("SELECT DISTINCT body LIKE '%' || ? || '%' FROM extractions".replace("?", f"'{NOTE}'")) == [
        (1,)
    ]
    assert archive.rows("SELECT count(*) FROM revisions") == [(0,)]
    assert archive.rows(
        "SELECT count(DISTINCT rules) FROM (SELECT rules FROM articles UNION SELECT rules FROM extractions)"
    ) == [(2,)]
    assert f"[-¶{NOTE}-]" in done.stdout
    assert "harbour: fields: layout 4" in done.stdout
    assert table(archive.run().stdout, "harbour") == [4, 4, 0, 0, 0, 0, 0, 0]


def test_dry_run_shows_and_stores_nothing(archive: Archive) -> None:
    archive.fill("harbour", range(4))
    archive.describe("div.text")
    before = archive.content()
    done = archive.run("--dry-run")
    assert table(done.stdout, "harbour") == [4, 0, 4, 0, 0, 0, 0, 0]
    assert f"[-¶{NOTE}-]" in done.stdout
    assert "Nothing was stored" in done.stdout
    assert archive.content() == before


def test_today_s_learning_is_applied(archive: Archive) -> None:
    """To a portal without a module as well."""
    archive.fill("mill", range(5))
    known = Repeats()
    for number in range(20, 40):
        reading = read_page(page("mill", number))
        known.add(*reading.lesson())
    with Store.open(archive.path) as store:
        store.keep_repeats("mill", known)
    done = archive.run()
    assert table(done.stdout, "mill")[2] == 5
    assert archive.rows("SELECT body FROM articles ORDER BY id") == [(text(number),) for number in range(5)]
    assert archive.rows("SELECT DISTINCT rule FROM removed WHERE text LIKE '记者手记%'") == [
        ("repeated (20 of 20 pages)",)
    ]
    assert "mill: removed lines: repeated: +5 -0" in done.stdout


def test_two_portals_and_a_choice_of_them(archive: Archive) -> None:
    archive.fill("harbour", range(3))
    archive.fill("mill", range(10, 12))
    archive.describe("div.text")
    assert table(archive.run("mill", "--dry-run").stdout, "mill")[0] == 2
    done = archive.run("harbour", "--id", "2", "--id", "3")
    assert table(done.stdout, "harbour") == [2, 0, 2, 0, 0, 0, 0, 0]
    assert archive.rows("SELECT id FROM articles WHERE extraction = 2") == [(2,), (3,)]
    done = archive.run()
    assert [table(done.stdout, name)[0] for name in ("harbour", "mill")] == [3, 2]
    assert table(done.stdout, "harbour")[1:3] == [2, 1]


def test_since(archive: Archive) -> None:
    archive.fill("harbour", range(3))
    archive.change("UPDATE article SET published_at = '2026-02-0' || id || 'T08:00:00+08:00'")
    assert table(archive.run("--dry-run", "--since", "2026-02-02").stdout, "harbour")[0] == 2


def test_pages_in_gb18030_whose_header_alone_says_so(archive: Archive) -> None:
    archive.fill("harbour", range(3), "gb18030")
    archive.describe("div.text")
    assert table(archive.run().stdout, "harbour") == [3, 0, 3, 0, 0, 0, 0, 0]
    assert archive.rows("SELECT body, flags FROM articles ORDER BY id") == [(text(number), "[]") for number in range(3)]


def test_a_layout_that_finds_nothing_reads_generically_and_an_empty_text_is_refused(archive: Archive) -> None:
    archive.fill("harbour", range(3))
    archive.change("UPDATE article SET body = body || replace(hex(zeroblob(2000)), '00', '正文') WHERE id = 2")
    archive.describe("div.text")
    done = archive.run()
    assert table(done.stdout, "harbour") == [3, 0, 2, 0, 0, 1, 0, 0]
    assert "harbour: refused: article 2: shrunk" in done.stdout
    assert archive.rows("SELECT extraction FROM articles ORDER BY id") == [(2,), (1,), (2,)]


def test_a_module_that_fails_on_a_page(archive: Archive) -> None:
    archive.fill("harbour", range(3))
    archive.describe("div.text", BROKEN.format(title=title(1)))
    done = archive.run()
    assert table(done.stdout, "harbour") == [3, 0, 2, 0, 0, 1, 0, 0]
    assert "refused: article 2: error: KeyError: 'no such thing'" in done.stdout


def test_a_damaged_page_is_named_and_the_others_go_on(archive: Archive) -> None:
    archive.fill("harbour", range(3))
    archive.describe("div.text")
    archive.change("UPDATE raw_page SET body = substr(body, 1, length(body) - 3) WHERE article_id = 2")
    done = archive.run()
    assert done.returncode == 1
    assert table(done.stdout, "harbour") == [3, 0, 2, 0, 0, 0, 1, 0]
    assert done.stderr.startswith("citydesk: the stored page of article 2 (revision 1, part 1) is damaged: ")
    assert done.stderr.count("\n") == 1
    assert archive.rows("SELECT extraction FROM articles ORDER BY id") == [(2,), (1,), (2,)]


# --- wrong use ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("harbor",), 2, "citydesk.db has no pages of 'harbor'; it has those of: harbour"),
        (("--id", "77"), 2, "citydesk.db has no page of article 77"),
        (("mill", "--id", "1"), 2, "has no pages of 'mill'"),
        (("--since", "yesterday"), 2, "--since: 'yesterday' is no date"),
        (("--db", "none.db"), 4, "none.db does not exist"),
        (("--db", "none.db", "--dry-run"), 4, "none.db does not exist"),
        (("--portals", "nowhere"), 2, "portal folder nowhere does not exist"),
    ],
)
def test_wrong_use_is_told_in_one_line(archive: Archive, arguments: tuple[str, ...], code: int, told: str) -> None:
    archive.fill("harbour", range(1))
    done = archive.run(*arguments)
    assert done.returncode == code
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_an_empty_database(archive: Archive) -> None:
    Store.open(archive.path).close()
    done = archive.run()
    assert (done.returncode, done.stderr) == (0, "")


# --- several processes, and none that lives on --------------------------------------------------------------------------


def test_several_processes_read_the_same(archive: Archive) -> None:
    archive.fill("harbour", range(CHUNK + 5))
    archive.fill("mill", range(100, 104))
    archive.describe("div.text")
    outputs = [archive.run("--dry-run", "--jobs", jobs) for jobs in ("1", "2")]
    assert [(done.returncode, done.stderr) for done in outputs] == [(0, ""), (0, "")]
    assert table(outputs[0].stdout, "harbour") == [CHUNK + 5, 0, CHUNK + 5, 0, 0, 0, 0, 0]
    assert outputs[0].stdout == outputs[1].stdout
    done = archive.run("--jobs", "3")
    assert done.returncode == 0
    assert archive.rows("SELECT body FROM articles WHERE portal = 'harbour' ORDER BY id") == [
        (text(number),) for number in range(CHUNK + 5)
    ]


def test_several_processes_say_the_same_of_what_is_wrong(archive: Archive) -> None:
    archive.fill("harbour", range(2))
    archive.change("UPDATE raw_page SET size = 1 WHERE article_id = 2")
    assert archive.run("--jobs", "2").returncode == 1
    archive.fill("mill", range(2, 4))
    (archive.modules / "harbour.py").write_text("1 / 0")
    done = archive.run("--jobs", "2")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "harbour.py cannot be loaded: ZeroDivisionError: division by zero (line 1; " in done.stderr
    assert re.search(r"mill +2 ", done.stdout), "the other portals are read"
    archive.path.write_bytes(b"no database at all" * 100)
    done = archive.run("--jobs", "2")
    assert (done.returncode, done.stderr.count("\n")) == (4, 1)


_ORPHANED = """
import os, signal
from crawler.storage import rereading
from crawler.crawling.run import load_settings

pool = rereading.Readers("citydesk.db", load_settings({}), 2)
print(*{pool._pool.submit(os.getpid).result() for _ in range(20)}, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_no_process_outlives_the_one_that_started_it(tmp_path: Path) -> None:
    """They hold its output open: it ends when the last of them does."""
    done = subprocess.run(
        [sys.executable, "-c", _ORPHANED],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.split()


_KILLED = """
import os, signal, sys
from crawler.actions import reextract_command as command
from crawler.storage.store import Store

done, stored = [], Store.reread
def reread(self, change, made_at):
    if len(done) == {after}:
        with self.writing():
            stored(self, change, made_at)
            os.kill(os.getpid(), signal.{signal})
    done.append(change)
    return stored(self, change, made_at)

Store.reread = reread
sys.exit(command.reextract(command.Wanted(), "citydesk.db", "modules"))
"""


@pytest.mark.parametrize(("name", "after"), [("SIGKILL", 0), ("SIGKILL", 4), ("SIGTERM", 4), ("SIGINT", 4)])
def test_a_run_that_is_stopped_is_finished_by_the_next(archive: Archive, name: str, after: int) -> None:
    archive.fill("harbour", range(8))
    archive.describe("div.text")
    done = subprocess.run(
        [sys.executable, "-c", _KILLED.format(after=after, signal=name)],
        cwd=archive.path.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    if name == "SIGKILL":
        assert done.returncode == -signal.SIGKILL
    assert archive.rows("PRAGMA integrity_check") == [("ok",)]
    assert archive.rows("SELECT count(*) FROM articles WHERE extraction = 2") == [(after,)]
    assert archive.rows("SELECT count(*) FROM extractions") == [(after,)]
    done = archive.run()
    assert table(done.stdout, "harbour")[:3] == [8, after, 8 - after]
    assert archive.rows("SELECT body FROM articles ORDER BY id") == [(text(number),) for number in range(8)]
    assert archive.rows("SELECT count(*), max(extraction) FROM extractions") == [(8, 1)]


def test_the_table_keeps_names_whole_in_eighty_columns() -> None:
    console = Console(file=StringIO(), width=80, color_system=None)
    show([Tally("127.0.0.1:65535", Counter({"same": 1200, "lines": 56}))], True, console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO
    assert "127.0.0.1:65535   1256  1200 " in shown
    assert "gone\n" in shown
    assert "…" not in shown
