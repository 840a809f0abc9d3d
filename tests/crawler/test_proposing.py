"""Layouts proposed from pages: where fields are, which selectors stay, what becomes of a redesign."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crawler.layout import Layout
from crawler.proposals.places import FIELDS, Sample, bodies, place
from crawler.proposals.proposing import Design, propose, read_together, read_with
from crawler.reading.extract import PortalFacts, extract
from crawler.reading.page import Page
from crawler.sample_data.sample_records import Record, paths, plain, read
from tests.conftest import ROOT

WORDS = "河边 茶馆 旧城 渡口 书车 学校 冬天 雪地 果园 桥头 公园 码头".split()
KNOWN = 5


def sentence(seed: int) -> str:
    """A sentence of our own, another one for each number."""
    chosen = [WORDS[(seed * step + step) % len(WORDS)] for step in (1, 5, 7, 11)]
    return f"第{seed}号报道说，{chosen[0]}旁边的{chosen[1]}今年翻修过，附近的居民常去{chosen[2]}，也有人从{chosen[3]}走来看一看。"


def new_design(number: int) -> Page:
    """A page of the newer of two designs."""
    title = f"{WORDS[number % 12]}的第{number}篇报道写在这里"
    text = "".join(f"<p>{sentence(number * 10 + part)}</p>" for part in range(4))
    html = f"""<html><head><meta charset=utf-8><title>{title}_示例网</title></head><body><div class="top"><a href="/">首页</a></div>
<div class="wrap"><h1 class="headline">{title}</h1><div class="meta"><p class="when">2026-0{number % 9 + 1}-11 08:30</p>
<p class="source">示例日报</p></div><div class="story-text" id="story-{number}">{text}</div>
<div class="more"><a href="/1.htm">别的报道在这里</a></div></div></body></html>"""
    return Page(f"http://www.example.cn/a/{number}.html", html.encode(), "text/html; charset=utf-8")


def old_design(number: int) -> Page:
    """The same portal before its redesign."""
    title = f"{WORDS[number % 12]}的第{number}篇报道写在这里"
    text = "<br>".join(sentence(number * 10 + part) for part in range(4))
    html = f"""<html><head><meta charset=utf-8><title>{title}_示例网</title></head><body><table><tr><td class="big">{title}</td></tr>
<tr><td class="grey">2021年0{number % 9 + 1}月11日 08:30</td></tr><tr><td id="zoom">{text}</td></tr></table></body></html>"""
    return Page(f"http://www.example.cn/a/{number}.html", html.encode(), "text/html; charset=utf-8")


def designs_of(pages: Sequence[Page]) -> tuple[list[Sample], list[Design]]:
    facts = PortalFacts("example", ("www.example.cn",), "Asia/Shanghai")
    samples, repeats = read_together(pages, facts)
    return samples, propose(samples, facts, repeats)


def test_names_of_the_template_become_selectors() -> None:
    _, designs = designs_of([new_design(number) for number in range(1, 6)])
    (design,) = designs
    layout = design.layout
    assert (layout.body, layout.headline, layout.published, layout.source) == (
        "div.story-text", "h1.headline", "p.when", "p.source",
    )  # fmt: skip
    assert layout.since == "2026-02-11"
    assert [(found.name, found.right, found.of, found.agree, found.tried) for found in design.evidence] == [
        (name, 5, 5, 5, 5) for name in ("body", "headline", "published", "source")
    ]


def test_a_redesign_gives_two_layouts_the_newer_first() -> None:
    pages = [new_design(1), old_design(2), new_design(3), old_design(4), new_design(5)]
    _, designs = designs_of(pages)
    assert [design.layout.body for design in designs] == ["div.story-text", "#zoom"]
    assert [design.pages for design in designs] == [(0, 2, 4), (1, 3)]
    assert designs[0].layout.since > designs[1].layout.since


def test_one_page_is_no_design() -> None:
    assert designs_of([new_design(1)])[1] == []
    assert designs_of([])[1] == []


def test_pages_without_an_article_give_nothing() -> None:
    pages = [
        Page(f"http://www.example.cn/{n}", b"<html><body><a href=/>x</a></body></html>", "text/html") for n in range(3)
    ]
    samples, designs = designs_of(pages)
    assert designs == []
    assert [bodies(sample) for sample in samples] == [[], [], []]
    assert [place(sample, name) for sample in samples for name in FIELDS] == [[]] * 15


def test_a_selector_that_gives_another_value_is_left_out() -> None:
    """The name stands beside other names in one element: no selector tells it from them, so the rule for it stays."""
    pages = [new_design(number) for number in range(1, 5)]
    html = [
        page.body.replace("示例日报".encode(), f"来源：示例日报 作者：林{n}".encode()) for n, page in enumerate(pages)
    ]
    samples, designs = designs_of([replace(page, body=body) for page, body in zip(pages, html, strict=True)])
    assert {sample.article.source for sample in samples} == {"示例日报"}
    assert designs[0].layout.source == ""
    assert designs[0].layout.body == "div.story-text"


def test_an_id_that_names_the_article_is_not_taken_for_the_box() -> None:
    layouts = [design.layout for design in designs_of([new_design(number) for number in range(1, 4)])[1]]
    assert not any("#story" in layout.body for layout in layouts)


PORTALS = ("yb983", "dadongnews")
HAND_MADE = {"yb983": ("content", "h1.headline"), "dadongnews": ("story__text", "h1.story__title")}


@pytest.fixture(scope="module", params=PORTALS)
def known(request: pytest.FixtureRequest) -> tuple[str, list[Record], list[Sample], list[Design]]:
    """A sample portal as if it had no module: what is proposed from a few of its pages, and the records of others."""
    portal = request.param
    records = [record for record in map(read, paths(ROOT / "samples" / portal)) if record.is_article]
    samples, designs = designs_of([record.page for record in records[::8][:KNOWN]])
    return portal, records[3::8], samples, designs


def test_a_sample_portal_gets_the_layout_that_a_person_wrote(
    known: tuple[str, list[Record], list[Sample], list[Design]],
) -> None:
    portal, _, _, designs = known
    body, headline = HAND_MADE[portal]
    assert [design.layout.headline for design in designs] == [headline]
    assert body in designs[0].layout.body


def test_pages_that_the_proposal_has_not_seen_are_read_as_their_records_say(
    known: tuple[str, list[Record], list[Sample], list[Design]],
) -> None:
    _, others, _, designs = known
    layout = designs[0].layout
    assert len(others) >= 4
    for record in others:
        article = read_with(record.page, layout, PortalFacts("example", (), "Asia/Shanghai"))
        assert article.layout == layout.label
        if "byte-shift" not in record.data.get("noise", ()):
            generic = extract(record.page)
            assert plain(article.title) == plain(record.data["expected"]["title"])
            assert article.published_at == record.data["expected"]["published_at"]
            assert (article.body, article.source, article.tags) == (generic.body, generic.source, generic.tags)


def test_every_place_is_an_element_of_the_page(known: tuple[str, list[Record], list[Sample], list[Design]]) -> None:
    _, _, samples, _ = known
    for sample in samples:
        elements = [element for name in FIELDS for element in place(sample, name)] + bodies(sample)
        assert elements
        assert all(element.getroottree().getroot() is sample.root for element in elements)


def test_reading_with_a_layout_that_fits_nothing_is_generic() -> None:
    page = new_design(1)
    article = read_with(page, Layout(body="div.nowhere"), PortalFacts())
    assert article.layout == "generic"
    assert article.body
