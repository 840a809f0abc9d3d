"""What a rule is, and the two helpers its patterns are written with."""

import re
from dataclasses import dataclass

HEAD = frozenset({"head"})
BODY = frozenset({"body"})
TAIL = frozenset({"tail"})
EDGES = frozenset({"head", "tail"})
ANYWHERE = frozenset({"head", "body", "tail"})

#: What ends a sentence in Devanagari, Tibetan, Urdu, Armenian, Burmese, Khmer, Ethiopic and Mongolian script.
FULL_STOPS = "।॥།༎۔։။។៕።᠃"
#: What parts a sentence in Arabic, Armenian, Burmese, Ethiopic and Mongolian script.
COMMAS = "،؛՝၊፣፤፥᠂"
#: What a sentence has in it or at its end.
SENTENCE_MARKS = "。！？；：，、.!?,;؟" + FULL_STOPS + COMMAS
TITLE = "?!？！؟"
PROSE = ".。．" + FULL_STOPS + TITLE

#: The parts of a regular expression that decide where its alternatives end.
STRUCTURE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]()]")
_GROUPED = re.compile(r"[\\\[(]")
_JUNK = r"[\s|｜丨·•,，、:：;；/／\\()（）\[\]【】〔〕<>《》«»‹›→←↓+\-–—_.…*#&!！?？\"'’\d]"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of line that is no article.

    ``where`` names the places in the article area where the line may stand: ``head`` before the first paragraph,
    ``body`` between paragraphs, ``tail`` after the last. ``pattern`` is a regular expression, its alternatives
    separated by ``|`` at the top level, in lower case and simplified characters; it must match the whole line,
    whatever its case and script, without the brackets, bullets and blanks around it; with ``end`` it must match the
    line's last ``end`` characters or fewer. ``closes`` holds the sentence marks the line may end with (plain phrases may end with any). Lines of
    more than ``cap`` characters are not asked, nor lines that hold none of the words ``needs`` names (lower case, ``|``
    between them); a pattern whose lines may begin with anything must name some. ``example`` must match, ``counter`` must
    not, at every place of ``where``.
    """

    id: str
    where: frozenset[str]
    pattern: str
    example: tuple[str, ...]
    counter: tuple[str, ...]
    cap: int = 80
    closes: str = ""
    needs: str = ""
    end: int = 0


def rule(
    id: str,
    where: frozenset[str],
    pattern: str,
    example: str | tuple[str, ...],
    counter: str | tuple[str, ...],
    cap: int = 80,
    closes: str = "",
    needs: str = "",
    end: int = 0,
) -> Rule:
    """A rule whose pattern may be written over several lines, each line one or more alternatives."""
    return Rule(
        id, where, alternatives(pattern), _tuple(example), _tuple(counter), cap, closes, alternatives(needs), end
    )


def alternatives(text: str) -> str:
    """``text`` with its line breaks read as ``|``."""
    return "|".join(part for line in text.splitlines() if (part := line.strip().strip("|")))


def bar(words: str, required: str = "") -> str:
    """Pattern of a line that holds nothing but these words, glued or separated, and one of ``required`` at least.

    Possessive, so a line that is almost a bar costs one pass and no backtracking. Each word alone is an alternative
    of its own: plain ones are found without a regular expression.
    """
    all_words, needed = split(alternatives(words)), split(alternatives(required)) if required else []
    loop = f"(?:{group(all_words)}{_JUNK}*+)++"
    return "|".join([*(needed or all_words), rf"(?={loop}\Z).*{group(needed)}.*" if needed else loop])


def group(parts: list[str]) -> str:
    """``parts`` as one group of alternatives, the longest first; those that share a first character are put together,

    for the engine tries alternatives one by one: 600 month names cost 20 microseconds flat and 1 so.
    """
    shared: dict[str, list[str]] = {}
    alone: list[str] = []
    for part in sorted(dict.fromkeys(parts), key=len, reverse=True):
        plain = part[0].isalnum() and part[1:2] not in ("", "?", "*", "+", "{")
        shared.setdefault(part[0], []).append(part[1:]) if plain else alone.append(part)
    grouped = [
        first + ("(?:" + "|".join(rests) + ")" if len(rests) > 1 else rests[0]) for first, rests in shared.items()
    ]
    return "(?:" + "|".join([*grouped, *alone]) + ")"


def words(text: str) -> str:
    """The alternatives of ``text`` as one group."""
    return group(split(alternatives(text)))


def split(pattern: str) -> list[str]:
    """The alternatives of a pattern: its parts between the ``|`` that stand in no group and no class."""
    if not _GROUPED.search(pattern):
        return pattern.split("|")
    parts, depth, start = [], 0, 0
    for token in STRUCTURE.finditer(pattern):
        depth += (token[0] == "(") - (token[0] == ")")
        if token[0] == "|" and depth == 0:
            parts.append(pattern[start : token.start()])
            start = token.end()
    return [*parts, pattern[start:]]


def _tuple(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def literal(pattern: str) -> bool:
    """Whether an alternative is plain text."""
    return not _SPECIAL.search(pattern)
