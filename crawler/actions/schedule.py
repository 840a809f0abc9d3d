"""A crontab line and a systemd timer that run ``citydesk crawl`` as this installation would (pure).

Sources: crontab(5), systemd.syntax(7), systemd.service(5), systemd.time(7).
"""

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from crawler.monitoring.alerts import PATIENCE
from crawler.output.problems import NamedProblem

#: Intervals in minutes that a crontab line can keep: divisors of an hour, of a day in hours, and the day.
INTERVALS = (5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440)
#: Debian's cron drops a crontab with a longer command (cron.h, MAX_COMMAND).
LONGEST_COMMAND = 1000
#: Seconds between SIGTERM and SIGKILL: answers have 8 (CITYDESK_GRACE), the end of the runs a little more.
STOP_SECONDS = 30
#: The same where alerts are sent, to three receivers at most.
ALERT_STOP_SECONDS = STOP_SECONDS + 3 * PATIENCE
#: The variable that names whom alerts are mailed to.
ALERT_MAIL = "CITYDESK_ALERT_MAIL"

# A word of these characters means itself in systemd's files; any other is quoted.
_PLAIN = re.compile(r"[\w@+:,./=-]+", re.ASCII)


class NoSchedule(NamedProblem):
    """No schedule can say this; the message names cause and remedy."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run and when. ``command``: its words, all paths absolute; ``minutes``: one of :data:`INTERVALS`.

    ``environment``: variables that the command needs; ``folder``: the one of the database, ``writable``: all that a run
    writes to; ``mail``: whom cron writes to; ``user``: who is to run it by root's systemd, empty for root; ``alert``: the
    words of the command that comes after the crawl, whatever that ended with.
    """

    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    writable: Sequence[Path]
    minutes: int
    mail: str = ""
    user: str = ""
    alert: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Refuses what neither format can hold."""
        if self.minutes not in INTERVALS:
            raise NoSchedule(
                f"--every: no crontab can keep {self.minutes} minutes: write {', '.join(map(_span, INTERVALS))}"
            )
        words = [*self.command, *self.environment.values(), self.mail]
        if broken := next((word for word in words if re.search(r"[\x00-\x1f\x7f]", word)), None):
            raise NoSchedule(f"{broken!r} has a control character, which no crontab can hold: name it otherwise")

    @property
    def is_mailing(self) -> bool:
        """Whether alerts go through sendmail."""
        return bool(self.alert and self.environment.get(ALERT_MAIL))

    @property
    def offset(self) -> int:
        """Minutes after the full interval: by the database, so that not all installations ask at the same minute."""
        return crc32(str(self.folder).encode()) % min(self.minutes, 60)


def crontab(plan: Plan) -> str:
    """Lines for ``crontab -e``. Raises :class:`NoSchedule`."""
    command = _in_shell(plan)
    if "\\" in command:
        raise NoSchedule("a path or value with a backslash means something else in a crontab: name it otherwise")
    command = command.replace("%", r"\%")  # elsewhere % ends the command, and the rest is its input
    if len(command.encode()) >= LONGEST_COMMAND:
        raise NoSchedule(
            f"the command has {len(command)} characters, and cron takes {LONGEST_COMMAND - 1}: use --systemd"
        )
    mail = (
        [f"MAILTO={plan.mail}"]
        if plan.mail
        else ["# cron mails what a run prints to the owner of the crontab, or to MAILTO=…"]
    )
    return "\n".join((*mail, f"{_cron_time(plan.minutes, plan.offset)} {command}", ""))


def _in_shell(plan: Plan) -> str:
    """What cron's shell is to run; variables are those of both commands."""
    variables = [f"{name}={shlex.quote(value)}" for name, value in plan.environment.items()]
    crawl = " ".join(map(shlex.quote, plan.command))
    if not plan.alert:
        return " ".join((*variables, crawl))
    exported = [f"export {' '.join(variables)}"] if variables else []
    return "; ".join((*exported, crawl, " ".join(map(shlex.quote, plan.alert))))


def _cron_time(minutes: int, offset: int) -> str:
    if minutes < 60:
        return f"{offset}-59/{minutes} * * * *"
    return f"{offset} {'*' if minutes == 60 else f'*/{minutes // 60}' if minutes < 1440 else '4'} * * *"


def service(plan: Plan, *, of_user: bool) -> str:
    """The unit ``citydesk.service``. ``of_user``: for the manager of one user, which cannot make rooms read-only."""
    lines = [
        *(
            "[Unit]",
            "Description=citydesk: crawl what is due",
            "Wants=network-online.target",
            "After=network-online.target",
        ),
        *("", "[Service]", "Type=oneshot"),
        *([f"User={plan.user}"] if plan.user and not of_user else []),
        *(f"Environment={_quoted(f'{name}={value}')}" for name, value in plan.environment.items()),
        f"WorkingDirectory={_specified(str(plan.folder))}",
        f"ExecStart={_command(plan.command)}",
        # Also after a crawl that failed, unlike ExecStartPost.
        *([f"ExecStopPost={_command(plan.alert)}"] if plan.alert else []),
        "# 75: another crawl is at work on a portal, which is no failure",
        "SuccessExitStatus=75",
        f"TimeoutStopSec={ALERT_STOP_SECONDS if plan.alert else STOP_SECONDS}",
        "Nice=10",
        *_confined(plan, of_user=of_user),
    ]
    return "\n".join((*lines, ""))


def _confined(plan: Plan, *, of_user: bool) -> list[str]:
    """What the service may not do. Sendmail changes its group or user, and writes to the spool."""
    lines = ["# no NoNewPrivileges: sendmail needs its group"] if plan.is_mailing else ["NoNewPrivileges=yes"]
    if not of_user:
        writable = [_quoted(str(folder)) for folder in plan.writable]
        spool = ["-/var/spool"] if plan.is_mailing else []
        lines += ["ProtectSystem=strict", f"ReadWritePaths={' '.join((*writable, *spool))}"]
    return lines


def timer(plan: Plan) -> str:
    """The unit ``citydesk.timer``."""
    lines = (
        *("[Unit]", "Description=citydesk: when to crawl", "", "[Timer]"),
        *(f"OnCalendar={_calendar(plan.minutes, plan.offset)}", "AccuracySec=1s"),
        "# a run that was missed while the machine was off is made up for",
        *("Persistent=true", "", "[Install]", "WantedBy=timers.target", ""),
    )
    return "\n".join(lines)


def _calendar(minutes: int, offset: int) -> str:
    if minutes < 60:
        return f"*-*-* *:{offset:02}/{minutes}:00"
    hours = "*" if minutes == 60 else f"00/{minutes // 60}" if minutes < 1440 else "04"
    return f"*-*-* {hours}:{offset:02}:00"


def _specified(text: str) -> str:
    """``%`` introduces a specifier in systemd's files."""
    return text.replace("%", "%%")


def _command(words: Sequence[str]) -> str:
    return " ".join(_quoted(word).replace("$", "$$") for word in words)


def _quoted(word: str) -> str:
    word = _specified(word)
    if _PLAIN.fullmatch(word):
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _span(minutes: int) -> str:
    return f"{minutes}m" if minutes < 60 else f"{minutes // 60}h" if minutes < 1440 else "1d"
