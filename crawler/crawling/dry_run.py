"""``--dry-run``: a whole crawl on a copy of the database, which is then thrown away.

So its outcomes are those of a real crawl, by the same code: what is due, what is new, changed or a copy. Only the
database stays as it is; portals are asked as ever.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.output.terminal import safe
from crawler.storage.backup import back_up
from crawler.storage.database import MEMORY
from crawler.storage.store import Store

#: Articles that are shown of a run.
MOST_SHOWN = 50


@contextmanager
def copied(db: str) -> Iterator[str]:
    """A copy of the database, or the name of a new one where there is none, until the block ends.

    Raises ``DatabaseProblem``, also where the temporary folder ($TMPDIR) has no room for the copy.
    """
    with tempfile.TemporaryDirectory(prefix="citydesk-dry-run-") as folder:
        copy = Path(folder) / "copy.db"
        if db != MEMORY and Path(db).exists():
            back_up(db, copy)
        yield str(copy)


def told(copy: str, since: str) -> Iterator[str]:
    """Lines for what a crawl that began at ``since`` would have stored."""
    with Store.read_only(copy) as store:
        rows = store.changed_since(since)
    for row in rows[:MOST_SHOWN]:
        word = "new" if row["first_seen_at"] >= since else "changed"
        yield f"{word:<8} {(row['published_at'] or '')[:10]:<10} {safe(row['title'])}"
        yield f"{'':<8} {safe(row['url'])}"
    if len(rows) > MOST_SHOWN:
        yield f"… and {len(rows) - MOST_SHOWN} more"
    yield "dry run: nothing was stored"
