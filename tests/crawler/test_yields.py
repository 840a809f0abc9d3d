"""What sources yield is counted where an operator looks for it: at the first page of a list."""

from collections import Counter

from crawler.discovery.yields import MOST_NAMED, Yields
from crawler.scheduling.visits import Target

HOME = "http://news.example/"


def test_the_pages_of_a_list_and_their_articles_count_for_its_first_page() -> None:
    yields = Yields()
    yields.read(Target(HOME, "list"), 20, 15)
    yields.read(Target(f"{HOME}index_2.html", "list", via=HOME, page=1), 20, 5)
    yields.unchanged(Target(HOME, "list"))
    for outcome in ("new", "new", "copy"):
        yields.article(Target(f"{HOME}1.html", "article", via=HOME), outcome)
    assert yields.as_json() == {
        HOME: {"read": 3, "links": 40, "found": 20, "unchanged": 1, "not-modified": 1, "new": 2, "copy": 1, "came": 1}
    }
    assert (yields.total("read"), yields.total("failed")) == (3, 0)


def test_a_section_counts_for_itself_and_what_led_furthest_comes_first() -> None:
    yields = Yields()
    yields.silent(Target(HOME, "list"), refused=False)
    yields.silent(Target(f"{HOME}rss.xml", "feed", via=HOME), refused=True)
    yields.article(Target(f"{HOME}1.html", "article", via=f"{HOME}sports/"), "new")
    assert list(yields.as_json().items()) == [
        (f"{HOME}sports/", {"new": 1}),
        (HOME, {"failed": 1}),
        (f"{HOME}rss.xml", {"refused": {"robots": 1}}),
    ]


def test_links_that_were_not_followed_count_by_reason_and_traps_are_told() -> None:
    yields = Yields()
    yields.left_out(Target(HOME, "list"), Counter({"calendar": 2, "credentials": 1}))
    yields.left_out(Target(f"{HOME}index_2.html", "list", via=HOME, page=1), Counter({"calendar": 1}))
    yields.left_out(Target(f"{HOME}quiet/", "list"), Counter())
    assert yields.as_json() == {HOME: {"refused": {"calendar": 3, "credentials": 1}}}
    assert yields.note() == "links that lead nowhere were not followed: calendar 3"
    assert yields.total("refused") == 0
    assert Yields().note() == ""


def test_articles_that_were_new_count_for_every_source_that_named_them() -> None:
    yields = Yields()
    yields.read(Target(HOME, "list"), 2, 2, [f"{HOME}1.html", f"{HOME}2.html"])
    yields.read(Target(f"{HOME}rss.xml", "feed"), 2, 0, [f"{HOME}1.html", f"{HOME}9.html"])
    yields.article(Target(f"{HOME}1.html", "article", via=HOME), "new")
    yields.article(Target(f"{HOME}2.html", "article", via=HOME), "unchanged")
    yields.silent(Target(f"{HOME}old.xml", "feed"), refused=False)
    assert {name: tally.get("came") for name, tally in yields.as_json().items()} == {
        HOME: 1,
        f"{HOME}rss.xml": 1,
        f"{HOME}old.xml": None,
    }
    del yields.sources[f"{HOME}old.xml"]
    assert {name: tally.get("fresh") for name, tally in yields.as_json().items()} == {HOME: 1, f"{HOME}rss.xml": 1}


def test_what_was_no_article_at_first_comes_late() -> None:
    """Pages behind a wall are tried again a day and a week later: a feed of 20 does not name them any more."""
    yields = Yields()
    yields.read(Target(HOME, "list"), 2, 2, [f"{HOME}1.html"])
    yields.article(Target(f"{HOME}1.html", "article", "done", via=HOME, reason="wall", checked_at=1), "new")
    assert yields.as_json()[HOME] == {"read": 1, "links": 2, "found": 2, "new": 1, "late": 1}


def test_the_addresses_of_a_source_are_bounded() -> None:
    yields = Yields()
    for page in range(3):
        yields.read(Target(HOME, "list"), 150, 150, (f"{HOME}{page}/{number}" for number in range(150)))
    assert len(yields._named[HOME]) == MOST_NAMED
