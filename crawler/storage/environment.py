"""Numbers that every command heeds: settings of a crawl, or variables of the environment. Nonsense is named."""

import os

from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine

#: The most that is taken: 270 years in days, a day in seconds. What is far more overflows dates, and SQLite's milliseconds.
LARGEST = 100_000
#: What holds when nothing is said. Days of 0: keep for ever.
DEFAULTS = {
    "CITYDESK_BUSY_SECONDS": 30.0,
    "CITYDESK_MIGRATION_BACKUP": 1,
    "CITYDESK_INDEX_DAYS": 90,  # three times the longest gap between an original and its copy (similar.MAX_GAP_DAYS)
    "CITYDESK_SKIPPED_DAYS": 90,
}


def value(name: str, given: object = None) -> float:
    """The value of a setting: ``given`` (on the command line), else that of the environment, else the default.

    Wrong use when it is no number from 0 to :data:`LARGEST`.
    """
    text = str(os.environ.get(name, "") if given is None else given).strip()
    try:
        found = float(text) if text else DEFAULTS[name]
    except ValueError:
        found = -1
    if not 0 <= found <= LARGEST:
        raise OneLine(
            f"{name}={text} is not a number from 0 to {LARGEST}: write one, such as {DEFAULTS[name]:g}",
            ExitCode.WRONG_USE,
        )
    return found
