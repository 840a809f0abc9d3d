"""Portal modules: those of the project, those of the operator's folder, and what is said of broken ones."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawler.portals import BrokenPortal, PortalLoader, load_folder, suggest

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
    assert [module.__name__ for module in load_folder(folder)] == [f"citydesk_portals.{name}" for name in "abc"]


def test_a_module_may_have_any_name(tmp_path: Path) -> None:
    write(tmp_path, "scrapy", "json")
    assert len(list(load_folder(str(tmp_path)))) == 2
    assert sys.modules["json"].__name__ == "json"


def test_no_folder_no_modules(tmp_path: Path) -> None:
    assert list(load_folder("")) == []
    assert list(load_folder(str(tmp_path))) == []


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(BrokenPortal, match=r"portal folder .*nowhere does not exist: .*--portals DIR"):
        loader(CITYDESK_PORTALS=str(tmp_path / "nowhere"))


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("def broken(:\n", "SyntaxError"),
        ("import no_such_module_anywhere\n", "ModuleNotFoundError: No module named 'no_such_module_anywhere'"),
        ("raise RuntimeError('not today')\n", "RuntimeError: not today"),
        ("x = 1 / 0\n", "ZeroDivisionError"),
        (
            MODULE.format(name="harbour") + "    timezone = 'Asia/Peking'\n",
            "ValueError: Own.timezone 'Asia/Peking' is no IANA time zone: write one such as 'Asia/Shanghai'",
        ),
        (
            "from crawler.layout import Layout\nLayout('div[')\n",
            r"ValueError: Layout.body 'div\[' cannot be used: Expected .* write a CSS selector",
        ),
    ],
)
def test_a_module_that_does_not_load(tmp_path: Path, code: str, cause: str) -> None:
    (tmp_path / "harbour.py").write_text(code, encoding="utf-8")
    message = rf"harbour\.py cannot be loaded: {cause}.*correct it, or put _ before its name"
    with pytest.raises(BrokenPortal, match=message):
        list(load_folder(str(tmp_path)))
    assert "citydesk_portals.harbour" not in sys.modules
    write(tmp_path, "harbour")
    assert len(list(load_folder(str(tmp_path)))) == 1


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
