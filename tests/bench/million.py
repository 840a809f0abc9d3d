"""How quick the commands are over a million articles: ``python -m tests.bench.million [--articles N] [--keep DIR] [--cold]``.

The database is that of :mod:`tests.bench.archive`; filling it takes about a quarter of an hour of CPU and 12 GB, and is done once for a
folder that is kept. Printed are seconds on the clock, CPU seconds (user and system of the whole process) and its peak of
memory: medians of three runs, and with ``--cold`` (as root) the seconds of one after the system has forgotten the file.
Last, what 100 new articles cost, stored by ``citydesk import`` into the full file and into an empty one, in turns.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.archive import fill
from tests.bench.idle import LAUNCH
from tests.bench.prose import Prose
from tests.conftest import ROOT

CITYDESK = [sys.executable, "-c", "from crawler.cli import main; main()"]
ASK = [sys.executable, "-S", "-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()"]
ROUNDS, NEW = 3, 100
QUERIES = (
    "SELECT title, published_at, portals FROM stories ORDER BY published_at DESC LIMIT 10",
    "SELECT portal, title, url FROM articles WHERE last_changed_at > date('now', '-1 day')",
    "SELECT * FROM related WHERE article_id = 4750 OR other_id = 4750",
)


def searches(prose: Prose) -> dict[str, tuple[str, ...]]:
    """What is searched for: words from the most frequent to rare ones, and every option."""
    common, usual, rare = (prose.word(2, rank) for rank in (0, 400, 25_000))
    return {
        "word of every article": ("记者",),
        "common word": (common,),
        "usual word": (usual,),
        "rare word": (rare,),
        "common character": (prose.word(1, 0),),
        "rare character": (prose.word(1, 250),),
        "four characters": (prose.word(4, 0),),
        "Latin word": (prose.word(0, 0),),
        "phrase": (f'"{common}{usual}"',),
        "two words": (common, usual),
        "either": (common, "OR", rare),
        "without": (usual, f"-{common}"),
        "every, by date": ("记者", "--sort", "date"),
        "every, all copies": ("记者", "--all-copies"),
        "every, 100 hits": ("记者", "--limit", "100"),
        "every, large portal": ("记者", "--portal", "portal1"),
        "every, small portal": ("记者", "--portal", "portal190"),
        "every, --since 2 weeks": ("记者", "--since", _days_ago(14)),
        "every, --until 2 years": ("记者", "--until", _days_ago(730)),
        "common, a year of a portal": (
            common,
            "--portal",
            "portal9",
            "--since",
            _days_ago(500),
            "--until",
            _days_ago(135),
        ),
        "rare, small portal": (rare, "--portal", "portal190"),
    }


def _days_ago(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).date().isoformat()


def commands(db: Path, prose: Prose) -> dict[str, list[str]]:
    """Every command line that is measured."""
    reading: dict[str, tuple[str, ...]] = {
        "status": (),
        "status PORTAL": ("portal3",),
        **{f"status --{form}": (f"--{form}",) for form in ("json", "prometheus", "html")},
        "show": ("4711",),
        "due": ("--limit", "3"),
        "due PORTAL": ("portal3",),
        "export --limit 50": ("--format", "jsonl", "--limit", "50"),
        "export --portal": ("--format", "jsonl", "--portal", "portal190"),
        "size": (),
    }
    found = {"--help": [*CITYDESK, "--help"]}
    found |= {name: [*CITYDESK, name.split()[0], *more, "--db", str(db)] for name, more in reading.items()}
    found |= {
        f"search: {name}": [*CITYDESK, "search", "--db", str(db), *words] for name, words in searches(prose).items()
    }
    return found | {f"SQL {number}": [*ASK, str(db), sql] for number, sql in enumerate(QUERIES, 1)}


def measured(command: Sequence[str], rounds: int = ROUNDS) -> tuple[float, float, float]:
    """Seconds on the clock, CPU seconds and MB of memory of a command: medians."""
    figures = []
    for _ in range(rounds):
        launch = [sys.executable, "-S", "-c", LAUNCH, *command]
        done = subprocess.run(launch, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
        code, *numbers = map(float, done.stdout.split())
        assert not code, f"{command}: code {code:.0f}: {done.stderr}"
        figures.append(numbers)
    wall, cpu, memory = (statistics.median(column) for column in zip(*figures, strict=True))
    return wall, cpu, memory


def forget() -> None:
    """Has the system forget the files that it holds in memory."""
    subprocess.run(["sync"], check=True)
    Path("/proc/sys/vm/drop_caches").write_text("1")


def storing(db: Path, folder: Path, prose: Prose) -> tuple[float, float]:
    """CPU seconds of storing new articles in the full file and in an empty one: medians."""
    spent: dict[str, list[float]] = {"full": [], "empty": []}
    for number in range(2 * ROUNDS):
        name, into = (("full", db), ("empty", folder / f"empty{number}.db"))[number % 2]
        lines = folder / f"new{number}.jsonl"
        start = prose.chance.getrandbits(32)
        articles = (
            {"url": f"http://new.example/{start}/{n}.html", "portal": f"portal{n % 50}", "title": prose.title()[0],
             "body": prose.body()[0] + prose.name() * 30, "published_at": _days_ago(n % 9)} for n in range(NEW)
        )  # fmt: skip
        lines.write_text("".join(json.dumps(article) + "\n" for article in articles))
        spent[name].append(measured([*CITYDESK, "import", str(lines), "--db", str(into)], 1)[1])
    return statistics.median(spent["full"]), statistics.median(spent["empty"])


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="folder for the database, to be used again")
    parser.add_argument("--cold", action="store_true", help="also after the system has forgotten the file (as root)")
    parser.add_argument("--only", default="", help="those whose names hold this")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, prose = Path(place), Prose()
        db = (given.keep or folder) / f"articles{given.articles}.db"
        db.parent.mkdir(parents=True, exist_ok=True)
        fill(db, given.articles)
        print(f"{given.articles:,} articles, {db.stat().st_size / 2**30:.1f} GiB")
        print(f"{'command':<36}{'seconds':>9}{'CPU s':>9}{'MB':>8}{'cold s':>9}")
        for name, command in commands(db, prose).items():
            if given.only not in name:
                continue
            cold = ""
            if given.cold:
                forget()
                cold = f"{measured(command, 1)[0]:.2f}"
            wall, cpu, memory = measured(command)
            print(f"{name:<36}{wall:>9.2f}{cpu:>9.2f}{memory:>8.0f}{cold:>9}", flush=True)
        if given.only in "import":
            full, empty = storing(db, folder, prose)
            print(
                f"import of {NEW} articles: {full:.2f} s of CPU into {given.articles:,}, {empty:.2f} s into none: {full / empty:.2f}"
            )


if __name__ == "__main__":
    main()
