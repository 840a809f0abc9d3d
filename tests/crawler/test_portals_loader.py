"""Portal modules: those of the project, those of the operator's folder, and what is said of broken ones."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawler.crawling.portal_files import NoFolder, folder_files
from crawler.crawling.portals import BrokenPortal, PortalLoader, suggest

MODULE = """
from crawler.portal import PortalSpider


class Own(PortalSpider):
    name = "{name}"
    hosts = ("{name}.example",)
"""


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("CITYDESK_PORTALS", raising=False)
    yield
    for name in [name for name in sys.modules if name.startswith("citydesk_portals")]:
        del sys.modules[name]


def write(folder: Path, *names: str) -> str:
    for name in names:
        (folder / f"{name}.py").write_text(MODULE.format(name=name), encoding="utf-8")
    return str(folder)


def loader(**settings: str) -> PortalLoader:
    found = PortalLoader.from_settings(Settings({"SPIDER_MODULES": ["spiders"], **settings}))
    assert isinstance(found, PortalLoader)
    return found


def test_the_project_s_portals() -> None:
    assert set(loader().list()) >= {"yb983", "dadongnews"}
    assert issubclass(PortalLoader, SpiderLoader)


def test_the_operator_s_portals_come_on_top(tmp_path: Path) -> None:
    folder = write(tmp_path, "harbour", "valley")
    assert set(loader(CITYDESK_PORTALS=folder).list()) == {*loader().list(), "harbour", "valley"}
    assert getattr(loader(CITYDESK_PORTALS=folder).load("valley"), "hosts", ()) == ("valley.example",)


def test_the_folder_may_be_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    monkeypatch.setenv("CITYDESK_PORTALS", write(tmp_path / "one", "harbour"))
    assert "harbour" in loader().list()
    assert "harbour" not in loader(CITYDESK_PORTALS=write(tmp_path / "two", "valley")).list()


def test_a_folder_is_read_in_order_and_helpers_are_left_alone(tmp_path: Path) -> None:
    folder = write(tmp_path, "b", "a", "c")
    (tmp_path / "_shared.py").write_text("raise RuntimeError", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no module", encoding="utf-8")
    files = [*folder_files(folder)]
    assert [path.stem for path, _ in files] == ["a", "b", "c"]
    assert [getattr(module, "__name__", "") for _, module in files] == [f"citydesk_portals.{name}" for name in "abc"]


def test_a_module_may_have_any_name(tmp_path: Path) -> None:
    write(tmp_path, "scrapy", "json")
    assert [type(module) for _, module in folder_files(str(tmp_path))] == [ModuleType] * 2
    assert sys.modules["json"].__name__ == "json"


def test_no_folder_no_modules(tmp_path: Path) -> None:
    assert list(folder_files("")) == []
    assert list(folder_files(str(tmp_path))) == []


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(NoFolder, match=r"portal folder .*nowhere does not exist: .*--portals DIR"):
        loader(CITYDESK_PORTALS=str(tmp_path / "nowhere"))


def portal(**facts: str) -> str:
    """A module whose class has these facts instead of the usual ones, the class statement in its fifth line."""
    usual = {"name": "'harbour'", "hosts": "('harbour.example',)", "sources": "()"}
    lines = "".join(f"    {name} = {code}\n" for name, code in {**usual, **facts}.items())
    return (
        f"from crawler.portal import PortalSpider\nfrom crawler.sources import *\n\n\nclass Own(PortalSpider):\n{lines}"
    )


#: The code of a module, what is said of it, and the line that is named (0: none, it is the class as a whole).
BROKEN = {
    "syntax": ("x = 1\ndef broken(:\n", "SyntaxError", 2),
    "bytes": ("\0", "Error: source code string cannot contain null bytes", 0),  # a ValueError before 3.11.4
    "indentation": ("if True:\nx = 1\n", "IndentationError", 2),
    "import": ("\nimport no_such_module\n", "ModuleNotFoundError: No module named 'no_such_module'", 2),
    "raises": ("raise RuntimeError('not today')\n", "RuntimeError: not today", 1),
    "raises deep down": ("import json\n\njson.loads('{')\n", "json.decoder.JSONDecodeError|JSONDecodeError", 3),
    "exits": ("import sys\nsys.exit('bye')\n", "SystemExit: bye", 2),
    "never ends its recursion": ("def f():\n    f()\n\n\nf()\n", "RecursionError", 2),
    "regex": ("import re\n\nHEAD = re.compile('(')\n", "(re.error|error|PatternError): missing \\)", 3),
    "zone": (portal(timezone="'Asia/Peking'"), "ValueError: Own.timezone 'Asia/Peking' is no IANA time zone", 5),
    "selector": ("from crawler.layout import Layout\nLayout('div[')\n", r"ValueError: Layout.body 'div\[' cannot", 2),
    "source's regex": (
        portal(sources="(Sitemap('http://harbour.example/', match='['),)"),
        r"ValueError: match '\['",
        8,
    ),
    "article_url": (portal(article_url="'('"), "ValueError: Own.article_url .*no regular expression", 5),
    "no portal": ("x = 1\n", "it has no portal", 0),
    "no spider of ours": ("import scrapy\n\n\nclass Own(scrapy.Spider):\n    name = 'harbour'\n", "another kind", 0),
    "no hosts": (portal(hosts="()"), "Own names no hosts", 0),
    "hosts without comma": (portal(hosts="('harbour.example')"), "Own names no hosts: .* with the comma", 0),
    "an address for a host": (portal(hosts="('http://harbour.example/',)"), "Own has the host 'http", 0),
    "a host that is none": (portal(hosts="('har bour',)"), "Own has the host 'har bour'", 0),
    "sources without comma": (portal(sources="(Feed('http://harbour.example/'))"), "with the comma", 0),
    "an address for a source": (portal(sources="('http://harbour.example/',)"), "Own has the source 'http", 0),
    "a source that is none": (portal(sources="(Feed('http:///x'),)"), "Own has the source .* cannot be crawled", 0),
    "a name that is none": (portal(name="'har/bour'"), "Own has the name 'har/bour'", 0),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_module_that_does_not_load_is_named_and_the_others_are_there(tmp_path: Path, name: str) -> None:
    code, cause, line = BROKEN[name]
    folder = write(tmp_path, "abbey", "valley")
    (tmp_path / "harbour.py").write_text(code, encoding="utf-8")
    found = loader(CITYDESK_PORTALS=folder)
    assert {"abbey", "valley", "yb983"} <= set(found.list())
    (broken,) = found.broken
    place = f"line {line}; " if line else ""
    assert re.search(rf"harbour\.py cannot be loaded: .*(?:{cause}).*\({place}correct it, or put _ before", str(broken))
    assert len(str(broken).splitlines()) == 1
    assert found.broken_as("harbour") is broken
    with pytest.raises(BrokenPortal):
        found.load("harbour")
    (tmp_path / "harbour.py").unlink()
    write(tmp_path, "harbour")
    assert loader(CITYDESK_PORTALS=folder).broken == []


def test_a_broken_module_goes_by_the_name_in_it_too(tmp_path: Path) -> None:
    (tmp_path / "old.py").write_text(portal(name='"harbour"') + "    def (:\n", encoding="utf-8")
    (broken,) = loader(CITYDESK_PORTALS=str(tmp_path)).broken
    assert set(broken.names) == {"old", "harbour"}
    assert broken.portal == "harbour"


def test_of_two_modules_of_one_name_the_second_is_refused(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.py").write_text(portal(hosts=f"('{name}.example',)"), encoding="utf-8")
    found = loader(CITYDESK_PORTALS=str(tmp_path))
    assert getattr(found.load("harbour"), "hosts", ()) == ("a.example",)
    (broken,) = found.broken
    assert re.search(r"b\.py cannot be loaded: .*a\.py has a portal 'harbour', too: name one otherwise", str(broken))


def test_a_module_of_the_operator_s_takes_the_place_of_the_project_s(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(portal(name="'yb983'"), encoding="utf-8")
    found = loader(CITYDESK_PORTALS=str(tmp_path))
    assert getattr(found.load("yb983"), "hosts", ()) == ("harbour.example",)
    assert found.broken == []


def test_a_broken_module_of_the_project_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "many_portals"
    (package / "north").mkdir(parents=True)
    for folder in (package, package / "north"):
        (folder / "__init__.py").write_text("", encoding="utf-8")
    write(package, "abbey", "valley")
    write(package / "north", "fjord")
    (package / "harbour.py").write_text("def broken(:\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = PortalLoader(Settings({"SPIDER_MODULES": ["many_portals"]}))
    assert set(found.list()) == {"abbey", "fjord", "valley"}
    assert [broken.portal for broken in found.broken] == ["harbour"]
    for name in [name for name in sys.modules if name.startswith("many_portals")]:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("yb938", ["yb983", "dadongnews"], "yb983?"),
        ("dadong", ["yb983", "dadongnews"], "dadongnews?"),
        ("zzzzz", ["yb983", "dadongnews"], "yb983, dadongnews?"),
        ("anything", [], "none is installed"),
    ],
)
def test_an_unknown_name(name: str, known: list[str], meant: str) -> None:
    message = suggest(name, known)
    assert message.startswith(f"no portal is called '{name}'; did you mean: {meant.rstrip('?')}?")
    assert "address" in message
    assert len(message.splitlines()) == 1


def test_samples_are_all_portals_only_while_there_are_no_others(tmp_path: Path) -> None:
    """Who has modules of their own did not ask for the bundled ones, one of which answers nobody."""
    assert loader().everything() == loader().list() == ["dadongnews", "yb983"]
    assert loader(CITYDESK_PORTALS=write(tmp_path, "harbour", "valley")).everything() == ["harbour", "valley"]


def test_a_portal_of_ones_own_with_the_name_of_a_sample_is_none(tmp_path: Path) -> None:
    assert loader(CITYDESK_PORTALS=write(tmp_path, "yb983")).everything() == ["yb983"]


def test_samples_do_not_step_in_for_a_broken_portal(tmp_path: Path) -> None:
    (tmp_path / "harbour.py").write_text("import nothing_of_this_name", encoding="utf-8")
    assert loader(CITYDESK_PORTALS=str(tmp_path)).everything() == []
