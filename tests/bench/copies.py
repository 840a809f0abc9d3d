"""How well copies are recognised: ``python -m tests.bench.copies FOLDER``.

FOLDER holds ``store.jsonl.gz`` (articles already there: id, portal, url, title, published, text) and
``queries.jsonl.gz`` (articles that arrive: the same, with ``cls`` and ``truth``, the ids they belong to). Classes p*
are copies, u* updates, n* look-alikes that belong to nothing. All arrive one after the other, as in a crawl, and each
is either joined to a cluster or becomes one.
"""

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.fingerprint import fingerprint
from crawler.similar import LIST_LIMIT, Scores, Story, compare, decide, shortlist

Record = dict[str, Any]


@dataclass
class Index:
    """The store's decisions, in memory: known address, then sketch, then the rule on the best candidates."""

    stories: list[Story] = field(default_factory=list)
    clusters: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    addresses: dict[str, int] = field(default_factory=dict)
    candidates: int = 0
    verified: int = 0
    seen: list[tuple[int, str, Scores]] = field(default_factory=list)

    def arrive(self, record: Record) -> tuple[int, bool]:
        """The cluster of an arriving article, and whether it was there before."""
        if record["url"] in self.addresses:
            return self.addresses[record["url"]], True
        story = Story(fingerprint(record["title"], record["text"]), record["portal"], record["published"])
        cluster = self._find(story)
        if cluster is not None:
            self.addresses[record["url"]] = cluster
            return cluster, True
        self.stories.append(story)
        cluster = self.addresses[record["url"]] = len(self.stories) - 1
        for value in story.fingerprint.sketch:
            if len(self.clusters[value]) <= LIST_LIMIT:
                self.clusters[value].append(cluster)
        return cluster, False

    def _find(self, story: Story) -> int | None:
        rows = [(value, cluster) for value in story.fingerprint.sketch for cluster in self.clusters.get(value, ())]
        best, counts = shortlist(rows)
        self.candidates += len({cluster for _, cluster in rows})
        self.seen = []
        for cluster in best:
            self.verified += 1
            scores = compare(story, self.stories[cluster], counts)
            decision = decide(scores)
            self.seen.append((cluster, f"{decision.kind}: {decision.reason}", scores))
            if decision.kind == "copy":
                return cluster
        return None


@dataclass
class Tally:
    """Outcomes by class: ``joined`` to the right cluster, ``wrong`` to another, ``new``."""

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


def run(stored: list[Record], arriving: list[Record], errors: bool = False) -> tuple[Index, Tally]:
    """All stored articles, then all that arrive; ``errors`` prints what went wrong, with the scores."""
    index, tally = Index(), Tally()
    homes = {record["id"]: index.arrive(record)[0] for record in stored}
    for record in arriving:
        cluster, known = index.arrive(record)
        truth = {homes[other] for other in record["truth"]}
        outcome = "new" if not known else "joined" if cluster in truth else "wrong"
        tally.outcomes[record["cls"]][outcome] += 1
        if errors and outcome != ("joined" if truth else "new"):
            print(outcome, record["cls"], record["id"], record["title"][:30])
            for candidate, verdict, scores in index.seen:
                if candidate in truth or candidate == cluster:
                    print("   ", verdict, scores)
    return index, tally


def main() -> None:
    """Prints a line a class and the totals."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="print every wrong decision with its scores")
    parser.add_argument("--strangers", action="store_true", help="as if all that arrives came from another portal")
    options = parser.parse_args()
    stored, arriving = list(read(options.folder / "store.jsonl.gz")), list(read(options.folder / "queries.jsonl.gz"))
    if options.strangers:
        arriving = [record | {"portal": "elsewhere"} for record in arriving]
    start = time.process_time()
    index, tally = run(stored, arriving, options.errors)
    cpu = time.process_time() - start
    print(f"{'class':<22}{'n':>5}  joined   wrong")
    for cls in sorted(tally.outcomes):
        total = tally.outcomes[cls].total()
        print(f"{cls:<22}{total:>5}  {tally.share(cls, 'joined'):.4f}  {tally.share(cls, 'wrong'):.4f}")
    precision, recall = tally.precision_recall()
    articles = len(stored) + len(arriving)
    print(f"precision {precision:.4f}  recall {recall:.4f}  clusters of stored {len(index.stories)}")
    print(f"candidates {index.candidates / articles:.1f}  verified {index.verified / articles:.1f} an article")
    print(f"CPU {1000 * cpu / articles:.2f} ms an article, fingerprint and verification")


if __name__ == "__main__":
    main()
