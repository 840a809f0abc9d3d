"""Which addresses are one page, and which are none of ours.

``canonical_url`` is w3lib's ``canonicalize_url`` (RFC 3986 normal form, sorted query, no fragment) without what differs
from visit to visit: tracking and session parameters, default port, the dot behind a host, the file name
of a folder's own page. Scheme and ``www.`` stay, since a portal may serve other pages under them.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urljoin, urlsplit

from w3lib.url import canonicalize_url

from crawler.network.limits import DEFAULTS, limit

MAX_LENGTH = DEFAULTS["CITYDESK_MAX_URL"]  # where no other is set


@dataclass(frozen=True, slots=True)
class UrlRule:
    """A part of an address that does not belong to the page's identity.

    ``pattern`` matches, in any case, a whole ``name=value`` of the query, a piece of the path, or the file name of an
    address without query. ``example`` becomes ``result``; ``counter_example`` stays as it is.
    """

    id: str
    part: Literal["query", "path", "file"]
    pattern: str
    example: str
    result: str
    counter_example: str


RULES = (
    UrlRule(
        "campaign",
        "query",
        r"(?:utm|mtm)_\w+=.*|pk_(?:campaign|kwd|source|medium)=.*",
        "https://news.example/a?id=7&utm_source=feed&utm_medium=rss",
        "https://news.example/a?id=7",
        "https://news.example/a?utmost=7",
    ),
    UrlRule(
        "click-id",
        "query",
        r"(?:fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|bd_vid|qhclickid|mc_[ce]id)=.*",
        "https://news.example/a?fbclid=IwAR0x",
        "https://news.example/a",
        "https://news.example/a?clid=3",
    ),
    UrlRule(
        "shop-trace",
        "query",
        r"(?:spm|scm|spm_id_from)=.*",
        "https://news.example/a?id=7&spm=C73544.P1.0.0",
        "https://news.example/a?id=7",
        "https://news.example/a?spmid=7",
    ),
    UrlRule(
        "shared-from",  # digits are a position in a list, words the app it was shared from
        "query",
        r"from=[a-z_]+|(?:isappinstalled|nsukey|tdsourcetag|share_?(?:from|token|source|medium|tag))=.*",
        "https://news.example/a?from=timeline&id=7&isappinstalled=0",
        "https://news.example/a?id=7",
        "https://news.example/list?from=20",
    ),
    UrlRule(
        "visit-count",  # parameters of Baidu's, Adobe's and others' counts of where a reader came from
        "query",
        r"(?:hm(?:sr|pl|cu|kw|ci)|at_(?:medium|campaign|link|format)|xtor|wt\.[a-z_]+|cmp(?:id)?|ncid|smid|icid|ocid|s_cid"
        r"|_ga|_gl|hs_?(?:enc|mi)|_hs(?:enc|mi))=.*|wfr=spider|for=pc",
        "https://news.example/a?hmsr=wechat&hmpl=top&id=7&wfr=spider",
        "https://news.example/a?id=7",
        "https://news.example/a?cmp_no=7",
    ),
    UrlRule(
        "referrer",  # a word or an address; a number may be the page that is referred to
        "query",
        r"(?:ref|refer|referr?er|ref_src)=(?:[a-z_.-]*|https?%3a.*|https?:.*)",
        "https://news.example/a?id=7&ref=home_top",
        "https://news.example/a?id=7",
        "https://news.example/a?ref=1077",
    ),
    UrlRule(
        "cache-buster",
        "query",
        r"_=\d+",
        "https://news.example/list?_=1688691234567",
        "https://news.example/list",
        "https://news.example/list?t=1688691234567",
    ),
    UrlRule(
        "session",
        "query",
        r"(?:jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|session_?id|sessid|cfid|cftoken)=.*"
        r"|sid=[0-9a-z]{16,}",
        "https://news.example/a?PHPSESSID=0f3a9c&id=7&sid=9f86d081884c7d659a2f",
        "https://news.example/a?id=7",
        "https://news.example/a?sid=7",
    ),
    UrlRule(
        "session-in-path",
        "path",
        r";jsessionid=[^/;]*|/\(S\([0-9a-z]{24}\)\)(?=/)",
        "https://news.example/a/7.html;jsessionid=1A2B3C.node1",
        "https://news.example/a/7.html",
        "https://news.example/a/7.html;page=2",
    ),
    UrlRule(
        "folder-page",
        "file",
        r"(?<=/)(?:index|default)\.(?:html|htm|shtml)\Z",
        "https://news.example/society/index.html",
        "https://news.example/society/",
        "https://news.example/society/index_2.html",
    ),
)


def _joined(part: str) -> re.Pattern[str]:
    return re.compile("|".join(rule.pattern for rule in RULES if rule.part == part), re.IGNORECASE)


_QUERY, _PATH, _FILE = _joined("query"), _joined("path"), _joined("file")
_DEFAULT_PORT = re.compile(r"(?<=\Ahttp:)(//[^/]*):80(?=/)|(?<=\Ahttps:)(//[^/]*):443(?=/)")
_ROOT_DOT = re.compile(r"\A(https?://[^/?#:\[\]]*[^/?#:\[\].])\.(?=[:/]|\Z)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,252}[a-z0-9_])?\.?|(?=[^:]*:)[0-9a-f:.]{2,45}")

# Python 3.11 reads http://www.example.cn[::1]/ as the host ::1, which is not what others read.
_BRACKETED = re.compile(r"\[[0-9a-fA-F:.]*\](?::\d*)?")

# A host that ends in a number is an IPv4 address (WHATWG URL §3.5), however it is spelt: only 192.0.2.1 is taken, for
# what 3221225985, 0300.0.2.1, 192.0.513 or 0xc0.0.2.1 mean is for every resolver to say.
_NUMBER = re.compile(r":|(?:\A|\.)(?:\d+|0x[0-9a-f]*)\.?\Z")


def canonical_url(url: str) -> str:
    """The one spelling of an absolute http(s) address; twice applied it changes nothing more.

    Raises ValueError for an address that ``check_url`` refuses because of its port.
    """
    path, _, query = canonicalize_url(url).partition("?")
    if (";" in path or "(" in path) and _PATH.search(path):
        return canonical_url(f"{_PATH.sub('', path)}?{query}")
    if query:
        query = "&".join(pair for pair in query.split("&") if not _QUERY.fullmatch(pair))
    if ":80/" in path or ":443/" in path:
        path = _DEFAULT_PORT.sub(r"\1\2", path)
    if "./" in path or ".:" in path:
        path = _ROOT_DOT.sub(r"\1", path, count=1)
    return f"{path}?{query}" if query else _FILE.sub("", path)


def check_url(url: str) -> str:
    """Why an address is not to be fetched, or an empty string."""
    if len(url) > limit("CITYDESK_MAX_URL"):
        return f"longer than {limit('CITYDESK_MAX_URL')} characters"
    if _CONTROL.search(url):
        return "control character"
    try:
        parts = urlsplit(url.strip(" \t\r\n"))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "bad host or port"
    if parts.scheme not in ("http", "https"):
        return "not http or https"
    if "@" in parts.netloc:
        return "credentials"
    if "[" in parts.netloc and not _BRACKETED.fullmatch(parts.netloc):
        return "bad host or port"
    name = ascii_host(host)
    if port == 0 or not _HOST.fullmatch(name) or (_NUMBER.search(name) and not _is_address(name)):
        return "bad host or port"
    return ""


def _is_address(host: str) -> bool:
    try:
        return str(ip_address(host)) == host or ":" in host
    except ValueError:
        return False


def join(base: str, href: str) -> str:
    """The absolute address that ``href`` means on a page at ``base``; empty when ``check_url`` refuses it."""
    try:
        url = urljoin(base, href)
    except ValueError:  # http://[bad/
        return ""
    return "" if check_url(url) else url


def portal_name(url: str) -> str:
    """The name of an unnamed portal: its host without ``www.``, with the port where it is not the usual one."""
    return urlsplit(url).netloc.rpartition("@")[2].lower().removeprefix("www.")


def bare_url(url: str) -> str:
    """The canonical form without scheme and ``www.``; portals link one page in all four ways."""
    return canonical_url(url).partition("//")[2].removeprefix("www.")


def host_of(url: str) -> str:
    """The host in lower case and ASCII, with its port when that is not the default; empty when there is none."""
    try:
        parts = urlsplit(url.strip(" \t\r\n"))
        host, port = ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        return ""
    host = f"[{host}]" if ":" in host else host.rstrip(".")
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return host if port is None or port == default else f"{host}:{port}"


def same_portal(url: str, hosts: Iterable[str]) -> bool:
    """Whether the address lies on one of ``hosts``, in any spelling, or under it; a ``www.`` in front makes no difference.

    A host without a port stands for all its ports.
    """
    found = host_of(url)
    bare = found if found.endswith("]") else found.rpartition(":")[0] or found
    return bool(found) and any(
        name == host or name.endswith(f".{host}") for host in map(bare_host, hosts) for name in (found, bare)
    )


@lru_cache(maxsize=1024)
def bare_host(host: str) -> str:
    """A host, perhaps with a port, as it is compared: ASCII, lower case, no ``www.``, no dot behind it."""
    name, _, port = host.rpartition(":")
    if not port.isdigit():
        return ascii_host(host).rstrip(".").removeprefix("www.")
    return f"{bare_host(name)}:{port}"


def ascii_host(host: str) -> str:
    """IDNA of a host name; as it is when it has none (then it is no host either)."""
    if host.isascii():
        return host.lower()
    try:
        return unicodedata.normalize("NFKC", host).encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host
