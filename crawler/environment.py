"""Settings that every command heeds, read from the environment; a value that makes no sense is named."""

import os

from crawler.outcome import ExitCode
from crawler.problems import OneLine

BUSY_SECONDS = 30.0
INDEX_DAYS = 90  # three times the longest gap between an original and its copy (crawler.similar.MAX_GAP_DAYS)
SKIPPED_DAYS = 90


def busy_seconds() -> float:
    """``CITYDESK_BUSY_SECONDS``: how long to wait for another program that holds the database's lock."""
    return number("CITYDESK_BUSY_SECONDS", os.environ.get("CITYDESK_BUSY_SECONDS", ""), BUSY_SECONDS)


def migration_backup() -> bool:
    """``CITYDESK_MIGRATION_BACKUP``: whether an older file is copied before it is changed; 0 turns it off."""
    return number("CITYDESK_MIGRATION_BACKUP", os.environ.get("CITYDESK_MIGRATION_BACKUP", ""), 1) != 0


def number(name: str, value: object, default: float) -> float:
    """The value of a setting as a number, 0 or more; wrong use when it is none. Empty means ``default``."""
    text = str(value).strip()
    try:
        found = float(text) if text else default
    except ValueError:
        found = -1
    if not 0 <= found < float("inf"):
        raise OneLine(f"{name}={text} is not a number: write 0 or more, such as {default:g}", ExitCode.WRONG_USE)
    return found
