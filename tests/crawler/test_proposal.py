"""The attributes of a proposed module, and its source text."""

import ast
import importlib.util
import io
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from rich.console import Console

from crawler.discovery.links import Link
from crawler.expect import Expect
from crawler.layout import Layout
from crawler.output.add_report import show
from crawler.portal import PortalSpider
from crawler.proposals.module_text import class_name, module_text
from crawler.proposals.proposal import HOME, Proposal, derive, expectations, name_of, title_of
from crawler.proposals.survey import Survey, Yield
from crawler.reading.items import Article
from crawler.reading.page import Page
from crawler.sources import Feed, ListPage, Sitemap
from tests.crawler.test_proposing import new_design, old_design

HOSTS = ("www.example.cn",)


def survey_of(
    pages: Sequence[Page], front: str = "<title>示例网</title>", others: Sequence[str] = ("http://www.example.cn/a/",)
) -> Survey:
    links = [Link(page.url, published=f"2026-11-{number + 10}T08:00:00+08:00") for number, page in enumerate(pages)]
    yields = [Yield(ListPage("http://www.example.cn/"), links), Yield(Feed("http://www.example.cn/rss.xml"), links)]
    return Survey(Page("http://www.example.cn/", f"<html>{front}</html>".encode()), yields, list(others), list(pages))


@pytest.fixture(scope="module")
def proposal() -> Proposal:
    return derive(survey_of([*(new_design(n) for n in range(1, 5)), old_design(5), old_design(6)]), HOSTS)


def load(text: str, path: Path) -> type[PortalSpider]:
    """The class of a module's text, loaded as an operator's module is."""
    path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(f"proposed_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules.pop(spec.name, None)
    return next(
        v
        for v in vars(module).values()
        if isinstance(v, type) and issubclass(v, PortalSpider) and v is not PortalSpider
    )


def test_every_attribute_is_derived(proposal: Proposal) -> None:
    assert (proposal.name, proposal.title, proposal.timezone) == ("example", "示例网", "Asia/Shanghai")
    assert [type(source).__name__ for source in proposal.sources] == ["Feed", "ListPage"]
    assert proposal.pattern.regex == r"^https?://[^/]+/a/\d+\.html$"
    assert [design.layout.body for design in proposal.designs] == ["div.story-text", "#zoom"]
    assert proposal.expects.always == ("title", "published_at")
    assert [doubt.split(":")[0] for doubt in proposal.doubts] == ["timezone"]


def test_the_module_says_what_was_proposed(proposal: Proposal, tmp_path: Path) -> None:
    text = module_text(proposal)
    portal = load(text, tmp_path / "example.py")
    for name in ("name", "title", "hosts", "timezone", "sources", "expects"):
        assert getattr(portal, name) == getattr(proposal, name)
    assert portal.layouts == tuple(design.layout for design in proposal.designs)
    assert portal.article_url == proposal.pattern.regex
    assert portal.__name__ == "Example"
    assert max(map(len, text.splitlines())) <= 120
    assert module_text(proposal) == text


def test_names_that_a_page_gives_cannot_leave_their_string(proposal: Proposal, tmp_path: Path) -> None:
    evil = 'x"""\nimport os\nos._exit(3)\n"""\\'
    other = replace(
        proposal,
        title=evil,
        designs=(replace(proposal.designs[0], layout=Layout(body="div.a", name=evil)),),
        sources=(ListPage('http://www.example.cn/"+str(1)+"'), Sitemap("http://www.example.cn/s.xml", match='"\\d"')),
        pattern=replace(proposal.pattern, regex='^"x\\d$'),
    )
    text = module_text(other)
    tree = ast.parse(text)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    portal = load(text, tmp_path / "evil.py")
    assert (portal.title, portal.layouts[0].name, portal.article_url) == (evil, evil, '^"x\\d$')
    assert portal.sources == other.sources


def test_a_proposal_without_a_design_or_a_pattern_is_a_module_too(proposal: Proposal, tmp_path: Path) -> None:
    bare = replace(proposal, designs=(), pattern=replace(proposal.pattern, regex=""), sources=proposal.sources[:1])
    portal = load(module_text(bare), tmp_path / "bare.py")
    assert (portal.layouts, portal.article_url, portal.sources) == ((), "", proposal.sources[:1])


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.yb983.com", "yb983"),
        ("news.example.com.cn", "news_example"),
        ("example.co.uk", "example"),
        ("www.old-town.de", "old_town"),
        ("127.0.0.1:8983", "portal_127_0_0_1_8983"),
        ("963.cn", "portal_963_cn"),
        ("localhost:80", "localhost"),
        ("xn--fiqs8s.cn", "xn_fiqs8s"),
    ],
)
def test_names(host: str, name: str) -> None:
    assert name_of(host) == name
    assert name.isidentifier()


def test_class_names() -> None:
    assert [class_name(name) for name in ("yb983", "news_example", "portal_963_cn")] == [
        "Yb983",
        "NewsExample",
        "Portal963Cn",
    ]


def test_what_is_expected_is_what_was_measured_and_room_for_more() -> None:
    articles = [Article(title="t", body="x" * length, published_at="2026-11-20") for length in (100, 900)]
    links = [Link(f"http://a.cn/{n}", published=f"2026-11-{10 + n // 6:02}T0{n % 6}:00:00Z") for n in range(60)]
    survey = Survey(Page("http://a.cn/", b""), [Yield(Feed("http://a.cn/f"), links)])
    assert expectations(articles, survey) == (Expect((1, 30), (20, 5000), ("title", "published_at")), True)


def test_nothing_is_expected_of_days_that_nobody_dates() -> None:
    survey = Survey(Page("http://a.cn/", b""), [Yield(ListPage("http://a.cn/"), [Link("http://a.cn/1")])])
    expects, measured = expectations([Article(title="t", body="x" * 100)], survey)
    assert (expects.articles_per_day, measured) == (Expect().articles_per_day, False)
    assert expects.always == ("title",)


def test_doubts_are_told() -> None:
    pages = [new_design(1), old_design(2)]
    told = derive(survey_of(pages, others=("http://www.example.cn/a/77.html",)), HOSTS).doubts
    assert any("no selector" in doubt for doubt in told)
    assert any("http://www.example.cn/a/77.html is a list" in doubt for doubt in told)
    assert any("articles_per_day is open" in doubt for doubt in told)


@pytest.mark.parametrize(
    ("front", "title"),
    [("辽河融媒首页_辽河融媒", "辽河融媒"), ("延边信息港 - 网站首页", "延边信息港"), ("Home | The Town Paper", "The Town Paper"), ("首页", ""),
     ("Homestead News", "Homestead News"), ("", "")],
)  # fmt: skip
def test_the_title_of_a_front_page(front: str, title: str) -> None:
    assert title_of(survey_of([], f"<title>{front}</title>"), []) == title


@pytest.mark.parametrize(("hit", "miss"), [("南湾网首页", "首页推荐"), ("Startseite", "Startseiten")])
def test_what_is_added_to_a_portal_s_name(hit: str, miss: str) -> None:
    assert HOME.search(hit)
    assert not HOME.search(miss)


def test_what_pages_say_cannot_steer_the_terminal_of_the_report(proposal: Proposal) -> None:
    out = io.StringIO()
    evil = replace(proposal, title="x\x1b]0;y\x07", doubts=("\x9b31m",))
    show(Console(file=out, soft_wrap=True), evil, survey_of([new_design(1)]))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", out.getvalue())
    assert "fits 4 of 6 pages" in out.getvalue()
    assert re.search(r"kept +第", out.getvalue())
