"""Which portals a punctual run may leave alone: asked of the database, before anything is set up for them.

A frequent cron finds most portals at rest most of the time. To set up Scrapy's crawler for each costs 15 ms and 1 MB, and
a row in ``runs`` that says nothing; this look costs a quarter of a millisecond.
"""

import time
from collections.abc import Sequence
from typing import Any

from scrapy.settings import BaseSettings

from crawler.discovery.urls import canonical_url
from crawler.scheduling import outlook
from crawler.storage.store import Store

Chosen = tuple[Any, dict[str, str]]


def part(chosen: Sequence[Chosen], settings: BaseSettings, store: Store) -> tuple[list[Chosen], list[Chosen]]:
    """The chosen portals that have something to fetch, and those that have nothing due."""
    if not settings.getbool("CITYDESK_PUNCTUAL") or any(map(settings.getbool, ("CITYDESK_FULL", "CITYDESK_REVISIT"))):
        return list(chosen), []
    at_work: list[Chosen] = []
    at_rest: list[Chosen] = []
    now = int(time.time())
    store.spare_memory()  # each portal's rows lie elsewhere: to keep them would only fill the memory
    with store.reading() as connection:
        for spider, given in chosen:
            urls = [given["url"]] if "url" in given else [source.url for source in spider.sources]
            name = given.get("name") or spider.name
            rests = outlook.rests(connection, name, [canonical_url(url) for url in urls], now)
            (at_rest if rests else at_work).append((spider, given))
    return at_work, at_rest
