"""Which lines a pattern can match, read from the pattern: what they begin with.

Rules are many and lines are many, so each line is asked only for the patterns whose beginning it has. Only the parts of
the regular expression syntax that the rules use are understood; whatever else comes first counts as "anything".
"""

import re
from functools import cache

from crawler.rules.han import TRADITIONAL
from crawler.rules.rule import STRUCTURE, split

ANY = ""
_DEPTH = 2  # characters of a line that are looked at
_PRODUCT = 300  # combinations of characters that are worth listing
_WIDE = 600  # beginnings; a pattern with more is filed under its first characters alone
_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_PLAIN = re.compile(r"[a-z\d\u4e00-\u9fff]{2}(?![?*+{])", re.ASCII)
_GROUP_FLAGS = re.compile(r"^\?(?::|>|-?i:)")
_OPEN_CLASS = re.compile(r"\[\^|\\[wWSDu]|[\u4e00-\u9fff가-힣]-")


@cache
def beginnings(pattern: str) -> frozenset[str]:
    """The beginnings, in lower case and both scripts, one of which every match of ``pattern`` has.

    Two characters each, fewer where more are not known; ``""`` stands for any beginning.
    """
    if plain := _PLAIN.match(pattern):  # four of five: no need to look for their structure
        first, second = map(_characters, plain[0])
        return frozenset(one + two for one in first for two in second)
    open_ends, done = {ANY}, set[str]()
    at = 0
    while at < len(pattern) and open_ends:
        token, at, quantifier = _next(pattern, at)
        if token.startswith("(?="):
            ahead = beginnings(token[3:-1])
            if ANY not in ahead and open_ends == {ANY}:
                return ahead
        if token.startswith(("(?=", "(?!", "(?<")):
            continue
        parts = _parts(token) or frozenset({"\0"})
        if ANY not in open_ends and len(open_ends) * len(parts) > _PRODUCT:
            break  # the shorter beginnings serve as well: a few more patterns are asked, and start-up stays short
        extended = {start + more for start in open_ends for more in parts}
        if any(text.endswith("\0") for text in extended):  # anything may follow: what is known so far is all
            done |= {text.rstrip("\0") for text in extended}
            extended = set()
        done |= {text[:_DEPTH] for text in extended if len(text) >= _DEPTH}
        rest = {text for text in extended if len(text) < _DEPTH}
        if quantifier in ("*", "+"):
            done |= rest  # the atom may come again
            rest = set()
        open_ends = rest | (open_ends if quantifier in ("?", "*") else set())
    found = done | open_ends
    if ANY in found:
        return frozenset({ANY})
    return frozenset(text[:1] for text in found) if len(found) > _WIDE else frozenset(found)


def _next(pattern: str, at: int) -> tuple[str, int, str]:
    """The atom or group at ``at``, where it and its quantifier end, and what the quantifier allows: ``?``, ``*``, ``+``."""
    if pattern[at] == "(":
        end = _group_end(pattern, at)
    else:
        atom = _ATOM.match(pattern, at)
        assert atom is not None  # it matches any character
        end = atom.end()
    token = pattern[at:end]
    quantifier = pattern[end : end + 1]
    if quantifier == "{":
        close = pattern.index("}", end)
        low, comma, high = pattern[end + 1 : close].partition(",")
        often = high != "1" if comma else low != "1"
        optional = low in ("", "0")
        quantifier = ("*" if optional else "+") if often else ("?" if optional else "")
        end = close + 1
    elif quantifier and quantifier in "?*+":
        end += 1
    else:
        quantifier = ""
    if quantifier:
        end += pattern[end : end + 1] in ("?", "+")
    return token, end, quantifier


def _parts(token: str) -> frozenset[str]:
    """What one atom or group begins with; empty when that is anything."""
    if token.startswith("("):
        found = frozenset[str]().union(*map(beginnings, split(_GROUP_FLAGS.sub("", token[1:-1]))))
        return frozenset() if ANY in found else found
    return _characters(token)


def _group_end(pattern: str, at: int) -> int:
    depth = 0
    for token in STRUCTURE.finditer(pattern, at):
        depth += (token[0] == "(") - (token[0] == ")")
        if depth == 0:
            return token.end()
    return len(pattern)


@cache
def _characters(atom: str) -> frozenset[str]:
    """The characters one atom stands for, both scripts; none for a class too wide to list."""
    if atom in (r"\s", " "):
        return frozenset(" \u3000")
    if atom == r"\d":
        return frozenset("0123456789")
    if atom.startswith("["):
        if _OPEN_CLASS.search(atom):
            return frozenset()
        inner = re.sub(r"(.)-(.)", lambda m: "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1))), atom[1:-1])
        plain = inner.replace("\\d", "0123456789").replace("\\s", " \u3000").replace("\\", "")
    elif atom.startswith("\\"):
        plain = "" if atom[1].isalnum() else atom[1]
    else:
        plain = "" if atom in ".^$" else atom
    return frozenset(form.lower() for character in plain for form in character + TRADITIONAL.get(character, ""))
