"""The full-text index follows the stored text, in its transaction, in files old and new, for any reader."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from crawler.storage import fulltext
from crawler.storage.database import DatabaseProblem
from crawler.storage.schema import VERSION
from crawler.storage.store import Store
from tests.crawler.store_kit import LATER, NOON, article, put, text

WORD = "珲春口岸"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def put_some(store: Store, number: int) -> None:
    run = store.start_run("riverside", NOON)
    for each in range(number):
        put(store, article(each), run)


def found(path: Path, match: str) -> list[int]:
    """The ids that a reader finds who has nothing but SQLite."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as reader:
        sql = "SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid"
        return [row[0] for row in reader.execute(sql, (match,))]


def differences(path: Path) -> tuple[int, int]:
    with Store.read_only(path) as store:
        return fulltext.differences(store._db.conn)


def sound(path: Path) -> bool:
    """Whether the index holds just the terms of the stored texts: it is the same as one made anew."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO article_fts (article_fts) VALUES ('integrity-check')")
        connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, article_fts, instance)")
        before = connection.execute("SELECT term, doc, col, offset FROM terms ORDER BY 1, 2, 3, 4").fetchall()
        fulltext.rebuild(connection)
        after = connection.execute("SELECT term, doc, col, offset FROM terms ORDER BY 1, 2, 3, 4").fetchall()
        connection.rollback()
    return bool(after) and before == after


def test_a_new_article_is_found_by_title_and_body(path: Path) -> None:
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1, title=f"{WORD}开放"), run)
        put(store, article(2, body=text(2) + WORD), run)
        put(store, article(3), run)
    assert found(path, '"珲春 春口 口岸"') == [1, 2]
    assert found(path, "title : 珲春") == [1]
    assert found(path, "口岸") == [1, 2]


def test_traditional_and_simplified_are_the_same(path: Path) -> None:
    with Store.open(path) as store:
        put(store, article(1, body=text(1) + "延邊廣播電視臺"), store.start_run("riverside", NOON))
    assert found(path, "延边") == found(path, "广播") == [1]


def test_a_revision_takes_the_old_words_out(path: Path) -> None:
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1, title="旧桥垮塌", body=text(1) + WORD), run)
        put(store, article(1, title="旧桥修复", body=text(1) + "通车仪式"), run, LATER)
    assert found(path, "珲春") == found(path, "垮塌") == []
    assert found(path, "仪式") == found(path, "修复") == [1]
    assert sound(path)


def test_cleaning_a_text_again_changes_the_index(path: Path) -> None:
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1, body=text(1) + f"\n{WORD}"), run)
        put(store, article(1), run, LATER, cleaned=True)
    assert found(path, "珲春") == []
    assert sound(path)


def test_copies_are_indexed_too(path: Path) -> None:
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1), run)
        copy = put(store, article(1, url="http://other.example/1", portal="harbour"), run)
    assert copy.outcome == "copy"
    assert found(path, "河边 消息") == [1, 2]


def test_an_article_and_its_index_are_stored_together_or_not_at_all(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1), run)
        with monkeypatch.context() as patch:
            patch.setattr("crawler.storage.ledger.count", lambda *_: (_ for _ in ()).throw(RuntimeError("late")))
            with pytest.raises(RuntimeError):
                put(store, article(2, body=text(2) + WORD), run)
            with pytest.raises(RuntimeError):
                put(store, article(1, body=text(1) + WORD), run)
    assert found(path, "珲春") == []
    assert differences(path) == (0, 0)
    assert sound(path)


def before_full_text(path: Path, articles: int) -> None:
    """A file as the version before this one left it."""
    with Store.open(path) as store:
        put_some(store, articles)
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("DROP TABLE article_fts")
        other.execute("DELETE FROM _sqlite_migrations WHERE name = 'full_text'")
        other.execute("PRAGMA user_version = 3")


def test_an_older_file_is_indexed_when_it_is_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext, "_BATCH", 4)  # several rounds, the last one not full
    before_full_text(path, 10)
    with pytest.raises(DatabaseProblem, match=f"this one needs {VERSION}"):
        Store.read_only(path)
    Store.open(path).close()
    assert found(path, '"河边 边的 的消 消息"') == list(range(1, 11))
    assert differences(path) == (0, 0)
    assert sound(path)


def test_an_index_of_an_older_kind_is_made_anew_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Version 12 gathered a single character from all its pairs."""
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        for number in range(3):
            put(store, article(number, body=text(number) + "珲"), run)
        with store.writing() as connection:
            connection.execute("DROP TABLE article_fts")
            connection.execute(fulltext.CREATE.replace("prefix='1',", ""))
            connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'single_characters'")
            connection.execute("PRAGMA user_version = 12")
    Store.open(path).close()
    assert found(path, '"珲" *') == found(path, '"河" *') == [1, 2, 3]
    assert sound(path)
    with Store.open(path) as store, store.writing() as connection:
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'article_fts'").fetchone()
        assert "prefix='1'" in sql
        monkeypatch.setattr(fulltext, "rebuild", lambda _: pytest.fail("it is of this kind already"))
        fulltext.renew(connection)


def test_an_index_made_anew_is_merged(path: Path) -> None:
    """Else the next few articles would have to merge it."""
    with Store.open(path) as store:
        put_some(store, 5)
        with store.writing() as connection:
            assert segments(connection) > 1
            fulltext.rebuild(connection)
            assert segments(connection) == 1
            sizes = connection.execute("SELECT v FROM article_fts_config WHERE k = 'hashsize'").fetchone()
    assert sizes == (1_048_576,)


def segments(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(DISTINCT segid) FROM article_fts_idx").fetchone()[0])


def test_differences_are_counted_and_mended(path: Path) -> None:
    with Store.open(path) as store:
        put_some(store, 3)
        with store.writing() as connection:
            fulltext.add(connection, 77, "无主", "没有文章")
            fulltext.change(connection, 2, ("河边的消息1", text(1)), ("", ""))
            connection.execute("DELETE FROM article_fts_docsize WHERE id = 1")
        assert fulltext.differences(store._db.conn) == (1, 1)
        with store.writing() as connection:
            assert fulltext.rebuild(connection) == 3
        assert fulltext.differences(store._db.conn) == (0, 0)
    assert found(path, "无主") == []
    assert sound(path)


def test_an_unchanged_text_is_not_written_again(path: Path) -> None:
    with Store.open(path) as store:
        put(store, article(1), store.start_run("riverside", NOON))
        before = store._db.conn.total_changes
        fulltext.change(store._db.conn, 1, ("a", "b"), ("a", "b"))
        assert store._db.conn.total_changes == before


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 program is not installed")
def test_the_stock_program_reads_the_index(path: Path) -> None:
    with Store.open(path) as store:
        put(store, article(1, title="一带一路在珲春"), store.start_run("riverside", NOON))
    sql = """SELECT a.title FROM article_fts f JOIN articles a ON a.id = f.rowid
             WHERE article_fts MATCH '"一带 带一 一路"' ORDER BY bm25(article_fts, 1.0, 4.0) LIMIT 10"""
    done = subprocess.run(["sqlite3", f"{path.as_uri()}?mode=ro", sql], capture_output=True, text=True, check=True)
    assert done.stdout == "一带一路在珲春\n"
