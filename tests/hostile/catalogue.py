"""All faults by family."""

from importlib import import_module
from importlib.util import find_spec

from tests.hostile.fault import Family

#: Modules of this package; one that is not there yet is left out.
NAMES = ("size", "timing", "protocol", "redirects", "traps", "pretenders", "robots", "charsets", "markup", "readers", "dates", "feeds")  # fmt: skip


def _family(name: str) -> Family:
    module = import_module(f"tests.hostile.{name}")
    return Family(
        name,
        (module.__doc__ or "").splitlines()[0],
        module.FAULTS,
        getattr(module, "SETTINGS", {}),
        getattr(module, "SECONDS", 60.0),
    )


FAMILIES = tuple(_family(name) for name in NAMES if find_spec(f"tests.hostile.{name}"))


def table() -> str:
    """The table fault → outcome, as Markdown."""
    total = sum(len(family.faults) for family in FAMILIES)
    parts = [
        "# The hostile portal\n",
        f"{total} faults, each served beside good articles, and what a crawl makes of them. Beyond what the table says, always:",
        "the articles beside it are all stored, a text that was stored before stays, no other host is asked, and the process",
        "keeps to its memory. Written by `python -m tests.hostile`; `pytest tests/hostile` holds every line.",
    ]
    for family in FAMILIES:
        parts += [
            f"\n## {family.name}\n",
            family.about,
            "",
            "| fault | the server | where | outcome |",
            "|---|---|---|---|",
        ]
        parts += [
            f"| `{fault.id}` | {fault.what} | {fault.place} | {fault.expected.words()} |" for fault in family.faults
        ]
    return "\n".join(parts) + "\n"
