"""``citydesk doctor``: prints what the checks found."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine, told
from crawler.output.saying import say, say_json
from crawler.output.terminal import Terminal
from crawler.storage.doctor import Report, Result, examine


def doctor(db: str, *, mend: bool, quick: bool, as_json: bool) -> None:
    """Checks, prints, and ends with the exit code of the report."""
    console = Terminal(stderr=True)
    with told():
        if console.is_terminal:
            with console.status("") as status:
                report = examine(db, mend=mend, quick=quick, tick=lambda *words: status.update(" ".join(words)))
        else:
            report = examine(db, mend=mend, quick=quick)
    if as_json:
        say_json(as_data(report), indent=1)
    else:
        for line in lines(report):
            say(line)
    if cause := cause_of(report):
        raise OneLine(cause, report.code)


def lines(report: Report) -> Iterator[str]:
    """The report for people: a line a check, the findings under it, and after damage what can still be read."""
    for result in report.results:
        yield f"{_word(result):8} {result.check.id:20} {result.check.meaning}"
        if result.finding.count:
            yield from (f"{'':9}{example}" for example in result.finding.examples)
            if result.finding.count > len(result.finding.examples):
                yield f"{'':9}… {result.finding.count:,} in all"
            if not result.sound and result.mendable:
                yield f"{'':9}--mend {result.check.mending}"
            if result.error:
                yield f"{'':9}mending failed: {result.error}"
    if report.tables:
        yield "What can still be read:"
        for name, (rows, whole) in report.tables.items():
            yield f"{'':9}{name:20} {rows:,} rows{'' if whole else ', then damage'}"


def cause_of(report: Report) -> str:
    """The last line on stderr; empty when the file is sound."""
    wrong = [result.check.id for result in report.results if not result.sound]
    if report.code == ExitCode.DONE:
        return ""
    if report.code == ExitCode.SOME_FAILED:
        return f"database {report.path} needs mending ({', '.join(wrong)}): citydesk doctor --mend"
    return (
        f"database {report.path} is damaged ({', '.join(wrong)}): put back a backup, "
        f"or save what is left with: sqlite3 {report.path} .recover | sqlite3 saved.db"
    )


def as_data(report: Report) -> dict[str, Any]:
    """The report for programs."""
    return {
        "path": report.path,
        "code": int(report.code),
        "checks": [
            {
                "id": result.check.id,
                "meaning": result.check.meaning,
                "mending": result.check.mending,
                "state": _word(result),
                "error": result.error,
                **asdict(result.finding),
            }
            for result in report.results
        ],
        "tables": {name: {"rows": rows, "whole": whole} for name, (rows, whole) in report.tables.items()},
    }


def _word(result: Result) -> str:
    if result.mended:
        return "mended"
    if result.sound:
        return "ok"
    return "mendable" if result.mendable else "DAMAGED"
