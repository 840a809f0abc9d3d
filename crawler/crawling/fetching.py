"""From an address that is due to a request, and from its answer back to the address."""

from collections import defaultdict
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest, ResponseDataLossError
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.crawling.refusals import TURNED_AWAY
from crawler.network.guard import OffPortal, PrivateAddress
from crawler.network.robots import RobotsUnreachable
from crawler.network.unpack import CutOff, TooLarge
from crawler.network.whole import NoPage
from crawler.reading.items import Article
from crawler.reading.page import Page
from crawler.reading.pretenders import SPEAKING, reason_by_answer, reason_by_landing
from crawler.reading.validity import reason_against
from crawler.scheduling.visits import Fetch, Target

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (RobotsUnreachable, "unreachable"),
    (DownloadCancelledError, "too-large"),
    (TooLarge, "too-large"),
    (CutOff, "cut-off"),
    (ResponseDataLossError, "cut-off"),
    (NoPage, "not-html"),
)
#: What a front page that names no article can be, beside a wall.
NO_PORTAL = frozenset(("gone", "http-error"))
#: The key under which a request remembers its target, through redirects and retries.
TARGET = "target"


class Schemes:
    """How the lists of a run were answered. A host that answers over https alone has moved there, with all it had before."""

    def __init__(self) -> None:
        self._seen: dict[str, set[str]] = defaultdict(set)

    def note(self, url: str) -> None:
        """A list, feed or sitemap was answered at ``url``."""
        scheme, _, rest = url.partition("://")
        self._seen[rest.partition("/")[0].lower()].add(scheme.lower())

    def address(self, url: str) -> str:
        """Where to ask for ``url`` now."""
        scheme, _, rest = url.partition("://")
        moved = scheme == "http" and self._seen.get(rest.partition("/")[0].lower()) == {"https"}
        return f"https://{rest}" if moved else url


def request_for(
    target: Target,
    callback: Callable[..., Any],
    errback: Callable[[Failure], Any],
    *,
    whole: bool,
    schemes: Schemes | None = None,
) -> Request:
    """The request of a target: conditional where an earlier answer allows it and not the ``whole`` answer is wanted."""
    meta: dict[str, Any] = {TARGET: target}
    headers: dict[str, str] = {}
    if not whole and (target.etag or target.last_modified):
        meta["handle_httpstatus_list"] = [304]
        if target.etag:
            headers["If-None-Match"] = target.etag
        if target.last_modified:
            headers["If-Modified-Since"] = target.last_modified
    address = target.address or target.url
    address = schemes.address(address) if schemes else address
    return Request(address, callback, errback=errback, headers=headers, meta=meta, dont_filter=True)


def fetch_of(response: Response) -> Fetch | None:
    """The answer as the frontier keeps it; None for a request that did not come from there."""
    target = response.request.meta.get(TARGET) if response.request is not None else None
    if target is None:
        return None
    return Fetch(target, response.status, _header(response, "ETag"), _header(response, "Last-Modified"))


def failed_fetch(failure: Failure) -> Fetch | None:
    """The same for a request that failed; the status is 0 when no answer came."""
    request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy on every download failure
    target = request.meta.get(TARGET)
    error = failure.value
    status = error.response.status if isinstance(error, HttpError) else 0
    return Fetch(target, status) if target else None


def reason_of(failure: Failure) -> str:
    """Which of :data:`crawler.reading.reasons.REASONS` a failed request falls under."""
    error = failure.value
    if isinstance(error, HttpError):
        return reason_by_answer(error.response.status, _headers(error.response)) or "http-error"
    if known := next((reason for kind, reason in _REASONS if isinstance(error, kind)), ""):
        return known
    if isinstance(error, OffPortal):
        # Portals log in, and prove who is human, on hosts of their own: the article is still there.
        reason = _landing(failure.request)  # type: ignore[attr-defined]  # set by Scrapy on every download failure
        if reason in TURNED_AWAY:
            return reason
        return "private" if isinstance(error, PrivateAddress) else "off-portal"
    if str(error) == "max redirections reached":  # Scrapy has no class for it
        return "redirects"
    return "robots" if isinstance(error, IgnoreRequest) else "unreachable"


def turned_away(response: Response) -> str:
    """Why an answer with a good status is none to what was asked: its headers, or where a redirect led; empty for none."""
    request = response.request
    return reason_by_answer(response.status, _headers(response)) or (_landing(request) if request is not None else "")


def wall_of(response: Response, read: Callable[[Page], Article]) -> str:
    """The reason with which a source turned us away, or empty; ``read`` extracts the page, which costs what an article does.

    A front page is also one that says the portal is gone, broken or for sale, as it is with such a status.
    """
    reason, target = turned_away(response), response.meta.get(TARGET)
    reasons = TURNED_AWAY if target is None or target.via else TURNED_AWAY | NO_PORTAL
    if reason not in reasons and b"<html" in response.body[:2000].lower():
        reason = reason_against(read(Page(response.url, response.body, content_type(response))))
    return reason if reason in reasons else ""


def _landing(request: Request) -> str:
    asked = request.meta.get("redirect_urls")
    return reason_by_landing(asked[0], request.url) if asked else ""


def _headers(response: Response) -> dict[str, str]:
    return {name: _header(response, name) for name in SPEAKING if name in response.headers}


def _header(response: Response, name: str) -> str:
    value = response.headers.get(name)
    return value.decode("latin-1")[:500] if value else ""


def content_type(response: Response) -> str:
    """The Content-Type header, empty when there is none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def is_loopback(host: str) -> bool:
    """Whether a host, with or without a port, is this machine itself."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
