"""``citydesk add``: proposes a module and samples for a portal that has none, and says what it derived them from."""

import importlib
import keyword
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console
from rich.text import Text

import crawler
from crawler.actions import check_command
from crawler.actions.one_page import NoAnswer
from crawler.discovery.urls import check_url, same_portal
from crawler.monitoring.outcome import ExitCode
from crawler.output import add_report
from crawler.output.problems import OneLine
from crawler.output.saying import safe, safe_lines
from crawler.output.terminal import Terminal
from crawler.proposals.module_text import module_text
from crawler.proposals.proposal import Proposal, derive, name_of
from crawler.proposals.proposing import read_with
from crawler.proposals.scout import look
from crawler.proposals.survey import Survey
from crawler.reading.extract import extract
from crawler.reading.reasons import REASONS
from crawler.reading.validity import reason_against
from crawler.sample_data import sample_records
from crawler.sources import nothing_on

_NAME = re.compile(r"[a-z][a-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    url: str
    portals: str = ""
    name: str = ""
    pages: int = 6
    force: bool = False
    dry_run: bool = False


def add(wish: Wish, db: str, console: Console | None = None) -> ExitCode:
    """Looks at the portal, prints the proposal, writes it and checks it. Raises ``OneLine``; then nothing is written."""
    console = console or Terminal(soft_wrap=True)
    target = _checked(wish)
    survey, hosts = _seen(wish)
    proposal = derive(survey, hosts, wish.name)
    _refuse_taken(wish, target, proposal.name)
    add_report.show(console, proposal, survey)
    text = module_text(proposal)
    if wish.dry_run:
        console.print(Text(f"\n{safe_lines(text)}"))
        return ExitCode.DONE
    written = _write(target, proposal, text)
    console.print(Text(f"\nWritten: {check_command.shown(written)}, with {len(proposal.samples)} samples. Look them over:"
                       " they are what the extractor made of the pages, and become what it is held to."))  # fmt: skip
    importlib.invalidate_caches()  # the module is younger than the folder's listing that Python has kept
    return check_command.check([proposal.name], db, wish.portals)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a proposal is written: the folder of modules and that of samples; and the names that portals have already."""

    modules: Path
    samples: Path
    known: frozenset[str] = frozenset()


def _checked(wish: Wish) -> Target:
    """Refuses what can be seen to fail before anything is fetched."""
    if problem := check_url(wish.url):
        hint = f": write http://{wish.url} or https://{wish.url}" if "://" not in wish.url else ""
        raise OneLine(f"{wish.url} cannot be added: {problem}{hint}", ExitCode.WRONG_USE)
    if wish.name and (not _NAME.fullmatch(wish.name) or keyword.iskeyword(wish.name)):
        raise OneLine(f"--name {wish.name!r}: write small letters, digits and _, such as yb983", ExitCode.WRONG_USE)
    known = check_command.portal_classes(wish.portals if Path(wish.portals).is_dir() else "")
    target = replace(_target(wish.portals), known=frozenset(known))
    taken = next((portal for portal in known.values() if same_portal(wish.url, portal.hosts)), None)
    if taken and not (wish.force or wish.dry_run):
        hint = f"see: citydesk check {taken.name}; --force proposes another one all the same"
        raise OneLine(f"{wish.url} is a page of portal {taken.name}, which has a module: {hint}", ExitCode.WRONG_USE)
    _refuse_taken(wish, target, wish.name or name_of(urlsplit(wish.url).netloc))
    return target


def _target(portals: str) -> Target:
    if portals:
        return Target(Path(portals), Path(portals) / "samples")
    root = Path(crawler.__file__).resolve().parent.parent
    if not (root / "scrapy.cfg").is_file():
        told = "citydesk is installed, not checked out: say where the module goes with --portals DIR (or $CITYDESK_PORTALS)"
        raise OneLine(told, ExitCode.WRONG_USE)
    return Target(root / "spiders", root / "samples")


def _refuse_taken(wish: Wish, target: Target, name: str) -> None:
    if wish.dry_run:
        return
    module = target.modules / f"{name}.py"
    if name in target.known and not module.exists():
        raise OneLine(f"another portal is called {name}: give this one a --name of its own", ExitCode.WRONG_USE)
    for path in (module, target.samples / name):
        if path.exists() and not wish.force:
            told = f"{check_command.shown(path)} is there already: --name another one, or --force to write over it"
            raise OneLine(told, ExitCode.WRONG_USE)


def _seen(wish: Wish) -> tuple[Survey, tuple[str, ...]]:
    """The survey of a portal of which at least one article could be read."""
    url = wish.url
    try:
        survey, hosts, kind = look(url, wish.pages)
    except NoAnswer as error:
        told = f"{url}: {error.reason}: {REASONS[error.reason]} ({error})"
        raise OneLine(" ".join(told.split())[:400], ExitCode.NOTHING_CRAWLED) from None
    if survey.front.unreadable or (kind and "html" not in kind.lower()):
        hint = f"give the portal's front page, such as {_front(url)}"
        raise OneLine(f"{url}: not-html: {REASONS['not-html']} ({kind}): {hint}", ExitCode.WRONG_USE)
    if not survey.pages or urlsplit(url).path not in ("", "/"):
        _refuse_one_article(url, survey)
    if not survey.links:
        hint = nothing_on(survey.front.root) or "give the page that lists its news"
        raise OneLine(f"{url}: no link on it, and no feed or sitemap, leads to an article: {hint}", ExitCode.DRIFT)
    if not survey.pages:
        _refuse_without_articles(url, survey)
    return survey, hosts


def _refuse_one_article(url: str, survey: Survey) -> None:
    article = extract(survey.front)
    if article.published_at and not reason_against(article):
        hint = f"give the front page, such as {_front(url)}"
        raise OneLine(f"{url} is one article ({safe(article.title)[:60]}), not a portal: {hint}", ExitCode.WRONG_USE)


def _refuse_without_articles(url: str, survey: Survey) -> None:
    reasons = Counter(reason for _, reason in survey.missed)
    told = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
    shut = reasons and set(reasons) <= {"robots", "busy", "http-error", "unreachable"}
    code = ExitCode.NOTHING_CRAWLED if shut else ExitCode.DRIFT
    hint = "what it forbids stays unread" if "robots" in reasons else f"see: citydesk explain {survey.missed[-1][0]}"
    raise OneLine(f"{url}: none of its pages that were tried is an article ({told}): {hint}", code)


def _front(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _write(target: Target, proposal: Proposal, text: str) -> Path:
    """Writes the samples, then the module, so that there is no module without them."""
    folder, module = target.samples / proposal.name, target.modules / f"{proposal.name}.py"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, sample in enumerate(proposal.samples):
            design = next((design for design in proposal.designs if number in design.pages), None)
            article = read_with(sample.page, design.layout, proposal.facts) if design else sample.article
            sample_records.write(folder, sample_records.record_of(sample.page, article), sample.page.body)
        module.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OneLine(f"{error.filename or module} cannot be written: {error.strerror}", ExitCode.WRONG_USE) from None
    return module
