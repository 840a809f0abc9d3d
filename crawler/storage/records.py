"""Articles as other systems hand them over: one JSON object a line, read into an ``Article`` or refused with a reason.

The body is taken as it is: another system has cut it out already, and what looks like a frame may be its text.
:func:`strip_ends` is for those who know better.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from crawler.discovery.urls import check_url, portal_name
from crawler.reading.dates import iso, parse_iso
from crawler.reading.ends import framed
from crawler.reading.items import Article, Credit, Image, LedgerLine
from crawler.reading.language import detect
from crawler.reading.repair import mend

TEXTS = ("url", "portal", "title", "body", "published_at", "modified_at", "section", "source", "language", "layout")
LISTS = ("breadcrumbs", "authors", "tags", "flags")
#: What ``citydesk export`` writes beside them: the times are taken over, the rest is worked out anew.
TIMES = ("first_seen_at", "last_seen_at", "last_changed_at")
OURS = (
    *("id", "content_hash", "story_id", "is_canonical", "revision", "copy_reason", "copies", "portals"),
    *("extraction", "extracted_at", "rules", "gone_at"),
)
KEYS = frozenset((*TEXTS, *LISTS, *TIMES, *OURS, "credits", "images"))

_DATE = len("2026-11-24")


class BadRecord(ValueError):
    """A line that is no article; the message is the reason."""

    @property
    def kind(self) -> str:
        """What is wrong in a word or two, the same for all lines of the kind: ``no url``, ``published_at``."""
        return re.split(r"[:(]", str(self))[0].strip()


@dataclass(frozen=True, slots=True)
class Record:
    """An article from elsewhere; ``first``, ``last`` and ``changed`` are UTC times or empty, ``unknown`` the keys ignored."""

    article: Article
    first: str = ""
    last: str = ""
    changed: str = ""
    unknown: tuple[str, ...] = ()


def parse(line: bytes) -> Record:
    """The article of one line. Raises :class:`BadRecord` with what is wrong and, where it helps, what is expected."""
    given = _object(line)
    texts = {name: _text(given, name) for name in TEXTS}
    url = texts["url"].strip()
    if not url:
        raise BadRecord("no url")
    if problem := check_url(url):
        raise BadRecord(f"url: {problem}")
    if not texts["body"].strip():
        raise BadRecord("no body")
    fields: dict[str, Any] = {name: text.strip() for name, text in texts.items()}
    fields |= {name: [_plain(item, name) for item in _list(given, name)] for name in LISTS}
    fields |= {name: _date(name, fields[name]) for name in ("published_at", "modified_at")}
    article = Article(**fields | {"body": texts["body"], "portal": fields["portal"] or portal_name(url)})
    article.credits = [_credit(item) for item in _list(given, "credits")]
    article.images = [_image(item) for item in _list(given, "images")]
    article.language = article.language or detect(f"{article.title}\n{article.body}")
    if not article.flags and mend(article.body).flags:
        article.flags = ["mojibake"]  # seen, and left as it is: an undamaged copy is the better one
    first, last, changed = (_moment(name, _text(given, name)) for name in TIMES)
    return Record(article, first, last, changed, tuple(name for name in given if name not in KEYS))


def strip_ends(article: Article) -> tuple[str, list[LedgerLine]]:
    """The body without the lines at both its ends that the line rules know, and those lines."""
    lines = article.body.split("\n")
    rules = framed(lines)
    body = "\n".join(line for number, line in enumerate(lines) if number not in rules)
    return body, [
        LedgerLine(number, lines[number], "removed", rules[number]) for number in sorted(rules) if rules[number]
    ]


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadRecord("not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"no JSON ({error})") from None
    if not isinstance(given, dict):
        raise BadRecord("no JSON object")
    return given


def _text(given: Mapping[str, Any], name: str) -> str:
    return _plain("" if (value := given.get(name)) is None else value, name)


def _plain(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise BadRecord(f"{name}: {_kind(value)} where text is expected")
    return value


def _list(given: Mapping[str, Any], name: str) -> list[Any]:
    """A JSON list, or the text of one, as a table keeps it; a single text is a list of one."""
    value = given.get(name)
    if isinstance(value, str) and value.lstrip()[:1] == "[":
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise BadRecord(f"{name}: a list that is cut off or no JSON") from None
    if isinstance(value, str):
        value = [value] if value.strip() else []
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadRecord(f"{name}: {_kind(value)} where a list is expected")
    return value


def _credit(item: Any) -> Credit:
    return Credit(*_members(item, "credits", "role", "name"))


def _image(item: Any) -> Image:
    return Image(*_members(item, "images", "url", "caption"))


def _members(item: Any, name: str, *keys: str) -> list[str]:
    if not isinstance(item, dict):
        raise BadRecord(f"{name}: {_kind(item)} where an object with {' and '.join(keys)} is expected")
    return [_text(item, key) for key in keys]


def _date(name: str, text: str) -> str:
    """ISO 8601: the day alone when no more was given. A date that no news can be of is refused."""
    if not text:
        return ""
    try:
        when = parse_iso(text)
    except (ValueError, OverflowError):
        when = None
    if when is None:
        raise BadRecord(f"{name}: {text[:40]!r} is no date, write 2026-11-24T08:30:00+08:00")
    if when.year > datetime.now(UTC).year + 1:
        raise BadRecord(f"{name}: {text[:40]!r} lies in the future")
    moment = iso(when)
    return moment[:_DATE] if text == moment[:_DATE] else moment


def _moment(name: str, text: str) -> str:
    """A time of ours, in UTC to the second, as the store compares them."""
    if not _date(name, text):
        return ""
    when = parse_iso(text)
    assert when is not None
    return iso(when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC))


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), "null")
