"""``citydesk retire``: a portal that is not to be crawled any more, and nobody is to be told of."""

from crawler.actions.reading_command import opened, unknown
from crawler.monitoring import standing
from crawler.monitoring.outcome import ExitCode
from crawler.monitoring.retired import bring_back, retired
from crawler.monitoring.retired import retire as keep
from crawler.output.moments import now
from crawler.output.problems import OneLine, told
from crawler.output.saying import say
from crawler.storage.store import Store


def retire(portal: str, db: str, why: str) -> None:
    """Retires a portal, and says what that means. Raises ``OneLine``."""
    with told(), Store.open(db, create=False) as store, store.writing() as connection:
        if portal not in (known := standing.names(connection)):
            raise unknown(portal, db, known)
        keep(connection, portal, now(), " ".join(why.split()))
        since = retired(connection)[portal]
    say(f"{portal}: {since}; its articles stay, and no crawl of all portals takes it (citydesk retire {portal} --undo)")


def undo(portal: str, db: str) -> None:
    """Takes a portal back. Raises ``OneLine``, also for one that is not retired."""
    with told(), Store.open(db, create=False) as store, store.writing() as connection:
        if not bring_back(connection, portal):
            listed = ", ".join(retired(connection)) or "none is"
            raise OneLine(f"{db}: {portal} is not retired; those that are: {listed}", ExitCode.WRONG_USE)
    say(f"{portal}: crawled again with all portals, and watched as before")


def show(db: str) -> None:
    """Lists the retired portals, a line each. Raises ``OneLine``."""
    with opened(db) as store:
        for portal, since in retired(store.connection).items():
            say(f"{portal}: {since}")
