"""Credits inside the text: （记者 王小、李大） behind a place line, （文/张远 图/李大） and （记者 王小 文/图） at a paragraph's end.

The brackets stay in the text, as its author handed it in; their names are credits all the same.
"""

import re

from crawler.reading.credits import SURE, Parsed, names_in, parse
from crawler.reading.items import Credit
from crawler.rules.credit_words import WRITERS
from crawler.rules.han import both_scripts

_BRACKET = re.compile(
    both_scripts(
        rf"[（(〔\[【]\s?(?:据?\S{{0,10}}?(?P<writer>{WRITERS}|文/图|图/文|作者|执笔|撰稿|(?:文图|图文|文)(?=[\s:：/／|｜])))?\s?[:：/／|｜]?\s?"
        r"(?P<names>[^（()）〔〕\[\]【】。！？:：]{2,40}?)\s?[）)〕\]】]"
    )
)
#: Characters of a paragraph that are looked at, from its beginning and from its end.
HEAD, TAIL = 60, 50


def inline(paragraph: str) -> Parsed:
    """The credits in a paragraph's brackets behind its place line or at its end, with the roles that stand in them, else 记者."""
    credits: list[Credit] = []
    authors: list[str] = []
    for text, role, names in _brackets(paragraph):
        told = parse(text)
        if {credit.name for credit in told.credits} == set(names):
            credits += told.credits
            authors += told.authors
        else:
            credits += [Credit(role or ("記者" if "記者" in paragraph else "记者"), name) for name in names]
            authors += names
    return Parsed(tuple(dict.fromkeys(credits)), "", tuple(dict.fromkeys(authors)))


def _brackets(paragraph: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Each bracket that holds names: its text, the role it prints or none, the names."""
    found = [m for m in _BRACKET.finditer(paragraph[:HEAD]) if m["writer"]]
    end = _BRACKET.search(paragraph, max(0, len(paragraph) - TAIL)) if paragraph[-1:] in "）)〕】]" else None
    if end and end.end() == len(paragraph):
        names = names_in(end["names"])
        if end["writer"] or (names and all(SURE.fullmatch(name) for name in names)):
            found.append(end)
    named = [(m[0], m["writer"] or "", names_in(m["names"])) for m in found]
    return [(text, role, names) for text, role, names in named if names]
