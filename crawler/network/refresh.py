"""Pages that lead to another one by ``<meta http-equiv=refresh>``: followed on the portal, and only where it is a redirect."""

from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import HtmlResponse, Request, Response
from scrapy.utils.response import get_meta_refresh

from crawler.discovery.urls import canonical_url, check_url, same_portal

#: Scrapy looks for the tag in so many characters; no character takes more than four bytes.
HEAD_BYTES = 4 * 4096


class MetaRefresh(MetaRefreshMiddleware):
    """Downloader middleware in the place of Scrapy's ``MetaRefreshMiddleware``.

    A page that reloads itself (front pages do, every minute) or leads to another site is taken as it is, where Scrapy's
    would end in "max redirections reached" or lose it. Pages without the tag are not decoded for it.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # Scrapy's has a deprecated argument
        """The request of the page that the answer leads to, or the answer."""
        if not isinstance(response, HtmlResponse) or b"refresh" not in response.body[:HEAD_BYTES].lower():
            return response
        try:
            _, url = get_meta_refresh(response, ignore_tags=self._ignore_tags)
        except ValueError:  # http://[bad/
            return response
        hosts = getattr(self.crawler.spider, "hosts", ())
        if not url or check_url(url) or (hosts and not same_portal(url, hosts)):
            return response
        if canonical_url(url) == canonical_url(response.url):
            return response
        return super().process_response(request, response)
