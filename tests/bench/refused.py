"""True articles that are taken for pretenders: ``python -m tests.bench.refused DIR [--set NAME]...``.

DIR holds sets of saved pages, as :mod:`tests.bench.extraction` has them; every page is an article. Each is judged as it is
and once more without its date, which leaves the wording alone to speak for it.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from crawler.reading.extract import extract
from crawler.reading.items import Article
from crawler.reading.page import Page
from crawler.reading.validity import reason_against


def articles(folder: Path) -> Iterator[tuple[str, Article]]:
    """The name of each saved page and the article on it."""
    for path in sorted(folder.glob("*.json")):
        page = path.with_suffix(".html.gz")
        if page.exists():
            truth = json.loads(path.read_text(encoding="utf-8"))
            html = gzip.decompress(page.read_bytes())
            yield path.stem, extract(Page(truth.get("url") or "", html, truth.get("content_type") or ""))


def main() -> None:
    """Prints each refused article, then the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", action="append", dest="sets", metavar="NAME")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for name in options.sets or sorted(path.name for path in options.folder.iterdir() if path.is_dir()):
        for page, article in articles(options.folder / name):
            undated = replace(article, published_at="")
            counts["articles"] += 1
            for how, judged in (("as it is", article), ("without date", undated)):
                if reason := reason_against(judged):
                    counts[f"refused {how}"] += 1
                    print(f"{name}/{page} {how}: {reason}: {article.title[:60]!r}")
    print(", ".join(f"{name} {count}" for name, count in counts.items()))


if __name__ == "__main__":
    main()
