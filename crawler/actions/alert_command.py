"""``citydesk alert``: tells what has changed in the health of portals since it was last told."""

from datetime import UTC, datetime

from crawler.actions.status_command import healths
from crawler.monitoring import daybook, standing
from crawler.monitoring.alerts import NotDelivered, Receivers, changes, send
from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine, told
from crawler.output.saying import say
from crawler.storage.store import Store


def alert(db: str, to: Receivers) -> ExitCode:
    """Tells the receivers, and remembers what was told; prints nothing when nothing has changed. Raises ``OneLine``.

    Without a receiver the changes are printed, as cron mails them.
    """
    now = datetime.now(UTC)
    try:
        with told(), Store.open(db, create=False) as store:
            with store.reading() as connection:
                before = standing.told(connection)
            found = healths(store, now)
            changed = changes(found, before)
            if changed and to:
                send(changed, to, now)
            elif changed:
                for change in changed:
                    say(change.line)
            with store.writing() as connection:
                for health in found:
                    if before.get(health.portal) != health.verdict:
                        daybook.tell(connection, health.portal, health.verdict, now.isoformat(timespec="seconds"))
    except NotDelivered as problem:
        raise OneLine(f"{problem}; it is told again with the next citydesk alert", ExitCode.SOME_FAILED) from None
    return ExitCode.DONE
