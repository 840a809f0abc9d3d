"""How well copies are recognised: ``python -m tests.bench.copies FOLDER``.

FOLDER holds ``store.jsonl.gz`` (articles already there: id, portal, url, title, published, text) and
``queries.jsonl.gz`` (articles that arrive: the same, with ``cls`` and ``truth``, the ids they belong to). Classes p*
are copies, u* updates, n* look-alikes that belong to nothing. Both files go through ``citydesk import`` into one
database, in this order, and then ``story_id`` is read from the view ``articles``.
"""

import argparse
import gzip
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.copies.fingerprint import fingerprint
from crawler.copies.similar import Story, compare, decide
from tests.bench.perturb import PERTURBATIONS

Record = dict[str, Any]
#: Our key, theirs.
_KEYS = {"url": "url", "portal": "portal", "title": "title", "body": "text", "published_at": "published"}


@dataclass
class Tally:
    """Outcomes by class: ``joined`` to the right story, ``wrong`` to another, ``new``."""

    outcomes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def share(self, cls: str, outcome: str) -> float:
        """Share of a class with an outcome."""
        return self.outcomes[cls][outcome] / max(self.outcomes[cls].total(), 1)

    def precision_recall(self) -> tuple[float, float]:
        """Right joins over all joins, and over all articles that belong to a stored one."""
        right = sum(counts["joined"] for counts in self.outcomes.values())
        wrong = sum(counts["wrong"] for counts in self.outcomes.values())
        owed = sum(counts.total() for cls, counts in self.outcomes.items() if not cls.startswith("n"))
        return right / max(right + wrong, 1), right / max(owed, 1)


def read(path: Path) -> Iterator[Record]:
    """The records of a gzipped JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def take_in(folder: Path, stored: Sequence[Record], arriving: Sequence[Record], strip: bool) -> dict[str, int]:
    """Story by address, after both lists went through the command."""
    db = folder / "copies.db"
    for name, records in (("store", stored), ("queries", arriving)):
        file = folder / f"{name}.jsonl"
        lines = ({ours: record[theirs] for ours, theirs in _KEYS.items()} for record in records)
        file.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
        command = [sys.executable, "-m", "crawler.cli", "import", str(file), "--db", str(db), "--json"]
        subprocess.run([*command, *["--strip"] * strip], stdout=subprocess.DEVNULL, check=False)
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as reader:
        return dict(reader.execute("SELECT url, story_id FROM articles"))


def judge(stored: Sequence[Record], arriving: Sequence[Record], stories: dict[str, int], errors: bool) -> Tally:
    """What became of every arriving article; ``errors`` prints what went wrong, with the scores of the pair."""
    tally = Tally()
    by_id = {record["id"]: record for record in stored}
    before = {stories[record["url"]] for record in stored if record["url"] in stories}
    first_of: dict[int, Record] = {}
    for record in arriving:
        story = stories.get(record["url"])
        truth = {stories.get(by_id[other]["url"]) for other in record["truth"]} - {None}
        known = story in before or story in first_of
        outcome = "joined" if story in truth else "wrong" if story is not None and known else "new"
        tally.outcomes[record["cls"]][outcome] += 1
        if story is not None:
            first_of.setdefault(story, record)
        if errors and outcome != ("joined" if record["truth"] else "new"):
            print(outcome, record["cls"], record["id"], record["portal"], record["title"][:40])
            for other in [by_id[name] for name in [*record["truth"], *record["near"]]][:2]:
                scores = compare(_story(record), _story(other))
                print("   ", other["id"], decide(scores), scores)
    return tally


def _story(record: Record) -> Story:
    return Story(fingerprint(record["title"], record["text"]), record["portal"], record["published"])


def main() -> None:
    """Prints a line a class and the totals."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="print every wrong decision with its scores")
    parser.add_argument("--strip", action="store_true", help="import with --strip")
    parser.add_argument(
        "--perturb", choices=PERTURBATIONS, action="append", default=[], help="change what arrives first"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the perturbations")
    options = parser.parse_args()
    stored, arriving = list(read(options.folder / "store.jsonl.gz")), list(read(options.folder / "queries.jsonl.gz"))
    for name in options.perturb:
        stored, arriving = PERTURBATIONS[name](stored, arriving, random.Random(options.seed))
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        stories = take_in(Path(folder), stored, arriving, options.strip)
    seconds = time.monotonic() - start
    tally = judge(stored, arriving, stories, options.errors)
    print(f"{'class':<22}{'n':>5}  joined   wrong")
    for cls in sorted(tally.outcomes):
        total = tally.outcomes[cls].total()
        print(f"{cls:<22}{total:>5}  {tally.share(cls, 'joined'):.4f}  {tally.share(cls, 'wrong'):.4f}")
    precision, recall = tally.precision_recall()
    print(f"precision {precision:.4f}  recall {recall:.4f}  stories {len(set(stories.values()))}")
    print(f"{(len(stored) + len(arriving)) / seconds:.0f} articles a second, start of the command included")


if __name__ == "__main__":
    main()
