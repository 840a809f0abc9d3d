"""Alerts tell changes alone, reach their receivers, and say so when they do not."""

import json
import socket
import stat
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from crawler.monitoring.alerts import Change, NotDelivered, Receivers, changes, message, send
from crawler.monitoring.verdicts import Health

NOW = datetime(2026, 5, 6, 12, tzinfo=UTC)
DOWN = Health("riverside", "down", "2026-05-06T10:00:00+00:00", ("the last three runs ended as down",))
WELL = Health("harbour", "fresh")
CHANGE = [Change("fresh", DOWN)]


def program(folder: Path, code: str) -> Path:
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{code}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize(
    ("before", "verdict", "is_told"),
    [
        ("", "fresh", False),
        ("", "down", True),
        ("fresh", "down", True),
        ("down", "down", False),
        ("down", "drifting", True),
        ("down", "fresh", True),
        ("fresh", "asleep", False),
        ("asleep", "fresh", False),
        ("late", "asleep", True),
    ],
)
def test_only_changes_are_told(before: Any, verdict: Any, is_told: bool) -> None:
    assert bool(changes([Health("riverside", verdict)], {"riverside": before})) is is_told


def test_the_words() -> None:
    assert CHANGE[0].line == "riverside: down: the last three runs ended as down"
    assert Change("down", WELL).line == "harbour: well again (fresh, was down)"
    assert Change("late", DOWN).line.startswith("riverside: down (was late): ")


def test_the_message() -> None:
    told = message([*CHANGE, Change("down", WELL)], NOW)
    assert told["at"] == "2026-05-06T12:00:00+00:00"
    assert told["text"].count("\n") == 1
    assert told["changes"][0]["verdict"] == "down"
    assert told["changes"][1]["before"] == "down"


def test_a_command_gets_json_on_stdin(tmp_path: Path) -> None:
    out = tmp_path / "out file"
    command = program(tmp_path, f'cat > "{out}"; echo "$1" >> "{out}"')
    send(CHANGE, Receivers(command=f"{command} 'two words'"), NOW)
    body, said = out.read_text().rsplit("}", 1)
    assert json.loads(body + "}") == message(CHANGE, NOW)
    assert said.strip() == "two words"


def test_sendmail_gets_a_mail(tmp_path: Path) -> None:
    out = tmp_path / "mail"
    sendmail = program(tmp_path, f'echo "$@" > "{out}"; cat >> "{out}"')
    send(CHANGE, Receivers(mail="desk@example.org", sendmail=str(sendmail)), NOW)
    text = out.read_text()
    assert text.startswith("-t -i\n")
    assert "To: desk@example.org" in text
    assert "Subject: citydesk: riverside: down: the last three runs" in text
    assert "citydesk status PORTAL" in text


def test_a_line_break_in_an_address_writes_no_header(tmp_path: Path) -> None:
    with pytest.raises(NotDelivered, match="no mail address"):
        send(CHANGE, Receivers(mail="a@b\nBcc: c@d", sendmail=str(program(tmp_path, "cat"))), NOW)


@pytest.mark.parametrize("status", [200, 500])
def test_a_webhook_is_posted_to(status: int) -> None:
    got: list[tuple[str, bytes]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        to = Receivers(webhook=f"http://127.0.0.1:{server.server_port}/secret")
        if status == 200:
            send(CHANGE, to, NOW)
        else:
            with pytest.raises(
                NotDelivered, match=r"^the webhook at 127\.0\.0\.1:\d+ did not take it: .*500"
            ) as problem:
                send(CHANGE, to, NOW)
            assert "secret" not in str(problem.value)
        thread.join()
    assert got[0][0] == "/secret"
    assert json.loads(got[0][1]) == message(CHANGE, NOW)


@pytest.mark.parametrize(
    ("to", "cause"),
    [
        (Receivers(command="no-such-program-here"), "did not run"),
        (Receivers(command="sh -c 'echo no disk >&2; exit 3'"), "ended with 3: no disk"),
        (Receivers(command="sh 'open"), "cannot be read"),
        (Receivers(webhook="ftp://example.org/"), "no web address"),
        (Receivers(webhook="http://127.0.0.1:9/"), r"did not take it: \[Errno 111\] Connection refused$"),
        (Receivers(mail="a@example.org", sendmail="no-such-sendmail"), "did not run"),
    ],
)
def test_what_did_not_reach_anybody_is_named(to: Receivers, cause: str) -> None:
    with pytest.raises(NotDelivered, match=cause):
        send(CHANGE, to, NOW)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        ("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", "302"),
        ("HTTP/1.1 308 Permanent Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", "308"),
        ("SSH-2.0-OpenSSH_9.2\r\n", "SSH-2.0"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", ""),
    ],
)
def test_only_an_answer_to_the_post_itself_says_that_it_was_taken(answer: str, cause: str) -> None:
    """A redirect would be followed by GET, without the alert; what answers may be no web server at all."""
    asked: list[bytes] = []

    def serve(listening: socket.socket) -> None:
        with suppress(TimeoutError):
            while True:
                with listening.accept()[0] as connection:
                    asked.append(connection.recv(100_000))
                    connection.sendall(answer.encode())

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        thread = Thread(target=serve, args=(listening,))
        thread.start()
        to = Receivers(webhook=f"http://127.0.0.1:{listening.getsockname()[1]}/hook")
        with pytest.raises(NotDelivered, match=cause) if cause else nullcontext():
            send(CHANGE, to, NOW)
        thread.join()
    assert len(asked) == 1


@pytest.mark.parametrize("webhook", ["http://a b/", "http://[::1/", "http://x:port/", "http:///x", "http://"])
def test_an_address_that_is_none_is_told_as_one(webhook: str) -> None:
    with pytest.raises(NotDelivered, match="webhook"):
        send(CHANGE, Receivers(webhook=webhook), NOW)


def test_receivers_one_by_one() -> None:
    assert Receivers("run", "a@example.org", "http://hook.example/", "/sendmail").each() == {
        "command": Receivers(command="run"),
        "webhook": Receivers(webhook="http://hook.example/"),
        "mail": Receivers(mail="a@example.org", sendmail="/sendmail"),
    }
    assert Receivers(sendmail="/sendmail").each() == {}


def test_no_receiver_is_none() -> None:
    assert not Receivers(sendmail="sendmail")
    assert Receivers(mail="a@example.org")
