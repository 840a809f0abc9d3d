"""The source text of a proposed portal module, as a person would have written it (pure)."""

import dataclasses
import json
from collections.abc import Iterable, Sequence

from crawler.layout import Layout
from crawler.proposals.proposal import Proposal
from crawler.sources import Source

#: The width of the code's lines; a call that is longer goes over several.
WIDTH = 120
_ALWAYS_WRITTEN = ("url", "every")


def module_text(proposal: Proposal) -> str:
    """Python source of a module with one portal class; the same proposal gives the same text."""
    names = sorted({type(source).__name__ for source in proposal.sources})
    imports = ["from crawler.layout import Layout"] if proposal.designs else []
    imports += ["from crawler.portal import Expect, PortalSpider", f"from crawler.sources import {', '.join(names)}"]
    attributes = [
        f"name = {text(proposal.name)}",
        f"title = {text(proposal.title)}",
        f"hosts = {_tuple(map(text, proposal.hosts), 'hosts')}",
        f"timezone = {text(proposal.timezone)}",
        f"sources = {_tuple(map(_source, proposal.sources), 'sources')}",
        *([f"article_url = {_raw(proposal.pattern.regex)}"] if proposal.pattern.regex else []),
        *(
            [f"layouts = {_tuple((_layout(design.layout) for design in proposal.designs), 'layouts')}"]
            if proposal.designs
            else []
        ),
        f"expects = {_expects(proposal)}",
    ]
    title = _comment(proposal.title)
    head = [f'"""{title}."""', "", *imports, "", "", f"class {class_name(proposal.name)}(PortalSpider):"]
    return "\n".join([*head, f'    """{title}: proposed by citydesk add; what it was derived from stands there."""', "",
                      *(f"    {line}" for attribute in attributes for line in attribute.split("\n")), ""])  # fmt: skip


def class_name(name: str) -> str:
    """``yb983`` becomes ``Yb983``, ``east_news`` becomes ``EastNews``."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_") if part)


def text(value: str) -> str:
    """A string literal in double quotes, Chinese left as it is."""
    return json.dumps(value, ensure_ascii=False)


def _raw(regex: str) -> str:
    return f'r"{regex}"' if '"' not in regex else text(regex)


def _comment(value: str) -> str:
    """Text of a page inside a docstring: it may neither end it nor escape anything."""
    return " ".join(value.replace("\\", "/").replace('"', "'").split())


def _call(name: str, arguments: Sequence[str]) -> str:
    line = f"{name}({', '.join(arguments)})"
    if len(line) <= WIDTH - 24:
        return line
    return f"{name}(\n" + "".join(f"    {argument},\n" for argument in arguments) + ")"


def _source(source: Source) -> str:
    defaults = {field.name: field.default for field in dataclasses.fields(source)}
    shown = [text(source.url)]
    for field in dataclasses.fields(source)[1:]:
        value = getattr(source, field.name)
        if value != defaults[field.name] or field.name in _ALWAYS_WRITTEN:
            shown.append(f"{field.name}={text(value) if isinstance(value, str) else value}")
    return _call(type(source).__name__, shown)


def _layout(layout: Layout) -> str:
    given = [(field.name, getattr(layout, field.name)) for field in dataclasses.fields(layout)]
    return _call("Layout", [f"{name}={text(value)}" for name, value in given if value])


def _expects(proposal: Proposal) -> str:
    expects = proposal.expects
    always = "(" + ", ".join(map(text, expects.always)) + ("," if len(expects.always) == 1 else "") + ")"
    (least, most), (shortest, longest) = expects.articles_per_day, expects.body_chars
    return _call("Expect", [f"articles_per_day=({least}, {_thousands(most)})",
                            f"body_chars=({shortest}, {_thousands(longest)})", f"always={always}"])  # fmt: skip


def _thousands(number: int) -> str:
    return f"{number:_}" if number >= 10_000 else str(number)


def _tuple(items: Iterable[str], name: str) -> str:
    texts = list(items)
    line = f"({texts[0]},)" if len(texts) == 1 else f"({', '.join(texts)})"
    if "\n" not in line and len(name) + len(line) + 7 <= WIDTH:
        return line
    inner = "".join(f"    {row}\n" for item in texts for row in f"{item},".split("\n"))
    return f"(\n{inner})"
