"""Lines from other systems: what becomes an article, and what is refused with which reason."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.items import Article, Credit, Image
from crawler.storage.records import KEYS, BadRecord, parse, strip_ends
from crawler.storage.schema import ARTICLE_COLUMNS

URL = "http://news.example/1"
FEW: dict[str, Any] = {"url": URL, "title": "集市开张", "body": "河边的集市今天开张。\n居民提着竹篮来了。"}


def line(**changes: Any) -> bytes:
    return json.dumps(FEW | changes, ensure_ascii=False).encode()


def test_the_least_that_is_needed() -> None:
    record = parse(line())
    assert record.article == Article(
        url=URL, portal="news.example", title="集市开张", body=FEW["body"], language="zh-Hans"
    )
    assert (record.first, record.last, record.changed, record.unknown) == ("", "", "", ())


def test_all_that_can_be_given() -> None:
    more = {
        "portal": "riverside",
        "published_at": "2024-03-05T08:30:00+08:00",
        "modified_at": "2024-03-05",
        "section": "本地",
        "source": "河边日报",
        "authors": ["周航"],
        "credits": [{"role": "编辑", "name": "林舟"}],
        "tags": ["集市"],
        "breadcrumbs": ["首页", "本地"],
        "images": [{"url": "http://news.example/1.jpg", "caption": "集市"}],
        "language": "zh",
        "flags": ["mended"],
        "layout": "2024",
    }
    article = parse(line(**more)).article
    assert article.credits == [Credit("编辑", "林舟")]
    assert article.images == [Image("http://news.example/1.jpg", "集市")]
    assert {name: getattr(article, name) for name in more if name not in ("credits", "images")} == {
        name: value for name, value in more.items() if name not in ("credits", "images")
    }


def test_lists_as_tables_keep_them() -> None:
    article = parse(line(tags='["集市", "春天"]', authors="周航", credits='[{"role": "编辑", "name": "林舟"}]')).article
    assert (article.tags, article.authors, article.credits) == (
        ["集市", "春天"],
        ["周航"],
        [Credit("编辑", "林舟")],
    )


def test_what_an_export_holds_beside_the_article() -> None:
    record = parse(
        line(
            id=7,
            story_id=3,
            is_canonical=0,
            revision=2,
            content_hash="ab",
            copy_reason=None,
            extraction=2,
            extracted_at="2024-03-07T12:00:00Z",
            rules="0.1.0+39609ca1",
            gone_at=None,
            first_seen_at="2024-03-05T20:00:00+08:00",
            last_seen_at="2024-03-06T12:00:00Z",
            last_changed_at="2024-03-05",
        )
    )
    assert record.unknown == ()
    assert {*ARTICLE_COLUMNS, "copies", "portals"} <= KEYS
    assert (record.first, record.last, record.changed) == (
        "2024-03-05T12:00:00+00:00",
        "2024-03-06T12:00:00+00:00",
        "2024-03-05T00:00:00+00:00",
    )


def test_the_body_comes_as_it_is() -> None:
    body = "  首页 > 本地\r\n\n河边的集市&nbsp;今天开张。\t\n编辑：林舟 "
    assert parse(line(body=body)).article.body == body


def test_null_is_not_there_and_unknown_keys_are_named() -> None:
    record = parse(line(title="集市", section=None, tags=None, views=3, score={"a": 1}))
    assert (record.article.section, record.article.tags, record.unknown) == ("", [], ("views", "score"))


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert parse(b"\xef\xbb\xbf" + line()).article.title == "集市开张"


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T08:30:00", "2024-03-05T08:30:00"),
        ("2024-03-05T08:30:00Z", "2024-03-05T08:30:00+00:00"),
        ("2024-03-05 08:30", "2024-03-05T08:30:00"),
        ("2024年3月5日 08:30", "2024-03-05T08:30:00"),
        ("Tue, 05 Mar 2024 08:30:00 +0800", "2024-03-05T08:30:00+08:00"),
        ("", ""),
    ],
)
def test_dates(given: str, stored: str) -> None:
    assert parse(line(published_at=given)).article.published_at == stored


@pytest.mark.parametrize("flags", [[], ["generic-layout"]])
def test_damage_that_was_not_mended_is_flagged_unless_flags_are_given(flags: list[str]) -> None:
    noisy = "河边的集市今天开张，居民带着竹篮来挑选蔬菜。".encode().decode("latin-1")
    assert parse(line(body=noisy, flags=flags)).article.flags == (flags or ["mojibake"])
    assert parse(line()).article.flags == []


def test_scripts_tell_the_language() -> None:
    bodies = {
        "ko": "강가의 시장이 새벽에 문을 열자 주민들이 바구니를 들고 나왔다",
        "bo": "ཆུ་འགྲམ་གྱི་ཁྲོམ་ར་དེ་རིང་སྒོ་ཕྱེ་བ་རེད།",
        "ug": "دەريا بويىدىكى بازار بۈگۈن ئېچىلدى ، ئاھالىلەر سېۋەت كۆتۈرۈپ كەلدى",
        "en": "The market by the river has opened and the people of the town came with baskets",
        "zh-Hant": "河邊的集市今天開張，居民帶著竹籃來挑選新鮮的蔬菜",
    }
    assert {name: parse(line(title="", body=body)).article.language for name, body in bodies.items()} == {
        name: name for name in bodies
    }


@pytest.mark.parametrize(
    ("given", "reason", "kind"),
    [
        (b"not json", "no JSON (", "no JSON"),
        (b'{"url": "http://news.example/1"', "no JSON (", "no JSON"),
        (b"[1, 2]", "no JSON object", "no JSON object"),
        (b"[" * 100_000, "no JSON (", "no JSON"),
        (b'{"url": "\xff"}', "not UTF-8", "not UTF-8"),
        (line(url=None), "no url", "no url"),
        (line(url="  "), "no url", "no url"),
        (line(url=17), "url: a number where text is expected", "url"),
        (line(url="ftp://news.example/1"), "url: not http or https", "url"),
        (line(url="/1.html"), "url: not http or https", "url"),
        (line(body=None), "no body", "no body"),
        (line(body=" \n "), "no body", "no body"),
        (line(body=["a", "b"]), "body: a list where text is expected", "body"),
        (line(title={"zh": "集市"}), "title: an object where text is expected", "title"),
        (line(published_at="soon"), "published_at: 'soon' is no date", "published_at"),
        (line(published_at=20240305), "published_at: a number where text is expected", "published_at"),
        (line(published_at="2024-02-30"), "published_at: '2024-02-30' is no date", "published_at"),
        (line(published_at="0001-01-01T00:00:00+14:00"), "published_at: '0001-01-01T00:00:00+14:00' is no", "published_at"),
        (line(published_at=f"{datetime.now(UTC).year + 2}-03-05"), "published_at: '", "published_at"),
        (line(first_seen_at="soon"), "first_seen_at: 'soon' is no date", "first_seen_at"),
        (line(tags=7), "tags: a number where a list is expected", "tags"),
        (line(tags=[True]), "tags: true or false where text is expected", "tags"),
        (line(tags='["a"'), "tags: a list that is cut off", "tags"),
        (line(credits=["林舟"]), "credits: text where an object with role and name is expected", "credits"),
        (line(images=[{"url": 3}]), "url: a number where text is expected", "url"),
    ],
)  # fmt: skip
def test_refused_lines(given: bytes, reason: str, kind: str) -> None:
    with pytest.raises(BadRecord) as refused:
        parse(given)
    assert str(refused.value).startswith(reason)
    assert refused.value.kind == kind


@given(
    st.dictionaries(
        st.sampled_from(["url", "title", "body", "published_at", "tags", "credits", "last_seen_at", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_any_json_is_taken_or_refused(changes: dict[str, Any]) -> None:
    try:
        article = parse(json.dumps(FEW | changes).encode()).article
    except BadRecord:
        return
    assert article.url
    assert article.body.strip()


@given(st.binary(max_size=60))
def test_any_bytes_are_taken_or_refused(given_bytes: bytes) -> None:
    with pytest.raises(BadRecord):
        parse(given_bytes)


def test_strip_takes_known_lines_off_both_ends_only() -> None:
    text = "河边的集市今天开张。\n责任编辑：林舟\n居民提着竹篮来了。"
    body, removed = strip_ends(Article(body=f"首页 > 新闻 > 本地\n\n{text}\n\n责任编辑：林舟\n上一篇：码头旧照片展"))
    assert body == text
    assert [(found.position, found.text) for found in removed] == [
        (0, "首页 > 新闻 > 本地"),
        (6, "责任编辑：林舟"),
        (7, "上一篇：码头旧照片展"),
    ]
    assert all(found.rule and found.verdict == "removed" for found in removed)


@pytest.mark.parametrize("body", ["河边的集市今天开张。", "责任编辑：林舟", "", "责任编辑：林舟\n\n校对：周航"])
def test_strip_leaves_what_would_be_nothing(body: str) -> None:
    assert strip_ends(Article(body=body)) == (body, [])
