"""Alerts: who is told of what has changed since the last time, by mail, webhook or any command (pure but for the sending).

Only changes are told: a portal that got worse, got worse in another way, or is well again. What did not reach a receiver counts
as not told to it (:mod:`crawler.monitoring.last_told`), and comes with the next call.
"""

import json
import os
import shlex
import shutil
import subprocess
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from crawler.monitoring.verdicts import WELL, Health

#: Seconds that a receiver has to take an alert.
PATIENCE = 30
#: Verdicts that nobody needs to be told of, until they follow another one.
UNTOLD = ("", *WELL)
#: Where systems keep sendmail; cron's PATH does not have it.
SENDMAIL_FOLDERS = tuple(str(Path("/", "usr", folder)) for folder in ("sbin", "lib"))


class NotDelivered(Exception):
    """An alert that did not reach its receiver; the message names cause and remedy."""


@dataclass(frozen=True, slots=True)
class Receivers:
    """Where alerts go: a ``command`` that gets JSON on stdin, a ``mail`` address, a ``webhook``; empty ones do not count."""

    command: str = ""
    mail: str = ""
    webhook: str = ""
    sendmail: str = ""

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.command or self.mail or self.webhook)

    def each(self) -> dict[str, "Receivers"]:
        """The receivers one by one, by the name that it is remembered under what they were told."""
        one = {
            "command": Receivers(command=self.command),
            "webhook": Receivers(webhook=self.webhook),
            "mail": Receivers(mail=self.mail, sendmail=self.sendmail),
        }
        return {name: receiver for name, receiver in one.items() if receiver}


@dataclass(frozen=True, slots=True)
class Change:
    """A portal whose verdict is another than the one last told."""

    before: str
    health: Health

    @property
    def line(self) -> str:
        """The change in one line."""
        verdict = self.health.verdict
        if verdict in UNTOLD:
            return f"{self.health.portal}: well again ({verdict}, was {self.before})"
        was = f" (was {self.before})" if self.before not in UNTOLD else ""
        return f"{self.health.portal}: {verdict}{was}: {'; '.join(self.health.evidence) or 'see citydesk status'}"

    def as_json(self) -> dict[str, Any]:
        """Plain data: that of the status, with the verdict before."""
        return {**self.health.as_json(), "before": self.before or None}


def changes(found: Sequence[Health], told: Mapping[str, str]) -> list[Change]:
    """What is to be told, worst first, of what was ``told`` of each portal before."""
    return [
        Change(before, health)
        for health in found
        if (before := told.get(health.portal, "")) != health.verdict
        and not (before in UNTOLD and health.verdict in UNTOLD)
    ]


def message(told: Sequence[Change], now: datetime) -> dict[str, Any]:
    """The alert as commands and webhooks get it; ``text`` is what a chat shows."""
    return {
        "at": now.isoformat(timespec="seconds"),
        "text": "\n".join(change.line for change in told),
        "changes": [change.as_json() for change in told],
    }


def send(told: Sequence[Change], to: Receivers, now: datetime) -> None:
    """Sends to one receiver (of several: to one after the other). Raises :class:`NotDelivered` when it did not take it."""
    body = json.dumps(message(told, now), ensure_ascii=False).encode()
    for receiver in (_command, _webhook, _mail):
        receiver(told, body, to)


def _command(told: Sequence[Change], body: bytes, to: Receivers) -> None:
    if to.command:
        try:
            words = shlex.split(to.command)
        except ValueError as error:
            raise NotDelivered(f"the command {to.command!r} cannot be read: {error}") from None
        _run(words, body, to.command)


def _run(words: Sequence[str], given: bytes, name: str) -> None:
    try:
        done = subprocess.run(words, input=given, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotDelivered(f"{name} did not run: {error}; name a program that is there") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NotDelivered(f"{name} ended with {done.returncode}{': ' + said[-1][:200] if said else ''}")


def _webhook(told: Sequence[Change], body: bytes, to: Receivers) -> None:
    if not to.webhook:
        return
    if not to.webhook.startswith(("http://", "https://")):
        raise NotDelivered(f"{to.webhook} is no web address: write http:// or https://")
    try:
        headers = {"Content-Type": "application/json", "User-Agent": "citydesk"}
        request = urllib.request.Request(to.webhook, body, headers)
        urllib.request.build_opener(_NoRedirects).open(request, timeout=PATIENCE).close()
    except (OSError, ValueError, HTTPException) as error:
        if isinstance(error, HTTPError):
            error.close()  # it is an answer, too, and holds its connection
        host = to.webhook.split("/")[2]  # what follows the host is often a secret
        cause = str(error).removeprefix("<urlopen error ").removesuffix(">").strip()
        raise NotDelivered(f"the webhook at {host} did not take it: {cause}") from None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Redirects are failures: urllib follows them by GET, so that the alert would be lost and count as delivered."""

    def redirect_request(self, *_: Any) -> None:
        """Follows none; urllib then raises ``HTTPError``, with the status."""


def _mail(told: Sequence[Change], body: bytes, to: Receivers) -> None:
    if not to.mail:
        return
    folders = os.pathsep.join((os.environ.get("PATH", os.defpath), *SENDMAIL_FOLDERS))
    program = to.sendmail or shutil.which("sendmail", path=folders)
    if not program:
        raise NotDelivered("no sendmail was found: install a mail server, or name its program with --sendmail")
    mail = EmailMessage()
    wrong = sum(change.health.verdict not in UNTOLD for change in told)
    try:
        mail["To"] = to.mail
        mail["Subject"] = f"citydesk: {wrong} portals need a look" if wrong != 1 else f"citydesk: {told[0].line}"[:120]
    except ValueError as error:
        raise NotDelivered(f"{to.mail!r} is no mail address: {error}") from None
    lines = [change.line for change in told]
    mail.set_content("\n".join([*lines, "", "More: citydesk status PORTAL"]) + "\n")
    _run([program, "-t", "-i"], mail.as_bytes(), os.path.basename(program))
