"""What is checked of a portal's class, and of the database against its expectations."""

from typing import Any

import pytest

from crawler.layout import Layout
from crawler.monitoring.course import Course
from crawler.monitoring.evidence import Evidence
from crawler.portal import Expect, PortalSpider
from crawler.proposals.check_module import Portal, check_module, check_overlap
from crawler.proposals.check_stored import check_drift, check_expects
from crawler.proposals.findings import CHECKS, Finding
from crawler.sources import ListPage
from crawler.storage.recent import Recent

ARTICLE = "http://www.example.cn/a/17.html"
GOOD: dict[str, Any] = {
    "name": "example",
    "title": "示例网",
    "hosts": ("www.example.cn",),
    "sources": (ListPage("http://www.example.cn/"),),
    "article_url": r"/a/\d+\.html$",
    "layouts": (Layout("div.a", since="2024-01-01"), Layout("div.b", since="2020-01-01"), Layout("div.c")),
}


def portal(**changes: Any) -> Portal:
    return type("Example", (PortalSpider,), {**GOOD, **changes})


def told(made: Portal, *samples: str) -> list[str]:
    return [finding.message for finding in check_module(made, "spiders/example.py", samples or (ARTICLE,))]


def test_a_sound_module() -> None:
    assert told(portal()) == []
    assert told(portal(article_url="", layouts=())) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hosts": ()}, "hosts is empty"),
        ({"hosts": ("http://www.example.cn", "www.example.cn")}, "host 'http://www.example.cn' is none"),
        ({"hosts": ("www.example.cn/news", "www.example.cn")}, "is none: write it in lower case"),
        ({"hosts": ("WWW.Example.cn",)}, "is none: write it in lower case"),
        ({"title": ""}, "title is empty"),
        ({"sources": ()}, "sources is empty"),
        ({"sources": (ListPage("http://elsewhere.example/"),)}, "http://elsewhere.example/ is on none of its hosts"),
        ({"article_url": r"/b/\d+"}, f"does not match the saved article {ARTICLE}"),
        ({"article_url": r"^http"}, "matches the source http://www.example.cn/"),
        ({"layouts": (Layout("div.b", since="2020-01-01"), Layout("div.a", since="2024-01-01"))}, "not newest first"),
        ({"expects": Expect(always=("title", "date"))}, "expects.always names 'date'"),
    ],
)
def test_each_fault_is_named(changes: dict[str, Any], words: str) -> None:
    (only,) = told(portal(**changes))
    assert words in only


def test_a_broken_pattern_is_refused_when_the_module_is_loaded() -> None:
    with pytest.raises(ValueError, match=r"Example.article_url '\(' is no regular expression"):
        portal(article_url="(")


def overlaps(one: Portal, *others: Portal) -> list[str]:
    return [finding.message for finding in check_overlap(one, "x.py", (ARTICLE,), (one, *others))]


def test_two_portals_of_one_host() -> None:
    other = portal(name="other", article_url="")
    assert overlaps(portal(), other) == [
        "host www.example.cn is also one of portal other: leave one out, or give both an article_url"
    ]
    assert ARTICLE in overlaps(portal(), portal(name="other"))[0]


def test_portals_that_are_kept_apart() -> None:
    assert overlaps(portal(), portal(name="other", article_url=r"/b/\d+\.html$")) == []
    assert overlaps(portal(), portal(name="other", hosts=("www.other.cn",), article_url="")) == []
    assert overlaps(portal()) == []


def recent(**changes: Any) -> Recent:
    found = {"outcome": "ok", "finished_at": "2026-11-23T08:00:00+00:00", "per_day": 12.0, "articles": 100, "odd_bodies": 0,
             "odd_example": "", "lacking": {"title": (0, ""), "published_at": (0, "")}}  # fmt: skip
    return Recent(**{**found, **changes})


CALM = Course()
EXPECT = Expect((5, 50), (60, 20_000), ("title", "published_at"))


def stored(now: Recent, course: Course = CALM) -> list[Finding]:
    return [*check_expects("example", "news.db", EXPECT, now), *check_drift("example", "news.db", now, course)]


@pytest.mark.parametrize("changes", [{}, {"per_day": -1}, {"per_day": 5.0}, {"per_day": 50.0}, {"odd_bodies": 5, "odd_example": "u"},
                                     {"lacking": {"published_at": (5, "u")}}, {"articles": 19, "odd_bodies": 19}])  # fmt: skip
def test_what_is_ordinary_raises_nothing(changes: dict[str, Any]) -> None:
    assert stored(recent(**changes)) == []


@pytest.mark.parametrize(
    ("changes", "check", "words"),
    [
        ({"per_day": 4.9}, "expects", "4.9 new articles a day over the last 7 days, expected at least 5"),
        ({"per_day": 51.0}, "expects", "expected at most 50"),
        (
            {"odd_bodies": 6, "odd_example": ARTICLE},
            "expects",
            "6 of the last 100 bodies are not 60 to 20000 characters long",
        ),
        (
            {"lacking": {"published_at": (31, ARTICLE)}},
            "expects",
            f"published_at is missing on 31 of the last 100 articles; see: citydesk explain {ARTICLE}",
        ),
        ({"outcome": "drift"}, "drift", "the run of 2026-11-23T08:00 fetched pages and found no article"),
    ],
)
def test_what_is_not(changes: dict[str, Any], check: str, words: str) -> None:
    (only,) = stored(recent(**changes))
    assert only.check == check
    assert words in only.message
    assert str(only).startswith(f"example: {check}: news.db: ")
    assert only.is_drift == (check == "drift")


def test_every_finding_is_of_a_known_check() -> None:
    found = [
        *check_module(portal(hosts=()), "x", ()),
        *check_overlap(portal(), "x", (), (portal(name="o"),)),
        *stored(recent(per_day=0.0, outcome="drift")),
    ]
    assert {finding.check for finding in found} | {"sample"} <= set(CHECKS)


def test_what_its_crawls_have_seen_is_told_with_the_day() -> None:
    course = Course(
        "2026-11-22T08:00:00+00:00",
        "2026-11-22",
        "r",
        (Evidence("field title", "title missing on 31 of 40 pages"), Evidence("chars", "bodies half as long")),
    )
    told = [str(finding) for finding in stored(recent(outcome="drift"), course)]
    assert told[0].startswith("example: drift: news.db: title missing on 31 of 40 pages, since 2026-11-22: ")
    assert len(told) == 2
    assert stored(recent(), Course(known_from="2026-11-22")) == []
