"""``citydesk serve``: a real server on loopback, asked over HTTP."""

import importlib.util
import json
import os
import re
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

import pytest
from click.testing import CliRunner

from crawler.actions.datasette_plugin import policy
from crawler.actions.serve_command import _SEARCH, metadata
from crawler.cli import main
from crawler.monitoring.outcome import ExitCode
from crawler.storage.catalogue import RANKED
from crawler.storage.store import Store
from tests.conftest import ROOT
from tests.crawler.store_kit import NOON, article, put, text

needs_datasette = pytest.mark.skipif(
    importlib.util.find_spec("datasette") is None, reason="the extra serve is not installed"
)


POISON = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'; DROP TABLE article;--"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serve") / "local news.db"
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1, body=text(1) + "一带一路"), run)
        put(store, article(1, body=text(1) + "一带一路", url="http://o.example/1", portal="harbour"), run)
        put(store, article(2, body=text(2) + "一路一带"), run)
        put(store, article(4, title=POISON, source="javascript:alert(1)", body=f"{POISON}{text(4)}"), run)
    return path


@pytest.fixture(scope="module")
def server(path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a server on a free port, and its process."""
    command = [sys.executable, "-m", "crawler.cli", "serve", "--port", "0", "--db", str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout
        line = process.stdout.readline()
        try:
            assert " at http://127.0.0.1:" in line, line + (
                process.stderr.read() if process.stderr and not line else ""
            )
            yield line.split(" at ")[1].split()[0] + "local~20news", process
        finally:
            process.kill()


def get(address: str) -> str:
    with closing(build_opener(ProxyHandler({})).open(address, timeout=30)) as answer:
        return str(answer.read().decode())


def rows(address: str) -> Any:
    return json.loads(get(f"{address}&_shape=array"))


@needs_datasette
@pytest.mark.parametrize(("query", "expected"), [("一帶一路", [1]), ("“一带一路” OR 一路一带", [1, 3]), ('"((', [])])
def test_the_search_boxes_find_words_of_any_length(
    server: tuple[str, subprocess.Popen[str]], query: str, expected: list[int]
) -> None:
    address, _ = server
    assert [row["id"] for row in rows(f"{address}/stories.json?_search={quote(query)}")] == expected
    assert sorted(row["id"] for row in rows(f"{address}/search.json?words={quote(query)}")) == expected


def test_of_very_many_hits_the_search_page_ranks_the_newest(path: Path) -> None:
    with Store.open(path) as store:
        store.connection.create_function("escape_fts", 1, str)
        for ranked, expected in ((RANKED, {1, 3}), (2, {3})):  # 2 is a copy, and no story of its own
            sql = _SEARCH.replace(f"OFFSET {RANKED}", f"OFFSET {ranked}")
            found = store.connection.execute(sql, {"words": "消*"}).fetchall()
            assert {row[-1] for row in found} == expected


@needs_datasette
def test_the_pages_show_views_and_hide_tables(server: tuple[str, subprocess.Popen[str]]) -> None:
    address, _ = server
    page = get(address)
    assert "articles" in page
    assert "removed_line" not in page
    front_address = address.removesuffix("local~20news")
    front = get(front_address)
    assert 'href="/local+news/search"' in front
    assert 'href="/local+news/stories"' in front
    assert "librar*" in get(f"{front_address}local+news/search")
    assert "一带一路" in get(f"{address}/articles?_search={quote('一带一路')}")


@needs_datasette
def test_what_portals_write_runs_nowhere(server: tuple[str, subprocess.Popen[str]]) -> None:
    """It is shown as text, and a browser is told to run no script that is not Datasette's own."""
    address, _ = server
    for page in ("articles", "articles?id=4", "stories?_search=alert", "search?words=alert", "removed"):
        with closing(build_opener(ProxyHandler({})).open(f"{address}/{page}", timeout=30)) as answer:
            told, shown = answer.headers["Content-Security-Policy"], answer.read().decode()
        assert "default-src 'none'" in told
        assert "unsafe-inline" not in told.partition("style-src")[0]
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert 'href="javascript' not in shown


@needs_datasette
def test_the_scripts_of_the_pages_themselves_may_run(server: tuple[str, subprocess.Popen[str]]) -> None:
    address, _ = server
    for page in ("articles", "search?words=alert", ""):
        for script in re.findall(r"<script>(.*?)</script>", get(f"{address}/{page}"), re.DOTALL):
            assert b64encode(sha256(script.encode()).digest()).decode() in policy()


@needs_datasette
def test_nothing_can_be_written_or_taken_whole(server: tuple[str, subprocess.Popen[str]]) -> None:
    address, _ = server
    for wanted in (f"{address}.db", f"{address}.json?sql={quote('DELETE FROM article')}"):
        with pytest.raises(HTTPError) as refused:
            get(wanted)
        assert refused.value.code in (400, 403)
        refused.value.close()


@needs_datasette
def test_a_port_in_use_is_named(path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = CliRunner().invoke(main, ["serve", "--db", str(path), "--port", str(other.getsockname()[1])])
    assert result.exit_code == ExitCode.WRONG_USE
    assert "cannot be used" in result.stderr
    assert "--port" in result.stderr


def test_without_datasette_the_remedy_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    result = CliRunner().invoke(main, ["serve", "--db", str(path)])
    assert result.exit_code == ExitCode.WRONG_USE
    assert result.stderr == "citydesk: serve needs Datasette, which is not installed: pip install 'citydesk[serve]'\n"


@needs_datasette
def test_no_database(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", "--db", str(tmp_path / "none.db")])
    assert result.exit_code == ExitCode.DATABASE
    assert "does not exist" in result.stderr


def test_only_views_are_shown() -> None:
    tables = metadata("news", ["articles", "article", "stories", "sketch"])["databases"]["news"]["tables"]
    assert {name for name, facts in tables.items() if facts.get("hidden")} == {"article", "sketch"}
    assert tables["stories"]["fts_table"] == "article_fts"


@needs_datasette
def test_ctrl_c_is_a_clean_end(server: tuple[str, subprocess.Popen[str]]) -> None:
    """Stands last, for it ends the server of this module."""
    address, process = server
    get(address)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    assert process.stderr
    assert process.stderr.read() == ""
