"""``citydesk retire``: a portal that nobody waits for any more, in the crawl, the status, alerts and checks."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.cli import main
from crawler.monitoring.outcome import ExitCode
from crawler.storage.store import Store
from tests.asked import asking, ordinary
from tests.conftest import Command
from tests.crawler.store_kit import NOON, article, put

MODULE = """
from crawler.portal import Expect, PortalSpider
from crawler.sources import ListPage


class {name}(PortalSpider):
    name = "{name}"
    hosts = ("127.0.0.1",)
    sources = (ListPage("{url}/"),)
    expects = Expect(articles_per_day=(5, 200))
"""


def module(folder: Path, name: str, url: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.py"
    path.write_text(MODULE.format(name=name, url=url), encoding="utf-8")
    return path


Here = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    """Runs a command in this process, in a folder whose database has two portals that nobody has crawled for months."""
    monkeypatch.chdir(tmp_path)
    path, long_ago = tmp_path / "citydesk.db", datetime.now(UTC) - timedelta(days=90)
    with Store.open(path) as store:
        for name in ("harbour", "riverside"):
            for hours in (0, 1, 2):
                began = (long_ago + timedelta(hours=hours)).isoformat(timespec="seconds")
                run = store.start_run(name, began)
                put(store, article(name, portal=name, url=f"http://{name}.example/{hours}.htm"), run)
                store.finish_run(run, "ok", finished_at=began)
    return lambda *words: CliRunner().invoke(main, words)


def verdicts(done: str) -> dict[str, str]:
    return {found["portal"]: found["verdict"] for found in map(json.loads, done.splitlines())}


def test_nobody_is_told_of_a_retired_portal(here: Here) -> None:
    assert verdicts(here("status", "--json").stdout) == {"harbour": "late", "riverside": "late"}
    done = here("retire", "harbour", "--why", "the council\nclosed it")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("harbour: retired since ")
    assert "(the council closed it); its articles stay" in done.stdout
    assert verdicts(here("status", "--json").stdout) == {"riverside": "late"}
    assert here("status").stdout.splitlines()[-1] == "1 portal, 0 well; 1 more retired: --all; times are UTC"
    assert "harbour" not in here("status", "--prometheus").stdout + here("status", "--html").stdout
    assert [line.split(":")[0] for line in here("alert").stdout.splitlines()] == ["riverside"]
    with Store.read_only("citydesk.db") as store:
        assert store.has_articles("harbour")


def test_it_is_shown_on_demand(here: Here) -> None:
    here("retire", "harbour", "--why", "closed")
    assert verdicts(here("status", "--all", "--json").stdout) == {"riverside": "late", "harbour": "retired"}
    assert here("status", "--all").stdout.splitlines()[-1] == "2 portals, 1 well; times are UTC"
    story = here("status", "harbour").stdout.splitlines()
    assert story[0].startswith("harbour: retired since")
    assert story[1] == "  closed"
    assert here("retire").stdout.startswith("harbour: retired since ")
    assert here("retire").stdout.endswith(" (closed)\n")


def test_undo(here: Here) -> None:
    here("retire", "harbour")
    assert here("retire", "harbour", "--undo").exit_code == 0
    assert verdicts(here("status", "--json").stdout) == {"harbour": "late", "riverside": "late"}
    assert here("retire").stdout == ""


def test_retired_twice_it_keeps_its_day_and_its_reason(here: Here) -> None:
    here("retire", "harbour", "--why", "closed")
    with Store.open("citydesk.db") as store, store.writing() as connection:
        connection.execute("UPDATE portal_state SET retired_at = ? WHERE portal = 'harbour'", (NOON,))
    assert f"retired since {NOON[:10]} (closed)" in here("retire", "harbour").stdout
    assert f"retired since {NOON[:10]} (sold)" in here("retire", "harbour", "--why", "sold").stdout


def test_when_all_are_retired(here: Here) -> None:
    for name in ("harbour", "riverside"):
        here("retire", name)
    assert here("status").stdout == "all 2 portals are retired: citydesk status --all\n"
    assert here("status", "--json").stdout == here("alert").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (("nobody",), "knows no portal 'nobody'; it knows: harbour, riverside"),
        (("harbour", "--undo"), "harbour is not retired; those that are: none is"),
        (("--undo",), "name the portal"),
        (("--why", "closed"), "name the portal"),
    ],
)
def test_wrong_use_is_one_line(here: Here, arguments: tuple[str, ...], cause: str) -> None:
    done = here("retire", *arguments)
    assert (done.exit_code, done.stderr.count("\n")) == (ExitCode.WRONG_USE, 1)
    assert cause in done.stderr


def test_no_database(citydesk: Command) -> None:
    assert citydesk("retire").returncode == citydesk("retire", "x").returncode == ExitCode.DATABASE


def test_a_crawl_of_all_leaves_it_out_and_its_name_brings_it_in(citydesk: Command, tmp_path: Path) -> None:
    with asking(lambda path, _: ordinary(path)) as gone, asking(lambda path, _: ordinary(path)) as there:
        folder = tmp_path / "portals"
        module(folder, "gone", gone.url)
        module(folder, "there", there.url)
        options = ("--portals", str(folder), "--json")
        assert citydesk("crawl", *options).returncode == 0
        citydesk("retire", "gone", "--why", "closed")
        before = len(gone.paths)
        done = citydesk("crawl", *options)
        assert (done.returncode, [json.loads(line)["portal"] for line in done.stdout.splitlines()]) == (0, ["there"])
        assert len(gone.paths) == before
        assert "gone" not in citydesk("due").stdout
        assert citydesk("due", "gone").stdout.startswith("gone (retired since ")
        for jobs in ((), ("--jobs", "2")):
            named = citydesk("crawl", *options, *jobs, "gone", "there")
            assert named.returncode == 0
            assert named.stderr.count("retired since") == 1, named.stderr
            assert "(closed): only its name brought it into this crawl" in named.stderr
        assert len(gone.paths) > before


def test_its_module_may_be_broken_or_gone(citydesk: Command, tmp_path: Path) -> None:
    with asking(lambda path, _: ordinary(path)) as gone, asking(lambda path, _: ordinary(path)) as there:
        folder = tmp_path / "portals"
        path = module(folder, "gone", gone.url)
        module(folder, "there", there.url)
        options = ("--portals", str(folder))
        citydesk("crawl", *options)
        citydesk("retire", "gone")
        path.write_text("name = 'gone'\nraise ValueError")
        assert citydesk("crawl", *options).returncode == 0
        assert "gone" not in citydesk("check", *options).stdout
        assert "gone" in citydesk("check", *options, "there", "gone").stderr
        path.unlink()
        assert citydesk("crawl", *options).returncode == 0
        citydesk("retire", "there")
        done = citydesk("crawl", *options)
    assert (done.returncode, done.stdout) == (ExitCode.WRONG_USE, "")
    assert done.stderr.startswith("citydesk: all 2 portals are retired: name one, or bring it back")


def test_merged_into_a_file_that_does_not_know_it(here: Here) -> None:
    here("retire", "harbour", "--why", "closed")
    assert here("merge", "citydesk.db", "--db", "other.db").exit_code == 0
    assert here("retire", "--db", "other.db").stdout.startswith("harbour: retired since ")
    here("retire", "harbour", "--undo", "--db", "other.db")
    assert here("merge", "citydesk.db", "--db", "other.db").exit_code == 0
    assert here("retire", "--db", "other.db").stdout == ""
