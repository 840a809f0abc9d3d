"""What a crawl looks up, connects to and opens, from its first to its last socket; names are answered by the test."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.asked import Answer, Asked, asking, ordinary
from tests.conftest import ROOT

PUBLIC = "8.8.4.4"  # never connected to: the watch refuses what is not on this machine
QUICK = ("-s", "RETRY_TIMES=1", "-s", "DOWNLOAD_DELAY=0")


@dataclass
class Ran:
    """A watched command: its result, and what it did with sockets."""

    code: int
    result: dict[str, Any]
    err: str
    did: list[tuple[str, Any]]

    def all(self, event: str) -> list[Any]:
        """The targets of one kind of event, in order."""
        return [target for name, target in self.did if name == event]


def watched(folder: Path, names: dict[str, list[str]], *arguments: str, **environment: str) -> Ran:
    log = folder / "sockets"
    command = [sys.executable, "-m", "tests.watched", json.dumps(names), str(log), *arguments]
    bare = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(folder), **environment}
    done = subprocess.run(command, cwd=folder, env=bare, capture_output=True, text=True, timeout=100, check=False)
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    results = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return Ran(done.returncode, results[0] if results else {}, done.stderr, [tuple(json.loads(line)) for line in lines])


def named(url: str, name: str) -> str:
    """The address of a loopback server under a name."""
    return url.replace("127.0.0.1", name)


def leading_to(*addresses: str) -> Any:
    """An ordinary portal whose front page has further links."""

    def answer(path: str, asked: Asked) -> Answer:
        status, headers, body = ordinary(path)
        links = "".join(f'<li><a href="{address}">一条通向别处的新闻标题</a></li>' for address in addresses)
        return status, headers, body.replace(b"</ul>", f"{links}</ul>".encode()) if path == "/" else body

    return answer


@pytest.mark.parametrize("settings", [(), ("-s", "COOKIES_ENABLED=1"), ("-s", "TWISTED_DNS_RESOLVER=scrapy.resolver.CachingHostnameResolver")])  # fmt: skip
def test_a_crawl_asks_its_portal_and_nobody_else(tmp_path: Path, settings: tuple[str, ...]) -> None:
    """No list of domain suffixes is fetched, no port is opened, nothing but the portal's name is looked up."""

    def with_cookies(path: str, asked: Asked) -> Answer:
        status, headers, body = ordinary(path)
        return status, {**headers, "Set-Cookie": "seen=1; Domain=portal.example; Path=/"}, body

    with asking(with_cookies) as asked:
        url = named(asked.url, "portal.example")
        ran = watched(tmp_path, {"portal.example": ["127.0.0.1"]}, "crawl", "--json", url, *QUICK, *settings)
        port = urlsplit(asked.url).port
    assert (ran.code, ran.result["new"]) == (0, 6), ran.err
    assert set(ran.all("lookup")) == {"portal.example"}
    assert set(map(tuple, ran.all("connect"))) == {("127.0.0.1", port)}
    assert ran.all("listen") == []


def test_a_portal_whose_name_is_not_ascii_is_crawled_by_it(tmp_path: Path) -> None:
    with asking(leading_to()) as asked:
        url = named(asked.url, "新闻.example")
        ran = watched(tmp_path, {"xn--efvy88h.example": ["127.0.0.1"]}, "crawl", "--json", url, *QUICK)
    assert (ran.code, ran.result["new"]) == (0, 6), ran.err


def test_a_name_below_the_portal_s_may_not_be_private(tmp_path: Path) -> None:
    with asking(lambda path, asked: served[0](path, asked)) as asked:
        inner = [named(asked.url, f"{name}.portal.example") + f"/news/20260301/{name}1.html" for name in ("a", "b")]
        served = [leading_to(*inner)]
        names = {"portal.example": ["127.0.0.1"], "a.portal.example": ["127.0.0.1"], "b.portal.example": ["10.1.2.3"]}
        ran = watched(tmp_path, names, "crawl", "--json", named(asked.url, "portal.example"), *QUICK)
    assert ran.result["new"] == 6, ran.err
    assert ran.result["skipped"] == {"private": 2}
    assert not [path for path in asked.paths if "a1" in path or "b1" in path]
    assert {host for host, _ in ran.all("connect")} == {"127.0.0.1"}


def test_a_name_that_was_public_may_not_become_private(tmp_path: Path) -> None:
    """DNS rebinding: the first look-up passes every check, the second one answers this machine."""
    with asking(leading_to()) as asked:
        url = named(asked.url, "portal.example")
        names = {"portal.example": [PUBLIC, "127.0.0.1"]}
        ran = watched(tmp_path, names, "crawl", "--json", url, *QUICK, "-s", "DNSCACHE_ENABLED=0")
    assert ran.code == 3
    assert asked.paths == []
    assert len(ran.all("lookup")) > 1
    assert {host for host, _ in ran.all("connect")} == {PUBLIC}
    assert "was a public address before" in ran.err


def test_nobody_s_portal_is_where_no_portal_can_be(tmp_path: Path) -> None:
    address = "169.254.169.254"
    ran = watched(tmp_path, {"portal.example": [address]}, "crawl", "--json", "http://portal.example/", *QUICK)
    assert ran.code == 3
    assert ran.all("connect") == []
    assert f"portal.example is {address}, where no portal can be" in ran.err


def test_where_a_page_leads_from_is_told_to_nobody_else(tmp_path: Path) -> None:
    """Neither to another host of the same portal, nor with a policy of the page's own."""
    referers: list[str] = []

    def answer(path: str, asked: Asked) -> Answer:
        if path.startswith("/news/20260302"):
            return (
                302,
                {"Location": named(asked.url, "b.portal.example") + "/moved", "Referrer-Policy": "unsafe-url"},
                b"",
            )
        return ordinary("/news/20260301/1.html" if path == "/moved" else path)

    with asking(answer, referers) as asked:
        names = {"portal.example": ["127.0.0.1"], "b.portal.example": ["127.0.0.1"]}
        (tmp_path / "portals").mkdir()
        (tmp_path / "portals" / "two.py").write_text(
            "from crawler.portal import PortalSpider\nfrom crawler.sources import ListPage\nclass Two(PortalSpider):\n"
            f"    name = 'two'\n    hosts = ('portal.example', 'b.portal.example')\n    sources = (ListPage({named(asked.url, 'portal.example')!r}),)\n"
        )
        ran = watched(tmp_path, names, "crawl", "--json", "--portals", "portals", "two", *QUICK)
    assert "/moved" in asked.paths, ran.err
    assert [referer for referer in referers if referer] == []


def test_behind_a_proxy_its_own_address_is_the_one_that_counts(tmp_path: Path) -> None:
    """The proxy looks names up; no name of a portal is asked for here."""
    with asking(lambda path, asked: ordinary(path.removeprefix("http://portal.example") or "/")) as asked:
        ran = watched(tmp_path, {}, "crawl", "--json", "http://portal.example/", *QUICK, http_proxy=asked.url)
    assert (ran.code, ran.result["new"]) == (0, 6), ran.err
    assert set(ran.all("lookup")) == {"127.0.0.1"}
