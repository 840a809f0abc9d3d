"""A page compared with itself: every sign tells where it is, and stays silent where it is not."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from crawler.monitoring.drift import find_drift, judge
from crawler.monitoring.figures import Figures
from crawler.monitoring.known import COMPARED, SIGNS, signs, unlike
from crawler.reading.items import Article, Credit, LedgerLine
from tests.crawler.healthkit import figures, past
from tests.crawler.store_kit import text

BODY = text("a known article", 6)
BEFORE = Article(
    title="渡口的新桥通车了",
    body=BODY,
    published_at="2026-03-02T08:30:00+08:00",
    source="河边日报",
    credits=[Credit("编辑", "林舟")],
    authors=["周航"],
    breadcrumbs=["首页"],
    tags=["交通"],
    fetched_url="http://a.example/n/1.html",
    layout="old",
    design="div.text",
    charset="utf-8",
)
LINES = BODY.split("\n")
#: What a page shows -> the change that shows it, and a smaller one that does not.
CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "cut": ({"body": "\n".join(LINES[:2])}, {"body": "\n".join([LINES[0] + "（完）", *LINES[1:]])}),
    "grown": ({"body": BODY + "\n" + text("comments", 4)}, {"body": BODY + "\n更正：时间有误。"}),
    "title": ({"title": "河边日报"}, {"title": BEFORE.title}),
    "date": ({"published_at": "2026-03-09T08:30:00+08:00"}, {"published_at": "2026-03-02T17:40:00+08:00"}),
    "layout": ({"layout": "generic"}, {"layout": "new"}),
    "design": ({"design": "main"}, {"design": "div.text"}),
    "origin": ({"fetched_url": "https://a.example/n/1.html"}, {"fetched_url": "http://a.example/n/1.htm"}),
    "charset": ({"charset": "gb18030"}, {"charset": "utf-8"}),
    "frame": (
        {"ledger": [LedgerLine(1, "2026年3月2日", "removed", "meta.date-zh")]},
        {"ledger": [LedgerLine(1, "关注我们", "removed", "repeated")]},
    ),
    "no published_at": ({"published_at": ""}, {}),
    "no source": ({"source": ""}, {"source": "渡口日报"}),
    "no credits": ({"credits": []}, {"credits": [Credit("编辑", "陆一鸣")]}),
    "no authors": ({"authors": []}, {"authors": ["林舟"]}),
    "no breadcrumbs": ({"breadcrumbs": []}, {"breadcrumbs": ["新闻"]}),
    "no tags": ({"tags": []}, {"tags": ["桥"]}),
    **{
        f"selector {name}": ({"missed": [name]}, {"missed": ["subtitle"]})
        for name in ("headline", "published", "source", "breadcrumbs", "tags")
    },
    "mojibake": ({"flags": ["mojibake"]}, {"flags": ["refused"]}),
    "mended": ({"flags": ["mended"]}, {}),
    "charset-wrong": ({"flags": ["charset-wrong"]}, {}),
    "charset-damaged": ({"flags": ["charset-damaged"]}, {}),
    "incomplete": ({"flags": ["incomplete"]}, {}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_sign(name: str) -> None:
    change, small = CHANGES[name]
    assert name in signs(BEFORE, replace(BEFORE, **change))
    assert not list(signs(BEFORE, replace(BEFORE, **small)))


def test_every_sign_is_tried_here_or_a_reason_not_to_be_stored() -> None:
    assert {name for name, (kind, _, _) in SIGNS.items() if not kind.startswith("page ")} == set(CHANGES)


def test_what_was_never_there_cannot_be_lost() -> None:
    empty = Article(fetched_url=BEFORE.fetched_url)
    assert not list(signs(empty, empty))
    assert not list(signs(replace(BEFORE, published_at="", flags=["mojibake"]), replace(BEFORE, flags=["mojibake"])))


def test_joined_lines_are_the_same_text() -> None:
    assert not list(signs(BEFORE, replace(BEFORE, body=BODY.replace("\n", ""))))


def test_a_date_may_lose_its_offset() -> None:
    assert not list(signs(BEFORE, replace(BEFORE, published_at="2026-03-02T08:30:00")))
    assert list(signs(BEFORE, replace(BEFORE, published_at="2026-03-02T00:00:00"))) == ["date"]


def window(compared: int, **counts: int) -> Figures:
    return Figures(known=Counter({COMPARED: compared, **counts}))


@pytest.mark.parametrize(("compared", "cut", "is_told"), [(3, 3, True), (4, 3, True), (4, 2, False), (2, 2, False)])
def test_three_of_four_must_agree(compared: int, cut: int, is_told: bool) -> None:
    found = unlike(window(compared, cut=cut), Figures())
    assert [one.kind for one in found] == (["chars"] if is_told else [])


def test_what_known_pages_often_show_is_no_news() -> None:
    """A portal whose older pages are cut for guests: one in five was so before."""
    assert unlike(window(4, cut=4), window(100, cut=20)) == []
    assert unlike(window(4, cut=4), window(100)) != []


@pytest.mark.parametrize("name", ["design", "frame", "charset", "origin", "selector published"])
def test_looks_are_told_by_a_history_alone(name: str) -> None:
    """A page whose advertisements change at each visit is as it always was."""
    assert unlike(window(4, **{name: 4}), window(8)) == []
    assert [one.loss for one in unlike(window(4, **{name: 4}), window(40))] == [False]
    assert unlike(window(4, **{name: 4}), window(40, **{name: 10})) == []


def test_pages_that_are_none_any_more_count() -> None:
    (found,) = unlike(window(4, wall=4), Figures())
    assert (found.kind, found.loss) == ("page wall", True)
    assert found.text.endswith("4 of 4 known pages that were looked at again")


def test_a_portal_of_one_article_a_day_is_told_at_once() -> None:
    """With its own articles alone nothing could be said: one is no more than chance."""
    today = figures(1, "today", chars=200)
    assert judge(today, [Figures()], past(20, 1)) == []
    today.known.update({COMPARED: 4, "cut": 4})
    assert [found.kind for found in judge(today, [Figures()], past(20, 1))] == ["chars"]


def test_a_portal_without_history_is_compared_with_itself() -> None:
    assert [found.kind for found in find_drift(window(4, date=4), [])] == ["dates"]
