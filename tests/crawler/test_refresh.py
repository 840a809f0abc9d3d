"""Pages that lead to another one by meta refresh."""

import pytest
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Request, Response
from scrapy.spiders import Spider
from scrapy.utils.test import get_crawler

from crawler import settings
from crawler.network.refresh import MetaRefresh

HOME = "http://www.nanwan.example/a.html"


class Portal(Spider):
    name = "nanwan"
    hosts = ("www.nanwan.example",)


@pytest.fixture
def refresh() -> MetaRefresh:
    crawler: Crawler = get_crawler(Portal, {"METAREFRESH_MAXDELAY": settings.METAREFRESH_MAXDELAY})
    crawler.spider = Portal()
    return MetaRefresh.from_crawler(crawler)


def leads_to(refresh: MetaRefresh, content: str, charset: str = "utf-8") -> str:
    """The address that a page leads to; empty where it is taken as it is."""
    body = f'<html><head><meta http-equiv="Refresh" content="{content}"></head><body>一</body></html>'.encode(charset)
    response = HtmlResponse(HOME, body=body, encoding=charset)
    result = refresh.process_response(Request(HOME), response)
    return result.url if isinstance(result, Request) else ""


@pytest.mark.parametrize(
    ("content", "url"),
    [
        ("0; url=/b.html", "http://www.nanwan.example/b.html"),
        ("0;URL='http://nanwan.example/b.html'", "http://nanwan.example/b.html"),
        ("4; url=https://m.nanwan.example/", "https://m.nanwan.example/"),
    ],
)
def test_a_page_that_only_leads_on_is_followed(refresh: MetaRefresh, content: str, url: str) -> None:
    assert leads_to(refresh, content) == url
    assert leads_to(refresh, content, "gb18030") == url


@pytest.mark.parametrize(
    "content",
    [
        "60; url=/b.html",
        "5; url=/b.html",
        "0; url=/a.html",
        "0; url=a.html#top",
        "1; url=http://www.nanwan.example:80/a.html",
        "0; url=http://other.example/",
        "0; url=//169.254.169.254/",
        "0; url=file:///etc/passwd",
        "0; url=javascript:history.back()",
        "0; url=http://user:secret@www.nanwan.example/b.html",
        "0; url=http://[bad/",
        "0; url=http://www.nanwan.example:99999/",
        "0; url=",
        "0",
        "soon; url=/b.html",
    ],
)
def test_everything_else_is_taken_as_it_is(refresh: MetaRefresh, content: str) -> None:
    assert leads_to(refresh, content) == ""


def test_what_is_no_page_is_left_alone(refresh: MetaRefresh) -> None:
    response = Response(HOME, body=b'<meta http-equiv=refresh content="0; url=/b.html">')
    assert refresh.process_response(Request(HOME), response) is response
