"""Are proposed modules as good as the generic reading? ``python -m tests.bench.proposal [FOLDER] [--pages 6]``.

FOLDER holds a folder of samples for each portal (default: the bundled ones, see samples/README.md). A layout is proposed
from a few pages, spread over all; on the others, which the proposal has not seen, both readings are held against the
records. The generic reading knows what the few pages have taught, as that of a crawl does.
"""

import argparse
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from crawler.proposals.proposal import timezone_of
from crawler.proposals.proposing import propose, read_together
from crawler.reading.extract import PortalFacts, extract
from crawler.sample_data.sample_records import FIELDS, Record, differences, paths, plain, read
from crawler.sample_data.sample_site import samples_folder


def right(record: Record, facts: PortalFacts) -> tuple[set[str], str]:
    """The fields of a page that are as in its record, and the layout that read it."""
    article = extract(record.page, facts)
    wrong = {told.split(" ")[0] for told in differences(record, article)}
    good = {name for name in FIELDS if name in record.data["expected"]} - wrong
    if plain(article.body) == plain(record.data["expected"]["body"]):
        good.add("body")
    return good, article.layout


def measure(folder: Path, count: int) -> Table:
    """The table of one portal."""
    records = [record for record in map(read, paths(folder)) if record.is_article]
    step = max(1, len(records) // count)
    known = records[::step][:count]
    others = [record for record in records if record not in known]
    plain_facts = PortalFacts(folder.name)
    samples, repeats = read_together([record.page for record in known], plain_facts)
    zone = timezone_of(samples)
    samples, repeats = read_together([record.page for record in known], PortalFacts(folder.name, (), zone))
    designs = propose(samples, PortalFacts(folder.name, (), zone), repeats)
    generic = PortalFacts(folder.name, (), "", (), repeats)
    module = PortalFacts(folder.name, (), zone, tuple(design.layout for design in designs), repeats)
    counts: dict[str, Counter[str]] = {"generic": Counter(), "module": Counter()}
    for record in others:
        for way, facts in (("generic", generic), ("module", module)):
            good, layout = right(record, facts)
            counts[way].update(good)
            counts[way]["by a layout"] += layout != "generic"
    table = Table(title=f"{folder.name}: from {len(known)} pages, on {len(others)} others; {len(designs)} layouts")
    for column in ("way", "by a layout", "body", *FIELDS):
        table.add_column(column)
    for way, found in counts.items():
        table.add_row(way, *(str(found[name]) for name in ("by a layout", "body", *FIELDS)))
    return table


def main() -> None:
    """Prints a table a portal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=samples_folder())
    parser.add_argument("--pages", type=int, default=6, help="pages that a proposal is made from")
    given = parser.parse_args()
    for folder in sorted(path for path in given.folder.iterdir() if path.is_dir() and paths(path)):
        Console(width=140).print(measure(folder, given.pages))


if __name__ == "__main__":
    main()
