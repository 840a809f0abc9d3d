"""Our extractor and well-known libraries on the same pages: ``python -m tests.bench.extraction DIR [--set NAME]...``.

DIR holds sets, each a folder of ``<id>.html.gz`` (the page as it was sent) and ``<id>.json`` (``url``, ``content_type``
and the truth, see :mod:`tests.bench.measure`; ``lang`` where it is known). Libraries are optional; they get the page
decoded by w3lib, as their own users would do it. CPU seconds are those of extraction alone, imports and models warmed up by one page.

    pip install trafilatura readability-lxml 'newspaper4k[zh]' resiliparse git+https://github.com/opendatalab/magic-html
"""

import argparse
import gzip
import importlib
import json
import logging
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
from rich.console import Console
from rich.table import Table
from w3lib.encoding import html_to_unicode

from crawler.reading.extract import extract
from crawler.reading.items import Article
from crawler.reading.page import Page
from tests.bench.measure import FIGURES, PageScore, score, summary


class Found(NamedTuple):
    """What an extractor made of a page."""

    title: str = ""
    published: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved page with its truth."""

    html: bytes
    truth: dict[str, Any]

    @property
    def text(self) -> str:
        """The page decoded for a library."""
        text = html_to_unicode(self.truth.get("content_type") or None, self.html, default_encoding="utf-8")[1]
        return text.replace("\x00", "")

    @property
    def url(self) -> str:
        """Its address."""
        return str(self.truth.get("url") or "")


Extractor = Callable[[Saved], Found]


def ours(page: Saved) -> Found:
    """This project, on the bytes."""
    article = _article(page)
    return Found(article.title, article.published_at, article.body)


def _article(page: Saved) -> Article:
    return extract(Page(page.url, page.html, page.truth.get("content_type") or ""))


def _trafilatura(library: Any) -> Extractor:
    def run(page: Saved) -> Found:
        options = {"with_metadata": True, "include_comments": False, "favor_precision": True}
        found = library.bare_extraction(page.text, url=page.url, **options)
        return Found(found.title or "", found.date or "", found.text or "") if found else Found()

    return run


def _readability(library: Any) -> Extractor:
    def run(page: Saved) -> Found:
        document = library.Document(page.text, url=page.url)
        return Found(document.short_title(), "", plain(document.summary(html_partial=True)))

    return run


def _newspaper(library: Any) -> Extractor:
    def run(page: Saved) -> Found:
        chinese = str(page.truth.get("lang") or "").startswith("zh")  # it finds no text in Chinese pages unless told
        article = library.Article(page.url, fetch_images=False, **({"language": "zh"} if chinese else {}))
        article.download(input_html=page.text)
        article.parse()
        return Found(article.title or "", str(article.publish_date or ""), article.text or "")

    return run


def _magic(library: Any) -> Extractor:
    extractor = library.GeneralExtractor()

    def run(page: Saved) -> Found:
        found = extractor.extract(page.text, base_url=page.url)
        return Found(found.get("title") or "", "", plain(found.get("html") or ""))

    return run


def _resiliparse(library: Any) -> Extractor:
    parser = importlib.import_module("resiliparse.parse.html")

    def run(page: Saved) -> Found:
        tree = parser.HTMLTree.parse(page.text)
        return Found(tree.title or "", "", library.extract_plain_text(tree, main_content=True, alt_texts=False))

    return run


#: Name in the table, module to import, what to install, how to call it.
LIBRARIES: tuple[tuple[str, str, str, Callable[[Any], Extractor]], ...] = (
    ("trafilatura, precision", "trafilatura", "trafilatura", _trafilatura),
    ("readability-lxml", "readability", "readability-lxml", _readability),
    ("newspaper4k", "newspaper", "'newspaper4k[zh]'", _newspaper),
    ("magic-html", "magic_html", "git+https://github.com/opendatalab/magic-html", _magic),
    ("resiliparse", "resiliparse.extract.html2text", "resiliparse", _resiliparse),
)


def plain(fragment: str) -> str:
    """The text of an HTML fragment, one line a block."""
    if not fragment.strip():
        return ""
    root = lxml.html.fragment_fromstring(fragment, create_parent="div")
    for node in list(root.iter("script", "style")):
        node.drop_tree()
    for node in root.iter("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "td", "br", "blockquote",
                          "figure", "figcaption", "section"):  # fmt: skip
        node.tail, node.text = "\n" + (node.tail or ""), "\n" + (node.text or "")
    lines = (" ".join(line.split()) for line in root.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def read_set(folder: Path) -> list[Saved]:
    """The pages of a set in the order of their names."""
    records = sorted(folder.glob("*.json"))
    return [
        Saved(gzip.decompress((folder / f"{path.stem}.html.gz").read_bytes()), json.loads(path.read_text("utf-8")))
        for path in records
        if (folder / f"{path.stem}.html.gz").exists()
    ]


def run(extractor: Extractor, pages: Sequence[Saved]) -> tuple[list[PageScore], float]:
    """The score of every page and the CPU seconds of all; a page at which the extractor fails counts as empty."""
    _found(extractor, pages[0])
    scores, cpu = [], 0.0
    for page in pages:
        start = time.process_time()
        found = _found(extractor, page)
        cpu += time.process_time() - start
        scores.append(score(page.truth, *found))
    return scores, cpu


def _found(extractor: Extractor, page: Saved) -> Found:
    if extractor is ours:
        return ours(page)
    try:
        return extractor(page)
    except Exception:  # whatever a library raises, its users get no article
        return Found()


def unknown_share(pages: Sequence[Saved]) -> float:
    """The share of the lines of the article areas that are in no body and that no rule, field or block accounts for."""
    verdicts = [line.verdict for page in pages for line in _article(page).ledger]
    return verdicts.count("unknown") / max(1, len(verdicts))


def rows(name: str, pages: Sequence[Saved]) -> tuple[list[list[str]], list[str]]:
    """The table's rows of one set, and what to install for its dashes."""
    result, absent = [], []
    for label, module, package, make in (("citydesk", "", "", None), *LIBRARIES):
        try:
            extractor = make(importlib.import_module(module)) if make else ours
        except ImportError:
            absent.append(package)
            result.append([name, label, str(len(pages)), *"-" * (len(FIGURES) + 1)])
            continue
        scores, cpu = run(extractor, pages)
        figures = summary(scores)
        told = ["-" if (value := figures[key]) is None else f"{value:.3f}" for key in FIGURES]
        result.append([name, label, str(len(pages)), *told, f"{len(pages) / max(cpu, 1e-6):.1f}"])
    return result, absent


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--set", action="append", default=[], metavar="NAME", help="a set of DIR; default: all")
    options = parser.parse_args(arguments)
    names = options.set or sorted(path.name for path in options.folder.glob("*") if any(path.glob("*.json")))
    sets = {name: read_set(options.folder / name) for name in names}
    empty = [name for name, pages in sets.items() if not pages]
    if empty or not sets:
        parser.error(f"no pages with truth in {', '.join(empty) or options.folder}: see the head of this module")
    table = Table("set", "extractor", "pages", *FIGURES, "pages/CPU s", box=None, pad_edge=False)
    missing: list[str] = []
    for name, pages in sets.items():
        lines, absent = rows(name, pages)
        missing = missing or absent
        for line in lines:
            table.add_row(*line)
    Console(width=140).print(table)
    shares = ", ".join(f"{name} {unknown_share(pages):.1%}" for name, pages in sets.items())
    print(f"lines of the article area left unknown by citydesk: {shares}")
    if missing:
        print(f"- not installed: pip install {' '.join(missing)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    sys.exit(main())
