"""From links to leads: canonical, each once, ranked by date or place."""

import pytest

from crawler.discovery.leads import article_leads, follow_leads, list_leads, source_for
from crawler.discovery.links import Link
from crawler.scheduling.visits import Target
from crawler.sources import Feed, ListPage, Sitemap

NOW = 1_700_000_000
HOME = "http://news.example/"
HOSTS = ("news.example",)
FRONT = Target(HOME, "list")


def ranks(*links: Link) -> list[int]:
    return [lead.rank - NOW for lead in article_leads(links, FRONT, NOW, HOSTS)]


def test_an_address_counts_once_and_only_on_the_portal() -> None:
    links = [
        Link(f"{HOME}a/1.html?from=hot"),
        Link(f"{HOME}a/1.html"),
        Link("http://other.example/a/1.html"),
        Link("http://m.news.example/2.html"),
    ]
    leads = article_leads(links, FRONT, NOW, HOSTS)
    assert [(lead.url, lead.address) for lead in leads] == [
        (f"{HOME}a/1.html", f"{HOME}a/1.html?from=hot"),
        ("http://m.news.example/2.html", "http://m.news.example/2.html"),
    ]
    assert {lead.via for lead in leads} == {HOME}


def test_articles_without_a_date_rank_by_their_place() -> None:
    assert ranks(Link(f"{HOME}1"), Link(f"{HOME}2"), Link(f"{HOME}3")) == [0, -1, -2]


def test_what_stands_on_later_pages_is_older() -> None:
    later = Target(f"{HOME}index_5.html", "list", via=HOME, page=4)
    dated, undated = Link(f"{HOME}1", published="2023-11-14T22:13:10Z"), Link(f"{HOME}2")
    assert [lead.rank - NOW for lead in article_leads([dated, undated], later, NOW, HOSTS)] == [-10, -1 - 28 * 86_400]


@pytest.mark.parametrize(
    ("link", "rank", "announced"),
    [
        (Link(HOME + "a", published="2023-11-14T22:13:10Z"), -10, -NOW),
        (Link(HOME + "a", published="Tue, 14 Nov 2023 22:13:10 GMT"), -10, -NOW),
        (Link(HOME + "a", published="Tue, 14 Nov 2023 30:99:99 GMT"), 0, -NOW),
        (Link(HOME + "a", modified="2023-11-14T22:13:00+00:00"), -20, -20),
        (Link(HOME + "a", published="2023-11-14T22:13:10Z", modified="2023-11-14T22:13:15Z"), -10, -5),
        (Link(HOME + "a", published="2099-01-01", modified="2099-01-01"), 0, 0),
        (Link(HOME + "a", published="yesterday", modified="20231114"), 0 - 80_000, 0 - 80_000),
        (Link(HOME + "a", published="-"), 0, -NOW),
    ],
)
def test_dates_of_sources(link: Link, rank: int, announced: int) -> None:
    lead = article_leads([link], FRONT, NOW, HOSTS)[0]
    assert (lead.rank - NOW, lead.announced - NOW) == (rank, announced)


def test_the_files_of_an_index_belong_to_it_and_those_at_its_ends_are_read_in_every_run() -> None:
    index = Target(f"{HOME}sitemap.xml", "sitemap")
    leads = follow_leads([Sitemap(f"{HOME}{number}.xml") for number in range(4)], index)
    assert [lead.eager for lead in leads] == [True, False, False, True]
    assert {(lead.kind, lead.via, lead.page) for lead in leads} == {("sitemap", index.url, 1)}
    assert follow_leads([], index) == []


def test_a_file_of_a_file_still_belongs_to_the_index() -> None:
    child = Target(f"{HOME}a.xml", "sitemap", via=f"{HOME}sitemap.xml", page=1)
    assert follow_leads([Sitemap(f"{HOME}b.xml")], child)[0].via == f"{HOME}sitemap.xml"


def test_first_pages_of_lists_are_sources_of_their_own() -> None:
    links = [Link(f"{HOME}society/"), Link(f"{HOME}sports/index.html")]
    assert [(lead.url, lead.eager, lead.depth) for lead in list_leads(links, HOME, 1, 0)] == [
        (f"{HOME}society/", True, 1),
        (f"{HOME}sports/", True, 1),
    ]
    assert not list_leads(links, HOME, 1, 1)[0].eager


def test_a_source_nobody_has_described() -> None:
    assert [type(source_for(kind, HOME)) for kind in ("list", "feed", "sitemap")] == [ListPage, Feed, Sitemap]
