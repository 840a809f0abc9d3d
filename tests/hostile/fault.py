"""What a fault is: what the server does, where, and what a crawl must make of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests.hostile.server import Ask, Host, Wire

#: Where the fault is met. ``front`` is the portal's front page; ``article`` two pages: one new, and one that was good before.
Place = Literal["article", "front", "list", "feed", "sitemap", "robots"]


@dataclass
class Scene:
    """What a fault's server may use: its own portal, a host that is none of the portal's, and the phase of the test."""

    host: Host
    other: Host
    number: int
    bad: bool = False


@dataclass
class Found:
    """What a crawl made of one fault's portal: its line of ``--json``, and the rows it left by path."""

    scene: Scene
    database: Path
    result: dict[str, Any]
    articles: dict[str, dict[str, Any]]
    before: dict[str, dict[str, Any]]
    skipped: dict[str, str]
    texts: dict[str, set[str]]
    seconds: float


#: More that must hold, for what ``Expected`` has no word for: returns what is wrong, one line each.
Check = Callable[[Found], list[str]]


@dataclass(frozen=True)
class Expected:
    """What must come of a fault.

    ``reason``: its pages are skipped for it. ``stored``: they are articles, whose title and text hold all of ``says`` and
    nothing of ``lacks``. ``verdict``, ``problem`` and ``refused`` stand in the run's result. ``never``: parts of paths
    that may not be asked for. ``most``: how often one page of the fault may be asked for in one run. ``good``: articles
    beside it are all stored. No request ever reaches the other host unless ``leaves`` says so.
    """

    reason: str = ""
    stored: bool = False
    says: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    verdict: str = "ok"
    problem: str = ""
    refused: str = ""
    never: tuple[str, ...] = ()
    most: int = 0
    good: bool = True
    leaves: bool = False
    check: Check | None = None
    also: str = ""  # what ``check`` holds, in words, for the table

    def words(self) -> str:
        """The outcome in words, for the table of all faults."""
        parts = [f"skipped as `{self.reason}`"] if self.reason else ["stored"] if self.stored else []
        parts += [f"flag `{flag}`" for flag in self.flags]
        parts += [f"links refused as `{self.refused}`"] if self.refused else []
        parts += [f"named in `problems`: {self.problem}"] if self.problem else []
        parts += [f"verdict `{self.verdict}`"] if self.verdict != "ok" else []
        parts += [self.also] if self.also else []
        return ", ".join(parts) or "no harm: all articles are stored"


@dataclass(frozen=True)
class Fault:
    """One fault. ``serve`` answers for its place, and for paths below ``/x/``, which are its own.

    ``what`` is one line for the table: what the server does.
    """

    id: str
    what: str
    serve: Callable[[Wire, Ask, Scene], None]
    expected: Expected
    place: Place = "article"


@dataclass(frozen=True)
class Family:
    """The faults of one module, the settings of their crawls, and a line on what they have in common.

    ``seconds`` bounds the crawl of all of them together.
    """

    name: str
    about: str
    faults: tuple[Fault, ...]
    settings: dict[str, str] = field(default_factory=dict)
    seconds: float = 60.0
