"""What becomes of a story when the texts of its articles change."""

import pytest

from crawler.storage.store import Store
from tests.crawler.store_kit import LATER, article, fingerprint_of, put, text

HARBOUR = {"url": "http://harbour.example/1", "portal": "harbour"}
HILLSIDE = {"url": "http://hillside.example/1", "portal": "hillside"}
MARKET = "{day}日白菜每斤{0}元，萝卜每斤{1}元，鸡蛋每斤{2}元，猪肉每斤{3}元，鲤鱼每斤{4}元，豆腐每斤{5}元，供应充足，价格平稳。"


def stories(store: Store) -> list[tuple[int, int, int, str | None]]:
    """Id, story, whether it is canonical, and why it was joined."""
    sql = "SELECT id, story_id, is_canonical, copy_reason FROM articles ORDER BY id"
    return store._db.conn.execute(sql).fetchall()


def indexed(store: Store) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for number, story_id in store._db.conn.execute("SELECT hash, story_id FROM sketch"):
        found.setdefault(story_id, set()).add(number)
    return found


def test_copies_stay_together_when_the_first_becomes_another_text(store: Store) -> None:
    put(store, article(1))
    put(store, article(1, **HARBOUR))
    put(store, article(1, **HILLSIDE))
    changed = article(1, title="别的事", body=text("quite another"))
    result = put(store, changed, seen_at=LATER)
    assert (result.outcome, result.story_id) == ("changed", 1)
    assert stories(store) == [(1, 1, 1, None), (2, 2, 1, None), (3, 2, 0, "same-text")]
    assert indexed(store) == {1: set(fingerprint_of(changed).sketch), 2: set(fingerprint_of(article(1)).sketch)}
    late = article(4, title="河边的消息1", body=f"{text(1)}\n{text('note', 1)}", portal="zoo")
    assert put(store, late).story_id == 2
    assert put(store, article(5, title="别的事", body=text("quite another"))).story_id == 1


def test_copies_stay_together_when_the_first_joins_another_story(store: Store) -> None:
    put(store, article(1))
    put(store, article(1, **HARBOUR))
    put(store, article(2, portal="zoo"))
    result = put(store, article(1, title="河边的消息2", body=text(2)))
    assert result.story_id == 3
    assert stories(store) == [(1, 3, 1, "same-text"), (2, 2, 1, None), (3, 3, 0, None)]
    assert set(indexed(store)) == {2, 3}


@pytest.mark.parametrize("body", [f"{text(1)}\n{text('added', 1)}", text(1).replace("河边", "河岸"), text(1, 3)])
def test_first_that_changes_a_little_keeps_its_copies(store: Store, body: str) -> None:
    put(store, article(1))
    put(store, article(1, **HARBOUR))
    assert put(store, article(1, body=body)).story_id == 1
    assert [row[1] for row in stories(store)] == [1, 1]


def test_new_numbers_on_the_same_day_are_an_update(store: Store) -> None:
    figures = {"title": "今日菜价", "portal": "riverside"}
    put(store, article(1, **figures, body=MARKET.format(1.2, 0.9, 4.8, 13.5, 8.6, 2.1, day=5)))
    copy = article(2, **figures | HARBOUR, body=MARKET.format(1.2, 0.9, 4.8, 13.5, 8.6, 2.1, day=5))
    assert put(store, copy).story_id == 1
    put(store, article(1, **figures, body=MARKET.format(1.4, 0.7, 5.1, 13.9, 8.2, 2.3, day=5)))
    assert [row[1] for row in stories(store)] == [1, 1]


def test_an_address_that_shows_each_day_another_notice_lets_its_copies_go(store: Store) -> None:
    figures = {"title": "今日菜价", "portal": "riverside"}
    put(store, article(1, **figures, body=MARKET.format(1.2, 0.9, 4.8, 13.5, 8.6, 2.1, day=5)))
    copy = article(2, **figures | HARBOUR, body=MARKET.format(1.2, 0.9, 4.8, 13.5, 8.6, 2.1, day=5))
    assert put(store, copy).story_id == 1
    later = {"published_at": "2024-03-06T08:30:00+08:00"}
    put(store, article(1, **figures, **later, body=MARKET.format(1.4, 0.7, 5.1, 13.9, 8.2, 2.3, day=6)))
    assert [row[1] for row in stories(store)] == [1, 2]
    assert [(pair["article_id"], pair["other_id"]) for pair in store.related(2)] == [(1, 2)]


def test_pairs_with_the_old_text_go_to_its_copies(store: Store) -> None:
    put(store, article(1))
    put(store, article(1, **HARBOUR))
    year_later = article(1, **HILLSIDE, published_at="2025-03-05T08:30:00+08:00")
    put(store, year_later)
    assert [(pair["article_id"], pair["other_id"]) for pair in store.related(3)] == [(3, 1)]
    put(store, article(1, title="别的事", body=text("quite another")))
    assert [(pair["article_id"], pair["other_id"]) for pair in store.related(3)] == [(3, 2)]
    assert store.related(1) == []


def test_pairs_are_judged_again_when_the_older_text_changes(store: Store) -> None:
    put(store, article(1))
    put(store, article(1, **HILLSIDE, published_at="2025-03-05T08:30:00+08:00"))
    put(store, article(1, body=f"{text(1)}\n{text('added', 1)}"))
    (pair,) = store.related(1)
    assert pair["kind"] == "sibling"
    assert pair["scores"]["containment_min"] < 1
    put(store, article(1, body=text("quite another")))
    assert store.related(1) == store.related(2) == []


def test_a_copy_that_leaves_has_no_reason_any_more(store: Store) -> None:
    put(store, article(1))
    put(store, article(1, **HARBOUR))
    assert stories(store)[1] == (2, 1, 0, "same-text")
    put(store, article(1, **HARBOUR, title="别的事", body=text("quite another")))
    assert stories(store)[1] == (2, 2, 1, None)
    put(store, article(1, **HARBOUR, body=f"{text('note', 1)}\n{text(1)}"))
    assert stories(store)[1] == (2, 1, 0, "whole")


def test_an_update_under_a_new_address_of_the_portal_is_linked(store: Store) -> None:
    first = MARKET.format(1.2, 0.9, 4.8, 13.5, 8.6, 2.1, day=5)
    put(store, article(1, title="菜价播报", body=first))
    second = MARKET.format(1.4, 0.7, 4.8, 13.9, 8.2, 2.1, day=5) + "记者在现场看到，摊位前排起了队。"
    result = put(store, article(2, title="菜价播报", body=second, published_at="2024-03-05T15:00:00+08:00"))
    pairs = [(pair["article_id"], pair["other_id"], pair["kind"]) for pair in store.related(1)]
    assert result.story_id == 1 or pairs == [(2, 1, "update")]
    third = MARKET.format(2.4, 1.7, 6.8, 23.9, 9.2, 3.1, day=5)
    assert put(store, article(3, title="菜价播报", body=third)).story_id == 3
    assert ("update", 3) in [(pair["kind"], pair["article_id"]) for pair in store.related(1)]


def test_related_is_found_from_both_sides_by_index(store: Store) -> None:
    plan = store._db.conn.execute(
        "EXPLAIN QUERY PLAN SELECT * FROM related WHERE article_id = 1 OR other_id = 1"
    ).fetchall()
    assert not any(row[3].startswith("SCAN") for row in plan)
