"""Spreads portals over processes, for ``citydesk crawl --jobs N``: each child is this command for one portal.

A process of its own for each portal, not a worker that takes several: Twisted's reactor starts once a process, so that a
child is exactly the crawl of one portal that the tests know, and one that is killed takes nothing with it.
Signals are passed on; children stand in groups of their own, for at Ctrl-C a terminal tells the whole group, and a child
that hears it twice would drop what is under way.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import RLock, Timer
from time import monotonic
from types import FrameType
from typing import IO, Any

from crawler.crawling.progress import MARK, JobWatch, Numbers
from crawler.monitoring.outcome import ExitCode, PortalResult, Verdict, exit_code
from crawler.output.logs import pass_on

#: Seconds that a child has, beside those for answers, to end after a signal before it is killed: 9.5 in all.
LEEWAY = 1.5
NOT_BEGUN = "it was not begun"
OVER = "it was not begun, for the time of the run was over (--max-time): it waits"
_ENDS: dict[int, Verdict] = {
    ExitCode.DATABASE: "database",
    ExitCode.LOCKED: "locked",
    ExitCode.INTERRUPTED: "stopped",
    ExitCode.TERMINATED: "stopped",
}


def stopping_signals() -> list[signal.Signals]:
    """Those that end a run cleanly. A terminal that is closed sends SIGHUP; under ``nohup`` it stays ignored."""
    hung_up = signal.getsignal(signal.SIGHUP) == signal.SIG_DFL
    return [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hung_up else [])]


class Jobs:
    """Children at work; ``settings`` are those of the command line, ``grace`` the seconds they have for their end.

    ``seconds``: the time limit of all together, 0 for none. ``log_format``: how they write what the parent passes on.
    """

    def __init__(
        self,
        settings: Mapping[str, Any],
        grace: float,
        watch: JobWatch | None = None,
        seconds: float = 0,
        log_format: str = "text",
    ) -> None:
        self.grace, self.watch = grace, watch
        self.stopped_by = 0
        self._until = monotonic() + seconds if seconds else float("inf")
        self._options = [word for key, value in settings.items() for word in ("-s", f"{key}={value}")]
        self._options += ["--log-format", log_format]
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = RLock()  # a second signal may come while the first is passed on

    def crawl(self, portals: Mapping[str, Sequence[str]], jobs: int) -> tuple[list[PortalResult], ExitCode]:
        """Crawls portals (names to what the operator called them), ``jobs`` at a time; as for one process."""
        before = {number: signal.signal(number, self._stop) for number in stopping_signals()}
        try:
            with ThreadPoolExecutor(jobs) as pool:
                results = [result for found in pool.map(self._one, portals, portals.values()) for result in found]
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        if self.stopped_by:
            return results, ExitCode.INTERRUPTED if self.stopped_by == signal.SIGINT else ExitCode.TERMINATED
        return results, exit_code(
            [result.verdict for result in results], came=any(result.articles for result in results)
        )

    def _one(self, portal: str, names: Sequence[str]) -> list[PortalResult]:
        """Crawls one portal in a process; never raises, since the others go on."""
        with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
            if (left := self._until - monotonic()) < 1:
                return [PortalResult(portal, "ok", notes=[OVER])]
            limit = () if left == float("inf") else ("--max-time", f"{left:.0f}s")
            child = self._start((*limit, "--", *names), output)
            if child is None:
                return [PortalResult(portal, "stopped", problems=[NOT_BEGUN])]
            last = self._listen(child, portal)
            code = child.wait()
            with self._lock:
                self._running.discard(child)
            if self.watch:
                self.watch(portal, None)
            output.seek(0)
            results = [PortalResult(**json.loads(line)) for line in output if line.endswith("}\n")]
        return results or [self._silent(portal, code, last)]

    def _start(self, words: Sequence[str], output: IO[str]) -> subprocess.Popen[str] | None:
        python = (sys.executable, "-P", "-m", "crawler.cli")
        command = [*python, "crawl", *self._options, "--json", "--child", *words]
        modules = os.pathsep.join(place or os.getcwd() for place in sys.path)
        with self._lock:  # between this look and the child's place in the set no signal may be lost
            if self.stopped_by:
                return None
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                env={**os.environ, "PYTHONPATH": modules},
                process_group=0,
            )
            self._running.add(child)
        return child

    def _listen(self, child: subprocess.Popen[str], portal: str) -> str:
        """Passes on what a child logs until it ends; its own last words are returned, for the parent reports them."""
        last = ""
        assert child.stderr is not None
        with child.stderr:
            for line in child.stderr:
                if line.startswith(MARK):
                    if self.watch:
                        self.watch(portal, Numbers.parse(line))
                elif line.startswith("citydesk: "):
                    last = line.removeprefix("citydesk: ").strip()
                elif not self.stopped_by:
                    pass_on(line)
        return last

    def _silent(self, portal: str, code: int, last: str) -> PortalResult:
        """The result of a child that printed none."""
        if self.stopped_by:
            return PortalResult(portal, "stopped", problems=[last] if last else [])
        if code < 0:
            last = f"its process was killed by signal {-code}; what was stored stays, the next run goes on"
        return PortalResult(portal, _ENDS.get(code, "failed"), problems=[last or f"its process ended with code {code}"])

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """Passes a signal on; what has not been begun is not begun any more."""
        first, self.stopped_by = not self.stopped_by, number
        self._tell(signal.SIGTERM)
        if first:
            timer = Timer(self.grace + LEEWAY, self._tell, (signal.SIGKILL,))
            timer.daemon = True
            timer.start()

    def _tell(self, number: int) -> None:
        with self._lock:
            for child in self._running:
                child.send_signal(number)
