"""The story of an article whose text has changed. Every function runs inside a transaction.

A copy that became another text leaves its story. When the first article of a story becomes another text, its copies
stay with each other: the oldest of them is the first one now, and the story bears its id.
"""

import sqlite3

from crawler.copies import canonical, stories
from crawler.copies.fingerprint import Fingerprint
from crawler.copies.similar import Scores, Story, compare, decide
from crawler.storage.rows import Row

COMPARED = 8  # copies of a story are alike, so a few of them tell whether a text still belongs to them


def settle(
    connection: sqlite3.Connection, article_id: int, story_id: int, old: Story, row: Row, new: Fingerprint
) -> int:
    """The story of an article after its text ``old`` was replaced by ``row``; writes everything but the election.

    An updated first article is found by its old text as well as by its new one.
    """
    was_first = story_id == article_id
    copies = stories.copies(connection, article_id) if was_first else []
    if was_first:
        changed = Story(new, row.portal, row.details[0] or "")
        updated = _still(compare(changed, old))
        _forget(connection, article_id, old.fingerprint, updated)
        if copies and (updated or _is_like_a_copy(connection, changed, copies)):
            stories.index(connection, article_id, stories.telling(connection, new))
            _reconsider(connection, article_id, row, new)
            return story_id
        if copies:
            _hand_over(connection, article_id, copies)
    match = stories.find(connection, row, new, article_id=article_id)
    found = match.story_id or article_id
    if found != story_id or copies:
        connection.execute(
            "UPDATE article SET story_id = ?, is_canonical = ?, copy_reason = ? WHERE id = ?",
            (found, found == article_id, match.reason or None, article_id),
        )
    connection.execute("DELETE FROM relation WHERE article_id = ?", (article_id,))
    stories.relate(connection, article_id, match.related)
    if found == article_id:
        stories.index(connection, found, match.telling)
        _reconsider(connection, article_id, row, new)
    elif was_first:
        _forget(connection, article_id, old.fingerprint, updated=False)
    return found


def _is_like_a_copy(connection: sqlite3.Connection, changed: Story, copies: list[int]) -> bool:
    return any(_still(compare(changed, stories.stored(connection, copy))) for copy in copies[:COMPARED])


def index_earlier(connection: sqlite3.Connection, article_id: int, row: Row, current: Fingerprint) -> None:
    """Make a first article that came with its earlier versions findable by the latest of them, too."""
    now = Story(current, row.portal, row.details[0] or "")
    for version in stories.earlier(connection, article_id, stories.VERSIONS):
        if _still(compare(now, version)):
            stories.index(connection, article_id, stories.telling(connection, version.fingerprint))


def index_again(connection: sqlite3.Connection, article_id: int, before: Fingerprint) -> None:
    """Make a first article findable by the latest of its earlier versions, of which one read ``before`` until now.

    What could not be found any more (:mod:`crawler.storage.pruning`) stays so.
    """
    if not stories.is_indexed(connection, article_id, before.sketch):
        return
    now = stories.stored(connection, article_id)
    versions = stories.earlier(connection, article_id, stories.VERSIONS)
    kept = {number for story in (now, *versions) for number in story.fingerprint.sketch}
    stories.forget(connection, article_id, set(before.sketch) - kept)
    for version in versions:
        if _still(compare(now, version)):
            stories.index(connection, article_id, stories.telling(connection, version.fingerprint))


def _still(scores: Scores) -> bool:
    """Whether a changed text is still the story it was, or that of a copy.

    Other numbers on the same day are an update; an address that shows each day's weather has another day as well.
    """
    decision = decide(scores)
    return decision.kind in ("copy", "contains") or (
        decision.reason == "numbers" and scores.same_title and scores.gap_days == 0
    )


def _forget(connection: sqlite3.Connection, article_id: int, old: Fingerprint, updated: bool) -> None:
    """Take a story's old rows out of the index; of an updated one those of its latest versions stay."""
    versions = [story.fingerprint.sketch for story in stories.earlier(connection, article_id, stories.VERSIONS + 1)]
    kept = {number for sketch in versions[: stories.VERSIONS] for number in sketch} if updated else set()
    stories.forget(connection, article_id, {number for sketch in (old.sketch, *versions) for number in sketch} - kept)


def _hand_over(connection: sqlite3.Connection, old_first: int, copies: list[int]) -> None:
    """Make the oldest copy the first article of the story that its former first article leaves."""
    first = min(copies)
    connection.execute(
        "UPDATE article SET story_id = ?1, is_canonical = 0 WHERE story_id = ?2 AND id != ?2", (first, old_first)
    )
    connection.execute("UPDATE article SET copy_reason = NULL WHERE id = ?", (first,))
    canonical.elect(connection, first)
    text = stories.stored(connection, first).fingerprint
    stories.index(connection, first, stories.telling(connection, text))
    # What resembled the old text resembles the copies; a pair that is there already stays as it is.
    sql = "UPDATE OR IGNORE relation SET other_id = ?1 WHERE other_id = ?2 AND article_id != ?1"
    connection.execute(sql, (first, old_first))
    connection.execute("DELETE FROM relation WHERE other_id = ?", (old_first,))


def _reconsider(connection: sqlite3.Connection, article_id: int, row: Row, new: Fingerprint) -> None:
    """Judge again the pairs in which others were compared with the old text of this article."""
    changed = Story(new, row.portal, row.details[0] or "")
    for (other,) in connection.execute("SELECT article_id FROM relation WHERE other_id = ?", (article_id,)).fetchall():
        pair = stories.relation(article_id, compare(stories.stored(connection, other), changed))
        connection.execute("DELETE FROM relation WHERE article_id = ? AND other_id = ?", (other, article_id))
        if pair:
            stories.relate(connection, other, (pair,))
