"""The end of one portal's run: it is judged, its last row is written, and its database closed."""

import time
from contextlib import suppress

from scrapy.crawler import Crawler

from crawler.crawling.session import Session
from crawler.monitoring.outcome import PortalResult, new_design
from crawler.monitoring.pauses import pause
from crawler.network.budget import Budget
from crawler.output.moments import now, utc
from crawler.storage.database import DatabaseProblem
from crawler.storage.environment import value
from crawler.storage.pruning import tidy

_KEPT_DAYS = ("CITYDESK_INDEX_DAYS", "CITYDESK_SKIPPED_DAYS")


def close(crawler: Crawler, finish_reason: str) -> None:
    """Closes the session of a crawl, if it has one that is still open; what happens later is of no account."""
    if not Session.is_open(crawler) or (session := Session.of(crawler)).result:
        return
    while session.before_close:
        with suppress(DatabaseProblem):
            session.before_close.pop()()
    session.problems[:0] = [session.database_problem] if session.database_problem else []
    budget = Budget.of(crawler)
    session.problems[:0] = [budget.message] if budget.left_alone_until else []
    session.result = session.tally.result(session.portal, finish_reason, known=session.known, notes=_notes(session))
    session.result.paused_until = utc(budget.left_alone_until) if budget.left_alone_until else ""
    with suppress(DatabaseProblem):  # told already, as the problem that ended the run
        session.save_learning()
        session.drifting.judge(session.result)
        _finish(session, session.result)
        tidy(session.store, *(value(name, crawler.settings[name]) for name in _KEPT_DAYS))
        session.store.close()


def _notes(session: Session) -> list[str]:
    """What the operator should look at although the run went well: a design that no layout describes."""
    has_layouts = bool(getattr(session.crawler.spider, "layouts", ())) and not session.drifting.is_astray
    layouts = session.tally.figures.layouts
    design = new_design(layouts["generic"], layouts.total()) if has_layouts else ""
    return [Budget.of(session.crawler).message, design, session.yields.note()]


def _finish(session: Session, result: PortalResult) -> None:
    seconds = round(time.monotonic() - session.started, 2)
    with session.store.writing():
        session.store.finish_run(
            *(session.run, result.verdict),
            finished_at=now(),
            seconds=seconds,
            size=session.tally.size,
            sources=result.sources,
            fields=dict(session.tally.figures.fields),
        )
        session.drifting.keep(session.run, result, seconds)
        pause(session.store.connection, session.portal, Budget.of(session.crawler).left_alone_until)
