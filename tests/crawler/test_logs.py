"""The log: one line a record whatever stands in it, rotated also by several processes, never a reason to stop."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from crawler.monitoring.outcome import ExitCode
from crawler.output import logs
from crawler.output.problems import OneLine
from tests.conftest import ROOT


@contextmanager
def logging_to(path: Path, **options: Any) -> Iterator[logging.Logger]:
    before = logging.root.level
    handler = logs.install("WARNING", str(path), **options)
    try:
        yield logging.getLogger("scrapy.core")
    finally:
        logs.remove(handler)
        logging.root.setLevel(before)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_warnings_of_all_and_every_word_of_citydesk(tmp_path: Path) -> None:
    with logging_to(tmp_path / "log") as log:
        log.info("Spider opened")
        log.warning("a warning")
        logging.getLogger(logs.OWN).info("渡口: ok")
    assert [line.split("] ")[1] for line in lines(tmp_path / "log")] == ["WARNING: a warning", "INFO: 渡口: ok"]


@pytest.mark.parametrize("text", ["a\n2026-01-01 00:00:00 [citydesk] INFO: forged", "a\r\x1b[2Jb", "a\u2028b\u202eb"])
def test_what_a_page_sends_is_no_line_of_its_own(tmp_path: Path, text: str) -> None:
    with logging_to(tmp_path / "log") as log:
        log.warning("title %s", text)
    written = lines(tmp_path / "log")
    assert all(line.startswith("    ") for line in written[1:])
    assert "\x1b" not in "".join(written)
    assert "\u202e" not in "".join(written)


def test_json_lines(tmp_path: Path) -> None:
    with logging_to(tmp_path / "log", form="json") as log:
        log.warning("two\nlines", extra={"portal": "ferry", "result": {"pages": 3}})
        try:
            raise ValueError("渡")
        except ValueError:
            log.exception("broken")
    first, second = map(json.loads, lines(tmp_path / "log"))
    assert (first["message"], first["portal"], first["result"]) == ("two\nlines", "ferry", {"pages": 3})
    assert (first["level"], first["logger"], first["time"][-6:]) == ("WARNING", "scrapy.core", "+00:00")
    assert second["traceback"].endswith("ValueError: 渡")


def test_the_file_is_rotated_and_so_many_are_kept(tmp_path: Path) -> None:
    with logging_to(tmp_path / "log", size=2000, count=2) as log:
        for number in range(100):
            log.warning("record %03d %s", number, "x" * 60)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["log", "log.1", "log.2"]
    assert all(path.stat().st_size <= 2000 for path in tmp_path.iterdir())
    kept = [line for name in ("log.2", "log.1", "log") for line in lines(tmp_path / name)]
    numbers = [int(line.split("record ")[1][:3]) for line in kept]
    assert numbers == list(range(numbers[0], 100))


WRITER = """
import logging, sys
from crawler.output import logs
logs.install("WARNING", sys.argv[1], size=3000, count=1000)
for number in range(150):
    logging.warning("%s-%03d %s", sys.argv[2], number, "x" * 40)
"""


def test_processes_that_share_a_file_lose_no_line(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "log")]
    environment = {"PYTHONPATH": str(ROOT)}
    writers = [subprocess.Popen([*command, name], env=environment, stderr=subprocess.PIPE) for name in "abc"]
    assert [writer.communicate(timeout=60)[1] for writer in writers] == [b""] * 3
    written = [line for path in tmp_path.iterdir() for line in lines(path)]
    assert len(written) == 450
    assert len({line.split("WARNING: ")[1] for line in written}) == 450


def test_a_file_that_somebody_moved_is_made_anew(tmp_path: Path) -> None:
    """As logrotate does."""
    with logging_to(tmp_path / "log") as log:
        log.warning("first")
        (tmp_path / "log").rename(tmp_path / "old")
        log.warning("second")
    assert "second" in lines(tmp_path / "log")[0]
    assert len(lines(tmp_path / "old")) == 1


def test_a_full_disk_is_told_once_and_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with logging_to(Path("/dev/full")) as log:
        log.warning("first")
        log.warning("second")
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "/dev/full cannot be written" in told[0]


def test_lines_of_children_are_passed_on_as_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = '{"message": "from a child %s"}\n'
    for form in ("text", "json"):
        with logging_to(tmp_path / form, form=form):
            logs.pass_on(line)
        assert lines(tmp_path / form) == [line.strip()]
    logs.pass_on(line)  # without a file
    assert capsys.readouterr().err == line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("LOUD",), "LOG_LEVEL=LOUD"),
        (("INFO", "", "xml"), "--log-format xml"),
        (("INFO", "missing/folder/log"), "missing/folder/log cannot be written"),
    ],
)
def test_nonsense_is_named(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(OneLine, match=words) as refused:
        logs.install(*arguments)  # type: ignore[arg-type]  # all of them words
    assert refused.value.exit_code == ExitCode.WRONG_USE
