"""Where on a page its text stands, as a name that is the same for all pages of one design (pure).

A portal that renames its classes, or builds its pages anew, gives its text another place, however well the text is still
found. So this is told beside an article even where no layout says what its pages should look like.
"""

import re

from crawler.reading.reading import Reading

#: Containers named, from the text outwards; further out stand wrappers that specials change.
DEPTH = 3
_NUMBERS = re.compile(r"\d+")
#: Longer class lists are of frameworks that write the page's state into them.
_CLASSES = 3


def design_of(reading: Reading) -> str:
    """The content box and the containers around it, outermost first: ``div.page > div#main > div.content``.

    Numbers are left out (``post-1234`` is a place of its own on every page); empty when there is no text.
    """
    if reading.box < 0:
        return ""
    named: list[str] = []
    for block in reading.lines.ancestors(reading.box):
        element = reading.lines.blocks[block].element
        names = "".join(f".{name}" for name in (element.get("class") or "").split()[:_CLASSES])
        own = f"#{element.get('id')}" if element.get("id") else ""
        if (own or names) and len(named) < DEPTH:
            named.append(_NUMBERS.sub("0", f"{element.tag}{own}{names}"))
    return " > ".join(reversed(named))[:200] or "body"
