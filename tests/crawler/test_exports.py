"""Stored articles in the formats of other programs."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from crawler.reading.items import Article, Credit, Image
from crawler.storage.catalogue import Catalogue
from crawler.storage.exports import atom, jsonl, spreadsheet
from crawler.storage.schema import ARTICLE_COLUMNS
from crawler.storage.store import Store
from tests.crawler.store_kit import NOON, article, put

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def rows(path: Path, *items: Article) -> list[dict[str, Any]]:
    """The rows of stored articles, with the characters that older versions stored and today's leaves out."""
    with Store.open(path / "news.db") as store:
        run = store.start_run("riverside", NOON)
        for item in items:
            number = put(store, item, run).article_id
            store.connection.execute(
                "UPDATE article SET title = ?, body = ?, source = ? WHERE id = ?",
                (item.title, item.body, item.source, number),
            )
        return list(Catalogue(store.connection, store.path).each(stories=False))


def test_jsonl_holds_every_column_and_can_be_taken_in_again(tmp_path: Path) -> None:
    stored = rows(tmp_path, article(1), article(2, published_at="", tags=[]))
    out = io.BytesIO()
    jsonl(stored, ARTICLE_COLUMNS, out)
    lines = [json.loads(line) for line in out.getvalue().decode().splitlines()]
    assert lines == stored
    assert [list(line) for line in lines] == [list(ARTICLE_COLUMNS)] * 2
    again = []
    for line in lines:
        texts: dict[str, Any] = {
            name: line[name] or "" for name in ("url", "portal", "title", "body", "published_at", "section", "source")
        }
        lists: dict[str, Any] = {name: line[name] for name in ("breadcrumbs", "authors", "tags", "flags")}
        more: dict[str, Any] = {
            "credits": [Credit(**credit) for credit in line["credits"]],
            "images": [Image(**image) for image in line["images"]],
        }
        again.append(Article(**texts, **lists, **more, language=line["language"] or ""))
    (tmp_path / "second").mkdir()
    assert rows(tmp_path / "second", *again) == stored


def test_jsonl_keeps_odd_characters(tmp_path: Path) -> None:
    body = 'line one\nline two \u2028 "quoted" \x07 \U0001f600' + "字" * 50
    out = io.BytesIO()
    jsonl(rows(tmp_path, article(1, body=body)), ARTICLE_COLUMNS, out)
    assert out.getvalue().count(b"\n") == 1
    assert json.loads(out.getvalue())["body"] == body


def table(stored: list[dict[str, Any]]) -> list[dict[str, str]]:
    out = io.BytesIO()
    spreadsheet(stored, ARTICLE_COLUMNS, out)
    assert not out.closed
    assert out.getvalue().startswith(b"\xef\xbb\xbfid,portal,")
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def test_csv_holds_every_column(tmp_path: Path) -> None:
    stored = rows(tmp_path, article(1, body='第一段，有逗号。\n第二段有"引号"。'), article(2, published_at=""))
    read = table(stored)
    assert [row["body"] for row in read] == [row["body"] for row in stored]
    assert read[0]["tags"] == '["集市", "春天"]'
    assert read[1]["published_at"] == ""
    assert set(read[0]) == set(ARTICLE_COLUMNS)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "－"])
def test_no_cell_is_a_formula(tmp_path: Path, sign: str) -> None:
    planted = f'{sign}HYPERLINK("http://x.example","看这里")'
    row = table(rows(tmp_path, article(1, title=planted, source=planted)))[0]
    assert row["title"] == row["source"] == f"'{planted}"


def feed(stored: list[dict[str, Any]]) -> etree._Element:
    out = io.BytesIO()
    atom(stored, ARTICLE_COLUMNS, out)
    return etree.fromstring(out.getvalue())


def texts(element: etree._Element, path: str) -> list[str]:
    found = element.xpath(path, namespaces=ATOM)
    assert isinstance(found, list)
    return [str(one) for one in found]


def test_atom_has_what_the_standard_demands(tmp_path: Path) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title and updated of feed and entries, once each, an author for every entry."""
    root = feed(rows(tmp_path, article(1), article(2, authors=[], source="", published_at="2024-03-05", title="")))
    assert root.tag == f"{{{ATOM['a']}}}feed"
    entries = root.findall("a:entry", ATOM)
    assert len(entries) == 2
    for part in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"a:{name}", ATOM)) == 1
        moment = datetime.fromisoformat(part.findtext("a:updated", "", ATOM))
        assert moment.tzinfo is not None
    assert [bool(entry.findtext("a:author/a:name", "", ATOM)) for entry in entries] == [True, True]
    assert texts(root, "a:entry/a:published/text()") == ["2024-03-05T08:30:00+08:00", "2024-03-05T00:00:00+00:00"]
    assert texts(root, "a:entry/a:link[@rel='alternate']/@href") == texts(root, "a:entry/a:id/text()")
    assert len(set(texts(root, "//a:id/text()"))) == 3


def test_atom_text_is_escaped_and_legal(tmp_path: Path) -> None:
    body = 'a < b & "c" <script>alert(1)</script>\x07\ufffe\n第二段' + "字" * 50
    root = feed(rows(tmp_path, article(1, title="<b>&amp;\x00</b>", body=body)))
    html = root.findtext("a:entry/a:content", "", ATOM)
    assert html.startswith('<p>a &lt; b &amp; "c" &lt;script&gt;alert(1)&lt;/script&gt;��</p><p>第二段')
    assert root.findtext("a:entry/a:title", "", ATOM) == "<b>&amp;�</b>"


def test_atom_without_articles_is_a_feed() -> None:
    root = feed([])
    assert datetime.fromisoformat(root.findtext("a:updated", "", ATOM))
    assert root.findall("a:entry", ATOM) == []
