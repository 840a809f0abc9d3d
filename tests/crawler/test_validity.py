"""Which pages are no article, and why; and that texts about such pages are articles all the same."""

import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading.items import Article, LedgerLine
from crawler.reading.pretenders import LONGEST_DATED
from crawler.reading.reasons import REASONS
from crawler.reading.validity import SHORTEST_BODY, reason_against
from tests.crawler.pages import STORIES, ZH, Story

GONE = [
    "您访问的页面不存在或已被删除", "抱歉，该文章已下线", "很抱歉，您要访问的页面走丢了", "找不到您要的网页", "您瀏覽的頁面已刪除", "新聞不存在",
    "404 Not Found", "Error 404: page not found", "The page you requested could not be found.", "This article is no longer available here",
    "Sorry, this story has been removed", "Die Seite wurde leider nicht gefunden", "Page introuvable", "Página no encontrada",
    "Страница не найдена", "お探しのページが見つかりません", "요청하신 페이지를 찾을 수 없습니다",
]  # fmt: skip
WALL = [
    "请先登录后查看全文", "請登入後繼續閱讀", "登录后即可阅读", "订阅后即可阅读全文", "Log in to continue reading",
    "Please sign in to read this article", "Subscribe to continue",
]  # fmt: skip
BLOCKED = [
    "请输入验证码", "请完成安全验证", "Please verify you are a human", "Checking your browser before accessing",
    "Enable JavaScript and cookies to continue", "Access Denied", "Just a moment...",
]  # fmt: skip
ADVERSARIAL = [
    "页面" * 4000,
    "page " * 4000,
    "请登录" * 3000,
    "404 " * 4000,
    "找不到" * 4000,
    "content" * 3000 + "not",
    "seite" * 4000,
]


def article(title: str = ZH.title, body: str = ZH.body, **fields: Any) -> Article:
    return Article(title=title, body=body, **fields)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_articles(story: Story) -> None:
    assert reason_against(article(story.title, story.body)) == ""
    assert reason_against(article(story.title, story.paragraphs[0])) == ""


@pytest.mark.parametrize(
    ("sentences", "reason"), [(GONE, "gone"), (WALL, "wall"), (BLOCKED, "blocked")], ids=["gone", "wall", "blocked"]
)
def test_pages_that_say_so(sentences: list[str], reason: str) -> None:
    for said in sentences:
        assert reason_against(article(body=said)) == reason, said
        assert reason_against(article(title=said, body="")) == reason, said
        shell = Article(ledger=[LedgerLine(0, "首页", "unknown"), LedgerLine(1, said, "unknown")])
        assert reason_against(shell) == reason, said


@pytest.mark.parametrize("said", [*GONE, *WALL, *BLOCKED])
def test_a_long_text_that_mentions_it_is_an_article(said: str) -> None:
    assert reason_against(article(body=f"{said}\n{ZH.body}\n{ZH.body}")) == ""


@pytest.mark.parametrize("said", [*GONE, *WALL, *BLOCKED])
def test_what_a_frame_says_beside_an_article_is_not_asked(said: str) -> None:
    assert (
        reason_against(Article(title=ZH.title, body=ZH.paragraphs[0], ledger=[LedgerLine(9, said, "removed", "login")]))
        == ""
    )


@pytest.mark.parametrize(
    "body",
    [
        "渡口自一八九二年起就存在，去年关闭的页岩矿已经恢复绿化，附近居民的生活也随之改变，游客渐渐多了起来。",
        "The harbour office said the old gate had been found again in a barn near the church, and would return in May.",
        "市图书馆的登录大厅改在二楼，读者可以从东门进入，管理员会在门口引导，开放时间不变，周一照常闭馆一天。",
        "On page 404 of the parish register the clerk noted the price of a ferry ticket in 1871: two pence.",
    ],
)
def test_short_articles_with_some_of_the_words(body: str) -> None:
    assert reason_against(article(body=body)) == ""


@pytest.mark.parametrize("body", ["", "视频", "播放", "图集", "点击查看", "© 2023"])
def test_no_text(body: str) -> None:
    assert reason_against(article(body=body)) == "no-text"


def test_a_body_that_only_repeats_the_title_is_no_text() -> None:
    title = "南湾老码头改造完工，货场变成城市公园，九月的第一个周末重新开放"
    assert reason_against(article(title, title + "！")) == "no-text"


def test_the_shortest_body() -> None:
    shortest = int(SHORTEST_BODY / 2.5) + 1
    assert reason_against(article(body="渡" * shortest)) == ""
    assert reason_against(article(body="渡" * (shortest // 2))) == "no-text"
    assert SHORTEST_BODY < LONGEST_DATED


def test_no_title() -> None:
    assert reason_against(article(title="")) == "no-title"


@pytest.mark.parametrize(
    ("published", "since", "reason"),
    [
        ("2023-09-03T23:59:59+08:00", "2023-09-04", "old"),
        ("2023-09-04T00:00:00+08:00", "2023-09-04", ""),
        ("2023-09-05", "2023-09-04", ""),
        ("2019-01-01T08:00:00+08:00", "", ""),
        ("", "2023-09-04", ""),
    ],
)
def test_older_than_wanted(published: str, since: str, reason: str) -> None:
    assert reason_against(article(published_at=published), since) == reason


@pytest.mark.parametrize("text", ADVERSARIAL, ids=range(len(ADVERSARIAL)))
def test_hostile_pages_are_judged_in_time(text: str) -> None:
    shell = Article(title=text[:200], ledger=[LedgerLine(n, text, "unknown") for n in range(5)])
    start = time.process_time()
    reason_against(shell)
    assert time.process_time() - start < 2


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["", "2023-09-04"]))
@settings(max_examples=80, deadline=None)
def test_every_reason_is_a_listed_one(title: str, body: str, since: str) -> None:
    assert reason_against(Article(title=title, body=body, published_at="2020-01-01"), since) in {"", *REASONS}


def test_reasons_are_ids_with_one_line_each() -> None:
    for reason, meaning in REASONS.items():
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)?", reason)
        assert 10 < len(meaning) < 100
        assert not meaning.endswith(".")
