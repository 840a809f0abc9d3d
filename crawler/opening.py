"""The store as the settings of a crawl name it."""

from typing import Self, TypeVar

from scrapy.settings import BaseSettings

from crawler.database import DatabaseProblem
from crawler.environment import value
from crawler.locks import Locked, PortalLock
from crawler.outcome import PortalResult
from crawler.store import Store

_S = TypeVar("_S", bound=Store)
#: Why the crawl of a portal does not begin.
REFUSALS = (DatabaseProblem, Locked)


class PortalStore(Store):
    """The store of one portal's crawl, with the portal's lock: no other crawl of it runs until this is closed."""

    _lock: PortalLock

    @classmethod
    def of(cls, settings: BaseSettings, portal: str) -> Self:
        """Takes the lock, then opens the store. Raises ``Locked`` and ``DatabaseProblem``."""
        lock = PortalLock(settings["CITYDESK_DB"], portal)
        lock.take()
        try:
            store = _opened(cls, settings)
        except BaseException:
            lock.free()
            raise
        store._lock = lock
        return store

    def close(self) -> None:
        """Closes the file and lets the next crawl of the portal in."""
        super().close()
        self._lock.free()


def refusal(portal: str, problem: Exception) -> PortalResult:
    """The result of a crawl that one of :data:`REFUSALS` kept from beginning."""
    return PortalResult(portal, "locked" if isinstance(problem, Locked) else "database", problems=[str(problem)])


def open_store(settings: BaseSettings) -> Store:
    """The store that the settings of a crawl name. Raises ``DatabaseProblem``."""
    return _opened(Store, settings)


def _opened(kind: type[_S], settings: BaseSettings) -> _S:
    return kind.open(
        settings["CITYDESK_DB"],
        busy_seconds=value("CITYDESK_BUSY_SECONDS", settings["CITYDESK_BUSY_SECONDS"]),
        copied=bool(value("CITYDESK_MIGRATION_BACKUP", settings["CITYDESK_MIGRATION_BACKUP"])),
        keep_raw=settings["CITYDESK_KEEP_RAW"],
    )
