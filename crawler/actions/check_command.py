"""``citydesk check``: is what we say of a portal still true? Samples, module, expectations, drift; nothing is fetched."""

import contextlib
import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.actions.reading_command import opened
from crawler.crawling.portals import PortalLoader, suggest
from crawler.crawling.run import load_settings
from crawler.discovery.shapebook import ShapeBook
from crawler.monitoring import daybook
from crawler.monitoring.outcome import ExitCode
from crawler.monitoring.retired import Retired, retired
from crawler.output.problems import OneLine, told
from crawler.output.saying import say, say_json
from crawler.proposals.check_module import Portal, check_module, check_overlap
from crawler.proposals.check_stored import check_drift, check_expects
from crawler.proposals.findings import Finding
from crawler.reading.reading import read_page
from crawler.reading.reasons import REASONS
from crawler.reading.repeats import Repeats
from crawler.reading.validity import reason_against
from crawler.sample_data import sample_records
from crawler.sample_data.sample_records import BadRecord, Record, differences
from crawler.sample_data.sample_site import samples_folder
from crawler.storage.recent import recent

#: Findings that are shown of one sample: the first tell enough.
SHOWN = 3


@dataclass(slots=True)
class Report:
    """One portal: how many samples were read, whether the database knew it, and what was found."""

    portal: str
    samples: int = 0
    stored: bool = False
    findings: list[Finding] = field(default_factory=list)

    def __str__(self) -> str:
        read = f"{self.samples} samples" + ("" if self.stored else ", no run in the database")
        found = f"{len(self.findings)} finding{'s' * (len(self.findings) != 1)}" if self.findings else "well"
        return f"{self.portal}: {found} ({read})"

    def as_json(self) -> dict[str, Any]:
        """The report as plain data."""
        found = [
            {key: value for key, value in finding.as_json().items() if key != "portal"} for finding in self.findings
        ]
        return {"portal": self.portal, "samples": self.samples, "stored": self.stored, "findings": found}


def check(names: Sequence[str], db: str, portals: str = "", *, as_json: bool = False) -> ExitCode:
    """Checks the named portals, or all that are not retired; prints a line a finding and one a portal. Raises ``OneLine``."""
    loader = loader_of(portals)
    classes = classes_of(loader)
    for name in names:
        if broken := loader.broken_as(name):
            raise OneLine(str(broken), ExitCode.WRONG_USE)
        if name not in classes:
            raise OneLine(suggest(name, sorted(classes)), ExitCode.WRONG_USE)
    resting = _resting(db)
    chosen = [classes[name] for name in names or sorted(classes) if name in names or name not in resting]
    if not classes and not loader.broken:
        raise OneLine("there is no portal module to check: propose one with: citydesk add URL", ExitCode.WRONG_USE)
    reports = [report_of(portal, list(classes.values()), db, portals) for portal in chosen]
    if not names:
        reports += [
            Report(each.portal, findings=[Finding(each.portal, "module", each.where, str(each))])
            for each in loader.broken
            if each.portal not in resting
        ]
    for report in reports:
        if as_json:
            say_json(report.as_json())
        else:
            for line in (*report.findings, report):
                say(str(line))
    findings = [finding for report in reports for finding in report.findings]
    if any(finding.is_drift for finding in findings):
        return ExitCode.DRIFT
    return ExitCode.SOME_FAILED if findings else ExitCode.DONE


def _resting(db: str) -> dict[str, Retired]:
    """The retired portals; none where there is no database."""
    if not Path(db).exists():
        return {}
    with opened(db) as store:
        return retired(store.connection)


def loader_of(portals: str) -> PortalLoader:
    """What finds the portal modules. Raises ``OneLine``."""
    with told():
        return PortalLoader(load_settings({"CITYDESK_PORTALS": portals} if portals else {}))


def classes_of(loader: PortalLoader) -> dict[str, Portal]:
    """The class of every portal that has a module, by name."""
    return {name: loader.load(name) for name in loader.list()}  # type: ignore[misc]  # every module of ours is one


def portal_classes(portals: str) -> dict[str, Portal]:
    """The class of every portal that has a whole module, by name. Raises ``OneLine``."""
    return classes_of(loader_of(portals))


def report_of(portal: Portal, all_portals: Sequence[Portal], db: str, portals: str) -> Report:
    """Everything that is checked of one portal."""
    report, records = Report(portal.name), []
    where = shown(Path(inspect.getsourcefile(portal) or portal.__module__))
    for path in sample_paths(portal.name, portals):
        try:
            records.append(sample_records.read(path))
        except BadRecord as error:
            wrong = f"{error}: restore it, or remove it with its page"
            report.findings.append(Finding(portal.name, "sample", shown(path), wrong))
    report.samples = len(records)
    urls = [record.data["url"] for record in records if record.is_article]
    report.findings += check_module(portal, where, urls)
    report.findings += check_overlap(portal, where, urls, all_portals)
    report.findings += check_samples(portal, records)
    if Path(db).exists():
        with opened(db) as store:
            course = daybook.course(store.connection, portal.name)
            now = recent(store.connection, portal.name, portal.expects.body_chars, portal.expects.always)
        if now:
            report.stored = True
            report.findings += check_expects(portal.name, shown(Path(db)), portal.expects, now)
            report.findings += check_drift(portal.name, shown(Path(db)), now, course)
    return report


def sample_paths(portal: str, portals: str) -> list[Path]:
    """The records of a portal: beside the operator's modules, else those that are bundled."""
    folders = [Path(portals) / "samples"] if portals else []
    with contextlib.suppress(FileNotFoundError):
        folders.append(samples_folder())
    return next((found for folder in folders if (found := sample_records.paths(folder / portal))), [])


def check_samples(portal: Portal, records: Sequence[Record]) -> Iterator[Finding]:
    """Each page read again, with what its neighbours teach, as in a crawl."""
    repeats = Repeats()
    for record in records:
        if record.is_article:
            repeats.add(*read_page(record.page, portal.layouts).lesson())
    spider = portal()
    spider.know(repeats)
    for record in records:
        page = shown(record.path.with_suffix(".html.gz"))
        for wrong in list(_read_again(spider, record))[:SHOWN]:
            hint = "mend the layout, or its record where the page is right"
            yield Finding(portal.name, "sample", page, f"{wrong}: {hint}")


def _read_again(spider: Any, record: Record) -> Iterator[str]:
    wanted = record.data.get("skip_reason", "")
    if not record.is_article and wanted not in REASONS:  # its address alone says that it is never asked for
        if ShapeBook().kind(record.data["url"], record.data.get("listed", {}).get("title", "")) == "article":
            yield f"{record.data['url']} looks like an article, expected: {wanted}"
        return
    article = spider.read_again(record.page)
    reason = reason_against(article)
    if reason != (wanted if not record.is_article else ""):
        yield f"is {reason or 'an article'}, expected {wanted or 'an article'}"
    elif record.is_article:
        yield from differences(record, article)


def shown(path: Path) -> str:
    """A path as short as it can be: relative to the folder one is in, where it lies below."""
    resolved = path.resolve()
    return str(resolved.relative_to(Path.cwd())) if resolved.is_relative_to(Path.cwd()) else str(path)
