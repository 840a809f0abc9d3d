"""What a run came to: one word a portal, one exit code a run."""

import json
from itertools import permutations
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.monitoring.outcome import (
    FEW,
    MEANING,
    OTHERWISE,
    REFUSED,
    SILENT,
    ExitCode,
    PortalResult,
    Verdict,
    exit_code,
    verdict,
)
from crawler.reading.reasons import REASONS

WORDS: tuple[Verdict, ...] = get_args(Verdict)


def judge(finish_reason: str = "finished", **counts: Any) -> Verdict:
    return verdict(finish_reason, **{"articles": 0, "skipped": {}, "read": 1, "refused": 0, **counts})


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ({"articles": 12}, "ok"),
        ({"articles": 12, "skipped": {"gone": 3, "http-error": 2, "no-text": 40}}, "ok"),
        ({"articles": 1, "refused": 2}, "ok"),
        ({"articles": 12, "skipped": {"error": 1}}, "failed"),
        ({"skipped": {"error": 1}}, "failed"),
        ({"read": 0}, "down"),
        ({"read": 0, "skipped": {"unreachable": 1}}, "down"),
        ({"skipped": {"unreachable": 4}}, "down"),
        ({"skipped": {"http-error": 4, "unreachable": 1}}, "down"),
        ({"read": 0, "refused": 1}, "blocked"),
        ({"skipped": {"robots": 9}}, "blocked"),
        ({}, "drift"),
        ({"skipped": {"no-text": 20}}, "drift"),
        ({"skipped": {"no-text": 20, "http-error": 1}}, "drift"),
        ({"skipped": {"wall": 5}}, "blocked"),
        ({"skipped": {"blocked": 2, "no-text": 1}}, "blocked"),
        ({"skipped": {"blocked": 1, "wall": 1, "gone": 2}}, "drift"),
        ({"turned_away": 1, "read": 0, "silent": 1}, "blocked"),
        ({"turned_away": 1, "articles": 3}, "ok"),
        ({"skipped": {"old": 9}}, "ok"),
        ({"skipped": {"old": 9, "gone": 1}}, "ok"),
    ],
)
def test_how_a_crawl_that_ended_by_itself_went(counts: dict[str, Any], word: Verdict) -> None:
    assert judge(**counts) == word
    assert judge("max-pages", **counts) == word


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ({}, "ok"),
        ({"read": 0}, "ok"),  # nothing was due
        ({"skipped": {"no-text": FEW - 1}}, "ok"),
        ({"skipped": {"gone": 2, "http-error": 1}}, "ok"),
        ({"skipped": {"no-text": FEW}}, "drift"),
        ({"skipped": {"unreachable": FEW}}, "down"),
        ({"read": 0, "silent": 1}, "down"),
        ({"read": 0, "refused": 1}, "blocked"),
        ({"skipped": {"error": 1}}, "failed"),
    ],
)
def test_a_known_portal_may_have_nothing_new(counts: dict[str, Any], word: Verdict) -> None:
    assert judge(known=True, **counts) == word


def test_a_portal_that_turns_us_away_is_blocked() -> None:
    assert judge(REFUSED, skipped={"blocked": 10}) == "blocked"
    assert judge(REFUSED, articles=12, skipped={"wall": 10}, known=True) == "blocked"
    assert judge(skipped={"blocked": 1}, known=True) == "blocked"
    assert judge(skipped={"wall": 2}, known=True) == "ok", "its few new articles are for sale"
    assert judge(skipped={"wall": 9}, known=True) == "blocked"


def test_a_portal_that_turns_us_away_later_has_failed_in_part() -> None:
    assert exit_code(["blocked"], came=True) == ExitCode.SOME_FAILED
    assert exit_code(["blocked"]) == ExitCode.NOTHING_CRAWLED
    assert exit_code(["drift"], came=True) == ExitCode.DRIFT


def test_a_portal_that_fell_silent_is_down_or_has_failed() -> None:
    assert judge(SILENT, articles=12, skipped={"unreachable": 10}) == "failed"
    assert judge(SILENT, skipped={"unreachable": 10}, known=True) == "down"


@pytest.mark.parametrize(
    ("finish_reason", "word"),
    [
        ("shutdown", "stopped"),
        ("database", "database"),
        ("closespider_timeout", "failed"),
        ("memusage_exceeded", "failed"),
        ("", "failed"),
    ],
)
def test_a_crawl_that_was_ended(finish_reason: str, word: Verdict) -> None:
    for articles in (0, 12):
        assert judge(finish_reason, articles=articles) == word


@given(
    st.integers(0, 3),
    st.dictionaries(st.sampled_from(sorted(REASONS)), st.integers(1, 3)),
    st.integers(0, 2),
    st.integers(0, 2),
)
def test_a_crawl_without_articles_is_never_ok_unless_all_were_old(
    articles: int, skipped: dict[str, int], read: int, refused: int
) -> None:
    word = judge(articles=articles, skipped=skipped, read=read, refused=refused)
    assert word in WORDS
    assert (word == "ok") <= bool(articles or skipped.get("old"))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), ExitCode.DONE),
        (("ok",), ExitCode.DONE),
        (("ok", "ok"), ExitCode.DONE),
        (("failed",), ExitCode.SOME_FAILED),
        (("ok", "failed"), ExitCode.SOME_FAILED),
        (("ok", "down"), ExitCode.SOME_FAILED),
        (("ok", "blocked"), ExitCode.SOME_FAILED),
        (("ok", "drift"), ExitCode.SOME_FAILED),
        (("failed", "down"), ExitCode.SOME_FAILED),
        (("down", "drift"), ExitCode.SOME_FAILED),
        (("down",), ExitCode.NOTHING_CRAWLED),
        (("blocked",), ExitCode.NOTHING_CRAWLED),
        (("down", "blocked", "down"), ExitCode.NOTHING_CRAWLED),
        (("drift",), ExitCode.DRIFT),
        (("drift", "drift"), ExitCode.DRIFT),
        (("database",), ExitCode.DATABASE),
        (("ok", "database", "down"), ExitCode.DATABASE),
    ],
)
def test_exit_codes(words: tuple[Verdict, ...], code: ExitCode) -> None:
    assert {exit_code(order) for order in permutations(words)} == {code}


@given(st.lists(st.sampled_from(WORDS), max_size=5))
def test_zero_means_that_every_portal_is_done(words: list[Verdict]) -> None:
    assert (exit_code(words) == 0) == all(word == "ok" for word in words)
    assert exit_code(words) == exit_code(words[::-1]) == exit_code(words * 2)


def test_codes_are_those_that_shells_and_cron_know() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "DONE": 0,
        "SOME_FAILED": 1,
        "WRONG_USE": 2,
        "NOTHING_CRAWLED": 3,
        "DATABASE": 4,
        "DRIFT": 5,
        "LOCKED": 75,  # EX_TEMPFAIL of sysexits.h: try again later
        "INTERRUPTED": 130,  # 128 + SIGINT
        "TERMINATED": 143,  # 128 + SIGTERM
    }
    assert list(MEANING) == list(ExitCode)


@pytest.mark.parametrize("word", [word for word in WORDS if word != "ok"])
def test_every_bad_end_names_portal_cause_and_first_problem(word: Verdict) -> None:
    result = PortalResult("nanwan", word, problems=["list page: connection refused", "another"])
    assert result.cause.startswith("nanwan: ")
    assert result.cause.endswith("(list page: connection refused)")
    assert "\n" not in result.cause
    assert len(PortalResult("nanwan", word).cause) > len("nanwan: ") + 20


def test_a_good_end_has_no_cause() -> None:
    assert PortalResult("nanwan", "ok", problems=["one list did not answer"]).cause == ""


def test_results_as_plain_data() -> None:
    result = PortalResult("nanwan", "ok", 3, new=2, skipped={"gone": 1}, sources={"http://a.example/": {"read": 1}})
    plain = json.loads(json.dumps(result.as_json()))
    assert PortalResult(**plain) == result


def test_the_cause_of_a_drift_says_what_came() -> None:
    """A run without pages repeats what earlier ones have found: no page came that was no article."""
    evidence = [{"kind": "field title", "text": "title missing on 4 of 4 articles", "loss": True}]
    assert OTHERWISE in PortalResult("p", "drift", evidence=evidence).cause
    assert OTHERWISE in PortalResult("p", "drift", 4, new=4, evidence=evidence).cause
    lost = PortalResult(
        "p", "drift", 4, skipped={"wall": 4}, evidence=[{"kind": "page wall", "text": "", "loss": True}]
    )
    assert "no article was found on them" in lost.cause
    empty = [{"kind": "page none", "text": "the sources gave no links to articles", "loss": True}]
    assert "no article was found" in PortalResult("p", "drift", evidence=empty).cause
