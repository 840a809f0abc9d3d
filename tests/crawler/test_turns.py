"""Who waited longest is crawled first, and results are told in the order in which portals were named."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from crawler.actions import crawl_command
from crawler.cli import main
from crawler.crawling.jobs import Jobs
from crawler.crawling.turns import Chosen, in_order, longest_waiting_first, remind
from crawler.monitoring.outcome import ExitCode, PortalResult
from crawler.monitoring.retired import Retired
from crawler.storage.store import Store

PORTALS: list[Chosen] = [(SimpleNamespace(name=name), {}) for name in ("a", "b", "c")]
BY_ADDRESS: Chosen = (SimpleNamespace(name="generic"), {"name": "d", "url": "http://d/"})


def names(chosen: list[Chosen]) -> list[str]:
    return [given.get("name") or spider.name for spider, given in chosen]


def test_who_waited_longest_comes_first() -> None:
    with Store.open(":memory:") as store:
        assert names(longest_waiting_first(PORTALS, store)) == ["a", "b", "c"]
        for day, portal in ((1, "a"), (2, "b"), (3, "a")):
            store.start_run(portal, f"2026-03-0{day}T12:00:00+00:00")
        assert names(longest_waiting_first([*PORTALS, BY_ADDRESS], store)) == ["c", "d", "b", "a"]


def test_a_run_that_begins_two_of_four_begins_all_in_two_runs() -> None:
    chosen = [*PORTALS, BY_ADDRESS]
    began: list[str] = []
    with Store.open(":memory:") as store:
        for run in range(4):
            for name in names(longest_waiting_first(chosen, store))[:2]:
                store.start_run(name, f"2026-03-0{run + 1}T12:00:00+00:00")
                began.append(name)
    assert began == ["a", "b", "c", "d"] * 2


def test_results_stand_in_the_order_of_the_names() -> None:
    results = [PortalResult(name, "ok") for name in ("d", "broken", "c", "a", "d")]
    assert [result.portal for result in in_order(results, [*PORTALS, BY_ADDRESS])] == ["a", "c", "d", "d", "broken"]


def test_a_retired_portal_has_a_note() -> None:
    told = remind(
        [PortalResult("a", "ok", notes=["x"]), PortalResult("b", "ok")], {"a": Retired("2026-11-02T10:00", "sold")}
    )
    assert told[0].notes == ["x", "retired since 2026-11-02 (sold): only its name brought it into this crawl"]
    assert told[1].notes == []


def test_a_crawl_begins_with_who_waited_longest_and_tells_in_the_order_of_the_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether in one process or in several."""
    began: list[list[str]] = []

    def crawled(portals: list[str]) -> tuple[list[PortalResult], ExitCode]:
        began.append(portals)
        return [PortalResult(name, "ok") for name in portals], ExitCode.DONE

    monkeypatch.setattr(crawl_command, "run_crawl", lambda chosen, *_: crawled(names(chosen)))
    monkeypatch.setattr(Jobs, "crawl", lambda _, portals, jobs: crawled(list(portals)))
    with Store.open(tmp_path / "x.db") as store:
        store.start_run("a.example", "2026-03-01T12:00:00+00:00")
        store.start_run("b.example", "2026-02-01T12:00:00+00:00")
    words = ["crawl", "--db", str(tmp_path / "x.db"), "--json", *(f"http://{name}.example/" for name in "abc")]
    for more in ([], ["--jobs", "2"]):
        done = CliRunner().invoke(main, [*words, *more])
        assert [json.loads(line)["portal"][0] for line in done.stdout.splitlines()] == ["a", "b", "c"]
        assert began.pop() == ["c.example", "b.example", "a.example"]
