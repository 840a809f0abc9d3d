"""Files that are there whole or not at all."""

from contextlib import suppress
from pathlib import Path

import pytest

from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from crawler.output.whole_file import whole_file


def test_the_name_is_given_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "status.html"
    path.write_bytes(b"before")
    with whole_file(path) as out:
        out.write(b"after")
        out.flush()
        assert path.read_bytes() == b"before"
    assert path.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [path]


def test_what_breaks_off_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "status.html"
    path.write_bytes(b"before")
    with suppress(KeyError), whole_file(path) as out:
        out.write(b"half")
        raise KeyError
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["missing/x.csv", "folder"])
def test_what_cannot_be_written_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with (
        pytest.raises(OneLine, match=f"{name} cannot be written: .*; name a file") as told,
        whole_file(tmp_path / name),
    ):
        pass
    assert told.value.exit_code == ExitCode.WRONG_USE
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_two_at_once_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "news.jsonl"
    with whole_file(path) as one:
        one.write(b"one")
        monkeypatch.setattr("os.getpid", lambda: 1)
        with whole_file(path) as other:
            other.write(b"other")
        assert path.read_bytes() == b"other"
    assert path.read_bytes() == b"one"
