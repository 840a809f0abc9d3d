"""Rules of the house that no other tool checks: what may import what, how long a module may be, and what Scrapy ignores."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = ("crawler", "spiders", "pipelines")
LONGEST = 250
#: Modules that may be longer, and why.
LONGER = {
    "crawler.rules.zh": "a table of wordings",
    "crawler.rules.en": "a table of wordings",
    "crawler.rules.european": "a table of wordings",
    "crawler.rules.asian": "a table of wordings",
    "crawler.rules.inner": "a table of wordings",
}
#: Modules that must work without Scrapy and without SQL, with all that they import: recognition, extraction, links.
PURE = ("reading.extract", "reading.loaders", "reading.validity", "reading.reasons", "monitoring.outcome", "layout", "copies.similar", "copies.fingerprint", "sources", "discovery.links", "discovery.urlshapes", "discovery.shapebook",
        "discovery.urls", "scheduling.visits", "scheduling.revisit", "scheduling.answers", "discovery.leads", "discovery.yields", "reading.dates", "reading.credits", "reading.boilerplate", "reading.repair", "reading.charset", "discovery.paging", "reading.items",
        "storage.packing", "reading.ruleset", "reading.pager", "reading.joining", "discovery.traps", "reading.pretenders", "reading.doubts", "crawling.refusals", "output.saying", "discovery.anchors", "proposals.selectors", "proposals.urlpattern", "proposals.places", "proposals.proposing", "proposals.survey", "proposals.proposal",
        "proposals.module_text", "sample_data.sample_records", "proposals.findings", "monitoring.figures", "crawling.tally", "reading.design", "monitoring.drift", "monitoring.evidence", "monitoring.known", "monitoring.rulechanges", "monitoring.silence", "monitoring.course", "monitoring.rhythm", "monitoring.health", "discovery.samepage", "discovery.crossings", "discovery.habits")  # fmt: skip
#: The store alone knows SQL, and no Scrapy.
STORE = ("storage.store", "copies.stories", "storage.articles", "storage.addresses", "storage.readers", "storage.ledger", "storage.schema", "storage.database", "storage.rows", "storage.rawpages", "storage.extractions", "storage.fulltext", "storage.catalogue", "storage.removed",
         "copies.canonical", "copies.settling", "storage.merge", "storage.merged_parts", "storage.versions", "storage.backup", "storage.pruning", "storage.sizes", "storage.doctor", "checks.ward", "scheduling.frontier", "scheduling.outlook", "scheduling.intake", "storage.resolving", "discovery.ways", "scheduling.agenda", "scheduling.queues", "storage.recent",
         "monitoring.daybook", "monitoring.retired", "monitoring.pauses", "monitoring.canaries", "storage.clock", "storage.place", "monitoring.standing", "storage.catching_up",
         *(f"migrations.{path.stem}" for path in sorted((ROOT / "crawler" / "migrations").glob("[!_]*.py"))))  # fmt: skip


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))}
modules = pytest.mark.parametrize("name", MODULES)
CORE = sorted(name for name in MODULES if name.startswith("crawler"))


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def _named(node: ast.AST, name: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{name} imports relatively"
        base = node.module or ""
        for alias in node.names:
            full = f"{base}.{alias.name}"
            yield full if full in MODULES else base


@cache
def imports(name: str) -> frozenset[str]:
    """What a module imports, wherever in its code."""
    return frozenset(found for node in ast.walk(tree(name)) for found in _named(node, name))


@cache
def reach(name: str) -> frozenset[str]:
    """What a module imports by itself and through the project's modules."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for imported in imports(waiting.pop()) - found:
            found.add(imported)
            if imported in MODULES:
                waiting.append(imported)
    return frozenset(found)


def uses(name: str, *packages: str) -> list[str]:
    return sorted(found for found in reach(name) if found.split(".")[0] in packages)


def test_the_project_is_there() -> None:
    assert {"crawler.reading.extract", "crawler.storage.store", "spiders.yb983", "pipelines.store"} <= set(MODULES)
    assert set(LONGER) <= set(MODULES), "a module was renamed: mend the list above"
    assert {f"crawler.{name}" for name in (*PURE, *STORE)} <= set(MODULES), "a module was renamed: mend the lists above"


@pytest.mark.parametrize("name", CORE)
def test_the_core_knows_neither_portals_nor_pipelines(name: str) -> None:
    assert uses(name, "spiders", "pipelines", "tests") == []


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("spiders.")])
def test_portals_know_no_pipelines_and_no_other_portal(name: str) -> None:
    assert uses(name, "pipelines", "spiders", "tests") == []


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("pipelines.")])
def test_pipelines_know_no_portals(name: str) -> None:
    assert uses(name, "spiders", "tests") == []


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_need_neither_scrapy_nor_a_database(name: str) -> None:
    assert uses(f"crawler.{name}", "scrapy", "twisted", "sqlite3", "sqlite_utils") == []


@pytest.mark.parametrize("name", STORE)
def test_the_store_needs_no_scrapy(name: str) -> None:
    assert uses(f"crawler.{name}", "scrapy", "twisted") == []


def test_sql_is_written_in_the_store_alone() -> None:
    knows = {
        name for name in MODULES if any(found.split(".")[0] in ("sqlite3", "sqlite_utils") for found in imports(name))
    }
    assert knows <= {f"crawler.{name}" for name in STORE}


def test_imports_go_in_no_circle() -> None:
    graph = {name: {found for found in imports(name) if found in MODULES} - {name} for name in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@modules
def test_modules_are_short(name: str) -> None:
    length = len(MODULES[name].read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST or name in LONGER, f"{length} lines: split it, or say above why it may be longer"


@pytest.mark.parametrize("name", LONGER)
def test_no_module_may_be_longer_without_need(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) > LONGEST


@modules
def test_modules_and_what_they_offer_have_docstrings(name: str) -> None:
    if not tree(name).body:
        return  # the __init__ of a folder of portals
    assert ast.get_docstring(tree(name))
    undocumented = [
        node.name
        for outer in ast.walk(tree(name))
        if isinstance(outer, ast.Module | ast.ClassDef) and not getattr(outer, "name", "").startswith("_")
        for node in outer.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert undocumented == []


@modules
def test_nothing_relies_on_start_requests(name: str) -> None:
    """Scrapy 2.13 replaced it by ``start``, 2.19 ignores it without a word: the crawl would do nothing."""
    used = {node.name for node in ast.walk(tree(name)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    used |= {node.attr for node in ast.walk(tree(name)) if isinstance(node, ast.Attribute)}
    used |= {node.id for node in ast.walk(tree(name)) if isinstance(node, ast.Name)}
    assert "start_requests" not in used


@modules
def test_no_exception_is_swallowed(name: str) -> None:
    silent = [
        node.lineno
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
        and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
    ]
    assert silent == []


@modules
def test_no_machine_s_own_paths(name: str) -> None:
    text = MODULES[name].read_text(encoding="utf-8")
    assert re.findall(r"[\"'](?:/(?:home|root|tmp|usr|opt|work|mnt)/|[A-Z]:\\\\)[^\"']*", text) == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: path.stem)
def test_tests_never_wait(path: Path) -> None:
    sleeps = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sleep"
    ]
    assert sleeps == []


#: Modules that may write to the terminal by themselves, and what.
SPEAKING = {
    "crawler.output.saying": "it makes lines safe",
    "crawler.output.streams": "lines that were made safe",
    "crawler.output.terminal": "it makes a console safe",
    "crawler.crawling.progress": "numbers for the parent process",
    "crawler.actions.show_command": "a page's own bytes, to files and pipes alone",
    "crawler.commands.search": "its own help",
}


@pytest.mark.parametrize("name", [name for name in MODULES if name not in SPEAKING])
def test_text_of_others_goes_through_one_door(name: str) -> None:
    """Titles and addresses steer terminals: no module prints, or opens a console, but by saying and Terminal."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("print", "click.echo", "echo", "Console", "click.secho", "rich.print"), (
                f"{name}:{node.lineno}: {called}"
            )
