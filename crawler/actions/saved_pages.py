"""Saved pages as ``citydesk extract`` is given them: files, folders, and folders with a ``manifest.json``."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from crawler.reading.page import Page

#: Bytes of a file in which a page shows its first tag.
_HEAD = 65_536
_TAG = re.compile(r"<[A-Za-z!?/]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One saved page: its id, file, address and Content-Type, the last two where they are known."""

    id: str
    path: Path
    url: str = ""
    content_type: str = ""


class Unreadable(Exception):
    """A file that is no page; the message names it, the cause and the remedy in one line."""


def entries(paths: Sequence[Path]) -> Iterator[Entry]:
    """Every page that the paths name. Raises ``OneLine`` before the first for a path or manifest that is none."""
    for path in paths:
        if not path.exists():
            raise OneLine(f"{path} does not exist: name HTML files or a folder of them", ExitCode.WRONG_USE)
    named = [_listed(path) for path in paths]
    for found in named:
        yield from found


def read(entry: Entry) -> Page:
    """The page of an entry, unpacked where its name ends in .gz. Raises :class:`Unreadable`."""
    path = entry.path
    try:
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        fetched = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(f"{path} cannot be read: {error}") from error
    page = Page(entry.url, body, entry.content_type, fetched)
    if body.strip() and not _TAG.search(Page("", body[:_HEAD], entry.content_type).decoded.text):
        raise Unreadable(f"{path} is not HTML: there is no tag in it; save the page's source again")
    return page


def _listed(path: Path) -> list[Entry]:
    manifest = path / "manifest.json"
    if manifest.is_file():
        return _manifest(manifest)
    if path.is_dir():
        files = sorted([*path.glob("*.html"), *path.glob("*.htm"), *path.glob("*.html.gz")])
        return [Entry(file.name.split(".")[0], file) for file in files]
    return [Entry(path.name.split(".")[0], path)]


def _manifest(manifest: Path) -> list[Entry]:
    form = (
        'write [{"id": "1", "file": "1.html", "url": "http://…", "content_type": "text/html"}], the last two if known'
    )
    try:
        given = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise OneLine(
            f"{manifest} cannot be read: {' '.join(str(error).split())}: {form}", ExitCode.WRONG_USE
        ) from None
    if not isinstance(given, list):
        raise OneLine(f"{manifest} holds no list: {form}", ExitCode.WRONG_USE)
    return [_entry(manifest, number, record, form) for number, record in enumerate(given, 1)]


def _entry(manifest: Path, number: int, record: object, form: str) -> Entry:
    if not isinstance(record, dict) or not isinstance(record.get("file"), str) or "\0" in record["file"]:
        raise OneLine(f"{manifest}: entry {number} names no file: {form}", ExitCode.WRONG_USE)
    if not isinstance(record.get("id"), str | int):
        raise OneLine(f"{manifest}: entry {number} has no id: {form}", ExitCode.WRONG_USE)
    more = {name: str(record.get(name) or "") for name in ("url", "content_type")}
    return Entry(str(record["id"]), manifest.parent / record["file"], **more)
