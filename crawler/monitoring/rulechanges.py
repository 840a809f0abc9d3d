"""Rules that no longer find their line on a portal's pages, or begin to: the frame of the page has changed (pure).

Articles may be read as well as before, and yet the line with the date, the credits or the tags stands elsewhere now, or every
text ends in a line that wants the reader to log in.
"""

from collections.abc import Sequence

from crawler.monitoring.evidence import A_DAY, FEWEST, IMPROBABLE, KNOWN_DAYS, KNOWN_PAGES, MOSTLY, RARE, Evidence, tail
from crawler.monitoring.figures import OTHERS, Figures
from crawler.reading.repeats import REPEATED

#: A rule that takes a line out of so many of a portal's articles belongs to its frame; on so few it does no more.
ALWAYS, NEVER = 0.9, 0.1
#: Told at most; a new frame changes many.
MOST_TOLD = 2


def rule_changes(window: Figures, days: Sequence[Figures]) -> list[Evidence]:
    """What has changed, by days that were read by the same rules: a new version of them is no change of the portal."""
    version = [name for name, _ in window.versions.most_common(1)]
    known = [day for day in days if version and [name for name, _ in day.versions.most_common(1)] == version]
    base = Figures.sum(known)
    if window.read < FEWEST or base.read < KNOWN_PAGES or len(known) < KNOWN_DAYS:
        return []
    names = sorted({*base.ruled, *window.ruled} - {REPEATED, OTHERS})
    found = [told for name in names if (told := _change(name, window, base, known))]
    return found[:MOST_TOLD]


def _change(name: str, window: Figures, base: Figures, days: Sequence[Figures]) -> Evidence | None:
    hits, read = window.ruled[name], window.read
    before = base.ruled[name] / base.read
    shares = [day.ruled[name] / day.read for day in days if day.read >= A_DAY]
    gone = before >= ALWAYS and hits <= NEVER * read and min(shares, default=1.0) > 0.5
    came = before <= RARE and hits >= MOSTLY * read and max(shares, default=0.0) < 0.5
    unlike = read - hits if gone else hits
    share = max(1 - before if gone else before, RARE)
    if not (gone or came) or tail(unlike, read, share) > IMPROBABLE:
        return None
    text = f"lines that rule {name} takes out stand on {hits} of {read} articles (usually {before:.0%})"
    return Evidence(f"rule {name}", text, loss=False)
