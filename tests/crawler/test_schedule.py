"""Crontab lines and systemd units: what cron, a shell and systemd read in them is what was meant."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from crawler.actions.schedule import INTERVALS, NoSchedule, Plan, crontab, service, timer
from tests.conftest import Command

HARD = ["/opt x/citydesk", "--db", "/data/100% 'local' \"news\"/渡口 $HOME;`x`&.db", "http://x.cn/?a=1&b=%20"]


def plan(**changes: Any) -> Plan:
    given = {"command": HARD, "environment": {"CITYDESK_CONTACT": "a%b 'c'"}, "folder": Path("/data x"), "writable": [Path("/data x")], "minutes": 15}  # fmt: skip
    return Plan(**{**given, **changes})


def read_by_cron(line: str) -> tuple[str, str]:
    """Time and command of a line, as cron reads it: % ends a command unless a backslash stands before it."""
    *fields, command = line.split(maxsplit=5)
    assert not re.search(r"(?<!\\)%", command)
    return " ".join(fields), command.replace(r"\%", "%")


def test_the_shell_gets_every_word_as_it_is() -> None:
    line = crontab(plan()).splitlines()[-1]
    _, command = read_by_cron(line)
    assert shlex.split(command) == ["CITYDESK_CONTACT=a%b 'c'", *HARD]
    words = [sys.executable, "-c", "import os, sys; print(sys.argv[1:], os.environ['CITYDESK_CONTACT'])", *HARD]
    _, command = read_by_cron(crontab(plan(command=words)).splitlines()[-1])
    shown = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True).stdout
    assert shown == f"{HARD} a%b 'c'\n"


def test_an_alert_follows_the_crawl_whatever_that_ended_with() -> None:
    """Both with the variables, every word as it is."""
    code = "import os, sys; print(sys.argv[1:], os.environ['CITYDESK_CONTACT'], flush=True); sys.exit(5)"
    words = [sys.executable, "-c", code]
    _, command = read_by_cron(crontab(plan(command=[*words, *HARD], alert=[*words, "alert", *HARD])).splitlines()[-1])
    shown = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False).stdout
    assert shown == f"{HARD} a%b 'c'\n{['alert', *HARD]} a%b 'c'\n"
    bare = plan(command=["citydesk", "crawl"], environment={}, alert=["citydesk", "alert"])
    assert crontab(bare).endswith("* * * * citydesk crawl; citydesk alert\n")


@pytest.mark.parametrize("of_user", [False, True])
def test_a_unit_that_alerts(of_user: bool) -> None:
    silent = service(plan(), of_user=of_user)
    assert "ExecStopPost" not in silent
    assert "NoNewPrivileges=yes\n" in silent
    hook = service(plan(alert=["/c", "alert", "--db", "/100% x.db"]), of_user=of_user)
    assert 'ExecStopPost=/c alert --db "/100%% x.db"\n' in hook
    assert "NoNewPrivileges=yes\n" in hook
    assert "TimeoutStopSec=120\n" in hook
    mail = service(plan(alert=["/c", "alert"], environment={"CITYDESK_ALERT_MAIL": "a@b.example"}), of_user=of_user)
    assert "NoNewPrivileges=yes\n" not in mail
    assert ('ReadWritePaths="/data x" -/var/spool\n' in mail) is not of_user


def test_alerts_are_scheduled_where_a_receiver_is_named(citydesk: Command, tmp_path: Path) -> None:
    without = citydesk("schedule").stdout
    assert "# CITYDESK_ALERT_MAIL=desk@example.org citydesk schedule" in without
    assert " alert --db" not in without
    for name in ("CITYDESK_ALERT_MAIL", "CITYDESK_ALERT_WEBHOOK", "CITYDESK_ALERT_COMMAND"):
        printed = citydesk("schedule", **{name: "x@y.example"}).stdout
        assert f"{name}=x@y.example" in printed
        assert len(re.findall(rf"alert --db {tmp_path}/citydesk\.db$", printed, re.MULTILINE)) == 2
        assert "Alerts are sent, too" not in printed


@pytest.mark.parametrize("minutes", INTERVALS)
def test_times_of_a_day(minutes: int) -> None:
    """As often as asked, as evenly as asked, by cron's reading of the fields."""
    minute, hour, *rest = read_by_cron(crontab(plan(minutes=minutes)).splitlines()[-1])[0].split()
    assert rest == ["*", "*", "*"]
    times = [h * 60 + m for h in values(hour, 24) for m in values(minute, 60)]
    assert len(times) == 1440 // minutes
    assert {later - earlier for earlier, later in pairwise(times)} <= {minutes}


def values(field: str, most: int) -> list[int]:
    span, _, step = field.partition("/")
    first, _, last = ("0", "-", str(most - 1)) if span == "*" else span.partition("-")
    return list(range(int(first), int(last or first) + 1, int(step or 1)))


def test_installations_do_not_all_ask_at_the_same_minute() -> None:
    assert len({plan(folder=Path(f"/data/{n}")).offset for n in range(200)}) == 15


def test_whom_cron_writes_to() -> None:
    assert crontab(plan(mail="desk@example.cn")).startswith("MAILTO=desk@example.cn\n")
    assert "MAILTO=" in crontab(plan()).splitlines()[0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"minutes": 7}, "7 minutes: write 5m, 6m"),
        ({"command": ["x", "a\nb"]}, "control character"),
        ({"environment": {"CITYDESK_CONTACT": "a\nPATH=/evil"}}, "control character"),
        ({"mail": "a\n* * * * * evil"}, "control character"),
    ],
)
def test_what_no_schedule_can_hold(changes: dict[str, object], words: str) -> None:
    with pytest.raises(NoSchedule, match=words):
        plan(**changes)


@pytest.mark.parametrize("command", [["a\\b"], ["x" * 1000]])
def test_what_cron_would_read_otherwise_is_left_to_systemd(command: list[str]) -> None:
    with pytest.raises(NoSchedule):
        crontab(plan(command=command))
    assert "ExecStart=" in service(plan(command=command), of_user=True)


def test_units_are_what_systemd_reads(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here")
    for of_user in (False, True):
        words = [sys.executable, *HARD[1:]]
        executable = plan(command=words, alert=words, environment={"CITYDESK_ALERT_MAIL": "a@b.example"})
        (tmp_path / "citydesk.service").write_text(service(executable, of_user=of_user), encoding="utf-8")
        (tmp_path / "citydesk.timer").write_text(timer(executable))
        units = [str(tmp_path / name) for name in ("citydesk.service", "citydesk.timer")]
        done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("minutes", INTERVALS)
def test_calendars_are_even(minutes: int) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here")
    words = next(line.partition("=")[2] for line in timer(plan(minutes=minutes)).splitlines() if "OnCalendar" in line)
    command = ["systemd-analyze", "calendar", "--iterations=3", "--base-time=2026-03-02 00:00:00 UTC", words]
    shown = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"TZ": "UTC", "PATH": "/usr/bin:/bin"}
    ).stdout
    days, hours, mins = zip(
        *(map(int, found) for found in re.findall(r"2026-03-(\d\d) (\d\d):(\d\d):00", shown)[-3:]), strict=True
    )
    times = [(d * 24 + h) * 60 + m for d, h, m in zip(days, hours, mins, strict=True)]
    assert [times[1] - times[0], times[2] - times[1]] == [minutes, minutes]


def test_words_in_a_unit() -> None:
    text = service(plan(), of_user=False)
    start = next(line for line in text.splitlines() if line.startswith("ExecStart="))
    assert '"/opt x/citydesk"' in start
    assert "100%%" in start
    assert "$$HOME" in start
    assert r"\"news\"" in start
    assert 'ReadWritePaths="/data x"' in text
    assert "SuccessExitStatus=75" in text
    assert "ProtectSystem" not in service(plan(), of_user=True)


def test_the_owner_of_the_database_runs_it_not_root(citydesk: Command, tmp_path: Path) -> None:
    assert "\nUser=news\n" in service(plan(user="news"), of_user=False)
    assert "User=" not in service(plan(), of_user=False)
    assert "User=" not in service(plan(user="news"), of_user=True)  # a user's manager may change to nobody else
    if os.geteuid():
        pytest.skip("only root can give a folder away")
    assert "would run as root" in citydesk("schedule", "--systemd").stdout
    os.chown(tmp_path, 65534, -1)
    assert "\nUser=nobody\n" in (told := citydesk("schedule", "--systemd").stdout)
    assert "would run as root" not in told
    (tmp_path / "citydesk.db").touch()
    os.chown(tmp_path / "citydesk.db", 4_000_000, -1)
    assert "\nUser=4000000\n" in citydesk("schedule", "--systemd").stdout


def test_the_command_knows_its_own_place(citydesk: Command, tmp_path: Path) -> None:
    done = citydesk("schedule", "--db", "x.db", "--every", "30m", "--log-file", "log", "yb983", CITYDESK_CONTACT="me")
    assert (done.returncode, done.stderr) == (0, "")
    line = next(line for line in done.stdout.splitlines() if re.match(r"\d+-59/30 ", line))
    words = shlex.split(read_by_cron(line)[1])
    assert "CITYDESK_CONTACT=me" in words
    program = next(word for word in words if not re.match(r"\w+=", word))
    assert Path(program).is_absolute()
    expected = f"crawl --punctual --quiet --db {tmp_path}/x.db --max-time 27m --log-file {tmp_path}/log -- yb983"
    assert " ".join(words).endswith(expected)
    assert done.stdout.count("[Timer]") == 1


def test_parts_and_files(citydesk: Command, tmp_path: Path) -> None:
    assert "[Unit]" not in citydesk("schedule", "--cron").stdout
    assert "crontab" not in citydesk("schedule", "--systemd").stdout
    assert citydesk("schedule", "--into", "units").returncode == 0
    assert sorted(path.name for path in (tmp_path / "units").iterdir()) == ["citydesk.service", "citydesk.timer"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--every", "7m"),
        ("--every", "soon"),
        ("--max-time", "x"),
        ("--db", "no/folder/x.db"),
        ("--log-file", "no/folder/x.log"),
        ("--portals", "no-folder"),
        ("--into", "/dev/null/x"),
    ],
)
def test_wrong_use_is_one_line(citydesk: Command, arguments: tuple[str, ...]) -> None:
    done = citydesk("schedule", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
