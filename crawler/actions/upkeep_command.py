"""``citydesk backup``, ``citydesk prune`` and ``citydesk size``: from the command line to the store and back."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

from rich.table import Table

from crawler.output.problems import told
from crawler.output.saying import say, say_json
from crawler.output.terminal import Terminal
from crawler.storage import pruning, removed
from crawler.storage.backup import back_up
from crawler.storage.database import connect_reader, naming_problems
from crawler.storage.schema import require_ours
from crawler.storage.sizes import Sizes, measure
from crawler.storage.store import Store


def backup(db: str, target: Path, *, force: bool) -> None:
    """Copies the file and says how large the copy is."""
    console = Terminal(stderr=True)
    with told():
        with closing(connect_reader(db)) as opened, naming_problems(db):
            require_ours(opened, db)
        if console.is_terminal:
            with console.status("") as status:
                size = back_up(db, target, force=force, progress=lambda n, of: status.update(f"{n * 100 // of} %"))
        else:
            size = back_up(db, target, force=force)
    say(f"{target}: {size / 1e6:,.1f} MB, checked")


def prune(db: str, days: float, *, dry_run: bool, vacuum: bool) -> None:
    """Prunes and says what went."""
    before = pruning.day_before(days)
    with told(), Store.open(db, create=False) as store:
        pruned = pruning.prune_all(store, before, dry_run=dry_run)
        pruned = replace(pruned, skipped=pruning.prune_skipped(store, before, dry_run=dry_run))
        if vacuum and not dry_run:
            with store.writing() as connection:
                removed.drop_unused(connection)
            with naming_problems(db):
                store.connection.execute("VACUUM")
    say(
        f"{'would go' if dry_run else 'pruned'} (stored before {before[:10]}): {pruned.rows:,} rows of the look-up of "
        f"copies ({pruned.stories:,} more stories), {pruned.skipped:,} skipped pages"
    )


def size(db: str, *, as_json: bool) -> None:
    """Measures and prints."""
    with told(), Store.read_only(db) as store:
        sizes = measure(store)
    if as_json:
        say_json(asdict(sizes))
        return
    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column("what")
    for name in ("MB", "share", "bytes an article"):
        grid.add_column(name, justify="right")
    for row in rows(sizes):
        grid.add_row(*row)
    Terminal().print(grid)
    say("measured by SQLite's page statistics" if sizes.measured else "estimated from the lengths of the values")


def rows(sizes: Sizes) -> Iterator[tuple[str, str, str, str]]:
    """A row a kind, then their sum and the log: what, megabytes, share, bytes an article."""
    known = [(size.kind, size.bytes) for size in sizes.kinds]
    for kind, number in [*known, ("the file", sizes.total), ("the log beside it (-wal)", sizes.wal)]:
        share = f"{number / sizes.total:.1%}" if sizes.total else ""
        yield kind, f"{number / 1e6:,.2f}", share, f"{number / max(sizes.articles, 1):,.0f}"
