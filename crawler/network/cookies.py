"""Cookies for those who switch them on (``COOKIES_ENABLED``); off, Scrapy's part for them is not even imported.

It reads the public suffix list by a package that brings half a web client along: a twentieth of a crawl's start-up.
"""

from typing import TYPE_CHECKING

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from scrapy.downloadermiddlewares.cookies import CookiesMiddleware


class Cookies:
    """Stands in the settings where Scrapy has its own middleware, and makes that one when it is wanted."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CookiesMiddleware":
        """Built by Scrapy. Raises ``NotConfigured`` without ``COOKIES_ENABLED``."""
        if not crawler.settings.getbool("COOKIES_ENABLED"):
            raise NotConfigured
        from scrapy.downloadermiddlewares.cookies import CookiesMiddleware

        keep_suffixes_at_home()
        return CookiesMiddleware.from_crawler(crawler)


def keep_suffixes_at_home() -> None:
    """Lets Scrapy's cookies use the public suffix list that is installed: their first one would fetch today's from its site."""
    from scrapy.downloadermiddlewares import cookies

    cookies._split_domain = type(cookies._split_domain)(
        cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True
    )
