"""What a page's head says its title is: JSON-LD, OpenGraph and ``<title>`` as claims, and how far a text agrees with them.

Claims carry names of site, channel and section at their ends, leave out or add the kicker above a headline, and differ
from each other: search engines, networks and readers are told different titles. So every claim is kept with what is left
of it when parts are taken off at its separators, and a text is judged by all of them.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.reading.metadata import Metadata

_NO_LETTER = re.compile(r"[\W_]+")
SEPARATOR = re.compile(r"\s*(?:[|｜_»«•·‹›]|\s[-–—:/~]{1,3}\s|-{2,3}|—{1,2}|(?<=[^\x00-\x7f])[-－](?=[^\x00-\x7f]))\s*")
#: A headline of a news article is longer than a section's name and shorter than a paragraph (characters).
LONGEST = 300
#: Parts of a <title> that are looked at: title, section, channel, site, slogan.
MOST_PARTS = 8
#: Shortest key that may stand for a title when it is only the end of a claim: below it, names of sections do.
END_LEAST = 12
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff](?=[\u3040-\u30ff\u3400-\u9fff])|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_JOINT = re.compile(r"[:：/|｜–—·-]")


def title_key(text: str) -> str:
    """Letters and digits alone, width and case folded: two forms of one title have one key."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTER.sub("", folded)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its text, its key, and the keys of what is left when parts are taken off its end."""

    text: str
    key: str
    starts: frozenset[str]

    def supports(self, key: str) -> bool:
        """Whether a key is the whole claim, or the claim without the names at its end."""
        return key == self.key or (key in self.starts and 2 * len(key) >= len(self.key))


def read_claims(data: Metadata) -> list[Claim]:
    """The claims of the head in order of trust; ``<title>``, where all names are added, comes last."""
    texts = [data.ld_text("headline"), *data.meta.get("title", ())[:5], data.page_title]
    found = []
    for text in texts:
        if text := text[: 2 * LONGEST]:
            found.append(Claim(text, title_key(text), frozenset(map(title_key, prefixes(text)))))
    return found


def prefixes(claim: str) -> list[str]:
    """The claim and what is left of it when its last parts, one after another, are taken off."""
    ends = [match.start() for match in SEPARATOR.finditer(claim)]
    return [claim, *(claim[:end].strip() for end in reversed(ends[:MOST_PARTS]) if claim[:end].strip())]


def agreement(own: str, claims: Sequence[Claim]) -> float:
    """How far a key agrees with the claims: 1.2 is one of them, 1.0 begins or ends one, less is a part of one.

    Every further claim that is the same title adds 0.05: where two headings are claimed, most claims decide.
    """
    best, same = 0.0, 0
    for claim in claims:
        if claim.supports(own):
            same += 1
        elif len(own) >= 4 and (claim.key.startswith(own) or claim.key.endswith(own)):
            best = max(best, 1.0 if len(own) * 3 >= len(claim.key) else 0.5)
        elif (len(own) >= 6 and own in claim.key) or (len(claim.key) >= 8 and claim.key in own):
            best = max(best, 0.8)
    return 1.15 + 0.05 * min(same, 4) if same else best


def shares_words(text: str, claims: Sequence[Claim]) -> bool:
    """Whether half of the words of a text, and three at least, stand in one claim: one title told in two ways."""
    own = _words(text)
    return any(
        len(common := own & _words(claim.text)) >= 3 and 2 * len(common) >= min(len(own), len(_words(claim.text)))
        for claim in claims
    )


def _words(text: str) -> frozenset[str]:
    """Words in small letters; of scripts without blanks, pairs of characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return frozenset(
        folded[m.start() : m.start() + 2] if m[0] >= "\u3040" and len(m[0]) == 1 else m[0]
        for m in _WORD.finditer(folded)
    )


def votes(key: str, claims: Sequence[Claim]) -> int:
    """How many claims are this title, names at their ends aside."""
    return sum(claim.supports(key) for claim in claims)


def joined(pieces: Sequence[str], claims: Sequence[Claim]) -> str:
    """The pieces of a heading as one title, with the mark between them that claims write where the page only has style.

    A kicker stands in a box of its own; „Nachlese“ + „Der Markt kommt zurück“ is „Nachlese: Der Markt kommt zurück“ in
    the head. Of several forms the commonest is taken. Empty when the page writes a mark itself, or no claim does.
    """
    key, forms = title_key("".join(pieces)), Counter[str]()
    for claim in claims if len(pieces) > 1 else ():
        forms.update(left for left in dict.fromkeys(prefixes(claim.text)) if title_key(left) == key)
    text, length = " ".join(pieces), 0
    for piece in pieces[:-1]:
        length += len(title_key(piece))
        if _JOINT.search(_between(text, length)):
            continue
        for form, _ in forms.most_common():
            if _JOINT.search(_between(form, length)):
                return form
    return ""


def _between(text: str, count: int) -> str:
    """What stands between the ``count``-th letter of a text and the next."""
    seen = 0
    for start, char in enumerate(text):
        seen += len(title_key(char))
        if seen >= count:
            rest = text[start + 1 :]
            return rest[: next((n for n, other in enumerate(rest) if other.isalnum()), len(rest))]
    return ""
