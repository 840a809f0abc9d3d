"""Finds portal modules: those in ``spiders/`` and those in the operator's own folder. A broken one stops no other."""

import difflib
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.spider import iter_spider_classes

from crawler.crawling.portal_files import BrokenPortal, Loaded, folder_files, package_files
from crawler.discovery.urls import check_url
from crawler.output.problems import NamedProblem
from crawler.portal import PortalSpider
from crawler.sources import Source

__all__ = ["BrokenPortal", "PortalLoader", "UnknownPortal", "suggest"]


class UnknownPortal(NamedProblem):
    """No portal has this name; the message lists the near ones."""


class PortalLoader(SpiderLoader):
    """Scrapy's spider loader with one more place to look: the folder in ``CITYDESK_PORTALS``.

    A module that cannot be used is in ``broken``, the others are there. A portal of the folder takes the place of one
    of the project with the same name; of two in the folder the second is refused. Raises
    :class:`~crawler.crawling.portal_files.NoFolder`.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self.folder = settings.get("CITYDESK_PORTALS") or os.environ.get("CITYDESK_PORTALS", "")
        self.broken: list[BrokenPortal] = []
        super().__init__(settings)

    def _load_all_spiders(self) -> None:
        for package in self.spider_modules:
            self._take(package_files(package), is_folder=False)
        self._take(folder_files(self.folder), is_folder=True)

    def _take(self, files: Iterator[Loaded], *, is_folder: bool) -> None:
        taken: dict[str, Path] = {}
        for path, loaded in files:
            try:
                for name, spider in _portals_in(path, loaded, is_folder):
                    if name in taken:
                        raise BrokenPortal.of(path, f"{taken[name]} has a portal {name!r}, too: name one otherwise")
                    taken[name] = path
                    self._spiders[name] = spider
            except BrokenPortal as broken:
                self.broken.append(broken)
                for name in broken.names - taken.keys():  # nor is the project's own crawled in its place
                    self._spiders.pop(name, None)

    def load(self, spider_name: str) -> type[Spider]:
        """The class of a portal. Raises ``KeyError``, or :class:`BrokenPortal` for one whose module cannot be used."""
        if broken := self.broken_as(spider_name):
            raise broken
        return super().load(spider_name)

    def everything(self) -> list[str]:
        """The names of all portals, as crawls without a name mean it: bundled samples only where there is nothing else.

        An operator who has modules of their own did not ask for the samples, one of which never answers.
        """
        own = [name for name in self.list() if not getattr(self._spiders[name], "is_sample", False)]
        return own if own or self.broken else self.list()

    def broken_as(self, name: str) -> BrokenPortal | None:
        """The broken module that seems to be that of the portal ``name``; None where another has this name, or none."""
        if name in self._spiders:
            return None
        return next((broken for broken in self.broken if name in broken.names), None)


def _portals_in(path: Path, loaded: ModuleType | BrokenPortal, is_folder: bool) -> list[tuple[str, type[Spider]]]:
    """The portals of a file by their names. Raises :class:`BrokenPortal`."""
    if isinstance(loaded, BrokenPortal):
        raise loaded
    found = [(spider.name, spider) for spider in iter_spider_classes(loaded)]
    if not found and is_folder:
        raise BrokenPortal.of(path, "it has no portal, which is a class made from PortalSpider with a name")
    for name, spider in found:
        if wrong := what_is_wrong(name, spider):
            raise BrokenPortal.of(path, f"{spider.__name__} {wrong}")
    return found


def what_is_wrong(name: object, spider: type) -> str:
    """What keeps a class from being a portal, with the remedy; empty for one that can be crawled."""
    if not issubclass(spider, PortalSpider):
        return "is a spider of another kind: make it from crawler.portal.PortalSpider"
    if not isinstance(name, str) or not name.strip() or any(sign in name for sign in "/\n"):
        return f"has the name {name!r}: write a word, such as 'yb983'"
    if not isinstance(spider.hosts, tuple | list) or not spider.hosts:
        return "names no hosts: write hosts = ('www.example.cn',), with the comma"
    for host in spider.hosts:
        if not isinstance(host, str) or check_url(f"http://{host}/") or "/" in host:
            return f"has the host {host!r}: write only the name, such as 'www.example.cn'"
    if not isinstance(spider.sources, tuple | list):
        return "has sources that are no list: write sources = (ListPage('http://www.example.cn/'),), with the comma"
    for source in spider.sources:
        if not isinstance(source, Source):
            return f"has the source {source!r}: write ListPage('http://…'), Feed, Sitemap or NewsSitemap"
        if problem := check_url(source.url):
            return f"has the source {source.url!r}, which cannot be crawled: {problem}"
    return ""


def suggest(name: str, known: list[str]) -> str:
    """The message for an unknown portal name, with the near ones or all of a short list."""
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or known[:8]
    listed = ", ".join(near) if near else "none is installed"
    return f"no portal is called {name!r}; did you mean: {listed}? A portal without a module is crawled by its address: http://…"
