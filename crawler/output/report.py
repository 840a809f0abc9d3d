"""What people see of a crawl at its end: a short table, notes, and the causes of what went wrong."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from crawler.monitoring.outcome import ExitCode, PortalResult
from crawler.monitoring.telling import News
from crawler.output.saying import as_json as json_text
from crawler.output.saying import safe
from crawler.output.streams import write_lines
from crawler.output.terminal import Terminal

#: Lines of a kind in a report that is read as a mail; the rest is counted.
MOST_LINES = 20
#: Characters of one line of a report. A message's lines end at 998 (RFC 5322 section 2.1.1).
LONGEST = 500


def tell(
    results: Sequence[PortalResult],
    at_rest: Sequence[str],
    code: ExitCode,
    *,
    as_json: bool = False,
    quiet: bool = False,
    news: News | None = None,
) -> None:
    """Prints the results on stdout; notes and causes on stderr, whose last line names what decided the exit code.

    ``at_rest``: portals that had nothing due. ``quiet``: nothing when all is well, else the portals that need a look;
    with ``news`` only what the run before did not know.
    """
    if as_json:
        everything = [*results, *(PortalResult(portal, "ok") for portal in at_rest)]
        write_lines(json_text(result.as_json()) for result in everything)
    elif not quiet:
        write_lines(_drawn(results, at_rest))
    else:
        told = results if news is None else news.wrong
        if told and code not in (ExitCode.DONE, ExitCode.LOCKED):  # who holds the lock is all there is to say
            write_lines(_mail(results, told, code))
        write_lines(
            _cut([f"citydesk: {safe(line)}" for line in news.ended] if news else [], "portals that are well again")
        )
    if not quiet:
        write_lines(_cut(_notes(results), "notes"), to_stderr=True)
    write_lines(_cut(causes(results if news is None else news.wrong), "portals"), to_stderr=True)


def counted(result: PortalResult) -> str:
    """The counts of a portal in one line of words."""
    numbers = {"new": result.new, "changed": result.changed, "same": result.unchanged, "copies": result.copies}
    told = [f"{result.pages} pages", *(f"{number} {name}" for name, number in numbers.items() if number)]
    return ", ".join([*told, *(f"skipped {reason} {number}" for reason, number in sorted(result.skipped.items()))])


def causes(results: Sequence[PortalResult]) -> list[str]:
    """What went wrong, portal by portal; locks first, for they decide the exit code only where nothing else does."""
    wrong = sorted((result for result in results if result.cause), key=lambda result: result.verdict != "locked")
    return [f"citydesk: {safe(result.cause)[:LONGEST]}" for result in wrong]


def _notes(results: Sequence[PortalResult]) -> list[str]:
    """What the operator should look at, each text once with the portals that it is about."""
    portals: dict[str, list[str]] = {}
    for result in results:
        for note in result.notes:
            if note in result.cause:
                continue
            portals.setdefault(note, []).append(result.portal)
    return [f"citydesk: note: {_named(names)}: {safe(note)[:LONGEST]}" for note, names in portals.items()]


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(map(safe, names[:3])) + more


def _cut(lines: Sequence[str], what: str) -> list[str]:
    """At most :data:`MOST_LINES` lines; the last one stays the last."""
    if len(lines) <= MOST_LINES:
        return list(lines)
    left_out = len(lines) - MOST_LINES
    return [*lines[: MOST_LINES - 1], f"citydesk: … and {left_out} more {what}", lines[-1]]


def _mail(results: Sequence[PortalResult], told: Sequence[PortalResult], code: ExitCode) -> Iterator[str]:
    """The head of a report to somebody who was told nothing yet: how many portals, and what of them came."""
    wrong, look = (sum(result.verdict != "ok" for result in some) for some in (results, told))
    more = f", {wrong - look} more as before" if wrong > look else ""
    new, pages = sum(result.new for result in results), sum(result.pages for result in results)
    need = "needs" if look == 1 else "need"
    yield f"citydesk crawl ended with code {code}: {look} of {len(results)} portals {need} a look{more}; {pages} pages, {new} new articles"


def _drawn(results: Sequence[PortalResult], at_rest: Sequence[str]) -> list[str]:
    """The table, as wide as the terminal, with colours only there."""
    console = Terminal()
    with console.capture() as caught:
        if crawled := [result for result in results if result.verdict != "locked"]:
            table(crawled, console)
        if at_rest:
            console.print(f"nothing was due for {len(at_rest)} portals", highlight=False)
    return caught.get().splitlines()


def table(results: Sequence[PortalResult], console: Console | None = None) -> None:
    """One line a portal: pages by outcome, and why pages were skipped."""
    console = console or Terminal()
    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column("portal")
    for name in ("pages", "new", "changed", "same", "copies", "skipped"):
        grid.add_column(name, justify="right")
    grid.add_column("why skipped")
    for result in results:
        reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(result.skipped.items()))
        counts = (
            result.pages,
            result.new,
            result.changed,
            result.unchanged,
            result.copies,
            sum(result.skipped.values()),
        )
        grid.add_row(result.portal, *map(str, counts), reasons)
    console.print(grid)
