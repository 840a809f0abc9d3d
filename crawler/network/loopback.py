"""Portals on the operator's own machine: they need no politeness."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from crawler.crawling.fetching import is_loopback

#: Four at a time keep one process busy, and a kill costs no more than these.
SLOT = {"delay": 0.0, "concurrency": 4}


def free_slots(hosts: Sequence[str], settings: BaseSettings) -> dict[str, Any]:
    """The download slots of the settings, with one for each loopback host."""
    free = {urlsplit(f"//{host}").hostname or "": SLOT for host in hosts if is_loopback(host)}
    return {**free, **settings.getdict("DOWNLOAD_SLOTS")}


def at_once(hosts: Sequence[str], settings: BaseSettings) -> int:
    """How many requests a host of the portal gets at a time."""
    return (
        int(SLOT["concurrency"]) if any(map(is_loopback, hosts)) else settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
    )
