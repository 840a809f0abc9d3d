"""What ``citydesk add`` tells of a proposal: each attribute with its evidence, one page in short, what to look at."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from crawler.output.saying import safe
from crawler.proposals.places import Sample
from crawler.proposals.proposal import Proposal
from crawler.proposals.proposing import Design
from crawler.proposals.survey import Survey
from crawler.reading.items import LedgerLine, Verdict
from crawler.reading.repeats import REPEATED

#: Lines of each verdict that are shown of the one page.
SHOWN = 4
#: Characters of a line that tell what it is.
WIDTH = 64
_VERDICTS: dict[Verdict, str] = {"body": "kept", "field": "field", "removed": "removed", "unknown": "unknown"}


def show(console: Console, proposal: Proposal, survey: Survey) -> None:
    """Prints the evidence."""
    _title(console, f"{proposal.title} ({proposal.name})")
    _row(
        console,
        "looked at",
        f"{survey.answered} answers, {len(survey.links)} links to articles, {len(survey.pages)} articles read",
    )
    missed = Counter(reason for _, reason in survey.missed)
    if missed:
        _row(console, "left out", ", ".join(f"{reason} {count}" for reason, count in missed.most_common()))
    for found in survey.yields:
        taken = "taken" if found.source in proposal.sources else "not needed"
        _row(console, found.kind, f"{found.source.url}  {len(found.links)} articles, {taken}{_because(found.problem)}")
    pattern = proposal.pattern
    told = f"{pattern.regex}  fits {pattern.fits} of {pattern.of} links to articles, none of {len(survey.others)} lists"
    _row(console, "article_url", told if pattern.regex else "none")
    for design in proposal.designs:
        _design(console, design, len(proposal.samples))
    _repeated(console, proposal.samples)
    _page(console, proposal.samples[0])
    if proposal.doubts:
        _title(console, "Look at")
        for doubt in proposal.doubts:
            console.print(Text(f"  {safe(doubt)}", style="yellow"))


def _because(problem: str) -> str:
    return f" ({problem})" if problem else ""


def _design(console: Console, design: Design, pages: int) -> None:
    _title(console, f"Layout {design.layout.label}: fits {len(design.pages)} of {pages} pages")
    for found in design.evidence:
        told = f"{found.css}  on {found.right} of {found.of} pages that have it; same as without it on {found.agree} of {found.tried}"
        _row(console, found.name, told)


def _repeated(console: Console, samples: Sequence[Sample]) -> None:
    """Lines that only their coming back has told from the text."""
    lines = [line for sample in samples for line in sample.article.removed if line.rule.startswith(REPEATED)]
    shown = Counter(line.text for line in lines).most_common(SHOWN)
    if shown:
        _title(console, "Lines that the portal repeats")
        for text, count in shown:
            _row(console, f"{count} pages", _cut(text))


def _page(console: Console, sample: Sample) -> None:
    _title(console, f"One page in short: {sample.page.url}")
    ledger = sample.article.ledger
    counts = Counter(line.verdict for line in ledger)
    _row(console, "lines", ", ".join(f"{word} {counts[verdict]}" for verdict, word in _VERDICTS.items()))
    for name in ("title", "published_at", "source"):
        _row(console, name, _cut(getattr(sample.article, name)) or "-")
    for line in _telling(ledger):
        label = _VERDICTS[line.verdict] + (f" ({line.rule})" if line.rule and line.verdict == "removed" else "")
        _row(
            console,
            label,
            _cut(line.text),
            "" if line.verdict == "body" else "bold yellow" if line.verdict == "unknown" else "red",
        )


def _telling(ledger: Sequence[LedgerLine]) -> Iterator[LedgerLine]:
    """In page order: the first and last kept lines, the stripped lines nearest to them, and what is unknown."""
    chosen: set[int] = set()
    body = [number for number, line in enumerate(ledger) if line.verdict == "body"]
    first, last = (body[0], body[-1]) if body else (len(ledger), -1)
    chosen |= {first, last} & set(range(len(ledger)))
    removed = [number for number, line in enumerate(ledger) if line.verdict == "removed"]
    chosen |= set(sorted(removed, key=lambda number: min(abs(number - first), abs(number - last)))[: 2 * SHOWN])
    chosen |= set([number for number, line in enumerate(ledger) if line.verdict == "unknown"][:SHOWN])
    yield from (ledger[number] for number in sorted(chosen))


def _cut(text: str) -> str:
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def _title(console: Console, text: str) -> None:
    console.print(Text(f"\n{safe(text)}", style="bold"))


def _row(console: Console, label: str, text: str, style: str = "") -> None:
    console.print(Text.assemble((f"  {label:<14} ", "dim"), (safe(text), style)))
