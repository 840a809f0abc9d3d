"""Ends the crawl of a portal that cannot go on, under the name of what stopped it: nothing more is fetched for it."""

from scrapy.crawler import Crawler

from crawler.crawling.blame import blame, files_of
from crawler.crawling.session import Session
from crawler.storage.database import DatabaseProblem


def give_up(crawler: Crawler, error: BaseException | None) -> None:
    """Notes the error, once, and ends the crawl; what is due stays due."""
    session = Session.of(crawler)
    if isinstance(error, DatabaseProblem):
        session.database_problem = session.database_problem or str(error)
        session.end("database")
        return
    session.problems.insert(0, blame(error, files_of(crawler.spidercls)))
    session.end("broken")
