"""The status as a screen of text: worst first, a line a portal, and the whole story of one."""

from collections import Counter
from collections.abc import Sequence
from math import ceil
from typing import Any

from rich.cells import cell_len
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
#: Days of the sparkline that fit into 80 columns beside the rest.
DAYS = 14
NONE_YET = "no portal was crawled yet: citydesk crawl"
#: A narrower terminal (a phone, half a window) shows verdict, name and last success alone: all columns leave a name no room.
WIDE = 66
#: Characters of a line that names leave to the other columns at most, on a wide screen and on a narrow one.
BESIDE, BESIDE_NARROW = 60, 22
#: Lines around the portals: the header, two blank ones, "… and more", the sum, and the prompt below.
FRAME = 6
#: The legend of a first crawl, whose articles are those of years.
OLDER = (
    "today: articles of these days that came, + older ones (an archive, as in a first crawl): all of them are stored"
)


def spark(numbers: Sequence[int]) -> str:
    """Numbers as a row of bars, the highest of them full; a blank for nothing."""
    most = max([*numbers, 1])
    return "".join(" " if not number else _BARS[min(7, number * 8 // (most + 1))] for number in numbers)


def screenful(found: Sequence[Health], width: int, height: int) -> Sequence[Health]:
    """Of portals, worst first, all that are not well, and as many of the others as a screen has lines for."""
    room = height - FRAME - 2 * any(health.older for health in found)
    for number, health in enumerate(found):
        room -= _lines(health, width)
        if room < 0 and health.verdict in WELL:
            return found[:number]
    return found


def _lines(health: Health, width: int) -> int:
    """Lines of the screen that a portal takes at most, with its evidence."""
    told = sum(ceil((2 + cell_len(line)) / width) for line in health.evidence)
    beside = BESIDE if width >= WIDE else BESIDE_NARROW
    return ceil(cell_len(health.portal) / max(width - beside, 1)) + (2 + told if told else 0)


def screen(found: Sequence[Health], hidden: int = 0, *, everything: bool = False) -> None:
    """Prints portals, worst first, with what is wrong under the line of each: a screenful, or ``everything``.

    ``hidden``: how many more are retired.
    """
    console = Terminal()
    if not found:
        told = f"all {hidden} portals are retired: citydesk status --all" if hidden else NONE_YET
        console.print(told, highlight=False)
        return
    shown = found if everything else screenful(found, console.width, console.height)
    console.print(_overview(shown, console.width))
    if left_out := Counter(health.verdict for health in found[len(shown) :]):
        kinds = ", ".join(f"{number} {verdict}" for verdict, number in left_out.items())
        console.print(f"… and {left_out.total()} more that are well ({kinds}): citydesk status --all", soft_wrap=True)
    for health in shown:
        if health.evidence:
            console.print(Text(f"\n{health.portal}: {health.verdict}", style="bold"))
            for line in health.evidence:
                console.print(Text(f"  {line}"), soft_wrap=True)
    if any(health.older for health in shown):
        console.print(f"\n{OLDER}", highlight=False, soft_wrap=True)
    fine = sum(health.verdict in WELL for health in found)
    more = f"; {hidden} more retired: --all" if hidden else ""
    console.print(f"\n{len(found)} portal{'s' * (len(found) != 1)}, {fine} well{more}; times are UTC")


def _overview(found: Sequence[Health], width: int) -> Table:
    """A line a portal, with as many columns as leave room for its name."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    names = ("verdict", "portal", "two weeks", "today", "last success", "next due")
    shown = names if width >= WIDE else ("verdict", "portal", "last success")
    for name in shown:
        # A name that is too long goes on in the next line: cut hosts look alike.
        table.add_column(
            name, justify="right" if name == "today" else "left", no_wrap=name != "portal", overflow="fold"
        )
    for health in found:
        cells: tuple[str | Text, ...] = (
            Text(health.verdict, style=_STYLES.get(health.verdict, "green")),
            health.portal,
            spark(health.news[-DAYS:]),
            _today(health),
            _short(health.last_success)[5:] or "never",
            _short(health.next_due)[5:] or "–",
        )
        table.add_row(*(cell for name, cell in zip(names, cells, strict=True) if name in shown))
    return table


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
