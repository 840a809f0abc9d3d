"""What somebody sees who runs a crawl by hand: live lines on a terminal of 80 columns, colours only there."""

import os
import pty
import re
import select
import subprocess
import sys
import termios
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.asked import asking, ordinary
from tests.conftest import ROOT


def on_a_terminal(folder: Path, arguments: Sequence[str], **environment: str) -> str:
    """What a command writes to a terminal of 80 columns, as it was written."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, 80))
    bare = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **environment}
    command = [sys.executable, "-m", "crawler.cli", *arguments]
    with subprocess.Popen(command, cwd=folder, env=bare, stdin=slave, stdout=slave, stderr=slave) as process:
        os.close(slave)
        seen = b""
        while select.select([master], [], [], 60)[0]:
            try:
                seen += os.read(master, 65_536)
            except OSError:  # the command has ended, and with it the terminal
                break
    os.close(master)
    assert process.returncode == 0, seen.decode()
    return seen.decode()


COLOUR = re.compile(r"\x1b\[[\d;]*m")


@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")])
def test_live_lines(tmp_path: Path, jobs: tuple[str, ...]) -> None:
    with asking(lambda path, _: ordinary(path)) as one, asking(lambda path, _: ordinary(path)) as two:
        shown = on_a_terminal(tmp_path, ("crawl", one.url, two.url, *jobs))
    drawn = re.split(r"[\r\n]+|\x1b\[\d*[A-JK]", COLOUR.sub("", shown))
    lines = [line for line in drawn if re.search(r"found \d+ fetched \d+ stored \d+ skipped \d+", line)]
    assert {one.url[7:], two.url[7:]} <= {word for line in lines for word in line.split()}
    assert all(len(re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", "", line)) <= 80 for line in lines)
    assert COLOUR.search(shown)
    assert "why skipped" in shown  # the table, when the lines are gone


def test_no_color_is_heeded(tmp_path: Path) -> None:
    """https://no-color.org: no colour, bold may stay."""
    with asking(lambda path, _: ordinary(path)) as site:
        shown = on_a_terminal(tmp_path, ("crawl", site.url), NO_COLOR="1")
    assert not re.search(r"\x1b\[(?:\d+;)*(?:3[0-8]|9[0-7])[;m]", shown)


def test_quiet_draws_nothing(tmp_path: Path) -> None:
    with asking(lambda path, _: ordinary(path)) as site:
        assert on_a_terminal(tmp_path, ("crawl", "-q", site.url)) == ""
