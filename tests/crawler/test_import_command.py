"""``citydesk import``: what it stores, what it refuses, how it ends."""

import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from crawler.actions import import_command
from crawler.cli import main
from crawler.storage import records
from crawler.storage.store import Store
from tests.crawler.store_kit import NOON, article, put, rows, text

ROOT = Path(__file__).parents[2]
Rows = list[tuple[Any, ...]]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def record(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "url": f"http://news.example/{number}",
        "portal": "riverside",
        "title": f"河边的消息{number}",
        "body": text(number),
        "published_at": "2024-03-05",
        **changes,
    }


def write(path: Path, *records: dict[str, Any] | str) -> Path:
    lines = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in records]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def run(db: Path, *arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["import", "--db", str(db), *map(str, arguments)], input=stdin)


def test_articles_and_copies_are_stored_and_counted(db: Path, tmp_path: Path) -> None:
    copy = record(1, url="http://harbour.example/9", portal="harbour", body=f"转发：{text(1)}")
    result = run(db, write(tmp_path / "a.jsonl", record(1), record(2)), write(tmp_path / "b.jsonl", copy))
    assert (result.exit_code, result.stderr) == (0, "")
    assert rows(db, "SELECT url, story_id, copy_reason FROM articles") == [
        ("http://news.example/1", 1, None),
        ("http://news.example/2", 2, None),
        ("http://harbour.example/9", 1, "whole"),
    ]
    assert rows(db, "SELECT portal, outcome, pages, new, copies FROM runs ORDER BY portal") == [
        ("harbour", "ok", 1, 0, 1),
        ("riverside", "ok", 2, 2, 0),
    ]
    assert rows(db, "SELECT sources FROM runs")[0] == (
        json.dumps({str(tmp_path / "a.jsonl"): {"read": 1}, str(tmp_path / "b.jsonl"): {"read": 1}}),
    )


def test_again_changes_nothing(db: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", record(1), record(2))
    run(db, file)
    before = rows(db, "SELECT id, url, body, story_id, revision, last_changed_at FROM articles")
    assert run(db, file).exit_code == 0
    assert rows(db, "SELECT id, url, body, story_id, revision, last_changed_at FROM articles") == before
    assert rows(db, "SELECT unchanged FROM runs ORDER BY id DESC LIMIT 1") == [(2,)]


def test_bad_lines_are_named_and_the_rest_goes_on(db: Path, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.jsonl",
        record(1, views=3),
        "{broken",
        record(2, url=None),
        record(3, body=""),
        record(4, published_at="soon"),
        record(5, tags=3),
        record(6, title="", body="页面不存在"),
        record(7),
    )
    result = run(db, file)
    assert result.exit_code == 1
    assert rows(db, "SELECT url FROM articles") == [("http://news.example/1",), ("http://news.example/7",)]
    said = result.stderr.splitlines()
    assert [line.split(":")[2] for line in said[:6]] == ["2", "3", "4", "5", "6", "7"]
    assert "no JSON (" in said[0]
    assert said[5] == f"citydesk: {file}:7: http://news.example/6 is no article (gone)"
    assert said[6] == "citydesk: note: keys that no article has were ignored: views"
    assert said[7].startswith("citydesk: 6 of 8 lines refused: ")
    assert rows(db, "SELECT url, reason FROM skipped") == [("http://news.example/6", "gone")]
    assert rows(db, "SELECT pages, new, skipped FROM runs") == [(3, 2, '{"gone": 1}')]


def test_only_the_first_refused_lines_are_shown(db: Path, tmp_path: Path) -> None:
    result = run(db, write(tmp_path / "a.jsonl", record(1), *["{broken"] * 100))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == import_command.SHOWN + 1
    assert result.stderr.splitlines()[-1] == "citydesk: 100 of 101 lines refused: no JSON 100"


def test_gzip_and_standard_input(db: Path, tmp_path: Path) -> None:
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(json.dumps(record(1)).encode()))
    assert run(db, packed, "-", stdin=json.dumps(record(2)).encode()).exit_code == 0
    assert rows(db, "SELECT count(*) FROM articles") == [(2,)]


def test_cut_archive_keeps_what_came_before(db: Path, tmp_path: Path) -> None:
    packed = tmp_path / "a.jsonl.gz"
    content = gzip.compress("".join(f"{json.dumps(record(number))}\n" for number in range(200)).encode())
    packed.write_bytes(content[: len(content) // 2])
    result = run(db, packed)
    assert result.exit_code == 1
    assert "cannot be read on from here" in result.stderr
    assert rows(db, "SELECT count(*) FROM articles")[0][0] > 10


@pytest.mark.parametrize("content", ["", "url,title,body\nhttp://a.example/,x,y\n", "<html></html>\n", "{}\n"])
def test_a_file_without_articles(db: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "a.jsonl").write_text(content, encoding="utf-8")
    result = run(db, tmp_path / "a.jsonl")
    assert result.exit_code == 2
    assert "nothing to import: an article is a JSON object" in result.stderr.splitlines()[-1]


def test_a_missing_file_is_named_before_anything_is_stored(db: Path, tmp_path: Path) -> None:
    result = run(db, write(tmp_path / "a.jsonl", record(1)), tmp_path / "b.jsonl")
    assert (result.exit_code, "b.jsonl does not exist" in result.stderr, db.exists()) == (2, True, False)
    assert run(db, tmp_path).exit_code == 2


def test_a_database_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no database, but long enough to be looked at as one\n" * 99)
    result = run(tmp_path / "notes.txt", write(tmp_path / "a.jsonl", record(1)))
    assert result.exit_code == 4
    assert "is not a SQLite database" in result.stderr


def test_json(db: Path, tmp_path: Path) -> None:
    result = run(db, write(tmp_path / "a.jsonl", record(1), record(2, portal="harbour")), "--json")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["portal"], one["new"], one["verdict"]) for one in found] == [
        ("harbour", 1, "ok"),
        ("riverside", 1, "ok"),
    ]


def test_bodies_stay_as_they_came_unless_asked(db: Path, tmp_path: Path) -> None:
    body = f"首页 > 新闻 > 本地\n{text(1)}\n责任编辑：林舟"
    file = write(tmp_path / "a.jsonl", record(1, body=body))
    run(db, file)
    assert rows(db, "SELECT body FROM articles") == [(body,)]
    other = tmp_path / "stripped.db"
    run(other, file, "--strip")
    assert rows(other, "SELECT body FROM articles") == [(text(1),)]
    assert rows(other, "SELECT text FROM removed") == [("首页 > 新闻 > 本地",), ("责任编辑：林舟",)]


def test_an_address_stays_as_given_and_is_known_in_its_other_spelling(db: Path, tmp_path: Path) -> None:
    given, spelling = "http://news.example?b=2&a=1", "http://news.example/?a=1&b=2"
    run(db, write(tmp_path / "a.jsonl", record(1, url=given)))
    assert rows(db, "SELECT url FROM articles") == [(given,)]
    run(db, write(tmp_path / "b.jsonl", record(1, url=spelling)))
    assert rows(db, "SELECT url, last_seen_at >= first_seen_at FROM articles") == [(given, 1)]


def test_an_article_that_a_crawl_has_stored_is_known(db: Path, tmp_path: Path) -> None:
    with Store.open(db) as store:
        put(store, article(1, url="http://news.example/?a=1&b=2"), store.start_run("riverside", NOON))
    run(db, write(tmp_path / "a.jsonl", record(1, url="http://news.example?b=2&a=1", title="河边的消息1")))
    assert rows(db, "SELECT count(*) FROM articles") == [(1,)]
    assert ("http://news.example?b=2&a=1",) in rows(db, "SELECT url FROM sightings")


def test_times_of_an_export_are_kept(db: Path, tmp_path: Path) -> None:
    times = {
        "first_seen_at": "2024-03-05T12:00:00+00:00",
        "last_seen_at": "2024-04-05T12:00:00+00:00",
        "last_changed_at": "2024-03-07T12:00:00+00:00",
    }
    run(db, write(tmp_path / "a.jsonl", record(1, **times)))
    assert rows(db, "SELECT first_seen_at, last_seen_at, last_changed_at FROM articles") == [tuple(times.values())]


def test_an_older_export_does_not_turn_a_text_back(db: Path, tmp_path: Path) -> None:
    old = {"last_seen_at": "2024-03-05T12:00:00+00:00", "first_seen_at": "2024-03-01T12:00:00+00:00"}
    run(db, write(tmp_path / "a.jsonl", record(1, body=text("new"), last_seen_at="2024-05-05T12:00:00+00:00")))
    run(db, write(tmp_path / "b.jsonl", record(1, **old)))
    assert rows(db, "SELECT body, revision, first_seen_at FROM articles") == [
        (text("new"), 1, "2024-03-01T12:00:00+00:00")
    ]


def test_round_trip_of_the_view(db: Path, tmp_path: Path) -> None:
    """What an export of the view ``articles`` holds makes the same articles again."""
    with Store.open(db) as store:
        number = store.start_run("riverside", NOON)
        put(store, article(1), number)
        put(store, article(1, url="http://harbour.example/9", portal="harbour", flags=["mended"]), number)
        exported = [store.article(1), store.article(2)]
    again = tmp_path / "again.db"
    assert run(again, write(tmp_path / "a.jsonl", *[dict(row) for row in exported if row])).exit_code == 0
    assert rows(again, "SELECT * FROM articles") == rows(db, "SELECT * FROM articles")


def test_ctrl_c_keeps_what_was_stored(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def interrupted(line: bytes) -> object:
        seen.append(line)
        if len(seen) > import_command.BATCH + 5:
            raise KeyboardInterrupt
        return records.parse(line)

    monkeypatch.setattr(import_command, "parse", interrupted)
    result = run(db, write(tmp_path / "a.jsonl", *map(record, range(50))))
    assert (result.exit_code, "run the same command again" in result.stderr) == (130, True)
    assert rows(db, "SELECT count(*) FROM articles") == [(import_command.BATCH,)]
    assert rows(db, "SELECT outcome, pages FROM runs") == [("stopped", import_command.BATCH)]


# Kills the process itself while a batch is being written, after the first ones.
_KILLED = """
import os, signal, sys
from pathlib import Path
from crawler.actions import import_command
from crawler.storage.store import Store

stored, put = [], Store.put
def fatal(self, *arguments, **more):
    stored.append(1)
    if len(stored) == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return put(self, *arguments, **more)
Store.put = fatal
import_command.run([Path(sys.argv[1])], sys.argv[2])
"""


@pytest.mark.parametrize("after", [3, 2 * import_command.BATCH + 3])
def test_killed_and_run_again_is_as_if_run_once(db: Path, tmp_path: Path, after: int) -> None:
    copies: Callable[[int], dict[str, Any]] = lambda n: record(n, url=f"http://harbour.example/{n}", portal="harbour")  # noqa: E731
    file = write(tmp_path / "a.jsonl", *map(record, range(30)), *map(copies, range(0, 30, 2)))
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(file), str(db), str(after)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert rows(db, "SELECT count(*) FROM articles")[0][0] % import_command.BATCH == 0
    assert rows(db, "PRAGMA integrity_check") == [("ok",)]
    assert run(db, file).exit_code == 0
    once = tmp_path / "once.db"
    run(once, file)
    same = "SELECT id, url, body, story_id, is_canonical, copy_reason, revision FROM articles"
    assert rows(db, same) == rows(once, same)
    assert rows(db, "SELECT hash, story_id FROM sketch") == rows(once, "SELECT hash, story_id FROM sketch")
