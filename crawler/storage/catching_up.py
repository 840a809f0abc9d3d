"""Keeps apart what the portal changed and what our rules did, when a page comes again after the rules were changed."""

from collections.abc import Callable, Sequence

from crawler.reading.items import Article
from crawler.reading.page import Page
from crawler.reading.validity import reason_against
from crawler.storage.packing import DamagedPage
from crawler.storage.rows import Row
from crawler.storage.store import Store


def catch_up(store: Store, article: Article, read_again: Callable[[Sequence[Page]], Article], made_at: str) -> None:
    """Reads the kept page of an article by today's rules before ``article``, read by them, is compared with its text.

    Does nothing when the rules or the text are the same, or no page (or a damaged one) is kept. Raises
    :class:`~crawler.storage.database.DatabaseProblem`.
    """
    known = store.outdated(article)
    if known is None:
        return
    read_kept(store, *known, read_again, made_at)


def read_kept(
    store: Store, article_id: int, revision: int, read_again: Callable[[Sequence[Page]], Article], made_at: str
) -> None:
    """Reads the kept page of a revision and stores what that changes; nothing without a page that can be read."""
    pages = kept_pages(store, article_id, revision)
    if pages:
        again = read_again(pages)
        store.reread(store.compare(article_id, revision, Row.of(again, ""), reason_against(again)), made_at)


def kept_pages(store: Store, article_id: int, revision: int) -> list[Page]:
    """The pages of a revision, parsed; none when none is kept, or one is damaged, which reextract names."""
    try:
        return [Page.of(page) for page in store.pages_of(article_id, revision)]
    except DamagedPage:
        return []
