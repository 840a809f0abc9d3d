"""The README says all that there is, and nothing that is not."""

import re
import tomllib
from collections import Counter

import click
import pytest

from crawler import settings
from crawler.checks.registry import registered
from crawler.cli import main
from crawler.discovery.traps import TRAPS
from crawler.monitoring import verdicts
from crawler.monitoring.outcome import MEANING
from crawler.network.limits import LIMITS
from crawler.reading.reasons import REASONS
from crawler.storage.doctor import CURRENT
from crawler.storage.schema import ARTICLE_COLUMNS, VERSION, VIEWS
from crawler.storage.store import Store
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_named_and_has_help(name: str) -> None:
    command = main.commands[name]
    assert f"citydesk {name}" in README
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_option_is_named(name: str) -> None:
    """In a section that also names the command, for another command's option of the same name says nothing."""
    sections = [part for part in re.split(r"^##+ ", README, flags=re.M) if re.search(rf"citydesk {name}\b", part)]
    text = "\n".join(sections)
    shown = [option for option in main.commands[name].params if isinstance(option, click.Option) and not option.hidden]
    options = [option.opts for option in shown]
    missing = [forms for forms in options if not any(re.search(rf"(?<![\w-]){form}(?![\w-])", text) for form in forms)]
    assert [forms for forms in missing if forms != ["--db"]] == []
    assert "| `--db PATH` | the database file, for every command that needs one;" in README


def test_every_command_in_the_readme_exists() -> None:
    named = set(re.findall(r"citydesk (?!crawl)([a-z]+)(?= |`|$)", README, re.M))
    commands = set(main.commands)
    assert {word for word in named if f"citydesk {word} " in README and f"`citydesk {word}" in README} <= commands


def test_exit_codes() -> None:
    for code, meaning in MEANING.items():
        assert f"| {code.value} | {meaning} |" in README


def test_checks_of_the_doctor() -> None:
    section = README[README.index("## Upkeep") : README.index("## How good is the extraction")]
    for check in (*registered(), CURRENT):
        assert f"| `{check.id}` | {check.meaning} | {check.mending or '–'} |" in section
    assert len(re.findall(r"^\| `\w+\.\w+` \|", section, re.M)) == len(registered()) + 1


def test_skip_reasons() -> None:
    for reason, meaning in REASONS.items():
        assert f"| `{reason}` | {meaning} |" in README


def test_verdicts() -> None:
    for verdict, meaning in verdicts.MEANING.items():
        assert f"| `{verdict}` | {meaning} |" in README


def test_limits() -> None:
    for limit in LIMITS:
        assert f"| `{limit.setting}` | {limit.value:,} | {limit.unit} | {limit.why} |" in README
    assert "tests/hostile/README.md" in README


def test_traps() -> None:
    for trap in TRAPS:
        assert f"| `{trap.id}` |" in README


@pytest.mark.parametrize("name", [name for name in dir(settings) if name.startswith("CITYDESK_")])
def test_settings(name: str) -> None:
    assert f"| `{name}` |" in README


def test_every_name_of_ours_that_the_code_reads_is_told() -> None:
    """Also those of the environment alone, which no list of settings has."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "crawler").rglob("*.py"))
    names = set(re.findall(r"\bCITYDESK_[A-Z]+(?:_[A-Z]+)*\b", code))
    assert {"CITYDESK_DB", "CITYDESK_LOG_LEVEL"} <= names
    assert sorted(name for name in names if f"`{name}`" not in README and f"`${name}`" not in README) == []


def test_views_and_columns() -> None:
    with Store.open(":memory:") as store:
        for view in VIEWS:
            row = next(line for line in README.splitlines() if line.startswith(f"| `{view}` |"))
            columns = [row[1] for row in store._db.execute(f"PRAGMA table_info({view})").fetchall()]
            expected = [name for name in columns if not (view == "stories" and name in ARTICLE_COLUMNS)]
            assert [name for name in expected if f"`{name}`" not in row] == []
    assert f"(now {VERSION})" in README


def test_the_house_names_every_module_once() -> None:
    """In the groups after the flow; a new module goes where a newcomer would look for it."""
    groups = README[README.index("**Finding what to fetch**") : README.index("## Develop")]
    named = Counter(re.findall(r"`(\w+)`", groups))
    folders = {*re.findall(r"`crawler/(\w+)/`", groups), ""}
    modules = {path.stem for folder in folders for path in (ROOT / "crawler" / folder).glob("*.py")} - {"__init__"}
    assert sorted(modules - set(named)) == [], "name these in README, The house"
    assert sorted(set(named) - modules) == [], "these are gone: take them out of README, The house"
    assert [name for name, count in named.items() if count > 1] == []


def test_the_example_portal_works() -> None:
    code = next(block for block in re.findall(r"```python\n(.*?)```", README, re.S) if "PortalSpider" in block)
    space: dict[str, object] = {}
    exec(code, space)  # the README's own text
    assert getattr(space["Example"], "name", "") == "example"


def test_first_screen_has_the_two_commands() -> None:
    first = README[: README.index("## For operators")]
    blocks = [block.strip() for block in re.findall(r"```sh\n(.*?)```", first, re.S)]
    assert blocks[0].endswith("citydesk demo")
    assert blocks[1].endswith("pytest")
    assert all("\n" not in block for block in blocks[:2])


def test_pins_fit_the_ranges() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = {
        name.lower().replace("_", "-")
        for name in re.findall(r"^([\w.-]+)==", (ROOT / ".ci" / "constraints.txt").read_text(), re.M)
    }
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert [name for spec in wanted if (name := re.split(r"[><=]", spec)[0].lower()) not in pins] == []
