"""Runs ``citydesk`` in this process under watch: ``python -m tests.watched NAMES LOG ARGUMENT ...``.

``NAMES`` is a JSON object of host names and the addresses that look-ups of them answer in turn, the last one for good; other
names do not exist. ``LOG`` gets one JSON line ``[event, target]`` for each look-up, connection and port that is opened.
Connections to other machines fail, so that no test leaves this one.
"""

import errno
import json
import socket
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Any


def main(names: dict[str, list[str]], log: Path, arguments: list[str]) -> None:
    """Puts the watch up and runs the command."""

    def gethostbyname(name: str) -> str:
        note("lookup", name)
        if name.replace(".", "").isdigit():
            return name
        if name not in names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return names[name].pop(0) if len(names[name]) > 1 else names[name][0]

    def getaddrinfo(name: str, port: int | None, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (gethostbyname(name), port or 0))]

    def note(event: str, target: Any) -> None:
        with log.open("a", encoding="utf-8") as out:
            out.write(json.dumps([event, target]) + "\n")

    def hook(event: str, values: tuple[Any, ...]) -> None:
        if event != "socket.connect" or isinstance(values[1], str):  # one of the file system
            return
        target = values[1]
        note("connect", target)
        if not ip_address(target[0]).is_loopback:
            raise OSError(errno.ENETUNREACH, "this machine is not left")

    class Watched(socket.socket):
        """No audit event tells of a port that is opened; binding alone, as probes for IPv6 do, opens none."""

        def listen(self, *backlog: int) -> None:
            note("listen", self.getsockname())
            super().listen(*backlog)

    socket.gethostbyname, socket.getaddrinfo = gethostbyname, getaddrinfo  # type: ignore[assignment]
    socket.socket = Watched  # type: ignore[misc]  # asyncio and Twisted make theirs of it
    sys.addaudithook(hook)
    from crawler.cli import main as citydesk

    sys.argv = ["citydesk", *arguments]
    citydesk()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
