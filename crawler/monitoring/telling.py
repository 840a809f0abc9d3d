"""What a frequent, quiet run tells of its portals: what begins and what ends, not what goes on (pure but for two looks into the store).

The exit code is true for each run. But who is mailed 336 times in a week that a portal is down reads none of it; so what
a run says is compared with what the run before it knew. A single failure is told once it is an outage (:mod:`crawler.monitoring.health`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.monitoring import standing
from crawler.monitoring.outcome import PortalResult
from crawler.storage.store import Store

#: Told by every run: what is no fault of the portal is remembered by nobody.
ALWAYS = ("locked", "stopped", "database", "missing")
#: Not told before they last: a run that ended so may have met a portal that is started anew.
PATIENT = ("down", "blocked", "failed")
#: Pages that could not be processed come again at once: told when it happens the second time within this span.
AGAIN = timedelta(days=1)
#: What a portal is well again from, in words.
_WAS = {"down": "it was down", "blocked": "it was turned away", "drifting": "its pages had changed"}


@dataclass(frozen=True, slots=True)
class Known:
    """What runs have shown of a portal: its ``trouble`` (a verdict, empty for none), and how many ``failed`` within a day."""

    trouble: str = ""
    failed: int = 0


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told: the portals that need a look since this run, and lines for those that are well again."""

    wrong: Sequence[PortalResult]
    ended: Sequence[str]


def known(store: Store, names: Sequence[str]) -> dict[str, Known]:
    """What is known of portals by their last runs."""
    since = datetime.now(UTC) - AGAIN
    with store.reading() as connection:
        return {
            name: Known(standing.trouble(connection, name), standing.failed_before(connection, name, since))
            for name in names
        }


def news(results: Sequence[PortalResult], before: Mapping[str, Known], after: Mapping[str, Known]) -> News:
    """What the results have that was not known before them."""
    wrong, ended = [], []
    for result in results:
        was, is_ = before.get(result.portal, NOTHING), after.get(result.portal, NOTHING)
        if result.cause and _is_news(result, was, is_):
            wrong.append(result)
        elif was.trouble and not is_.trouble:
            ended.append(f"{result.portal}: well again: {_WAS[was.trouble]}")
    return News(wrong, ended)


def _is_news(result: PortalResult, was: Known, is_: Known) -> bool:
    if result.verdict in ALWAYS or (result.verdict == "failed" and is_.failed == 2):
        return True
    return is_.trouble != was.trouble if is_.trouble else result.verdict not in PATIENT
