"""No pattern may take long, whatever a page holds: every regular expression of the package over strings made to hurt it.

A pattern is hurt by long runs of what it takes, and by an end that it does not: so each is given runs of each character
and each pair of characters that stand in it, of its own examples where it has any, with a mark behind that fits nothing.
A linear pattern needs a hundredth of the budget and an exponential one never ends, which :func:`until` makes a failure. A
quadratic one passes for addresses and lines, whose length is bounded, and fails for texts.
"""

import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import crawler
from crawler.network.stopwatch import TooSlow, at_most
from crawler.reading.boilerplate import match, split_tail
from crawler.rules import RULES
from crawler.rules.rule import split

#: Characters of an address, a name, a line (crawler.discovery.urls.MAX_LENGTH; a rule is asked for lines of 900), and of a text.
LINE, TEXT = 2_048, 20_000
BUDGET = 0.5  # seconds of CPU for one string
#: Modules whose patterns are asked of a whole text or page, and not of a line or an address.
OF_TEXTS = ("repair", "pinyin", "gbkshift", "mojibake", "hanzi", "fingerprint", "terms", "snippets", "terminal", "feeds", "sitemaps",
            "charset", "page", "lines", "query", "changes", "processors", "metadata")  # fmt: skip
#: Patterns that are only asked of the end of a text, with its length.
SHORTER = {"crawler.reading.claims._CUT_SHORT": 30}
_ENDS = ("", "\0", "!", "字")


def compiled() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Every compiled pattern that stands in a module of ours, under its name, those inside tables and classes too."""
    for found in pkgutil.walk_packages(crawler.__path__, "crawler."):
        if ".migrations" in found.name or found.name.endswith("datasette_plugin"):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            for place, pattern in patterns_in(value):
                yield f"{found.name}.{name}{place}", pattern


def patterns_in(value: object, depth: int = 2) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield "", value
    elif isinstance(value, dict) and depth:
        for key, inner in value.items():
            yield from ((f"[{key}]{place}", found) for place, found in patterns_in(inner, depth - 1))
    elif isinstance(value, list | tuple) and depth:
        for number, inner in enumerate(value):
            yield from ((f"[{number}]{place}", found) for place, found in patterns_in(inner, depth - 1))


PATTERNS = dict(compiled())


def pieces(pattern: str) -> list[str]:
    """What a pattern seems to be made for: its plain characters and words, and one of each class that it names."""
    plain = re.sub(r"\\[a-zA-Z]|\(\?[^)]{0,3}", " ", pattern)
    words = re.findall(r"[^\W_]{2,12}", plain)
    marks = [mark for mark in dict.fromkeys(plain) if not mark.isalnum()]
    letters = [letter for letter in dict.fromkeys(plain) if letter.isalnum()]
    classes = ["1", "a", " ", "\n", "字", "="]
    return list(dict.fromkeys([*classes, *marks[:8], *letters[:5], *words[:5]]))


def hurting(pattern: str, length: int) -> Iterator[str]:
    """Runs of one piece and of two in turn."""
    alone = pieces(pattern)
    pairs = itertools.islice(itertools.permutations(alone[:9], 2), 30)
    for piece in (*alone, *("".join(pair) for pair in pairs)):
        run = (piece * (length // len(piece) + 1))[:length]
        yield f"{run}\0"


@contextmanager
def until(seconds: float, *what: object) -> Iterator[None]:
    """Fails when the block takes longer; a regular expression can be interrupted by a signal alone."""
    try:
        with at_most(seconds):
            yield
    except TooSlow:
        told = " over ".join(repr(str(part)[:40]) for part in what)
        raise AssertionError(f"{told} takes longer than {seconds:g} seconds") from None


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 150
    assert len(RULES) > 100


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_of_a_module_takes_long(name: str) -> None:
    pattern = PATTERNS[name]
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    length = SHORTER.get(name, TEXT if name.split(".")[1] in OF_TEXTS else LINE)
    for run in hurting(text, length):
        given: Any = run if isinstance(pattern.pattern, str) else run.encode("utf-8", "replace")[:length]
        with until(BUDGET, name, given):
            for _ in itertools.islice(pattern.finditer(given), 1_000):
                pass


@pytest.mark.parametrize("where", ["head", "body", "tail"])
def test_no_line_takes_the_rules_long(where: str) -> None:
    """Through the tables as they are asked: a line of every rule's own words, repeated, and its examples in a row."""
    began, lines = time.process_time(), 0
    for rule in RULES:
        texts = [*rule.example, *(part for part in split(rule.pattern) if part.isalnum())][:6]
        for text in texts:
            for end in _ENDS:
                line = (text * (rule.cap // len(text) + 1))[: rule.cap - 1] + end
                lines += 1
                with until(BUDGET, where, line):
                    match(line, where)
    assert time.process_time() - began < lines * 0.02, "a line takes more than 20 ms on average"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_by_itself_takes_long(rule: Any) -> None:
    """The pattern of a rule over runs of its own words, of the longest line that it is asked for."""
    pattern = re.compile(rule.pattern, re.IGNORECASE)
    for run in itertools.islice(hurting(rule.pattern, rule.cap), 90):
        with until(BUDGET, rule.id, run):
            pattern.fullmatch(run)


@pytest.mark.parametrize("mark", ["编辑：张", "来源 ", "（记者 ", "click to ", "返回", "字", "原标题："])
def test_the_end_of_a_paragraph_is_found_in_no_time(mark: str) -> None:
    with until(BUDGET, "split_tail", mark):
        split_tail((mark * TEXT)[:TEXT])
