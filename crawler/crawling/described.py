"""A portal as its module describes it, and how its pages are read by that: without a crawl, by whoever has a page."""

import inspect
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import scrapy

from crawler.crawling.facts_check import check_facts
from crawler.expect import Expect
from crawler.layout import Layout
from crawler.monitoring.course import mark
from crawler.reading.extract import PortalFacts, finds_of
from crawler.reading.items import Article
from crawler.reading.joining import joined
from crawler.reading.loaders import ArticleLoader
from crawler.reading.page import Page
from crawler.reading.reading import Reading, read_page
from crawler.reading.repeats import Repeats
from crawler.scheduling.revisit import AGES
from crawler.sources import Source


class DescribedPortal(scrapy.Spider):
    """The attributes that a portal module sets, and the pages read by them; :meth:`know` comes first."""

    title: str = ""
    hosts: tuple[str, ...] = ()
    timezone: str = "Asia/Shanghai"
    sources: tuple[Source, ...] = ()
    #: A regular expression: an address that it finds is an article's, whatever its form. Others are told by their form.
    article_url: str = ""
    layouts: tuple[Layout, ...] = ()
    expects: Expect = Expect()
    quiet_hours: str = ""  # by the portal's clock, such as 23:00-06:30: nothing is asked then
    revisit: tuple[str, ...] = AGES  # ages at which an article is looked at again; () never
    is_sample: bool = False  # bundled to show how it is done: not one of all portals where there are others
    facts: PortalFacts
    is_astray: bool = False  # it drifts: its layouts are not trusted

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Refuses a portal whose clock does not exist when its module is loaded, not at its first article."""
        super().__init_subclass__(**kwargs)
        check_facts(cls.__name__, cls.timezone, cls.quiet_hours, cls.revisit, cls.article_url)

    def know(self, repeats: Repeats | None = None) -> None:
        """Pages are read from now on by what the module says, and by what the portal ``repeats`` as far as that is known."""
        self.facts = PortalFacts(self.name, self.hosts, self.timezone, self.layouts, repeats, code_of(type(self)))

    def read_again(self, page: Page) -> Article:
        """The article of a page, with what was learnt until now."""
        return self.article_of(self.reading_of(page))

    def read_together(self, pages: Sequence[Page]) -> Article:
        """The same for the pages of one article."""
        return joined([self.read_again(page) for page in pages])

    def reading_of(self, page: Page) -> Reading:
        """A page by this portal's layouts and what it repeats."""
        return read_page(page, self.facts.layouts, self.facts.repeats)

    def article_of(self, reading: Reading) -> Article:
        """The article that was read, with what the module's own code makes of it."""
        (loader := ArticleLoader(selector=reading.page.selector)).add_value(None, finds_of(reading, self.facts))
        self.load(loader)
        article: Article = loader.load_item()
        return mark(article) if self.is_astray else article

    def fall_back(self, *, astray: bool = True) -> Callable[[Sequence[Page]], Article]:
        """Reads pages without the layouts from now on, and marks their articles, or with them again; returns how."""
        self.is_astray, self.facts = astray, replace(self.facts, layouts=() if astray else self.layouts)
        return self.read_together

    def load(self, loader: ArticleLoader) -> None:
        """For overrides: adds or replaces finds of one article page; ``loader.selector`` selects from the page."""


def code_of(portal: type) -> str:
    """The text of a portal's modules where it has code of its own, which reads pages as layouts do; empty for mere attributes.

    The whole files, for what such code calls may stand beside the class.
    """
    own = list(takewhile(lambda base: not base.__module__.startswith("crawler."), portal.__mro__))
    if not any(inspect.isfunction(value) for base in own for value in vars(base).values()):
        return ""
    paths = dict.fromkeys(getattr(sys.modules.get(base.__module__), "__file__", None) for base in own)
    return "".join(Path(path).read_text(encoding="utf-8", errors="replace") for path in paths if path)
