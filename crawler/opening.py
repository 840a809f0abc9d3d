"""The store as the settings of a crawl name it."""

from scrapy.settings import BaseSettings

from crawler.environment import value
from crawler.store import Store


def open_store(settings: BaseSettings) -> Store:
    """The store that the settings of a crawl name. Raises ``DatabaseProblem``."""
    return Store.open(
        settings["CITYDESK_DB"],
        busy_seconds=value("CITYDESK_BUSY_SECONDS", settings["CITYDESK_BUSY_SECONDS"]),
        copied=bool(value("CITYDESK_MIGRATION_BACKUP", settings["CITYDESK_MIGRATION_BACKUP"])),
        keep_raw=settings["CITYDESK_KEEP_RAW"],
    )
