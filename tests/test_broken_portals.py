"""A portal whose module is broken, or raises, is named with file and line; the others are crawled, and nothing is lost."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.asked import Asked, asking, ordinary
from tests.conftest import Command

MODULE = """import scrapy
from crawler.portal import PortalSpider
from crawler.sources import ListPage


class Own(PortalSpider):
    name = "{name}"
    hosts = ("{host}",)
    sources = (ListPage("http://{host}/"),)
{more}"""
ARTICLES = 6


class Desk:
    """A folder with portal modules, all of the same site under a port of its own, and the database."""

    def __init__(self, folder: Path, citydesk: Command, sites: dict[str, Asked]) -> None:
        self.folder, self.sites, self._run = folder, sites, citydesk
        (folder / "portals").mkdir()

    def module(self, name: str, more: str = "") -> None:
        host = self.sites[name].url.removeprefix("http://")
        code = MODULE.format(name=name, host=host, more=more)
        (self.folder / "portals" / f"{name}.py").write_text(code, encoding="utf-8")

    def crawl(self, *arguments: str) -> tuple[int, dict[str, dict[str, Any]], list[str]]:
        """Exit code, the results by portal, the lines of stderr that are ours."""
        done = self._run("crawl", "--json", "--portals", "portals", "-s", "SPIDER_MODULES=", *arguments)
        results = [json.loads(line) for line in done.stdout.splitlines()]
        said = [line for line in done.stderr.splitlines() if line.startswith("citydesk: ")]
        assert done.stderr.splitlines()[-1:] == said[-1:], "the last line names the cause"
        return done.returncode, {result["portal"]: result for result in results}, said

    def wait(self) -> None:
        """A second goes by, after which what failed once is due again; nobody waits for it."""
        with closing(sqlite3.connect(self.folder / "citydesk.db")) as db, db:
            db.execute("UPDATE frontier SET due_at = due_at - 1")

    def stored(self) -> dict[str, int]:
        """Articles of each portal, none of them twice."""
        with closing(sqlite3.connect(self.folder / "citydesk.db")) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("SELECT count(*) - count(DISTINCT url) FROM articles").fetchone() == (0,)
            return dict(db.execute("SELECT portal, count(*) FROM articles GROUP BY portal").fetchall())


@pytest.fixture
def desk(tmp_path: Path, citydesk: Command) -> Iterator[Desk]:
    """Two portals, ``good`` whole and ``own`` to be broken."""
    with asking(lambda path, _: ordinary(path)) as good, asking(lambda path, _: ordinary(path)) as own:
        desk = Desk(tmp_path, citydesk, {"good": good, "own": own})
        desk.module("good")
        yield desk


#: What follows in the class, from line 10 on; the line that is named, and the words.
AT_START = {
    "syntax": ("    def (:\n", 10, "SyntaxError"),
    "prepare": ("    def prepare(self):\n        self.nothing()\n", 11, "AttributeError"),
    "plant": ("    def plant(self):\n        raise RuntimeError('not today')\n", 11, "RuntimeError: not today"),
    "from_crawler": ("    @classmethod\n    def from_crawler(cls, crawler):\n        1 / 0\n", 12, "ZeroDivisionError"),
    "__init__": ("    def __init__(self, *words, **more):\n        words[3]\n", 11, "IndexError"),
}


@pytest.mark.parametrize(("name", "jobs"), [*((name, "1") for name in AT_START), ("syntax", "2"), ("plant", "2")])
def test_a_module_that_fails_at_its_start(desk: Desk, name: str, jobs: str) -> None:
    code, line, words = AT_START[name]
    desk.module("own", code)
    exit_code, results, said = desk.crawl("--jobs", jobs)
    assert exit_code == 1
    assert {name: result["verdict"] for name, result in results.items()} == {"good": "ok", "own": "broken"}
    assert "own.py" in said[-1]
    assert f"line {line}" in said[-1]
    assert words in said[-1]
    assert desk.stored() == {"good": ARTICLES}
    with sqlite3.connect(desk.folder / "citydesk.db") as db:
        assert db.execute("SELECT outcome FROM runs WHERE portal = 'own'").fetchall() == [("broken",)]
    desk.module("own")
    assert desk.crawl()[0] == 0
    assert desk.stored() == {"good": ARTICLES, "own": ARTICLES}


#: Overrides that raise for one of the six articles, or at the one source: named, and all else is there.
LATER = {
    "load": ("    def load(self, loader):\n        assert '牌3号' not in loader.selector.get()\n", 11, ARTICLES - 1),
    "parse_article": (
        "    def parse_article(self, response):\n        if '/3.html' in response.url:\n            {}['title']\n"
        "        yield from super().parse_article(response)\n",
        12,
        ARTICLES - 1,
    ),
    "parse_source": ("    def parse_source(self, response, fetch):\n        yield 1 / 0\n", 11, 0),
    "read_source": ("    def read_source(self, *words):\n        words[9]\n", 11, 0),
    "next_request": (
        "    def next_request(self):\n        if self.session.pages > 2:\n            raise ValueError('enough')\n"
        "        return super().next_request()\n",
        12,
        3,
    ),
}


@pytest.mark.parametrize("name", LATER)
def test_an_override_that_raises(desk: Desk, name: str) -> None:
    code, line, stored = LATER[name]
    desk.module("own", code)
    exit_code, results, said = desk.crawl()
    assert exit_code == 1
    assert results["good"]["verdict"] == "ok"
    assert results["own"]["verdict"] == ("broken" if name == "next_request" else "failed")
    assert f"own.py, line {line}: " in said[-1]
    assert desk.stored().get("own", 0) in range(
        stored, ARTICLES + (name == "next_request")
    )  # what was under way comes in
    assert desk.stored()["good"] == ARTICLES
    desk.module("own")
    desk.wait()
    exit_code, _, said = desk.crawl()
    assert (exit_code, said) == (0, [])
    assert desk.stored() == {"good": ARTICLES, "own": ARTICLES}


def test_a_broken_module_among_those_that_were_named(desk: Desk) -> None:
    desk.module("own", "    def (:\n")
    assert desk.crawl("good", "own")[0] == 1
    assert desk.stored() == {"good": ARTICLES}
    exit_code, results, said = desk.crawl("own")
    assert (exit_code, results, len(said)) == (2, {}, 1)
    assert desk.crawl("good")[0] == 0


STEPS = ("pipelines.validate.Validate", "pipelines.deduplicate.Deduplicate", "pipelines.store.Save")


@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_the_pipeline_that_raises_loses_no_article(desk: Desk, step: str) -> None:
    """Each step fails for every second article: these come again in the next run."""
    package, _, name = step.rpartition(".")
    desk.module("own")
    (desk.folder / "portals" / "_steps.py").write_text(
        f"from {package} import {name}\n\n\nclass Failing({name}):\n    seen = 0\n\n"
        "    def process_item(self, item):\n        Failing.seen += 1\n        if Failing.seen % 2:\n"
        "            raise OSError('no luck')\n        return super().process_item(item)\n"
    )
    order = {"Validate": 100, "Deduplicate": 200, "Save": 900}
    pipelines = {("portals._steps.Failing" if one == step else one): order[one.rpartition(".")[2]] for one in STEPS}
    exit_code, results, said = desk.crawl("own", "-s", f"ITEM_PIPELINES={json.dumps(pipelines)}")
    assert exit_code == 1
    assert results["own"]["skipped"] == {"error": ARTICLES // 2}
    assert "_steps.py, line 10: OSError: no luck" in said[-1]
    assert desk.stored() == {"own": ARTICLES // 2}
    desk.wait()
    assert desk.crawl("own")[0] == 0
    assert desk.stored() == {"own": ARTICLES}
