"""Copies of the database file, made while others write to it, and checked before they count.

The copy is made by SQLite's online backup in steps inside one read transaction. Without that transaction every commit of
a crawl would start the copy anew, and it might never end; VACUUM INTO ends too, but rebuilds every table and index: 1.4
times the CPU on a file of 14 MB. Writers go on meanwhile: WAL keeps what they write beside the snapshot until we are done.
Source: sqlite.org/backup.html, sqlite.org/c3ref/backup_finish.html.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from crawler.monitoring.outcome import ExitCode
from crawler.storage.database import DatabaseProblem, connect_reader, naming_problems

STEP_PAGES = 2_048  # 8 MiB between two looks at the progress and at Ctrl-C
SPARE = 1.02  # room asked for, over that of the file: the target's own journal and folder entries


class WrongTarget(DatabaseProblem):
    """A file that no backup can be written to, whatever is in it: wrong use."""

    code = ExitCode.WRONG_USE


#: Told the pages done and the pages in all.
Progress = Callable[[int, int], None]


def back_up(path: str | Path, target: Path, *, force: bool = False, progress: Progress | None = None) -> int:
    """Copy the database ``path`` to the file ``target`` and return the bytes of the copy.

    The copy is made in a file beside ``target``, checked (structure, and as many rows in each table as here), written
    through to the disk, and then renamed: ``target`` is whole or is not there. Raises :class:`DatabaseProblem` for
    either file, also when ``target`` exists and ``force`` is false.
    """
    _require_target(path, target, force)
    with naming_problems(path), _snapshot(path) as connection:
        pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        _require_room(target, pages * size)
        counted = _rows(connection)
        with _unfinished(target) as part:
            _copy(connection, part, path, target, progress)
            _require_equal(part, counted, path, target)
            _put_in_place(part, target, force)
    return target.stat().st_size


@contextmanager
def _snapshot(path: str | Path) -> Iterator[sqlite3.Connection]:
    """One state of the database for the whole copy, by a connection of its own: SQLite copies from none that writes."""
    with closing(connect_reader(path, checked=False)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # BEGIN alone reads nothing yet
        yield connection


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A file beside the target that is gone afterwards, whatever happens."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        yield part
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            Path(f"{part}{suffix}").unlink(missing_ok=True)


def _copy(
    connection: sqlite3.Connection, part: Path, path: str | Path, target: Path, progress: Progress | None
) -> None:
    with naming_problems(target):
        try:
            with closing(sqlite3.connect(part, isolation_level=None)) as copy:
                connection.backup(
                    copy, pages=STEP_PAGES, progress=lambda _, left, all_: progress and progress(all_ - left, all_)
                )
                # One file without -wal and -shm: it can be moved, and read in a read-only folder. A crawl turns WAL on.
                copy.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_BUSY):
                with naming_problems(path):
                    raise
            raise
    with part.open("rb") as written:
        os.fsync(written.fileno())


def _require_equal(part: Path, counted: dict[str, int], path: str | Path, target: Path) -> None:
    """Refuse a copy that is damaged; then the file itself is, for SQLite copies pages as they are."""
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        with naming_problems(path):
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise DatabaseProblem(
                f"database {path} is damaged, so no backup was made: see what citydesk doctor says "
                f"({' '.join(found.split())})"
            )
        if _rows(copy) != counted:
            raise DatabaseProblem(f"backup {target} does not hold what {path} holds: the disk may fail, try another")


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows of each table that is stored as such."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}


def _put_in_place(part: Path, target: Path, force: bool) -> None:
    try:
        if force:
            part.replace(target)
        else:
            try:
                os.link(part, target)  # unlike a rename it fails when somebody made the file meanwhile
            except FileExistsError:
                raise
            except OSError:  # a file system without links
                part.rename(target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)  # the new name, too, survives a power cut
        finally:
            os.close(folder)
    except OSError as error:
        raise DatabaseProblem(f"backup {target} cannot be put in place: {error.strerror}") from error


def _require_target(path: str | Path, target: Path, force: bool) -> None:
    if target.is_dir():
        raise WrongTarget(f"backup {target} is a folder: name a file in it")
    if not target.parent.is_dir():
        raise WrongTarget(f"backup {target} has no folder {target.parent}: make it first")
    if not os.access(target.parent, os.W_OK):
        raise DatabaseProblem(f"backup {target} cannot be written: allow writing to its folder, or name another")
    if target.exists() and Path(path).exists() and target.samefile(path):
        raise WrongTarget(f"backup {target} is the database itself: name another file")
    for log in (Path(f"{target}{suffix}") for suffix in ("-wal", "-journal")):
        if log.exists():  # SQLite would take it for the copy's, and put what is in it over the copy
            raise WrongTarget(
                f"backup {target} has a log of another database beside it, {log}, which is in use or was left by a kill: "
                "name another file, or delete both"
            )
    if not target.exists():
        return
    if not force:
        raise WrongTarget(f"backup {target} exists already: name another file, or replace it with --force")


def _require_room(target: Path, needed: int) -> None:
    free = shutil.disk_usage(target.parent).free
    if free < needed * SPARE:
        raise DatabaseProblem(
            f"backup {target} needs {needed / 1e6:,.0f} MB and the disk has {free / 1e6:,.0f} MB free: "
            "free some space, or name a file on another disk"
        )
