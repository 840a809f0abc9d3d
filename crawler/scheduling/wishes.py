"""What the operator wants of a run, read from the settings."""

from dataclasses import dataclass
from typing import Protocol

from crawler.storage.rows import unix_time

#: Articles past all revisits that one run looks at again because a source told of a change; the rest wait for the next.
OLD_REVISITS = 20


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the operator wants of a run. ``since`` is a unix time, 0 without; ``max_pages`` 0 stands for no limit.

    ``full``: every source, unconditionally and in full depth; ``revisit``: every known article again; ``punctual``: no
    source before its interval is over.
    """

    max_pages: int = 0
    max_lists: int = 400
    old_revisits: int = OLD_REVISITS
    since: int = 0
    full: bool = False
    revisit: bool = False
    punctual: bool = False


NONE = Wishes()


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
