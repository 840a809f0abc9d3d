"""The container files held to the project, their scheduler run with a stub, and an old database brought up to date."""

import os
import re
import signal
import sqlite3
import subprocess
import time
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler import settings
from crawler.storage.schema import VERSION
from tests.conftest import ROOT, Command

DEPLOY = ROOT / ".deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def steps(word: str) -> list[str]:
    """The arguments of all instructions of one kind, continued lines joined."""
    joined = re.sub(r"\\\n\s*", " ", DOCKERFILE)
    return [line.partition(" ")[2] for line in joined.splitlines() if line.startswith(f"{word} ")]


def copied() -> set[str]:
    """What the image takes from the checkout."""
    rows = [row.split()[:-1] for row in steps("COPY") if "--from" not in row]
    return {name for row in rows for name in row}


def test_the_image_gets_all_that_the_wheel_is_made_of() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {
        *wheel["packages"],
        *wheel["force-include"],
        "pyproject.toml",
        PROJECT["project"]["readme"],
        ".ci/constraints.txt",
    }
    assert copied() == {*needed, ".deploy/loop", ".deploy/healthcheck"}
    assert all((ROOT / name).exists() for name in copied())


def test_only_what_is_copied_is_sent_to_the_builder() -> None:
    lines = (ROOT / ".dockerignore").read_text().split()
    assert lines[0] == "*"
    assert {line[1:] for line in lines if line.startswith("!")} == copied()


def test_versions_are_those_of_the_project() -> None:
    assert "-c .ci/constraints.txt" in DOCKERFILE
    (image,) = re.findall(r"^ARG PYTHON=(\d+\.\d+)-slim$", DOCKERFILE, re.M)
    least = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert tuple(map(int, image.split("."))) >= tuple(map(int, least.split(".")))
    assert set(steps("FROM")) == {"python:${PYTHON} AS build", "python:${PYTHON}"}


def test_nothing_runs_as_root_and_only_data_is_written() -> None:
    assert steps("USER") == ["10001:10001"]  # by number, so that a cluster can tell that it is not root
    last = DOCKERFILE[DOCKERFILE.rindex("\nUSER ") :]
    assert not re.search(r"^(?:RUN|COPY|ADD) ", last, re.M)
    assert steps("VOLUME") == steps("WORKDIR")[-1:] == ["/data"]
    variables = dict(re.findall(r"(CITYDESK_\w+)=(\S+)", DOCKERFILE))
    assert all(value.startswith("/data/") for value in variables.values())
    assert all(hasattr(settings, name) for name in variables)


@pytest.mark.parametrize(
    "line",
    [
        "read_only: true",
        "cap_drop: [ALL]",
        '"no-new-privileges:true"',
        "- citydesk:/data",
        "- /tmp",
        "dockerfile: .deploy/Dockerfile",
    ],
)
def test_compose_asks_for_no_more_than_it_needs(line: str) -> None:
    assert line in COMPOSE
    assert "privileged: " not in COMPOSE
    assert "user: root" not in COMPOSE


def test_compose_sets_only_what_there_is() -> None:
    block = COMPOSE[COMPOSE.index("environment:") : COMPOSE.index("healthcheck:")]
    names = re.findall(r"^ +(CITYDESK_\w+):", block, re.M)
    assert names
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in names if not hasattr(settings, name) and not re.search(rf"`\$?{name}`", readme)] == []


def test_the_readme_has_the_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme[readme.index("## Install and upgrade") :]
    for words in (
        "pipx install",
        "uv tool install",
        "docker compose -f .deploy/compose.yaml up -d",
        "-f .deploy/Dockerfile",
    ):
        assert words in section


# --- the scheduler of the container ---------------------------------------------------------------------------------


@pytest.fixture
def stub(tmp_path: Path) -> Path:
    """A folder with a citydesk that notes what it is asked, then does what the file ``does`` says."""
    script = tmp_path / "citydesk"
    script.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\n. {tmp_path}/does\n')
    script.chmod(0o755)
    return tmp_path


def scheduler(stub: Path, name: str, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
    bare = {"PATH": f"{stub}:/usr/bin:/bin", "CITYDESK_STATE": str(stub / "state"), **variables}
    return subprocess.Popen(
        [str(DEPLOY / name), *arguments],
        env=bare,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def end(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Exit code and output; a script that does not end is killed with all that it has started."""
    with process:
        try:
            out, errors = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return process.returncode, out + errors


def test_it_crawls_again_and_again_until_it_is_stopped(stub: Path) -> None:
    (stub / "does").write_text(f'[ "$(wc -l <{stub}/asked)" -lt 2 ] || kill -TERM $PPID\nexit 3\n')
    code, _ = end(scheduler(stub, "loop", "1", "yb983", "--punctual"))
    assert code == 3
    assert (stub / "asked").read_text().split("\n")[:2] == ["crawl yb983 --punctual"] * 2
    assert (stub / "state").read_text() == "3 1\n"


def test_a_signal_reaches_the_crawl_which_ends_in_its_own_time(stub: Path) -> None:
    """The stub says that it is there, waits for the signal, and goes on for a while after it."""
    (stub / "does").write_text("trap 'echo ending; exit 143' TERM\necho ready\nwhile :; do :; done\n")
    process = scheduler(stub, "loop", "900")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    os.kill(process.pid, signal.SIGTERM)
    assert end(process) == (143, "ending\n")


@pytest.mark.parametrize("interval", ["", "0", "abc", "15m", "-1", "1.5"])
def test_an_interval_that_is_none(stub: Path, interval: str) -> None:
    code, told = end(scheduler(stub, "loop", interval))
    assert code == 2
    assert "SECONDS" in told or "no number of seconds" in told
    assert not (stub / "asked").exists()


def test_wrong_use_is_mended_while_it_goes_on(stub: Path) -> None:
    """A first start without any portal module, or with a broken one, must leave a container that one can work in."""
    (stub / "does").write_text(f'[ "$(wc -l <{stub}/asked)" -lt 2 ] || kill -TERM $PPID\nexit 2\n')
    assert end(scheduler(stub, "loop", "1", "--nonsense"))[0] == 2
    assert (stub / "asked").read_text().count("\n") == 2


@pytest.mark.parametrize("variable", ["CITYDESK_ALERT_WEBHOOK", "CITYDESK_ALERT_COMMAND", "CITYDESK_CONTACT"])
def test_alerts_are_sent_after_a_crawl_where_somebody_wants_them(stub: Path, variable: str) -> None:
    (stub / "does").write_text(f'[ "$(grep -c crawl {stub}/asked)" -lt 2 ] || kill -TERM $PPID\n')
    (stub / "news.db").touch()
    end(scheduler(stub, "loop", "1", **{variable: "x", "CITYDESK_DB": str(stub / "news.db")}))
    wanted = ["crawl", "crawl"] if variable == "CITYDESK_CONTACT" else ["crawl", "alert", "crawl"]
    assert (stub / "asked").read_text().split() == wanted


def test_a_volume_of_somebody_else_is_told_with_both_numbers(stub: Path) -> None:
    (stub / "file").touch()  # for root is refused by no folder, a file is none
    process = scheduler(stub, "loop", "1", CITYDESK_PORTALS=str(stub / "file" / "portals"))
    code, told = end(process)
    assert code == 4
    assert told.count("\n") == 1
    assert f"user {os.getuid()} cannot make {stub}/file/portals: {stub}/file belongs to user {os.getuid()}" in told
    assert not (stub / "asked").exists()


@pytest.mark.parametrize(
    ("last", "well"), [("0", True), ("1", True), ("75", True), ("3", False), ("4", False), ("5", False), (None, False)]
)
def test_health_is_that_of_the_last_crawl(stub: Path, last: str | None, well: bool) -> None:
    (stub / "does").write_text("exit 0\n")
    if last is not None:
        (stub / "state").write_text(f"{last} 900\n")
    code, told = end(scheduler(stub, "healthcheck"))
    assert (code == 0) == well
    assert bool(told) != well


def test_a_database_that_cannot_be_read_is_no_health(stub: Path) -> None:
    (stub / "does").write_text("exit 4\n")
    (stub / "state").write_text("0 900\n")
    assert end(scheduler(stub, "healthcheck"))[0] == 4


@pytest.mark.parametrize(
    ("interval", "hours", "well"), [(900, 0.9, True), (900, 1.1, False), (3600, 3.9, True), (3600, 4.1, False)]
)
def test_a_loop_that_stands_still_is_no_health(stub: Path, interval: int, hours: float, well: bool) -> None:
    (stub / "does").write_text("exit 0\n")
    (stub / "state").write_text(f"0 {interval}\n")
    then = time.time() - hours * 3600
    os.utime(stub / "state", (then, then))
    code, told = end(scheduler(stub, "healthcheck"))
    assert (code == 0) == well
    assert ("no crawl has ended for" in told) != well


def test_compose_and_the_readme_speak_of_one_volume() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"-v (\w+):/data", readme + DOCKERFILE)) == {"citydesk"}
    assert re.search(r"^volumes:\n  citydesk:\n    name: citydesk\b", COMPOSE, re.M)


# --- upgrade --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [1, 2])
def test_an_old_database_is_copied_and_brought_up_to_date(citydesk: Command, tmp_path: Path, version: int) -> None:
    path = tmp_path / "citydesk.db"
    with closing(sqlite3.connect(path)) as old:
        old.executescript((ROOT / f"tests/fixtures/version{version}.sql").read_text(encoding="utf-8"))
        before = old.execute("SELECT url, title, body FROM articles ORDER BY url").fetchall()
    assert citydesk("due").returncode == 4
    done = citydesk("doctor", "--mend")
    assert (done.returncode, done.stderr) == (0, "")
    for file, wanted in ((path, VERSION), (tmp_path / f"citydesk.db.v{version}.bak", version)):
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as found:
            assert found.execute("PRAGMA user_version").fetchone() == (wanted,)
            assert found.execute("SELECT url, title, body FROM articles ORDER BY url").fetchall() == before
    assert before
    assert citydesk("due").returncode == 0
