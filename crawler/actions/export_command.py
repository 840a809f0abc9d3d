"""``citydesk export``: stored articles for other programs, on stdout or in a file that is whole or not there."""

import importlib.util
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from crawler.actions.reading_command import opened, refuse_terminal, require_portal
from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from crawler.output.saying import say
from crawler.output.whole_file import whole_file
from crawler.reading.items import RawPage
from crawler.storage.catalogue import Catalogue, Filter
from crawler.storage.exports import WRITERS, Row, Writer
from crawler.storage.packing import DamagedPage
from crawler.storage.schema import ARTICLE_COLUMNS

#: Feed readers keep what they have seen; a longer feed is only slower.
FEED_ENTRIES = 50
#: Formats that need an extra of the format's name, by the module that must be there.
_EXTRAS = {"parquet": "pyarrow", "warc": "warcio"}
_STORY_COLUMNS = (*ARTICLE_COLUMNS, "copies", "portals")


def export(
    form: str, db: str, which: Filter, *, stories: bool = True, output: Path | None = None, limit: int | None = None
) -> None:
    """Writes the articles in the format ``form``. Raises ``OneLine``."""
    newest = limit or (FEED_ENTRIES if form == "atom" else None)
    _require_extra(form)
    if form in _EXTRAS and output is None:
        refuse_terminal(form, f"name a file with -o, as in -o news.{form}")
    with opened(db) as store:
        if output and output.exists() and output.samefile(db):
            raise OneLine(f"{output} is the database itself: name another file with -o", ExitCode.WRONG_USE)
        require_portal(store, which.portal)
        rows = store.each(which, stories=stories, newest=newest)
        columns = _STORY_COLUMNS if stories else ARTICLE_COLUMNS
        with _destination(output) as out:
            if form == "warc":
                missing = _archive(store, rows, out)
            else:
                missing = _Missing()
                _writer(form)(rows, columns, out)
    missing.tell()


def _writer(form: str) -> Writer:
    if form != "parquet":
        return WRITERS[form]
    from crawler.storage.parquet import parquet

    return parquet


def _require_extra(form: str) -> None:
    needed = _EXTRAS.get(form)
    if needed and importlib.util.find_spec(needed) is None:
        message = f"{form} needs {needed}, which is not installed: pip install 'citydesk[{form}]'"
        raise OneLine(message, ExitCode.WRONG_USE)


@dataclass(slots=True)
class _Missing:
    """What an archive of pages could not take in."""

    without: int = 0
    damaged: list[str] = field(default_factory=list)

    def tell(self) -> None:
        """A line on stderr for articles without a page. Raises ``OneLine`` for pages that are damaged."""
        if self.without:
            why = "they were imported, or crawled with --keep-raw none"
            say(f"citydesk: {self.without} articles have no kept page and are not in it: {why}", to_stderr=True)
        if self.damaged:
            message = f"{len(self.damaged)} versions are not in it, all others are: {self.damaged[0]}"
            raise OneLine(message, ExitCode.SOME_FAILED)


def _archive(store: Catalogue, rows: Iterable[Row], out: IO[bytes]) -> _Missing:
    """Writes every kept version of the articles; gives what is missing."""
    from crawler.storage.warc import Archive

    archive, missing = Archive(out), _Missing()
    for row in rows:
        versions: list[list[RawPage]] = []
        kept = store.kept_revisions(row["id"])
        for revision in kept:
            try:
                versions.append(store.pages_of(row["id"], revision))
            except DamagedPage as damage:
                missing.damaged.append(str(damage))
        archive.add(row, versions)
        missing.without += not kept
    return missing


@contextmanager
def _destination(output: Path | None) -> Iterator[IO[bytes]]:
    """Where to write: a file under another name until it is whole, or stdout."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with whole_file(output) as out:
        yield out
