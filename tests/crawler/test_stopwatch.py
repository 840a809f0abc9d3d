"""The bound on the CPU time of one page."""

import re
import signal
import threading
from collections.abc import Callable

import pytest

from crawler.network.stopwatch import TooSlow, at_most


def _forever() -> None:
    while True:
        pass


def _runaway() -> None:
    re.match("(a+)+$", "a" * 60 + "!")


@pytest.mark.parametrize("work", [_forever, _runaway])
def test_what_takes_too_long_is_interrupted(work: Callable[[], None]) -> None:
    with pytest.raises(TooSlow), at_most(0.05):
        work()


def test_nothing_rings_afterwards() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with at_most(5):
        pass
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGVTALRM) is before


def test_no_bound_and_other_threads() -> None:
    with at_most(0):
        assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    seen: list[tuple[float, float]] = []

    def other() -> None:
        with at_most(5):
            seen.append(signal.getitimer(signal.ITIMER_VIRTUAL))

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert seen == [(0.0, 0.0)]
