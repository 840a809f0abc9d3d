"""Every kind of damage is found under its name, mended where that is possible, and told apart from a sound file."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from crawler.actions.doctor_command import as_data, cause_of, lines
from crawler.checks.file import WHOLE_BYTES
from crawler.checks.registry import Check, Finding, register, registered
from crawler.checks.ward import Ward
from crawler.monitoring.outcome import ExitCode
from crawler.reading.items import Article, RawPage
from crawler.scheduling import frontier
from crawler.scheduling.visits import Lead, Visit
from crawler.storage import database
from crawler.storage.database import PAGE_BYTES, DatabaseProblem
from crawler.storage.doctor import Report, examine
from crawler.storage.pruning import prune_some
from crawler.storage.schema import VERSION
from crawler.storage.store import Store
from tests.crawler.store_kit import LATER, NOON, article, put, text
from tests.crawler.test_migrations import FIXTURES, restored


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Six stories with a copy each, one with its page; the first article of one became a text of its own; a skipped page."""
    path = tmp_path / "news.db"
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        for number in range(1, 7):
            (put if number < 6 else keep_page)(store, article(number), run)
            put(store, article(number, url=f"http://other.example/{number}", portal="harbour"), run)
        put(store, article(1, body=text("changed")), run, LATER)
        store.skip("http://news.example/list", "riverside", "list", run, NOON)
        store.finish_run(run, "ok", finished_at=LATER)
    return path


def keep_page(store: Store, item: Article, run: int) -> None:
    """Stores an article as a crawl does: with its page, and the state of its address."""
    item.pages = [RawPage(item.url, b"<p>" + item.body.encode(), "text/html", NOON)]
    with store.writing() as connection:
        frontier.add(connection, "riverside", [Lead(item.url)], 1_700_000_000)
    visit = Visit("riverside", item.url, "done", at=1_700_000_000, due_at=1_800_000_000, status=200)
    put(store, item, run, visit=visit)


def spoil(path: Path, *statements: str) -> None:
    """Changes made by a program that does not know the rules."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            other.execute(statement)


def wrong(report: Report) -> dict[str, int]:
    return {result.check.id: result.finding.count for result in report.results if not result.sound}


def contents(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as reader:
        return reader.execute("SELECT id, url, title, body, revision FROM articles ORDER BY id").fetchall()


def test_a_sound_file_is_sound(path: Path) -> None:
    report = examine(path)
    assert wrong(report) == {}
    assert report.code == ExitCode.DONE
    assert [result.check for result in report.results] == list(registered())


@pytest.mark.parametrize("dump", FIXTURES, ids=lambda dump: dump.stem)
def test_files_of_every_version_are_sound_after_migration(dump: Path, tmp_path: Path) -> None:
    path = restored(dump, tmp_path)
    before = examine(path)
    assert (wrong(before), before.code) == ({"schema.current": 1}, ExitCode.SOME_FAILED)
    after = examine(path, mend=True)
    assert (wrong(after), after.code) == ({}, ExitCode.DONE)
    assert len(list(tmp_path.glob("*.bak"))) == 1
    assert wrong(examine(path)) == {}


HASH = "(SELECT min(hash) FROM sketch WHERE story_id = 3)"
MENDABLE = {
    "lookup.orphans": ["INSERT INTO sketch VALUES (5, 999), (6, 2)"],
    "lookup.missing": ["DELETE FROM sketch WHERE story_id IN (3, 5)"],
    "texts.hash": ["UPDATE article SET content_hash = 'none' WHERE id = 7"],
    "texts.lookup": [f"UPDATE sketch SET hash = 77 WHERE story_id = 3 AND hash = {HASH}"],
    "stories.canonical": ["UPDATE article SET is_canonical = 0 WHERE story_id = 5"],
    "stories.first": ["DELETE FROM sketch WHERE story_id = 3", "UPDATE article SET story_id = 900 WHERE story_id = 3"],
    "runs.counts": ["UPDATE run SET pages = pages + 3, skips = skips + 3"],
    "removed.revisions": ["UPDATE removed_line SET revision = 7 WHERE article_id = 3"],
    "json.valid": ["UPDATE article SET tags = '[oops' WHERE id = 4"],
    "schema.views": ["DROP VIEW stories", "CREATE VIEW stories AS SELECT id, title FROM article"],
    "schema.indexes": ["DROP INDEX article_content"],
    "schema.version": ["PRAGMA user_version = 1"],
    "search.rows": [
        "DELETE FROM article_fts_docsize WHERE id = 4",
        "INSERT INTO article_fts_docsize VALUES (99, x'00')",
    ],
    "search.texts": [
        "INSERT INTO article_fts (article_fts) VALUES ('delete-all')",
        "INSERT INTO article_fts (rowid, body, title) SELECT id, 'another', title FROM article",
    ],
    "frontier.articles": ["DELETE FROM frontier WHERE url LIKE '%/6.html'"],
    "frontier.waiting": [
        "UPDATE frontier SET state = 'retry', due_at = NULL",
        "INSERT INTO frontier (portal, url, kind, state, found_at) VALUES ('riverside', 'http://x.example/', 'list', 'lost', 1)",
    ],
    "merge.names": ["INSERT INTO portal_title VALUES ('riverside', ' ')", "DELETE FROM store_id"],
    "file.references": ["UPDATE sighting SET article_id = 99", "INSERT INTO relation VALUES (1, 98, 'sibling', '{}')"],
}


@pytest.mark.parametrize("name", MENDABLE)
def test_what_can_be_mended_is_found_and_mended(path: Path, name: str) -> None:
    before = contents(path)
    spoil(path, *MENDABLE[name])
    found = examine(path)
    assert name in wrong(found), wrong(found)
    assert found.code == ExitCode.SOME_FAILED
    assert any(result.finding.examples for result in found.results if result.check.id == name)
    mended = examine(path, mend=True)
    assert wrong(mended) == {}
    assert mended.code == ExitCode.DONE
    assert wrong(examine(path)) == {}
    assert contents(path) == before


def test_every_check_that_mends_is_tried_above() -> None:
    mends = {check.id for check in registered() if check.mend} - {"file.integrity"}
    assert mends <= {*MENDABLE, *ELSEWHERE}, "a check without a file that it must find"


#: Checks of other parts, tried in the tests of those.
ELSEWHERE: set[str] = set()


def test_a_second_canonical_copy_is_found_without_the_index_that_forbids_it(path: Path) -> None:
    spoil(path, "DROP INDEX article_canonical", "UPDATE article SET is_canonical = 1 WHERE story_id = 3")
    assert wrong(examine(path)) == {"stories.canonical": 1, "schema.indexes": 1}
    assert wrong(examine(path, mend=True)) == {}


def test_a_worse_canonical_copy_is_replaced(path: Path) -> None:
    spoil(path, "UPDATE article SET damage = 2 WHERE id = 3")
    assert wrong(examine(path)) == {"stories.canonical": 1}
    examine(path, mend=True)
    with Store.read_only(path) as store:
        assert [row["id"] for row in store.story(3)] == [4, 3]


def test_a_story_without_its_first_article_goes_on_with_the_next(path: Path) -> None:
    spoil(path, "UPDATE article SET story_id = 900 WHERE story_id = 3", "DELETE FROM sketch WHERE story_id = 3")
    examine(path, mend=True)
    with Store.open(path) as store:
        assert [row["id"] for row in store.story(3)] == [3, 4]
        again = put(store, article(2, url="http://third.example/2"), store.start_run("hillside", LATER))
        assert (again.outcome, again.story_id) == ("copy", 3)


def test_mending_makes_a_story_findable_again(path: Path) -> None:
    spoil(path, "DELETE FROM sketch")
    assert wrong(examine(path))["lookup.missing"] == 7
    examine(path, mend=True)
    changed = text(3)[:-9]
    with Store.open(path) as store:
        stored = put(store, article(3, url="http://third.example/3", body=changed), store.start_run("hillside", LATER))
    assert (stored.outcome, stored.reason != "same-text") == ("copy", True)


def test_a_pruned_story_is_not_missing(path: Path) -> None:
    with Store.open(path) as store:
        assert prune_some(store, LATER, most=6) == 6
    with closing(sqlite3.connect(path)) as reader:
        assert reader.execute("SELECT count(DISTINCT story_id) FROM sketch").fetchone() == (3,)
    assert wrong(examine(path)) == {}
    spoil(path, "DELETE FROM sketch")
    assert wrong(examine(path)) == {"lookup.missing": 3}


def test_a_text_that_many_stories_share_is_not_missing(path: Path) -> None:
    """Its hashes were left out when it came, for they lead to too many stories."""
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        for number in range(20):
            same = article(
                f"form {number}",
                title=f"{number}",
                body="今天没有新的通知。",
                published_at=f"20{number:02}-03-05T08:30:00+08:00",
            )
            put(store, same, run)
    with closing(sqlite3.connect(path)) as reader:
        (left_out,) = reader.execute(
            "SELECT count(*) FROM article WHERE id = story_id AND id NOT IN (SELECT story_id FROM sketch)"
        ).fetchone()
    assert left_out > 0
    assert wrong(examine(path)) == {}


BEYOND = {
    "revisions.whole": ["DELETE FROM revision"],
    "schema.tables": ["DROP VIEW related", "DROP TABLE relation"],
    "file.references": ["UPDATE revision SET article_id = 99"],
    "removed.texts": ["DELETE FROM phrase WHERE text = 'login'"],
    "pages.readable": ["UPDATE raw_page SET body = substr(body, 1, length(body) / 2)"],
    "pages.revisions": ["UPDATE raw_page SET revision = 5"],
    "extractions.whole": ["UPDATE article SET extraction = 3 WHERE id = 2"],
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_cannot_be_mended_stays_and_says_so(path: Path, name: str) -> None:
    spoil(path, *BEYOND[name])
    for mend in (False, True):
        report = examine(path, mend=mend)
        assert name in wrong(report)
        assert report.code == ExitCode.DATABASE
    assert "put back a backup" in cause_of(report)


def test_a_lost_column_stops_the_checks_that_need_it(path: Path) -> None:
    spoil(path, "DROP VIEW runs", "ALTER TABLE run DROP COLUMN seconds")
    report = examine(path)
    assert list(wrong(report)) == ["schema.tables"]
    assert report.results[-1].finding.examples == ("table run has no seconds",)


@pytest.fixture
def large(path: Path) -> Path:
    """More pages, so that single ones can be damaged."""
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        for number in range(100, 160):
            put(store, article(number, body=text(number, 12)), run)
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def overwrite(path: Path, table: str, page: int) -> None:
    """Writes nonsense over one page of a table."""
    with closing(sqlite3.connect(path)) as reader:
        sql = "SELECT pageno FROM dbstat WHERE name = ? ORDER BY pageno LIMIT 1 OFFSET ?"
        try:
            (number,) = reader.execute(sql, (table, page)).fetchone()
        except sqlite3.OperationalError:
            pytest.skip("this SQLite has no page statistics")
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE_BYTES)
        file.write(b"\xff" * PAGE_BYTES)


def test_damage_says_what_can_still_be_read(large: Path) -> None:
    overwrite(large, "article", 3)
    for mend in (False, True):
        report = examine(large, mend=mend)
        assert wrong(report)["file.integrity"]
        assert report.code == ExitCode.DATABASE
    rows, whole = report.tables["article"]
    assert not whole
    assert rows < 72
    assert report.tables["removed_line"][1]
    printed = "\n".join(lines(report))
    assert "DAMAGED  file.integrity" in printed
    assert "rows, then damage" in printed
    assert ".recover" in cause_of(report)


def test_a_large_file_is_checked_table_by_table(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert WHOLE_BYTES > 0
    monkeypatch.setattr("crawler.checks.file.WHOLE_BYTES", 0)
    assert wrong(examine(large)) == {}
    overwrite(large, "article", 3)
    assert wrong(examine(large))["file.integrity"]


def test_an_index_that_lost_rows_is_rebuilt(path: Path) -> None:
    spoil(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = sql || ' WHERE id < 0' WHERE name = 'article_content'",
    )
    spoil(path, "REINDEX article_content")
    spoil(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, ' WHERE id < 0', '') WHERE name = 'article_content'",
    )
    report = examine(path)
    assert wrong(report)["file.integrity"] > 0
    assert report.code == ExitCode.SOME_FAILED
    assert wrong(examine(path, mend=True)) == {}


def test_quick_leaves_out_the_slow_checks(path: Path) -> None:
    spoil(path, *MENDABLE["texts.hash"])
    report = examine(path, quick=True)
    assert wrong(report) == {}
    assert not any(result.check.slow for result in report.results)


def test_what_a_crawl_writes_meanwhile_is_no_finding(path: Path) -> None:
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        numbers = iter(range(1_000, 2_000))

        def crawl(*_: str) -> None:
            number = next(numbers)
            put(store, article(number), run, LATER)
            put(store, article(number, body=text(f"{number} changed")), run, LATER)

        assert wrong(examine(path, tick=crawl)) == {}
        assert next(numbers) > 1_010


def test_checking_writes_nothing(path: Path) -> None:
    with Store.open(path) as store:
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    examine(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("mend", [False, True])
def test_files_that_are_not_ours_are_left_alone(tmp_path: Path, mend: bool) -> None:
    foreign = tmp_path / "other.db"
    spoil(foreign, "CREATE TABLE article (headline TEXT)")
    before = foreign.read_bytes()
    with pytest.raises(DatabaseProblem, match="another program"):
        examine(foreign, mend=mend)
    assert foreign.read_bytes() == before
    newer = tmp_path / "newer.db"
    Store.open(newer).close()
    spoil(newer, f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(DatabaseProblem, match="newer citydesk"):
        examine(newer, mend=mend)
    with pytest.raises(DatabaseProblem, match="does not exist"):
        examine(tmp_path / "none.db", mend=mend)


def test_a_file_larger_than_what_is_checked_at_the_start(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crawl takes it, the doctor does not."""
    monkeypatch.setattr(database, "CHECK_BYTES", 0)
    overwrite(large, "article", 3)
    Store.open(large).close()
    assert examine(large).code == ExitCode.DATABASE


def test_the_report_as_json(path: Path) -> None:
    spoil(path, *MENDABLE["lookup.missing"])
    data = json.loads(json.dumps(as_data(examine(path))))
    assert (data["path"], data["code"]) == (str(path), 1)
    (missing,) = [check for check in data["checks"] if check["state"] != "ok"]
    assert (missing["id"], missing["state"], missing["count"]) == ("lookup.missing", "mendable", 2)
    assert missing["examples"] == ["story 3 has no row", "story 5 has no row"]


@pytest.fixture
def another_check(monkeypatch: pytest.MonkeyPatch) -> Callable[[Check], None]:
    monkeypatch.setattr("crawler.checks.registry._checks", [*registered()])

    def add(check: Check) -> None:
        register(check)

    return add


def test_other_parts_can_register_checks(path: Path, another_check: Callable[[Check], None]) -> None:
    def none_of_riverside(ward: Ward) -> Finding:
        return Finding.of([str(row[0]) for row in ward.rows("SELECT id FROM article WHERE portal = 'riverside'")])

    another_check(Check("mine.portal", "no article is of riverside", none_of_riverside))
    report = examine(path)
    assert wrong(report) == {"mine.portal": 6}
    assert len(report.results[-1].finding.examples) == 5
    assert "… 6 in all" in "\n".join(lines(report))
    with pytest.raises(ValueError, match=r"mine\.portal"):
        another_check(Check("mine.portal", "again", none_of_riverside))


def test_a_mending_that_fails_is_told(path: Path, another_check: Callable[[Check], None]) -> None:
    def fails(ward: Ward) -> None:
        with ward.writing() as connection:
            connection.execute("INSERT INTO run (id, portal, started_at) VALUES (1, '', '')")

    another_check(Check("mine.fails", "never true", lambda _: Finding(1, ("so",)), "tries in vain", fails))
    report = examine(path, mend=True)
    assert report.code == ExitCode.DATABASE
    assert "mending failed: UNIQUE" in "\n".join(lines(report))


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pieces_are_all_rows_once(path: Path, size: int) -> None:
    with Store.read_only(path) as store:
        ward = Ward(store)
        sql = "SELECT article_id, revision, number FROM removed_line WHERE (article_id, revision, number) > (?1, ?2, ?3) ORDER BY 1, 2, 3 LIMIT ?4"
        pieces = list(ward.pieces(sql, start=(0, 0, -1), size=size))
        assert [row for piece in pieces for row in piece] == ward.rows(
            "SELECT article_id, revision, number FROM removed_line ORDER BY 1, 2, 3"
        )
        assert all(len(piece) <= size for piece in pieces)
        assert not store.connection.in_transaction
