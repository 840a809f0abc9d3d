"""What the parameters of a portal's addresses tell, kept in its database from run to run."""

from crawler.discovery.habits import Habits
from crawler.scheduling import frontier, intake
from crawler.storage.store import Store

#: Parameters of which something was learnt before that is stored.
UNSAVED = 20


class Ways:
    """The :class:`~crawler.discovery.habits.Habits` of one portal. Raises ``DatabaseProblem``."""

    def __init__(self, store: Store, portal: str) -> None:
        self.store, self.portal = store, portal
        with store.reading() as connection:
            self.habits = Habits(frontier.habits(connection, portal))

    @property
    def idle(self) -> frozenset[str]:
        """Parameters that name the way to a page and not the page."""
        return self.habits.idle

    def learn(self, url: str, text: str) -> bool:
        """A page with this text came from ``url``; true where that changes which addresses are due."""
        learnt = self.habits.note(url, text)
        if learnt:
            with self.store.writing() as connection:
                intake.match_again(connection, self.portal, self.idle)
        if learnt or len(self.habits.changed) >= UNSAVED:
            self.save()
        return bool(learnt)

    def save(self) -> None:
        """Stores what was learnt since."""
        if self.habits.changed:
            counts = {name: self.habits.counts[name] for name in self.habits.changed}
            with self.store.writing() as connection:
                frontier.keep_habits(connection, self.portal, counts)
            self.habits.changed.clear()
