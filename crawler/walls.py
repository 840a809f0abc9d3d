"""Whether a list, feed or sitemap that named no article is a wall or a challenge in its place."""

from collections.abc import Callable

from scrapy.http import Response

from crawler.fetching import content_type, turned_away
from crawler.items import Article
from crawler.page import Page
from crawler.refusals import TURNED_AWAY
from crawler.validity import reason_against


def wall_of(response: Response, read: Callable[[Page], Article]) -> str:
    """The reason with which a source turned us away, or empty; ``read`` extracts the page, which costs what an article does."""
    reason = turned_away(response)
    if reason not in TURNED_AWAY and b"<html" in response.body[:2000].lower():
        reason = reason_against(read(Page(response.url, response.body, content_type(response))))
    return reason if reason in TURNED_AWAY else ""
