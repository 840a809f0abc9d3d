"""Second step: what has neither date nor credit waits until the portal has shown whether it says so at many addresses."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.copies.fingerprint import fingerprint
from crawler.crawling.session import Session
from crawler.reading.doubts import Doubts, is_doubtful, is_front
from crawler.reading.items import Article


class Doubt:
    """Lets articles pass that have a date or a credit, and keeps others back."""

    def __init__(self, session: Session) -> None:
        self.session, self.doubts = session, Doubts()
        self._front: Article | None = None
        session.before_close.append(self.believe)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(Session.of(crawler))

    def process_item(self, item: Article) -> Article:
        """Returns the article, or drops it: refused now, or stored later by :meth:`believe`."""
        if not is_doubtful(item) or not item.fetch:
            return item
        if self._is_front(item):
            self.session.skip(item.url, "gone", item.fetch)
            raise DropItem("gone", log_level="DEBUG")
        text = fingerprint(item.title, item.body).content_hash
        found = self.doubts.weigh(item, self.session.store.same_text(self.session.portal, text))
        self.session.agenda.hold(item.fetch.target)
        for article in found.refused:
            self.session.skip(article.url, "same-text", article.fetch)
        for article in found.believed:
            self._store(article)
        raise DropItem("kept back", log_level="DEBUG")

    def believe(self) -> None:
        """Stores what is still kept back."""
        for article in self.doubts.rest():
            self._store(article)

    def _store(self, article: Article) -> None:
        self.session.put(article, fingerprint(article.title, article.body))

    def _is_front(self, item: Article) -> bool:
        """The front page is read as if it were an article at the first doubt, once a run."""
        if self._front is None and self.session.front and self.session.read_again:
            self._front = self.session.read_again([self.session.front])
        return bool(self._front and self._front.body and is_front(item, self._front))
