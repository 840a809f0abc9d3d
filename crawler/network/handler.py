"""Scrapy's HTTP handler with a bound on what comes before and around a body: headers, pieces, bytes behind the end.

Scrapy and Twisted bound the body alone: headers may go on for as long as the time-out, pieces of one byte take 40 s of
CPU, and of an answer that is longer than it says the rest is dropped without a word.
"""

from contextlib import suppress
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import HTTP11ClientProtocol
from twisted.web._newclient import Request as TwistedRequest
from twisted.web.http import _ChunkedTransferDecoder, _DataLoss
from twisted.web.http_headers import InvalidHeaderName
from twisted.web.iweb import IResponse

from crawler.network.limits import limit


class TooMuch(Exception):
    """More headers or pieces than any real answer has."""


class Overlong(Exception):
    """The server has sent more than it said, so what was taken is not the whole answer."""


class _Lost:
    """A body that did not come to its end."""

    def noMoreData(self) -> None:
        """Called by Twisted when the connection ends."""
        raise _DataLoss


class BoundedParser(_LenientHTTPClientParser):
    """Counts header bytes and the pieces of a body; looks at what comes behind its end."""

    header_bytes: int = 0
    pieces: int = 0

    def lineReceived(self, line: bytes) -> None:
        """One line of the status or the headers."""
        self.header_bytes += len(line) + 1
        if self.header_bytes > limit("CITYDESK_MAX_HEADERS"):
            raise TooMuch(f"more than {limit('CITYDESK_MAX_HEADERS')} bytes of headers")
        super().lineReceived(line)

    def headerReceived(self, name: bytes, value: bytes) -> None:
        """One header; one whose name is none is passed over, as browsers do."""
        with suppress(InvalidHeaderName):
            super().headerReceived(name, value)  # type: ignore[no-untyped-call]  # Twisted's

    def switchToBodyMode(self, decoder: Any) -> None:
        """The headers are over; counts what ``decoder`` gives when the body comes in pieces."""
        if isinstance(decoder, _ChunkedTransferDecoder):
            deliver, most = decoder.dataCallback, limit("CITYDESK_MAX_CHUNKS")

            def count(data: bytes) -> None:
                self.pieces += 1
                if self.pieces > most:
                    raise TooMuch(f"more than {most} pieces")
                deliver(data)

            decoder.dataCallback = count
        super().switchToBodyMode(decoder)  # type: ignore[no-untyped-call]  # Twisted's

    def _finished(self, rest: bytes) -> None:
        """The body has the length that was told; blanks behind it are nobody's."""
        if rest.strip() and self.bodyDecoder is not None:
            self.bodyDecoder = _Lost()  # type: ignore[assignment]  # all that Twisted asks of it from now on
            raise Overlong("more bytes came than the answer's own length")
        super()._finished(rest)  # type: ignore[no-untyped-call]  # Twisted's


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: TwistedRequest) -> "Deferred[IResponse]":
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = (
            BoundedParser  # as Scrapy itself does: Twisted names the class of its parser in the code
        )
        return answer


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted's


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's handler for http and https, with the parser above; what is too much is not asked for again."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory

    async def download_request(self, request: Request) -> Response:
        """The answer to a request. Raises ``DownloadCancelledError`` where it is too much, else as Scrapy's does."""
        try:
            return await super().download_request(request)
        except Exception as error:
            if found := next((cause for cause in _causes(error) if isinstance(cause, TooMuch)), None):
                raise DownloadCancelledError(f"{found} in the answer to {request}") from error
            raise

    async def close(self) -> None:
        """Ends the open connections, and waits a second for that at most.

        In Scrapy's own a connection that is lost in the turn of the loop in which that second is over, as in a process
        that was busy with the end of other portals, prints a traceback for each portal.
        """
        from twisted.internet import reactor  # importing it installs one

        loop: Any = reactor  # zope interfaces describe methods without ``self``
        closed: Deferred[None] = self._pool.closeCachedConnections()  # type: ignore[no-untyped-call]  # Twisted's
        timer = loop.callLater(self._disconnect_timeout, _let_go, closed)
        try:
            await maybe_deferred_to_future(closed)
        finally:
            if timer.active():
                timer.cancel()


def _let_go(closed: "Deferred[None]") -> None:
    if not closed.called:
        closed.callback(None)


def _causes(error: BaseException | None) -> list[BaseException]:
    """An error, and all that Scrapy and Twisted have wrapped into it."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting and len(found) < 50:
        current = waiting.pop()
        if current is not None:
            found.append(current)
            waiting += [current.__cause__, *(failure.value for failure in getattr(current, "reasons", ()))]
    return found
