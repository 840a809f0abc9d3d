"""One article under many addresses, crawled over real HTTP under real names: fetched once, stored once."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.changing_site import Site, serving
from tests.conftest import Command
from tests.crawler.pages import Story, document, paragraphs, portal_page
from tests.crawler.store_kit import rows, text

HOME = "http://www.news.example/"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as portal:
        yield portal


def page(number: int, claimed: str = "") -> bytes:
    story = Story(text(f"title {number}", 1)[:16], ())
    head = f'<link rel="canonical" href="{claimed}">' if claimed else ""
    return portal_page(story, head=head, content=paragraphs(*text(f"text {number}").split("\n"))).body


def front(*urls: str) -> bytes:
    rows = "".join(f'<li><a href="{url}">第{place}篇报道的标题在这里写着</a></li>' for place, url in enumerate(urls))
    return document(f"<ul>{rows}</ul>")


def crawl(citydesk: Command, site: Site, *more: str) -> dict[str, Any]:
    fast = ("-s", "DOWNLOAD_DELAY=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4")
    done = citydesk("crawl", HOME, "--json", *fast, *more, http_proxy=site.url)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_one_article_under_many_addresses(citydesk: Command, site: Site, tmp_path: Path) -> None:
    forms = (
        "http://www.news.example/a/{}.html",
        "http://news.example/a/{}.html",
        "http://m.news.example/a/{}.html",
        "http://www.news.example/a/{}.html?utm_source=list",
        "http://www.news.example/a/{}_m.html",
        "http://www.news.example/a/{}.html;jsessionid=4F3A9C",
        "http://www.news.example:80/a/{}.html#comments",
        "HTTP://WWW.News.Example/a//{}.html",
    )
    numbers = range(10_001, 10_009)
    shown = {number: forms[number % 8 :] + forms[: number % 8] for number in numbers}
    for url in (form.format(number) for number in numbers for form in forms):
        asked = url.partition("#")[0].replace("HTTP://WWW.News.Example", HOME[:-1])
        for sent in (asked, asked.replace(":80", "")):
            site.pages[sent] = page(int(re.findall(r"10\d{3}", url)[0]))
    site.pages[HOME] = front(*(form.format(number) for number in numbers for form in shown[number]))
    result = crawl(citydesk, site)
    assert (result["new"], result["pages"]) == (8, 8), result["skipped"]
    assert sum(count for path, count in site.asked.items() if "/a/" in path) == 8
    assert crawl(citydesk, site, "--revisit")["unchanged"] == 8


def test_redirects_are_fetched_once_by_either_address(citydesk: Command, site: Site, tmp_path: Path) -> None:
    numbers = range(10_001, 10_007)
    for number in numbers:
        site.pages[f"{HOME}a/{number}.html"] = page(number)
        site.redirects[f"{HOME}goto/story{number}x"] = f"{HOME}a/{number}.html"
    pairs = [(f"{HOME}goto/story{number}x", f"{HOME}a/{number}.html") for number in numbers]
    site.pages[HOME] = front(
        *(url for pair in pairs[:3] for url in pair), *(url for pair in pairs[3:] for url in pair[::-1])
    )
    result = crawl(citydesk, site)
    assert (result["new"], result["copies"]) == (6, 0)
    assert [site.asked[f"{HOME}a/{number}.html"] for number in numbers] == [1] * 6
    sightings = rows(tmp_path / "citydesk.db", "SELECT url FROM sightings WHERE url LIKE '%goto%' ORDER BY url")
    assert sightings == [(f"{HOME}goto/story{number}x",) for number in numbers]
    site.forget()
    assert crawl(citydesk, site)["pages"] == 0
    assert {path for path in site.asked if "story" in path or "/a/" in path} == set()


def test_a_template_with_one_canonical_address_loses_no_article(citydesk: Command, site: Site, tmp_path: Path) -> None:
    urls = [f"{HOME}a/{number}.html" for number in range(10_001, 10_007)]
    for number, url in enumerate(urls):
        site.pages[url] = page(number, claimed=urls[3])
    site.pages[HOME] = front(*urls)
    assert crawl(citydesk, site)["new"] == 6
    assert sorted(rows(tmp_path / "citydesk.db", "SELECT url FROM articles")) == [(url,) for url in urls]
