"""The numbers that a child of ``--jobs`` tells, as its parent reads them."""

import io

import pytest

from crawler.crawling.jobs import Jobs
from crawler.crawling.progress import Numbers


class _Child:
    """A process that has written to its stderr and ended."""

    def __init__(self, text: str) -> None:
        self.stderr = io.StringIO(text)


def test_progress_goes_to_the_bars_and_the_log_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[tuple[str, Numbers | None]] = []
    work = Jobs({}, 1.0, lambda portal, numbers: seen.append((portal, numbers)))
    child = _Child(
        f"{Numbers(9, 3, 2, 1).line()}\n2026 WARNING: a log line\ncitydesk: note: x: y\ncitydesk: the cause\n"
    )
    assert work._listen(child, "riverside") == "the cause"  # type: ignore[arg-type]
    assert seen == [("riverside", Numbers(found=9, fetched=3, stored=2, skipped=1))]
    assert capsys.readouterr().err == "2026 WARNING: a log line\n"


def test_a_child_without_result_is_told_by_its_end() -> None:
    work = Jobs({}, 1.0)
    assert work._silent("p", -9, "").problems == [
        "its process was killed by signal 9; what was stored stays, the next run goes on"
    ]
    assert work._silent("p", 4, "the file is read-only").verdict == "database"
    assert work._silent("p", 2, "").problems == ["its process ended with code 2"]
    work.stopped_by = 15
    assert work._silent("p", -15, "").verdict == "stopped"
