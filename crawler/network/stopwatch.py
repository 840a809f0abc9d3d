"""A bound on the CPU time of reading one page: what takes longer is interrupted, wherever it is.

The limits of size keep the time of a page linear as far as we know; this one holds where we do not. Python looks for
signals between instructions, and ``re`` every few thousand steps of a match, so a pattern that runs away is stopped, too.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

from crawler.network.limits import limit


class TooSlow(Exception):
    """Reading a page took longer than it may."""


def page_time() -> AbstractContextManager[None]:
    """Bounds a block by what one page may take."""
    return at_most(limit("CITYDESK_PAGE_SECONDS"))


def _ring(signum: int, frame: FrameType | None) -> None:
    raise TooSlow


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Runs a block; raises :class:`TooSlow` in it after so many seconds of this process's CPU time (0: no bound).

    Without effect outside the main thread and where the system has no such clock. Blocks are not nested.
    """
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
