"""Whose turn it is: portals that the operator has retired are left out, and those that waited longest come first.

A run with a time limit may begin only some of its portals; in the order in which they are named, the same ones every time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from crawler.crawling.portals import BrokenPortal
from crawler.crawling.run import name_of
from crawler.monitoring.outcome import ExitCode, PortalResult
from crawler.monitoring.retired import Retired
from crawler.output.problems import OneLine
from crawler.storage import ledger
from crawler.storage.store import Store

Chosen = tuple[Any, dict[str, str]]


def in_service(
    chosen: Sequence[Chosen], broken: Sequence[BrokenPortal], resting: Mapping[str, Retired]
) -> tuple[list[Chosen], list[BrokenPortal]]:
    """Of all portals those that are not retired. Raises ``OneLine`` when none is left."""
    working = [each for each in chosen if name_of(*each) not in resting]
    failing = [problem for problem in broken if problem.portal not in resting]
    if not working and not failing:
        told = f"all {len(resting)} portals are retired: name one, or bring it back with citydesk retire PORTAL --undo"
        raise OneLine(told, ExitCode.WRONG_USE)
    return working, failing


def longest_waiting_first(chosen: Sequence[Chosen], store: Store) -> list[Chosen]:
    """The portals by when their last run began, those without one first; who began in the same second stays in order."""
    with store.reading() as connection:
        return sorted(chosen, key=lambda each: ledger.last_start(connection, name_of(*each)))


def in_order(results: Sequence[PortalResult], chosen: Sequence[Chosen]) -> list[PortalResult]:
    """The results as the portals were asked for, whenever their turn came."""
    places = {name: place for place, name in reversed(list(enumerate(name_of(*each) for each in chosen)))}
    return sorted(results, key=lambda result: places.get(result.portal, len(places)))


def remind(results: Sequence[PortalResult], resting: Mapping[str, Retired]) -> list[PortalResult]:
    """The results, with a note at portals that were crawled although they are retired, for they were named."""
    return [
        replace(result, notes=[*result.notes, f"{resting[result.portal]}: only its name brought it into this crawl"])
        if result.portal in resting
        else result
        for result in results
    ]
