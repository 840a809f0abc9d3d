"""The name of the rules changes with everything that can change an article, and with nothing else."""

from importlib import import_module
from pathlib import Path

import pytest

from crawler import __version__
from crawler.crawling.described import code_of
from crawler.discovery.generic import GenericPortal
from crawler.layout import Layout
from crawler.reading import ruleset
from tests.test_house import MODULES, reach


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with an extractor of two modules and a table of rules."""
    for folder in ("rules", "reading", "clocks"):
        (tmp_path / folder).mkdir()
    for name, source in {
        "reading/extract": "from crawler import dates\nfrom crawler.trim import Trimmer\n",
        "dates": "import re\nfrom crawler.clocks import noon, zones\n",
        "clocks/zones": "ZONES = {}\n",
        "trim": "from crawler.rules import zh\n",
        "store": "from crawler.extract import extract\n",
        "rules/zh": "LOGIN = '登录'\n",
    }.items():
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(ruleset, "files", lambda _: tmp_path)
    return tmp_path


def fresh(*layouts: Layout) -> str:
    ruleset._source.cache_clear()
    ruleset.rules_of.cache_clear()
    return ruleset.rules_of(layouts)


@pytest.fixture(autouse=True)
def forget() -> object:
    yield
    fresh()


@pytest.mark.parametrize("name", ["reading/extract", "dates", "clocks/zones", "trim", "rules/zh"])
def test_another_rule_is_another_name(package: Path, name: str) -> None:
    before = fresh()
    with (package / f"{name}.py").open("a") as file:
        file.write("# changed\n")
    assert fresh() != before
    assert before.startswith(f"{__version__}+")


def test_what_does_not_read_pages_does_not_count(package: Path) -> None:
    before = fresh()
    (package / "store.py").write_text("changed")
    assert fresh() == before


def test_layouts_count() -> None:
    assert len({fresh(), fresh(Layout("div.a")), fresh(Layout("div.b")), fresh(Layout("div.b", headline="h1"))}) == 4


def test_a_module_s_own_code_counts_and_its_attributes_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the bases of citydesk and Scrapy: these count elsewhere, or read no pages."""
    monkeypatch.syspath_prepend(tmp_path)
    names = {
        "plain": "    name = 'plain'",
        "own": "    def load(self, loader):\n        mend(loader)\n\ndef mend(loader): ...",
    }
    for name, lines in names.items():
        (tmp_path / f"{name}.py").write_text(
            f"from crawler.portal import PortalSpider\nclass A(PortalSpider):\n{lines}\n"
        )
    assert code_of(import_module("plain").A) == code_of(GenericPortal) == ""
    code = code_of(import_module("own").A)
    assert code == (tmp_path / "own.py").read_text()
    assert ruleset.rules_of((), code) not in (ruleset.rules_of(), ruleset.rules_of((), code + "#"))


def test_all_modules_that_read_pages_are_found() -> None:
    """By their text: what the imports of the running code say must be the same."""
    ruleset._source.cache_clear()
    source = ruleset._source().decode()
    needed = {name for name in reach("crawler.reading.extract") if name in MODULES} | {"crawler.reading.extract"}
    needed |= {name for name in MODULES if name.startswith("crawler.rules.")}
    for name in needed - {"crawler", "crawler.rules"}:
        assert MODULES[name].read_text(encoding="utf-8") in source
