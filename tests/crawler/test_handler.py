"""The end of a portal's connections, where they are lost in the very turn of the loop in which nobody waits for them any more."""

import subprocess
import sys

from tests.conftest import ROOT

CLOSE = """
from scrapy.utils.reactor import install_reactor
install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
from twisted.internet import reactor
from twisted.internet.defer import Deferred
from twisted.logger import globalLogBeginner, textFileLogObserver
import sys
import asyncio
globalLogBeginner.beginLoggingTo([textFileLogObserver(sys.stdout)], redirectStandardIO=False)
from crawler.network.handler import BoundedHandler

lost = Deferred()

class Pool:
    def closeCachedConnections(self):
        return lost

handler = BoundedHandler.__new__(BoundedHandler)
handler._pool, handler._disconnect_timeout = Pool(), 0

async def close():
    {lose}
    await handler.close()
    print("closed")
    reactor.stop()

reactor.callWhenRunning(lambda: asyncio.ensure_future(close()))
reactor.run()
"""


def closed(lose: str) -> str:
    script = CLOSE.replace("{lose}", lose)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout + done.stderr


def test_connections_that_are_lost_when_their_time_is_over_are_no_error() -> None:
    """As in a process that was busy for the second that they have: both are due, and the loss comes first."""
    shown = closed("reactor.callLater(0, lost.callback, None)")
    assert "closed\n" in shown
    assert "Traceback" not in shown


def test_connections_that_are_never_lost_hold_up_no_run() -> None:
    shown = closed("pass")
    assert "closed\n" in shown
    assert "Traceback" not in shown
