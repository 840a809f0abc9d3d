"""``citydesk reextract``: today's rules on all kept pages, or on some; what changes is stored as a new extraction."""

import gc
import signal
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.crawling.portals import BrokenPortal
from crawler.crawling.run import load_settings
from crawler.monitoring.outcome import ExitCode
from crawler.output.moments import now
from crawler.output.problems import OneLine, told
from crawler.output.reextract_report import Tally, show
from crawler.output.saying import say
from crawler.storage.rereading import Numbers, Readers, readers
from crawler.storage.store import Store


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which kept pages are read: of these portals, articles and days; empty means all."""

    portals: Sequence[str] = ()
    ids: Sequence[int] = ()
    since: str = ""


def reextract(wanted: Wanted, db: str, portals: str = "", *, dry_run: bool = False, jobs: int = 0) -> ExitCode:
    """Reads, stores unless ``dry_run``, and reports; returns the exit code. Raises ``OneLine``."""
    settings = load_settings({"CITYDESK_PORTALS": portals} if portals else {})
    signal.signal(signal.SIGTERM, _stop)
    gc.freeze()  # as a crawl does: what was imported never dies
    gc.set_threshold(50_000, 20, 100)
    try:
        with told(), readers(db, settings, jobs) as pool, _opened(db, dry_run) as store:
            tallies = [
                _portal(store, pool, name, url, numbers, dry_run) for name, url, numbers in _work(store, wanted, db)
            ]
    except KeyboardInterrupt:
        raise OneLine("stopped: what was read is stored, the next run goes on", ExitCode.INTERRUPTED) from None
    show(tallies, dry_run)
    return _code(tallies)


def _stop(signum: int, frame: object) -> None:
    raise OneLine("stopped: what was read is stored, the next run goes on", ExitCode.TERMINATED)


def _opened(db: str, dry_run: bool) -> Store:
    return Store.read_only(db) if dry_run else Store.open(db, create=False)


def _work(store: Store, wanted: Wanted, db: str) -> list[tuple[str, str, list[Numbers]]]:
    """Portals with an address of each and the revisions to read. Raises ``OneLine`` for what there is none of."""
    known = store.raw_portals()
    for name in wanted.portals:
        if name not in known:
            named = ", ".join(list(known)[:8]) or "none"
            raise OneLine(f"{db} has no pages of {name!r}; it has those of: {named}", ExitCode.WRONG_USE)
    work = [
        (name, url, store.raw_revisions(name, wanted.ids, wanted.since))
        for name, url in known.items()
        if not wanted.portals or name in wanted.portals
    ]
    found = {article_id for _, _, numbers in work for article_id, _ in numbers}
    for article_id in wanted.ids:
        if article_id not in found:
            raise OneLine(
                f"{db} has no page of article {article_id} that this asks for: look at the article with citydesk explain "
                f"{article_id}, and leave out --since and the names of portals",
                ExitCode.WRONG_USE,
            )
    return work


def _portal(store: Store, pool: Readers, name: str, url: str, numbers: Sequence[Numbers], dry_run: bool) -> Tally:
    tally = Tally(name)
    try:
        for change in pool.changes(name, url, numbers):
            # One transaction an article: nobody waits for more than a millisecond, and what was done stays done.
            tally.add(change if dry_run else store.reread(change, now()))
    except BrokenPortal as broken:  # the other portals are read
        tally.damaged.append(str(broken))
    return tally


def _code(tallies: Sequence[Tally]) -> ExitCode:
    """Damaged pages are named, the last line on stderr is the cause."""
    damaged = [line for tally in tallies for line in tally.damaged]
    for line in damaged:
        say(f"citydesk: {line}", to_stderr=True)
    return ExitCode.SOME_FAILED if damaged else ExitCode.DONE
