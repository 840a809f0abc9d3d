"""延边信息港."""

from crawler.layout import Layout
from crawler.portal import Expect, PortalSpider
from crawler.sources import ListPage, Sitemap


class Yb983(PortalSpider):
    """延边信息港: the portal of Yanbian's broadcaster, Jilin."""

    name = "yb983"
    title = "延边信息港"
    hosts = ("www.yb983.com",)
    timezone = "Asia/Shanghai"
    sources = (
        ListPage("http://www.yb983.com/", every="30m"),
        Sitemap("http://www.yb983.com/sitemap.xml", every="6h"),
    )
    layouts = (Layout(body="div.content", headline="h1.headline", since="2021-01-01"),)
    is_sample = True
    expects = Expect(articles_per_day=(5, 200), body_chars=(60, 20_000), always=("title", "published_at"))
