"""``citydesk alert``: tells what has changed in the health of portals since it was last told."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from crawler.actions.status_command import healths
from crawler.monitoring import daybook, standing
from crawler.monitoring.alerts import NotDelivered, Receivers, changes, send
from crawler.monitoring.last_told import LastTold
from crawler.monitoring.outcome import ExitCode
from crawler.monitoring.verdicts import Health
from crawler.output.problems import OneLine, told
from crawler.output.saying import say
from crawler.storage.store import Store


def alert(db: str, to: Receivers) -> ExitCode:
    """Tells the receivers, and remembers who was told what; prints nothing when nothing has changed. Raises ``OneLine``.

    Without a receiver the changes are printed, as cron mails them.
    """
    now = datetime.now(UTC)
    with told(), Store.open(db, create=False) as store:
        with store.reading() as connection:
            known = standing.told(connection)
        found = healths(store, now)
        receivers = to.each() or {"": to}
        problems = _tell(found, known, receivers, now)
        took = receivers.keys() - problems.keys()
        with store.writing() as connection:
            for health in found:
                before = known.get(health.portal, LastTold())
                after = before.then(health.verdict, took, problems.keys())
                if after != before:
                    daybook.tell(connection, health.portal, after, now.isoformat(timespec="seconds"))
    if problems:
        raise OneLine(
            f"{'; '.join(problems.values())}; it is told again with the next citydesk alert", ExitCode.SOME_FAILED
        )
    return ExitCode.DONE


def _tell(
    found: Sequence[Health], known: Mapping[str, LastTold], receivers: Mapping[str, Receivers], now: datetime
) -> dict[str, str]:
    """Tells each receiver what is new to it; returns the problems of those that did not take it, by their names."""
    problems = {}
    for name, receiver in receivers.items():
        changed = changes(found, {portal: last.to(name) for portal, last in known.items()})
        if changed and not receiver:
            for change in changed:
                say(change.line)
        elif changed:
            try:
                send(changed, receiver, now)
            except NotDelivered as problem:
                problems[name] = str(problem)
    return problems
