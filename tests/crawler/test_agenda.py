"""What a run hands out: everything that is due, once, in order, and nothing twice, whatever happens to the process."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.scheduling import frontier, revisit
from crawler.scheduling.agenda import Agenda
from crawler.scheduling.queues import BATCH
from crawler.scheduling.revisit import DAY, HOUR
from crawler.scheduling.visits import Fetch, Lead, Target
from crawler.storage.store import Store
from tests.crawler.frontier_kit import HOME, ROOT, START, Portal, agenda, keep, lead, paged
from tests.crawler.store_kit import NOON


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


def articles(order: list[str]) -> list[int]:
    return [int(url.removeprefix(HOME)[:-5]) for url in order if "index" not in url and url != HOME]


def test_everything_is_handed_out_once_and_articles_newest_first(store: Store) -> None:
    portal = Portal(paged(list(range(23))))
    order = portal.crawl(agenda(store), START)
    assert len(order) == len(set(order)) == 23 + 5
    assert articles(order)[:5] == [22, 21, 20, 19, 18], "the front page first, then its articles, then its other pages"
    assert set(articles(order)) == set(range(23))


def test_more_articles_than_a_batch(store: Store) -> None:
    numbers = list(range(2 * BATCH + 7))
    portal = Portal(paged(numbers, per_page=len(numbers)))
    assert articles(portal.crawl(agenda(store), START)) == numbers[::-1]


def test_the_next_run_reads_what_may_have_news_and_no_article(store: Store) -> None:
    portal = Portal(paged(list(range(23))))
    portal.crawl(agenda(store), START)
    assert portal.crawl(agenda(store, START + 60), START + 60) == [HOME, f"{HOME}index_2.html"]


def test_a_list_is_followed_while_it_has_new_articles(store: Store) -> None:
    portal = Portal(paged(list(range(23))))
    portal.crawl(agenda(store), START)
    portal.lists = paged(list(range(32)))
    order = portal.crawl(agenda(store, START + HOUR), START + HOUR)
    assert set(articles(order)) == set(range(23, 32)), "each new one, no known one"
    assert len(order) - 9 <= 5


def test_articles_dated_back_are_found_by_the_deep_reading(store: Store) -> None:
    portal = Portal(paged(list(range(0, 60, 2))))
    portal.crawl(agenda(store), START)
    portal.lists = paged([*range(0, 60, 2), 31])
    assert 31 not in articles(portal.crawl(agenda(store, START + HOUR), START + HOUR))
    later = START + HOUR + revisit.DEEP_EVERY
    assert 31 in articles(portal.crawl(agenda(store, later), later))


def test_no_article_is_handed_out_while_a_source_is_being_read(store: Store) -> None:
    work = agenda(store)
    home = work.next()
    assert home is not None
    work.read(Fetch(home, 200), START, [lead(1), Lead(f"{HOME}rss.xml", "feed", via=HOME)], 1)
    feed = work.next()
    assert feed is not None
    assert (feed.kind, work.next()) == ("feed", None)
    work.read(Fetch(feed, 200), START, [lead(2)], 1)
    newest = work.next()
    assert newest is not None
    assert newest.url.endswith("/2.html")


def test_only_so_many_are_out_at_a_time(store: Store) -> None:
    work = agenda(store)
    Portal(paged([])).answer(work, work.next() or pytest.fail("nothing due"), START)
    with store.writing() as connection:
        frontier.add(connection, "riverside", [lead(number) for number in range(10)], START)
    work = agenda(store, START)
    Portal(paged([])).answer(work, work.next() or pytest.fail("nothing due"), START)
    work.limit = 3
    out = [work.next() for _ in range(5)]
    assert [target is not None for target in out] == [True, True, True, False, False]
    first = out[0]
    assert first is not None
    keep(work, first, START)
    assert work.next() is not None


@pytest.mark.parametrize("most", [1, 4, 9])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_max_pages_takes_the_newest_whatever_the_order_of_answers(store: Store, most: int, seed: int) -> None:
    """Several sources answer in any order; the articles are those of the newest ranks all the same."""
    chance = random.Random(seed)
    feeds = [f"{HOME}{name}.xml" for name in ("a", "b", "c")]
    lists = {HOME: ([lead(3), *(Lead(url, "feed", via=HOME) for url in feeds)], "")}
    lists |= {url: ([lead(number) for number in range(place, 30, 3)], "") for place, url in enumerate(feeds)}
    portal, work, out, taken = Portal(lists), agenda(store, max_pages=most), [], []
    while True:
        if target := work.next():
            out.append(target)
        elif out:
            answered = out.pop(chance.randrange(len(out)))
            taken += [answered.url] if answered.kind == "article" else []
            portal.answer(work, answered, START)
        elif not work.has_more():
            break
    assert sorted(articles(taken), reverse=True) == list(range(29, 29 - most, -1))
    assert work.articles.asked == most


def test_max_lists_leaves_the_rest_to_the_next_run(store: Store) -> None:
    portal = Portal(paged(list(range(40))))
    first = portal.crawl(agenda(store, max_lists=3), START)
    assert len(first) - len(articles(first)) == 3
    portal.crawl(agenda(store, START + 60), START + 60)
    assert all(portal.fetched[f"{HOME}{number}.html"] == 1 for number in range(40))


def test_what_never_came_back_is_left_to_the_next_run(store: Store) -> None:
    """A pipeline of somebody else may drop an article: the run must end, and must not ask for it again and again."""
    portal, work, asked = Portal(paged([1, 2, 3])), agenda(store), 0
    while (target := work.next()) or work.has_more():
        if target and target.kind == "article":
            asked += 1
        elif target:
            portal.answer(work, target, START)
        assert asked <= 3
    assert asked == 3
    assert set(articles(portal.crawl(agenda(store, START + 60), START + 60))) == {1, 2, 3}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(5, 45), st.integers(1, 8))
def test_kills_lose_nothing_and_repeat_only_what_was_in_flight(seed: int, number: int, limit: int) -> None:
    """At each kill the process forgets all but the database; what was out and not stored is asked for again."""
    chance = random.Random(seed)
    portal, kills, repeats = Portal(paged(list(range(number)))), 6, 0
    with Store.open(":memory:") as store:
        for kill in range(kills + 1):
            work, out = agenda(store, START + kill), list[Target]()
            work.limit = limit
            until = chance.randrange(number + 10) if kill < kills else 10**6
            for _ in range(until):
                target = work.next()
                if target:
                    portal.fetched[target.url] += 1
                    out.append(target)
                elif out:
                    answered = out.pop(chance.randrange(len(out)))
                    portal.fetched[answered.url] -= 1
                    portal.answer(work, answered, START + kill)
                elif not work.has_more():
                    break
            repeats += sum(target.kind == "article" for target in out)
        fetched = {url: count for url, count in portal.fetched.items() if url not in portal.lists}
        assert len(fetched) == number
        assert sum(fetched.values()) == number + repeats
        assert store.totals()["articles"] == number


def test_a_vanished_source_is_not_the_end(store: Store) -> None:
    work = agenda(store)
    home = work.next()
    assert home is not None
    work.source_failed(Fetch(home, 404), START, "gone")
    assert work.next() is None
    assert not work.has_more()
    again = agenda(store, START + 60).next()
    assert again is not None
    assert (again.url, again.state) == (HOME, "gone")


def test_a_source_that_has_not_changed_keeps_what_it_knows(store: Store) -> None:
    work = agenda(store)
    home = work.next()
    assert home is not None
    work.read(Fetch(home, 200, '"v1"', "Mon, 01 Jan 2024 00:00:00 GMT"), START, [lead(1)], 1)
    keep(work, work.next() or pytest.fail("nothing due"), START)
    work = agenda(store, START + 60)
    again = work.next()
    assert again is not None
    assert (again.etag, again.links, work.wants_whole(again)) == ('"v1"', 1, False)
    work.source_unchanged(Fetch(again, 304), START + 60)
    third = agenda(store, START + 120).next()
    assert third is not None
    assert (third.etag, third.last_modified, third.empty) == ('"v1"', "Mon, 01 Jan 2024 00:00:00 GMT", 1)
    assert agenda(store, START + DAY).wants_whole(third), "a server may lie: once a day it is not asked whether"


def known(store: Store, number: int, born: int, now: int = START) -> None:
    """Articles that were stored at ``now``."""
    portal = Portal({HOME: ([lead(n, rank=born, announced=born) for n in range(number)], "")})
    portal.crawl(agenda(store, now), now)


def test_a_young_article_is_looked_at_again_and_an_old_one_is_not(store: Store) -> None:
    known(store, 2, START - 10 * 60)
    assert articles(Portal({HOME: ([], "")}).crawl(agenda(store, START + 30 * 60), START + 30 * 60)) == []
    assert len(articles(Portal({HOME: ([], "")}).crawl(agenda(store, START + HOUR), START + HOUR))) == 2
    assert articles(Portal({HOME: ([], "")}).crawl(agenda(store, START + HOUR + 60), START + HOUR + 60)) == []
    late = START + 400 * DAY
    assert len(articles(Portal({HOME: ([], "")}).crawl(agenda(store, late), late))) == 2
    assert articles(Portal({HOME: ([], "")}).crawl(agenda(store, late + 400 * DAY), late + 400 * DAY)) == []


def test_a_source_tells_that_an_old_article_has_changed(store: Store) -> None:
    born = START - 300 * DAY
    known(store, 30, born)
    told = Portal({HOME: ([lead(n, rank=born, announced=born + n * DAY) for n in range(30)], "")})
    first = articles(told.crawl(agenda(store, START + 60, old_revisits=7), START + 60))
    assert len(first) == 7, "old news are not urgent: a run takes some, the next the others"
    assert 0 not in first
    rest = [n for _ in range(5) for n in articles(told.crawl(agenda(store, START + 120), START + 120))]
    assert sorted([*first, *rest]) == list(range(1, 30))


def test_revisit_fetches_all_that_is_known(store: Store) -> None:
    known(store, 25, START - 300 * DAY)
    assert len(articles(Portal({HOME: ([], "")}).crawl(agenda(store, START + 60, revisit=True), START + 60))) == 25


def test_full_reads_every_page_of_every_list_again_and_unconditionally(store: Store) -> None:
    portal = Portal(paged(list(range(23))))
    portal.crawl(agenda(store), START)
    order = portal.crawl(agenda(store, START + 60, full=True), START + 60)
    assert len(order) == 5
    assert articles(order) == []


def test_punctual_waits_for_the_interval(store: Store) -> None:
    portal = Portal(paged([1]))
    portal.crawl(agenda(store), START)
    assert portal.crawl(agenda(store, START + 29 * 60, punctual=True), START + 29 * 60) == []
    assert portal.crawl(agenda(store, START + 31 * 60, punctual=True), START + 31 * 60) == [HOME]


def test_since_leaves_old_leads_alone_and_a_run_without_takes_them(store: Store) -> None:
    leads = [lead(1, rank=START), lead(2, rank=START - 300 * DAY)]
    portal = Portal({HOME: (leads, "")})
    assert articles(portal.crawl(agenda(store, since=START - 10 * DAY), START)) == [1]
    assert articles(portal.crawl(agenda(store, START + 60), START + 60)) == [2]


def test_a_page_found_old_comes_back_when_the_day_is_earlier(store: Store) -> None:
    work, born = agenda(store, since=START - DAY), START - 5 * DAY
    home = work.next()
    assert home is not None
    work.read(Fetch(home, 200), START, [lead(1, rank=START)], 1)
    target = work.next()
    assert target is not None
    visit = work.answers.skipped(Fetch(target, 200), START, "old", born)
    store.skip(target.url, "riverside", "old", work.run, "2023-11-14T22:13:20+00:00", visit)
    work.done(target)
    empty: dict[str, tuple[list[Lead], str]] = {HOME: ([], "")}
    assert articles(Portal(dict(empty)).crawl(agenda(store, START + 60, since=START - DAY), START + 60)) == []
    assert articles(Portal(dict(empty)).crawl(agenda(store, START + 60, since=START - 9 * DAY), START + 60)) == [1]


def test_a_stopped_run_hands_out_nothing_more(store: Store) -> None:
    work = agenda(store)
    work.stop()
    assert work.next() is None
    assert not work.has_more()


def test_many_sources_that_are_only_read_in_every_run_are_not_all_read(store: Store) -> None:
    sections = [Lead(f"{HOME}s{number}/", "list", via=HOME, depth=1, eager=True) for number in range(50)]
    lists = {HOME: (sections, "")} | {section.url: ([lead(1)], "") for section in sections}
    portal = Portal(lists)
    assert len(portal.crawl(agenda(store), START)) == 52
    order = portal.crawl(agenda(store, START + 60), START + 60)
    assert len(order) == 1 + revisit.MOST_EAGER


def test_sources_that_a_module_no_longer_names_rest(store: Store) -> None:
    portal = Portal(paged([1]))
    portal.crawl(agenda(store), START)
    run = store.start_run("riverside", "2023-11-14T22:13:20+00:00")
    work = Agenda(store, "riverside", run, START + 60)
    other = Lead(f"{HOME}news/", "list", eager=True)
    work.plant([other], alone=True)
    first = work.next()
    assert first is not None
    assert first.url == other.url
    work.read(Fetch(first, 200), START + 60, [], 0)
    assert work.next() is None
    assert ROOT.url != other.url


def test_a_redirect_meets_what_is_new_known_or_on_its_way(store: Store) -> None:
    work = agenda(store)
    home = work.next()
    assert home is not None
    old = Lead(f"{HOME}old/7", via=HOME, rank=START)
    work.read(Fetch(home, 200), START, [old, lead(7), lead(6)], 3)
    target, other = work.next(), work.next()
    assert target is not None
    assert other is not None
    assert (target.url, other.url) == (old.url, f"{HOME}7.html")
    assert work.meet(target, other.url) == "out"
    third = work.next()
    assert third is not None
    assert third.url == f"{HOME}6.html", "the address that waits is not handed out"
    assert work.next() is None
    keep(work, other, START)
    again = work.next()
    assert again is not None
    assert again.url == old.url
    assert work.meet(again, other.url) == "known"
    assert work.meet(third, f"{HOME}5.html") == "new"


def test_what_a_redirect_is_on_its_way_to_is_not_handed_out_and_comes_when_that_fails(store: Store) -> None:
    work = agenda(store)
    home = work.next()
    assert home is not None
    old = Lead(f"{HOME}old/7", via=HOME, rank=START)
    work.read(Fetch(home, 200), START, [old, lead(7)], 2)
    target = work.next()
    assert target is not None
    assert work.meet(target, f"{HOME}7.html") == "new"
    assert work.next() is None
    store.skip(target.url, "riverside", "busy", work.run, NOON, work.answers.skipped(Fetch(target, 503), START, "busy"))
    work.done(target)
    later = work.next()
    assert later is not None
    assert later.url == f"{HOME}7.html"
