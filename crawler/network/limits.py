"""Every limit of a crawl, with its reason: the one place that says how much a page, a host or a run may take.

Each is a setting (``-s KEY=VALUE``). What reads pages knows nothing of settings: it asks :func:`limit`, and
:func:`adopt` puts the values of a run in its place. Figures of real pages: 1,228 articles of 40 countries.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit: the setting, its default, what it counts and why it is where it is. 0 means none where ``none_at_0``."""

    setting: str
    value: int
    unit: str
    why: str
    none_at_0: bool = False
    most: int = 0  # what it may be set to at most; 0: anything


LIMITS = (
    Limit(
        "DOWNLOAD_MAXSIZE",
        8 * 2**20,
        "bytes of an answer, as sent and as unpacked",
        "the largest real article page has 3.2 MB; 32 answers at a time stay below 256 MiB",
    ),
    Limit(
        "CITYDESK_MAX_HEADERS",
        256 * 2**10,
        "bytes of an answer's headers, those of 1xx answers before it included",
        "browsers take 256 KiB; Twisted has no limit",
    ),
    Limit(
        "CITYDESK_MAX_CHUNKS",
        100_000,
        "pieces that an answer is sent in",
        "each costs 5 µs; 8 MiB in pieces of one byte would take 40 s of CPU",
    ),
    Limit(
        "CITYDESK_MAX_LAYERS",
        3,
        "times that an answer is packed (Content-Encoding)",
        "one is usual, two happen behind a proxy",
    ),
    Limit(
        "CITYDESK_MAX_TAGS",
        100_000,
        "tags of a page",
        "extraction takes 0.1 ms a tag; the fullest real article has 23,000",
    ),
    Limit(
        "CITYDESK_MAX_ATTRIBUTES",
        10_000,
        "attributes of one tag",
        "libxml2's time grows with their square: 20,000 take 1 s, 40,000 take 10 s",
    ),
    Limit(
        "CITYDESK_MAX_ALL_ATTRIBUTES",
        200_000,
        "attributes of all tags of a page",
        "libxml2 keeps 300 bytes for each; the fullest real page has 34,000",
    ),
    Limit(
        "CITYDESK_MAX_DEPTH",
        200,
        "levels of a page's tree; what lies deeper is read as flat text",
        "real pages stay below 60, and Python's stack ends at 1,000 calls",
        most=300,
    ),
    Limit("CITYDESK_MAX_URL", 2048, "characters of an address", "sitemaps.org allows no more; longer ones are data"),
    Limit(
        "DOWNLOAD_TIMEOUT",
        30,
        "seconds from the request to the last byte, each try",
        "whatever drips in between; what takes longer comes back in the next run",
    ),
    Limit("RETRY_TIMES", 2, "further tries in a run", "what fails three times is down for longer than a run"),
    Limit("REDIRECT_MAX_TIMES", 5, "redirects from one address", "real chains have three: scheme, www, new path"),
    Limit(
        "CITYDESK_PAGE_SECONDS",
        20,
        "seconds of CPU to read one page",
        "the slowest page within the other limits takes 8 s; other portals wait meanwhile",
        none_at_0=True,
    ),
    Limit(
        "CITYDESK_PORTAL_SECONDS",
        6 * 3600,
        "seconds of a portal's run",
        "a host that drips each page would hold up the next run for days; what is left waits for it",
        none_at_0=True,
    ),
    Limit("CITYDESK_MAX_PAGES", 0, "article pages a portal and run", "all that are due", none_at_0=True),
    Limit("CITYDESK_MAX_LISTS", 400, "list pages a portal and run", "endless pagination goes on in the next run"),
    Limit("CITYDESK_MAX_PARTS", 30, "pages that one article is joined of", "longer ones are galleries"),
    Limit("CITYDESK_MAX_REQUESTS", 0, "requests a portal and run, of all kinds", "politeness is the delay's", True),
    Limit(
        "MEMUSAGE_LIMIT_MB",
        2048,
        "MiB of memory of the process, looked at once a minute",
        "the worst of the hostile portal takes 450; more is a fault of ours, and the crawl ends before the machine does",
        none_at_0=True,
    ),
)
_MAY_BE_0 = frozenset({"RETRY_TIMES", "REDIRECT_MAX_TIMES"})
DEFAULTS: dict[str, int] = {limit.setting: limit.value for limit in LIMITS}
_CURRENT = dict(DEFAULTS)


def limit(setting: str) -> int:
    """The value of a limit that holds in this process."""
    return _CURRENT[setting]


def adopt(read: Callable[[str], int]) -> None:
    """Takes over the values of a run; ``read`` gives that of a setting.

    Raises ``ValueError``, with what to write, for a value that is no number or less than nothing.
    """
    for known in LIMITS:
        try:
            value = read(known.setting)
        except ValueError:
            value = -1
        least = 0 if known.none_at_0 or known.setting in _MAY_BE_0 else 1
        if not least <= value <= (known.most or value):
            top = f" up to {known.most}" if known.most else ""
            raise ValueError(
                f"{known.setting} counts {known.unit}: write a number from {least}{top}, such as {known.value}"
            )
        _CURRENT[known.setting] = value
