"""Which pages are kept, what each is compressed against, and how they come back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crawler.reading.items import Article, RawPage
from crawler.storage.packing import DamagedPage, unpack
from crawler.storage.rawpages import GROWS_AT, KEEP, TRIED
from crawler.storage.store import Store, Stored
from tests.crawler.store_kit import LATER, NOON, article, put, text
from tests.crawler.test_packing import page


def raw(seed: object, portal: object = "river", url: str = "", body: bytes = b"") -> RawPage:
    address = url or f"http://news.example/{seed}.html"
    return RawPage(address, body or page(seed, portal), "text/html; charset=utf-8", NOON)


def read_from(seed: object, *pages: RawPage, **fields: object) -> Article:
    item = article(seed, **fields)
    item.pages = list(pages) or [raw(seed)]
    return item


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        opened.start_run("riverside", NOON)
        yield opened


def fill(store: Store, number: int, design: str = "river", **fields: object) -> list[Stored]:
    return [put(store, read_from(f"{design}{n}", raw(f"{design}{n}", design), **fields)) for n in range(number)]


def lose(store: Store, item: Article) -> None:
    """Puts an article in a transaction that is rolled back."""
    with store.writing():
        put(store, item)
        raise RuntimeError


def column(store: Store, sql: str) -> list[object]:
    return [row[0] for row in store._db.execute(sql).fetchall()]


# --- what is kept -------------------------------------------------------------------------------------------------------


def test_pages_come_back_as_they_came(store: Store) -> None:
    stored = fill(store, 12)
    for number, one in enumerate(stored):
        assert store.page_of(one.article_id) == raw(f"river{number}", url=f"http://news.example/river{number}.html")
    with Store.read_only(store.path) as reader:
        assert reader.page_of(7) == store.page_of(7)


def test_bytes_of_any_charset(store: Store) -> None:
    """With bytes that the charset does not have, and one declared in the header alone."""
    body = page("gb").decode().encode("gb18030") + b"\x81\xff\x00 \xe4"
    given = RawPage("http://news.example/gb.html", body, "text/html; charset=GB2312", LATER)
    put(store, read_from("other"))
    assert store.page_of(put(store, read_from("gb", given)).article_id) == given


def test_an_article_of_several_pages(store: Store) -> None:
    parts = [raw(1), raw("1_2", url="http://news.example/1_2.html"), raw("1_3", url="http://news.example/1_3.html")]
    number = put(store, read_from(1, *parts)).article_id
    assert store.pages_of(number) == parts
    assert store.page_of(number) == parts[0]
    assert column(store, "SELECT part FROM raw_page ORDER BY id") == [1, 2, 3]


def test_the_article_s_own_address_is_not_written_twice(store: Store) -> None:
    put(store, read_from(1))
    put(store, read_from(2, raw(2, url="http://m.news.example/2.html")))
    assert column(store, "SELECT url FROM raw_page ORDER BY id") == [None, "http://m.news.example/2.html"]


def test_no_page_no_row(store: Store) -> None:
    number = put(store, article(1)).article_id
    assert store.page_of(number) is None
    assert store.pages_of(99) == []
    assert column(store, "SELECT count(*) FROM raw_base") == [0]


def test_an_unchanged_article_keeps_its_first_page(store: Store) -> None:
    put(store, read_from(1))
    put(store, read_from(1, raw(1, "other lists")), seen_at=LATER)
    assert store.page_of(1) == raw(1)


def test_an_unchanged_article_without_page_gets_one(store: Store) -> None:
    put(store, article(1))
    put(store, read_from(1), seen_at=LATER)
    assert store.page_of(1) == raw(1)


def test_new_details_bring_their_page(store: Store) -> None:
    """Else reading the kept page again would lose them."""
    put(store, read_from(1, source=""))
    put(store, read_from(1, raw(1, "with its source")), seen_at=LATER)
    assert store.page_of(1) == raw(1, "with its source")


def test_the_page_of_a_refused_text_is_not_kept(store: Store) -> None:
    put(store, article(1))
    assert put(store, read_from(1, body=""), seen_at=LATER).reason == "empty"
    assert store.page_of(1) is None


def test_a_cleaned_text_has_the_page_of_before(store: Store) -> None:
    put(store, read_from(1))
    again = read_from(1, raw(1, "elsewhere"), body=text(1).split("\n", 1)[1])
    assert put(store, again, cleaned=True).reason == "cleaned"
    assert store.page_of(1) == raw(1)


def test_each_revision_has_its_page(store: Store) -> None:
    put(store, read_from(1))
    put(store, read_from(1, raw("1 changed", url="http://news.example/1.html"), body=text("changed")), seen_at=LATER)
    assert store.page_of(1, 1) == raw(1)
    assert store.page_of(1) == store.page_of(1, 2) == raw("1 changed", url="http://news.example/1.html")


@pytest.mark.parametrize(("keep", "kept"), [("none", []), ("latest", [2]), ("all", [1, 2])])
def test_keep_raw(path: Path, keep: str, kept: list[int]) -> None:
    with Store.open(path, keep_raw=keep) as store:
        store.start_run("riverside", NOON)
        put(store, read_from(1))
        put(store, read_from(1, raw("1 changed"), body=text("changed")), seen_at=LATER)
        put(store, read_from(2))
        assert column(store, "SELECT revision FROM raw_page WHERE article_id = 1 ORDER BY revision") == kept
        assert (store.page_of(2) is None) == (keep == "none")


def test_what_others_were_compressed_against_stays(path: Path) -> None:
    with Store.open(path, keep_raw="latest") as store:
        store.start_run("riverside", NOON)
        fill(store, 4)
        put(store, read_from("river0", raw("new"), body=text("changed")), seen_at=LATER)
        assert [store.page_of(number) is not None for number in (1, 2, 3, 4)] == [True] * 4


def test_other_words_are_refused(path: Path) -> None:
    with pytest.raises(ValueError, match=f"keep-raw 'some' is unknown.*{', '.join(KEEP)}"):
        Store.open(path, keep_raw="some")


def test_page_and_article_commit_together(store: Store) -> None:
    fill(store, 1)
    with pytest.raises(RuntimeError):
        lose(store, read_from("half"))
    assert column(store, "SELECT count(*) FROM raw_page") == column(store, "SELECT count(*) FROM article") == [1]


# --- what pages are compressed against ----------------------------------------------------------------------------------


def test_one_template_is_small(store: Store) -> None:
    fill(store, 40)
    size, packed = store._db.execute("SELECT sum(size), sum(length(body)) FROM raw_page").fetchone()
    bases = store._db.execute("SELECT sum(length(body)) FROM raw_base").fetchone()[0]
    assert packed * 20 < size
    assert (packed + bases) * 15 < size


def test_bases_grow_and_are_renewed(store: Store) -> None:
    fill(store, GROWS_AT[-1] + 2)
    assert column(store, "SELECT served FROM raw_base ORDER BY id") == [0, *GROWS_AT]
    assert len(set(column(store, "SELECT base_id FROM raw_page"))) == 3


def test_a_base_takes_in_the_pages_that_it_served(store: Store) -> None:
    fill(store, GROWS_AT[0] + 2)
    bodies = store._db.execute("SELECT body FROM raw_base ORDER BY id").fetchall()
    first, grown = (unpack(body) for (body,) in bodies)
    assert first == raw("river0").body
    assert all(raw(f"river{number}").body in grown for number in range(1, GROWS_AT[0]))


def test_a_run_of_small_pages_makes_no_new_base_for_a_larger_one(store: Store) -> None:
    """Pages that are nearly those before take 30 bytes; the next one is many times as large, and its base the right one."""
    fill(store, 3)
    for number in range(40):
        put(
            store,
            read_from(number, RawPage(f"http://news.example/{number}.html", raw("river1").body, "text/html", NOON)),
        )
    fill(store, 3)
    put(store, read_from("other", raw("another", "river")))
    assert column(store, "SELECT length(body) < 100 FROM raw_page WHERE article_id = 20") == [1]
    assert len(column(store, "SELECT id FROM raw_base")) == 2


def test_templates_have_bases_of_their_own(store: Store) -> None:
    for number in range(12):
        for portal in ("river", "harbour"):
            put(store, read_from(f"{portal}{number}", raw(f"{portal}{number}", portal)))
    largest = column(store, "SELECT max(length(body)) FROM raw_page")[0]
    assert isinstance(largest, int)
    assert largest * 15 < len(page(1))
    assert store.page_of(24) == raw("harbour11", "harbour")


def test_a_page_unlike_all_others_gets_a_base(store: Store) -> None:
    fill(store, 8)
    before = column(store, "SELECT count(*) FROM raw_base")[0]
    put(store, read_from("odd", raw("odd", "odd")))
    put(store, read_from("odd2", raw("odd2", "odd")))
    assert column(store, "SELECT count(*) FROM raw_base") == [int(str(before)) + 1]
    assert column(store, "SELECT length(body) * 15 < size FROM raw_page ORDER BY id DESC LIMIT 2") == [1, 1]


def test_bases_in_memory_are_few(store: Store) -> None:
    for number in range(3 * TRIED):
        put(store, read_from(number, raw(number, f"design {number}")))
    assert len(store._raw._shelves["riverside"].racks) == TRIED
    assert [store.page_of(number + 1) for number in range(3 * TRIED)] == [
        raw(number, f"design {number}") for number in range(3 * TRIED)
    ]


def test_bases_of_another_portal_are_not_used(store: Store) -> None:
    fill(store, 2)
    fill(store, 2, "harbour", portal="harbour")
    assert column(store, "SELECT DISTINCT portal FROM raw_base ORDER BY 1") == ["harbour", "riverside"]


def test_the_next_run_goes_on_with_the_bases(path: Path) -> None:
    for start in range(0, GROWS_AT[0] + 3, 3):
        with Store.open(path) as store:
            store.start_run("riverside", NOON)
            for number in range(start, start + 3):
                put(store, read_from(number))
    with Store.read_only(path) as reader:
        assert column(reader, "SELECT served FROM raw_base") == [0, GROWS_AT[0]]
        assert reader.page_of(10) == raw(9)


def test_a_base_that_was_rolled_back_is_not_used(path: Path) -> None:
    """Another process may have given its number to other pages."""
    with Store.open(path) as store, Store.open(path) as other:
        store.start_run("riverside", NOON)
        with pytest.raises(RuntimeError):
            lose(store, read_from("lost", raw("lost", "one design")))
        put(other, read_from("theirs", raw("theirs", "another design")))
        ours = put(store, read_from("ours", raw("ours", "one design")))
        assert store.page_of(ours.article_id) == raw("ours", "one design")
        assert other.page_of(1) == raw("theirs", "another design")


def test_two_stores_at_once(path: Path) -> None:
    with Store.open(path) as one, Store.open(path) as two:
        one.start_run("riverside", NOON)
        for number in range(10):
            put(one, read_from(f"a{number}"))
            put(two, read_from(f"b{number}"))
        assert [one.page_of(number + 1) for number in range(20)] == [
            raw(f"{name}{number}") for number in range(10) for name in "ab"
        ]


# --- damage -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE raw_page SET body = substr(body, 1, 20) WHERE article_id = 2", "no longer those"),
        ("UPDATE raw_page SET body = zeroblob(length(body)) WHERE article_id = 2", "no longer those"),
        ("UPDATE raw_page SET size = 7 WHERE article_id = 2", "instead of 7"),
        (
            "UPDATE raw_base SET body = x'00' WHERE id = (SELECT base_id FROM raw_page WHERE article_id = 2)",
            "no longer",
        ),
        ("DELETE FROM raw_base WHERE id = (SELECT base_id FROM raw_page WHERE article_id = 2)", "base 2.*missing"),
    ],
)
def test_a_damaged_page_is_named(path: Path, damage: str, told: str) -> None:
    with Store.open(path) as store:
        store.start_run("riverside", NOON)
        for number in range(3):
            put(store, read_from(number, raw(number, f"design {number}")))
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(damage)
    with Store.open(path) as store:
        with pytest.raises(DamagedPage, match=rf"article 2 \(revision 1, part 1\) is damaged: .*{told}"):
            store.page_of(2)
        assert store.page_of(1) == raw(0, "design 0")
        assert store.page_of(3) == raw(2, "design 2")
        # The crawl goes on, with another base where its own is gone.
        assert store.page_of(put(store, read_from("next", raw("next", "design 1")), run=1).article_id) is not None
