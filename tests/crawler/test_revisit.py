"""When an address is due again: properties that must hold for any ages, counts and clocks, and the numbers behind them."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.reasons import REASONS
from crawler.scheduling.revisit import (
    AGES,
    DAILY,
    DAY,
    DEEP_EVERY,
    DEEP_MARGIN,
    FULL_EVERY,
    GIVE_UP,
    HOUR,
    JUDGED,
    LIVELY_FOR,
    LONGEST,
    MARGIN,
    MINUTE,
    SAMPLE,
    SHORTEST,
    WEEK,
    fate,
    is_eager,
    learnt,
    next_margin,
    next_visit,
    parse_ages,
    retry_at,
    source_due,
    step_reached,
    wants_deep,
    wants_full,
)
from crawler.scheduling.visits import Target

NOW = 1_700_000_000
STEPS = parse_ages(AGES)
moments = st.integers(0, 2 * NOW)
ages = st.lists(st.integers(1, 400 * DAY), unique=True, max_size=8).map(sorted)


def source(**facts: Any) -> Target:
    values = {
        "url": "http://news.example/society/",
        "kind": "list",
        "via": "http://news.example/",
        "eager": True,
        **facts,
    }
    return Target(**values)


def test_the_usual_ages() -> None:
    assert STEPS == (HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY)
    assert parse_ages(()) == ()


@pytest.mark.parametrize("wrong", [("1h", "1h"), ("1d", "2h"), ("soon",), ("0h",)])
def test_ages_that_are_none_are_refused(wrong: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="write"):
        parse_ages(wrong)


@given(moments, moments, ages)
def test_a_revisit_lies_ahead_and_waits_for_an_age(born: int, now: int, steps: list[int]) -> None:
    due = next_visit(born, now, steps)
    if due is None:
        assert all(step <= now - min(born, now) for step in steps)
    else:
        assert due >= now + SHORTEST
        assert due == now + SHORTEST or due - min(born, now) in steps


@given(moments, ages)
def test_visits_come_to_an_end(born: int, steps: list[int]) -> None:
    now, visits = born, 0
    while (due := next_visit(born, now, steps)) is not None:
        now, visits = due, visits + 1
        assert visits <= len(steps)


def test_an_article_is_looked_at_at_each_age() -> None:
    born, now, seen = NOW, NOW + MINUTE, []
    while (due := next_visit(born, now, STEPS)) is not None:
        now = due
        seen.append(due - born)
        assert step_reached(born, now, STEPS) == due - born
    assert tuple(seen) == STEPS


@given(moments, moments, ages)
def test_the_step_reached_is_one_of_the_portal_s(born: int, now: int, steps: list[int]) -> None:
    step = step_reached(born, now, steps)
    assert step == 0 or (step in steps and step <= now - born)


def test_what_never_pays_is_left_out_but_for_a_sample() -> None:
    tallies = {DAY: (JUDGED, 0), HOUR: (JUDGED - 1, 0), 7 * DAY: (1000, 500)}
    urls = [f"http://news.example/{number}.html" for number in range(800)]
    kept = [learnt(STEPS, tallies, url) for url in urls]
    still = sum(DAY in steps for steps in kept)
    assert 800 / SAMPLE * 0.6 < still < 800 / SAMPLE * 1.4
    assert all(HOUR in steps for steps in kept), "too few visits to judge"
    assert all((7 * DAY + 30 * DAY) // 2 in steps for steps in kept), "half of the articles change at this age"
    assert all(left < right for steps in kept for left, right in pairwise(steps))


@given(st.dictionaries(st.sampled_from(STEPS), st.tuples(st.integers(0, 999), st.integers(0, 999))), st.text())
def test_learning_keeps_the_order_and_invents_no_long_waits(tallies: dict[int, tuple[int, int]], url: str) -> None:
    steps = learnt(STEPS, tallies, url)
    assert list(steps) == sorted(set(steps))
    assert all(step in STEPS or STEPS[0] < step < STEPS[-1] for step in steps)


@given(st.integers(0, 100), moments)
def test_delays_grow_to_a_week_and_end(tries: int, now: int) -> None:
    due, later = retry_at(tries, now), retry_at(tries + 1, now)
    if due is None:
        assert tries >= GIVE_UP
        assert later is None
    else:
        assert now < due <= now + WEEK
        assert later is None or later >= due


def test_the_first_failure_comes_back_with_the_next_run() -> None:
    assert [retry_at(tries, NOW) for tries in range(1, 5)] == [
        NOW + 1,
        NOW + 10 * MINUTE,
        NOW + 20 * MINUTE,
        NOW + 40 * MINUTE,
    ]


@given(st.sampled_from(sorted(REASONS)), st.integers(0, 599), st.integers(1, 50), moments)
def test_every_reason_has_a_fate(reason: str, status: int, tries: int, now: int) -> None:
    state, due = fate(reason, status, tries, now)
    assert state in ("done", "retry", "failed", "gone", "refused")
    assert due is None or due > now, "what is due now would be asked for twice in one run"
    assert (state == "retry") <= (due is not None)


@pytest.mark.parametrize(
    ("reason", "status", "tries", "state", "delay"),
    [
        ("gone", 404, 1, "gone", DAILY),
        ("gone", 410, 2, "gone", None),
        ("http-error", 503, 1, "retry", 1),
        ("http-error", 403, 2, "retry", 10 * MINUTE),
        ("http-error", 500, GIVE_UP, "failed", None),
        ("http-error", 401, 1, "failed", None),
        ("http-error", 200, 1, "retry", 1),
        ("blocked", 200, 1, "retry", 1),
        ("blocked", 403, 3, "retry", 20 * MINUTE),
        ("same-text", 200, 1, "done", DAILY),
        ("unreachable", 0, 1, "retry", 1),
        ("error", 200, 1, "retry", 1),
        ("too-large", 200, 1, "failed", None),
        ("robots", 0, 1, "refused", DAILY),
        ("off-portal", 0, 1, "refused", DAILY),
        ("private", 0, 2, "refused", WEEK),
        ("redirects", 0, 3, "refused", None),
        ("no-text", 200, 1, "done", DAILY),
        ("wall", 200, 2, "done", WEEK),
        ("no-text", 200, 3, "done", None),
        ("not-html", 200, 1, "done", None),
        ("old", 200, 1, "done", None),
    ],
)
def test_fates(reason: str, status: int, tries: int, state: str, delay: int | None) -> None:
    assert fate(reason, status, tries, NOW) == (state, None if delay is None else NOW + delay)


@given(st.integers(0, 5), st.integers(0, 60), st.integers(0, WEEK), st.sampled_from(["list", "feed", "sitemap"]))
def test_a_source_is_read_again_within_a_week(links: int, empty: int, every: int, kind: str) -> None:
    due = source_due(source(kind=kind), every, links, empty, NOW) - NOW
    assert every <= due or not links
    assert due <= max(WEEK if not links else LONGEST, every)
    assert source_due(source(kind=kind, via=""), every or HOUR, links, empty, NOW) == NOW + (every or HOUR)


@pytest.mark.parametrize("kind", ["list", "feed", "sitemap", "robots"])
def test_a_daily_run_that_begins_a_minute_sooner_finds_every_source_due(kind: str) -> None:
    """A feed that names what the front page has named first is read least; after 24 hours it was read every second day."""
    assert source_due(source(kind=kind), 0, 20, 60, NOW) <= NOW + DAY - MINUTE


def test_only_what_gives_new_articles_is_read_in_every_run() -> None:
    assert is_eager(source(), 20, 3, NOW)
    assert not is_eager(source(), 0, 0, NOW)
    assert is_eager(source(checked_at=NOW - DAY, changed_at=NOW - DAY), 20, 0, NOW)
    assert not is_eager(source(checked_at=NOW - DAY, changed_at=NOW - LIVELY_FOR), 20, 0, NOW)
    assert not is_eager(source(page=1), 20, 20, NOW)
    assert is_eager(source(via=""), 0, 0, NOW)
    assert not is_eager(source(via="", kind="robots"), 0, 0, NOW)


def test_of_an_archive_s_files_only_those_at_the_ends_or_with_news_are_read_in_every_run() -> None:
    part = {"kind": "sitemap", "page": 1}
    assert is_eager(source(**part), 1000, 1000, NOW)
    assert not is_eager(source(**part, eager=False), 1000, 1000, NOW)
    read = {**part, "checked_at": NOW - DAY, "changed_at": NOW - DAY}
    assert is_eager(source(**read, eager=False), 1000, 1, NOW)
    assert not is_eager(source(**read, eager=False), 1000, 0, NOW)


def test_a_source_is_read_whole_once_a_day() -> None:
    assert wants_full(source(), NOW)
    assert not wants_full(source(full_read_at=NOW - FULL_EVERY + 1, deep_read_at=NOW), NOW)
    assert wants_full(source(full_read_at=NOW - FULL_EVERY, deep_read_at=NOW), NOW)


def pages_read(known: bool, first: Target) -> int:
    """How many pages of an endless list are read behind the first."""
    margin, page = next_margin(first, 0 if known else 5, NOW), 0
    while margin is not None and page < 50:
        page += 1
        margin = next_margin(source(page=page, margin=margin, checked_at=NOW - DAY), 0, NOW)
    return page


def test_a_list_is_read_to_known_ground_and_a_little_further() -> None:
    first = source(checked_at=NOW - HOUR, deep_read_at=NOW - HOUR)
    assert pages_read(True, first) == MARGIN
    assert pages_read(False, first) == MARGIN + 1


def test_now_and_then_a_list_is_read_far_behind_known_ground() -> None:
    first = source(checked_at=NOW - HOUR, deep_read_at=NOW - DEEP_EVERY)
    assert wants_deep(first, NOW)
    assert pages_read(True, first) == DEEP_MARGIN
    assert pages_read(False, first) > DEEP_MARGIN
    assert not wants_deep(source(page=3, deep_read_at=NOW - 2 * DEEP_EVERY), NOW)


@given(st.integers(-DEEP_MARGIN, MARGIN), st.integers(0, 3))
def test_new_articles_always_lead_further(margin: int, new: int) -> None:
    following = next_margin(source(page=2, margin=margin), new, NOW)
    if new:
        assert following is not None
        assert following <= max(margin, 0)
    else:
        assert following == (margin + 1 if margin < MARGIN else None)
