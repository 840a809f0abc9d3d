"""Any input, however broken: nothing raises, nothing is lost or doubled, and nothing takes long for its size.

``CITYDESK_FUZZ=N pytest tests/test_fuzz.py`` tries N times as many examples (see the README). More properties of single
modules stand in their own tests.
"""

import gzip
import json
import os
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.discovery import feeds, sitemaps
from crawler.discovery.urls import canonical_url, check_url, host_of
from crawler.reading import dates, gbkshift, mojibake, pinyin, repair
from crawler.reading.extract import extract
from crawler.reading.items import Article
from crawler.reading.page import Page
from crawler.storage import records
from crawler.storage.query import NothingToFind, parse
from crawler.storage.store import Store
from tests.conftest import ROOT
from tests.crawler.store_kit import NOON, article, put

DEEP = int(os.environ.get("CITYDESK_FUZZ", "1"))
SAMPLES = {path.stem: gzip.decompress(path.read_bytes()) for path in sorted((ROOT / "samples").rglob("*.html.gz"))}
#: CPU seconds for a page of any kind: real ones of this size take 5 to 20 ms; this is for those that are made to hurt.
PAGE_BUDGET = 2.0


def examples(number: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """So many examples in CI, many times as many on demand."""
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
    return settings(max_examples=number * DEEP, deadline=None, suppress_health_check=checks)


_HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
_PIECES = st.sampled_from(
    [
        "珲（hún）春",
        "（yán）",
        "(jí)",
        "锟斤拷",
        "ï¼Œ",
        "æ–°é—»",
        "鏂伴椈",
        "\ufffd",
        "？",
        "&nbsp;",
        "\u200b",
        "\x00",
        "\ud800",
        "é",
        "ａ１",
        "编辑：张三",
        "2024-05-13 08:30",
        "来源：本报",
        "「」",
        "\u202e",
        "\x1b[31m",
        "𠀀",
        "🚌",
        "e\u0301",
        "\r\n",
        "\u2028",
        "ﬁ",
    ]
)
TEXTS = st.lists(st.one_of(_PIECES, st.text(_HAN, max_size=8), st.text(max_size=8)), max_size=12).map("".join)


@examples(60)
@given(TEXTS)
def test_mending(text: str) -> None:
    mended = repair.mend(text)
    assert repair.mend(mended.text).text == mended.text
    assert len(mended.text) <= 3 * len(text) + 8  # compatibility forms (NFKC) grow: ﷺ is 18 letters, and rare
    mended.text.encode("utf-8")
    for step in (mojibake.undo_latin, mojibake.undo_gbk, pinyin.strip, gbkshift.drop_stray_notes):
        assert len(step(text)) <= len(text) + 1
    gbkshift.unshift(text, [("珲", "hún")])


@examples(60)
@given(TEXTS)
def test_dates(text: str) -> None:
    latest = datetime.now(UTC).year + 1
    found = dates.find_all(text, UTC)
    assert all(dates.FIRST_YEAR <= each.value.year <= latest for each in found)
    moment = dates.parse_iso(text)
    assert moment is None or dates.FIRST_YEAR <= moment.year <= latest


_URL_PARTS = st.sampled_from(
    [
        "http://",
        "https:",
        "//",
        "/",
        "?",
        "#",
        "&",
        "=",
        ";",
        "%",
        "%2F",
        "%zz",
        "@",
        ":",
        ":80",
        "[::1]",
        "..",
        ".",
        "www.example.cn",
        "新闻",
        "\t",
        " ",
        "\\",
        "index.html",
        "utm_source=x",
        "a=1",
        "127.0.0.1",
        "xn--",
        "\u3002",
        "(S(x))",
        ";jsessionid=1",
        "\x00",
    ]
)


@examples(150)
@given(
    st.lists(st.one_of(_URL_PARTS, st.text(max_size=4)), max_size=10).map(
        lambda parts: "http://example.cn" + "".join(parts)
    )
)
def test_addresses(url: str) -> None:
    if check_url(url):
        return
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert host_of(once) == host_of(url)
    assert urlsplit(once).scheme in ("http", "https")


def mutated(body: bytes, chance: random.Random) -> bytes:
    """A page as a broken server, cache or template sends it; some of its bytes and tags are gone, doubled, others, or deeper."""
    for _ in range(chance.randint(1, 6)):
        place, size = chance.randrange(len(body) + 1), chance.choice((1, 7, 300, 5_000))
        kind = chance.randrange(8)
        if kind == 0:  # flipped bytes
            cut = bytearray(body[place : place + size])
            for number in range(0, len(cut), 5):
                cut[number] ^= 1 << chance.randrange(8)
            body = body[:place] + bytes(cut) + body[place + size :]
        elif kind == 1:  # cut off
            body = body[:place]
        elif kind == 2:  # a hole
            body = body[:place] + body[place + size :]
        elif kind == 3:  # doubled
            body = body[:place] + body[place : place + size] * 3 + body[place + size :]
        elif kind == 4:  # tags of one kind are gone
            tag = chance.choice((b"</div>", b"</p>", b"<p>", b"<div", b"</a>", b'"', b">", b"</script>", b"<body>"))
            body = body.replace(tag, b"")
        elif kind == 5:  # nested deeply
            body = (
                body[:place] + chance.choice((b"<div>", b"<b>", b"<table><tr><td>", b"<ul><li>")) * 300 + body[place:]
            )
        elif kind == 6:  # declared to be of another charset
            body = body.replace(b"utf-8", chance.choice((b"gbk", b"utf-16", b"big5", b"x-nonsense", b"latin-1")))
        else:  # something of another page, or of no page
            other = chance.choice(
                (*SAMPLES.values(), b"\0" * size, b"&#0;&#xD800;&#x110000;&" * 40, b"<!--", b"<![CDATA[")
            )
            body = body[:place] + other[:size] + body[place:]
    return body


def is_sound(found: Article, body: bytes) -> None:
    """What holds of every article: its lines are each in the ledger once, and it can be stored."""
    kept = Counter(line.text for line in found.ledger if line.verdict == "body")
    assert sum(kept.values()) == len(found.body.split("\n") if found.body else [])
    places = [line.position for line in found.ledger if line.rule != "tail"]
    assert all(line.verdict in ("body", "field", "removed", "unknown") for line in found.ledger)
    assert all(line.rule for line in found.ledger if line.verdict == "removed")
    assert places == sorted(places)
    found.body.encode("utf-8")
    found.title.encode("utf-8")
    json.dumps([found.title, found.body, found.credits and [credit.name for credit in found.credits]])
    if found.published_at:
        assert 1990 <= datetime.fromisoformat(found.published_at).year <= datetime.now(UTC).year + 1


@pytest.mark.parametrize("name", SAMPLES)
def test_mutated_pages(name: str) -> None:
    chance = random.Random(name)
    for number in range(3 * DEEP):
        body = mutated(SAMPLES[name], chance)
        began = time.process_time()
        found = extract(Page("http://www.example.cn/a/1.html", body, chance.choice(("", "text/html; charset=gbk"))))
        assert time.process_time() - began < PAGE_BUDGET, f"example {number} of {name}"
        is_sound(found, body)


_XML = st.sampled_from(
    [
        "<rss>",
        "<channel>",
        "<item>",
        "<link>http://example.cn/a/1.html</link>",
        "</item>",
        "<urlset>",
        "<url>",
        "<loc>",
        "</loc>",
        "</url>",
        "http://example.cn/",
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<entry>",
        "<link href='/a'/>",
        "<![CDATA[",
        "]]>",
        "&bogus;",
        "&#0;",
        "<?xml version='1.0' encoding='gbk'?>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "<title>新闻",
        "<pubDate>Mon, 32 Foo 20x",
        "\x00",
        "</rss>",
        "<lastmod>",
        "<sitemapindex>",
        "<sitemap>",
        "<news:news>",
        "\ufeff",
        "<!--",
    ]
)
DOCUMENTS = st.one_of(
    st.binary(max_size=200),
    st.lists(st.one_of(_XML, st.text(max_size=6)), max_size=15).map(
        lambda parts: "".join(parts).encode("utf-8", "replace")
    ),
)


@examples(120)
@given(DOCUMENTS)
def test_feeds_sitemaps_and_robots(body: bytes) -> None:
    feed = feeds.read_feed(body, "http://example.cn/rss.xml")
    for link in feed.links:
        assert check_url(link.url) == ""
    found = sitemaps.read_sitemap(body, "http://example.cn/sitemap.xml")
    for link in [*found.links, *found.sitemaps]:
        assert check_url(link.url) == ""
    packed = gzip.compress(body)
    sitemaps.read_sitemap(packed[: len(packed) * 2 // 3], "http://example.cn/sitemap.xml.gz")
    sitemaps.sitemaps_in_robots(body.decode("utf-8", "replace"))


_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    ["url", "portal", "title", "body", "published_at", "credits", "tags", "images", "language", "flags", "revision"]
)


@examples(120)
@given(st.dictionaries(_KEYS, _VALUES, max_size=8))
def test_lines_to_import(record: dict[str, object]) -> None:
    try:
        taken = records.parse(json.dumps({"url": "http://example.cn/1", "title": "t", "body": "b"} | record).encode())
    except records.BadRecord as bad:
        refused = str(bad)
    else:
        refused = ""
        taken.article.body.encode("utf-8")
    assert len(refused.splitlines()) <= 1


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a few articles."""
    path = tmp_path_factory.mktemp("fuzz") / "citydesk.db"
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        for number in range(3):
            put(store, article(number), run)
    return path


_TYPED = st.sampled_from(
    [
        '"',
        "'",
        "*",
        "-",
        "OR",
        "AND",
        "NOT",
        "NEAR(",
        ")",
        "^",
        ":",
        "title:",
        "{",
        "+",
        "河边",
        "新",
        "ก",
        "학교",
        "\x00",
        "”",
    ]
)


@examples(150)
@given(st.lists(st.one_of(_TYPED, st.text(max_size=5)), max_size=10))
def test_searches_are_never_an_error_of_sql(store: Path, typed: list[str]) -> None:
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        for text in ("".join(typed), " ".join(typed)):
            try:
                expression = parse(text).expression
            except NothingToFind:
                continue
            db.execute("SELECT rowid FROM article_fts WHERE article_fts MATCH ?", (expression,)).fetchall()
