"""A database full of what attacks readers: no command passes it on to the terminal, whatever its options."""

import io
import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.cli import main
from crawler.monitoring.outcome import PortalResult
from crawler.output.report import table
from crawler.output.saying import guard_logs, safe, safe_lines, say_json
from crawler.output.terminal import Terminal
from crawler.scheduling import frontier
from crawler.scheduling.visits import Lead
from crawler.storage.store import Store
from tests.crawler.store_kit import LATER, NOON, article, put, text

#: One of each: title and clipboard of a terminal, colour, bell, C1's CSI, direction, line and record separators, NUL.
EVIL = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202egnp\u2066x\u2028y\x00z\x7f\r\ncitydesk: all is well"
STEERS = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two versions of an article, a copy and addresses, every text of which was put in behind the store's back."""
    path = tmp_path_factory.mktemp("poison") / "evil.db"
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1), run)
        put(store, article(1, body=text(9) + "集市"), run, LATER)
        put(store, article(1, body=text(9) + "集市", url="http://o.example/1", portal="harbour"), run)
        store.skip("http://o.example/2", "harbour", "wall", run, NOON)
        with store.writing() as connection:
            frontier.add(
                connection,
                "riverside",
                [Lead(f"http://news.example/{n}?{EVIL}", address=f"http://news.example/{n}?{EVIL}") for n in range(3)],
                1,
            )
            for place, columns in {
                "article": ("title", "body", "source", "section", "published_at"),
                "revision": ("title", "body"),
                "sighting": ("url",),
            }.items():
                for column in columns:
                    connection.execute(f"UPDATE OR IGNORE {place} SET {column} = {column} || ?", (EVIL,))
            evil = json.dumps([EVIL], ensure_ascii=False)
            connection.execute(
                "UPDATE article SET tags = ?, authors = ?, breadcrumbs = ?, flags = ?", (evil, evil, evil, evil)
            )
    return str(path)


#: The command lines that show what is stored, by command; ``{}`` is the database.
WALK = {
    "search": ["集市", "集市 --json", "集市 --all-copies", "{evil}"],
    "show": ["1", "1 --diff", "1 --json", "1 --diff --json", "2", "{evil}"],
    "explain": ["1", "2", "{evil}"],
    "due": ["riverside", "riverside --json", "{evil}"],
    "reextract": ["--dry-run", "{evil}"],
    "doctor": ["", "--json"],
    "size": ["", "--json"],
    "prune": ["--dry-run"],
    "crawl": ["{evil}", "http://{evil}/"],
    "import": ["{file}", "{evil}"],
    "merge": ["{evil}"],
    "extract": ["{page}", "{evil}"],
    "export": ["--format jsonl --portal {evil}"],
    "backup": ["{evil}/x"],
    "status": ["", "--prometheus", "--portal {evil}", "--accept {evil}"],
    "check": ["{evil}", "--json {evil}"],
    "add": ["{evil}", "http://{evil}/"],
    "retire": ["", "riverside --why {evil}", "{evil}", "{evil} --undo", "riverside --undo"],
    "alert": ["--sendmail {evil} --mail {evil}"],
}
#: Commands that may have nothing to say.
QUIET = ("export", "alert", "retire")
#: Commands that show nothing of others, and why.
SILENT = {
    "demo": "crawls the bundled samples",
    "serve": "its pages are tested with it, by HTTP",
    "schedule": "prints the lines of this installation",
}


@pytest.mark.parametrize("name", WALK)
def test_no_command_steers_the_terminal(name: str, poisoned: str, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text(
        json.dumps({"url": f"http://a.example/{EVIL}", "title": EVIL, "body": EVIL, EVIL: 1}) + "\n" + EVIL + "\n",
        encoding="utf-8",
    )
    page = tmp_path / "page.html"
    page.write_text(f"<html><title>{EVIL}</title><h1>{EVIL}</h1><p>{text(3)}{EVIL}</p></html>", encoding="utf-8")
    for line in WALK[name]:
        words = [
            word.format(evil=EVIL.replace("\x00", ""), file=lines, page=page) if "{" in word else word
            for word in line.split()
        ]
        database = [] if name == "extract" else ["--db", poisoned]
        done = CliRunner().invoke(main, [name, *database, *words])
        assert not isinstance(done.exception, Exception), (line, done.exception)
        shown = done.stdout + done.stderr
        assert shown or name in QUIET, line
        found = STEERS.search(shown)
        assert not found, (line, shown[max(0, found.start() - 60) : found.end() + 60])
        told = [one for one in done.stderr.splitlines() if one.startswith("citydesk: all is well")]
        assert not told, f"{line}: a line was forged"


def test_every_command_is_walked() -> None:
    assert set(WALK) | set(SILENT) >= set(main.commands)


def test_the_table_of_a_crawl() -> None:
    out = io.StringIO()
    table([PortalResult(f"[bold]{EVIL}[/x]", "ok", skipped={EVIL: 3})], Terminal(file=out, width=200))
    assert not STEERS.search(out.getvalue())
    assert "[bold]" in out.getvalue(), "text is no markup"


@pytest.mark.parametrize("colours", [True, False])
def test_a_terminal_shows_its_own_styles_alone(colours: bool) -> None:
    """The same is shown with the text taken out by hand: no code comes from it."""
    shown, expected = io.StringIO(), io.StringIO()
    options: dict[str, Any] = {
        "width": 60,
        "force_terminal": colours,
        "color_system": "standard" if colours else None,
        "legacy_windows": False,
    }
    for out, kind, said in ((shown, Terminal, EVIL), (expected, Console, safe_lines(EVIL))):
        grid = Table("a")
        grid.add_row(Text(said, style="bold red"))
        console = kind(file=out, highlight=False, **options)
        console.print(Text(said, style="cyan"))
        console.print(grid)
        console.print(Text(said), soft_wrap=True)
    assert len(re.findall(r"\x1b\[[\d;]*m", shown.getvalue())) == len(re.findall(r"\x1b\[[\d;]*m", expected.getvalue()))
    assert not STEERS.search(re.sub(r"\x1b\[[\d;]*m", "", shown.getvalue()))
    assert ("\x1b[" in shown.getvalue()) is colours


def test_safe() -> None:
    assert safe("a\x1b[1m\nb") == "a�[1m�b"
    assert safe_lines("a\x1b\nb") == "a�\nb"
    assert safe("渡口，ok é 👩‍🌾") == "渡口，ok é 👩‍🌾"


def test_json_is_the_same_value_and_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    say_json({"title": EVIL, "渡": ["\ud800"]})
    shown = capsys.readouterr().out
    assert not STEERS.search(shown)
    assert shown.count("\n") == 1
    assert json.loads(shown) == {"title": EVIL, "渡": ["\ud800"]}


def test_a_log_record_can_neither_steer_nor_be_forged(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    monkeypatch.setattr(logging.root, "handlers", [handler])
    guard_logs()
    guard_logs()
    try:
        raise ValueError(EVIL)
    except ValueError:
        logging.getLogger("x").exception("Failed: %s", f"a\r\nERROR: forged {EVIL}")
    assert not STEERS.search(out.getvalue())
    assert [line for line in out.getvalue().splitlines() if not line.startswith(" ")][1:] == []
    assert "Traceback" in out.getvalue()
