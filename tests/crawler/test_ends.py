"""The frame of a plain text: known lines at its ends, and nothing in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.copies.fingerprint import fingerprint
from crawler.reading.ends import framed

TEXT = ["河边的集市今天开张。", "责任编辑：林舟", "居民提着竹篮来了。"]


@pytest.mark.parametrize(
    ("head", "tail", "rules"),
    [
        ([], [], {}),
        (["首页 > 新闻 > 本地"], [], {0: "breadcrumb.zh"}),
        (["首頁 > 新聞 > 本地", "", " "], [], {0: "breadcrumb.zh", 1: "", 2: ""}),
        ([], ["", "责任编辑：林舟"], {3: "", 4: "credit.zh"}),
        (["首页 > 新闻 > 本地"], ["上一篇：码头旧照片展"], {0: "breadcrumb.zh", 4: "prevnext.zh"}),
    ],
)
def test_known_lines_at_the_ends(head: list[str], tail: list[str], rules: dict[int, str]) -> None:
    assert framed([*head, *TEXT, *tail]) == rules


@pytest.mark.parametrize("lines", [[], [""], ["责任编辑：林舟"], ["首页 > 新闻 > 本地", "", "责任编辑：林舟"]])
def test_a_text_of_known_lines_alone_is_left(lines: list[str]) -> None:
    assert framed(lines) == {}


@given(
    st.lists(st.sampled_from(["", "责任编辑：林舟", "首页 > 新闻", "河边的集市今天开张。", "Share", "x"]), max_size=8)
)
def test_some_text_always_stays(lines: list[str]) -> None:
    frame = framed(lines)
    kept = [line for number, line in enumerate(lines) if number not in frame]
    assert not frame or any(line.strip() for line in kept)


def test_a_copy_is_the_same_text_without_its_frame() -> None:
    body = "\n".join(TEXT)
    copy = f"首页 > 新闻 > 本地\n{body}\n责任编辑：林舟"
    assert fingerprint("", copy).content_hash == fingerprint("", body).content_hash
    assert fingerprint("", copy).sketch == fingerprint("", body).sketch
    assert fingerprint("", "责任编辑：林舟").codes != ()
