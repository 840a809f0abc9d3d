"""The guard of a crawl's hosts: what it lets through, and what it says to the rest."""

from ipaddress import IPv4Address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.core.downloader.handlers import DownloadHandlers
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Request, Response
from scrapy.spiders import Spider
from scrapy.utils.test import get_crawler

from crawler import settings
from crawler.discovery.urls import check_url, host_of, same_portal
from crawler.network.guard import REDIRECTS, HostGuard, OffPortal, PrivateAddress
from crawler.network.resolver import GuardedResolver, bare_name
from tests.crawler.spellings import INNER, NEVER, addresses, spelt


class Portal(Spider):
    name = "nanwan"
    hosts: tuple[str, ...] = ("www.nanwan.example", "epaper.nanwan.example:8080")


class Unnamed(Portal):
    hosts = ()


def guard(spider: type[Spider] = Portal) -> HostGuard:
    crawler: Crawler = get_crawler(spider)
    crawler.spider = spider()
    return HostGuard.from_crawler(crawler)


GUARD = guard()


@pytest.mark.parametrize(
    "url",
    [
        "http://www.nanwan.example/",
        "https://nanwan.example/news/1.html",
        "http://WWW.NANWAN.example/a?b=c",
        "http://news.nanwan.example/a",
        "http://epaper.nanwan.example:8080/2023/",
        "http://www.nanwan.example/robots.txt",
    ],
)
def test_the_portal_s_own_addresses_pass(url: str) -> None:
    guard().process_request(Request(url))


@pytest.mark.parametrize(
    "url",
    [
        "http://other.example/",
        "http://nanwan.example.evil.example/",
        "http://evilnanwan.example/",
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://user:secret@www.nanwan.example/",
        "ftp://www.nanwan.example/a",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://www.nanwan.example:0/",
        "http://www.nanwan.example/" + "a" * 3000,
    ],
)
def test_everything_else_is_refused(url: str) -> None:
    with pytest.raises(OffPortal):
        guard().process_request(Request(url))


@pytest.mark.parametrize("options", [{"dont_filter": True}, {"meta": {"redirect_times": 1}}, {"priority": 9}])
def test_no_request_is_exempt(options: dict[str, Any]) -> None:
    with pytest.raises(OffPortal):
        guard().process_request(Request("http://other.example/", **options))


def test_the_refusal_names_address_and_hosts() -> None:
    with pytest.raises(
        OffPortal, match=r"http://other\.example/ is on none of the portal's hosts \(www\.nanwan\.example, epaper"
    ):
        guard().process_request(Request("http://other.example/"))
    with pytest.raises(OffPortal, match="not http or https"):
        guard().process_request(Request("ftp://www.nanwan.example/"))


def test_scrapy_takes_the_refusal_for_an_ignored_request() -> None:
    assert issubclass(OffPortal, IgnoreRequest)


def test_a_spider_without_hosts_may_go_to_any_web_address() -> None:
    free = guard(Unnamed)
    free.process_request(Request("http://other.example/"))
    with pytest.raises(OffPortal):
        free.process_request(Request("file:///etc/passwd"))


@pytest.mark.parametrize(
    "location",
    [
        "http://other.example/",
        "//other.example/",
        "http://www.nanwan.example@other.example/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://user:secret@www.nanwan.example/",
        "http://[bad/",
        "http://:80/",
    ],
)
@pytest.mark.parametrize("status", REDIRECTS)
def test_a_redirect_that_leads_away_ends_there(location: str, status: int) -> None:
    answer = Response("http://www.nanwan.example/", status=status, headers={"Location": location})
    with pytest.raises(OffPortal):
        guard().process_response(Request(answer.url), answer)


@pytest.mark.parametrize(
    "location", ["/a", "https://nanwan.example/", "http://epaper.nanwan.example:8080/", "a?b#c", "?"]
)
def test_a_redirect_on_the_portal_is_let_through(location: str) -> None:
    for status in (*REDIRECTS, 200, 304):
        answer = Response("http://www.nanwan.example/", status=status, headers={"Location": location})
        assert guard().process_response(Request(answer.url), answer) is answer


def test_only_a_redirect_leads_anywhere() -> None:
    answer = Response("http://www.nanwan.example/", status=201, headers={"Location": "http://other.example/"})
    assert guard().process_response(Request(answer.url), answer) is answer


@pytest.mark.parametrize("status", REDIRECTS)
def test_scrapy_redirects_by_these(status: int) -> None:
    """A status that Scrapy follows and the guard does not know would be followed unseen, and checked one hop later."""
    answer = Response("http://www.nanwan.example/", status=status, headers={"Location": "http://www.nanwan.example/b"})
    crawler = get_crawler(Portal)
    crawler.spider = Portal()
    assert isinstance(RedirectMiddleware.from_crawler(crawler).process_response(Request(answer.url), answer), Request)


@given(spelt(addresses(*INNER, *NEVER)), st.sampled_from(["http", "https"]), st.sampled_from(["", ":80", ":8080"]))
def test_no_spelling_of_a_private_address_passes(host: str, scheme: str, port: str) -> None:
    url = f"{scheme}://{host}{port}/secret"
    for hosts in (("www.nanwan.example",), ("nanwan.example", "198.51.100.7")):
        assert check_url(url) or not same_portal(url, hosts)
    location = Response("http://www.nanwan.example/", status=302, headers={"Location": url.encode()})
    with pytest.raises(OffPortal):
        GUARD.process_response(Request(location.url), location)


@given(spelt(st.integers(0, 2**32 - 1).map(IPv4Address)))
def test_an_address_has_one_spelling(host: str) -> None:
    """What only looks like a name is refused even to a spider without hosts, and to a portal with this very address."""
    if check_url(f"http://{host}/") == "":
        assert host_of(f"http://{host}/") == str(IPv4Address(host_of(f"http://{host}/")))


_LABEL = st.from_regex(r"[a-z]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)


@given(st.lists(_LABEL, min_size=1, max_size=4), _LABEL, st.sampled_from(["", ":80", ":8443"]), st.booleans())
def test_no_public_host_of_the_portal_is_refused(below: list[str], path: str, port: str, upper: bool) -> None:
    host = ".".join([*below, "nanwan.example"])
    url = f"https://{host.upper() if upper else host}{port}/{path}"
    assert check_url(url) == ""
    assert same_portal(url, ("www.nanwan.example",))


@given(addresses("1.0.0.0/8", "8.0.0.0/7", "116.0.0.0/6", "2.0.0.0/7", "202.96.0.0/11"))
def test_a_portal_may_be_a_public_address(address: IPv4Address) -> None:
    assert check_url(f"http://{address}:8080/news/") == ""
    assert same_portal(f"http://{address}:8080/news/", (f"{address}:8080",))


def test_a_refusal_of_the_resolver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = GuardedResolver(None)
    resolver.allowed("a.nanwan.example", ["10.0.0.1"])
    monkeypatch.setattr("crawler.network.guard.is_reactor_installed", lambda: True)
    monkeypatch.setattr("crawler.network.guard.guarded_resolver", lambda: resolver)
    request, lost = Request("http://a.nanwan.example:8080/b"), CannotResolveHostError("not found")
    with pytest.raises(PrivateAddress, match=r"http://a\.nanwan\.example:8080/b: a\.nanwan\.example is 10\.0\.0\.1"):
        GUARD.process_exception(request, lost)
    GUARD.process_exception(Request("http://b.nanwan.example/"), lost)
    GUARD.process_exception(request, IgnoreRequest("refused by another"))


def test_a_proxy_is_named_by_the_operator_and_an_exception_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://user:secret@proxy.lan:3128")
    monkeypatch.setenv("https_proxy", "10.0.0.9:3128")
    monkeypatch.setenv("no_proxy", "intranet.lan")
    assert sorted(map(bare_name, guard().proxies)) == ["10.0.0.9", "proxy.lan"]


@pytest.mark.parametrize("scheme", ["data", "file", "ftp", "s3"])
def test_nothing_but_the_web_has_a_handler(scheme: str) -> None:
    names = ("DOWNLOAD_HANDLERS", "REMOTE_CONTROL_ENABLED", "TELNETCONSOLE_ENABLED")
    crawler = get_crawler(Portal, {name: getattr(settings, name) for name in names})
    handlers = DownloadHandlers(crawler)
    assert handlers._get_handler(scheme) is None
    assert handlers._schemes.keys() == {"http", "https"}
