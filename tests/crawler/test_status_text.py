"""The status keeps to one screen: what is not well is all there, of the rest as much as has room."""

import pytest

from crawler.monitoring.verdicts import Health, Verdict
from crawler.output import status_text
from crawler.output.status_text import screenful


def portals(count: int, verdict: Verdict, evidence: tuple[str, ...] = (), name: str = "p{:03}") -> list[Health]:
    return [Health(name.format(number), verdict, evidence=evidence) for number in range(count)]


def shown(
    found: list[Health], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: int = 80
) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", "24")
    status_text.screen(found)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("columns", [50, 80, 120])
@pytest.mark.parametrize("name", ["p{:03}", "www.a-district-with-a-long-name-{:03}.example.cn"])
@pytest.mark.parametrize("troubled", [0, 1, 3])
def test_five_hundred_portals_are_one_screen(
    columns: int, name: str, troubled: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [
        *portals(troubled, "down", ("the last run ended as down",), "away{}"),
        *portals(70, "asleep", ("nothing for 40 days",), "sleeps{:02}"),
        *portals(430 - troubled, "fresh", (), name),
    ]
    lines = shown(found, monkeypatch, capsys, columns)
    assert 15 <= len(lines) <= 23  # the prompt has the last line
    assert [line.split()[0] for line in lines[1 : 1 + troubled]] == ["down"] * troubled
    more = next(line for line in lines if line.startswith("… and "))
    in_table = sum(line.split(" ")[0] in ("down", "asleep", "fresh") for line in lines)
    assert int(more.split()[2]) == 500 - in_table
    assert more.endswith("citydesk status --all")
    assert lines[-1].startswith(f"500 portals, {500 - troubled} well")


def test_all_that_is_not_well_is_there_however_much_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [*portals(60, "down", ("it does not answer",), "away{:02}"), *portals(40, "fresh")]
    lines = shown(found, monkeypatch, capsys)
    assert sum(line.startswith("down ") for line in lines) == 60
    assert sum(line == "  it does not answer" for line in lines) == 60
    assert not any(line.startswith("fresh ") for line in lines)
    assert "… and 40 more that are well (40 fresh): citydesk status --all" in lines


def test_what_fits_is_there_whole(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown([*portals(2, "late", ("no run came",)), *portals(10, "fresh")], monkeypatch, capsys)
    assert sum(line.startswith("fresh ") for line in lines) == 10
    assert not any("more" in line for line in lines)


def test_those_that_sleep_stay_before_those_that_are_fresh() -> None:
    found = [*portals(3, "asleep", ("nothing for 40 days",)), *portals(300, "fresh")]
    assert [health.verdict for health in screenful(found, 80, 24)[:3]] == ["asleep"] * 3
