"""Wrong use and broken surroundings: one clear line with cause and remedy, the contract's exit code, no traceback."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.monitoring.outcome import ExitCode
from crawler.sample_data.samples import SampleServer
from crawler.storage.store import Store
from tests.conftest import ROOT, Command
from tests.crawler.store_kit import NOON, article, put


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("yb98",), ("yb98", "did you mean: yb983")),
        (("-s", "SPIDER_MODULES="), ("there is no portal module", "citydesk add URL")),
        (("www.example.cn",), ("no scheme", "http://www.example.cn")),
        (("ftp://www.example.cn/",), ("ftp://www.example.cn/",)),
        (("http:///news",), ("host",)),
        (("yb983", "--since", "yesterday"), ("--since", "2026-11-23")),
        (("yb983", "-s", "DOWNLOAD_DELAY"), ("KEY=VALUE",)),
        (("yb983", "-s", "DOWNLOAD_DELY=1"), ("DOWNLOAD_DELY",)),
        (("yb983", "--portals", "nowhere"), ("nowhere", "--portals DIR")),
    ],
)
def test_wrong_use_is_named(citydesk: Command, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    done = citydesk("crawl", *arguments)
    assert done.returncode == ExitCode.WRONG_USE
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert all(word in done.stderr for word in words), done.stderr


def test_a_portal_module_that_cannot_be_loaded_is_named(citydesk: Command, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("import nothing_of_this_name\n")
    done = citydesk("crawl", "broken", "--portals", str(tmp_path))
    assert done.returncode == ExitCode.WRONG_USE
    assert "broken.py" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_host_that_does_not_answer(citydesk: Command) -> None:
    done = citydesk("crawl", f"http://127.0.0.1:{free_port()}/", "-s", "RETRY_TIMES=0")
    assert done.returncode == ExitCode.NOTHING_CRAWLED
    assert "Traceback" not in done.stderr
    assert "did not answer" in done.stderr.strip().splitlines()[-1]


def test_one_portal_down_and_one_fine_is_code_one(citydesk: Command, samples: SampleServer) -> None:
    down = f"http://127.0.0.1:{free_port()}/"
    done = citydesk("crawl", samples.url + "/", down, "--max-pages", "3", "-s", "RETRY_TIMES=0")
    assert done.returncode == ExitCode.SOME_FAILED


def test_no_folder_for_the_database(citydesk: Command) -> None:
    done = citydesk("crawl", "yb983", "--db", "missing/news.db")
    assert done.returncode == ExitCode.DATABASE
    assert "missing" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_that_is_no_database(citydesk: Command, tmp_path: Path) -> None:
    (tmp_path / "news.db").write_text("not a database, but long enough to have a header of its own" * 20)
    done = citydesk("crawl", "yb983", "--db", "news.db")
    assert done.returncode == ExitCode.DATABASE
    assert "news.db" in done.stderr


def test_a_newer_database_is_refused(citydesk: Command, samples: SampleServer, tmp_path: Path) -> None:
    citydesk("crawl", "yb983", "--max-pages", "1", "-s", "DOWNLOAD_DELAY=0", http_proxy=samples.url)
    with sqlite3.connect(tmp_path / "citydesk.db") as db:
        db.execute("PRAGMA user_version = 999")
    done = citydesk("crawl", "yb983")
    assert done.returncode == ExitCode.DATABASE
    assert "999" in done.stderr


def test_a_portal_whose_pages_hold_no_article_is_drift(
    citydesk: Command, tmp_path: Path, samples: SampleServer
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "lists_only.py").write_text(
        "from crawler.portal import PortalSpider\nfrom crawler.sources import ListPage\n\n\n"
        "class Lists(PortalSpider):\n    name = 'lists'\n    hosts = ('www.yb983.com',)\n"
        "    sources = (ListPage('http://www.yb983.com/news/', links='.nav'),)\n"
    )
    done = citydesk("crawl", "lists", "--portals", str(folder), "-s", "DOWNLOAD_DELAY=0", http_proxy=samples.url)
    assert done.returncode == ExitCode.DRIFT
    assert "changed its pages" in done.stderr.strip().splitlines()[-1]


def test_demo_shows_what_came_out(citydesk: Command, tmp_path: Path) -> None:
    done = citydesk("demo", "--db", "demo.db")
    assert (done.returncode, done.stderr) == (0, "")
    for word in ("yb983", "dadongnews", "copies", "Stripped from this page", "credit.zh", "sqlite3", "demo.db"):
        assert word in done.stdout
    assert "\x1b" not in done.stdout  # no colours where nobody sees them
    assert (tmp_path / "demo.db").exists()


def test_extract_prints_a_json_line_a_page(citydesk: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    text = "　　县里的图书馆昨天换了新书架，读者排队进门，管理员说这一天等了三年。" * 4
    page.write_text(
        f"<html><title>新书架到了 - 某县新闻网</title><h1>新书架到了</h1><p>{text}</p></html>", encoding="utf-8"
    )
    done = citydesk("extract", str(page))
    assert done.returncode == 0
    assert '"title": "新书架到了"' in done.stdout


def test_extract_names_a_missing_file(citydesk: Command) -> None:
    done = citydesk("extract", "nowhere.html")
    assert done.returncode == ExitCode.WRONG_USE
    assert "nowhere.html" in done.stderr


def test_help_comes_quickly_because_nothing_is_imported_for_it(citydesk: Command) -> None:
    done = citydesk("--help", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    assert "scrapy" not in done.stderr
    assert "lxml" not in done.stderr


@pytest.mark.parametrize("asked", ["search 灯塔", "show 1", "status", "status --json"])
def test_commands_that_only_read_load_nothing_that_writing_needs(citydesk: Command, tmp_path: Path, asked: str) -> None:
    with Store.open(tmp_path / "news.db") as store:
        put(store, article(1, title="灯塔"), store.start_run("riverside", NOON))
    done = citydesk(*asked.split(), "--db", "news.db", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "crawler.storage.readers" in loaded
    # Each of them takes longer to load than an article to be found: .2 s of CPU in all, as much as the rest.
    assert not loaded & {"sqlite_utils", "lxml.etree", "scrapy", "crawler.storage.articles", "crawler.storage.store"}


def test_bare_environment_needs_no_home(citydesk: Command) -> None:
    assert "HOME" not in os.environ or citydesk("--version").returncode == 0


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("crawl riv", ["riverside"]),
        ("status ", ["harbour", "riverside"]),
        ("crawl --portals mine h", ["harbour", "hills"]),
        ("due ri", ["riverside"]),
        ("status --db no-such.db ", []),
        ("sta", ["status"]),
    ],
)
def test_a_shell_completes_portals(tmp_path: Path, words: str, offered: list[str]) -> None:
    with Store.open(tmp_path / "citydesk.db") as store:
        for name in ("riverside", "harbour", "$(evil)"):
            store.start_run(name, "2026-01-02T03:04:05+00:00")
    (tmp_path / "mine").mkdir()
    for name in ("hills", "_draft"):
        (tmp_path / "mine" / f"{name}.py").touch()
    line = f"citydesk {words}"
    place = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1), "_CITYDESK_COMPLETE": "bash_complete"}
    bare = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **place}
    script = str(Path(sys.executable).with_name("citydesk"))
    done = subprocess.run([script], cwd=tmp_path, env=bare, capture_output=True, text=True, check=False)
    assert [row.partition(",")[2] for row in done.stdout.split()] == offered
    assert done.stderr == ""
    assert not (tmp_path / "no-such.db").exists()
