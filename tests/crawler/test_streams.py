"""The command with streams as cron, pipes and old locales leave them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.storage.store import Store
from tests.conftest import ROOT

BARE = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}


def shell(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs ``script``, in which $P is this Python."""
    return subprocess.run(
        ["bash", "-c", script],
        env={**BARE, "P": sys.executable, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


SAY = "from crawler.output import streams; streams.prepare(); streams.write_lines([chr(0x6e21) + chr(0x53e3)] * 5000)"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(closed: str) -> None:
    code = "import os; from crawler.output import streams; streams.prepare(); f = os.open('/dev/null', 0); print('x'); sys_exit = os._exit(7 if f > 2 else 8)"
    assert shell(f'$P -c "{code}" {closed}').returncode == 7


def test_a_reader_that_goes_away_changes_nothing() -> None:
    done = shell(f'$P -c "{SAY}" | head -1; exit ${{PIPESTATUS[0]}}')
    assert (done.returncode, done.stdout, done.stderr) == (0, "渡口\n", "")


@pytest.mark.parametrize("environment", [{}, {"LANG": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_chinese_under_locales_without_it(environment: dict[str, str]) -> None:
    done = shell(f'$P -c "{SAY}" | tail -1', **environment)
    assert done.stderr == ""
    assert done.stdout in ("渡口\n", "\\u6e21\\u53e3\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize(
    "words", ["--help", "size --db x.db", "size --db x.db --json", "status --db x.db", "due --json --db x.db"]
)
def test_an_output_on_a_full_disk_is_one_line(words: str, tmp_path: Path) -> None:
    """Also where Python holds back what was printed until its end."""
    with Store.open(tmp_path / "x.db") as store:
        store.start_run("riverside", "2026-01-02T03:04:05+00:00")
    done = shell(f"cd {tmp_path}; $P -m crawler.cli {words} >/dev/full")
    if words.startswith("due"):
        assert (done.returncode, done.stderr) == (0, "")  # nothing is due, so nothing is lost
    else:
        told = "citydesk: the output cannot be written (No space left on device): make room, or write it elsewhere\n"
        assert (done.returncode, done.stderr) == (1, told)


@pytest.mark.parametrize("command", ["size", "status"])
def test_a_reader_that_was_never_there_is_no_message(tmp_path: Path, command: str) -> None:
    with Store.open(tmp_path / "x.db") as store:
        store.start_run("riverside", "2026-01-02T03:04:05+00:00")
    reader, writer = os.pipe()
    os.close(reader)
    words = [sys.executable, "-m", "crawler.cli", command, "--db", str(tmp_path / "x.db")]
    with open(writer, "wb") as gone:
        done = subprocess.run(words, env=BARE, stdout=gone, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode in (0, 1), done.stderr) == (True, "")


def test_escapes_where_there_is_no_character() -> None:
    assert shell(f'$P -c "{SAY}" | tail -1', PYTHONIOENCODING="latin-1").stdout == "\\u6e21\\u53e3\n"


def test_help_with_everything_closed() -> None:
    assert shell("$P -m crawler.cli --help <&- >&- 2>&-").returncode == 0


def test_ctrl_c_before_a_command_has_begun_is_code_130(tmp_path: Path) -> None:
    code = "import os, signal, click; from crawler.cli import main\n"
    code += "main.commands['size'].callback = lambda **_: os.kill(os.getpid(), signal.SIGINT)\nmain(['size'])"
    done = subprocess.run([sys.executable, "-c", code], env=BARE, capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert done.stderr == "citydesk: stopped by Ctrl-C\n"


def test_a_crawl_without_terminal_home_and_locale_from_another_folder(tmp_path: Path) -> None:
    """Under setsid there is no terminal to open either."""
    command = [
        "setsid",
        "-w",
        sys.executable,
        "-m",
        "crawler.cli",
        "crawl",
        "--db",
        str(tmp_path / "x.db"),
        "-q",
        "nobody",
    ]
    done = subprocess.run(
        command, cwd="/", env=BARE, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("citydesk: no portal is called 'nobody'")
    assert not os.path.exists("/citydesk.db")
