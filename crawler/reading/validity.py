"""Whether a page that was read is an article at all, and if not, why not."""

from crawler.reading.items import Article
from crawler.reading.lines import width
from crawler.reading.pretenders import reason_by_markup, reason_by_words
from crawler.reading.titleclaims import title_key

#: In units of a Latin letter: sixteen Han characters. The shortest real notices seen have about 60 characters.
SHORTEST_BODY = 40.0
#: Flags of pages that were not parsed (:attr:`crawler.reading.page.Page.unreadable`) are reasons by themselves.
UNREAD = frozenset({"too-large", "not-html"})


def reason_against(article: Article, since: str = "") -> str:
    """An id of :data:`crawler.reading.reasons.REASONS`, or empty when the page is an article."""
    if unread := UNREAD.intersection(article.flags):
        return next(iter(unread))
    length = width(article.body)
    if said := reason_by_words(article):
        return said
    is_title = length <= 2 * width(article.title) and title_key(article.body) == title_key(article.title)
    if length < SHORTEST_BODY or is_title:
        return reason_by_markup(article) or "no-text"
    if not article.title:
        return "no-title"
    if since and article.published_at and article.published_at[:10] < since:
        return "old"
    return ""
