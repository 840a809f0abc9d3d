"""``citydesk status``: the health of all portals, or the whole story of one, in four forms."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.actions.reading_command import opened, refuse_terminal, unknown
from crawler.monitoring import daybook, standing
from crawler.monitoring.course import DRIFT, accepted
from crawler.monitoring.health import clock, judge_all
from crawler.monitoring.outcome import ExitCode
from crawler.monitoring.retired import retired
from crawler.monitoring.verdicts import Health
from crawler.output import status_html, status_text
from crawler.output.problems import OneLine, told
from crawler.output.saying import as_json, say
from crawler.output.status_prometheus import prometheus
from crawler.output.whole_file import whole_file
from crawler.storage.readers import Reader


@dataclass(frozen=True, slots=True)
class Form:
    """How the status is shown: as a ``screen``, ``json``, ``prometheus`` or ``html``; into a file if one is named."""

    kind: str = "screen"
    output: str = ""


def status(portal: str, db: str, form: Form, *, everything: bool = False) -> ExitCode:
    """Shows the status, ``everything``: retired portals, too; raises ``OneLine``."""
    now = datetime.now(UTC)
    with opened(db) as store, store.reading() as connection:
        found = healths(store, now, everything=everything or bool(portal))
        if not portal:
            if form.kind == "screen":
                status_text.screen(found, 0 if everything else len(retired(connection)), everything=everything)
            else:
                _show(found, form, now)
            return ExitCode.DONE
        health = _named(found, portal, db)
        if form.kind != "screen":
            _show([health], form, now)
            return ExitCode.DONE
        sample = daybook.page(connection, portal)
        status_text.story(health, standing.runs(connection, portal), f"{sample[0].url} ({sample[1]})" if sample else "")
    return ExitCode.DONE


def healths(store: Reader, now: datetime, *, everything: bool = False) -> list[Health]:
    """The health of the portals of a database, worst first; retired ones only with ``everything``."""
    with store.reading() as connection:
        names = standing.names(connection, retired=everything)
        return judge_all([standing.portal(connection, name, now) for name in names], now)


def page(portal: str, db: str) -> ExitCode:
    """Writes the page that shows a portal's drift to standard output, byte for byte. Raises ``OneLine``."""
    with opened(db) as store, store.reading() as connection:
        found = daybook.page(connection, portal)
    if found is None:
        raise OneLine(
            f"no page of {portal!r} is kept as evidence: citydesk status says whether it drifts", ExitCode.WRONG_USE
        )
    refuse_terminal("the page")
    sys.stdout.buffer.write(found[0].body)
    return ExitCode.DONE


def accept(portal: str, db: str) -> ExitCode:
    """Takes what a portal does today as normal from now on. Raises ``OneLine``."""
    from crawler.storage.store import Store  # what writes takes longer to load than a status to make

    with told(), Store.open(db, create=False) as store, store.writing() as connection:
        if portal not in (known := standing.names(connection)):
            raise unknown(portal, db, known)
        today = datetime.now(clock(standing.zone(connection, portal))).date().isoformat()
        daybook.keep_course(connection, portal, accepted(daybook.course(connection, portal), today))
        marked = len(daybook.flagged(connection, portal, DRIFT))
    more = f"; {marked} articles are marked drift: citydesk reextract {portal} reads them again" if marked else ""
    say(f"{portal}: what it does from {today} on is normal; days before do not count any more{more}")
    return ExitCode.DONE


def _named(found: list[Health], portal: str, db: str) -> Health:
    for health in found:
        if health.portal == portal:
            return health
    raise unknown(portal, db, [health.portal for health in found])


def _show(found: list[Health], form: Form, now: datetime) -> None:
    """Writes portals in a form for machines or browsers."""
    if form.kind == "json":
        text = "".join(as_json(health.as_json()) + "\n" for health in found)
    else:
        text = prometheus(found, now) if form.kind == "prometheus" else status_html.page(found, now)
    if form.output:
        with whole_file(Path(form.output)) as out:
            out.write(text.encode())
    else:
        sys.stdout.write(text)
