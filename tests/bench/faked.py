"""Commands of citydesk at simulated times, each in a process of its own that has its imports done: a run costs a third of a start.

The process that stands by runs under Debian's ``faketime``, whose library reads its variable anew where it may not cache; so
each child, a fork of it, gets its own time. Fork comes before Twisted's reactor, which no two runs can share.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any, Self

FIRST = "2020-01-01 00:00:00"


class Faked:
    """The process that stands by; ``environment`` is that of its commands."""

    def __init__(self, **environment: str) -> None:
        fake = {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_NO_CACHE": "1", "TZ": "UTC"}
        self._process = subprocess.Popen(
            ["faketime", "-f", f"@{FIRST}", sys.executable, "-m", "tests.bench.faked"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **fake, **environment},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)

    def run(self, when: datetime, words: Sequence[str]) -> tuple[int, str]:
        """Exit code and output of a command that begins at a time (UTC)."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([when.isoformat(), list(words)]), file=self._process.stdin, flush=True)
        code, printed = json.loads(self._process.stdout.readline())
        return code, printed


def _child(words: list[str], output: int) -> None:
    from crawler.cli import main

    os.dup2(output, 1)
    os.dup2(output, 2)
    code: Any = 1
    try:
        main(words)
    except SystemExit as end:
        code = end.code or 0
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _stand_by() -> None:
    import crawler.actions.crawl_command
    import crawler.commands.crawl
    import crawler.crawling.session
    import crawler.discovery.generic  # noqa: F401  # what a crawl needs, before the forks

    began = monotonic()
    for line in sys.stdin:
        when, words = json.loads(line)
        start = datetime.fromisoformat(when).replace(tzinfo=UTC) - timedelta(seconds=monotonic() - began)
        os.environ["FAKETIME"] = f"@{start:%F %T}"
        with tempfile.TemporaryFile() as output:
            if not (child := os.fork()):
                _child(words, output.fileno())
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            output.seek(0)
            print(json.dumps([code, output.read().decode("utf-8", "replace")]), flush=True)


if __name__ == "__main__":
    _stand_by()
