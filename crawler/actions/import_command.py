"""``citydesk import``: articles from other systems, through what a crawl does with a page that it has read.

Lines are stored in small batches, each one transaction: after a kill nothing is half there, and the same command run
again finds what was stored and adds the rest.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crawler.copies.fingerprint import Fingerprint, fingerprint
from crawler.discovery.urls import canonical_url
from crawler.monitoring.outcome import ExitCode, PortalResult
from crawler.output import report
from crawler.output.moments import now
from crawler.output.problems import OneLine, told
from crawler.output.saying import say, say_json
from crawler.reading.validity import reason_against
from crawler.storage.linefiles import STDIN, LineProblem, lines, open_lines
from crawler.storage.records import BadRecord, Record, parse, strip_ends
from crawler.storage.store import Store

#: A commit costs as much as two articles; twenty are stored in 20 ms, so other writers never wait long.
BATCH = 20
#: Refused lines that are shown one by one.
SHOWN = 20


@dataclass
class Intake:
    """What an import has taken and refused so far."""

    store: Store
    results: dict[str, PortalResult] = field(default_factory=dict)
    runs: dict[str, int] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    unknown: dict[str, None] = field(default_factory=dict)
    lines: int = 0

    @property
    def taken(self) -> int:
        """Lines that are in the database now, new or known before."""
        return sum(result.pages - sum(result.skipped.values()) for result in self.results.values())

    def refuse(self, place: str, reason: str, kind: str) -> None:
        """Counts a line that is not stored, and shows the first ones."""
        self.refused[kind] += 1
        if self.refused.total() <= SHOWN:
            say(f"citydesk: {place}: {reason}", to_stderr=True)

    def save(self, batch: Sequence[tuple[str, Record]]) -> None:
        """Stores a batch in one transaction."""
        prepared = [(place, record, self._fingerprint(record)) for place, record in batch]
        with self.store.writing():
            for place, record, fp in prepared:
                if isinstance(fp, Fingerprint):
                    self._put(record, fp)
                else:
                    self._skip(place, record, fp)

    def _fingerprint(self, record: Record) -> Fingerprint | str:
        """The fingerprint, or the reason why this is no article."""
        article = record.article
        return reason_against(article) or fingerprint(article.title, article.body)

    def _run(self, portal: str) -> tuple[int, PortalResult]:
        if portal not in self.runs:
            self.runs[portal] = self.store.start_run(portal, now())
            self.results[portal] = PortalResult(portal, "ok")
        return self.runs[portal], self.results[portal]

    def _skip(self, place: str, record: Record, reason: str) -> None:
        run, result = self._run(record.article.portal)
        self.store.skip(record.article.url, result.portal, reason, run, now())
        result.pages += 1
        result.skipped[reason] = result.skipped.get(reason, 0) + 1
        self.refuse(place, f"{record.article.url} is no article ({reason})", reason)

    def _put(self, record: Record, fp: Fingerprint) -> None:
        """The address stays as it was given, unless the article is known by the spelling that a crawl would use."""
        run, result = self._run(record.article.portal)
        article, given = record.article, record.article.url
        spelling = canonical_url(given)
        if spelling != given and self.store.known(spelling) and not self.store.known(given):
            article.url, spelling = spelling, given
        last = record.last or now()
        stored = self.store.put(
            article,
            fp,
            run=run,
            seen_at=last,
            fetched_url=spelling,
            first_seen_at=min(record.first or last, last),
            changed_at=min(record.changed or last, last),
        )
        result.pages += 1
        column = "copies" if stored.outcome == "copy" else stored.outcome
        setattr(result, column, getattr(result, column) + 1)

    def close(self, outcome: str, sources: Sequence[str]) -> None:
        """Ends the runs of all portals."""
        with self.store.writing():
            for portal, run in self.runs.items():
                self.store.finish_run(
                    run, outcome, finished_at=now(), sources={source: {"read": 1} for source in sources}
                )
                self.results[portal].verdict = "ok" if outcome == "ok" else "stopped"


def run(paths: Sequence[Path], db: str, *, strip: bool = False, as_json: bool = False) -> ExitCode:
    """Imports the files and reports; returns the exit code, whose cause is the last line on stderr."""
    for path in paths:
        if path != STDIN and not path.is_file():
            kind = "is a folder" if path.is_dir() else "does not exist"
            raise OneLine(f"{path} {kind}: name files with one JSON object a line, or - for stdin", ExitCode.WRONG_USE)
    with told(), Store.open(db) as store:
        intake = Intake(store)
        outcome = _take_all(intake, paths, strip)
        intake.close(outcome, [str(path) for path in paths])
    return _report(intake, outcome, as_json)


def _take_all(intake: Intake, paths: Sequence[Path], strip: bool) -> str:
    """How it ended: ``ok`` or ``stopped``."""
    batch: list[tuple[str, Record]] = []
    try:
        for place, record in _records(intake, paths):
            if strip:
                record.article.body, record.article.ledger = strip_ends(record.article)
            batch.append((place, record))
            if len(batch) == BATCH:
                intake.save(batch)
                batch = []
        intake.save(batch)
    except KeyboardInterrupt:
        return "stopped"
    return "ok"


def _records(intake: Intake, paths: Sequence[Path]) -> Iterator[tuple[str, Record]]:
    """The lines that are articles, with where they stand; the others are refused here."""
    for path in paths:
        try:
            file = open_lines(path)
        except OSError as error:
            intake.refuse(str(path), f"cannot be read ({error})", "unreadable")
            continue
        with file:
            for number, line in lines(file):
                intake.lines += 1
                place = f"{path}:{number}"
                if isinstance(line, LineProblem):
                    intake.refuse(place, str(line), "unreadable")
                    continue
                try:
                    record = parse(line)
                except BadRecord as bad:
                    intake.refuse(place, str(bad), bad.kind)
                    continue
                intake.unknown.update(dict.fromkeys(record.unknown))
                yield place, record


def _report(intake: Intake, outcome: str, as_json: bool) -> ExitCode:
    """Prints what became of the lines."""
    results = sorted(intake.results.values(), key=lambda result: result.portal)
    if as_json:
        for result in results:
            say_json(result.as_json())
    elif results:
        report.table(results)
    if intake.unknown:
        names = ", ".join([*intake.unknown][:SHOWN])
        say(f"citydesk: note: keys that no article has were ignored: {names}", to_stderr=True)
    refused = intake.refused.total()
    if refused:
        kinds = ", ".join(f"{kind} {number}" for kind, number in intake.refused.most_common())
        say(f"citydesk: {refused} of {intake.lines} lines refused: {kinds}", to_stderr=True)
    if outcome == "stopped":
        say("citydesk: stopped; what was stored stays, run the same command again for the rest", to_stderr=True)
        return ExitCode.INTERRUPTED
    if not intake.taken:
        say(
            "citydesk: nothing to import: an article is a JSON object with url, title and body on one line",
            to_stderr=True,
        )
        return ExitCode.WRONG_USE
    return ExitCode.SOME_FAILED if refused else ExitCode.DONE
