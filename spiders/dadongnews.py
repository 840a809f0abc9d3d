"""大東網, the invented copy site of the samples."""

from crawler.layout import Layout
from crawler.portal import Expect, PortalSpider
from crawler.sources import Feed, ListPage, Sitemap


class Dadongnews(PortalSpider):
    """大東網: reprints other portals' articles in traditional characters; only its sample pages exist."""

    name = "dadongnews"
    title = "大東網"
    hosts = ("www.dadongnews.example",)
    timezone = "Asia/Shanghai"
    sources = (
        Feed("http://www.dadongnews.example/rss.xml", every="15m"),
        ListPage("http://www.dadongnews.example/", every="1h"),
        Sitemap("http://www.dadongnews.example/sitemap.xml", every="6h"),
    )
    layouts = (Layout(body="article.story .story__text", headline="h1.story__title", since="2022-03-01"),)
    is_sample = True
    expects = Expect(articles_per_day=(1, 100), body_chars=(60, 20_000), always=("title", "published_at"))
