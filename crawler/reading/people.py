"""Everybody whom a page names for its article: credits with their roles, and who of them wrote it.

JSON-LD and meta names are claims of a template: the house itself, a name with its degrees, several names in one, and on
some portals the editor on duty. What the page prints decides where it prints names.
"""

import re
from dataclasses import dataclass, field

from crawler.reading import credits, provenance
from crawler.reading.inlinecredits import inline
from crawler.reading.items import Credit
from crawler.reading.reading import Reading
from crawler.rules.credit_words import NOT_A_NAME
from crawler.rules.han import both_scripts

_AUTHOR_ROLES = re.compile(r"记者|記者|作者|撰文|通讯员|通訊員|文$|特约")
_HANDLE = re.compile(r"https?://|@|www\.|^\d+$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_APART = re.compile(r"\s*[,;]\s+(?:and\s+|und\s+)?|\s+(?:and|und|et|y|&)\s+")
_NICKNAME = re.compile(r"\s[\"“”'‘’][^\"“”]{1,20}[\"“”'‘’](?=\s)")
_NOBODY = re.compile(
    rf"{both_scripts(NOT_A_NAME)}|[，。]|——|^(?:administrator|editor|redaktion|webmaster|root|user)$", re.I
)
#: What stands behind a name: degrees, an address of the house.
_BEHIND = re.compile(r"(?:[A-Z]\.?){2,5}|Ph\.?D\.?|M\.?D\.?|[\w-]+\.(?:com|org|net|de|co\.uk|lt)", re.I)
_DEGREES = re.compile(r"(?:\s+(?:MS|MA|MD|BA|RN|RD|RDN|LD|JD|MPH|PhD|Ph\.D\.|M\.D\.))+$")
#: More claimed authors are a list of something else.
MOST_AUTHORS = 50
_PERSON = re.compile(r"[^\W\d_][\w.’'-]*(?:\s[^\W\d_][\w.’'-]*){1,3}")


@dataclass(slots=True)
class People:
    """Everybody the page names for its article, and the source it gives."""

    credits: list[Credit] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    source: str = ""


def people(reading: Reading) -> People:
    """Credits, authors and source from the lines around the body, then from the head's claims."""
    found = People()
    body = reading.trimmer.body
    kept, last = set(body), {*body[:1], *body[-2:]}
    end = max(body, default=-1)
    for number in range(reading.area.start, reading.area.end):
        if number in last:
            _add(found, inline(reading.trimmer.text(number)))
        elif number not in kept and number != reading.area.title:
            text = reading.text(number)
            # By-lines in letters behind the text are those of other articles when this one has its own above.
            others = number > end >= 0 and bool(found.authors) and not _HAN.search(text)
            _add(found, credits.parse(text), authors=not others)
    for line in reading.trimmer.tails:
        _add(found, credits.parse(line.text))
    found.source = provenance.source(reading, found.source)
    found.authors = _authors(reading, found)
    return found


def _add(found: People, parsed: credits.Parsed, authors: bool = True) -> None:
    found.credits.extend(credit for credit in parsed.credits if credit not in found.credits)
    found.authors.extend(name for name in parsed.authors if authors and name not in found.authors)
    found.source = found.source or parsed.source


def _authors(reading: Reading, found: People) -> list[str]:
    """Printed names where the claimed ones are a house's or stand nowhere on a Chinese page; else claims, then print."""
    persons, houses = _claimed(reading)
    printed = found.authors or [credit.name for credit in found.credits if _AUTHOR_ROLES.search(credit.role)]
    if persons and not printed and _is_printed(reading, persons):
        return persons
    printed = printed or _in_byline_box(reading)
    if printed and any(map(_HAN.search, printed)) and not _is_printed(reading, persons):
        persons = []
    return list(dict.fromkeys(persons or printed or _meta_author(reading, bool(houses)) or houses))


def _claimed(reading: Reading) -> tuple[list[str], list[str]]:
    """The persons and the houses that JSON-LD names as authors."""
    site = reading.data.first("site")
    persons: list[str] = []
    houses: list[str] = []
    for claim, is_house in reading.data.ld_authors()[:MOST_AUTHORS]:
        name = claim.partition("|")[0].strip().removeprefix("By ")
        if not name or _HANDLE.search(name) or _NOBODY.search(_NICKNAME.sub("", name)):
            continue
        if is_house or name == site or name[0] == ",":
            houses.append(name.strip(" ,"))
        else:
            persons += apart(name)
    return persons, houses


def apart(name: str) -> list[str]:
    """The persons in one claimed name: several joined by commas or „and“, degrees and the house's address off."""
    parts = [_DEGREES.sub("", part.strip()) for part in _APART.split(name)]
    parts = [part for part in parts if part and not _BEHIND.fullmatch(part)]
    return parts if parts and all(_PERSON.fullmatch(part) for part in parts) else [_DEGREES.sub("", name)]


def _is_printed(reading: Reading, names: list[str]) -> bool:
    lines = reading.lines.lines[reading.area.start : reading.area.end]
    return any(name in line.text for name in names for line in lines)


def _in_byline_box(reading: Reading) -> list[str]:
    """A bare name in a box that calls itself the by-line, between headline and text."""
    for number in range(max(reading.headline.line, reading.area.start) + 1, reading.first_body):
        block = reading.lines.lines[number].block
        boxed = reading.lines.blocks[block].kind == "byline" and not reading.foreign[block]
        if boxed and (names := credits.bare_names(reading.text(number))):
            return list(names)
    return []


def _meta_author(reading: Reading, only_persons: bool) -> list[str]:
    """The author that a meta tag names, if it is a name; beside a house in JSON-LD it must be another's."""
    for claim in reading.data.meta.get("author", ()):
        if claim and len(claim) < 60 and not _HANDLE.search(claim) and not _NOBODY.search(claim):
            return apart(claim) if not only_persons or claim != reading.data.first("site") else []
    return []
