"""What a crawl prints at its end: nothing when all is well and nobody looks, a mail's worth when not."""

import json

import pytest

from crawler.monitoring.outcome import ExitCode, PortalResult
from crawler.monitoring.telling import News
from crawler.output import report

FINE = PortalResult("ferry", "ok", 8, new=3, unchanged=4, skipped={"gone": 1}, notes=["look at this"])
DOWN = PortalResult("hilltop", "down", problems=["refused"])
HELD = PortalResult("lakeside", "locked", problems=["process 7"])


def told(
    results: list[PortalResult], code: ExitCode, capsys: pytest.CaptureFixture[str], *, quiet: bool = False
) -> tuple[list[str], list[str]]:
    report.tell(results, [], code, quiet=quiet)
    caught = capsys.readouterr()
    return caught.out.splitlines(), caught.err.splitlines()


def test_the_table_and_the_notes(capsys: pytest.CaptureFixture[str]) -> None:
    output, errors = told([FINE], ExitCode.DONE, capsys)
    assert output[1].split() == ["ferry", "8", "3", "0", "4", "0", "1", "gone", "1"]
    assert errors == ["citydesk: note: ferry: look at this"]
    assert all(len(line) <= 80 and "\x1b" not in line for line in output)


def test_quiet_says_nothing_when_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert told([FINE, FINE], ExitCode.DONE, capsys, quiet=True) == ([], [])


def test_quiet_says_what_needs_a_look(capsys: pytest.CaptureFixture[str]) -> None:
    output, errors = told([FINE, DOWN], ExitCode.SOME_FAILED, capsys, quiet=True)
    assert output == ["citydesk crawl ended with code 1: 1 of 2 portals needs a look; 8 pages, 3 new articles"]
    assert errors == ["citydesk: hilltop: the portal did not answer: check its address and your network (refused)"]


def test_quiet_says_of_a_lock_only_who_holds_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing needs a look: the other crawl is at work."""
    output, errors = told([FINE, HELD], ExitCode.LOCKED, capsys, quiet=True)
    assert (output, len(errors)) == ([], 1)
    assert "another crawl of it is running (process 7)" in errors[0]


def test_a_frequent_cron_is_told_what_begins_and_what_ends(capsys: pytest.CaptureFixture[str]) -> None:
    known, new = PortalResult("old", "down"), PortalResult("hilltop", "down")
    news = News([new], ["ferry: well again: it was down"])
    report.tell([FINE, known, new], [], ExitCode.SOME_FAILED, quiet=True, news=news)
    caught = capsys.readouterr()
    assert caught.out.splitlines() == [
        "citydesk crawl ended with code 1: 1 of 3 portals needs a look, 1 more as before; 8 pages, 3 new articles",
        "citydesk: ferry: well again: it was down",
    ]
    assert caught.err.splitlines() == [
        "citydesk: hilltop: the portal did not answer: check its address and your network"
    ]


def test_a_frequent_cron_is_told_nothing_that_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    report.tell([FINE, DOWN], [], ExitCode.SOME_FAILED, quiet=True, news=News([], []))
    assert tuple(capsys.readouterr()) == ("", "")


def test_a_note_that_the_cause_says_is_not_told_twice(capsys: pytest.CaptureFixture[str]) -> None:
    halted = PortalResult("ferry", "stopped", 8, new=8, notes=["stopped by a signal", "look at this"])
    _, errors = told([halted], ExitCode.INTERRUPTED, capsys)
    assert errors == [
        "citydesk: note: ferry: look at this",
        "citydesk: ferry: stopped by a signal; what was stored stays",
    ]


def test_what_decides_the_code_comes_last(capsys: pytest.CaptureFixture[str]) -> None:
    _, errors = told([DOWN, HELD], ExitCode.NOTHING_CRAWLED, capsys)
    assert [line.split(":")[1].strip() for line in errors] == ["lakeside", "hilltop"]


def test_a_report_fits_a_mail(capsys: pytest.CaptureFixture[str]) -> None:
    results = [PortalResult(f"p{n}", "down", problems=["x" * 2000]) for n in range(500)]
    output, errors = told(results, ExitCode.NOTHING_CRAWLED, capsys, quiet=True)
    assert len(output) + len(errors) <= report.MOST_LINES + 2
    assert max(map(len, errors)) < 998
    assert errors[-1].startswith("citydesk: p499: ")
    assert "480 more portals" in errors[-2]


def test_one_note_of_many_portals_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    results = [PortalResult(f"p{n}", "ok", notes=["the run has had its time"]) for n in range(50)]
    _, errors = told(results, ExitCode.DONE, capsys)
    assert errors == ["citydesk: note: p0, p1, p2 and 47 more: the run has had its time"]


def test_what_a_portal_sends_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    bad = PortalResult("ferry", "failed", problems=["\x1b[2J\nforged"], notes=["a\x1b]0;b"])
    _, errors = told([bad], ExitCode.SOME_FAILED, capsys)
    assert len(errors) == 2
    assert "\x1b" not in "".join(errors)


def test_json_has_portals_at_rest_too(capsys: pytest.CaptureFixture[str]) -> None:
    report.tell([FINE], ["quiet-one"], ExitCode.DONE, as_json=True)
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["portal"], row["verdict"], row["pages"]) for row in found] == [
        ("ferry", "ok", 8),
        ("quiet-one", "ok", 0),
    ]


def test_counts_in_words() -> None:
    assert report.counted(FINE) == "8 pages, 3 new, 4 same, skipped gone 1"
