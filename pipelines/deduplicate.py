"""Third step: fingerprints. The decision itself falls in the store's transaction, where no other crawl can interfere."""

from dataclasses import dataclass

from crawler.copies.fingerprint import Fingerprint, fingerprint
from crawler.reading.items import Article


@dataclass(frozen=True, slots=True)
class Fingerprinted:
    """An article with what copies of it are recognised by."""

    article: Article
    fingerprint: Fingerprint


class Deduplicate:
    """Adds the fingerprint of the article's normalised text."""

    def process_item(self, item: Article) -> Fingerprinted:
        """Returns the article with its fingerprint."""
        return Fingerprinted(item, fingerprint(item.title, item.body))
