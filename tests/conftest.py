"""What several tests share: the sample portals on a real loopback server, and the installed command."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from crawler.sample_data.samples import SampleServer, load_sites

ROOT = Path(__file__).resolve().parent.parent
Command = Callable[..., subprocess.CompletedProcess[str]]

# Both limits are of the clock on the wall: a busy machine would fail tests that are right.
settings.register_profile("citydesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("citydesk")
# A shell that starts the tests in the background, or nohup, has these ignored, and every process that a test starts would inherit it.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session")
def samples() -> Iterator[SampleServer]:
    """Both sample portals, as a proxy and under their own paths."""
    with SampleServer(load_sites()) as server:
        yield server


@pytest.fixture
def citydesk(tmp_path: Path) -> Command:
    """Runs ``citydesk`` in an empty folder with a bare environment, as cron would."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        bare = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environment}
        return subprocess.run(
            [sys.executable, "-m", "crawler.cli", *arguments],
            cwd=tmp_path,
            env={**bare, **{key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run
