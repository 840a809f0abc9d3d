"""The records of the frontier: a lead into it, a target handed out of it, and the visit that answers for a target.

Times are unix seconds. ``url`` is always the canonical address, under which the frontier knows a page.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["article", "list", "feed", "sitemap", "robots"]
#: ``new``: never fetched; ``done``: fetched and dealt with; ``retry``: failed, comes again; ``failed``: failed for good;
#: ``gone``: does not exist any more; ``refused``: may not be fetched (robots.txt, a redirect off the portal).
State = Literal["new", "done", "retry", "failed", "gone", "refused"]
#: Why an address is not asked for: another address of the same page is.
ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Lead:
    """A link that was found: where to, what for, and by which source (``via``).

    ``rank`` orders articles, newest first; ``announced`` is when the source says it changed, 0 where it says nothing.
    ``depth`` and ``page`` place a list: sections away from the front page, pages behind the list's first.
    """

    url: str
    kind: Kind = "article"
    address: str = ""
    via: str = ""
    rank: int = 0
    announced: int = 0
    depth: int = 0
    page: int = 0
    eager: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the frontier that is due; the columns are those of the table."""

    url: str
    kind: Kind
    state: State = "new"
    address: str = ""
    via: str = ""
    rank: int = 0
    announced: int = 0
    reason: str = ""
    found_at: int = 0
    due_at: int | None = 0
    checked_at: int | None = None
    changed_at: int | None = None
    tries: int = 0
    etag: str = ""
    last_modified: str = ""
    depth: int = 0
    page: int = 0
    margin: int = 0
    eager: bool = False
    links: int = 0
    empty: int = 0
    full_read_at: int | None = None
    deep_read_at: int | None = None

    @property
    def is_deep(self) -> bool:
        """Whether it is a section or a later page of a list: read when no article is due."""
        return self.kind == "list" and self.depth + self.page > 0

    @property
    def source(self) -> str:
        """Under which source its links are counted: the later pages of a list, the files of an index are their first's."""
        return self.via if self.page and self.via else self.url


@dataclass(frozen=True, slots=True)
class Fetch:
    """An answer to a target: the HTTP status (0: none came) and what a conditional request will need."""

    target: Target
    status: int = 0
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a fetch leaves on the target's row. ``due_at`` None: not to be fetched again.

    ``step`` is the age in seconds at which a known article was looked at again (0: a source told of a change), None at
    a first visit. ``rank`` None leaves the row's. The source columns are written for sources only.
    """

    portal: str
    url: str
    state: State
    at: int
    due_at: int | None = None
    reason: str = ""
    status: int = 0
    tries: int = 0
    etag: str = ""
    last_modified: str = ""
    step: int | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class SourceVisit:
    """What a reading leaves on the row of a source, beside its :class:`Visit`."""

    eager: bool = False
    links: int = 0
    empty: int = 0
    full_read_at: int | None = None
    deep_read_at: int | None = None
