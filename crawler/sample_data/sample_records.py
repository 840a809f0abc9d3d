"""Saved pages with what must come out of them: read, compared, written (pure). The format is described in samples/README.md."""

import gzip
import json
import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.reading.items import Article
from crawler.reading.page import Page

#: Fields of a record that are compared; ``body`` line by line.
FIELDS = ("title", "published_at", "source", "credits", "authors", "breadcrumbs", "tags", "language")
#: What a copier did to a page that is damaged for good: its text cannot be what the record says, only its length can.
DAMAGED = "byte-shift"
#: Lines shorter than this may stand in any text: they are not written as ones that must not come through.
SHORTEST_LINE = 4
_NAME = re.compile(r"[^A-Za-z0-9_-]+")


class BadRecord(Exception):
    """A sample that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Record:
    """One saved page: its file, its record as read from JSON, its bytes."""

    path: Path
    data: dict[str, Any]
    body: bytes

    @property
    def page(self) -> Page:
        """The page as it was fetched."""
        data = self.data
        return Page(data["url"], self.body, data.get("content_type", ""), data.get("fetched_at", ""))

    @property
    def is_article(self) -> bool:
        """Whether an article must come out of the page."""
        return bool(self.data["kind"] == "article")


def paths(folder: Path) -> list[Path]:
    """The records of a portal, by name."""
    return sorted(folder.glob("*.json"))


def read(path: Path) -> Record:
    """A record and its page. Raises :class:`BadRecord`."""
    page = path.with_suffix(".html.gz")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        body = gzip.decompress(page.read_bytes())
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise BadRecord(f"cannot be read: {error}") from None
    for name, default in (("url", None), ("kind", None), ("content_type", ""), ("fetched_at", "")):
        if not isinstance(data, dict) or not isinstance(data.get(name, default), str):
            raise BadRecord(f"has no text under {name!r}")
    for name in ("must_not_contain", "noise"):
        texts = data.get(name, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise BadRecord(f"has no list of texts under {name!r}")
    if data["kind"] == "article":
        if not isinstance(data.get("expected"), dict):
            raise BadRecord("is of an article and has no 'expected'")
        if not isinstance(data["expected"].get("body", ""), str):
            raise BadRecord("has no text under 'body': write one paragraph a line")
    return Record(path, data, body)


def differences(record: Record, article: Article) -> Iterator[str]:
    """Each field that did not come out as the record says, and each line that came through and must not."""
    wanted = record.data["expected"]
    damaged = DAMAGED in record.data.get("noise", ()) and "mojibake" in article.flags
    for name in FIELDS if not damaged else ("published_at",):
        if name in wanted and not _same(name, wanted[name], got := _plain_field(article, name)):
            yield f"{name} is {_short(got)}, expected {_short(wanted[name])}"
    if "body" in wanted and not damaged:
        yield from _other_lines(wanted["body"].split("\n"), article.body.split("\n"))
    body = plain(article.body)
    for line in record.data.get("must_not_contain", ()):
        if plain(line) in body:
            yield f"the line {_short(line)} came through into the body"


def _plain_field(article: Article, name: str) -> Any:
    value = getattr(article, name)
    return [asdict(credit) for credit in value] if name == "credits" else value


def _same(name: str, wanted: Any, got: Any) -> bool:
    if name == "language":
        return bool(str(got).startswith(str(wanted)))
    return bool(plain(json.dumps(wanted, ensure_ascii=False)) == plain(json.dumps(got, ensure_ascii=False)))


def _other_lines(wanted: Sequence[str], got: Sequence[str]) -> Iterator[str]:
    """The first line of the body that is missing, and the first that is too much."""
    matcher = SequenceMatcher(None, [plain(line) for line in wanted], [plain(line) for line in got], autojunk=False)
    missing = [wanted[n] for tag, a, b, _, _ in matcher.get_opcodes() if tag != "equal" for n in range(a, b)]
    added = [got[n] for tag, _, _, a, b in matcher.get_opcodes() if tag != "equal" for n in range(a, b)]
    if missing:
        yield f"the body lacks {len(missing)} of {len(wanted)} lines, first {_short(missing[0])}"
    if added:
        yield f"the body has {len(added)} lines that are not expected, first {_short(added[0])}"


def plain(text: str) -> str:
    """What must be equal whatever happened to the width of characters and to blanks."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if not char.isspace())


def _short(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False)
    return told if len(told) <= 80 else f"{told[:60]}…{told[-12:]}"


def record_of(page: Page, article: Article) -> dict[str, Any]:
    """The record of a page that was read to ``article``: to be looked over by a person before it is believed."""
    text = plain(article.body)
    removed = dict.fromkeys(line.text for line in article.removed if len(line.text) >= SHORTEST_LINE)
    expected = {"title": article.title, "body": article.body}
    expected.update({name: _plain_field(article, name) for name in FIELDS[1:]})
    return {
        "url": page.url,
        "fetched_at": page.fetched_at,
        "content_type": page.content_type,
        "kind": "article",
        "expected": expected,
        "must_not_contain": [line for line in removed if plain(line) not in text],
    }


def write(folder: Path, record: dict[str, Any], body: bytes) -> Path:
    """Writes a record and its page; returns the record's path. The same page gives the same bytes."""
    path = folder / f"{name_for(record['url'])}.json"
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    path.with_suffix(".html.gz").write_bytes(gzip.compress(body, mtime=0))
    return path


def name_for(url: str) -> str:
    """A file name for a page: the last part of its address that tells it from others."""
    parts = urlsplit(url)
    leaf = next((part for part in reversed(parts.path.split("/")) if part), "")
    told = leaf.rpartition(".")[0] or leaf
    return _NAME.sub("-", f"{told}-{parts.query}" if parts.query else told).strip("-")[:60] or "front"
