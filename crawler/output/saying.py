"""Text of others in what this project says: made harmless for terminals and logs, in one place.

Titles, addresses, headers and messages of errors are written by portals. Whatever prints calls :func:`say`,
:func:`say_json` or, for colours, :class:`crawler.output.terminal.Terminal`; the log is guarded by :func:`guard_logs`.
"""

import json
import logging
import re
import sys
from typing import Any

# What a page may not do to a terminal: control characters, marks that turn the direction of the text, half surrogate
# pairs, which no terminal's charset can take.
_STEERING = "\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_CONTROL = re.compile(f"[\n{_STEERING}]")
_CONTROL_IN_LINES = re.compile(f"[{_STEERING}]")


def safe(text: str) -> str:
    """``text`` with � for each character that would steer the terminal; its length stays the same."""
    return _CONTROL.sub("�", text)


def safe_lines(text: str) -> str:
    """The same for a text of several lines."""
    return _CONTROL_IN_LINES.sub("�", text)


def say(line: str, *, to_stderr: bool = False) -> None:
    """Prints one line, whatever is in it."""
    print(safe(line), file=sys.stderr if to_stderr else sys.stdout, flush=True)


def as_json(value: Any, indent: int | None = None) -> str:
    """A value as JSON in which what would steer is escaped; what JSON has no word for is told as text."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _CONTROL_IN_LINES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def say_json(value: Any, indent: int | None = None) -> None:
    """Prints a value as JSON: the same value to whoever reads it, and harmless to whoever looks at it."""
    print(as_json(value, indent))


class _SafeFormatter(logging.Formatter):
    """Another formatter's lines, made safe; what follows the first is set in, so that none looks like a record."""

    is_safe = True

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """The record as the other formatter writes it."""
        return safe_lines(self._inner.format(record).replace("\n", "\n    "))


def guard_logs() -> None:
    """Makes what the log's handlers write safe; doing so twice is doing it once."""
    for handler in logging.root.handlers:
        if not getattr(handler.formatter, "is_safe", False):
            handler.setFormatter(_SafeFormatter(handler.formatter or logging.Formatter()))
