"""Stored text on a terminal: what it may not do there, and how a place in it is marked."""

import re
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

# What a page may not do to a terminal: control characters, and marks that turn the direction of the text.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """``text`` with � for each character that would steer the terminal; its length stays the same."""
    return _CONTROL.sub("�", text)


def with_marks(text: str, marks: Sequence[tuple[int, int]], style: str) -> Text:
    """``text`` in which the marked places (start, end) are bold."""
    shown = Text(safe(text), style=style)
    for start, end in marks:
        shown.stylize("bold yellow", start, end)
    return shown


def indented(console: Console, text: Text, before: Text | int, lines: int | None = None) -> None:
    """Prints ``text`` in the column after ``before`` (a label, or so many blanks); at most so many ``lines`` of it."""
    label = Text(" " * before) if isinstance(before, int) else before
    shown = text.wrap(console, max(console.width - label.cell_len, 10)) or [Text("")]
    for number, line in enumerate(shown[:lines]):
        line.rstrip()
        console.print(Text.assemble(label if number == 0 else " " * label.cell_len, line), soft_wrap=True)
