"""``citydesk search``, ``show`` and ``export``: what people see, and one clear line for what is wrong."""

import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len
from rich.console import Console

from crawler.actions.search_command import search
from crawler.actions.show_command import show
from crawler.cli import main
from crawler.monitoring.outcome import ExitCode
from crawler.reading.items import RawPage
from crawler.storage.catalogue import Filter
from crawler.storage.exports import WRITERS
from crawler.storage.store import Store
from tests.conftest import Command
from tests.crawler.store_kit import LATER, NOON, article, put, text

OLD = "昨天集市开张，有30个摊位。\n摊主介绍，今年雨水充足。\n第三段没有变化。\n" + text(1)
NEW = "昨天集市开张，有45个摊位。\n摊主介绍，今年雨水很少。\n第三段没有变化。\n" + text(1)


@pytest.fixture
def db(tmp_path: Path) -> str:
    """1: revised; 2: its copy; 3: a text that steers terminals and is long."""
    path = tmp_path / "news.db"
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1, title="集市开张", body=OLD), run)
        put(store, article(1, title="集市又开张", body=NEW), run, LATER)
        put(store, article(1, title="集市又开张", body=NEW, url="http://o.example/1", portal="harbour"), run)
        put(store, article(3, title="灯塔\x1b[31m红\u202e字" * 9, body=f"灯塔\x1b]0;x\x07亮了。{text(3, 9)}"), run)
        with store.writing() as connection:
            # As an older version, or another program, may have left them: what is stored today has no such characters.
            poison = ("灯塔\x1b[31m红\u202e字" * 9, f"灯塔\x1b]0;x\x07亮了。{text(3, 9)}")
            connection.execute("UPDATE article SET title = ?, body = ? WHERE id = 3", poison)
            connection.execute("INSERT INTO relation VALUES (3, 1, 'sibling', '{}')")
    return str(path)


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def wrong(result: Result, code: ExitCode, *words: str) -> None:
    assert result.exit_code == code, result.output
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert all(word in result.stderr for word in words), result.stderr
    assert result.stdout == ""


def objects(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_search_shows_what_was_found_where(db: str) -> None:
    result = ask("search", "很少", "--db", db)
    assert result.exit_code == 0
    assert "     1  集市又开张" in result.output
    assert "2024-03-05 08:30  riverside  河边日报  and 1 copy" in result.output
    assert "今年雨水很少" in result.output
    assert "1 story; 2 articles match" in result.output
    assert ask("search", "雨水充足", "--db", db).output.startswith("Nothing found")


def test_search_options(db: str) -> None:
    every = objects(ask("search", "很少", "--db", db, "--all-copies", "--json"))
    assert sorted(row["id"] for row in every) == [1, 2]
    assert [row["id"] for row in objects(ask("search", "很少", "--db", db, "--json", "--portal", "harbour"))] == [2]
    assert objects(ask("search", "很少", "--db", db, "--json", "--since", "2024-03-06")) == []
    assert len(objects(ask("search", "河边 OR 灯塔 OR 集市", "--db", db, "--json", "--limit", "1"))) == 1
    assert [row["id"] for row in objects(ask("search", "集市", "-很少", "--db", db, "--json"))] in ([], [3])


def test_search_as_json_says_where_the_words_stand(db: str) -> None:
    row = objects(ask("search", "集市", "很少", "--db", db, "--json"))[0]
    assert [row["title"][start:end] for start, end in row["title_marks"]] == ["集市"]
    assert {row["snippet"][start:end] for start, end in row["snippet_marks"]} == {"集市", "很少"}
    assert row["score"] > 0


def test_the_match_expression(db: str) -> None:
    result = ask("search", "--sql", "3D打印", "-集市")
    assert result.output == '("3d 打印") NOT "集市"\n'


@pytest.mark.parametrize("colour", [True, False])
def test_marks_are_bold_on_terminals_and_lines_fit(db: str, colour: bool) -> None:
    out = io.StringIO()
    search("灯塔", db, Filter(), console=Console(file=out, width=80, highlight=False, force_terminal=colour, color_system="standard" if colour else None))  # fmt: skip
    shown = out.getvalue()
    if colour:
        assert "\x1b[1;33m灯塔\x1b[0m" in shown
        return
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    assert "灯塔�[31m红�字" in shown
    assert max(map(cell_len, shown.splitlines())) <= 80
    assert [line for line in shown.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("search", "😀"), ("no word", "at least one word")),
        (("search", "-集市"), ("only words to leave out",)),
        (("search", "集市", "--since", "gestern"), ("--since", "2026-11-23")),
        (("search", "集市", "--since", "2026-02-01", "--until", "2026-01-01"), ("lies after",)),
        (("search", "集市", "--portal", "harbor"), ("no portal 'harbor'", "harbour, riverside")),
        (("export", "--format", "csv", "--portal", "harbor"), ("no portal 'harbor'",)),
        (("show", "99"), ("has no article 99", "citydesk search")),
        (("show", "x"), ("has no article x",)),
        (("show", "9" * 30), ("has no article 999",)),
        (("show", "1", "--revision", "9"), ("no revision 9", "1, 2")),
        (("export", "--format", "csv", "--until", "2024"), ("--until", "2026-11-23")),
        (("export", "--format", "csv", "-o", "missing/x.csv"), ("missing", "cannot be written")),
    ],
)
def test_wrong_use(db: str, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    wrong(ask(*arguments, "--db", db), ExitCode.WRONG_USE, *words)


def test_an_unknown_option_of_search_is_no_word_of_the_query(db: str) -> None:
    result = ask("search", "集市", "--jsno", "--db", db)
    assert result.exit_code == ExitCode.WRONG_USE
    assert "No such option '--jsno'" in result.stderr
    assert "Usage" in ask("search", "-h").output


@pytest.mark.parametrize("arguments", [("search", "集市"), ("show", "1"), ("export", "--format", "jsonl")])
def test_databases_that_cannot_be_read(db: str, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    wrong(ask(*arguments, "--db", str(tmp_path / "none.db")), ExitCode.DATABASE, "does not exist")
    assert not (tmp_path / "none.db").exists()
    with closing(sqlite3.connect(db)) as other:
        other.execute("PRAGMA user_version = 1")
    wrong(ask(*arguments, "--db", db), ExitCode.DATABASE, "older citydesk", "crawl with it once")


def test_show_tells_all(db: str) -> None:
    shown = ask("show", "1", "--db", db).output
    for part in (
        "集市又开张",
        "编辑:林舟",
        "今年雨水很少",
        "Copies of story 1 (the best is this one)",
        "http://o.example/1",
        "Related, not the same",
        "sibling",
        "Versions",
        "Addresses that led here",
        "   200  http://news.example/1.html",
        "login  登录后可以评论",
    ):
        assert part in shown
    assert "\x1b" not in ask("show", "3", "--db", db).output
    assert "gone_at" not in shown
    with closing(sqlite3.connect(db)) as other, other:
        other.execute("UPDATE article SET gone_at = ? WHERE id = 1", (LATER,))
    assert f"gone_at       {LATER}" in ask("show", "1", "--db", db).output


def test_show_an_earlier_version(db: str) -> None:
    shown = ask("show", "1", "--revision", "1", "--db", db).output
    assert shown.startswith("集市开张\n")
    assert "今年雨水充足" in shown
    assert "今年雨水很少" not in shown


@pytest.fixture
def kept(db: str) -> str:
    """Adds article 4 with a page for each of two revisions; their bytes are no UTF-8."""
    with Store.open(db) as store:
        for body, seen in (("第一版。", NOON), ("第二版。", LATER)):
            item = article(4, body=body + text(4))
            item.pages = [RawPage(item.url, body.encode("gbk"), "text/html; charset=gbk", seen)]
            put(store, item, 1, seen)
    return db


def test_show_the_page_as_it_came(kept: str) -> None:
    done = ask("show", "4", "--html", "--db", kept)
    assert (done.exit_code, done.stdout_bytes) == (0, "第二版。".encode("gbk")), done.exception
    assert ask("show", "4", "--html", "--revision", "1", "--db", kept).stdout_bytes == "第一版。".encode("gbk")


def test_a_page_that_cannot_be_shown(kept: str) -> None:
    wrong(ask("show", "3", "--html", "--db", kept), ExitCode.WRONG_USE, "no page of article 3", "http://")
    wrong(ask("show", "4", "--html", "--revision", "9", "--db", kept), ExitCode.WRONG_USE, "no revision 9")
    assert ask("show", "4", "--html", "--json", "--db", kept).exit_code == ExitCode.WRONG_USE
    with closing(sqlite3.connect(kept)) as other, other:
        other.execute("UPDATE raw_page SET body = x'00'")
    wrong(ask("show", "4", "--html", "--db", kept), ExitCode.SOME_FAILED, "page of article 4", "damaged")


def test_show_what_changed(db: str) -> None:
    shown = ask("show", "1", "--diff", "--db", db).output
    assert f"Revision 2, seen {LATER}" in shown
    assert "title  集市{+又+}开张" in shown
    assert "昨天集市开张，有[-30-]{+45+}个摊位。\n摊主介绍，今年雨水[-充足-]{+很少+}。" in shown
    assert "第三段" not in shown
    assert ask("show", "2", "--diff", "--db", db).output == "Nothing to compare: the article never changed.\n"


def test_changes_are_coloured_on_terminals(db: str) -> None:
    out = io.StringIO()
    show(
        "1",
        db,
        diff=True,
        console=Console(file=out, width=80, force_terminal=True, color_system="standard", highlight=False),
    )
    assert "\x1b[9;31m充足\x1b[0m\x1b[32m很少\x1b[0m" in out.getvalue()
    assert "{+" not in out.getvalue()


def test_show_as_json(db: str) -> None:
    told = objects(ask("show", "1", "--json", "--diff", "--db", db))[0]
    assert (told["title"], told["revision"], told["portal"]) == ("集市又开张", 2, "riverside")
    assert [version["title"] for version in told["versions"]] == ["集市开张", "集市又开张"]
    assert [copy["id"] for copy in told["copies"]] == [2]
    assert [(pair["id"], pair["kind"]) for pair in told["related"]] == [(3, "sibling")]
    assert [line["rule"] for line in told["removed"]] == ["login", "credit"]
    assert told["changes"][0]["title"] == [["same", "集市"], ["new", "又"], ["same", "开张"]]
    assert "changes" not in objects(ask("show", "1", "--json", "--db", db))[0]


def test_export_to_a_file_that_is_whole_or_not_there(db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.jsonl"
    assert ask("export", "--format", "jsonl", "--all", "--db", db, "-o", str(target)).exit_code == 0
    whole = target.read_bytes()
    assert [json.loads(line)["id"] for line in whole.splitlines()] == [1, 2, 3]

    def breaks(rows: Any, columns: Any, out: Any) -> None:
        out.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(WRITERS, "jsonl", breaks)
    wrong(ask("export", "--format", "jsonl", "--db", db, "-o", str(target)), ExitCode.WRONG_USE, "No space left")
    assert target.read_bytes() == whole
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("out")] == ["out.jsonl"]


def test_the_database_is_never_overwritten(db: str) -> None:
    before = Path(db).read_bytes()
    wrong(ask("export", "--format", "csv", "--db", db, "-o", db), ExitCode.WRONG_USE, "the database itself")
    assert Path(db).read_bytes() == before


def test_export_of_stories_filters_and_limits(db: str) -> None:
    rows = objects(ask("export", "--format", "jsonl", "--db", db))
    assert [(row["id"], row["copies"], row["portals"]) for row in rows] == [
        (1, 1, ["riverside", "harbour"]),
        (3, 0, ["riverside"]),
    ]
    assert [
        row["id"] for row in objects(ask("export", "--format", "jsonl", "--db", db, "--all", "--portal", "harbour"))
    ] == [2]
    assert [row["id"] for row in objects(ask("export", "--format", "jsonl", "--db", db, "--limit", "1"))] == [1]
    assert "not in the range" in ask("export", "--format", "jsonl", "--db", db, "--limit", str(2**63)).stderr


@pytest.mark.parametrize("form", ["csv", "atom"])
def test_other_formats(citydesk: Command, db: str, form: str) -> None:
    done = citydesk("export", "--format", form, "--db", db)
    assert (done.returncode, done.stderr) == (0, "")
    assert "集市又开张" in done.stdout
