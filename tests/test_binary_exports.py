"""``citydesk export`` as Parquet and WARC: read back by the libraries that others read them with."""

import io
import json
import sys
from pathlib import Path

import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from crawler.cli import main
from crawler.monitoring.outcome import ExitCode
from crawler.reading.items import Article, RawPage
from crawler.storage import parquet
from crawler.storage.catalogue import Catalogue
from crawler.storage.schema import ARTICLE_COLUMNS
from crawler.storage.store import Store
from crawler.storage.warc import Archive
from tests.crawler.store_kit import LATER, NOON, article, put, text

Record = tuple[dict[str, str], bytes]


def page(url: str, words: str, when: str = NOON, content_type: str = "text/html; charset=utf-8") -> RawPage:
    return RawPage(url, f"<html><p>{words}</p></html>".encode(), content_type, when)


def of_pages(seed: int, *pages: RawPage, **fields: object) -> Article:
    item = article(seed, **fields)
    item.pages = list(pages)
    return item


FIRST = page("http://news.example/1.html", "第一版")
SECOND = (page("http://news.example/1.html", "第二版", LATER), page("http://news.example/1_2.html", "第二页", LATER))
OTHER = page("http://news.example/河边.html", "灯塔")


@pytest.fixture
def db(tmp_path: Path) -> str:
    """1: two versions, the later of two pages; 2: no page is kept; 3: one page."""
    path = tmp_path / "news.db"
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, of_pages(1, FIRST), run)
        put(store, of_pages(1, *SECOND, body=text(1) + "\n又添了一段，说的是傍晚的集市。"), run, LATER)
        put(store, article(2), run)
        put(store, of_pages(3, OTHER), run)
    return str(path)


def export(form: str, db: str, *more: str) -> Result:
    return CliRunner().invoke(main, ("export", "--format", form, "--db", db, *more))


def records(archive: bytes) -> list[Record]:
    """Headers and content of every record; the digests are checked as they are read."""
    found = []
    for record in ArchiveIterator(io.BytesIO(archive), check_digests="raise"):
        found.append((dict(record.rec_headers.headers), record.content_stream().read()))
    return found


def of_kind(kind: str, found: list[Record]) -> list[Record]:
    return [(headers, content) for headers, content in found if headers["WARC-Type"] == kind]


def test_parquet_gives_back_every_column(db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 2)
    target = tmp_path / "news.parquet"
    assert export("parquet", db, "--all", "-o", str(target)).exit_code == 0
    with Catalogue.read_only(db) as store:
        stored = list(store.each(stories=False))
    assert pyarrow.parquet.read_table(target).to_pylist() == stored
    assert pyarrow.parquet.ParquetFile(target).num_row_groups == 2
    assert stored[0]["credits"] == [{"role": "编辑", "name": "林舟"}]


def test_parquet_has_types_for_lists_and_numbers(db: str) -> None:
    schema = pyarrow.parquet.read_schema(io.BytesIO(export("parquet", db).stdout_bytes))
    assert schema.names == [*ARTICLE_COLUMNS, "copies", "portals"]
    assert [str(schema.field(name).type) for name in ("id", "copies", "title", "published_at")] == [
        "int64",
        "int64",
        "string",
        "string",
    ]
    assert str(schema.field("tags").type).startswith("list<")


def test_parquet_without_articles_is_a_table_without_rows(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.db"):
        pass
    table = pyarrow.parquet.read_table(io.BytesIO(export("parquet", str(tmp_path / "empty.db")).stdout_bytes))
    assert (table.num_rows, table.num_columns) == (0, len(ARTICLE_COLUMNS) + 2)


def test_warc_holds_every_kept_page_byte_for_byte(db: str) -> None:
    done = export("warc", db, "--all")
    assert done.exit_code == 0
    assert done.stderr.strip() == (
        "citydesk: 1 articles have no kept page and are not in it: they were imported, or crawled with --keep-raw none"
    )
    found = records(done.stdout_bytes)
    assert [headers["WARC-Type"] for headers, _ in found] == [
        "warcinfo",
        *["resource"] * 3,
        "metadata",
        "resource",
        "metadata",
    ]
    pages = of_kind("resource", found)
    assert [content for _, content in pages] == [FIRST.body, *(part.body for part in SECOND), OTHER.body]
    assert [headers["WARC-Target-URI"] for headers, _ in pages][::3] == [
        "http://news.example/1.html",
        "http://news.example/%E6%B2%B3%E8%BE%B9.html",
    ]
    assert [headers["WARC-Date"] for headers, _ in pages[:2]] == [utc(NOON), utc(LATER)]
    assert {headers["Content-Type"] for headers, _ in pages} == {"text/html; charset=utf-8"}


def utc(moment: str) -> str:
    assert moment.endswith("+00:00")
    return moment.removesuffix("+00:00") + "Z"


def test_warc_records_name_what_belongs_together(db: str) -> None:
    found = records(export("warc", db, "--all").stdout_bytes)
    first, second, part, _ = (headers for headers, _ in of_kind("resource", found))
    assert "WARC-Concurrent-To" not in first
    assert part["WARC-Concurrent-To"] == second["WARC-Record-ID"]
    about, content = of_kind("metadata", found)[0]
    assert about["WARC-Refers-To"] == second["WARC-Record-ID"]
    assert about["Content-Type"] == "application/json"
    with Catalogue.read_only(db) as store:
        assert json.loads(content) == store.article(1)


def test_warc_names_a_record_alike_each_time(db: str) -> None:
    names = [
        [headers["WARC-Record-ID"] for headers, _ in records(export("warc", db).stdout_bytes)[1:]] for _ in range(2)
    ]
    assert names[0] == names[1]
    assert len(set(names[0])) == len(names[0])


@pytest.mark.parametrize("sent", ["", "text/html\r\nWARC-Type: warcinfo", "nonsense", "text/html\x00", "文/html"])
def test_no_content_type_makes_a_header(sent: str) -> None:
    out = io.BytesIO()
    Archive(out).add({"id": 1}, [[page("http://news.example/1.html", "字", content_type=sent)]])
    found = records(out.getvalue())
    assert [headers["WARC-Type"] for headers, _ in found] == ["warcinfo", "resource", "metadata"]
    assert found[1][0]["Content-Type"] == "application/octet-stream"


def test_a_damaged_page_is_named_and_the_others_are_written(db: str, tmp_path: Path) -> None:
    with Store.open(db) as store, store.writing() as connection:
        connection.execute("UPDATE raw_page SET body = x'00' WHERE article_id = 1 AND revision = 1")
    target = tmp_path / "news.warc.gz"
    done = export("warc", db, "-o", str(target))
    assert done.exit_code == ExitCode.SOME_FAILED
    assert "1 versions are not in it, all others are: the stored page of article 1 (revision 1" in done.stderr
    assert len(of_kind("resource", records(target.read_bytes()))) == 3


@pytest.mark.parametrize(("form", "library"), [("parquet", "pyarrow"), ("warc", "warcio")])
def test_a_missing_extra_is_named(db: str, form: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name, *_: None if name == library else object())
    done = export(form, db)
    assert done.exit_code == ExitCode.WRONG_USE
    assert f"{form} needs {library}, which is not installed: pip install 'citydesk[{form}]'" in done.stderr


@pytest.mark.parametrize("form", ["parquet", "warc"])
def test_no_terminal_gets_bytes(db: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    from crawler.actions.export_command import export as run
    from crawler.output.problems import OneLine
    from crawler.storage.catalogue import Filter

    shown = Terminal()
    monkeypatch.setattr(sys, "stdout", shown)
    with pytest.raises(OneLine, match=f"name a file with -o, as in -o news.{form}"):
        run(form, db, Filter())
    assert shown.getvalue() == ""
