"""The guard of a crawl's hosts: what it lets through, and what it says to the rest."""

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.spiders import Spider
from scrapy.utils.test import get_crawler

from crawler.guard import HostGuard, OffPortal


class Portal(Spider):
    name = "nanwan"
    hosts: tuple[str, ...] = ("www.nanwan.example", "epaper.nanwan.example:8080")


class Unnamed(Portal):
    hosts = ()


def guard(spider: type[Spider] = Portal) -> HostGuard:
    crawler: Crawler = get_crawler(spider)
    crawler.spider = spider()
    return HostGuard.from_crawler(crawler)


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
def test_no_request_is_exempt(options: dict[str, object]) -> None:
    with pytest.raises(OffPortal):
        guard().process_request(Request("http://other.example/", **options))  # type: ignore[arg-type]


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
