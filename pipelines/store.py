"""Last step: article, copies, removed lines and sighting go into the database in one transaction."""

from typing import Self

from scrapy.crawler import Crawler

from crawler.crawling.session import Session
from pipelines.deduplicate import Fingerprinted


class Save:
    """Stores each article by itself: what was stored stays, whatever happens to the next one."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(Session.of(crawler))

    def process_item(self, item: Fingerprinted) -> Fingerprinted:
        """Stores the article and counts what became of it."""
        self.session.put(item.article, item.fingerprint)
        return item
