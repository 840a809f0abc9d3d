"""The pages of one article made one article again, in their order; the crawl and re-extraction call the same functions."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from crawler.discovery.urls import bare_url
from crawler.reading.items import Article, LedgerLine
from crawler.reading.validity import reason_against

#: The flag of an article of which a page is missing.
INCOMPLETE = "incomplete"
#: The rule under which a line goes that a later page repeats from an earlier one: title, lead.
REPEATED_LINE = "part.repeated"
#: What a later page says instead of text: the article goes on, and we do not have it.
_MISSING = ("wall", "gone")


def following(articles: Sequence[Article]) -> str:
    """The address of the page behind those that were read, as any of them names it; empty behind the last.

    A page without text ends the article (the next picture of a gallery), and one whose text was there before (portals
    answer with the first page where there is no further one).
    """
    last = articles[-1]
    if len(articles) > 1 and (not last.body or any(last.body == earlier.body for earlier in articles[:-1])):
        return ""
    parts = {number: url for article in articles for number, url in article.pager.parts}
    # A day of an archive names the days around it with numbers, too: what begins in the middle is no article's first page.
    if not parts or articles[0].pager.number > 1 or reason_against(articles[0]):
        return ""
    reached = max(article.pager.number for article in articles)
    read = {bare_url(page.url) for article in articles for page in article.pages}
    return next((parts[n] for n in sorted(parts) if n > reached and bare_url(parts[n]) not in read), "")


def joined(articles: Sequence[Article]) -> Article:
    """One article of the articles that its pages give, the first page first.

    Fields are the first page's, and a later one's where that has none; people, tags and pictures come together. The ledger
    counts its lines on from page to page.
    """
    if len(articles) == 1:
        return _marked(articles[0], articles)
    first = articles[0]
    texts, ledger = list(filter(None, first.body.split("\n"))), list(first.ledger)
    for article in articles[1:]:
        again = _repeated(article, texts, first.title)
        below = 1 + max((line.position for line in ledger), default=-1)
        ledger += [_placed(line, below, again) for line in article.ledger]
        texts += article.body.split("\n")[len(again) :] if article.body else []
    pages = [page for article in articles for page in article.pages]
    whole = replace(first, body="\n".join(texts), ledger=ledger, pages=pages)
    for name in ("published_at", "modified_at", "source", "section", "language"):
        setattr(whole, name, next((value for article in articles if (value := getattr(article, name))), ""))
    for name in ("authors", "credits", "tags", "images", "flags"):
        setattr(whole, name, list(dict.fromkeys(value for article in articles for value in getattr(article, name))))
    return _marked(whole, articles)


def _marked(article: Article, articles: Sequence[Article]) -> Article:
    missing = following(articles) or any(reason_against(part) in _MISSING for part in articles[1:])
    if missing and INCOMPLETE not in article.flags:
        article.flags = [*article.flags, INCOMPLETE]
    return article


def _repeated(article: Article, texts: Sequence[str], title: str) -> list[str]:
    """The lines with which a later page begins and that were read before."""
    known = {*texts, title}
    return list(takewhile(lambda line: line in known, filter(None, article.body.split("\n"))))


def _placed(line: LedgerLine, below: int, again: Sequence[str]) -> LedgerLine:
    moved = replace(line, position=line.position + below)
    return (
        replace(moved, verdict="removed", rule=REPEATED_LINE)
        if line.verdict == "body" and line.text in again
        else moved
    )
