"""Builds the sample pages from their records: ``python -m tests.samples_build [FOLDER]``.

A record ``samples/<portal>/<page>.json`` says what is on the page; the portal's template gives the page around it.
The same records give the same bytes: gzip carries no time and no name.
"""

import gzip
import json
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from tests import templates_dadong, templates_yb983
from tests.templates_common import Around, Link, Record

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
TEMPLATES: dict[str, Callable[[Record, Around], str]] = {
    "yb983": templates_yb983.page,
    "dadongnews": templates_dadong.page,
}
RELATED = 12
HOT = 28


def read_records(folder: Path) -> dict[str, Record]:
    """The records of one portal by page name, in the order of their names."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def around(records: Mapping[str, Record], name: str) -> Around:
    """The links that stand around the page ``name``: neighbours in the list, and two spans of the other pages."""
    names = list(records)
    at = names.index(name)
    others = [Link.to(records[other]) for other in names[at + 1 :] + names[:at]]
    return Around(
        previous=Link.to(records[names[at - 1]]) if at else None,
        following=Link.to(records[names[at + 1]]) if at + 1 < len(names) else None,
        related=tuple(others[3 : 3 + RELATED]),
        hot=tuple(others[-HOT:]),
    )


def build_page(folder: Path, records: Mapping[str, Record], name: str) -> bytes:
    """The bytes of one page, in the charset that the portal's ``site.toml`` names."""
    charset = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))["charset"]
    return TEMPLATES[folder.name](records[name], around(records, name)).encode(charset)


def build_portal(folder: Path) -> int:
    """Writes every ``.html.gz`` of one portal and returns how many."""
    records = read_records(folder)
    for name in records:
        page = gzip.compress(build_page(folder, records, name), compresslevel=9, mtime=0)
        (folder / f"{name}.html.gz").write_bytes(page)
    return len(records)


def main(samples: Path = SAMPLES) -> None:
    """Builds all portals below ``samples`` and prints one line each."""
    for name in TEMPLATES:
        print(f"{name}: {build_portal(samples / name)} pages")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
