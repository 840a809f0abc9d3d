"""Which pages and sources of a portal are looked at, and which of them a module needs."""

from crawler.discovery.links import Link
from crawler.proposals.survey import Survey, Yield, needed, sitemap_for, spread
from crawler.reading.page import Page
from crawler.sources import Feed, ListPage, NewsSitemap, Sitemap

FRONT = ListPage("http://a.cn/")


def links(*names: str, folder: str = "n") -> list[Link]:
    return [Link(f"http://a.cn/{folder}/{name}.html") for name in names]


def numbered(count: int) -> list[Link]:
    return links(*(str(10_000 + number) for number in range(count)))


def test_pages_of_every_age() -> None:
    chosen = [int(link.url[-10:-5]) - 10_000 for link in spread(numbered(101), 5)]
    assert chosen == [0, 100, 50, 25, 75]


def test_pages_of_every_form() -> None:
    special = links("2024-05-13-a-special-of-ours", folder="special")
    assert special[0] in spread([*numbered(50), *special], 3)


def test_fewer_than_wanted_and_none() -> None:
    assert len(spread(numbered(3), 10)) == 3
    assert spread([], 5) == []
    assert spread(numbered(5), 0) == []


def test_a_module_needs_what_gives_something_new() -> None:
    feed, news, sport, empty = (
        Feed("http://a.cn/rss.xml"),
        ListPage("http://a.cn/news/"),
        ListPage("http://a.cn/sport/"),
        Feed("http://a.cn/x.xml"),
    )
    sitemap = Sitemap("http://a.cn/sitemap.xml")
    yields = [
        Yield(FRONT, links("1", "2")),
        Yield(sport, links("2", "9")),
        Yield(news, links("1", "2")),
        Yield(feed, links("1", "2")),
        Yield(empty),
        Yield(sitemap, links("1")),
        Yield(sitemap, links("2")),
    ]
    assert needed(yields) == [feed, FRONT, sport, sitemap]


def test_each_article_once_as_the_feed_tells_it() -> None:
    dated = Link("http://a.cn/n/1.html", published="2026-11-20")
    survey = Survey(Page("http://a.cn/", b""), [Yield(FRONT, links("1", "2")), Yield(Feed("http://a.cn/f"), [dated])])
    assert survey.links == [dated, *links("2")]


def test_news_sitemaps_are_told_by_their_name() -> None:
    assert isinstance(sitemap_for("http://a.cn/sitemap-news.xml"), NewsSitemap)
    assert not isinstance(sitemap_for("http://news.a.cn/sitemap.xml"), NewsSitemap)
