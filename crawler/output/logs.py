"""Where a crawl's log goes: stderr, or a file that is rotated; as lines of text or of JSON.

A log line is one line: what pages and servers send stands in it, and must not look like a line of its own.
"""

import fcntl
import logging
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from typing import Any, Literal, get_args

from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from crawler.output.saying import as_json, safe, say

#: What citydesk itself says of a run: how each portal went. It goes to a file, not to stderr, where the report stands.
OWN = "citydesk"
Format = Literal["text", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
#: Marks a record whose message is a finished line of the log, from a process of ``--jobs``.
FINISHED = "finished_line"


class TextLines(logging.Formatter):
    """A line a record; the lines of a traceback are indented, so that none can be taken for a record."""

    is_safe = True

    def __init__(self) -> None:
        super().__init__("%(asctime)s [%(name)s] %(levelname)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        if getattr(record, FINISHED, False):
            return record.getMessage()
        return "\n    ".join(safe(line) for line in super().format(record).split("\n"))


class JsonLines(logging.Formatter):
    """A JSON object a record: time (UTC), level, logger, message; portal, result and traceback where there are any."""

    is_safe = True

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        if getattr(record, FINISHED, False):
            return record.getMessage()
        spider = getattr(record, "spider", None)
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "portal": getattr(record, "portal", "") or getattr(spider, "name", ""),
            "message": record.getMessage(),
            "result": getattr(record, "result", None),
            "traceback": self.formatException(record.exc_info) if record.exc_info else "",
        }
        return as_json({key: value for key, value in told.items() if value})


class SharedRotatingFile(RotatingFileHandler):
    """A rotated file that several crawls may write at once: cron's and one by hand.

    The standard handler would go on writing into a file that another process has renamed, and rename it once more. So
    each record looks whether the name still leads to the open file, and only who has the file's lock renames it.
    """

    _told = False

    def emit(self, record: logging.LogRecord) -> None:
        """Writes a record, into the file that now has the name."""
        with suppress(OSError):
            if self._is_replaced():
                self._reopen()
        super().emit(record)

    def doRollover(self) -> None:
        """Rotates the files, unless another process has just done so."""
        if self.stream is None:
            self.stream = self._open()
        with os.fdopen(os.dup(self.stream.fileno())) as same:
            fcntl.flock(same, fcntl.LOCK_EX)  # waits for a rename or two, never longer
            if self._is_replaced():
                self._reopen()
            else:
                super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:
        """Says once that the log cannot be written; the crawl itself goes on."""
        if not self._told:
            self._told = True
            say(f"citydesk: note: log {self.baseFilename} cannot be written: {sys.exc_info()[1]}", to_stderr=True)

    def _is_replaced(self) -> bool:
        try:
            return self.stream is not None and not os.path.samestat(
                os.fstat(self.stream.fileno()), os.stat(self.baseFilename)
            )
        except FileNotFoundError:
            return True

    def _reopen(self) -> None:
        if self.stream:
            self.stream.close()
        self.stream = self._open()


class _Wanted(logging.Filter):
    """What the level lets through, and all that citydesk itself says."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self.level = level

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= self.level or record.name == OWN


def install(level: str, path: str = "", form: str = "text", size: int = 10 * 2**20, count: int = 5) -> logging.Handler:
    """Sends the log of this process to the file ``path``, or to stderr where none is named; returns the handler.

    The file is renamed to ``path.1`` when it has ``size`` bytes, up to ``path.N`` with N = ``count``. Raises ``OneLine``.
    """
    number = logging.getLevelNamesMapping().get(level.upper())
    if number is None:
        raise OneLine(f"LOG_LEVEL={level} is no level: write ERROR, WARNING, INFO or DEBUG", ExitCode.WRONG_USE)
    if form not in FORMATS:
        raise OneLine(f"--log-format {form} is no format: write text or json", ExitCode.WRONG_USE)
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    if path:
        try:
            handler = SharedRotatingFile(path, maxBytes=size, backupCount=count, encoding="utf-8")
        except OSError as error:
            raise OneLine(
                f"log {path} cannot be written ({error.strerror}): name another file with --log-file",
                ExitCode.WRONG_USE,
            ) from None
        handler.addFilter(_Wanted(number))
    else:
        handler.setLevel(number)
        handler.addFilter(lambda record: record.name != OWN)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.root.addHandler(handler)
    logging.root.setLevel(min(number, logging.INFO) if path else number)
    return handler


def remove(handler: logging.Handler) -> None:
    """Ends the log."""
    logging.root.removeHandler(handler)
    with suppress(OSError):  # a full disk was told when it was met
        handler.close()


def pass_on(line: str) -> None:
    """A line that a process of ``--jobs`` has logged."""
    for handler in logging.root.handlers:
        if isinstance(handler, SharedRotatingFile):
            record = logging.LogRecord(OWN, logging.WARNING, "", 0, line.rstrip("\n"), None, None)
            setattr(record, FINISHED, True)
            handler.handle(record)
            return
    sys.stderr.write(line)
