"""``citydesk add``: from an address to a module with samples, by the installed command, on portals that it has never seen."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler.actions.add_command import Wish, add
from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from crawler.sample_data.sample_site import Site as SampleSite
from crawler.sample_data.samples import SampleServer
from tests.changing_site import Site, serving
from tests.conftest import ROOT, Command
from tests.crawler.pages import document


@contextmanager
def unknown(portal: str) -> Iterator[str]:
    """A sample portal under an address that no module has."""
    with SampleServer([SampleSite.load(ROOT / "samples" / portal)]) as server:
        yield f"{server.url}/"


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    made.publish(range(37319201, 37319231))
    with serving(made):
        yield made


HAND_MADE = {
    "yb983": ('body="#content"', 'headline="h1.headline"'),
    "dadongnews": ('body="div.story__text"', 'headline="h1.story__title"'),
}


def test_what_is_proposed_is_what_a_person_wrote(citydesk: Command) -> None:
    with unknown("dadongnews") as url:
        done = citydesk("add", url, "--portals", "own", "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(part in done.stdout for part in HAND_MADE["dadongnews"])


def test_a_portal_is_added_checked_and_crawled_by_its_module(citydesk: Command, tmp_path: Path) -> None:
    portal = "yb983"
    with unknown(portal) as url:
        done = citydesk("add", url, "--portals", "own", "--name", "found")
        assert (done.returncode, done.stderr) == (0, "")
        module = (tmp_path / "own" / "found.py").read_text(encoding="utf-8")
        assert all(
            part in module
            for part in (*HAND_MADE[portal], f'Feed("{url}rss.xml"', f'Sitemap("{url}sitemap.xml"', "article_url = ")
        )
        assert len(list((tmp_path / "own" / "samples" / "found").glob("*.html.gz"))) == 6
        assert done.stdout.splitlines()[-1] == "found: well (6 samples, no run in the database)"
        assert "on 6 of 6 pages" in done.stdout
        assert "Look at\n  timezone: 'Asia/" in done.stdout
        crawled = citydesk("crawl", "found", "--portals", "own", "--json")
    run = json.loads(crawled.stdout)
    assert (run["new"] + run["copies"], run["verdict"]) == (40, "ok")


def test_a_dry_run_prints_the_module_and_writes_nothing(citydesk: Command, site: Site, tmp_path: Path) -> None:
    done = citydesk("add", site.url, "--portals", "own", "--dry-run", "--pages", "3")
    assert (done.returncode, done.stderr) == (0, "")
    assert "class Portal127001" in done.stdout
    assert r'article_url = r"^https?://[^/]+/news/\d{4}-\d+/\d+/content_\d+\.htm' in done.stdout
    assert list(tmp_path.iterdir()) == []
    assert site.asked_articles().total() == 3
    assert max(count for path, count in site.asked.items() if path != "/robots.txt") == 1


def test_nothing_is_written_over(citydesk: Command, site: Site, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    kept = tmp_path / "own" / "mine.py"
    kept.write_text("# mine\n")
    done = citydesk("add", site.url, "--portals", "own", "--name", "mine")
    assert done.returncode == ExitCode.WRONG_USE
    assert "own/mine.py is there already" in done.stderr
    assert kept.read_text() == "# mine\n"
    assert site.asked.total() == 0
    forced = citydesk("add", site.url, "--portals", "own", "--name", "mine", "--force", "--pages", "3")
    assert (forced.returncode, forced.stderr) == (0, "")
    assert "class Mine(PortalSpider)" in kept.read_text(encoding="utf-8")


def refused(citydesk: Command, url: str, *more: str) -> tuple[int, str]:
    """The exit code and the one line of a proposal that failed and left nothing behind."""
    done = citydesk("add", url, "--portals", "own", *more)
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    return done.returncode, done.stderr


def test_one_article_is_no_portal(citydesk: Command, site: Site) -> None:
    code, told = refused(citydesk, f"{site.url}news/2024-05/13/content_37319201.html")
    assert code == ExitCode.WRONG_USE
    assert "is one article (" in told
    assert f"give the front page, such as {site.url}" in told


def test_robots_forbid_it(citydesk: Command, site: Site) -> None:
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /\n"
    code, told = refused(citydesk, site.url)
    assert code == ExitCode.NOTHING_CRAWLED
    assert "robots: robots.txt does not allow this address" in told


def test_robots_forbid_the_articles(citydesk: Command, site: Site) -> None:
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /news/2024\n"
    code, told = refused(citydesk, site.url)
    assert code == ExitCode.NOTHING_CRAWLED
    assert "what it forbids stays unread" in told
    assert site.asked_articles().total() == 0


def test_nobody_answers(citydesk: Command, site: Site) -> None:
    site.down = True
    code, told = refused(citydesk, site.url)
    assert code == ExitCode.NOTHING_CRAWLED
    assert "unreachable" in told


def test_a_shell_that_scripts_fill(citydesk: Command, site: Site) -> None:
    site.pages["/"] = document('<div id="app"></div><script src="/app.js"></script>')
    code, told = refused(citydesk, site.url)
    assert code == ExitCode.DRIFT
    assert "an empty shell that scripts fill" in told


def test_links_that_lead_to_no_article(citydesk: Command, site: Site) -> None:
    for path in list(site.pages):
        if "content_" in path:
            site.pages[path] = document("<p>视频</p>")
    code, told = refused(citydesk, site.url, "--pages", "2")
    assert code == ExitCode.DRIFT
    assert "none of its pages that were tried is an article (no-text 6)" in told


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish("www.example.cn"), "write http://www.example.cn"),
        (Wish("ftp://www.example.cn/"), "not http or https"),
        (Wish("http://www.example.cn/", "own", "Ex-ample"), "write small letters"),
        (Wish("http://www.example.cn/", "own", "class"), "write small letters"),
        (
            Wish("http://yb983.com/news/", "own"),
            "is a page of portal yb983, which has a module: see: citydesk check yb983; --force",
        ),
    ],
)
def test_wrong_use(wish: Wish, words: str) -> None:
    with pytest.raises(OneLine) as problem:
        add(wish, "citydesk.db")
    assert problem.value.exit_code == ExitCode.WRONG_USE
    assert words in problem.value.message


def test_an_installed_citydesk_is_told_where_to_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("crawler.__file__", str(tmp_path / "crawler" / "__init__.py"))
    with pytest.raises(OneLine, match="say where the module goes with --portals DIR"):
        add(Wish("http://www.example.cn/"), "citydesk.db")
