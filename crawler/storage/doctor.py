"""``citydesk doctor``: runs the registered checks over a file, and mends what can be mended.

Nothing here changes a text. What a crawl writes meanwhile is no finding: each check looks again before it tells.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from crawler import checks
from crawler.checks.registry import Check, Finding, registered
from crawler.checks.ward import Ward
from crawler.monitoring.outcome import ExitCode
from crawler.storage.database import DatabaseProblem, connect, connect_reader, naming_problems
from crawler.storage.schema import VERSION, is_current, migrate, require_ours
from crawler.storage.store import Store

__all__ = ["CURRENT", "Report", "Result", "checks", "examine"]

#: Told the check that runs, and how far it is.
Tick = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What one check came to; ``mended``: it had found something, and does no more. ``error``: why mending failed."""

    check: Check
    finding: Finding
    mended: bool = False
    error: str = ""

    @property
    def sound(self) -> bool:
        """Whether all is well now."""
        return self.mended or not self.finding.count

    @property
    def mendable(self) -> bool:
        """Whether ``--mend`` would help."""
        return bool(self.check.mend) and not self.finding.beyond_repair and not self.error


@dataclass(slots=True)
class Report:
    """All results, in order. ``tables``: after damage, the rows of each table that can still be read, and whether all."""

    path: str
    results: list[Result] = field(default_factory=list)
    tables: dict[str, tuple[int, bool]] = field(default_factory=dict)

    @property
    def code(self) -> ExitCode:
        """0 sound, 1 something to be mended, 4 damage that cannot be mended."""
        wrong = [result for result in self.results if not result.sound]
        if not wrong:
            return ExitCode.DONE
        return ExitCode.SOME_FAILED if all(result.mendable for result in wrong) else ExitCode.DATABASE


def examine(path: str | Path, *, mend: bool = False, quick: bool = False, tick: Tick | None = None) -> Report:
    """Check the database at ``path``; with ``mend`` also put right what is wrong.

    ``quick`` leaves out the checks that read every text. Raises :class:`DatabaseProblem` when the file cannot be opened,
    is not ours or newer.
    """
    report = Report(str(path))
    opened = connect(path, create=False, checked=False).conn if mend else connect_reader(path, checked=False)
    with closing(opened) as connection:
        with naming_problems(path):
            require_ours(connection, path)
        store = Store(connection, path)
        try:
            for result in _results(store, mend, quick, tick or (lambda *_: None)):
                report.results.append(result)
        except DatabaseProblem as problem:
            if getattr(problem.__cause__, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            report.results.append(Result(_FILE, Finding(1, (str(problem.__cause__),), beyond_repair=True)))
        if any(result.check.id == _FILE.id and not result.sound for result in report.results):
            report.tables = dict(_readable(connection))
    return report


def _results(store: Store, mend: bool, quick: bool, tick: Tick) -> Iterator[Result]:
    current = is_current(store.connection)
    if not current and mend:
        migrate(store._db, store.path)
    for check in registered():
        if check.slow and quick:
            continue
        tick(check.id, "")
        ward = Ward(store, quick=quick, tick=lambda where, id_=check.id: tick(id_, where))  # type: ignore[misc]
        result = _run(check, ward, mend)
        yield result
        if (
            check.id in ("file.integrity", "file.references", "schema.tables")
            and not result.sound
            and not result.mendable
        ):
            return  # what stands in damaged or missing tables cannot be asked
        if check.id == _FILE.id and not current:
            older = Finding(1, (f"the file is of an older version, this one is {VERSION}",), beyond_repair=False)
            yield Result(CURRENT, older, mended=mend)
            if not mend:
                return


def _run(check: Check, ward: Ward, mend: bool) -> Result:
    finding = check.find(ward)
    if not finding.count or not mend or check.mend is None or finding.beyond_repair:
        return Result(check, finding)
    try:
        check.mend(ward)
    except sqlite3.Error as error:
        return Result(check, finding, error=str(error))
    after = check.find(ward)
    return Result(check, finding, mended=not after.count, error=f"{after.count:,} are left" if after.count else "")


def _readable(connection: sqlite3.Connection) -> Iterator[tuple[str, tuple[int, bool]]]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    for (name,) in names:
        rows = 0
        try:
            for _ in connection.execute(f'SELECT * FROM "{name}" NOT INDEXED'):
                rows += 1
        except sqlite3.Error:
            yield name, (rows, False)
        else:
            yield name, (rows, True)


def _named(id_: str, among: Sequence[Check]) -> Check:
    return next(check for check in among if check.id == id_)


_FILE = _named("file.integrity", registered())
#: What holds for the steps of the migrations; not in the list, for the others rely on it.
CURRENT = Check(
    "schema.current",
    "the file is of this version",
    lambda _: Finding(),
    "migrates it, as the next crawl would",
    lambda _: None,
)
