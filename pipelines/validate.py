"""First step: a page that is no article leaves the flow here, counted and listed under its reason."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.crawling.session import Session
from crawler.reading.items import Article
from crawler.reading.validity import reason_against


class Validate:
    """Lets articles pass and records every other page as skipped."""

    def __init__(self, session: Session, since: str = "") -> None:
        self.session, self.since = session, since

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(Session.of(crawler), crawler.settings.get("CITYDESK_SINCE", ""))

    def process_item(self, item: Article) -> Article:
        """Returns the article, or drops it with the reason against it."""
        if reason := reason_against(item, self.since):
            published = item.published_at[:10] if reason == "old" else item.published_at
            self.session.skip(item.url, reason, item.fetch, published, next(iter(item.pages), None))
            raise DropItem(reason, log_level="DEBUG")
        return item
