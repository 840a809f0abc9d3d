"""Reading the store for those who read kept pages again: whose pages are there, and what another reading would change."""

from collections.abc import Sequence

from crawler.reading.items import Article
from crawler.storage import extractions, rows
from crawler.storage.database import naming_problems
from crawler.storage.extractions import Change
from crawler.storage.readers import Reader


class KeptReader(Reader):
    """What can be asked of the pages that are kept."""

    def raw_portals(self) -> dict[str, str]:
        """The portals of which pages are kept, each with an address of theirs."""
        with naming_problems(self.path):
            return extractions.portals(self.connection)

    def raw_revisions(self, portal: str, ids: Sequence[int] = (), since: str = "") -> list[tuple[int, int]]:
        """The articles of a portal with their revisions whose pages are kept; of ``ids``, or since a day, alone."""
        with naming_problems(self.path):
            return extractions.kept(self.connection, portal, ids, since)

    def outdated(self, article: Article) -> tuple[int, int] | None:
        """Article and latest revision at this address when other rules read another text there, else None."""
        sql = "SELECT id, revision FROM article WHERE url = ? AND rules IS NOT ? AND (title != ? OR body != ?)"
        wanted = map(rows.storable, (article.url, article.rules, article.title, article.body))
        with naming_problems(self.path):
            found = self.connection.execute(sql, tuple(wanted)).fetchone()
        return (found[0], found[1]) if found else None

    def compare(self, article_id: int, revision: int, row: rows.Row, against: str = "") -> Change:
        """What a reading of the page of a revision changes; ``against`` is why it is no article at all."""
        with naming_problems(self.path):
            return extractions.compare(self.connection, article_id, revision, row, against)
