"""What becomes of an article that arrives: new, copy, unchanged, changed; and what is written with it."""

from pathlib import Path
from typing import Any

import pytest

from crawler.reading.items import LedgerLine
from crawler.reading.linekeys import PlacedLine
from crawler.reading.repeats import Repeats
from crawler.storage.store import Store
from tests.crawler.store_kit import LATER, NOON, article, fingerprint_of, put, text

OTHER = "http://other.example/copy.html"


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but the counts of the run."""
    connection = store._db.conn
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables if name != "run"}


def column(store: Store, sql: str, *parameters: object) -> list[Any]:
    return [row[0] for row in store._db.conn.execute(sql, parameters)]


def stored(store: Store, article_id: int) -> dict[str, Any]:
    row = store.article(article_id)
    assert row is not None
    return row


# New


def test_new_article_is_its_own_story(store: Store) -> None:
    result = put(store, article(1))
    assert (result.outcome, result.article_id, result.story_id) == ("new", 1, 1)
    assert (result.reason, result.canonical_changed) == ("", False)
    assert put(store, article(2)).story_id == 2
    assert column(store, "SELECT id FROM stories") == [1, 2]


def test_new_article_is_indexed_by_its_sketch(store: Store) -> None:
    put(store, article(1))
    assert sorted(column(store, "SELECT hash FROM sketch")) == sorted(fingerprint_of(article(1)).sketch)


def test_removed_lines_are_kept_with_their_rule(store: Store) -> None:
    put(store, article(1))
    assert store.removed(1) == [
        LedgerLine(1, "登录后可以评论", "removed", "login"),
        LedgerLine(3, "编辑：林舟", "removed", "credit"),
    ]


def test_two_removed_pieces_of_one_line(store: Store) -> None:
    pieces = [LedgerLine(4, "分享", "removed", "share"), LedgerLine(4, "打印", "removed", "toolbar")]
    put(store, article(1, ledger=pieces))
    assert store.removed(1) == pieces


def test_what_was_not_found_is_null(store: Store) -> None:
    bare = {"published_at": "", "section": "", "source": "", "language": "", "authors": [], "tags": []}
    put(store, article(1, **bare))
    row = stored(store, 1)
    assert [row[name] for name in ("published_at", "section", "source", "language")] == [None] * 4
    assert [row[name] for name in ("authors", "tags")] == [[], []]


def test_half_characters_do_not_lose_an_article(store: Store) -> None:
    put(store, article(1, title="河边\ud83d的集市", authors=["周\udc00"]))
    assert stored(store, 1)["title"] == "河边\ufffd的集市"
    assert stored(store, 1)["authors"] == ["周\ufffd"]


def test_article_without_address_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="without url"):
        put(store, article(1, url=""))


def test_unknown_run_stores_nothing(store: Store) -> None:
    with pytest.raises(ValueError, match="run 7 does not exist"):
        put(store, article(1), run=7)
    assert store.totals()["articles"] == 0


# Copies


def test_same_text_elsewhere_is_a_copy(store: Store) -> None:
    put(store, article(1))
    copy = put(store, article(1, url=OTHER, portal="harbour", title="另一个标题"), seen_at=LATER)
    assert (copy.outcome, copy.article_id, copy.story_id, copy.reason) == ("copy", 2, 1, "same-text")
    (story,) = store._db.query("SELECT * FROM stories")
    assert (story["id"], story["copies"], story["portals"]) == (1, 1, '["riverside", "harbour"]'.replace(" ", ""))
    assert stored(store, 2)["portal"] == "harbour"


def test_copy_is_not_indexed(store: Store) -> None:
    put(store, article(1))
    put(store, article(1, url=OTHER, portal="harbour"))
    assert set(column(store, "SELECT story_id FROM sketch")) == {1}


def test_copy_in_traditional_characters_with_other_punctuation(store: Store) -> None:
    put(store, article(1, title="老街的灯笼重新点亮", body="老街的灯笼重新点亮，孩子围着师傅看。" * 4))
    copy = put(
        store,
        article(
            2, url=OTHER, portal="harbour", title="老街的燈籠重新點亮", body="老街的燈籠重新點亮,孩子圍着師傅看. " * 4
        ),
    )
    assert (copy.outcome, copy.story_id) == ("copy", 1)


def test_copy_with_a_frame_around_it(store: Store) -> None:
    put(store, article(1, body=text(1, 6)))
    framed = f"{text('frame', 1)}\n{text(1, 6)}"
    copy = put(store, article(1, url=OTHER, portal="harbour", body=framed))
    assert (copy.outcome, copy.story_id) == ("copy", 1)
    assert copy.reason not in ("", "same-text")
    assert stored(store, 2)["body"] == framed


@pytest.mark.parametrize(
    ("published", "outcome"),
    [
        ("2024-03-05T23:00:00+08:00", "copy"),
        ("2024-04-04T08:30:00+08:00", "copy"),
        ("2024-04-05T08:30:00+08:00", "new"),
        ("2025-03-05T08:30:00+08:00", "new"),
        ("2023-03-05T08:30:00+08:00", "new"),
        ("2024-03-05", "copy"),
        ("", "copy"),
    ],
)
def test_same_text_within_thirty_days_only(store: Store, published: str, outcome: str) -> None:
    put(store, article(1))
    assert put(store, article(1, url=OTHER, portal="harbour", published_at=published)).outcome == outcome


def test_same_text_a_year_later_is_related(store: Store) -> None:
    put(store, article(1))
    put(store, article(1, url=OTHER, portal="harbour", published_at="2025-03-05T08:30:00+08:00"))
    (pair,) = store.related(2)
    assert (pair["article_id"], pair["other_id"], pair["kind"]) == (2, 1, "sibling")
    assert pair["scores"]["containment"] == 1
    assert pair["scores"]["gap_days"] == 365
    assert store.related(1) == [pair]


def test_long_quotation_is_related_not_merged(store: Store) -> None:
    put(store, article(1, body=text(1, 4)))
    comment = put(store, article(2, url=OTHER, title="老街灯笼评论", body=f"{text(1, 4)}\n{text('comment', 12)}"))
    assert comment.outcome == "new"
    assert [pair["kind"] for pair in store.related(2)] == ["contains"]


@pytest.mark.parametrize("body", ["", "点击观看视频", "图片新闻。"])
def test_short_texts_are_no_copies_of_each_other(store: Store, body: str) -> None:
    put(store, article(1, title="龙舟下水", body=body))
    assert put(store, article(2, title="花市开张", body=body)).outcome == "new"


def test_short_text_under_the_same_title_is_a_copy(store: Store) -> None:
    put(store, article(1, title="龙舟下水", body="点击观看视频"))
    assert put(store, article(2, title="龙舟 下水", body="点击观看视频")).outcome == "copy"


@pytest.mark.parametrize(
    ("portal", "published", "outcome"),
    [
        ("riverside", "2024-03-05T20:30:00+08:00", "copy"),
        ("riverside", "2024-03-06T08:30:00+08:00", "new"),
        ("riverside", "", "new"),
        ("harbour", "2024-03-06T08:30:00+08:00", "copy"),
        ("harbour", "2024-03-12T08:30:00+08:00", "new"),
        ("harbour", "", "copy"),
    ],
)
def test_a_daily_line_under_a_daily_title_is_another_one_each_day(
    store: Store, portal: str, published: str, outcome: str
) -> None:
    put(store, article(1, title="晚间新闻", body="点击观看视频"))
    item = article(2, title="晚间新闻", body="点击观看视频", portal=portal, published_at=published)
    assert put(store, item).outcome == outcome


@pytest.mark.parametrize(("portal", "outcome"), [("archive", "copy"), ("riverside", "new")])
def test_a_long_text_with_many_numbers_is_the_same_in_another_year(store: Store, portal: str, outcome: str) -> None:
    body = text(1) + "".join(f"第{n}队修了{n * 3 + 50}盏灯。" for n in range(9))
    put(store, article(1, body=body))
    later = article(2, portal=portal, published_at="2025-09-05T08:30:00+08:00", body=body)
    assert put(store, later).outcome == outcome


def test_notices_that_differ_in_numbers_stay_apart(store: Store) -> None:
    notice = (
        "市场监测：{0}日白菜每斤{1}元，萝卜每斤{2}元，鸡蛋每斤{3}元，猪肉每斤{4}元，鲤鱼每斤{5}元，供应充足，价格平稳。"
    )
    first = notice.format(5, 1.2, 0.9, 4.8, 13.5, 8.6)
    second = notice.format(6, 1.4, 0.8, 5.1, 13.9, 8.2)
    put(store, article(1, title="今日菜价", body=first))
    result = put(store, article(2, title="今日菜价", body=second, published_at="2024-03-06T08:30:00+08:00"))
    assert result.outcome == "new"
    assert store.related(2) != []


# Unchanged


def test_second_put_changes_nothing_but_last_seen(store: Store) -> None:
    put(store, article(1), fetched_url="http://m.news.example/1")
    put(store, article(1, url=OTHER, portal="harbour"))
    before = everything(store)
    again = put(store, article(1), seen_at=LATER, fetched_url="http://m.news.example/1")
    assert (again.outcome, again.article_id, again.story_id, again.reason) == ("unchanged", 1, 1, "")
    assert stored(store, 1)["last_seen_at"] == LATER
    assert stored(store, 1)["last_changed_at"] == NOON
    store._db.conn.execute("UPDATE article SET last_seen_at = ?", (NOON,))
    store._db.conn.execute("UPDATE sighting SET last_seen_at = ?", (NOON,))
    assert everything(store) == before


def test_seeing_it_out_of_order_does_not_turn_back_the_clock(store: Store) -> None:
    put(store, article(1), seen_at=LATER)
    put(store, article(1), seen_at=NOON)
    assert stored(store, 1)["last_seen_at"] == LATER


def test_another_extraction_of_the_same_text_is_no_revision(store: Store) -> None:
    put(store, article(1))
    ledger = [LedgerLine(1, "登录后可以评论", "removed", "another-rule")]
    again = put(store, article(1, ledger=ledger, layout="2025", title="河边 的消息1！"))
    assert again.outcome == "unchanged"
    assert stored(store, 1)["revision"] == 1
    assert stored(store, 1)["title"] == "河边的消息1"
    assert [line.rule for line in store.removed(1)] == ["login", "credit"]


def test_details_are_refreshed_without_a_revision(store: Store) -> None:
    put(store, article(1, source="", tags=[]))
    again = put(store, article(1, published_at="2024-03-05T09:00:00+08:00", authors=[], section=""))
    row = stored(store, 1)
    assert again.outcome == "unchanged"
    assert (row["source"], row["tags"]) == ("河边日报", ["集市", "春天"])
    assert row["published_at"] == "2024-03-05T09:00:00+08:00"
    assert (row["authors"], row["section"]) == (["周航"], "本地")
    assert (row["revision"], row["last_changed_at"]) == (1, NOON)


# Changed


def test_another_text_is_a_revision(store: Store) -> None:
    put(store, article(1))
    lines = [LedgerLine(0, "扫码下载客户端", "removed", "app")]
    result = put(store, article(1, title="河边的新消息", body=text("new"), ledger=lines), seen_at=LATER)
    assert (result.outcome, result.article_id, result.story_id, result.reason) == ("changed", 1, 1, "title and body")
    row = stored(store, 1)
    assert (row["title"], row["body"], row["revision"]) == ("河边的新消息", text("new"), 2)
    assert (row["first_seen_at"], row["last_seen_at"], row["last_changed_at"]) == (NOON, LATER, LATER)
    assert store.revisions(1) == [
        {"article_id": 1, "revision": 1, "seen_at": NOON, "title": "河边的消息1", "body": text(1)}
    ]
    assert store.removed(1) == lines
    assert [line.rule for line in store.removed(1, revision=1)] == ["login", "credit"]


# Cleaned again

_NOTICE = "老街茶社的灯为晚归的人亮着。"
_REPEATED = LedgerLine(9, _NOTICE, "removed", "repeated (3 of 3 pages)")


def test_cleaned_text_replaces_the_stored_one_without_a_revision(store: Store) -> None:
    put(store, article(1, body=f"{text(1)}\n{_NOTICE}"))
    counts = store._db.conn.execute("SELECT pages, new, changed, unchanged FROM run").fetchone()
    result = put(store, article(1, ledger=[_REPEATED]), seen_at=LATER, cleaned=True)
    assert (result.outcome, result.article_id, result.reason) == ("unchanged", 1, "cleaned")
    row = stored(store, 1)
    assert (row["body"], row["revision"], row["last_changed_at"]) == (text(1), 1, NOON)
    assert row["content_hash"] == fingerprint_of(article(1)).content_hash
    assert (store.revisions(1), store.removed(1)) == ([], [_REPEATED])
    assert store._db.conn.execute("SELECT pages, new, changed, unchanged FROM run").fetchone() == counts


def test_cleaned_copy_finds_its_story(store: Store) -> None:
    """Most of two short texts was the portal's notice; without it they are no copies, and others become some."""
    put(store, article(1))
    put(store, article(2, body=f"{text(1)}\n{text('notice', 12)}", title="河边的消息2"))
    result = put(store, article(2, body=text(1), title="河边的消息2"), cleaned=True)
    assert result.story_id == 1
    assert column(store, "SELECT count(*) FROM article WHERE is_canonical = 1") == [1]


def test_what_the_portal_taught_since_is_no_revision(store: Store) -> None:
    put(store, article(1, body=f"{text(1)}\n{_NOTICE}"))
    for ledger, body in (([_REPEATED], text(1)), ([], f"{text(1)}\n{_NOTICE}")):  # learnt, and forgotten
        result = put(store, article(1, body=body, ledger=ledger), seen_at=LATER)
        assert (result.outcome, result.reason) == ("unchanged", "cleaned")
        assert (stored(store, 1)["body"], stored(store, 1)["revision"]) == (body, 1)
    assert column(store, "SELECT unchanged FROM run") == [2]


@pytest.mark.parametrize(
    "changes",
    [{"body": text("new")}, {"title": "河边的新消息"}, {"ledger": [LedgerLine(9, _NOTICE, "removed", "app")]}],
)
def test_a_real_change_is_a_revision_in_spite_of_repeated_lines(store: Store, changes: dict[str, Any]) -> None:
    put(store, article(1, body=f"{text(1)}\n{_NOTICE}"))
    assert put(store, article(1, **{"ledger": [_REPEATED], **changes})).outcome == "changed"


def test_repeated_lines_are_kept_by_portal(store: Store) -> None:
    known = Repeats()
    for number in range(3):
        known.add(f"第{number}篇", [PlacedLine(5, 6, 40.0), PlacedLine(100 + number, -(2**63), 90.0)])
    store.keep_repeats("riverside", known)
    store.keep_repeats("harbour", Repeats())
    assert sorted(store.repeats("riverside").to_rows()) == sorted(known.to_rows())
    assert store.repeats("harbour").pages == store.repeats("nobody").pages == 0
    store.keep_repeats("riverside", Repeats())
    assert store.repeats("riverside").pages == 0


def test_revisions_number_themselves(store: Store) -> None:
    for number in range(4):
        put(store, article(1, body=text(number)))
    assert [row["revision"] for row in store.revisions(1)] == [1, 2, 3]
    assert stored(store, 1)["revision"] == 4


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"title": "河边的通知"}, "title"), ({"body": text(1).replace("。", "！")}, "body")],
)
def test_what_makes_a_revision(store: Store, changes: dict[str, str], reason: str) -> None:
    put(store, article(1))
    result = put(store, article(1, **changes))
    assert (result.outcome, result.reason) == ("changed", reason)


def test_lost_title_is_no_revision(store: Store) -> None:
    put(store, article(1))
    assert put(store, article(1, title="")).outcome == "unchanged"
    put(store, article(1, title="", body=text("new")))
    assert stored(store, 1)["title"] == "河边的消息1"


def test_changed_text_is_found_by_its_new_words_only(store: Store) -> None:
    put(store, article(1))
    put(store, article(1, body=text("new")))
    assert sorted(column(store, "SELECT hash FROM sketch")) == sorted(
        fingerprint_of(article(1, body=text("new"))).sketch
    )
    assert put(store, article(2, url=OTHER, body=text("new"))).story_id == 1
    assert put(store, article(3)).outcome == "new"


@pytest.mark.parametrize(
    ("worse", "reason"),
    [
        ({"body": ""}, "empty"),
        ({"body": "\n \n"}, "empty"),
        ({"body": text("stub", 1), "flags": ["mojibake"]}, "shrunk"),
        ({"body": text("stub", 1), "flags": ["mended"]}, "shrunk"),
        ({"body": text(1).replace("河边", "锟斤拷"), "flags": ["mojibake"]}, "damaged"),
        ({"body": text(1).replace("。", "."), "flags": ["pinyin-notes"]}, "damaged"),
        ({"body": "登录后可以继续阅读全文，新用户注册即送七天会员，已有账号请扫描二维码。"}, "shrunk"),
        ({"body": "Please log in or subscribe to go on. Plans start at two euros a week."}, "shrunk"),
        ({"body": text(1, 1)}, "teaser"),
        ({"body": f"{text(1, 1)}\n{text('offer', 1)}"}, "teaser"),
        ({"body": "春耕农技下乡 | 码头旧照片展 | 公交增加两站 | 晨练跑道翻新 | 大风降温提醒"}, "shrunk"),
    ],
)
def test_worse_never_replaces_good(store: Store, worse: dict[str, Any], reason: str) -> None:
    put(store, article(1))
    result = put(store, article(1, **worse), seen_at=LATER)
    assert (result.outcome, result.reason) == ("unchanged", reason)
    row = stored(store, 1)
    assert (row["body"], row["flags"], row["revision"], row["last_seen_at"]) == (text(1), ["refused"], 1, LATER)
    assert store.revisions(1) == []
    put(store, article(1), seen_at=LATER)
    assert stored(store, 1)["flags"] == []


def test_the_text_of_another_article_never_replaces_one(store: Store) -> None:
    """A cache that is mixed up gives one page at every address, as good an article as any."""
    put(store, article(1))
    put(store, article(2, url=OTHER))
    mixed = put(store, article(1, url=OTHER), seen_at=LATER)
    assert (mixed.outcome, mixed.reason, mixed.revision) == ("unchanged", "of another article", 1)
    assert (stored(store, 2)["body"], stored(store, 2)["flags"]) == (text(2), ["refused"])
    assert put(store, article(2, url=OTHER), seen_at=LATER).outcome == "unchanged"
    assert stored(store, 2)["flags"] == []


def test_two_addresses_of_one_text_may_change_together(store: Store) -> None:
    put(store, article(1))
    put(store, article(1, url=OTHER))
    changed = text(1).replace("。", "！")
    assert put(store, article(1, body=changed), seen_at=LATER).outcome == "changed"
    assert put(store, article(1, url=OTHER, body=changed), seen_at=LATER).outcome == "changed"


def test_the_text_of_another_portal_may_be_taken_over(store: Store) -> None:
    put(store, article(1, portal="harbour", url="http://harbour.example/1.html"))
    put(store, article(2, url=OTHER))
    assert put(store, article(1, url=OTHER), seen_at=LATER).outcome == "changed"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"body": text(1, 3)}),
        ({}, {"body": f"{text(1, 1)[:-12]}，特此更正。"}),
        ({"body": ""}, {"body": text(1), "flags": ["mojibake"]}),
        ({"flags": ["mojibake"]}, {"body": text("new"), "flags": ["mojibake"]}),
        ({"flags": ["mojibake"]}, {"body": text("new"), "flags": ["mended"]}),
        ({}, {"body": text("new"), "flags": ["mended"]}),
    ],
)
def test_honest_changes_pass(store: Store, before: dict[str, Any], after: dict[str, Any]) -> None:
    put(store, article(1, **before))
    assert put(store, article(1, **after)).outcome == "changed"
    assert stored(store, 1)["body"] == after["body"]


# Stories of changed articles


def test_copy_that_became_another_story_leaves(store: Store) -> None:
    put(store, article(1))
    put(store, article(1, url=OTHER, portal="harbour"))
    result = put(store, article(1, url=OTHER, portal="harbour", title="别的事", body=text("quite another")))
    assert (result.outcome, result.article_id, result.story_id) == ("changed", 2, 2)
    assert column(store, "SELECT id FROM stories ORDER BY id") == [1, 2]
    assert put(store, article(3, body=text("quite another"))).story_id == 2


def test_copy_that_changes_little_stays(store: Store) -> None:
    put(store, article(1, body=text(1, 8)))
    put(store, article(1, url=OTHER, portal="harbour", body=text(1, 8)))
    result = put(store, article(1, url=OTHER, portal="harbour", body=f"{text(1, 8)}\n{text('added', 1)}"))
    assert (result.outcome, result.story_id) == ("changed", 1)


def test_stub_that_becomes_a_copy_joins(store: Store) -> None:
    put(store, article(1))
    put(store, article(2, url=OTHER, title="快讯", body=text("stub", 1)))
    result = put(store, article(2, url=OTHER, title="河边的消息1", body=text(1)))
    assert (result.outcome, result.story_id) == ("changed", 1)
    assert column(store, "SELECT id FROM stories") == [1]
    assert set(column(store, "SELECT story_id FROM sketch")) == {1}


# Addresses


def test_own_address_is_a_sighting(store: Store) -> None:
    put(store, article(1))
    assert store.sightings(1) == [
        {
            "url": "http://news.example/1.html",
            "article_id": 1,
            "first_seen_at": NOON,
            "last_seen_at": NOON,
            "status": 200,
        }
    ]


def test_other_address_becomes_a_sighting(store: Store) -> None:
    put(store, article(1), fetched_url="http://m.news.example/1")
    put(store, article(1), fetched_url="http://m.news.example/1", seen_at=LATER, status=203)
    own, mobile = store.sightings(1)
    assert (own["url"], own["status"]) == ("http://news.example/1.html", 203)
    assert mobile == {
        "url": "http://m.news.example/1",
        "article_id": 1,
        "first_seen_at": NOON,
        "last_seen_at": LATER,
        "status": 203,
    }


def test_address_that_the_article_carries(store: Store) -> None:
    put(store, article(1, fetched_url="http://m.news.example/1"))
    assert store.known("http://m.news.example/1")


def test_sighted_address_leads_to_its_article(store: Store) -> None:
    put(store, article(1), fetched_url="http://m.news.example/1")
    result = put(store, article(1, url="http://m.news.example/1", body=text("new")))
    assert (result.outcome, result.article_id) == ("changed", 1)
    assert stored(store, 1)["url"] == "http://news.example/1.html"


def test_moving_address_never_mixes_articles(store: Store) -> None:
    """One address that shows the newest article: each is stored under its own."""
    for number in (1, 2, 3):
        assert put(store, article(number), fetched_url="http://news.example/latest").outcome == "new"
    assert store.article_id("http://news.example/latest") == 3
    assert stored(store, 1)["revision"] == 1


def test_own_address_wins_over_a_sighting(store: Store) -> None:
    put(store, article(1))
    put(store, article(2), fetched_url="http://news.example/1.html")
    assert store.article_id("http://news.example/1.html") == 1
    assert put(store, article(1, body=text("new"))).article_id == 1


def test_the_addresses_of_articles_are_known(store: Store) -> None:
    put(store, article(1))
    assert store.known("http://news.example/1.html")
    assert not store.known("http://news.example/9.html")


# Reading and closing


def test_readers_for_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store.open(path) as store:
        run = store.start_run("riverside", NOON)
        put(store, article(1, ledger=[]), run)
        put(store, article(2), run)
        put(store, article(2, url=OTHER, portal="harbour"), run)
    with Store.read_only(path) as reader:
        assert reader.article(99) is None
        assert reader.article_id("http://nowhere.example") is None
        assert reader.totals() == {"articles": 3, "stories": 2, "portals": 2}
        assert [row["id"] for row in reader.story(2)] == [2, 3]
        showcase = reader.showcase("riverside")
        assert showcase is not None
        assert showcase["id"] == 2
        assert reader.showcase("nowhere") is None
        assert reader.runs(1)[0]["portal"] == "riverside"


def test_closing_leaves_one_file(tmp_path: Path) -> None:
    with Store.open(tmp_path / "news.db") as store:
        put(store, article(1), store.start_run("riverside", NOON))
    assert [file.name for file in tmp_path.iterdir()] == ["news.db"]
