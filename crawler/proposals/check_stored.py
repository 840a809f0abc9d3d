"""Whether the database has of a portal what its module expects, and whether its last run shows that it has changed."""

from collections.abc import Iterator

from crawler.expect import Expect
from crawler.monitoring.course import Course
from crawler.proposals.findings import Finding
from crawler.storage.recent import DAYS, Recent

#: One odd article in so many raises nothing.
SHARE = 0.05
#: Fewer articles than this say nothing about a share.
FEWEST = 20


def check_expects(portal: str, where: str, expects: Expect, recent: Recent) -> Iterator[Finding]:
    """What differs from the module's expectations."""

    def found(message: str) -> Finding:
        return Finding(portal, "expects", where, message)

    least, most = expects.articles_per_day
    if 0 <= recent.per_day < least or recent.per_day > most:
        side = f"expected at least {least}: a source may have gone silent" if recent.per_day < least else (
            f"expected at most {most}: something else is taken for articles, or the portal has grown"
        )  # fmt: skip
        yield found(
            f"{recent.per_day:.1f} new articles a day over the last {DAYS} days, {side}; see: citydesk due {portal}"
        )
    if _too_many(recent.odd_bodies, recent.articles):
        low, high = expects.body_chars
        yield found(
            f"{recent.odd_bodies} of the last {recent.articles} bodies are not {low} to {high} characters long;"
            f" see: citydesk explain {recent.odd_example}"
        )
    for name, (missing, url) in recent.lacking.items():
        if _too_many(missing, recent.articles):
            yield found(
                f"{name} is missing on {missing} of the last {recent.articles} articles; see: citydesk explain {url}"
            )


def check_drift(portal: str, where: str, recent: Recent, course: Course) -> Iterator[Finding]:
    """What the crawls have seen change, a line each; a last run without any article when they know no more than that."""
    for evidence in course.evidence if course.is_on else ():
        hint = f"compare its page with the module, citydesk status {portal} names it"
        yield Finding(portal, "drift", where, f"{evidence.text}, since {course.day}: {hint}")
    if recent.outcome == "drift" and not course.is_on:
        told = f"the run of {recent.finished_at[:16]} fetched pages and found no article on them"
        yield Finding(portal, "drift", where, f"{told}: compare a page with the module, citydesk explain URL")


def _too_many(odd: int, of: int) -> bool:
    return of >= FEWEST and odd > SHARE * of
