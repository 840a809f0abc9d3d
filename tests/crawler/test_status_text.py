"""The overview of the status: columns under each other, names whole, nothing wider than the terminal."""

import pytest
from rich.cells import cell_len

from crawler.monitoring.verdicts import Health
from crawler.output.status_text import screen

NAMES = ("river", "延边信息港.example", "harbour-of-the-long-river.news.example.cn")


def told(name: str, *, came: int = 5) -> Health:
    moment = "2026-11-25T04:00:00+00:00"
    return Health(name, "fresh", "", (), moment, "", (1,) * 29 + (5,), (1,) * 29 + (came,))


def overview(capsys: pytest.CaptureFixture[str], found: list[Health]) -> list[str]:
    screen(found)
    return capsys.readouterr().out.partition("\n\n")[0].splitlines()


@pytest.mark.parametrize("columns", [30, 40, 65, 66, 80, 200])
def test_names_are_whole_and_no_line_is_wider_than_the_terminal(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    head, *lines = overview(capsys, [told(name, came=12_345) for name in NAMES])
    assert max(map(cell_len, lines)) <= columns
    parts = [line.removeprefix("fresh").split()[0] for line in lines if line.strip()]
    assert "".join(parts) == "".join(NAMES)
    assert head.split()[0] == "verdict"


def test_columns_stand_under_each_other_whatever_the_script(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    head, *lines = overview(capsys, [told(name, came=came) for name, came in zip(NAMES, (5, 7, 1_005), strict=True)])
    for line in lines:
        # "today" ends where its heading ends, and the next column begins where its heading does.
        before, _, _ = line.partition("11-25 04:00")
        assert cell_len(before) == head.index("last success")
        assert cell_len(before.rstrip()) == head.index("today") + len("today")
        assert line.endswith("–")
    assert [line.split()[3:-3] for line in lines] == [["5"], ["5", "+2"], ["5", "+1000"]]


def test_verdicts_have_their_colours(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    _, line = overview(capsys, [told("river")])
    assert line.startswith("\x1b[32mfresh")


def test_a_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    _, line = overview(capsys, [told("ri\x1b[2Jver")])
    assert "ri�[2Jver" in line
