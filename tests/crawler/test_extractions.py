"""Another reading of a kept page: a new extraction and no revision; stories and index follow; a worse text is refused."""

import json
import sqlite3
from dataclasses import replace

import pytest

from crawler.reading.items import Article, Credit, LedgerLine
from crawler.storage.extractions import Change
from crawler.storage.rows import Row
from crawler.storage.store import Store
from tests.crawler.store_kit import LATER, NOON, article, fingerprint_of, put, text
from tests.crawler.test_rawpages import raw, read_from

TODAY = "2026-01-02T03:04:05+00:00"


def again(store: Store, article_id: int, item: Article, revision: int = 1, against: str = "") -> Change:
    """Reads an article's page again, with ``item`` as what today's rules find, and stores it."""
    return store.reread(store.compare(article_id, revision, Row.of(item, ""), against), TODAY)


def row(store: Store, article_id: int = 1) -> dict[str, object]:
    found = store.article(article_id)
    assert found is not None
    return found


def extractions(store: Store) -> list[tuple[object, ...]]:
    sql = "SELECT article_id, revision, extraction, made_at, rules, title, body FROM extractions ORDER BY 1, 2, 3"
    return [tuple(found) for found in store._db.execute(sql).fetchall()]


def test_another_text_is_another_extraction(store: Store) -> None:
    put(store, read_from(1, rules="old rules"))
    before = row(store)
    shorter = text(1).rsplit("\n", 1)[0]
    ledger = [LedgerLine(9, "一行", "removed", "new.rule")]
    change = again(store, 1, article(1, body=shorter, rules="new rules", ledger=ledger))
    assert (change.kind, change.reason, change.fields) == ("text", "", ())
    assert (change.before[1], change.after[1]) == (text(1), shorter)
    assert change.removed == {"login": -1, "credit": -1, "new.rule": 1}
    assert extractions(store) == [(1, 1, 1, NOON, "old rules", before["title"], text(1))]
    changed = {name: value for name, value in row(store).items() if value != before[name]}
    assert changed.pop("content_hash") == fingerprint_of(article(1, body=shorter)).content_hash
    assert changed == {"body": shorter, "extraction": 2, "extracted_at": TODAY, "rules": "new rules"}
    assert [(line.rule, line.text) for line in store.removed(1)] == [("new.rule", "一行")]
    assert store.revisions(1) == []


def test_each_reading_is_kept(store: Store) -> None:
    put(store, read_from(1))
    for end in (3, 2):
        again(store, 1, article(1, body="\n".join(text(1).split("\n")[:end]), rules=f"rules {end}"))
    assert [found[2:5] for found in extractions(store)] == [(1, NOON, None), (2, TODAY, "rules 3")]
    assert row(store)["extraction"] == 3


def test_a_second_run_finds_nothing_to_do(store: Store) -> None:
    put(store, read_from(1))
    item = article(1, body=text(1)[:-10], title="别的标题", tags=["新"], ledger=[])
    assert again(store, 1, item).kind == "text"
    assert again(store, 1, item).kind == "same"
    assert len(extractions(store)) == 1


def test_the_same_reading_writes_nothing(store: Store) -> None:
    put(store, read_from(1, rules="old"))
    changes = store._db.conn.total_changes
    assert again(store, 1, article(1, rules="new")).kind == "same"
    assert store._db.conn.total_changes == changes


def test_a_title_is_text_as_well(store: Store) -> None:
    put(store, read_from(1))
    assert again(store, 1, article(1, title="更好的标题")).kind == "text"
    assert (row(store)["title"], row(store)["body"], row(store)["extraction"]) == ("更好的标题", text(1), 2)
    assert extractions(store)[0][5] == "河边的消息1"


def test_details_are_no_extraction(store: Store) -> None:
    """What today's rules do not find any more was wrong."""
    put(store, read_from(1))
    change = again(store, 1, article(1, authors=[], credits=[Credit("审核", "林舟")], source="", rules="new"))
    assert (change.kind, change.fields) == ("fields", ("source", "authors", "credits"))
    found = row(store)
    assert (found["source"], found["authors"], found["extraction"], found["rules"]) == (None, [], 1, "new")
    assert found["credits"] == [{"role": "审核", "name": "林舟"}]
    assert extractions(store) == []


def test_a_date_that_is_found_moves_the_story_s_best_copy(store: Store) -> None:
    put(store, read_from(1, published_at="2024-03-05T08:30:00+08:00"))
    put(store, read_from(2, body=text(1), title=article(1).title, published_at="2024-03-05T09:30:00+08:00"))
    assert row(store, 1)["is_canonical"] == 1
    again(store, 2, article(2, body=text(1), title=article(1).title, published_at="2024-03-05T07:30:00+08:00"))
    assert (row(store, 1)["is_canonical"], row(store, 2)["is_canonical"]) == (0, 1)


def test_removed_lines_alone(store: Store) -> None:
    put(store, read_from(1))
    lines = [replace(line, rule="login.new") if line.rule == "login" else line for line in article(1).ledger]
    change = again(store, 1, article(1, ledger=lines))
    assert (change.kind, change.removed) == ("lines", {"login": -1, "login.new": 1})
    assert [line.rule for line in store.removed(1)] == ["login.new", "credit"]
    assert row(store)["extraction"] == 1


def test_what_is_counted_in_a_rule_is_no_change(store: Store) -> None:
    put(store, read_from(1, ledger=[LedgerLine(1, "登录", "removed", "repeated (3 of 3 pages)")]))
    lines = [LedgerLine(1, "登录", "removed", "repeated (90 of 99 pages)")]
    assert again(store, 1, article(1, ledger=lines)).kind == "same"


@pytest.mark.parametrize(
    ("fields", "against", "reason"),
    [
        ({"body": text(1)[:60]}, "", "shrunk"),
        ({"body": ""}, "", "empty"),
        ({"body": ""}, "no-text", "no-text"),
        ({"body": text(1)[:-9], "flags": ["mojibake"]}, "", "damaged"),
        ({}, "wall", "wall"),
    ],
)
def test_a_worse_text_is_refused(store: Store, fields: dict[str, object], against: str, reason: str) -> None:
    put(store, read_from(1))
    changes = store._db.conn.total_changes
    change = again(store, 1, article(1, **fields), against=against)
    assert (change.kind, change.reason) == ("refused", reason)
    assert store._db.conn.total_changes == changes


def test_copies_of_the_new_text_are_found(store: Store) -> None:
    put(store, read_from(1, body=text("frame", 8) + "\n" + text(1)))
    again(store, 1, article(1, body=text(1)))
    assert put(store, article("copy", body=text(1), portal="harbour")).story_id == 1
    assert put(store, article("frame", body=text("frame", 8), portal="harbour")).outcome == "new"


def test_an_article_that_is_a_copy_without_its_frame_joins_the_story(store: Store) -> None:
    put(store, article("original", body=text("original"), portal="harbour"))
    assert put(store, read_from(1, body=text("frame", 6) + "\n" + text("original", 2), title="甲")).outcome == "new"
    again(store, 2, article(1, body=text("original"), title=article("original").title))
    assert (row(store, 2)["story_id"], row(store, 2)["is_canonical"]) == (1, 0)


def test_an_earlier_revision_is_read_again_by_itself(store: Store) -> None:
    put(store, read_from(1, rules="first"))
    put(store, read_from(1, raw("1b"), body=text("1b"), rules="second"), seen_at=LATER)
    latest = row(store)
    shorter = text(1).rsplit("\n", 1)[0]
    change = again(store, 1, article(1, body=shorter, rules="new", ledger=[]))
    assert change.kind == "text"
    assert extractions(store) == [(1, 1, 1, NOON, "first", "河边的消息1", text(1))]
    assert [(found["revision"], found["body"]) for found in store.revisions(1)] == [(1, shorter)]
    assert store.removed(1, 1) == []
    assert row(store) == latest
    assert again(store, 1, article(1, body=shorter, ledger=[])).kind == "same"
    again(store, 1, article(1, body=text(1), ledger=[]))
    assert [found[2:5] for found in extractions(store)] == [(1, NOON, "first"), (2, TODAY, "new")]


def test_revisions_and_extractions_stay_apart(store: Store) -> None:
    put(store, read_from(1, rules="old"))
    again(store, 1, article(1, body=text(1)[:-10], rules="new"))
    put(store, read_from(1, raw("1b"), body=text("1b"), rules="new"), seen_at=LATER)
    found = row(store)
    assert (found["revision"], found["extraction"], found["extracted_at"], found["rules"]) == (2, 1, None, "new")
    assert [one["body"] for one in store.revisions(1)] == [text(1)[:-10]]
    assert [one[:5] for one in extractions(store)] == [(1, 1, 1, NOON, "old")]
    again(store, 1, article(1, body=text("1b")[:-10], rules="newest"), revision=2)
    assert [one[:5] for one in extractions(store)] == [(1, 1, 1, NOON, "old"), (1, 2, 1, LATER, "new")]


def test_a_crawl_between_reading_and_writing(store: Store) -> None:
    """The text that was read is that of what has become an earlier revision."""
    put(store, read_from(1))
    change = store.compare(1, 1, Row.of(article(1, body=text(1)[:-10]), ""))
    put(store, read_from(1, raw("1b"), body=text("1b")), seen_at=LATER)
    store.reread(change, TODAY)
    assert row(store)["body"] == text("1b")
    assert store.revisions(1)[0]["body"] == text(1)[:-10]


@pytest.mark.parametrize(("article_id", "revision"), [(1, 2), (9, 1)])
def test_what_is_not_there(store: Store, article_id: int, revision: int) -> None:
    put(store, read_from(1))
    assert again(store, article_id, article(1, body="x"), revision).kind == "gone"


def test_all_or_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text, the one before, lines, story and index change together."""
    put(store, read_from(1))
    before = "\n".join(store._db.conn.iterdump())
    change = store.compare(1, 1, Row.of(article(1, body=text(1)[:-10], ledger=[]), ""))
    monkeypatch.setattr("crawler.copies.canonical.elect", _fail)
    with pytest.raises(sqlite3.OperationalError):
        store.reread(change, TODAY)
    assert "\n".join(store._db.conn.iterdump()) == before


def _fail(*_: object) -> bool:
    raise sqlite3.OperationalError("stopped here")


def test_what_is_kept_can_be_chosen(store: Store) -> None:
    put(store, read_from(1, published_at="2024-03-05T08:30:00+08:00"))
    put(store, read_from(1, raw("1b"), body=text("1b"), published_at="2024-03-05T08:30:00+08:00"), seen_at=LATER)
    put(store, read_from(2, published_at="2024-03-09T08:30:00+08:00"))
    put(store, read_from(3, published_at=""), seen_at="2024-03-08T00:00:00+00:00")
    put(store, article(4))
    put(store, read_from(5, portal="harbour"))
    assert store.raw_portals().keys() == {"harbour", "riverside"}
    assert store.raw_portals()["harbour"] == "http://news.example/5.html"
    assert store.raw_revisions("riverside") == [(1, 1), (1, 2), (2, 1), (3, 1)]
    assert store.raw_revisions("riverside", since="2024-03-08") == [(2, 1), (3, 1)]
    assert store.raw_revisions("riverside", [1, 3, 4, 5]) == [(1, 1), (1, 2), (3, 1)]
    assert store.raw_revisions("nowhere") == []


def test_flags_are_those_of_today(store: Store) -> None:
    put(store, read_from(1, flags=["mojibake"]))
    again(store, 1, article(1, flags=["mended"], body=text(1) + "。"))
    assert json.loads(str(store._db.execute("SELECT flags FROM articles").fetchone()[0])) == ["mended"]
