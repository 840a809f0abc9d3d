"""Every class of redesign shows in the figures, and an ordinary day shows nothing."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.expect import Expect
from crawler.monitoring.drift import RATES, expected, find_drift, judge, rank
from crawler.monitoring.evidence import FEWEST, Evidence, mean_tail, tail
from crawler.monitoring.figures import Figures, step
from tests.crawler.healthkit import figures, past

#: What changed -> the figures of twenty pages that show it, and the kind of evidence.
REDESIGNS: dict[str, tuple[dict[str, Any], str]] = {
    "date lost": ({"missing": {"published_at": 18}}, "field published_at"),
    "credits lost": ({"missing": {"credits": 20}}, "field credits"),
    "date without its time": ({"dates": {"day": 20}}, "dates"),
    "layout no longer fits": ({"layouts": {"generic": 20}}, "layout"),
    "date stands elsewhere": ({"ruled": {"repeated": 20}}, "rule meta.date"),
    "every text ends in a wall": ({"ruled": {"meta.date": 20, "login": 19}}, "rule login"),
    "a selector finds nothing": ({"missed": {"published": 20}}, "selector published"),
    "classes renamed": ({"designs": {"div.story > div.text": 20}}, "design"),
    "another charset": ({"charsets": {"gb18030": 20}}, "charset"),
    "moved to https": ({"origins": {"https://a.example": 20}}, "origin"),
    "read as another language": ({"languages": {"la": 20}}, "language"),
    "cut to a third": ({"chars": 200}, "chars"),
    "the frame comes through": ({"chars": 2600}, "chars"),
    "a wall": ({"pages": {"wall": 20}}, "page wall"),
    "no text any more": ({"pages": {"new": 4, "no-text": 16}}, "page no-text"),
    "redirected elsewhere": ({"pages": {"off-portal": 20}}, "page off-portal"),
    "characters lost": ({"flags": {"mojibake": 19}}, "flag mojibake"),
    "later pages missing": ({"flags": {"incomplete": 12}}, "flag incomplete"),
    "lines of the frame": ({"articles": {"read": 20, "untidy": 15}}, "untidy"),
    "the portal's name for a title": ({"articles": {"read": 20, "same-title": 19}}, "same title"),
    "one text for all": ({"articles": {"read": 20, "same-text": 19}}, "same text"),
}


@pytest.mark.parametrize("name", REDESIGNS)
def test_a_redesign_shows_within_twenty_pages(name: str) -> None:
    changes, kind = REDESIGNS[name]
    assert kind in [found.kind for found in find_drift(figures(20, "today", **changes), past())]


@pytest.mark.parametrize("name", REDESIGNS)
def test_what_was_always_so_is_no_drift(name: str) -> None:
    changes, _ = REDESIGNS[name]
    assert find_drift(figures(20, "today", **changes), past(**changes)) == []


@given(st.integers(0, 10**6), st.integers(1, 60))
def test_an_ordinary_day_shows_nothing(seed: int, articles: int) -> None:
    assert find_drift(figures(articles, seed), past()) == []


@pytest.mark.parametrize("name", [name for name in REDESIGNS if "chars" not in REDESIGNS[name][0]])
def test_three_odd_articles_raise_nothing(name: str) -> None:
    """A quarter of the pages of a day, or all of them where there are only three."""
    changes, _ = REDESIGNS[name]
    window = figures(9, "today")
    odd: dict[str, Any] = {key: _first(value, 3) for key, value in changes.items()}
    window.merge(figures(3, "odd", **odd))
    assert find_drift(window, past()) == []


def _first(counts: dict[str, int], number: int) -> dict[str, int]:
    return {key: min(count, number) for key, count in counts.items()}


def test_a_day_like_the_worst_before_is_no_news() -> None:
    """One day in three weeks is full of pages without an author: the next such day is the portal's own way."""
    days = [*past(20), figures(20, "agency", missing={"authors": 14})]
    assert find_drift(figures(20, "today", missing={"authors": 14}), days) == []
    assert find_drift(figures(20, "today", missing={"authors": 14}), past(20))[0].kind == "field authors"


def test_without_history_nothing_is_known() -> None:
    wrong = figures(20, "today", missing={"authors": 20}, flags={"mojibake": 20})
    assert find_drift(wrong, []) == []
    assert find_drift(wrong, past(2)) == []  # two days


def test_a_module_says_what_is_always_there() -> None:
    expects = Expect(always=("title", "published_at"), body_chars=(100, 2000))
    found = expected(figures(10, missing={"published_at": 6}), expects)
    assert [(one.kind, one.text) for one in found] == [
        ("field published_at", "published_at missing on 6 of 10 articles (expected always)")
    ]
    assert expected(figures(10, missing={"published_at": 3}), expects) == []
    assert [one.kind for one in expected(figures(10, chars=30), expects)] == ["chars"]
    assert expected(figures(2, missing={"published_at": 2}), expects) == []


def test_the_words_name_both_numbers_and_what_is_usual() -> None:
    (found,) = find_drift(figures(40, "today", missing={"source": 31}), past())
    assert found.text == "source missing on 31 of 40 articles (usually 0%)"
    (found,) = find_drift(figures(20, "today", layouts={"generic": 20}), past())
    assert (
        found.text
        == "no layout fits any more: layout old no longer matches, read as generic on 20 of 20 articles (usually old)"
    )


def test_other_rules_of_ours_are_no_change_of_the_portal() -> None:
    changes: dict[str, Any] = {"versions": {"v2": 20}, "ruled": {"meta.date-line": 20}}
    assert find_drift(figures(20, "today", **changes), past()) == []


def test_a_layout_that_was_added_is_no_drift() -> None:
    assert find_drift(figures(20, "today", layouts={"new": 20}), past()) == []


def test_a_new_look_is_no_loss() -> None:
    losses = {kind: find_drift(figures(20, 1, **changes), past())[0].loss for changes, kind in REDESIGNS.values()}
    assert {kind for kind, loss in losses.items() if not loss} == {
        *("design", "charset", "origin", "language", "rule meta.date", "rule login", "selector published"),
    }


def test_a_small_portal_is_judged_by_several_days() -> None:
    """Two pages a day tell nothing, four of two days do; the two days are then no part of what they are judged by."""
    wrong = {"published_at": 2}
    days = [*past(20, 2), figures(2, "yesterday", missing=wrong)]
    today = figures(2, "today", missing=wrong)
    assert judge(today, [Figures()], past(20, 2)) == []
    assert [found.kind for found in judge(today, [Figures()], days)] == ["field published_at"]


def test_runs_of_a_day_are_judged_together() -> None:
    earlier = figures(3, "morning", missing={"source": 3})
    found = judge(figures(3, "noon", missing={"source": 3}), [earlier], past())
    assert found[0].text == "source missing on 6 of 6 articles (usually 0%)"


def test_evidence_survives_the_database() -> None:
    evidence = Evidence("field title", "title missing", loss=False)
    assert Evidence.from_json(evidence.as_json()) == evidence


@pytest.mark.parametrize(
    ("count", "total", "share", "low", "high"),
    [(0, 10, 0.5, 1.0, 1.0), (10, 10, 0.5, 0.00097, 0.00098), (1, 2, 0.5, 0.74, 0.76), (2000, 4000, 0.9, 0.999, 1.001)],
)
def test_the_tail_of_the_binomial(count: int, total: int, share: float, low: float, high: float) -> None:
    assert low <= tail(count, total, share) <= high


@given(st.integers(0, 400), st.integers(1, 400), st.floats(0, 1))
def test_a_probability_is_one(count: int, total: int, share: float) -> None:
    assert -1e-9 <= tail(min(count, total), total, share) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("mean", "number", "low", "high"),
    [
        (0.5, 1, 0.49, 0.51),
        (0.5, 16, 0.49, 0.51),
        (0.5, 40, 0.49, 0.51),
        (0.1, 2, 0.019, 0.021),
        (0.05, 6, 1e-6, 1.1e-6),
    ],
)
def test_the_tail_of_a_mean_of_ranks(mean: float, number: int, low: float, high: float) -> None:
    assert low <= mean_tail(mean, number) <= high


def test_both_tails_of_a_mean_agree_where_they_meet() -> None:
    assert mean_tail(0.3, 16) == pytest.approx(mean_tail(0.3, 17), rel=0.5)


def test_eight_bodies_cut_to_a_third_are_enough() -> None:
    """Two days of a portal that leaves its older pages as they are, so that known ones tell nothing."""
    told = [
        bool(
            judge(figures(4, f"cut {n}", chars=200), [Figures()], [*past(20, 3), figures(4, f"before {n}", chars=200)])
        )
        for n in range(20)
    ]
    assert sum(told) >= 15
    ordinary = [judge(figures(4, n), [Figures()], [*past(20, 3), figures(4, f"before {n}")]) for n in range(20)]
    assert ordinary == [[]] * 20


def test_where_all_are_alike_a_little_less_is_no_cut() -> None:
    alike = [figures(6, n, chars=600) for n in range(14)]
    for day in alike:
        day.chars = Counter({step(600): 6})
    today = figures(12, "today")
    today.chars = Counter({step(480): 12})
    assert not [one for one in find_drift(today, alike) if one.kind == "chars" and "shorter: half" in one.text]


def test_the_rank_of_the_same_lengths_is_the_middle() -> None:
    base = Figures.sum(past())
    assert rank(base, base) == pytest.approx(0.5)
    assert rank(Figures(chars=Counter({"0": 5})), base) == 0
    assert rank(Figures(chars=Counter({"70": 5})), base) == 1


def test_every_rate_can_be_counted() -> None:
    assert len({rate.kind for rate in RATES}) == len(RATES)
    assert all(rate.count(figures(FEWEST)) <= rate.total(figures(FEWEST)) for rate in RATES)
