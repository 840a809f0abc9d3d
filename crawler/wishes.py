"""What the operator wants of a run, read from the settings."""

from typing import Protocol

from crawler.agenda import Wishes
from crawler.rows import unix_time


class _Settings(Protocol):
    def get(self, name: str, /) -> object: ...
    def getint(self, name: str, /) -> int: ...
    def getbool(self, name: str, /) -> bool: ...


def wishes_of(settings: _Settings) -> Wishes:
    """The ``CITYDESK_`` settings that say what to fetch."""
    return Wishes(
        max_pages=settings.getint("CITYDESK_MAX_PAGES"),
        max_lists=settings.getint("CITYDESK_MAX_LISTS"),
        old_revisits=settings.getint("CITYDESK_OLD_REVISITS"),
        since=unix_time(str(settings.get("CITYDESK_SINCE") or "")) or 0,
        full=settings.getbool("CITYDESK_FULL"),
        revisit=settings.getbool("CITYDESK_REVISIT"),
        punctual=settings.getbool("CITYDESK_PUNCTUAL"),
    )
