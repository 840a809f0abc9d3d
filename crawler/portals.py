"""Finds portal modules: those in ``spiders/`` and those in the operator's own folder."""

import difflib
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader


class UnknownPortal(Exception):
    """No portal has this name; the message lists the near ones."""


class BrokenPortal(Exception):
    """A portal module or folder cannot be loaded; the message names file, cause and remedy."""


class PortalLoader(SpiderLoader):
    """Scrapy's spider loader with one more place to look: the folder in ``CITYDESK_PORTALS``."""

    def __init__(self, settings: BaseSettings) -> None:
        self.folder = settings.get("CITYDESK_PORTALS") or os.environ.get("CITYDESK_PORTALS", "")
        super().__init__(settings)

    def _load_all_spiders(self) -> None:
        super()._load_all_spiders()
        for module in load_folder(self.folder):
            self._load_spiders(module)


def load_folder(folder: str) -> Iterator[ModuleType]:
    """Imports every ``*.py`` of a folder as a portal module. Raises :class:`BrokenPortal`."""
    if not folder:
        return
    if not Path(folder).is_dir():
        raise BrokenPortal(f"portal folder {folder} does not exist: make it, or name another with --portals DIR")
    for path in sorted(Path(folder).glob("*.py")):
        if not path.name.startswith("_"):
            yield _load_file(path)


def _load_file(path: Path) -> ModuleType:
    name = f"citydesk_portals.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise BrokenPortal(
            f"portal module {path} cannot be loaded: {type(error).__name__}: {error}"
            f" (correct it, or put _ before its name to leave it out)"
        ) from error
    return module


def suggest(name: str, known: list[str]) -> str:
    """The message for an unknown portal name, with the near ones or all of a short list."""
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or known[:8]
    listed = ", ".join(near) if near else "none is installed"
    return f"no portal is called {name!r}; did you mean: {listed}? A portal without a module is crawled by its address: http://…"
