"""Search and export as queries: what is found, in which order, and never by reading the whole table."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.storage import catalogue
from crawler.storage.catalogue import LISTED, Catalogue, Filter, count_sql, list_sql, search_sql
from crawler.storage.query import parse
from crawler.storage.store import Store
from tests.crawler.store_kit import LATER, NOON, article, put, text


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Catalogue]:
    """Five articles, four stories: 1 with its copy 2, 3 with the word in the title, 4 undated, 5 on another portal."""
    with Store.open(tmp_path / "news.db") as store:
        run = store.start_run("riverside", NOON)
        told = text(1) + "珲春口岸"
        put(store, article(1, body=told, published_at="2024-03-05T08:30:00+08:00"), run)
        put(store, article(1, body=told, url="http://o.example/1", portal="harbour", published_at="2024-03-06"), run)
        put(store, article(3, title="珲春的消息", published_at="2024-03-01"), run)
        put(store, article(4, body=text(4) + "珲春", published_at=""), run, LATER)
        put(store, article(5, body=text(5, 12) + "珲春", portal="harbour", published_at="2024-04-01"), run)
        yield Catalogue(store.connection, store.path)


def plan_of(news: Catalogue, sql: str, values: dict[str, object] | None = None) -> list[str]:
    return [row[3] for row in news.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values or {})]


def ids(store: Catalogue, query: str, which: Filter | None = None, **more: Any) -> list[int]:
    return [hit.id for hit in store.search(parse(query), which, **more).hits]


def test_titles_count_more_and_each_story_comes_once(news: Catalogue) -> None:
    found = news.search(parse("珲春"))
    assert found.hits[0].id == 3
    assert sorted(hit.id for hit in found.hits) == [1, 3, 4, 5]
    assert {hit.id: hit.copies for hit in found.hits} == {1: 1, 3: 0, 4: 0, 5: 0}
    assert (found.total, found.capped) == (5, False)
    assert [hit.score for hit in found.hits] == sorted(hit.score for hit in found.hits)


def test_all_copies(news: Catalogue) -> None:
    assert sorted(ids(news, "口岸", all_copies=True)) == [1, 2]
    assert ids(news, "口岸") == [1]


def test_the_copy_stands_for_its_story_where_the_best_does_not_match(news: Catalogue) -> None:
    assert ids(news, "口岸", Filter(portal="harbour")) == [2]


def test_newest_first(news: Catalogue) -> None:
    assert ids(news, "珲春", order="date") == [5, 4, 1, 3]
    assert ids(news, "珲春", order="date", limit=2) == [5, 4]


def test_equal_hits_come_newest_first(news: Catalogue) -> None:
    with Store.open(news.path) as store:
        run = store.start_run("riverside", NOON)
        for number, day in ((7, "2024-01-01"), (8, "2024-02-01"), (9, "2024-01-15")):
            put(store, article(number, title="灯塔", body=text(number)[:60], published_at=day), run)
    found = news.search(parse("title")).hits
    assert found == ()
    dates = [(news.article(hit) or {})["published_at"] for hit in ids(news, "灯塔")]
    assert dates == ["2024-02-01", "2024-01-15", "2024-01-01"]


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (Filter(portal="harbour"), [2, 5]),
        (Filter(since="2024-03-05"), [1, 4, 5]),
        (Filter(until="2024-03-05"), [1, 3, 4]),  # 4 has no date: the day on which it was first seen counts
        (Filter(since="2024-03-05", until="2024-03-05"), [1, 4]),
        (Filter(portal="nowhere"), []),
    ],
)
def test_filters(news: Catalogue, monkeypatch: pytest.MonkeyPatch, which: Filter, expected: list[int]) -> None:
    assert sorted(ids(news, "珲春", which)) == expected
    assert sorted(ids(news, "珲春", which, order="date")) == expected
    for limit in ("NARROW", "NARROW_SINCE"):  # too many to be listed: each hit is looked at
        monkeypatch.setattr(catalogue, limit, 0)
    assert sorted(ids(news, "珲春", which)) == expected


def test_filters_of_one_search_do_not_stay_for_the_next(news: Catalogue) -> None:
    for _ in range(2):
        assert sorted(ids(news, "珲春", Filter(portal="harbour"))) == [2, 5]
        assert sorted(ids(news, "珲春", Filter(portal="riverside"))) == [1, 3, 4]
        assert sorted(ids(news, "珲春")) == [1, 3, 4, 5]


def test_operators(news: Catalogue) -> None:
    assert ids(news, "珲春 -口岸 -消息3") == ids(news, "珲春 -口岸")
    assert sorted(ids(news, "口岸 OR 消息5")) == [1, 5]
    assert ids(news, '"春口岸"') == [1]
    assert sorted(ids(news, "琿")) == [1, 3, 4, 5]


def test_of_many_hits_the_newest_are_ranked(news: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "RANKED", 2)
    monkeypatch.setattr(catalogue, "COUNTED", 3)
    found = news.search(parse("珲春"))
    assert sorted(hit.id for hit in found.hits) == [4, 5]
    assert (found.total, found.capped) == (4, True)


@pytest.mark.parametrize("query", ["珲春", "口岸", "灯塔"])
@pytest.mark.parametrize("order", ["relevance", "date"])
@pytest.mark.parametrize("portal", ["harbour", "riverside", "nowhere"])
def test_few_articles_of_a_filter_are_looked_at_once(
    news: Catalogue, monkeypatch: pytest.MonkeyPatch, query: str, order: catalogue.Order, portal: str
) -> None:
    wanted, which = parse(query), Filter(portal=portal)
    with monkeypatch.context() as patch:
        patch.setattr(catalogue, "count_sql", lambda _: pytest.fail("the hits were counted by themselves"))
        found = news.search(wanted, which, limit=1, order=order)
    monkeypatch.setattr(catalogue, "NARROW", 0)  # too many to be listed: counted by themselves
    assert news.search(wanted, which, limit=1, order=order) == found
    assert found.total == len(ids(news, query, which, all_copies=True))


def test_many_copies_of_few_stories_do_not_hide_the_others(news: Catalogue) -> None:
    told = text("x") + "灯塔灯塔灯塔灯塔灯塔灯塔"
    with Store.open(news.path) as store:
        run = store.start_run("riverside", NOON)
        for number in range(100):  # more than are looked up at first
            put(store, article(number, title="灯塔", body=told, url=f"http://c{number}.example/"), run)
        other = put(store, article(200, body=text(200) + "灯塔"), run).article_id
    assert ids(news, "灯塔", limit=2)[1] == other


@pytest.mark.parametrize("which", [Filter(), Filter("harbour", "2024-01-01", "2024-12-31")])
@pytest.mark.parametrize("order", ["relevance", "date"])
def test_a_search_never_reads_all_articles(news: Catalogue, which: Filter, order: catalogue.Order) -> None:
    values = {**which.parameters, "match": "珲春", "limit": 10, "ranked": 9, "counted": 9, "first": 9}
    values |= {"lowest": 0, "highest": 9}
    news.connection.execute("CREATE TEMP TABLE listed (id INTEGER PRIMARY KEY)")
    places = (which.condition, LISTED)
    for sql in (
        f(p, *more)
        for p in places
        for f, more in ((count_sql, ()), (search_sql, (order, False)), (search_sql, (order, True)))
    ):
        plan = plan_of(news, sql, values)
        assert [step for step in plan if step.startswith(("SCAN a", "SCAN c"))] == []
        assert any("VIRTUAL TABLE INDEX" in step for step in plan)


@pytest.mark.parametrize(
    "which",
    [
        Filter("harbour"),
        Filter(since="2024-01-01"),
        Filter(until="2024-01-01"),
        Filter("harbour", "2024-01-01", "2024-12-31"),
    ],
)
def test_the_articles_of_a_filter_are_listed_by_an_index(news: Catalogue, which: Filter) -> None:
    news.connection.execute("CREATE TEMP TABLE listed (id INTEGER PRIMARY KEY)")
    plan = plan_of(news, list_sql(which), {"portal": "", "since": "", "after": "", "most": 9})
    index = "article_date (portal=? AND" if which.portal else "article_published ("
    assert sum(step.startswith("SEARCH article USING") and index in step for step in plan) == 2, plan


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT title, published_at, portals FROM stories ORDER BY published_at DESC LIMIT 10",
        "SELECT portal, title, url FROM articles WHERE last_changed_at > '2024-01-01'",
        "SELECT * FROM articles ORDER BY published_at DESC LIMIT 10",
        "SELECT * FROM skipped ORDER BY seen_at DESC LIMIT 10",
    ],
)
def test_what_consumers_ask_first_reads_along_an_index(news: Catalogue, sql: str) -> None:
    plan = plan_of(news, sql)
    first = next(step for step in plan if step.startswith(("SCAN", "SEARCH")))
    assert "USING INDEX" in first, plan
    assert not any("TEMP B-TREE FOR ORDER BY" in step for step in plan if "LIMIT" in sql and "stories" not in sql)


def test_the_portals_are_found_without_reading_their_addresses(news: Catalogue) -> None:
    steps: list[str] = []
    news.connection.set_trace_callback(steps.append)
    assert news.portals() == ["harbour", "riverside"]
    news.connection.set_trace_callback(None)
    plan = plan_of(news, steps[0])
    assert not [step for step in plan if step.startswith("SCAN frontier")], plan


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM articles WHERE id = 1",
        "SELECT * FROM articles WHERE story_id = 1 ORDER BY is_canonical DESC, id",
        "SELECT * FROM revisions WHERE article_id = 1 ORDER BY revision",
        "SELECT * FROM sightings WHERE article_id = 1",
        "SELECT * FROM related WHERE article_id = 1 OR other_id = 1",
        "SELECT * FROM removed WHERE article_id = 1 AND revision = 1",
    ],
)
def test_showing_an_article_never_reads_all_of_them(news: Catalogue, sql: str) -> None:
    plan = plan_of(news, sql)
    assert [step for step in plan if step.startswith("SCAN")] == []


def test_each_story_or_article(news: Catalogue) -> None:
    assert [row["id"] for row in news.each()] == [1, 3, 4, 5]
    assert [row["id"] for row in news.each(stories=False)] == [1, 2, 3, 4, 5]
    assert [row["id"] for row in news.each(Filter(portal="harbour"), stories=False)] == [2, 5]
    assert [row["id"] for row in news.each(newest=2)] == [4, 5]
    first = next(iter(news.each()))
    assert first["portals"] == ["riverside", "harbour"]
    assert first["credits"] == [{"role": "编辑", "name": "林舟"}]
