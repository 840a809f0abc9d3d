"""``citydesk due``: what a crawl that started now would fetch, and why, from the database alone."""

import time
from collections.abc import Sequence

from rich.text import Text

from crawler.actions.reading_command import opened, require_portal
from crawler.monitoring import pauses
from crawler.monitoring.retired import retired
from crawler.output.moments import local, span, utc
from crawler.output.saying import say_json
from crawler.output.terminal import Terminal
from crawler.scheduling import frontier
from crawler.scheduling.outlook import NO_RUN
from crawler.scheduling.visits import Target
from crawler.storage.readers import Reader

#: More rows than any portal has due; SQLite takes -1 for "no limit".
ALL = -1


def why(target: Target, now: int) -> str:
    """Why an address is due, in words."""
    if target.state == "new":
        return f"new, found by {target.via}" if target.via else "new: the portal's own source"
    if target.state == "retry":
        return f"failed {target.tries} time{'s' if target.tries > 1 else ''}: {target.reason}, comes again"
    if target.state in ("gone", "failed", "refused"):
        return f"{target.reason}: looked at once more"
    if target.kind == "article":
        if target.announced and target.announced > (target.rank or 0):
            return f"a source told of a change on {utc(target.announced)[:16]}"
        return f"revisit: published {span(now - target.rank)} ago, last looked at {span(now - (target.checked_at or now))} ago"
    if target.due_at is not None and target.due_at <= now:
        return f"its interval is over: last read {span(now - (target.checked_at or now))} ago"
    return "source that is read in every run" if not target.via else "source that gave new articles lately"


def due(portals: Sequence[str], db: str, *, as_json: bool = False, limit: int = 20) -> None:
    """Prints the addresses that are due, in the order in which they would be fetched; of retired portals only those named."""
    with opened(db) as store:
        now = int(time.time())
        for name in portals:
            require_portal(store, name)
        resting = retired(store.connection)
        for name in portals or [name for name in store.portals() if name not in resting]:
            targets = _targets(store, name, now)
            until = pauses.paused_until(store.connection, name, now)
            if as_json:
                _as_json(name, targets[: limit or None], now, until)
                continue
            rests = [str(resting[name])] if name in resting else []
            rests += [f"asks to be left alone until {local(until)}"] if until else []
            _show(name, "; ".join(rests), targets, now, limit)


def _targets(store: Reader, portal: str, now: int) -> list[Target]:
    with store.reading() as connection:
        sources = frontier.sources(connection, portal, NO_RUN, now, ALL)
        articles = frontier.articles(connection, portal, NO_RUN, now, ALL)
    deep = [target for target in sources if target.is_deep]
    return [*(target for target in sources if not target.is_deep), *articles, *deep]


def _as_json(portal: str, targets: Sequence[Target], now: int, until: int) -> None:
    not_before = utc(until) if until else None
    for target in targets:
        due_at = None if target.due_at is None else utc(target.due_at)
        record = {"portal": portal, "url": target.address or target.url, "kind": target.kind, "state": target.state}
        say_json({**record, "due_at": due_at, "not_before": not_before, "why": why(target, now)})


def _show(portal: str, rests: str, targets: Sequence[Target], now: int, limit: int) -> None:
    """Prints what is due of a portal; ``rests``: why a crawl would not ask for it all the same."""
    shown = targets[: limit or None]
    console = Terminal()
    console.print(Text(f"{portal}{f' ({rests})' if rests else ''}: {len(targets)} due", style="bold"), soft_wrap=True)
    for target in shown:  # the address whole, for it is copied from here; so the reason stands on a line of its own
        console.print(Text(f"{target.kind:<8} {target.address or target.url}"), soft_wrap=True)
        console.print(Text(f"{'':<8} {why(target, now)}", style="dim"), soft_wrap=True)
    if len(shown) < len(targets):
        console.print(f"… and {len(targets) - len(shown)} more (--limit 0 shows all)")
