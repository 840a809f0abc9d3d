"""Which copy speaks for a story, and by which hashes a story is found."""

from crawler.copies.similar import LIST_LIMIT
from crawler.storage.store import Store
from tests.crawler.store_kit import LATER, NOON, article, fingerprint_of, put, text

HARBOUR = {"url": "http://harbour.example/1", "portal": "harbour"}
HILLSIDE = {"url": "http://hillside.example/1", "portal": "hillside"}


def canonical(store: Store, story_id: int = 1) -> int:
    """The one canonical article of a story."""
    (found,) = store._db.conn.execute("SELECT id FROM stories WHERE story_id = ?", (story_id,)).fetchall()
    return int(found[0])


def test_first_stays_canonical_among_equals(store: Store) -> None:
    put(store, article(1))
    assert put(store, article(1, **HARBOUR)).canonical_changed is False
    assert canonical(store) == 1


def test_undamaged_copy_takes_over(store: Store) -> None:
    put(store, article(1, flags=["mojibake"]))
    assert put(store, article(1, **HARBOUR, flags=["mended"])).canonical_changed is True
    assert canonical(store) == 2
    assert put(store, article(1, **HILLSIDE)).canonical_changed is True
    assert canonical(store) == 3


def test_flags_that_are_no_damage_count_nothing(store: Store) -> None:
    put(store, article(1, flags=["generic-layout"]))
    put(store, article(1, **HARBOUR))
    assert canonical(store) == 1


def test_earlier_published_copy_takes_over(store: Store) -> None:
    put(store, article(1))
    earlier = article(1, **HARBOUR, published_at="2024-03-05T00:29:59+00:00")
    assert put(store, earlier, seen_at=LATER).canonical_changed is True
    assert canonical(store) == 2


def test_time_zones_are_compared_as_moments(store: Store) -> None:
    put(store, article(1, published_at="2024-03-05T08:30:00+08:00"))
    put(store, article(1, **HARBOUR, published_at="2024-03-05T01:00:00+00:00"))
    assert canonical(store) == 1


def test_without_a_date_the_first_sight_counts(store: Store) -> None:
    put(store, article(1, published_at=""), seen_at=LATER)
    put(store, article(1, **HARBOUR, published_at="2024-03-05T20:59:00+08:00"), seen_at=LATER)
    assert canonical(store) == 2
    put(store, article(1, **HILLSIDE, published_at=""), seen_at=NOON)
    assert canonical(store) == 3


def test_mended_page_wins_its_place_back(store: Store) -> None:
    put(store, article(1, flags=["mended"]))
    put(store, article(1, **HARBOUR))
    assert canonical(store) == 2
    assert put(store, article(1)).canonical_changed is True
    assert canonical(store) == 1


def test_canonical_copy_that_leaves_is_replaced(store: Store) -> None:
    put(store, article(1, flags=["mended"]))
    put(store, article(1, **HARBOUR))
    result = put(store, article(1, **HARBOUR, body=text("quite another")))
    assert (result.story_id, result.canonical_changed) == (2, True)
    assert (canonical(store, 1), canonical(store, 2)) == (1, 2)


def test_canonical_is_judged_again_after_a_revision(store: Store) -> None:
    put(store, article(1, flags=["mojibake"]))
    put(store, article(1, **HARBOUR))
    put(store, article(1, body=f"{text(1)}\n{text('added', 1)}"))
    assert canonical(store) == 1


def test_portals_in_order_of_arrival_each_once(store: Store) -> None:
    for fields in ({"portal": "zoo"}, HARBOUR, {"url": "http://harbour.example/2", "portal": "harbour"}, HILLSIDE):
        put(store, article(1, **fields))
    (story,) = store._db.conn.execute("SELECT copies, portals FROM stories").fetchall()
    assert story == (3, '["zoo","harbour","hillside"]')


def test_common_phrases_are_not_indexed_for_ever(store: Store) -> None:
    """The same text on the same day of thirty years: thirty stories, but not thirty rows a hash."""
    for year in range(30):
        item = article(1, url=f"http://news.example/{year}", published_at=f"{1990 + year}-03-05T08:30:00+08:00")
        assert put(store, item).outcome == "new"
    rows = store._db.conn.execute("SELECT max(n) FROM (SELECT count(*) AS n FROM sketch GROUP BY hash)").fetchone()
    assert rows == (LIST_LIMIT + 1,)


def test_chain_of_copies_ends_at_the_first_article(store: Store) -> None:
    """Each shares most with the one before; the last has nothing of the first, so it is no copy of it."""
    parts = [text(f"part {number}", 1) for number in range(9)]
    ids = [put(store, article(f"c{n}", title="接龙", body="\n".join(parts[n : n + 4]))).story_id for n in range(5)]
    assert ids[4] != ids[0]
    for story_id in set(ids):
        assert store._db.conn.execute("SELECT story_id FROM article WHERE id = ?", (story_id,)).fetchone() == (
            story_id,
        )


def test_korean_and_english_copies(store: Store) -> None:
    texts = {
        "ko": "강가의 시장이 새벽에 문을 열자 주민들이 바구니를 들고 싱싱한 채소를 고르러 나왔다 "
        "상인은 올해 비가 넉넉해 수확이 늘었다고 말했다 ",
        "en": "The market by the river opened at dawn and neighbours came with baskets to choose fresh greens "
        "while traders said that a rainy year had brought more than the last one did ",
    }
    for number, (language, body) in enumerate(texts.items()):
        first = put(store, article(f"{language}1", title=f"title {language}", body=body * 2 + text(language, 1)))
        copy = put(
            store,
            article(
                f"{language}2", title=f"title {language}", portal="harbour", body=body.upper() * 2 + text(language, 1)
            ),
        )
        assert (copy.outcome, copy.story_id) == ("copy", first.story_id), number


def test_relations_of_an_earlier_text_are_dropped(store: Store) -> None:
    put(store, article(1))
    later = article(1, **HARBOUR, published_at="2025-03-05T08:30:00+08:00")
    put(store, later)
    assert len(store.related(2)) == 1
    put(store, article(2, **HARBOUR, body=text("quite another")))
    assert store.related(2) == []


def test_an_updated_story_is_found_by_its_last_versions(store: Store) -> None:
    """Portals reprint what they saw first; a text that changes every hour does not fill the index."""
    versions = [
        article(1, body="\n".join([text(1), *(text(f"hour {n}", 1) for n in range(hour))])) for hour in range(6)
    ]
    for version in versions:
        put(store, version)
    hashes = {row[0] for row in store._db.conn.execute("SELECT hash FROM sketch")}
    assert hashes == {number for version in versions[-3:] for number in fingerprint_of(version).sketch}


def test_a_copy_of_an_earlier_version_joins(store: Store) -> None:
    figures = "今天{}人到场，收到{}件旧物，其中{}件来自邻县，{}件将在明年{}月展出，{}名志愿者参加整理。"
    first, second = (
        f"{text(1, 1)}\n{figures.format(*numbers)}" for numbers in ((31, 12, 5, 8, 3, 17), (58, 29, 9, 21, 6, 40))
    )
    put(store, article(1, body=first))
    put(store, article(1, body=second))
    late = put(store, article(1, **HARBOUR, body=f"{first}\n{text('note', 1)[:40]}"))
    assert (late.outcome, late.story_id) == ("copy", 1)


def test_the_original_wins_over_a_mangled_copy_that_became_a_story(store: Store) -> None:
    body = text(1, 5)
    put(store, article(1, body=body))
    mangled = "\n".join([text("frame", 6), *body.split("\n")[3:]])
    assert put(store, article(2, **HARBOUR, title="河边的消息1", body=mangled)).outcome == "new"
    late = "\n".join([text("frame", 6)[:60], body])
    result = put(store, article(3, **HILLSIDE, title="河边的消息1", body=late))
    assert (result.outcome, result.story_id) == ("copy", 1)


def test_the_portal_that_is_named_as_source_speaks_for_the_story(store: Store) -> None:
    store.start_run("harbour", NOON, title="海港新闻网")
    put(store, article(1, source="海港新闻网"))
    original = article(1, **HARBOUR, source="", published_at="2024-03-05T10:00:00+08:00")
    assert put(store, original, seen_at=LATER).canonical_changed is True
    put(store, article(1, **HILLSIDE, source="海港新聞網", published_at="2024-03-04T10:00:00+08:00"))
    assert canonical(store) == 2


def test_a_portal_can_be_named_by_its_own_name(store: Store) -> None:
    put(store, article(1, source="harbour"))
    put(store, article(1, **HARBOUR, source="harbour", published_at="2024-03-05T10:00:00+08:00"))
    assert canonical(store) == 2


def test_damage_outweighs_origin(store: Store) -> None:
    put(store, article(1, source="harbour"))
    put(store, article(1, **HARBOUR, flags=["mojibake"]))
    assert canonical(store) == 1


def test_an_unknown_source_changes_nothing(store: Store) -> None:
    put(store, article(1, source="新华社"))
    put(store, article(1, **HARBOUR, source=""))
    assert canonical(store) == 1
