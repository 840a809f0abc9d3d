"""``citydesk show``: one article with its copies, related stories, versions, addresses and stripped lines."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from crawler.actions.reading_command import opened, refuse_terminal, wanted
from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from crawler.output.saying import safe, say_json
from crawler.output.terminal import Terminal, indented
from crawler.reading.items import LedgerLine
from crawler.storage.catalogue import Catalogue
from crawler.storage.changes import Passage, Piece, changes, passages
from crawler.storage.packing import DamagedPage
from crawler.storage.readers import Row

_FIELDS = ("url", "portal", "published_at", "modified_at", "section", "source", "language", "breadcrumbs", "authors", "credits",
           "tags", "flags", "first_seen_at", "last_seen_at", "gone_at")  # fmt: skip
_COPY = ("id", "portal", "url", "title", "published_at", "is_canonical")
_STYLES = {"same": "", "old": "red strike", "new": "green"}
_BRACKETS = {"same": ("", ""), "old": ("[-", "-]"), "new": ("{+", "+}")}


@dataclass(frozen=True, slots=True)
class Version:
    """A text of the article; ``seen_at``: when the portal was first seen to show it."""

    revision: int
    seen_at: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Step:
    """What changed from the version before to ``revision``."""

    revision: int
    seen_at: str
    title: tuple[Piece, ...]
    body: tuple[Passage, ...]


def show(
    given: str,
    db: str,
    *,
    diff: bool = False,
    revision: int | None = None,
    as_json: bool = False,
    console: Console | None = None,
) -> None:
    """Prints all that is known of the article with the number ``given``. Raises ``OneLine``."""
    console = console or Terminal()
    with opened(db) as store:
        row = wanted(store, given)
        versions = _versions(store, row)
        chosen = _chosen(versions, revision)
        known = _known(store, row)
        removed = store.removed(row["id"], chosen.revision)
    steps = [step for step in _steps(versions) if revision in (None, step.revision)] if diff else []
    if as_json:
        lines = [{"position": line.position, "rule": line.rule, "text": line.text} for line in removed]
        text = {"title": chosen.title, "body": chosen.body, "revision": chosen.revision}
        told = {**row, **text, **known, "versions": [asdict(version) for version in versions], "removed": lines}
        say_json({**told, **({"changes": [asdict(step) for step in steps]} if diff else {})})
    elif diff:
        _show_steps(console, chosen, steps)
    else:
        _show_article(console, row, chosen)
        _show_known(console, row, known, versions, removed)


def show_html(given: str, db: str, revision: int | None = None) -> None:
    """Writes the kept page of the article with the number ``given``, byte for byte; several one after the other.

    Raises ``OneLine``.
    """
    with opened(db) as store:
        row = wanted(store, given)
        chosen = _chosen(_versions(store, row), revision)
        try:
            pages = store.pages_of(row["id"], chosen.revision)
        except DamagedPage as damage:
            raise OneLine(str(damage), ExitCode.SOME_FAILED) from None
    if not pages:
        raise OneLine(
            f"no page of article {row['id']}, revision {chosen.revision}, is kept: look at its address {row['url']}",
            ExitCode.WRONG_USE,
        )
    refuse_terminal("--html")
    for page in pages:
        click.echo(page.body, nl=False)


def _versions(store: Catalogue, row: Row) -> list[Version]:
    """All texts of an article, oldest first; the last is the one of today."""
    earlier = [
        Version(old["revision"], old["seen_at"], old["title"], old["body"]) for old in store.revisions(row["id"])
    ]
    return [*earlier, Version(row["revision"], row["last_changed_at"], row["title"], row["body"])]


def _chosen(versions: Sequence[Version], revision: int | None) -> Version:
    if revision is None:
        return versions[-1]
    for version in versions:
        if version.revision == revision:
            return version
    there = ", ".join(str(version.revision) for version in versions)
    raise OneLine(f"the article has no revision {revision}: it has {there}", ExitCode.WRONG_USE)


def _known(store: Catalogue, row: Row) -> dict[str, list[dict[str, Any]]]:
    """The article's neighbours: copies, related stories, addresses."""
    number = row["id"]
    copies = [{name: copy[name] for name in _COPY} for copy in store.story(row["story_id"]) if copy["id"] != number]
    related = []
    for pair in store.related(number):
        other = pair["other_id"] if pair["article_id"] == number else pair["article_id"]
        about = store.article(other) or {}
        place = {name: about.get(name) for name in ("portal", "url", "title", "published_at")}
        related.append({"id": other, "kind": pair["kind"], "scores": pair["scores"], **place})
    return {"copies": copies, "related": related, "sightings": store.sightings(number)}


def _steps(versions: Sequence[Version]) -> list[Step]:
    return [
        Step(
            after.revision,
            after.seen_at,
            tuple(changes(before.title, after.title)) if before.title != after.title else (),
            tuple(passages(before.body, after.body)),
        )
        for before, after in pairwise(versions)
    ]


def _show_article(console: Console, row: Row, version: Version) -> None:
    indented(console, Text(safe(version.title) or "-", style="bold"), 0)
    for name in _FIELDS:
        if value := _value(row[name]):
            indented(console, Text(value), Text(f"{name:<14}", style="dim"))
    console.print()
    for paragraph in version.body.split("\n"):
        indented(console, Text(safe(paragraph)), 0)


def _value(value: str | list[Any] | None) -> str:
    if not isinstance(value, list):
        return safe(value or "")
    parts = (f"{part['role']}:{part['name']}" if isinstance(part, dict) else str(part) for part in value)
    return safe(", ".join(parts))


def _show_known(
    console: Console,
    row: Row,
    known: dict[str, list[dict[str, Any]]],
    versions: Sequence[Version],
    removed: Sequence[LedgerLine],
) -> None:
    best = "this one" if row["is_canonical"] else "another one"
    _section(
        console,
        f"Copies of story {row['story_id']} (the best is {best})",
        [(copy["id"], _place(copy)) for copy in known["copies"]],
    )
    _section(
        console, "Related, not the same", [(pair["id"], f"{pair['kind']}  {_place(pair)}") for pair in known["related"]]
    )
    seen = [(version.revision, f"{version.seen_at}  {version.title}") for version in versions]
    _section(console, f"Versions (what changed: citydesk show {row['id']} --diff)", seen if len(seen) > 1 else [])
    _section(console, "Addresses that led here", [(way["status"], way["url"]) for way in known["sightings"]])
    _section(
        console,
        "Stripped from the page, and by which rule",
        [(line.position, f"{line.rule}  {line.text}") for line in removed],
    )


def _place(row: dict[str, Any]) -> str:
    return "  ".join(str(row[name]) for name in ("portal", "published_at", "title", "url") if row[name])


def _section(console: Console, heading: str, lines: Sequence[tuple[int, str]]) -> None:
    if lines:
        console.print(Text(f"\n{heading}", style="bold"))
    for number, text in lines:
        indented(console, Text(safe(text)), Text(f"{number:>6}  ", style="cyan"))


def _show_steps(console: Console, chosen: Version, steps: Sequence[Step]) -> None:
    if not steps:
        what = "this is the first version" if chosen.revision > 1 else "the article never changed"
        console.print(Text(f"Nothing to compare: {what}."))
    for step in steps:
        console.print(Text(f"Revision {step.revision}, seen {step.seen_at}", style="bold"))
        if step.title:
            indented(console, _coloured(console, step.title), Text("title  ", style="dim"))
        for passage in step.body:
            if passage.skipped:
                console.print(Text(f"({passage.skipped} unchanged)", style="dim"))
            for line in _coloured(console, passage.pieces).split("\n"):
                indented(console, line, 0)
        console.print()


def _coloured(console: Console, pieces: Sequence[Piece]) -> Text:
    """The pieces, coloured where colours are shown and in brackets where not."""
    colours = console.is_terminal and console.color_system is not None and not console.no_color
    text = Text()
    for kind, piece in pieces:
        opening, closing = ("", "") if colours else _BRACKETS[kind]
        lines = (f"{opening}{safe(line)}{closing}" if line else "" for line in piece.split("\n"))
        text.append("\n".join(lines), _STYLES[kind] if colours else "")
    return text
