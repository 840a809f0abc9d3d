"""Opening the one SQLite file: pragmas, transactions, and every way it can refuse, told in one line.

Sources: sqlite.org/wal.html, sqlite.org/rescode.html, sqlite.org/lang_transaction.html.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import NamedProblem
from crawler.storage.environment import value

if TYPE_CHECKING:  # .1 s of CPU, as much as a whole search: only those who write need it
    from sqlite_utils import Database

#: Of a new file (one that is there keeps its own). A row of the article table is 2.5 kB, a packed page 3.7 kB: of 4 KiB
#: pages each would leave a third empty. 16 KiB would save 7 % more, and double what the look-up writes again.
PAGE_BYTES = 8_192
CACHE_KIB = 65_536  # the look-up of copies touches 24 random leaves an article; 64 MiB holds those of ~190,000 stories
WAL_BYTES = 64 * 2**20  # a WAL that one long reader made grow is cut back to this at the next checkpoint
CHECK_BYTES = 32 * 2**20  # quick_check takes about 3 ms a MiB, so larger files are left to those who ask for a check
MEMORY = ":memory:"

_REMEDIES = {
    sqlite3.SQLITE_NOTADB: "is not a SQLite database: name another file with --db, or move this one away",
    sqlite3.SQLITE_CORRUPT: "is damaged: put back a backup, or save what is left with: sqlite3 FILE .recover",
    sqlite3.SQLITE_READONLY: "is read-only: allow writing to it and its folder, or name another file with --db",
    sqlite3.SQLITE_PERM: "may not be opened: allow access to the file and to its folder",
    sqlite3.SQLITE_AUTH: "may not be opened: allow access to the file and to its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: allow reading and writing it and its folder, or name another with --db",
    sqlite3.SQLITE_BUSY: "is locked by another program: end that program, or try again later",
    sqlite3.SQLITE_LOCKED: "is locked by another program: end that program, or try again later",
    sqlite3.SQLITE_PROTOCOL: "is locked by another program: end that program, or try again later",
    sqlite3.SQLITE_FULL: "cannot grow, the disk is full: free some space; what was stored before is kept",
    sqlite3.SQLITE_IOERR: "cannot be read or written, the disk fails or is full: check space and mount",
    sqlite3.SQLITE_TOOBIG: "cannot take a text of more than 1 GB",
}


class DatabaseProblem(NamedProblem):
    """The database cannot be used. The message is one line that names file, cause and remedy."""

    code = ExitCode.DATABASE


@contextmanager
def naming_problems(path: str | Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into :class:`DatabaseProblem`; errors in our own SQL pass unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the primary code: SQLITE_READONLY_DIRECTORY (1544) is a kind of SQLITE_READONLY (8).
        remedy = _REMEDIES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if remedy is None:
            raise
        raise DatabaseProblem(f"database {path} {remedy} ({error})") from error


def connect(
    path: str | Path, *, create: bool = True, busy_seconds: float | None = None, checked: bool = True
) -> "Database":
    """Open ``path`` for writing; ``:memory:`` gives a database that vanishes with the process.

    Raises :class:`DatabaseProblem`. The file is made only when ``create`` is true, its folder never. ``busy_seconds``:
    how long to wait for a lock (default: that of the environment). ``checked``: refuse a file that is visibly damaged.
    """
    if str(path) == MEMORY:
        return _for_writing(_configured(sqlite3.connect(MEMORY, isolation_level=None)))
    _require_place(Path(path), create)
    return _for_writing(_opened(path, "mode=rwc" if create else "mode=rw", busy_seconds, checked))


def connect_reader(path: str | Path, *, busy_seconds: float | None = None, checked: bool = True) -> sqlite3.Connection:
    """Open ``path`` read-only. Raises :class:`DatabaseProblem`, also when the file is missing."""
    _require_place(Path(path), create=False)
    try:
        return _opened(path, "mode=ro", busy_seconds, checked)
    except DatabaseProblem as problem:
        # In a read-only folder SQLite cannot make the -shm file. Without a -wal file nobody writes: read it as it is.
        kind = getattr(problem.__cause__, "sqlite_errorcode", 0) & 0xFF
        if kind not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or Path(f"{path}-wal").exists():
            raise
        return _opened(path, "mode=ro&immutable=1", busy_seconds, checked)


def use_wal(db: "Database", path: str | Path) -> None:
    """Switch the file to WAL, so that readers and the writer do not wait for each other (kept in the file)."""
    deadline = monotonic() + db.conn.execute("PRAGMA busy_timeout").fetchone()[0] / 1000
    while True:
        try:
            mode = db.conn.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            break
        except sqlite3.OperationalError as error:
            # Two crawls that make the file at once: this statement alone does not heed busy_timeout.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(0.01)
    if mode not in ("wal", "memory"):
        raise DatabaseProblem(f"database {path} lies on a file system that cannot do WAL: use a local disk")


@contextmanager
def transaction(db: "Database") -> Iterator[sqlite3.Connection]:
    """All or nothing, with the write lock taken first.

    ``Database.atomic()`` sends a plain BEGIN, which takes the lock at the first write: two crawls could then both
    look for a copy, both find none, and one would fail with SQLITE_BUSY_SNAPSHOT, which no timeout cures. So the
    outermost block is BEGIN IMMEDIATE, and blocks inside it are atomic()'s savepoints.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield db.conn
        return
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield db.conn
        db.conn.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def _opened(path: str | Path, query: str, busy_seconds: float | None, checked: bool) -> sqlite3.Connection:
    uri = f"{Path(path).absolute().as_uri()}?{query}"
    patience = value("CITYDESK_BUSY_SECONDS") if busy_seconds is None else busy_seconds
    with naming_problems(path):
        connection = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if checked:
                _require_sound(connection, path)
            return _configured(connection)
        except BaseException:
            connection.close()
            raise


def wrapped(connection: sqlite3.Connection) -> "Database":
    """A connection as sqlite-utils knows it."""
    from sqlite_utils import Database

    # Plugins of sqlite-utils are other people's code and cost a search of all installed packages at every start.
    return Database(connection, execute_plugins=False)


def _for_writing(connection: sqlite3.Connection) -> "Database":
    """With the function of our own that the frontier's SQL calls."""
    from crawler.discovery.samepage import page_key

    connection.create_function("page_key", 2, lambda url, is_list: page_key(url, bool(is_list)), deterministic=True)
    return wrapped(connection)


def _configured(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last commits, never splits one
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute(f"PRAGMA journal_size_limit = {WAL_BYTES}")
    return connection


def _require_sound(connection: sqlite3.Connection, path: str | Path) -> None:
    if Path(path).stat().st_size > CHECK_BYTES:
        return
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise DatabaseProblem(f"database {path} {_REMEDIES[sqlite3.SQLITE_CORRUPT]} ({' '.join(found.split())})")


def _require_place(path: Path, create: bool) -> None:
    if path.is_dir():
        raise DatabaseProblem(f"database {path} is a folder: name a file in it with --db")
    if not path.parent.is_dir():
        raise DatabaseProblem(f"database {path} has no folder {path.parent}: make it first, or name another file")
    if not create and not path.exists():
        raise DatabaseProblem(f"database {path} does not exist: crawl first, or name another file with --db")
