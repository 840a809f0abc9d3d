"""``citydesk check``: modules against samples, expectations and each other, by the installed command."""

import json
from pathlib import Path

import pytest

from crawler.actions.check_command import sample_paths
from crawler.monitoring.outcome import ExitCode
from crawler.proposals.findings import CHECKS
from crawler.reading.extract import extract
from crawler.sample_data.sample_records import record_of, write
from crawler.storage.store import Store
from tests.conftest import ROOT, Command
from tests.crawler.test_proposing import new_design, old_design

MODULE = """
from crawler.layout import Layout
from crawler.portal import Expect, PortalSpider
from crawler.sources import ListPage


class Example(PortalSpider):
    name = "example"
    title = "示例网"
    hosts = ("www.example.cn",)
    sources = (ListPage("http://www.example.cn/"),)
    article_url = r"/a/\\d+\\.html$"
    layouts = (Layout(body="div.story-text", headline="h1.headline"),)
"""


@pytest.fixture
def portals(tmp_path: Path) -> Path:
    """An operator's folder with one module and three samples of it."""
    folder = tmp_path / "portals"
    samples = folder / "samples" / "example"
    samples.mkdir(parents=True)
    (folder / "example.py").write_text(MODULE, encoding="utf-8")
    for number in (1, 2, 3):
        page = new_design(number)
        write(samples, record_of(page, extract(page)), page.body)
    return folder


def test_the_bundled_portals_are_well(citydesk: Command) -> None:
    done = citydesk("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "dadongnews: well (44 samples, no run in the database)",
        "yb983: well (44 samples, no run in the database)",
    ]


def test_the_operator_s_own_portal(citydesk: Command, portals: Path) -> None:
    done = citydesk("check", "example", "--portals", str(portals), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"portal": "example", "samples": 3, "stored": False, "findings": []}


def test_a_redesign_is_found_by_a_new_sample_and_told_with_its_file(citydesk: Command, portals: Path) -> None:
    page = old_design(4)
    record = record_of(page, extract(page))
    record["expected"]["title"] = "这一页的标题本来是别的"
    write(portals / "samples" / "example", record, page.body)
    (portals / "samples" / "example" / "9.json").write_text("{", encoding="utf-8")
    done = citydesk("check", "example", "--portals", str(portals))
    assert done.returncode == ExitCode.SOME_FAILED
    lines = done.stdout.splitlines()
    assert lines[-1] == "example: 2 findings (4 samples, no run in the database)"
    assert lines[0].startswith("example: sample: portals/samples/example/9.json: cannot be read")
    assert lines[1].startswith('example: sample: portals/samples/example/4.html.gz: title is "')
    assert "mend the layout, or its record" in lines[1]


def test_a_layout_that_fits_no_more(citydesk: Command, portals: Path) -> None:
    path = portals / "example.py"
    path.write_text(MODULE.replace("h1.headline", "div.meta"), encoding="utf-8")
    done = citydesk("check", "example", "--portals", str(portals), "--json")
    assert done.returncode == ExitCode.SOME_FAILED
    found = json.loads(done.stdout)["findings"]
    assert {finding["check"] for finding in found} == {"sample"}
    assert [finding["where"] for finding in found if "title is" in finding["message"]] == [
        f"portals/samples/example/{number}.html.gz" for number in (1, 2, 3)
    ]


def test_a_module_at_odds_with_its_samples_and_with_another_portal(citydesk: Command, portals: Path) -> None:
    (portals / "example.py").write_text(MODULE.replace("/a/", "/b/"), encoding="utf-8")
    other = MODULE.replace("Example", "Other").replace('"example"', '"other"').replace("article_url", "was")
    (portals / "other.py").write_text(other, encoding="utf-8")
    done = citydesk("check", "example", "--portals", str(portals))
    assert done.returncode == ExitCode.SOME_FAILED
    kinds = [line.split(": ")[1] for line in done.stdout.splitlines()[:-1]]
    assert kinds == ["module"] * 3 + ["overlap"]
    assert (
        "portals/example.py: article_url does not match the saved article http://www.example.cn/a/1.html" in done.stdout
    )


def test_a_portal_whose_last_run_drifted(citydesk: Command, portals: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "citydesk.db") as store:
        run = store.start_run("example", "2026-11-23T08:00:00+00:00")
        store.finish_run(run, "drift", finished_at="2026-11-23T08:05:00+00:00")
    done = citydesk("check", "example", "--portals", str(portals))
    assert done.returncode == ExitCode.DRIFT
    assert done.stdout.splitlines()[0].startswith(
        "example: drift: citydesk.db: the run of 2026-11-23T08:05 fetched pages"
    )
    assert done.stdout.splitlines()[-1] == "example: 1 finding (3 samples)"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("yb98",), "did you mean: yb983"),
        (("--portals", "nowhere"), "portal folder nowhere does not exist"),
    ],
)
def test_wrong_use(citydesk: Command, arguments: tuple[str, ...], words: str) -> None:
    done = citydesk("check", *arguments)
    assert done.returncode == ExitCode.WRONG_USE
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_is_none(citydesk: Command, tmp_path: Path) -> None:
    (tmp_path / "citydesk.db").write_bytes(b"no database at all" * 100)
    done = citydesk("check", "yb983")
    assert done.returncode == ExitCode.DATABASE
    assert len(done.stderr.splitlines()) == 1


def test_samples_beside_the_modules_go_before_bundled_ones(tmp_path: Path) -> None:
    own = tmp_path / "samples" / "yb983"
    own.mkdir(parents=True)
    assert sample_paths("yb983", str(tmp_path)) == sample_paths("yb983", "")
    (own / "1.json").write_text("{}")
    assert sample_paths("yb983", str(tmp_path)) == [own / "1.json"]
    assert sample_paths("nobody", "") == []


def test_the_readme_names_every_check() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, meaning in CHECKS.items():
        assert f"| `{name}` | {meaning} |" in readme
