"""Articles in the formats of other programs. Each writer takes rows of the view ``stories`` or ``articles``, one by one."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from io import TextIOWrapper
from typing import IO, Any

from lxml import etree

from crawler.output.moments import now

Row = dict[str, Any]
Writer = Callable[[Iterable[Row], Sequence[str], IO[bytes]], None]

_ATOM = "http://www.w3.org/2005/Atom"
_NAMES: dict[str, str] = {None: _ATOM}  # type: ignore[dict-item]  # lxml: None is the default namespace
#: What XML 1.0 cannot hold (production 2, Char).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What makes a spreadsheet take a cell for a formula: owasp.org/www-community/attacks/CSV_Injection.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def jsonl(rows: Iterable[Row], columns: Sequence[str], out: IO[bytes]) -> None:
    """One JSON object a line in UTF-8, lists as lists: what ``citydesk import`` takes."""
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def spreadsheet(rows: Iterable[Row], columns: Sequence[str], out: IO[bytes]) -> None:
    """CSV (RFC 4180) for spreadsheets: UTF-8 with the mark that they need, lists as JSON, no cell that is a formula."""
    text = TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    text.detach()  # else the stream, which is another's, would be closed with this layer


def _cell(value: object) -> str:
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    text = "" if value is None else str(value).replace("\0", "")
    # The apostrophe tells Excel, Calc and Sheets that text follows. A number of ours never begins with such a sign.
    return f"'{text}" if text.startswith(_FORMULA) else text


def atom(rows: Iterable[Row], columns: Sequence[str], out: IO[bytes]) -> None:
    """An Atom feed (RFC 4287), in the order of the rows; ``updated`` is when the article last changed."""
    entries = [_entry(row) for row in rows]
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap=_NAMES)
    _add(feed, "title", "citydesk")
    # The feed needs an id of its own that stays: of the program, for a file has no address.
    _add(feed, "id", "urn:x-citydesk:articles")
    newest = max((entry.findtext(f"{{{_ATOM}}}updated") or "" for entry in entries), default="")
    _add(feed, "updated", newest or now())
    _add(feed, "generator", "citydesk")
    feed.extend(entries)
    etree.ElementTree(feed).write(out, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _entry(row: Row) -> etree._Element:
    entry = etree.Element(f"{{{_ATOM}}}entry", nsmap=_NAMES)
    _add(entry, "title", row["title"] or row["url"])
    _add(entry, "id", row["url"])
    _add(entry, "link", rel="alternate", href=row["url"], type="text/html")
    _add(entry, "updated", _moment(row["last_changed_at"]) or "1970-01-01T00:00:00+00:00")
    if published := _moment(row["published_at"] or ""):
        _add(entry, "published", published)
    for name in row["authors"] or [row["source"] or row["portal"] or "-"]:
        author = etree.SubElement(entry, f"{{{_ATOM}}}author")
        _add(author, "name", name)
    for tag in dict.fromkeys(row["tags"] or ()):
        _add(entry, "category", term=tag)
    paragraphs = (f"<p>{escape(line, quote=False)}</p>" for line in row["body"].split("\n"))
    content = _add(entry, "content", "".join(paragraphs), type="html")
    if row["language"]:
        content.set("{http://www.w3.org/XML/1998/namespace}lang", row["language"])
    return entry


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    for key, value in attributes.items():
        child.set(key, _NO_XML.sub("�", value))
    if text:
        child.text = _NO_XML.sub("�", text)
    return child


def _moment(text: str) -> str:
    """An ISO time as RFC 3339 demands it, with time of day and offset (UTC where none is given); "" for no time."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).isoformat(timespec="seconds")


#: Beside these, ``crawler.storage.parquet`` and ``crawler.storage.warc`` write formats that need extras.
WRITERS: dict[str, Writer] = {"jsonl": jsonl, "csv": spreadsheet, "atom": atom}
