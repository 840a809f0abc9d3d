"""Text of others on a terminal: what it may not do there, and how a place in it is marked.

Lines without colours are said by :mod:`crawler.output.saying`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from crawler.output.saying import safe, safe_lines

__all__ = ["Terminal", "indented", "safe", "with_marks"]


class Terminal(Console):
    """A console on which nothing but its own styles can steer; text is no markup, and :smile: no picture."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"highlight": False, "markup": False, "emoji": False, **options})

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What rich makes of a renderable, with the text in it made safe: escape codes are added to that later."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(safe_lines(segment.text), segment.style)


def with_marks(text: str, marks: Sequence[tuple[int, int]], style: str) -> Text:
    """``text`` in which the marked places (start, end) are bold."""
    shown = Text(safe(text), style=style)
    for start, end in marks:
        shown.stylize("bold yellow", start, end)
    return shown


def indented(console: Console, text: Text, before: Text | int) -> None:
    """Prints ``text`` in the column after ``before`` (a label, or so many blanks)."""
    label = Text(" " * before) if isinstance(before, int) else before
    shown = text.wrap(console, max(console.width - label.cell_len, 10)) or [Text("")]
    for number, line in enumerate(shown):
        line.rstrip()
        console.print(Text.assemble(label if number == 0 else " " * label.cell_len, line), soft_wrap=True)
