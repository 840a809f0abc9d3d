"""The store as the settings of a crawl name it."""

from time import time
from typing import Self, TypeVar

from scrapy.settings import BaseSettings

from crawler.crawling.locks import Locked, PortalLock
from crawler.monitoring.outcome import PortalResult, Verdict
from crawler.monitoring.pauses import paused_until
from crawler.output.moments import local, utc
from crawler.storage.database import DatabaseProblem
from crawler.storage.environment import value
from crawler.storage.store import Store

_S = TypeVar("_S", bound=Store)

#: Files that this process has looked through. A run opens its file anew for each portal: 50 looks at 30 MiB are 4 s.
_looked_through: set[str] = set()


class LeftAlone(Exception):
    """The portal has asked to be left alone ``until`` then (unix seconds), which is not over; the message says so."""

    def __init__(self, until: int) -> None:
        super().__init__(f"until {local(until)}: crawl then, or with --full now")
        self.until = until


#: Why the crawl of a portal does not begin, and what its run comes to then.
REFUSALS = (DatabaseProblem, Locked, LeftAlone)
_VERDICTS: dict[type[Exception], Verdict] = {Locked: "locked", LeftAlone: "blocked"}


class PortalStore(Store):
    """The store of one portal's crawl, with the portal's lock: no other crawl of it runs until this is closed."""

    _lock: PortalLock

    @classmethod
    def of(cls, settings: BaseSettings, portal: str) -> Self:
        """Takes the lock, then opens the store. Raises ``Locked``, ``DatabaseProblem``, and ``LeftAlone`` but for a full crawl."""
        lock = PortalLock(settings["CITYDESK_DB"], portal)
        lock.take()
        try:
            store = _opened(cls, settings)
        except BaseException:
            lock.free()
            raise
        store._lock = lock
        with store.reading() as connection:
            until = 0 if settings.getbool("CITYDESK_FULL") else paused_until(connection, portal, int(time()))
        if until:
            store.close()
            raise LeftAlone(until)
        return store

    def close(self) -> None:
        """Closes the file and lets the next crawl of the portal in."""
        super().close()
        self._lock.free()


def refusal(portal: str, problem: Exception) -> PortalResult:
    """The result of a crawl that one of :data:`REFUSALS` kept from beginning."""
    until = utc(problem.until) if isinstance(problem, LeftAlone) else ""
    return PortalResult(portal, _VERDICTS.get(type(problem), "database"), problems=[str(problem)], paused_until=until)


def open_store(settings: BaseSettings) -> Store:
    """The store that the settings of a crawl name. Raises ``DatabaseProblem``."""
    return _opened(Store, settings)


def _opened(kind: type[_S], settings: BaseSettings) -> _S:
    path = settings["CITYDESK_DB"]
    store = kind.open(
        path,
        busy_seconds=value("CITYDESK_BUSY_SECONDS", settings["CITYDESK_BUSY_SECONDS"]),
        copied=bool(value("CITYDESK_MIGRATION_BACKUP", settings["CITYDESK_MIGRATION_BACKUP"])),
        keep_raw=settings["CITYDESK_KEEP_RAW"],
        checked=path not in _looked_through,
    )
    _looked_through.add(path)
    return store
