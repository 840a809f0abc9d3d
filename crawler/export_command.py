"""``citydesk export``: stored articles for other programs, on stdout or in a file that is whole or not there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from crawler.catalogue import Filter
from crawler.exports import WRITERS
from crawler.outcome import ExitCode
from crawler.problems import OneLine
from crawler.reading_command import opened, require_portal
from crawler.schema import ARTICLE_COLUMNS
from crawler.whole_file import whole_file

#: Feed readers keep what they have seen; a longer feed is only slower.
FEED_ENTRIES = 50
_STORY_COLUMNS = (*ARTICLE_COLUMNS, "copies", "portals")


def export(
    form: str, db: str, which: Filter, *, stories: bool = True, output: Path | None = None, limit: int | None = None
) -> None:
    """Writes the articles in the format ``form``. Raises ``OneLine``."""
    newest = limit or (FEED_ENTRIES if form == "atom" else None)
    with opened(db) as store:
        if output and output.exists() and output.samefile(db):
            raise OneLine(f"{output} is the database itself: name another file with -o", ExitCode.WRONG_USE)
        require_portal(store, which.portal)
        rows = store.each(which, stories=stories, newest=newest)
        with _destination(output) as out:
            WRITERS[form](rows, _STORY_COLUMNS if stories else ARTICLE_COLUMNS, out)


@contextmanager
def _destination(output: Path | None) -> Iterator[IO[bytes]]:
    """Where to write: a file under another name until it is whole, or stdout."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with whole_file(output) as out:
        yield out
