"""Claims of the head: what supports a title, which of its pieces belong to it, and when two titles tell the same."""

import pytest

from crawler.reading.metadata import Metadata
from crawler.reading.titleclaims import (
    LONGEST,
    agreement,
    joined,
    prefixes,
    read_claims,
    shares_words,
    title_key,
    votes,
)
from tests.crawler.pages import STORIES, ZH, Story

TITLE = "Der Markt kommt zurück nach Wehra"


def claimed(*texts: str, page_title: str = "", ld: str = "") -> Metadata:
    return Metadata(meta={"title": list(texts)}, page_title=page_title, ld={"headline": ld} if ld else {})


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"{TITLE} | Wehratal heute", [TITLE]),
        (f"{TITLE} - Kreis - Wehratal heute", [f"{TITLE} - Kreis", TITLE]),
        ("老街改造完工_社会_南湾信息网", ["老街改造完工_社会", "老街改造完工"]),
        (TITLE, []),
        ("Vor-Ort-Termin", []),
    ],
)
def test_what_is_left_without_the_names_at_the_end(text: str, kept: list[str]) -> None:
    assert prefixes(text) == [text, *kept]


def test_claims_stand_in_order_of_trust_and_title_is_marked() -> None:
    claims = read_claims(claimed("og", "twitter", page_title="page", ld="ld"))
    assert [claim.text for claim in claims] == ["ld", "og", "twitter", "page"]
    assert read_claims(claimed()) == []
    assert len(read_claims(claimed("x" * 9 * LONGEST))[0].text) == 2 * LONGEST


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (TITLE, 1.2),
        (f"{TITLE} | Wehratal heute", 1.2),
        ("nach Wehra Wehratal heute", 1.0),
        ("Wehratal heute", 0.5),
        ("Der Markt", 0.5),
        ("kommt zurück", 0.8),
        ("Eine Mühle brennt", 0.0),
        ("", 0.0),
    ],
)
def test_how_far_a_text_agrees(own: str, expected: float) -> None:
    claims = read_claims(claimed(f"{TITLE} | Wehratal heute"))
    assert agreement(title_key(own), claims) == pytest.approx(expected)


def test_more_claims_of_one_title_weigh_more() -> None:
    claims = read_claims(claimed(TITLE, "Eine Mühle brennt in Wehra", page_title=f"{TITLE} - Wehratal heute"))
    one, two = (agreement(title_key(text), claims) for text in ("Eine Mühle brennt in Wehra", TITLE))
    assert two > one >= 1.2
    assert votes(title_key(TITLE), claims) == 2
    assert votes(title_key("Ganz etwas anderes"), claims) == 0


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Ferry boss warns of gaps in the winter timetable", "Winter timetable: ferry boss speaks of gaps", True),
        ("南湾老码头变成城市公园", "老码头改造完工，货场变成城市公园", True),
        ("Ferry boss warns of gaps", "A new roof for the mill museum", False),
        ("Im Herbst", "Im Herbst kommt der Markt zurück nach Wehra", False),
        ("南湾日报", "南湾老码头改造完工", False),
        ("", "", False),
    ],
)
def test_one_title_told_in_two_ways(one: str, two: str, same: bool) -> None:
    assert shares_words(one, read_claims(claimed(two))) is same


@pytest.mark.parametrize(
    ("pieces", "claims", "expected"),
    [
        (["Nachlese", TITLE], [f"Nachlese: {TITLE}"], f"Nachlese: {TITLE}"),
        (["Nachlese", TITLE], [f"Nachlese: {TITLE} - Wehratal heute"], f"Nachlese: {TITLE}"),
        (
            ["Nachlese", TITLE],
            [f"Nachlese - {TITLE}", f"Nachlese: {TITLE}", f"Nachlese: {TITLE}"],
            f"Nachlese: {TITLE}",
        ),
        (["Nachlese:", TITLE], [f"Nachlese | {TITLE}"], ""),
        (["Nachlese", TITLE], [f"Nachlese {TITLE}"], ""),
        (["Nachlese", TITLE], [TITLE], ""),
        ([TITLE], [f"{TITLE} | Wehratal heute"], ""),
        (["内港延续优惠", "预计四年减负"], ["内港延续优惠预计四年减负_南湾网"], ""),
        ([], [TITLE], ""),
    ],
)
def test_the_mark_between_pieces_is_the_claims(pieces: list[str], claims: list[str], expected: str) -> None:
    assert joined(pieces, read_claims(claimed(*claims))) == expected


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_every_script_agrees_with_itself(story: Story) -> None:
    claims = read_claims(claimed(f"{story.title} | Wehratal heute"))
    assert agreement(title_key(story.title), claims) >= 1.2


def test_hostile_claims_are_cut() -> None:
    claims = read_claims(claimed(*["a - " * 4000] * 50, page_title="|" * 9000))
    assert len(claims) <= 7
    assert agreement(title_key(ZH.title), claims) == 0.0
