"""Downloader middleware that hands on only whole answers, unpacked: not a part, not a piece, not a film."""

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import StopDownload
from scrapy.http import Headers, Request, Response, TextResponse
from scrapy.responsetypes import responsetypes

from crawler.network.cutoff import is_cut_off
from crawler.network.limits import adopt, limit
from crawler.network.robots import MAX_BYTES
from crawler.network.unpack import ACCEPTED, CutOff, codings_of, unpack

#: Kinds of files that no list, feed, sitemap or article is; their bodies are not taken.
_NO_PAGE = ("video/", "audio/", "image/", "font/", "application/pdf", "application/zip", "application/x-rar")


class NoPage(StopDownload):
    """The headers say that the body is no page."""


class WholeAnswers:
    """In the place of Scrapy's ``HttpCompressionMiddleware``."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        adopt(crawler.settings.getint)
        self.most = limit("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        whole = cls(crawler)
        crawler.signals.connect(whole.headers_received, signal=signals.headers_received)
        return whole

    def headers_received(self, headers: Headers, request: Request) -> None:
        """Ends the download of what is no page before its body comes."""
        kind = (headers.get("Content-Type") or b"").decode("latin-1").strip().lower()
        if kind.startswith(_NO_PAGE):
            raise NoPage

    def process_request(self, request: Request) -> None:
        """Says what can be unpacked."""
        request.headers.setdefault("Accept-Encoding", ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """The answer unpacked. One that is a part, or broke off, is asked for again, then raises :class:`CutOff`."""
        try:
            if response.status == 206:  # nothing here asks for a range (RFC 9110 §15.3.7)
                raise CutOff("a part was sent (206) that nobody asked for")
            whole = self._unpacked(request, response)
            if "partial" in response.flags and is_cut_off(
                whole.body
            ):  # no length, no last piece: the markup must say it
                raise CutOff("the connection ended within the page")
            return whole
        except CutOff as problem:
            spider = self.crawler.spider
            assert spider is not None
            again = get_retry_request(request, spider=spider, reason=str(problem))
            if again is None:
                raise
            return again

    def _unpacked(self, request: Request, response: Response) -> Response:
        header = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        codings = codings_of(header) or self._unsaid(response)
        if not codings:
            return response
        robots = bool(request.meta.get("dont_obey_robotstxt"))  # its first rules are enough (RFC 9309 §2.5)
        body = unpack(response.body, codings, MAX_BYTES if robots else self.most, begin=robots)
        headers = response.headers.copy()
        headers.pop("Content-Encoding", None)
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        more = {"encoding": None} if issubclass(kind, TextResponse) else {}
        return response.replace(cls=kind, headers=headers, body=body, **more)

    @staticmethod
    def _unsaid(response: Response) -> list[str]:
        """The codings of a page that was packed without a word; a file of gzip is called so, and stays."""
        is_page = b"html" in (response.headers.get("Content-Type") or b"").lower()
        return ["gzip"] if is_page and response.body.startswith(b"\x1f\x8b\x08") else []
