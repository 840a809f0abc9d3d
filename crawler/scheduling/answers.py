"""What an answer means for the address it came from: the policy of :mod:`crawler.scheduling.revisit` put into a :class:`Visit`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from crawler.scheduling import revisit
from crawler.scheduling.visits import ALIAS, Fetch, SourceVisit, Target, Visit


@dataclass(slots=True)
class Answers:
    """The policy of one portal: ``steps`` are the ages of revisits in seconds, ``tallies`` what they have taught so far.

    ``every`` maps the address of a source to its own interval in seconds.
    """

    portal: str
    steps: Sequence[int]
    tallies: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    every: dict[str, int] = field(default_factory=dict)

    def stored(self, fetch: Fetch, now: int, born: int | None) -> Visit:
        """A page whose article was stored, new or known; ``born`` is when it says it was published.

        Without a date its rank stands for it: what a source says, or how far behind the front it was found.
        """
        target = fetch.target
        born = born or target.rank or target.found_at
        return Visit(
            *(self.portal, target.url, "done", now),
            due_at=revisit.next_visit(born, now, revisit.learnt(self.steps, self.tallies, target.url)),
            status=fetch.status,
            etag=fetch.etag,
            last_modified=fetch.last_modified,
            step=self._step(target, born, now),
            rank=born,
        )

    def unchanged(self, fetch: Fetch, now: int) -> Visit:
        """An article that the portal says is as it was (304); what conditional requests need stays."""
        target = fetch.target
        kept = Fetch(target, fetch.status, fetch.etag or target.etag, fetch.last_modified or target.last_modified)
        return self.stored(kept, now, None)

    def led(self, fetch: Fetch, now: int, status: int) -> Visit:
        """An address that leads to a page which is looked at under its own; ``status`` is that of the redirect."""
        return Visit(self.portal, fetch.target.url, "done", now, None, ALIAS, status)

    def skipped(self, fetch: Fetch, now: int, reason: str, born: int | None = None) -> Visit:
        """A page that was not stored."""
        target = fetch.target
        tries = target.tries + 1
        state, due_at = revisit.fate(reason, fetch.status, tries, now)
        return Visit(self.portal, target.url, state, now, due_at, reason, fetch.status, tries, rank=born)

    def source(self, fetch: Fetch, now: int, links: int, new: int) -> tuple[Visit, SourceVisit]:
        """A source that was read: how many ``links`` to articles it gave, and how many of them were ``new``."""
        target = fetch.target
        empty = 0 if new or target.checked_at is None else target.empty + 1
        deep = revisit.wants_deep(target, now) or target.deep_read_at is None
        row = SourceVisit(
            eager=revisit.is_eager(target, links, new, now),
            links=links,
            empty=empty,
            full_read_at=now,
            deep_read_at=now if deep else target.deep_read_at,
        )
        return self._read(fetch, now, row, fetch.etag, fetch.last_modified), row

    def source_unchanged(self, fetch: Fetch, now: int) -> tuple[Visit, SourceVisit]:
        """A source that the portal says is as it was (304)."""
        target = fetch.target
        row = SourceVisit(
            eager=revisit.is_eager(target, target.links, 0, now),
            links=target.links,
            empty=target.empty + 1,
            full_read_at=target.full_read_at,
            deep_read_at=target.deep_read_at,
        )
        etag, modified = fetch.etag or target.etag, fetch.last_modified or target.last_modified
        return self._read(fetch, now, row, etag, modified), row

    def source_failed(self, fetch: Fetch, now: int, reason: str) -> tuple[Visit, SourceVisit]:
        """A source that gave nothing; what it gave before speaks for it."""
        target = fetch.target
        row = SourceVisit(
            eager=not target.via and target.kind != "robots",
            links=target.links,
            empty=target.empty,
            full_read_at=None,  # whatever comes next is wanted whole
            deep_read_at=target.deep_read_at,
        )
        if target.kind == "robots":
            return self._read(fetch, now, row, "", ""), row
        visit = self.skipped(fetch, now, reason)
        if not target.via:
            soon = revisit.failed_root_due(target, self.every.get(target.url, 0), now)
            visit = replace(visit, due_at=min(visit.due_at or soon, soon))
        return visit, row

    def _read(self, fetch: Fetch, now: int, row: SourceVisit, etag: str, modified: str) -> Visit:
        target = fetch.target
        # The later pages of a list have no clock of their own: they are read behind the first one.
        follows = target.page and target.kind == "list"
        every = self.every.get(target.source, 0)
        due = None if follows else revisit.source_due(target, every, row.links, row.empty, now)
        return Visit(
            *(self.portal, target.url, "done", now, due), status=fetch.status, etag=etag, last_modified=modified
        )

    def _step(self, target: Target, born: int, now: int) -> int | None:
        """The age that a revisit answers to; 0 where a source announced a change since."""
        if target.checked_at is None or target.state != "done":
            return None
        if target.announced > target.checked_at:
            return 0
        return revisit.step_reached(born, now, self.steps)
