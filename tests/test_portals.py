"""Every sample page through the extractor: as its portal's module reads it, and as a portal nobody has described."""

import gzip
import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from crawler.discovery.shapebook import ShapeBook
from crawler.portal import PortalSpider
from crawler.reading.extract import PortalFacts, extract
from crawler.reading.items import Article
from crawler.reading.page import Page
from crawler.reading.reasons import REASONS
from crawler.reading.validity import reason_against
from crawler.sample_data.samples import samples_folder
from spiders.dadongnews import Dadongnews
from spiders.yb983 import Yb983
from tests.noise import strip_notes

PORTALS: dict[str, type[PortalSpider]] = {"yb983": Yb983, "dadongnews": Dadongnews}
GENERIC = {name: PortalFacts(name, cls.hosts) for name, cls in PORTALS.items()}
MODULE = {name: PortalFacts(name, cls.hosts, cls.timezone, cls.layouts) for name, cls in PORTALS.items()}


@cache
def record(portal: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((samples_folder() / portal / f"{name}.json").read_text(encoding="utf-8"))
    return found


@cache
def page(portal: str, name: str) -> Page:
    body = gzip.decompress((samples_folder() / portal / f"{name}.html.gz").read_bytes())
    return Page(record(portal, name)["url"], body, record(portal, name)["content_type"])


@cache
def article(portal: str, name: str, generic: bool) -> Article:
    return extract(page(portal, name), (GENERIC if generic else MODULE)[portal])


def names(kind: str) -> Iterator[tuple[str, str]]:
    for portal in PORTALS:
        for path in sorted((samples_folder() / portal).glob("*.json")):
            if (record(portal, path.stem)["kind"] == "article") == (kind == "article"):
                yield portal, path.stem


def plain(text: str) -> str:
    """What must be equal whatever the copier did to width and marks."""
    return "".join(char for char in unicodedata.normalize("NFKC", strip_notes(text)) if not char.isspace())


articles = pytest.mark.parametrize(("portal", "name"), list(names("article")))
ways = pytest.mark.parametrize("generic", [False, True], ids=["module", "generic"])


def is_damaged(portal: str, name: str) -> bool:
    return "byte-shift" in record(portal, name).get("noise", ())


@ways
@articles
def test_title_and_times(portal: str, name: str, generic: bool) -> None:
    want, got = record(portal, name)["expected"], article(portal, name, generic)
    if not is_damaged(portal, name):
        assert plain(got.title) == plain(want["title"])
    assert got.published_at == want["published_at"]


@ways
@articles
def test_body_is_whole_and_clean(portal: str, name: str, generic: bool) -> None:
    got, want = article(portal, name, generic), record(portal, name)["expected"]["body"]
    if is_damaged(portal, name) and "mojibake" in got.flags:
        assert len(got.body.split("\n")) == len(want.split("\n"))
    else:
        assert [plain(line) for line in got.body.split("\n")] == [plain(line) for line in want.split("\n")]


@ways
@articles
def test_nothing_leaks(portal: str, name: str, generic: bool) -> None:
    body = plain(article(portal, name, generic).body)
    assert [line for line in record(portal, name)["must_not_contain"] if plain(line) in body] == []


@ways
@articles
def test_fields(portal: str, name: str, generic: bool) -> None:
    want, got = record(portal, name)["expected"], article(portal, name, generic)
    if is_damaged(portal, name):
        return
    assert [(c.role, c.name) for c in got.credits] == [(c["role"], c["name"]) for c in want["credits"]]
    assert plain(got.source) == plain(want["source"])
    assert got.breadcrumbs == want["breadcrumbs"]
    assert got.tags == want["tags"]
    assert got.authors == want["authors"]
    assert got.language.startswith(want["language"])


@articles
def test_every_line_of_the_area_is_accounted_for_once(portal: str, name: str) -> None:
    ledger = article(portal, name, True).ledger
    positions = [line.position for line in ledger if line.verdict != "removed" or ":" in line.rule or line.rule]
    assert positions == sorted(positions)
    assert all(line.rule for line in ledger if line.verdict in ("removed", "field"))
    body = [line.text for line in ledger if line.verdict == "body"]
    assert "\n".join(body) == article(portal, name, True).body


@ways
@pytest.mark.parametrize(("portal", "name"), list(names("other")))
def test_pages_that_are_no_article_are_named(portal: str, name: str, generic: bool) -> None:
    reason = record(portal, name)["skip_reason"]
    if reason == "never asked for":  # its address says what it is
        assert ShapeBook().kind(record(portal, name)["url"], record(portal, name)["listed"]["title"]) != "article"
        return
    assert reason in REASONS
    assert reason_against(article(portal, name, generic)) == reason


def test_layouts_of_the_modules_are_used() -> None:
    used = {article(portal, name, False).layout for portal, name in names("article")}
    assert used == {"2021-01-01", "2022-03-01"}
