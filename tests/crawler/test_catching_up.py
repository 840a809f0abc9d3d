"""A crawl after the rules were changed: what they do to a text is no revision of the portal."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from crawler.layout import Layout
from crawler.reading.extract import PortalFacts, extract
from crawler.reading.items import Article
from crawler.reading.joining import joined
from crawler.reading.page import Page
from crawler.storage.catching_up import catch_up
from crawler.storage.store import Store, Stored
from tests.crawler.store_kit import LATER, NOON, put, text
from tests.test_reextract import NOTE, html

URL = "http://www.harbour.example/a/1.html"
OLD, NEW = (PortalFacts("harbour", ("www.harbour.example",), "", (Layout(body),)) for body in ("div.both", "div.text"))


@pytest.fixture
def store() -> Iterator[Store]:
    """One article, read by the old layout."""
    with Store.open(":memory:") as opened:
        opened.start_run("harbour", NOON)
        put(opened, extract(page(), OLD))
        assert NOTE in body(opened)
        yield opened


def page(change: str = "") -> Page:
    source = html(1).replace("</ul>", "</ul><p>今天的热门</p>")
    return Page(URL, source.replace(text(1).split("\n")[1], change or text(1).split("\n")[1]).encode(), "", NOON)


def read(found: Page) -> Article:
    return extract(found, NEW)


def together(reader: Callable[[Page], Article]) -> Callable[[Sequence[Page]], Article]:
    return lambda pages: joined([reader(found) for found in pages])


def come_again(store: Store, found: Page) -> Stored:
    item = read(found)
    catch_up(store, item, together(read), LATER)
    return put(store, item, seen_at=LATER)


def body(store: Store) -> str:
    row = store.article(1)
    assert row is not None
    return str(row["body"])


def count(store: Store, view: str) -> int:
    return int(store._db.execute(f"SELECT count(*) FROM {view}").fetchone()[0])


def test_our_change_is_an_extraction(store: Store) -> None:
    assert come_again(store, page()).outcome == "unchanged"
    assert body(store) == text(1)
    assert (count(store, "extractions"), count(store, "revisions")) == (1, 0)
    row = store.article(1)
    assert row is not None
    assert (row["extraction"], row["revision"], row["last_changed_at"]) == (2, 1, NOON)


def test_the_portal_s_change_is_a_revision_of_today_s_reading(store: Store) -> None:
    assert come_again(store, page("门卫说，明天起改走东门。")).outcome == "changed"
    assert "明天起改走东门" in body(store)
    assert [row["body"] for row in store.revisions(1)] == [text(1)]
    assert (count(store, "extractions"), count(store, "revisions")) == (1, 1)


def test_with_the_same_rules_nothing_is_read_again(store: Store) -> None:
    come_again(store, page())
    assert store.outdated(read(page("别的一句话，别的一件事。"))) is None


def test_the_same_text_by_other_rules_needs_nothing(store: Store) -> None:
    item = read(page())
    item.title, item.body = extract(page(), OLD).title, body(store)
    assert store.outdated(item) is None


def test_without_a_page_it_is_a_revision_as_before(store: Store) -> None:
    store._db.execute("DELETE FROM raw_page")
    assert come_again(store, page()).outcome == "changed"


def test_a_damaged_page_stops_nothing(store: Store) -> None:
    store._db.execute("UPDATE raw_page SET body = x'00'")
    assert come_again(store, page()).outcome == "changed"


def test_a_worse_reading_is_not_taken(store: Store) -> None:
    def worse(found: Page) -> Article:
        item = read(found)
        item.body = ""
        return item

    catch_up(store, read(page()), together(worse), LATER)
    assert NOTE in body(store)
    assert count(store, "extractions") == 0
