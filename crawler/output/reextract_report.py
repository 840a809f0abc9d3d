"""What ``citydesk reextract`` prints: a table of portals, lines by rule, and a sample of changed texts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.output.terminal import Terminal
from crawler.storage.extractions import Change, Kind

SAMPLES = 3  # changed articles a portal whose text is shown
NAMED = 10  # refused articles a portal that are named
SHOWN = 12  # rules a portal, those with the most lines
_AROUND = 12  # unchanged characters shown on either side of a change
_KINDS: dict[Kind, str] = {
    "same": "same",
    "text": "text changed",
    "fields": "only fields",
    "lines": "only removed lines",
    "refused": "refused",
    "damaged": "damaged",
    "gone": "gone",
}
_WORD = re.compile(r"[\u3400-\u9fff]|\w+?(?=[\u3400-\u9fff])|\w+|\s+|[^\w\s]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class Tally:
    """What came of the pages of one portal."""

    portal: str
    kinds: Counter[Kind] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    more: Counter[str] = field(default_factory=Counter)
    less: Counter[str] = field(default_factory=Counter)
    samples: list[Change] = field(default_factory=list)
    refused: list[Change] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    def add(self, change: Change) -> None:
        """Counts a page."""
        self.kinds[change.kind] += 1
        if change.kind == "damaged":
            self.damaged.append(change.reason)
        elif change.kind == "refused":
            self.refused += [change][: NAMED - len(self.refused)]
        elif change.kind != "gone":
            self.fields.update(change.fields)
            self.more.update({rule: count for rule, count in change.removed.items() if count > 0})
            self.less.update({rule: -count for rule, count in change.removed.items() if count < 0})
            self.samples += [change][: SAMPLES - len(self.samples)] if change.kind == "text" else []


def show(tallies: Sequence[Tally], dry_run: bool, console: Console | None = None) -> None:
    """Prints the summary."""
    console = console or Terminal()
    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column("portal", overflow="fold")
    for name in ("pages", *_KINDS.values()):
        grid.add_column(name.replace(" ", "\n"), justify="right")  # broken here, so that names of portals stay whole
    for tally in tallies:
        grid.add_row(tally.portal, str(tally.kinds.total()), *(str(tally.kinds[kind]) for kind in _KINDS))
    console.print(grid)
    for tally in tallies:
        _details(tally, console)
    console.print(Text("\nNothing was stored: --dry-run." if dry_run else "", style="dim"), end="\n" if dry_run else "")


def _details(tally: Tally, console: Console) -> None:
    if tally.fields:
        told = ", ".join(f"{name} {count}" for name, count in tally.fields.most_common())
        console.print(Text(f"\n{tally.portal}: fields: {told}"))
    for rule, _ in (tally.more + tally.less).most_common(SHOWN):
        console.print(Text(f"{tally.portal}: removed lines: {rule}: +{tally.more[rule]} -{tally.less[rule]}"))
    for change in tally.refused:
        console.print(Text(f"{tally.portal}: refused: article {change.article_id}: {change.reason}"), soft_wrap=True)
    for change in tally.samples:
        console.print(Text(f"\n{tally.portal}: article {change.article_id}, revision {change.revision}", style="bold"))
        for line in differences("\n".join(change.before), "\n".join(change.after)):
            console.print(line, soft_wrap=True)


def differences(before: str, after: str) -> Iterator[Text]:
    """The places where two texts differ, by words: what went in ``[- -]``, what came in ``{+ +}``, with a little around."""
    words, others = _WORD.findall(before), _WORD.findall(after)
    for kind, a, b, c, d in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        line = Text("  …" + _plain("".join(words[max(0, a - _AROUND) : a])), style="dim")
        for mark, piece, style in (("[-{}-]", "".join(words[a:b]), "red"), ("{{+{}+}}", "".join(others[c:d]), "green")):
            if piece:
                line.append(mark.format(_plain(piece)), style=f"not dim {style}")
        yield line.append(_plain("".join(words[b : b + _AROUND])) + "…")


def _plain(text: str) -> str:
    return _CONTROL.sub("�", text).replace("\n", "¶")
