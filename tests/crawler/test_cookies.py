"""Cookies: off and not imported, or on without asking the net for anything."""

import subprocess
import sys

import pytest
from scrapy import Spider
from scrapy.downloadermiddlewares import cookies
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from crawler import settings
from crawler.network.cookies import Cookies

HEAVY = ("aiohttp", "tldextract", "requests")


def test_cookies_need_no_list_from_the_net(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cookies, "_split_domain", type(cookies._split_domain)(include_psl_private_domains=True))
    assert cookies._split_domain.suffix_list_urls, "Scrapy's own fetches none any more: nobody need care"
    made = Cookies.from_crawler(get_crawler(Spider, {"COOKIES_ENABLED": True}))
    assert isinstance(made, cookies.CookiesMiddleware)
    assert cookies._split_domain.suffix_list_urls == ()
    assert cookies._is_public_domain("com.cn")
    assert not cookies._is_public_domain("nanwan.com.cn")


def test_cookies_are_off_unless_wanted() -> None:
    assert not settings.COOKIES_ENABLED
    with pytest.raises(NotConfigured):
        Cookies.from_crawler(get_crawler(Spider, {"COOKIES_ENABLED": False}))


def test_a_crawl_imports_no_second_web_client_and_no_server() -> None:
    """Once all parts of a crawl are built: half a second of CPU at each start, also of each process of ``--jobs``."""
    code = f"""
import sys
from scrapy.utils.misc import load_object
import crawler.actions.crawl_command
from crawler.crawling.run import load_settings

settings = load_settings({{}})
for name in ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "ITEM_PIPELINES"):
    parts = settings.get_component_priority_dict_with_base(name)
    for path in [path for path, place in parts.items() if place is not None]:
        load_object(path)
print(*(name for name in {HEAVY!r} if name in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
