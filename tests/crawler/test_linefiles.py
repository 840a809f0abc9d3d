"""Files of lines: plain, gzipped, broken, endless."""

import gzip
import io
import sys
from pathlib import Path

import pytest

from crawler.storage.linefiles import STDIN, LineProblem, lines, open_lines


def read(path: Path, longest: int = 100) -> list[tuple[int, bytes | str]]:
    with open_lines(path) as file:
        return [(number, str(line) if isinstance(line, LineProblem) else line) for number, line in lines(file, longest)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
@pytest.mark.parametrize("packed", [False, True])
def test_blank_lines_are_counted_and_passed_over(tmp_path: Path, name: str, packed: bool) -> None:
    """Whether a file is gzipped is seen from its first bytes."""
    content = b"one\r\n\n  \ntwo"
    (tmp_path / name).write_bytes(gzip.compress(content) if packed else content)
    assert read(tmp_path / name) == [(1, b"one\r\n"), (4, b"two")]


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert read(tmp_path / "a") == []


def test_a_line_without_end_costs_no_memory_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 1000 + b"\n" + b"y" * 100 + b"\n" + b"z" * 100)
    found = read(tmp_path / "a")
    assert [number for number, _ in found] == [1, 2, 3]
    assert "longer than" in str(found[0][1])
    assert "longer than" in str(found[1][1])  # with its end it has a byte more
    assert found[2][1] == b"z" * 100


@pytest.mark.parametrize("damage", ["cut", "overwritten"])
def test_a_broken_archive_ends_where_it_breaks(tmp_path: Path, damage: str) -> None:
    packed = gzip.compress(b"".join(f"line {number}\n".encode() for number in range(20_000)))
    broken = packed[:-3000] if damage == "cut" else packed[:9000] + b"\xff" * 2000 + packed[11_000:]
    (tmp_path / "a.gz").write_bytes(broken)
    found = read(tmp_path / "a.gz")
    assert found[0] == (1, b"line 0\n")
    assert "cannot be read on" in str(found[-1][1])


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Piped:
        buffer = io.BytesIO(gzip.compress(b"one\n"))

    monkeypatch.setattr(sys, "stdin", Piped)
    assert read(STDIN) == [(1, b"one\n")]
