"""Imports the files of portal modules one by one: one that is broken is named with file and line, the others are there."""

import importlib
import importlib.util
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

from crawler.crawling.blame import in_words, line_in
from crawler.output.problems import NamedProblem

REMEDY = "correct it, or put _ before its name to leave it out"
#: How a module says its portal's name. It is read from the text, since a module that cannot be loaded says nothing.
_NAME = re.compile(r"""^[ \t]+name[ \t]*(?::[ \t]*str[ \t]*)?=[ \t]*["']([^"'\n]{1,200})["']""", re.M)


class NoFolder(NamedProblem):
    """The folder of portal modules that the operator named does not exist."""


class BrokenPortal(NamedProblem):
    """A portal module cannot be used; the message names file, line, cause and remedy.

    ``names`` are those under which an operator may know the portal: that of the file, and those written in it;
    ``portal`` is the likeliest. ``where`` is the file.
    """

    def __init__(self, message: str, path: Path | None = None, portal: str = "") -> None:
        super().__init__(message)
        self.where = str(path or "")
        written = _names_in(path) if path else []
        self.names = frozenset((path.stem, *written) if path else ())
        self.portal = portal or (written[0] if len(written) == 1 else path.stem if path else "")

    @classmethod
    def of(cls, path: Path, cause: BaseException | str, line: int = 0) -> "BrokenPortal":
        """The problem of one module: what was raised, or what is wrong with it."""
        words = cause if isinstance(cause, str) else in_words(cause)
        line = line or (0 if isinstance(cause, str) else line_in(cause, path))
        place = f"line {line}; " if line else ""
        return cls(f"portal module {path} cannot be loaded: {words} ({place}{REMEDY})", path)


def _names_in(path: Path) -> list[str]:
    try:
        return _NAME.findall(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return []  # it cannot be read, which is what is wrong with it


#: A file with what came of it.
Loaded = tuple[Path, ModuleType | BrokenPortal]


def folder_files(folder: str) -> Iterator[Loaded]:
    """Every ``*.py`` of a folder, in the order of their names. Raises :class:`NoFolder`."""
    if not folder:
        return
    if not Path(folder).is_dir():
        raise NoFolder(f"portal folder {folder} does not exist: make it, or name another with --portals DIR")
    for path in sorted(Path(folder).glob("*.py")):
        if not path.name.startswith("_"):
            yield path, _tried(path, partial(_load_file, path))


def package_files(name: str) -> Iterator[Loaded]:
    """A package (or a module) and all that is in it. Raises what the package itself raises."""
    package = importlib.import_module(name)
    yield Path(package.__file__ or name), package
    for found in pkgutil.iter_modules(getattr(package, "__path__", ())):
        full = f"{name}.{found.name}"
        spec = importlib.util.find_spec(full)
        path = Path(spec.origin if spec and spec.origin else f"{found.name}.py")
        if found.ispkg:
            yield from package_files(full)
        else:
            yield path, _tried(path, partial(importlib.import_module, full))


def _tried(path: Path, load: Callable[[], ModuleType]) -> ModuleType | BrokenPortal:
    try:
        return _named(path, load)
    except BrokenPortal as broken:
        return broken


def _named(path: Path, load: Callable[[], ModuleType]) -> ModuleType:
    try:
        return load()
    except (Exception, SystemExit) as error:  # the module is somebody's script: it may do anything
        raise BrokenPortal.of(path, error) from error


def _load_file(path: Path) -> ModuleType:
    name = f"citydesk_portals.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
