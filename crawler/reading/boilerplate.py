"""Tells by a line's words alone whether it is boilerplate, and by which rule (``crawler.rules`` holds the rules).

A portal page has 50 to 700 lines and there are 4,000 alternatives to try, so a line is asked only for those that can
match it: plain phrases by one dictionary look-up, patterns by the line's first two characters, patterns that may begin
with anything by a word they need. A long ordinary paragraph costs one to two microseconds.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from crawler.rules import RULES, TAILS, Rule
from crawler.rules.dispatch import beginnings
from crawler.rules.han import both_scripts, traditional
from crawler.rules.rule import PROSE, literal, split

LONGEST = 900  # characters; no rule asks for longer lines
_SHORT = 100  # longer lines meet only the few rules whose cap allows them
_LARGE = 400  # characters of a pattern; the bars are 1,000 to 5,000
_ORNAMENT = (
    " \t\n\u3000\xa0\u200b\ufeff|｜丨[]【】〔〕［］()（）{}<>《》〈〉«»‹›→←↑↓▶►▷▼▽▲△◀◄●○■□◆◇★☆※◎*#"
    "·•・‧▪…—–―-_=~+/／\\:：;；,，、.。!！?？^↬①②③④⑤⑥⑦⑧⑨"
)
_COUNTERS = _ORNAMENT + "0123456789"
_CLOSING = frozenset(PROSE)
_ELLIPSES = ("...", "..", "。。")
_BRACKETS = " )）]】〕※>»”“‘\"’'」』"

_TAIL = 90  # characters of a paragraph's end in which a glued tail begins
_KEPT = 12  # characters a paragraph keeps at least; shorter ones are lines of their own, for ``match``
_TAIL_HINT = re.compile(
    r"[编編][辑輯]|[责責][编編]|校[对對]|[审審]|返回|查看更多|原[标標]?[题題]|[来來]源|click to|more", re.IGNORECASE
)

_Matcher = Callable[[str, str], object]  # of a line, and of its text in lower case, mostly without what surrounds it
_Test = tuple[_Matcher, Rule]
_Words = tuple[tuple[str, list[int]], ...]


def match(line: str, where: str) -> Rule | None:
    """The rule that says ``line`` is no article text at ``where`` (``head``, ``body`` or ``tail``), or None."""
    return _match_short(line, where) if len(line) <= _SHORT else _match(line, where)


@lru_cache(maxsize=32768)
def _match_short(line: str, where: str) -> Rule | None:
    return _match(line, where)  # menus, tools and credits come back on every page of a portal


def _match(line: str, where: str) -> Rule | None:
    length = len(line)
    if length > LONGEST:
        return None
    lower = line.lower()
    core = lower.strip(_ORNAMENT) or lower.strip()
    if not core:
        return None
    long = length > _SHORT
    if not long and (rule := _phrases(where).get(core.strip(_COUNTERS).replace("\u0307", ""))):
        return rule
    closing = _closing(line)
    for text in (core,) if core[0] == lower[0] else (core, lower):
        for test, rule in _bucket(where, text[:2], long, bool(closing)):
            if length <= rule.cap and closing in rule.closes and test(line, text):
                return rule
    return _by_needed_word(line, lower, core, where, closing)


def _closing(line: str) -> str:
    """The mark a line closes with like a sentence, inside brackets and quotes too; empty for dots that lead on."""
    last = line[-1]
    if last in _BRACKETS:
        line = line.rstrip(_BRACKETS)
        last = line[-1:]
    return last if last in _CLOSING and not line.endswith(_ELLIPSES) else ""


def _by_needed_word(line: str, lower: str, core: str, where: str, closing: str) -> Rule | None:
    """The first of the rules that are known by a word inside the line; one pass finds the words that are there."""
    latin, pattern, rules_of = _needed(where, len(line) > _SHORT, bool(closing))
    found = [number for word, numbers in latin if word in lower for number in numbers]
    if rules_of and not lower.isascii():
        found += [number for word in pattern.findall(lower) for number in rules_of[word]]
    for number in sorted(set(found)) if found else ():
        rule, test = RULES[number], _joined(number)
        if len(line) <= rule.cap and closing in rule.closes and (test(line, core) or test(line, lower)):
            return rule
    return None


def asks(rule: Rule, line: str) -> bool:
    """Whether ``rule`` by itself takes ``line`` for boilerplate, whatever other rules say."""
    lower = line.lower()
    core = lower.strip(_ORNAMENT) or lower.strip()
    texts = split(rule.pattern)
    if core.strip(_COUNTERS).replace("\u0307", "") in {
        form for text in texts if literal(text) for form in _forms(text)
    }:
        return True
    if not core or len(line) > rule.cap or _closing(line) not in rule.closes:
        return False
    return any(_test(text, rule.end)(line, form) for text in texts for form in (core, lower))


def _forms(text: str) -> tuple[str, str]:
    key = text.strip(_COUNTERS)
    return key, traditional(key)


@lru_cache(maxsize=8)
def _phrases(where: str) -> dict[str, Rule]:
    """Rule by whole line for the alternatives that are plain text, in both scripts; the first rule wins."""
    found: dict[str, Rule] = {}
    for rule, forms in _literals():
        if where in rule.where:
            for form in forms:
                found.setdefault(form, rule)
    return found


@lru_cache(maxsize=16384)
def _bucket(where: str, start: str, long: bool, closed: bool) -> tuple[_Test, ...]:
    """The tests for lines that begin with ``start``, in the order of the rules."""
    filed = _filed()
    fitting: dict[Rule, list[str]] = {}
    for number in sorted({*filed.get(start[:1], ()), *filed.get(start, ())}):
        rule, text = _patterns()[number]
        if where in rule.where and (not long or rule.cap > _SHORT) and (rule.closes or not closed):
            fitting.setdefault(rule, []).append(text)
    return tuple((_test(joined, rule.end), rule) for rule, texts in fitting.items() for joined in _join(texts))


def _join(texts: list[str]) -> list[str]:
    """Small alternatives as one pattern: a call costs as much as a match. Bars stay alone, to be compiled once."""
    small = "|".join(text for text in texts if len(text) <= _LARGE)
    return [*([small] if small else []), *(text for text in texts if len(text) > _LARGE)]


@lru_cache(maxsize=1)
def _alternatives() -> list[tuple[Rule, str, bool]]:
    """Every alternative with its rule, and whether it is plain text."""
    return [(rule, text, literal(text)) for rule in RULES for text in split(rule.pattern)]


@lru_cache(maxsize=1)
def _literals() -> list[tuple[Rule, tuple[str, str]]]:
    """The forms of every alternative that is plain text, with its rule."""
    return [(rule, _forms(text)) for rule, text, plain in _alternatives() if plain]


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[Rule, str]]:
    """Every alternative that is no plain text, with its rule."""
    return [(rule, text) for rule, text, plain in _alternatives() if rule.end or not plain]


@lru_cache(maxsize=1)
def _filed() -> dict[str, list[int]]:
    """Numbers of the patterns by what their lines begin with."""
    filed: dict[str, list[int]] = {}
    for number, (rule, text) in enumerate(_patterns()):
        if not rule.needs:
            for start in beginnings(text):
                filed.setdefault(start, []).append(number)
    return filed


@lru_cache(maxsize=16)
def _needed(where: str, long: bool, closed: bool) -> tuple[_Words, re.Pattern[str], dict[str, list[int]]]:
    """Numbers of the rules by needed word: the Latin words, then a pattern of all others and theirs."""
    rules_of: dict[str, list[int]] = {}
    for number, rule in enumerate(RULES):
        if rule.needs and where in rule.where and (not long or rule.cap > _SHORT) and (rule.closes or not closed):
            for word in {form for text in rule.needs.split("|") for form in (text, traditional(text))}:
                rules_of.setdefault(word, []).append(number)
    latin = {word: numbers for word, numbers in rules_of.items() if word.isascii()}
    others = sorted(rules_of.keys() - latin.keys(), key=len, reverse=True)
    within = {word: [n for part in others if part in word for n in rules_of[part]] for word in others}
    return tuple(latin.items()), re.compile("|".join(map(re.escape, others)) or "(?!)"), within


@lru_cache(maxsize=8192)
def _test(text: str, end: int) -> _Matcher:
    """Plain patterns look at the lower-case text: without IGNORECASE the engine rejects alternatives ten times faster."""
    cased = "(?-i:" in text
    flags = re.IGNORECASE if cased else 0

    @lru_cache(maxsize=1)
    def pattern() -> re.Pattern[str]:  # compiled when a line is asked: most end before, by their length or last mark
        return re.compile(rf"(?:{both_scripts(text)})\s*\Z" if end else both_scripts(text), flags)

    if end:
        return lambda line, lower: pattern().search(line if cased else lower, max(0, len(lower) - end))
    if cased:
        return lambda line, _: pattern().fullmatch(line.strip(_ORNAMENT)) or pattern().fullmatch(line)
    return lambda _, lower: pattern().fullmatch(lower)


@lru_cache(maxsize=1024)
def _joined(number: int) -> _Matcher:
    return _test(RULES[number].pattern, RULES[number].end)


def split_tail(paragraph: str) -> tuple[str, str, str]:
    """Cuts credits and prompts that are glued to a paragraph's end: (kept, removed, rule id); nothing found: ("", "").

    By-lines in brackets, （记者 王小） or （文/图 李大）, stay: they are part of the text as its author handed it in.
    """
    last = paragraph[-_TAIL:]
    if not _TAIL_HINT.search(last):
        return paragraph, "", ""
    for name, pattern in _tails():
        found = pattern.search(paragraph, max(0, len(paragraph) - _TAIL))
        if found and (kept := paragraph[: found.start()].rstrip()) and found.start() >= _KEPT:
            return kept, paragraph[found.start() :].strip(), name
    return paragraph, "", ""


@lru_cache(maxsize=1)
def _tails() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((rule.id, re.compile(rf"(?:{both_scripts(rule.pattern)})\s*\Z", re.IGNORECASE)) for rule in TAILS)
