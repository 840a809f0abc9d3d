"""Which line of which file an error came from: that of the portal's module where it had a part in it, else our own."""

import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from os.path import abspath
from pathlib import Path

import crawler
from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import NamedProblem

_CRAWLER = str(Path(crawler.__file__).parent)
#: Not all that lies in the checkout: the libraries of a .venv in it are not ours.
_OURS = tuple(str(Path(_CRAWLER).with_name(package)) for package in ("crawler", "spiders", "pipelines"))
_LONGEST = 300  # characters of a line on stderr: exceptions may quote a whole page


def line_in(error: BaseException, path: str | Path) -> int:
    """The line of the file ``path`` where ``error`` was raised or passed last; 0 when the file had no part in it."""
    path = abspath(path)  # a folder of modules may be named relative to the present one
    if isinstance(error, SyntaxError) and error.filename and abspath(error.filename) == path:
        return error.lineno or 0
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno or 0 for frame in frames if abspath(frame.filename) == path]
    return lines[-1] if lines else 0


def in_words(error: BaseException) -> str:
    """Kind and message of an error in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")[:_LONGEST]


def blame(error: BaseException | None, paths: Iterable[str] = ()) -> str:
    """An error in one line, with the place in one of ``paths``, the files of a portal, or else in our code.

    Without either (an error from a library, called by a library) it is the innermost frame.
    """
    if error is None:
        return "unknown"
    for path in paths:
        if line := line_in(error, path):
            return f"portal module {path}, line {line}: {in_words(error)}"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(_OURS)] or list(frames)
    return f"{Path(own[-1].filename).name}, line {own[-1].lineno}: {in_words(error)}" if own else in_words(error)


class PageProblem(NamedProblem):
    """Extraction raised on a page; the message names the place. It is one page's fault: nothing else is told by it."""

    code = ExitCode.SOME_FAILED


@contextmanager
def blaming(kind: type) -> Iterator[None]:
    """Whatever a portal of this class raises on a page comes as a :class:`PageProblem`."""
    try:
        yield
    except Exception as error:
        raise PageProblem(f"the page cannot be read, {blame(error, files_of(kind))}") from error


def files_of(kind: type) -> list[str]:
    """The files in which a class and its bases are written, the class's own first."""
    modules = [sys.modules.get(base.__module__) for base in kind.__mro__]
    return [path for module in modules if (path := getattr(module, "__file__", None)) and not path.startswith(_CRAWLER)]
