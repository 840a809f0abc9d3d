"""``citydesk extract`` with pages that teach each other."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from crawler.actions import extract_command
from crawler.actions.extract_command import extract
from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from tests.crawler.pages import Story, paragraphs, portal_page
from tests.crawler.store_kit import text

NOTICE = "老街茶社的每一盏灯都为晚归的人亮着，欢迎街坊们常来坐坐。"
HARBOUR, RIVER = "http://www.harbour.example/a/{}.html", "http://river.example/a/{}.html"


def body(seed: object, notice: str = NOTICE) -> bytes:
    """A page with a title and a body of its own, and one line that no rule knows."""
    story = Story(text(f"title {seed}", 1)[:16], ())
    return portal_page(story, content=paragraphs(*text(seed).split("\n"), notice)).body


def folder(path: Path, pages: list[tuple[str, str, bytes]]) -> Path:
    """A folder of (id, url, body) with its manifest."""
    manifest = []
    for ident, url, content in pages:
        (path / f"{ident}.html.gz").write_bytes(gzip.compress(content))
        manifest.append({"id": ident, "file": f"{ident}.html.gz", "url": url, "content_type": "text/html"})
    (path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return path


def printed(capsys: pytest.CaptureFixture[str], *paths: Path, together: bool = True) -> dict[str, dict[str, Any]]:
    extract(paths, together)
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {row["id"]: row for row in rows}


def test_pages_of_one_host_teach_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder(tmp_path, [(f"h{n}", HARBOUR.format(n), body(n)) for n in range(4)])
    alone = printed(capsys, tmp_path, together=False)
    assert all(row["body"].endswith(NOTICE) for row in alone.values())
    for number, row in enumerate(printed(capsys, tmp_path).values()):
        assert row["body"] == text(number)
        assert {"rule": "repeated (4 of 4 pages)", "text": NOTICE} in row["removed"]
        same = {key for key in row if row[key] == alone[row["id"]][key]}
        assert set(row) - same == {"body", "removed"}


def test_other_hosts_teach_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = [(f"h{n}", HARBOUR.format(n), body(n)) for n in range(2)]
    pages += [(f"r{n}", RIVER.format(n), body(n + 10)) for n in range(2)]
    folder(tmp_path, pages)
    assert printed(capsys, tmp_path) == printed(capsys, tmp_path, together=False)


def test_hosts_may_stand_mixed_and_under_two_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = []
    for number in range(3):
        pages.append((f"r{number}", RIVER.format(number), body(number + 10, "江边的晚风吹着，我们明天这个时候再见。")))
        url = HARBOUR.format(number).replace("www.", "" if number else "www.")
        pages.append((f"h{number}", url, body(number)))
    rows = printed(capsys, folder(tmp_path, pages))
    assert list(rows) == ["r0", "r1", "r2", "h0", "h1", "h2"]
    assert [row["body"] for row in rows.values()] == [text(seed) for seed in (10, 11, 12, 0, 1, 2)]


def test_files_without_addresses_belong_together_by_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, count in (("one", 3), ("two", 2)):
        (tmp_path / name).mkdir()
        for number in range(count):
            (tmp_path / name / f"{name}{number}.html").write_bytes(body(f"{name}{number}"))
    rows = printed(capsys, tmp_path / "one", tmp_path / "two")
    assert {ident: row["body"].endswith(NOTICE) for ident, row in rows.items()} == {
        **dict.fromkeys(["one0", "one1", "one2"], False),
        **dict.fromkeys(["two0", "two1"], True),
    }


def test_a_large_host_is_read_in_parts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extract_command, "TOGETHER", 3)
    rows = printed(capsys, folder(tmp_path, [(f"h{n}", HARBOUR.format(n), body(n)) for n in range(7)]))
    assert [row["body"] for row in rows.values()] == [text(n) for n in range(7)]


def test_pages_without_articles_are_no_trouble(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = [(f"h{n}", HARBOUR.format(n), body(n)) for n in range(3)]
    pages += [("empty", HARBOUR.format(8), b""), ("binary", HARBOUR.format(9), bytes(range(256)) * 4)]
    with pytest.raises(OneLine, match=r"1 of 5 pages cannot be read: .*binary\.html\.gz is not HTML") as caught:
        extract([folder(tmp_path, pages)], True)
    assert caught.value.exit_code == ExitCode.SOME_FAILED
    rows = {record["id"]: record for record in map(json.loads, capsys.readouterr().out.splitlines())}
    assert rows["empty"]["body"] == rows["binary"]["body"] == ""
    assert "is not HTML" in rows["binary"]["error"]
    assert "error" not in rows["empty"]
    assert rows["h0"]["body"] == text(0)


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize(
    ("spoilt", "cause"),
    [
        (b"no gzip", "Not a gzipped file"),
        (gzip.compress(body(0))[:-30], "end-of-stream"),
        (gzip.compress(body(0))[:40] + bytes(60), "Error -3 while decompressing"),
        (gzip.compress(bytes(range(128, 256)) * 40), "is not HTML"),
        (None, "No such file"),
    ],
    ids=["no gzip", "cut off", "damaged", "no text", "gone"],
)
def test_an_unreadable_page_is_named_and_the_others_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoilt: bytes | None, cause: str, together: bool
) -> None:
    folder(tmp_path, [(f"h{n}", HARBOUR.format(n), body(n)) for n in range(3)])
    (tmp_path / "h1.html.gz").unlink() if spoilt is None else (tmp_path / "h1.html.gz").write_bytes(spoilt)
    with pytest.raises(OneLine, match=rf"1 of 3 pages cannot be read: .*h1\.html\.gz .*{cause}") as caught:
        extract([tmp_path], together)
    assert caught.value.exit_code == ExitCode.SOME_FAILED
    rows = {record["id"]: record for record in map(json.loads, capsys.readouterr().out.splitlines())}
    assert set(rows) == {"h0", "h1", "h2"}
    assert cause in rows["h1"]["error"]
    assert rows["h1"]["body"] == ""
    assert rows["h2"]["body"].startswith(text(2))


def test_each_unreadable_page_has_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in "ab":
        (tmp_path / f"{name}.html").write_bytes(b"\x00\x01 nothing")
    with pytest.raises(OneLine, match=r"2 of 2 pages cannot be read: .*b\.html is not HTML") as caught:
        extract([tmp_path])
    assert caught.value.exit_code == ExitCode.WRONG_USE
    assert "a.html is not HTML" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("manifest", "cause"),
    [
        ("", "Expecting value"),
        ("{", "Expecting property name"),
        ("[" * 100_000, "recursion"),
        ('{"id": "1"}', "holds no list"),
        ("[1]", "entry 1 names no file"),
        ('[{"id": 1, "file": "h0.html.gz"}, {"id": "2"}]', "entry 2 names no file"),
        ('[{"id": null, "file": "h0.html.gz"}]', "entry 1 has no id"),
        ('[{"file": "h0.html.gz"}]', "entry 1 has no id"),
        ('[{"id": "1", "file": "h0\\u0000.html"}]', "entry 1 names no file"),
        (None, "codec can't decode"),
    ],
)
def test_a_manifest_that_is_none_is_named_before_anything_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], manifest: str | None, cause: str
) -> None:
    folder(tmp_path, [("h0", HARBOUR.format(0), body(0))])
    (tmp_path / "manifest.json").write_bytes(b"\xff\xfe\xfa" if manifest is None else manifest.encode())
    with pytest.raises(OneLine, match=rf"manifest\.json.*{cause}") as caught:
        extract([tmp_path])
    assert caught.value.exit_code == ExitCode.WRONG_USE
    assert len(caught.value.message.splitlines()) == 1
    assert capsys.readouterr().out == ""


def test_parts_of_one_article_that_are_given_together_are_joined(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = Story("渡口的船工和他的十一册本子", ())
    lines = text("long", 6).split("\n")
    half = len(lines) // 2
    address = {1: HARBOUR.format("48201"), 2: HARBOUR.format("48201_2")}
    given = [
        ("p2", address[2], lines[half:], f"<a href={address[1]}>1</a> 2"),
        ("p1", address[1], lines[:half], f"1 <a href={address[2]}>2</a>"),
    ]
    pages = [
        (name, url, portal_page(story, content=paragraphs(*part), inside=f"<div>{links}</div>").body)
        for name, url, part, links in given
    ]
    folder(tmp_path, [*pages, ("other", HARBOUR.format("48202"), body(2))])
    alone, rows = printed(capsys, tmp_path, together=False), printed(capsys, tmp_path)
    assert list(rows) == ["p1", "p2", "other"]
    assert rows["p1"]["body"].split("\n") == lines
    assert rows["p2"]["body"].split("\n") == lines[half:]
    assert [row.get("part_of") for row in rows.values()] == [None, address[1], None]
    assert [row["flags"] for row in rows.values()] == [[], [], []]
    assert (alone["p1"]["flags"], alone["p1"]["body"].split("\n")) == (["incomplete"], lines[:half])
