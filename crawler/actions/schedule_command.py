"""``citydesk schedule``: finds out what this installation is, and prints how to run it by cron or by systemd."""

import os
import pwd
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from crawler.actions.schedule import ALERT_MAIL, Plan, crontab, service, timer
from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine, told
from crawler.output.streams import write_lines
from crawler.sources import parse_every

#: Variables that a crawl heeds; cron's environment and systemd's have none of them.
_HEEDED = re.compile(r"CITYDESK_(?!DB$|PORTALS$)\w+|(?:https?|no|all)_proxy|TZ|PYTHONPATH", re.IGNORECASE)
#: Of those, the ones that name a receiver of alerts.
RECEIVERS = (ALERT_MAIL, "CITYDESK_ALERT_WEBHOOK", "CITYDESK_ALERT_COMMAND")
#: Of an interval this much is left to the run before.
SHARE = 0.9
#: The name of the units.
UNIT = "citydesk"


def program() -> list[str]:
    """The words that start this very citydesk from anywhere: its script, else Python with the module."""
    script = Path(sys.argv[0]).absolute()
    beside = Path(sys.executable).with_name("citydesk")
    for found in (script if script.name == "citydesk" else None, beside):
        if found and found.is_file() and os.access(found, os.X_OK):
            return [str(found)]
    if on_path := shutil.which("citydesk"):
        return [str(Path(on_path).absolute())]
    return [sys.executable, "-m", "crawler.cli"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be run and how often, in the words of the command's options; what is empty is left to the default."""

    names: Sequence[str]
    db: str
    portals: str
    every: str
    max_time: str
    jobs: int
    log_file: str
    mailto: str


def schedule(
    order: Order, parts: Sequence[str], into: Path | None = None, environment: Mapping[str, str] = os.environ
) -> None:
    """Prints the ``parts`` (``cron``, ``systemd``), or writes the units into a folder. Raises ``OneLine``."""
    minutes = _minutes("--every", order.every)
    span = order.max_time or f"{max(round(minutes * SHARE), 1)}m"
    _minutes("--max-time", span)
    place = Path(order.db).absolute()
    for what, named, folder in (
        (f"database {order.db}", order.db, place.parent),
        (f"log {order.log_file}", order.log_file, Path(order.log_file).absolute().parent),
        (f"--portals {order.portals}", order.portals, Path(order.portals).absolute()),
    ):
        if named and not folder.is_dir():
            raise OneLine(f"{what} has no folder {folder}: make it first, or name another one", ExitCode.WRONG_USE)
    with told():
        start = program()
        command = [*start, "crawl", "--punctual", "--quiet", *_options(order, span), *_end(order.names)]
        heeded = _environment(start, environment)
        plan = Plan(
            *(command, heeded),
            folder=place.parent,
            writable=_writable(place, order.log_file),
            minutes=minutes,
            mail=order.mailto,
            user=_owner(place),
            alert=[*start, "alert", "--db", str(place)] if heeded.keys() & set(RECEIVERS) else (),
        )
        if into:
            _write(plan, into)
        else:
            write_lines(_printed(plan, parts))


def _options(order: Order, span: str) -> list[str]:
    """The options of the crawl, all paths absolute."""
    options = {"--db": _absolute(order.db), "--portals": _absolute(order.portals), "--max-time": span}
    options |= {"--jobs": str(order.jobs) if order.jobs > 1 else "", "--log-file": _absolute(order.log_file)}
    return [word for option, value in options.items() if value for word in (option, value)]


def _absolute(path: str) -> str:
    return path and str(Path(path).absolute())


def _environment(start: Sequence[str], environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that the crawl needs; one that Python starts as a module finds it by the path of this process."""
    heeded = {name: value for name, value in sorted(environment.items()) if _HEEDED.fullmatch(name) and value}
    if len(start) > 1:
        heeded["PYTHONPATH"] = os.pathsep.join(str(Path(entry or ".").absolute()) for entry in sys.path)
    return heeded


def _writable(place: Path, log_file: str) -> list[Path]:
    """Folders of what a run writes: the database, which a link may lead to, with its locks; files of --jobs; the log."""
    folders = {place.parent, place.resolve().parent, Path(tempfile.gettempdir())}
    return sorted(folders | ({Path(log_file).absolute().parent} if log_file else set()))


def _owner(database: Path) -> str:
    """Whose the database is, or will be: what root's systemd would write as root, its owner could not write any more."""
    number = (database if database.exists() else database.parent).stat().st_uid
    try:
        return pwd.getpwuid(number).pw_name if number else ""
    except KeyError:
        return str(number)


def _end(names: Sequence[str]) -> list[str]:
    return ["--", *names] if names else []


def _minutes(option: str, text: str) -> int:
    try:
        return round(parse_every(text).total_seconds() / 60)
    except (ValueError, OverflowError) as error:
        raise OneLine(f"{option}: {error}", ExitCode.WRONG_USE) from None


def _printed(plan: Plan, parts: Sequence[str]) -> Iterator[str]:
    if not plan.alert:
        yield "# Alerts are sent, too, after each crawl, where a receiver is named when this is printed, such as:"
        yield f"# {RECEIVERS[0]}=desk@example.org {UNIT} schedule   (or {RECEIVERS[1]}, {RECEIVERS[2]})"
    if "cron" in parts:
        yield "# Add these lines to the crontab of the user who is to crawl: crontab -e"
        yield crontab(plan)
    if "systemd" in parts:
        folder, manager = _place()
        yield dedent(f"""\
            # Write the two units below with: citydesk schedule --into {folder}   (and the options you gave now)
            # and start them with: {manager} daemon-reload && {manager} enable --now {UNIT}.timer
            # What a run prints is in the journal: {manager.replace("systemctl", "journalctl")} -u {UNIT}""")
        if os.geteuid() == 0 and not plan.user:
            yield "# It would run as root: better give the folder of the database to a user (chown -R), and print this again"
        for name, text in _units(plan):
            yield f"# --- {name}"
            yield text


def _units(plan: Plan) -> list[tuple[str, str]]:
    of_user = os.geteuid() != 0
    return [(f"{UNIT}.service", service(plan, of_user=of_user)), (f"{UNIT}.timer", timer(plan))]


def _place() -> tuple[str, str]:
    """Where the units of this user belong, and the command that starts them."""
    if os.geteuid() == 0:
        return "/etc/systemd/system", "systemctl"
    return "~/.config/systemd/user", "systemctl --user"


def _write(plan: Plan, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in _units(plan):
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise OneLine(f"the units cannot be written into {folder}: {error.strerror}", ExitCode.WRONG_USE) from None
    write_lines([f"{UNIT}.service and {UNIT}.timer are in {folder}"])
