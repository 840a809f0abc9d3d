"""The contract with readers: views, their columns, the version, and what happens to files of other versions."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.migrations import migrations
from crawler.monitoring import daybook
from crawler.monitoring.daybook import DayCounts
from crawler.monitoring.figures import Figures
from crawler.scheduling import frontier
from crawler.scheduling.visits import Lead
from crawler.storage.database import DatabaseProblem, connect, transaction
from crawler.storage.schema import ARTICLE_COLUMNS, VERSION, VIEWS, migrate
from crawler.storage.store import Store
from tests.crawler.store_kit import LATER, NOON, article, put, rows, text

# As printed in the documentation for consumers; the code must follow this list, never the other way round.
_ARTICLE = (
    "id portal url title body published_at modified_at section breadcrumbs source authors credits tags images language "
    "flags content_hash story_id is_canonical revision first_seen_at last_seen_at last_changed_at"
)
_LATER = "extraction extracted_at rules copy_reason gone_at"
CONTRACT = {
    "articles": f"{_ARTICLE} {_LATER}",
    "stories": f"{_ARTICLE} copies portals {_LATER}",
    "revisions": "article_id revision seen_at title body",
    "sightings": "url article_id first_seen_at last_seen_at status",
    "removed": "article_id revision position rule text",
    "related": "article_id other_id kind scores",
    "runs": "id portal started_at finished_at outcome pages new changed copies skipped unchanged seconds bytes sources "
    "fields requests layouts rule_hits lines body_chars evidence",
    "days": "portal day runs good news pages new changed copies skipped requests bytes seconds is_drifting",
    "extractions": "article_id revision extraction made_at rules title body",
    "addresses": "url portal kind state reason status tries via found_at due_at checked_at changed_at checks changes",
    "skipped": "url portal reason seen_at run",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def test_view_columns(path: Path) -> None:
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as reader:
        found = {
            name: " ".join(column[0] for column in reader.execute(f"SELECT * FROM {name}").description)
            for (name,) in reader.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
        }
    assert found == CONTRACT
    assert " ".join(ARTICLE_COLUMNS) == CONTRACT["articles"]


def test_every_view_has_content(path: Path) -> None:
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1), run)
        put(store, article(1, body=text("changed")), run, LATER, fetched_url="http://m.news.example/1")
        put(store, article(1, url="http://other.example/1", portal="harbour", body=text("changed")), run)
        with store.writing() as connection:
            connection.execute("INSERT INTO relation VALUES (1, 2, 'sibling', '{}')")
            connection.execute("INSERT INTO extraction VALUES (1, 1, 1, ?, NULL, 'title', 'body')", (NOON,))
            frontier.add(connection, "riverside", [Lead("http://news.example/3.html")], 1_700_000_000)
            daybook.add(connection, "riverside", NOON[:10], DayCounts(Figures(), {}))
        store.skip("http://news.example/list", "riverside", "list", run, NOON)
    for view in VIEWS:
        assert rows(path, f"SELECT count(*) FROM {view}") > [(0,)], view


def test_article_as_a_consumer_sees_it(path: Path) -> None:
    with Store.open(path) as store:
        put(store, article(7), store.start_run("riverside", NOON), NOON)
    with closing(sqlite3.connect(path)) as reader:
        reader.row_factory = sqlite3.Row
        row = dict(reader.execute("SELECT * FROM articles").fetchone())
    assert row.pop("body") == text(7)
    assert len(row.pop("content_hash")) == 16
    lists = {
        name: json.loads(row.pop(name)) for name in ("breadcrumbs", "authors", "credits", "tags", "images", "flags")
    }
    assert lists == {
        "breadcrumbs": ["首页", "本地"],
        "authors": ["周航"],
        "credits": [{"role": "编辑", "name": "林舟"}],
        "tags": ["集市", "春天"],
        "images": [{"url": "http://news.example/1.jpg", "caption": "集市"}],
        "flags": [],
    }
    assert row == {
        "id": 1,
        "portal": "riverside",
        "url": "http://news.example/7.html",
        "title": "河边的消息7",
        "published_at": "2024-03-05T08:30:00+08:00",
        "modified_at": None,
        "section": "本地",
        "source": "河边日报",
        "language": "zh",
        "story_id": 1,
        "is_canonical": 1,
        "revision": 1,
        "first_seen_at": NOON,
        "last_seen_at": NOON,
        "last_changed_at": NOON,
        "extraction": 1,
        "extracted_at": None,
        "rules": None,
        "copy_reason": None,
        "gone_at": None,
    }


def test_json_is_readable_text(path: Path) -> None:
    with Store.open(path) as store:
        put(store, article(7), store.start_run("riverside", NOON))
    assert rows(path, "SELECT tags, json_extract(credits, '$[0].name') FROM articles") == [('["集市", "春天"]', "林舟")]


def test_version_is_the_number_of_migrations(path: Path) -> None:
    with Store.open(path) as store:
        assert len(migrations.applied(store._db)) == VERSION
        assert migrations.pending(store._db) == []
    assert rows(path, "PRAGMA user_version") == [(VERSION,)]


def test_applying_again_changes_nothing(path: Path) -> None:
    Store.open(path).close()
    before = rows(path, "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
    applied = rows(path, "SELECT * FROM _sqlite_migrations")
    for _ in range(2):
        Store.open(path).close()
    with Store.open(path) as store:
        migrate(store._db, path)
    assert rows(path, "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2") == before
    assert rows(path, "SELECT * FROM _sqlite_migrations") == applied


def old_file(path: Path, version: int) -> None:
    """A file with one article, as the citydesk of that version left it."""
    columns = (
        "portal url story_id is_canonical damage first_seen_at last_seen_at last_changed_at content_hash title "
        "breadcrumbs authors credits tags images flags body"
    )
    db = connect(path)
    with closing(db):
        steps = migrations.pending(db)
        with transaction(db):
            migrations.apply(db, stop_before=steps[version].name)
            marks = ", ".join("?" * len(columns.split()))
            db.execute(
                f"INSERT INTO article ({columns.replace(' ', ', ')}) VALUES ({marks})",
                ("riverside", "http://news.example/1", 1, 1, 0, *[NOON] * 3, "0" * 16, "河边", *["[]"] * 6, text(1)),
            )
            db.create_view("articles", "SELECT id, portal, url, title, body FROM article")
            db.execute(f"PRAGMA user_version = {version}")


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_file_of_each_older_version_is_migrated(path: Path, version: int) -> None:
    old_file(path, version)
    with pytest.raises(DatabaseProblem, match=rf"schema {version}, this one needs {VERSION}"):
        Store.read_only(path)
    with Store.open(path) as store:
        assert store.repeats("riverside").pages == 0
        row = store.article(1)
        assert row is not None
        assert (row["title"], row["body"]) == ("河边", text(1))
        assert (row["extraction"], row["extracted_at"], row["rules"]) == (1, None, None)
        assert store.page_of(1) is None
        assert put(store, article("next"), store.start_run("riverside", NOON)).outcome == "new"
    assert rows(path, "PRAGMA user_version") == [(VERSION,)]
    for view in VIEWS:
        rows(path, f"SELECT * FROM {view}")


def test_copies_of_an_older_file_get_what_can_be_known_of_their_reason(path: Path) -> None:
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1), run)
        put(store, article(1, url="http://other.example/1"), run)
        put(store, article(1, url="http://other.example/2", body=f"{text(1)}\n{text('note', 1)}"), run)
    with closing(sqlite3.connect(path)) as other, other:
        for view in ("articles", "stories"):
            other.execute(f"DROP VIEW {view}")
        for table in ("portal_title", "store_id", "merged"):
            other.execute(f"DROP TABLE {table}")
        other.execute("ALTER TABLE article DROP COLUMN copy_reason")
        other.execute("DELETE FROM _sqlite_migrations WHERE name = 'copies_and_merges'")
        other.execute("PRAGMA user_version = 2")
    Store.open(path).close()
    assert rows(path, "SELECT copy_reason FROM articles ORDER BY id") == [(None,), ("same-text",), ("similar",)]


def test_failed_migration_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VIEWS, "broken", "SELECT FROM nowhere")
    with pytest.raises(sqlite3.OperationalError):
        Store.open(path)
    with closing(sqlite3.connect(path)) as reader:
        assert reader.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        assert reader.execute("PRAGMA user_version").fetchone() == (0,)
    monkeypatch.undo()
    Store.open(path).close()


def test_newer_file_is_refused_by_name(path: Path) -> None:
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
    for opened in (Store.open, Store.read_only):
        with pytest.raises(DatabaseProblem, match=rf"{path.name} was written by a newer citydesk.*upgrade"):
            opened(path)
    assert rows(path, "PRAGMA user_version") == [(VERSION + 1,)]


def test_newer_file_is_known_by_its_migrations_too(path: Path) -> None:
    """A dump does not carry user_version."""
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('citydesk', 'of next year')")
        other.execute("PRAGMA user_version = 0")
    with pytest.raises(DatabaseProblem, match="newer"):
        Store.open(path)


def test_older_file_is_read_only_after_it_was_migrated(path: Path) -> None:
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 0")
    with pytest.raises(DatabaseProblem, match=r"older citydesk.*crawl with it once"):
        Store.read_only(path)
    Store.open(path).close()
    Store.read_only(path).close()


def test_empty_file_cannot_be_read(path: Path) -> None:
    path.touch()
    with pytest.raises(DatabaseProblem, match="older"):
        Store.read_only(path)


def test_foreign_schema_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE article (headline TEXT)")
    before = path.read_bytes()
    for opened in (Store.open, Store.read_only):
        with pytest.raises(DatabaseProblem, match=r"belongs to another program.*--db"):
            opened(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_restored_dump_is_ours(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        put(store, article(1), store.start_run("riverside", NOON))
        # Python's dump writes rows of virtual tables, which have none (sqlite3's own .dump does not) …
        lines = [line for line in store._db.conn.iterdump() if not line.startswith('INSERT INTO "article_fts" ')]
    # … and that of 3.11.2 the tables that come with them, as if they were others.
    dump = "\n".join(lines).replace("CREATE TABLE 'article_fts_", "CREATE TABLE IF NOT EXISTS 'article_fts_")
    dump = dump.replace('INSERT INTO "article_fts_', 'INSERT OR REPLACE INTO "article_fts_')
    restored = tmp_path / "restored.db"
    with closing(sqlite3.connect(restored)) as other:
        other.executescript(dump)
    with Store.open(restored) as store:
        assert store.totals() == {"articles": 1, "stories": 1, "portals": 1}
    assert rows(restored, "SELECT rowid FROM article_fts WHERE article_fts MATCH '消息'") == [(1,)]


def test_one_canonical_copy_a_story_is_enforced(path: Path) -> None:
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1), run)
        put(store, article(1, url="http://other.example/1"), run)
        with pytest.raises(sqlite3.IntegrityError), store.writing() as connection:
            connection.execute("UPDATE article SET is_canonical = 1")


def test_sums_of_a_run_are_enforced(path: Path) -> None:
    with Store.open(path) as store:
        store.start_run("riverside", NOON)
        with pytest.raises(sqlite3.IntegrityError), store.writing() as connection:
            connection.execute("UPDATE run SET pages = pages + 1")


def test_opens_with_sqlite_before_strict_tables(path: Path) -> None:
    Store.open(path).close()
    for (sql,) in rows(path, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"):
        assert "STRICT" not in str(sql).upper()


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT * FROM articles WHERE url = 'x'", "sqlite_autoindex_article_1"),
        ("SELECT * FROM articles WHERE portal = 'x' ORDER BY published_at DESC LIMIT 9", "article_date"),
        ("SELECT * FROM articles WHERE story_id = 1", "article_"),
        ("SELECT * FROM sightings WHERE url = 'x'", "sqlite_autoindex_article_1"),
        ("SELECT * FROM removed WHERE article_id = 1", "PRIMARY KEY"),
        ("SELECT * FROM skipped WHERE run = 1", "skipped_run"),
        ("SELECT * FROM sightings WHERE article_id = 1", "sighting_article"),
        ("SELECT * FROM revisions WHERE article_id = 1", "sqlite_autoindex_revision_1"),
        ("SELECT * FROM related WHERE article_id = 1 OR other_id = 1", "relation_other"),
        ("SELECT * FROM skipped WHERE portal = 'x' ORDER BY seen_at DESC LIMIT 9", "skipped_portal"),
        ("SELECT * FROM stories WHERE portal = 'x' ORDER BY published_at DESC LIMIT 9", "article_date"),
        ("SELECT * FROM articles WHERE last_changed_at > '2026'", "article_changed"),
        ("SELECT * FROM stories WHERE last_changed_at > '2026' ORDER BY last_changed_at", "article_changed"),
    ],
)
def test_readers_find_by_index(path: Path, sql: str, index: str) -> None:
    Store.open(path).close()
    plan = " ".join(str(row[3]) for row in rows(path, f"EXPLAIN QUERY PLAN {sql}"))
    assert index in plan
    assert "SCAN" not in plan.replace("SCAN (subquery", "")


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT * FROM articles ORDER BY published_at DESC LIMIT 9", "article_published"),
        ("SELECT * FROM stories ORDER BY published_at DESC LIMIT 9", "article_published"),
        ("SELECT * FROM articles ORDER BY last_changed_at DESC LIMIT 9", "article_changed"),
        ("SELECT * FROM skipped ORDER BY seen_at DESC LIMIT 9", "skipped_seen"),
    ],
)
def test_the_newest_are_read_off_an_index(path: Path, sql: str, index: str) -> None:
    """SQLite calls it a scan, but it ends after nine rows, for nothing is sorted."""
    Store.open(path).close()
    plan = [str(row[3]) for row in rows(path, f"EXPLAIN QUERY PLAN {sql}") if row[1] == 0]
    assert any(f"USING INDEX {index}" in step for step in plan)
    assert [step for step in plan if "ORDER BY" in step] == []
