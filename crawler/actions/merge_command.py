"""``citydesk merge``: several machines' files into one."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine, told
from crawler.output.saying import say, say_json
from crawler.storage.merge import Merged, merge
from crawler.storage.store import Store


def run(others: Sequence[Path], db: str, *, as_json: bool = False) -> ExitCode:
    """Merges the files one after the other; says of each what came of it."""
    for other in others:
        if other.exists() and Path(db).exists() and other.samefile(db):
            raise OneLine(f"{other} is the database to merge into: name other files", ExitCode.WRONG_USE)
    try:
        with told():
            _merge(others, db, as_json)
    except KeyboardInterrupt:
        say("citydesk: stopped; what was merged stays, run the same command again for the rest", to_stderr=True)
        return ExitCode.INTERRUPTED
    return ExitCode.DONE


def _merge(others: Sequence[Path], db: str, as_json: bool) -> None:
    for other in others:  # all of them, before anything is written
        Store.read_only(other).close()
    with Store.open(db) as store:
        for other in others:
            with Store.read_only(other) as reader:
                _tell(other, merge(store, reader), as_json)


def _tell(other: Path, merged: Merged, as_json: bool) -> None:
    if as_json:
        say_json({"file": str(other), "articles": merged.articles, **asdict(merged)})
        return
    counts = ("new", "copies", "changed", "unchanged")
    what = ", ".join(f"{getattr(merged, name)} {name}" for name in counts)
    parts = "".join(f", {number} {name}" for name, number in merged.parts.items() if number)
    say(f"{other}: {merged.articles} articles ({what}){parts}")
