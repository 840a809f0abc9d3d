"""An article as the values of its database row, and which of two versions is the better text."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from crawler.copies.fingerprint import encode, shingle_hashes
from crawler.discovery.urls import canonical_url
from crawler.network.cutoff import CUT_OFF
from crawler.reading.items import Article
from crawler.reading.joining import INCOMPLETE
from crawler.reading.pretenders import tells_date

# The columns that describe a text: a change in them alone is no revision.
DETAILS = (
    *("published_at", "modified_at", "section", "source", "language", "layout"),
    *("breadcrumbs", "authors", "credits", "tags", "images", "flags"),
)
SHRUNK = 0.3  # a version with less than this share of the stored text is looked at closely
#: A portal that cuts an article leaves words of it: of what is left, 1.0 stood there before, with a clause added .8. Of
#: walls, notices, menus and lists of other articles in its place less than .1 does.
LEFT_OVER = 0.5
TEASER = 0.5  # less than this share of a text, and of that only the beginning, is no version of it
ANOTHER = 0.1  # less than this share is left of no text that was only rewritten
PAGE_LOST = 0.9  # without one of its pages an article has less than this share of the text that was stored with it
REFUSED = "refused"  # the flag of an article whose page shows something worse than what is stored
#: What neither a reader sees nor a script needs, and what steers whoever shows it; U+0085, U+2028 and U+2029 end lines.
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]")
_BROKEN = "mojibake"  # characters were lost
_MENDED = frozenset(("mended", "pinyin-notes"))  # characters were guessed back, or notes taken out


@dataclass(frozen=True, slots=True)
class Seen:
    """When a version was seen: the address for the first and for the last time, and this text for the first time."""

    first: str
    last: str
    changed: str
    #: Seen by a crawl just now: newer than all that is stored, even where a wrong clock has stored later times.
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one version; ``details`` stand in the order of :data:`DETAILS`, where None is "not found".

    ``removed`` holds position, rule and text of each stripped line; ``damage`` is 0 (none), 1 (mended) or 2 (broken).
    """

    url: str
    portal: str
    title: str
    body: str
    content_hash: str
    published_unix: int | None
    details: tuple[str | None, ...]
    damage: int
    removed: tuple[tuple[int, str, str], ...]
    rules: str | None = None

    @classmethod
    def of(cls, article: Article, content_hash: str) -> Self:
        """The row of an article."""
        texts = (
            *(article.published_at, article.modified_at, article.section),
            *(article.source, article.language, article.layout),
        )
        lists: tuple[Sequence[object], ...] = (
            *(article.breadcrumbs, article.authors),
            [{"role": _line(credit.role), "name": _line(credit.name)} for credit in article.credits],
            article.tags,
            [{"url": _line(image.url), "caption": _line(image.caption)} for image in article.images],
            article.flags,
        )
        return cls(
            url=_line(article.url),
            portal=_line(article.portal),
            title=_line(article.title),
            body=storable(article.body),
            content_hash=content_hash,
            published_unix=unix_time(article.published_at),
            details=(*(_line(text) or None for text in texts), *map(_json, lists)),
            damage=damage(article.flags),
            removed=tuple((line.position, line.rule, _line(line.text)) for line in article.removed),
            rules=article.rules or None,
        )


def part_addresses(article: Article) -> list[str]:
    """The addresses, other than its own, of the pages that an article over several pages was read from."""
    own = {article.url, article.fetched_url}
    urls = (storable(canonical_url(page.url)) for page in article.pages if page.url not in own)
    return [url for url in dict.fromkeys(urls) if url not in own]


def storable(text: str) -> str:
    """``text`` as it may be stored, its paragraphs apart; cleaning twice is cleaning once.

    Gone are control characters, marks that turn the direction of the text around, and numbers that Unicode keeps free
    of characters. Half surrogate pairs, which JSON can carry into Python and UTF-8 cannot take, become U+FFFD. Joiners
    stay, which scripts of India and Arabic need.
    """
    if _STEERING.search(text):
        text = _STEERING.sub(lambda found: " " if found[0].isspace() else "", text)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _line(text: str) -> str:
    """The same for a text of one line."""
    return storable(text.replace("\n", " "))


def unix_time(moment: str) -> int | None:
    """Seconds since 1970 of an ISO 8601 time; without offset it is taken as UTC, None when it is no time at all."""
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return int((parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp())


def damage(flags: Sequence[str]) -> int:
    """How much the characters of a text suffered: 0 not at all, 1 mended, 2 some are lost."""
    if _BROKEN in flags:
        return 2
    return int(not _MENDED.isdisjoint(flags))


def refusal(new: Row, body: str, content_hash: str, old_damage: int, published_at: str | None = None) -> str:
    """Why ``new`` must not replace the stored text (published at ``published_at``, where that counts), or "" when it may.

    A page that was emptied, cut off, lacks a later page, was put behind a wall, or sent in a wrong charset is worse than what is
    stored. So is a text that has nothing of the stored one and has lost its date as well: a notice, in words that no rule knows.
    """
    if not body:
        return ""
    if not new.body.strip():
        return "empty"
    if len(new.body) < SHRUNK * len(body) and (new.damage or _left_over(new.body, body) < LEFT_OVER):
        return "shrunk"
    flags = json.loads(new.details[-1] or "[]")
    lost = tells_date(published_at or "", new.url) and not tells_date(new.details[0] or "", new.url)
    if lost and _left_over(new.body, body) < ANOTHER:
        return "another"
    if len(new.body) < PAGE_LOST * len(body) and INCOMPLETE in flags:
        return "incomplete"
    if len(new.body) < len(body) and CUT_OFF in flags:
        return "cut off"
    if new.damage > old_damage and (new.damage == 2 or new.content_hash == content_hash):
        return "damaged"
    return ""


def is_teaser(new: str, old: str) -> bool:
    """Whether a page shows less than half of the stored text, and of that only the beginning, as many walls do.

    The last line does not count where there are several: it may offer the rest.
    """
    lines = new.split("\n")
    start = "".join("".join(lines[: max(1, len(lines) - 1)]).split()).rstrip(".…。")
    return len(start) < TEASER * len(old) and "".join(old.split()).startswith(start)


def flagged(flags: str) -> str:
    """The flags (JSON text) of an article whose page was refused."""
    return _json(list(dict.fromkeys([*json.loads(flags), REFUSED])))


def kept_flag(known: str | None, flags: str | None) -> str | None:
    """The flags of another reading of a kept page: that the portal shows something worse since is as true as before."""
    return flagged(flags or "[]") if REFUSED in json.loads(known or "[]") else flags


def _left_over(new: str, old: str) -> float:
    """The share of the shingles of a short text that stand in a long one."""
    found = set(shingle_hashes(encode(new)))
    return len(found & set(shingle_hashes(encode(old)))) / max(len(found), 1)


def refreshed(old: Sequence[str | None], new: Sequence[str | None]) -> tuple[str | None, ...]:
    """The details of an unchanged text seen again: what was found this time, else what was known before.

    The flags (the last) are always those of the latest page.
    """
    kept = (after if after not in (None, "[]") else before for before, after in zip(old[:-1], new[:-1], strict=True))
    return (*kept, new[-1])


def _json(values: Sequence[object]) -> str:
    clean = [_line(value) if isinstance(value, str) else value for value in values]
    return storable(json.dumps(clean, ensure_ascii=False)) if values else "[]"
