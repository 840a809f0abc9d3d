"""The lines at both ends of a plain text that the line rules know as boilerplate: breadcrumbs, credits, notices.

For texts that no page stands behind any more. A page is judged by :mod:`crawler.reading.trim`, which knows its blocks.
"""

from crawler.reading import boilerplate


def framed(lines: list[str]) -> dict[int, str]:
    """Number and rule of each line before the first and after the last that is text; none when there is no text.

    An empty line that stands among them goes with them, under no rule.
    """
    head = _known(lines, "head")
    if len(head) == len(lines) or not any(line.strip() for line in lines[len(head) :]):
        return {}
    tail = _known(lines[: len(head) - 1 if head else None : -1], "tail")
    return dict(enumerate(head)) | {len(lines) - 1 - number: rule for number, rule in enumerate(tail)}


def _known(lines: list[str], where: str) -> list[str]:
    """The rules of the lines up to the first that is text."""
    rules: list[str] = []
    for line in lines:
        stripped = line.strip()
        rule = boilerplate.match(stripped, where) if stripped else None
        if stripped and rule is None:
            return rules
        rules.append(rule.id if rule else "")
    return rules
