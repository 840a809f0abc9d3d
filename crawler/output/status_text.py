"""The status as a screen of text: worst first, a line a portal, and the whole story of one."""

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len, chop_cells
from rich.table import Table
from rich.text import Text

from crawler.monitoring.verdicts import WELL, Health
from crawler.output.terminal import Terminal

_BARS = "▁▂▃▄▅▆▇█"
_STYLES = {
    "down": "bold red",
    "blocked": "red",
    "drifting": "bold yellow",
    "late": "yellow",
    "thin": "yellow",
    "asleep": "dim",
}
GAP = "  "  # between columns
NUMBER = 3  # the column that is set to the right
#: Days of the sparkline that fit into 80 columns beside the rest.
DAYS = 14
NONE_YET = "no portal was crawled yet: citydesk crawl"
#: The legend of a first crawl, whose articles are those of years.
#: A narrower terminal (a phone, half a window) shows verdict, name and last success alone: all columns leave a name no room.
WIDE = 66
OLDER = (
    "today: articles of these days that came, + older ones (an archive, as in a first crawl): all of them are stored"
)


def spark(numbers: Sequence[int]) -> str:
    """Numbers as a row of bars, the highest of them full; a blank for nothing."""
    most = max([*numbers, 1])
    return "".join(" " if not number else _BARS[min(7, number * 8 // (most + 1))] for number in numbers)


def screen(found: Sequence[Health], hidden: int = 0) -> None:
    """Prints portals, worst first, with what is wrong under the line of each; ``hidden``: how many more are retired."""
    console = Terminal()
    if not found:
        told = f"all {hidden} portals are retired: citydesk status --all" if hidden else NONE_YET
        console.print(told, highlight=False)
        return
    console.print(_overview(found, console.width), soft_wrap=True, end="")
    for health in found:
        if health.evidence:
            console.print(Text(f"\n{health.portal}: {health.verdict}", style="bold"))
            for line in health.evidence:
                console.print(Text(f"  {line}"), soft_wrap=True)
    if any(health.older for health in found):
        console.print(f"\n{OLDER}", highlight=False, soft_wrap=True)
    fine = sum(health.verdict in WELL for health in found)
    more = f"; {hidden} more retired: --all" if hidden else ""
    console.print(f"\n{len(found)} portal{'s' * (len(found) != 1)}, {fine} well{more}; times are UTC")


def _overview(found: Sequence[Health], width: int) -> Text:
    """A line a portal, with as many columns as leave room for its name.

    Set by hand: rich's table takes as long over 200 portals as it takes to read and to judge them.
    """
    head = ("verdict", "portal", "two weeks", "today", "last success", "next due")
    shown = range(len(head)) if width >= WIDE else (0, 1, 4)
    rows = [[row[number] for number in shown] for row in (head, *map(_cells, found))]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    room = width - sum(widths) + widths[1] - len(GAP) * (len(widths) - 1)
    widths[1] = min(widths[1], max(room, 1))
    styles = ["bold", *(_STYLES.get(health.verdict, "green") for health in found)]
    table = Text()
    for row, style in zip(rows, styles, strict=True):
        table.append(row[0].ljust(widths[0]), style)
        table.append(_rest(row, widths), "bold" if row is rows[0] else "")
    return table


def _cells(health: Health) -> tuple[str, ...]:
    """What the overview says of a portal."""
    success, due = _short(health.last_success)[5:] or "never", _short(health.next_due)[5:] or "–"
    return health.verdict, health.portal, spark(health.news[-DAYS:]), _today(health), success, due


def _rest(row: Sequence[str], widths: Sequence[int]) -> str:
    """The cells behind the first in their columns; a name that is too long goes on in the next line: cut hosts look alike."""
    name, *more = chop_cells(row[1], widths[1]) or [""]
    cells = [name + " " * (widths[1] - cell_len(name)), *map(str.ljust, row[2:], widths[2:])]
    if len(row) > NUMBER:
        cells[NUMBER - 1] = row[NUMBER].rjust(widths[NUMBER])
    below = ("".join(["\n", " " * widths[0], GAP, part]) for part in more)
    return GAP + GAP.join(cells).rstrip() + "".join(below) + "\n"


def _today(health: Health) -> str:
    """What came today: articles of these days, and older ones apart."""
    return f"{sum(health.news[-1:])}{f' +{health.older}' if health.older else ''}"


def story(health: Health, runs: Sequence[dict[str, Any]], sample: str) -> None:
    """Prints all that is known of one portal."""
    console = Terminal()
    console.print(
        Text(f"{health.portal}: {health.verdict}{' since ' + health.since[:16] if health.since else ''}", style="bold")
    )
    for line in health.evidence:
        console.print(Text(f"  {line}"), soft_wrap=True)
    if sample:
        console.print(
            Text(f"  sample page kept: {sample} (citydesk status {health.portal} --page > page.html)"), soft_wrap=True
        )
    console.print(f"last success {_short(health.last_success) or 'never'}, next due {_short(health.next_due) or '–'}")
    older = sum(health.came) - sum(health.news)
    more = f", +{older} older" if older > 0 else ""
    console.print(f"articles a day: {spark(health.news)} {sum(health.news)} in {len(health.news)} days{more}\n")
    console.print(_runs(runs))
    newest = next((run for run in runs if run["layouts"] or run["sources"]), None)
    if newest:
        newest["body_chars"] = {f"{n} %": f"< {chars}" for n, chars in newest["body_chars"].items()}
        console.print(_sources(newest["sources"]))
        for name in ("layouts", "fields", "body_chars", "lines", "rule_hits"):
            told = ", ".join(f"{key} {value}" for key, value in list(newest[name].items())[:12])
            console.print(Text(f"{name.replace('_', ' ')}: {told or '–'}"), soft_wrap=True)


def _runs(runs: Sequence[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("run", no_wrap=True)
    for name in ("outcome", "pages", "new", "changed", "copies", "skipped", "asked", "kB", "s"):
        table.add_column(name, justify="left" if name == "outcome" else "right", no_wrap=True)
    for run in runs:
        numbers = (*(run[name] for name in ("pages", "new", "changed", "copies")), sum(run["skipped"].values()))
        size = run["bytes"] // 1000 if run["bytes"] is not None else None
        more = (run["requests"], size, None if run["seconds"] is None else round(run["seconds"]))
        cells = ("–" if number is None else str(number) for number in (*numbers, *more))
        table.add_row(_short(run["started_at"])[5:], run["outcome"] or "not ended", *cells)
    return table


def _sources(sources: dict[str, dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("source (last run with pages)", overflow="fold")
    for name in ("read", "links", "found", "new", "failed"):
        table.add_column(name, justify="right")
    for source, tally in list(sources.items())[:20]:
        table.add_row(source, *(str(tally.get(name, 0)) for name in ("read", "links", "found", "new", "failed")))
    return table


def _short(moment: str | None) -> str:
    return moment[:16].replace("T", " ") if moment else ""
