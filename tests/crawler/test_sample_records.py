"""Saved pages and their records: read, compared, written."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.reading.extract import extract
from crawler.reading.items import Article, Credit
from crawler.sample_data.sample_records import BadRecord, Record, differences, name_for, paths, read, record_of, write
from tests.crawler.test_proposing import new_design

PAGE = new_design(1)


@pytest.fixture
def saved(tmp_path: Path) -> Record:
    return read(write(tmp_path, record_of(PAGE, extract(PAGE)), PAGE.body))


def told(record: Record, article: Article) -> list[str]:
    return list(differences(record, article))


def test_what_is_written_is_read_and_is_as_it_says(saved: Record) -> None:
    assert (saved.page.url, saved.page.body, saved.page.content_type) == (PAGE.url, PAGE.body, PAGE.content_type)
    assert saved.is_article
    assert paths(saved.path.parent) == [saved.path]
    assert told(saved, extract(saved.page)) == []


def test_the_same_page_gives_the_same_files(saved: Record) -> None:
    before = [path.read_bytes() for path in sorted(saved.path.parent.iterdir())]
    write(saved.path.parent, record_of(PAGE, extract(PAGE)), PAGE.body)
    assert [path.read_bytes() for path in sorted(saved.path.parent.iterdir())] == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": "别的"}, "title is"),
        ({"published_at": "2025-01-01"}, "published_at is"),
        ({"source": "某报"}, "source is"),
        ({"credits": [Credit("编辑", "言午")]}, "credits is"),
        ({"tags": ["a"]}, "tags is"),
        ({"language": "en"}, "language is"),
    ],
)
def test_each_field_is_compared(saved: Record, change: dict[str, Any], words: str) -> None:
    (only,) = told(saved, replace(extract(PAGE), **change))
    assert only.startswith(words)
    assert "expected" in only


def test_missing_and_added_lines_of_the_body(saved: Record) -> None:
    article = extract(PAGE)
    lines = article.body.split("\n")
    assert told(saved, replace(article, body="\n".join(lines[1:])))[0].startswith(
        f"the body lacks 1 of {len(lines)} lines, first "
    )
    assert told(saved, replace(article, body=f"{article.body}\n版权所有"))[0].startswith(
        'the body has 1 lines that are not expected, first "版权所有"'
    )


def test_a_line_that_must_not_come_through(saved: Record) -> None:
    line = "2026-02-11 08:30"
    assert line in saved.data["must_not_contain"]
    assert any("came through" in found for found in told(saved, replace(extract(PAGE), body=f"x\n{line}")))


def test_width_and_blanks_make_no_difference(saved: Record) -> None:
    article = extract(PAGE)
    assert told(saved, replace(article, title=f" {article.title}　", body=article.body.replace("，", ","))) == []


def test_a_field_that_a_record_does_not_name_may_be_anything(saved: Record) -> None:
    del saved.data["expected"]["source"]
    assert told(saved, replace(extract(PAGE), source="某报")) == []


@pytest.mark.parametrize(
    ("record", "page", "words"),
    [
        (b"{", b"", "cannot be read"),
        (b"{}", b"x", "no text under 'url'"),
        (b'["url", "kind"]', b"x", "no text under 'url'"),
        (b'{"url": "http://a.cn/", "kind": 3}', b"x", "no text under 'kind'"),
        (b'{"url": "http://a.cn/", "kind": "article"}', b"x", "has no 'expected'"),
        (b'{"url": "http://a.cn/", "kind": "article", "expected": {"body": ["a"]}}', b"x", "no text under 'body'"),
        (b'{"url": "http://a.cn/", "kind": "about", "content_type": null}', b"x", "no text under 'content_type'"),
        (b'{"url": "http://a.cn/", "kind": "about", "fetched_at": 5}', b"x", "no text under 'fetched_at'"),
        (b'{"url": "http://a.cn/", "kind": "about", "must_not_contain": "a"}', b"x", "no list of texts under 'must"),
        (b'{"url": "http://a.cn/", "kind": "about", "must_not_contain": [1]}', b"x", "no list of texts under 'must"),
        (b'{"url": "http://a.cn/", "kind": "about", "noise": null}', b"x", "no list of texts under 'noise'"),
        (b'{"url": "http://a.cn/", "kind": "about"}', None, "cannot be read"),
        (b"\xff\xfe", b"x", "cannot be read"),
    ],
)
def test_records_that_are_none(tmp_path: Path, record: bytes, page: bytes | None, words: str) -> None:
    path = tmp_path / "1.json"
    path.write_bytes(record)
    if page is not None:
        path.with_suffix(".html.gz").write_bytes(gzip.compress(page))
    with pytest.raises(BadRecord, match=words):
        read(path)


def test_what_is_expected_of_no_article_is_not_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "1.json"
    path.write_text('{"url": "http://a.cn/", "kind": "about", "expected": null}')
    path.with_suffix(".html.gz").write_bytes(gzip.compress(b"x"))
    assert not read(path).is_article


def test_a_page_that_is_no_gzip(tmp_path: Path) -> None:
    path = tmp_path / "1.json"
    path.write_text(json.dumps({"url": "http://a.cn/", "kind": "about"}))
    path.with_suffix(".html.gz").write_bytes(b"<html>")
    with pytest.raises(BadRecord, match="cannot be read"):
        read(path)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://a.cn/news/2024/t20240513_48201.html", "t20240513_48201"),
        ("http://a.cn/view.php?idx=17&page=2", "view-idx-17-page-2"),
        ("http://a.cn/lokal/der-fluss-steigt/", "der-fluss-steigt"),
        ("http://a.cn/", "front"),
        ("http://a.cn/..%2f..%2fetc/passwd", "passwd"),
        ("http://a.cn/" + "x" * 300, "x" * 60),
    ],
)
def test_file_names(url: str, name: str) -> None:
    assert name_for(url) == name
