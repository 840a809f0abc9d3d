"""The versions of an article in two files as one row."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from crawler.storage.versions import Reading, Version, joined, placed


def version(number: int, seen_at: str, body: str) -> Version:
    return Version(number, seen_at, "title", body)


ROWS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from("abc")), min_size=1, max_size=5).map(
    lambda pairs: joined([version(n, f"2024-03-0{day}", body) for n, (day, body) in enumerate(sorted(pairs), 1)], [])
)


def texts(row: list[Version]) -> list[tuple[str, str]]:
    return [(found.seen_at, found.body) for found in row]


def test_in_the_order_they_were_seen() -> None:
    ours = [version(1, "2024-03-01", "a"), version(2, "2024-03-05", "c")]
    both = joined(ours, [version(1, "2024-03-03", "b")])
    assert texts(both) == [("2024-03-01", "a"), ("2024-03-03", "b"), ("2024-03-05", "c")]
    assert [found.revision for found in both] == [1, 2, 3]
    assert placed(ours, both) == {1: 1, 2: 3}


def test_a_text_that_both_saw_counts_once_and_from_the_first_time() -> None:
    both = joined([version(1, "2024-03-02", "a")], [version(1, "2024-03-01", "a"), version(2, "2024-03-04", "b")])
    assert texts(both) == [("2024-03-01", "a"), ("2024-03-04", "b")]


def test_a_text_that_came_back_counts_twice() -> None:
    ours = [version(1, "2024-03-01", "a"), version(2, "2024-03-02", "b"), version(3, "2024-03-03", "a")]
    both = joined(ours, [])
    assert both == ours
    assert placed(ours, both) == {1: 1, 2: 2, 3: 3}


def test_a_text_that_no_version_has_any_more_goes_to_the_nearest() -> None:
    """Two versions of one file that the other file's reading joins: the text of the first is nowhere but in its own file."""

    def read_as(found: Version, *before: str) -> Version:
        readings = tuple(Reading(number, "", None, "title", body) for number, body in enumerate(before, 1))
        return replace(found, extraction=len(readings) + 1, readings=readings)

    ours = [read_as(version(1, "2024-03-03", "a"), "c")]
    theirs = [
        version(1, "2024-03-04", "c"),
        read_as(version(2, "2024-03-05", "a"), "b", "a"),
        version(3, "2024-03-05", "a"),
    ]
    both = joined(ours, theirs)
    assert [found.body for found in both] == ["a"]
    assert placed(theirs, both) == {1: 1, 2: 1, 3: 1}


@given(ROWS, ROWS)
def test_joining_again_changes_nothing(ours: list[Version], theirs: list[Version]) -> None:
    both = joined(ours, theirs)
    assert both == joined(both, theirs) == joined(both, ours) == joined(theirs, ours)
    assert set(placed(ours, both)) == {found.revision for found in ours}
    assert all(
        both[number - 1].body == found.body for found in theirs for number in [placed(theirs, both)[found.revision]]
    )
