"""Each receiver hears of each change once, whichever of them were out of reach."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.monitoring.last_told import LastTold

NAMES = ("command", "mail", "webhook")
VERDICTS = st.sampled_from(("down", "late", "fresh"))


def test_all_that_took_it_are_one_word_in_the_database() -> None:
    assert LastTold().then("down", ["mail", "webhook"], []).text == "down"
    assert LastTold.from_text("down") == LastTold("down")


def test_one_that_missed_it_stays_where_it_was() -> None:
    told = LastTold("fresh").then("down", ["mail"], ["webhook"])
    assert (told.to("mail"), told.to("webhook"), told.to("command")) == ("down", "fresh", "down")
    assert LastTold.from_text(told.text) == told
    assert told.then("down", ["webhook"], []) == LastTold("down")


def test_where_nobody_took_it_nothing_was_told() -> None:
    assert LastTold("fresh").then("down", [], ["mail"]) == LastTold("fresh")


def test_one_that_is_not_called_any_more_is_still_behind() -> None:
    told = LastTold("fresh", {"webhook": "late"})
    assert told.then("down", ["mail"], []) == LastTold("down", {"webhook": "late"})


@given(st.lists(st.tuples(VERDICTS, st.lists(st.booleans(), min_size=3, max_size=3)), max_size=6))
def test_what_a_receiver_knows_is_what_it_took_last(steps: list[tuple[str, list[bool]]]) -> None:
    told, known = LastTold(), dict.fromkeys(NAMES, "")
    for verdict, reached in steps:
        took = [name for name, was in zip(NAMES, reached, strict=True) if was]
        told = told.then(verdict, took, set(NAMES).difference(took))
        known.update(dict.fromkeys(took, verdict))
        told = LastTold.from_text(told.text)
        assert {name: told.to(name) for name in NAMES} == known
