"""A redesign in real crawls: noticed in the run that meets it, read generically and marked, mended, read again, well."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.monitoring.outcome import ExitCode
from tests.asked import Answer, Asked, asking
from tests.conftest import Command
from tests.crawler.store_kit import text

HTML = {"Content-Type": "text/html; charset=utf-8"}
FAST = ("-s", "RETRY_TIMES=0")
MODULE = """
from crawler.layout import Layout
from crawler.portal import PortalSpider
from crawler.sources import ListPage

class Riverside(PortalSpider):
    name = "riverside"
    hosts = ("{host}",)
    revisit = ()
    sources = (ListPage("{url}/"),)
    layouts = ({layouts})
"""
OLD = 'Layout("div.content", headline="h1", published=".time", name="2021"),'
NEW = 'Layout("div.story-text", headline="h1", published=".when", name="2026"),'


class Portal:
    """Articles in one of two designs. In the new one the old box holds a teaser, so its layout fits and lies."""

    def __init__(self) -> None:
        self.numbers = range(1, 21)
        self.redesigned_from = 10_000
        self.heading = ""
        self.day = "2026-03-01"

    def answer(self, path: str, asked: Asked) -> Answer:
        if path == "/":
            rows = "".join(
                f'<li><a href="/news/20260301/{n}.html">第{n}篇报道的标题在这里写着</a></li>' for n in self.numbers
            )
            return 200, HTML, f"<html><meta charset=utf-8><title>渡口新闻</title><ul>{rows}</ul>".encode()
        if not path.startswith("/news/"):
            return 404, HTML, b"<html>404</html>"
        number = int(path.rpartition("/")[2].removesuffix(".html"))
        return 200, HTML, self._page(number).encode()

    def _page(self, number: int) -> str:
        page = (new if number >= self.redesigned_from else old)(number)
        title = text(f"title {number}", 1)[:16]
        return page.replace("2026-03-01", self.day).replace(title, self.heading or title)


def paragraphs(number: int) -> str:
    return "".join(f"<p>{line}</p>" for line in text(f"story {number}", 6).split("\n"))


def head(number: int) -> str:
    title = text(f"title {number}", 1)[:16]
    return f"<html><meta charset=utf-8><title>{title}</title><h1>{title}</h1>"


def old(number: int) -> str:
    return (
        f"{head(number)}<div class=time>2026-03-01 08:0{number % 10}</div><div class=content>{paragraphs(number)}</div>"
    )


def new(number: int) -> str:
    teaser = f"<div class=content><p>{text(f'story {number}', 1)[:40]}</p></div>"
    when = f"<div class=when>2026-03-02 09:1{number % 10}</div>"
    return f"{head(number)}{when}{teaser}<main><div class=story-text>{paragraphs(number)}</div></main>"


@pytest.fixture
def portal() -> Iterator[tuple[Portal, Asked]]:
    site = Portal()
    with asking(site.answer) as asked:
        yield site, asked


def module(folder: Path, url: str, layouts: str) -> tuple[str, str]:
    folder.mkdir(exist_ok=True)
    host = url.partition("//")[2]
    (folder / "riverside.py").write_text(MODULE.format(host=host, url=url, layouts=layouts), encoding="utf-8")
    return "--portals", str(folder)


def backdate(db: Path, days: int = 6) -> None:
    """Makes what was crawled so far the history of the last days; the tests themselves run in one."""
    with closing(sqlite3.connect(db)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(portal_day)")][2:]
        names = ", ".join(columns)
        for back in range(1, days + 1):
            connection.execute(
                f"""INSERT INTO portal_day (portal, day, {names})
                    SELECT portal, date(day, ?), {names} FROM portal_day
                    WHERE day = (SELECT max(day) FROM portal_day)""",
                (f"-{back} days",),
            )
        connection.execute("DELETE FROM portal_day WHERE day = (SELECT max(day) FROM portal_day)")


def articles(db: Path, first: int) -> list[tuple[str, list[str]]]:
    """Body and flags of the articles from a number on."""
    with closing(sqlite3.connect(db)) as connection:
        rows = connection.execute("SELECT url, body, flags FROM articles").fetchall()
    return [
        (body, json.loads(flags))
        for url, body, flags in rows
        if int(url.rpartition("/")[2].removesuffix(".html")) >= first
    ]


def status(citydesk: Command, *more: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(citydesk("status", "--json", *more).stdout)
    return answer


def test_the_whole_story(citydesk: Command, tmp_path: Path, portal: tuple[Portal, Asked]) -> None:
    site, asked = portal
    db, mine = tmp_path / "citydesk.db", module(tmp_path / "mine", asked.url, OLD)
    done = citydesk("crawl", "riverside", *mine, *FAST)
    assert (done.returncode, done.stderr) == (0, "")
    assert status(citydesk)["verdict"] == "fresh"
    backdate(db)

    # The portal is redesigned: noticed within twenty pages, and nothing is lost.
    site.numbers, site.redesigned_from = range(21, 41), 21
    done = citydesk("crawl", "riverside", *mine, *FAST)
    assert done.returncode == ExitCode.DRIFT
    assert "drifting since" in done.stderr
    assert "shorter" in done.stderr.splitlines()[-1]
    marked = articles(db, 21)
    assert len(marked) == 20
    assert all(len(body) > 200 and "drift" in flags for body, flags in marked)
    assert all("drift" not in flags for _, flags in articles(db, 1) if (_, flags) not in marked)
    health = status(citydesk)
    assert health["verdict"] == "drifting"
    assert "bodies are" in health["evidence"][0]
    assert "usually" in health["evidence"][0]
    sample = citydesk("status", "riverside", "--page")
    assert "story-text" in sample.stdout

    # Until the module is mended all is read generically and marked, also when it is read again.
    site.numbers = range(41, 44)
    citydesk("crawl", "riverside", *mine, *FAST)
    assert [("drift" in flags, len(body) > 200) for body, flags in articles(db, 41)] == [(True, True)] * 3
    again = citydesk("reextract", *mine)
    assert again.returncode == 0
    assert all(len(body) > 200 and "drift" in flags for body, flags in articles(db, 21))
    assert status(citydesk)["verdict"] == "drifting"

    # The module is mended: what is stored is repaired without a fetch, and the next crawl ends the drift.
    mine = module(tmp_path / "mine", asked.url, NEW + OLD)
    before = len(asked.paths)
    citydesk("reextract", *mine)
    assert len(asked.paths) == before
    assert all(len(body) > 200 and "drift" not in flags for body, flags in articles(db, 21))
    site.numbers = range(44, 54)
    done = citydesk("crawl", "riverside", *mine, *FAST)
    assert (done.returncode, done.stderr) == (0, "")
    assert all("drift" not in flags for _, flags in articles(db, 44))
    assert status(citydesk)["verdict"] == "fresh"
    assert citydesk("status", "riverside", "--page").returncode == ExitCode.WRONG_USE


def test_a_redesign_that_the_portal_takes_back_ends_by_itself(
    citydesk: Command, tmp_path: Path, portal: tuple[Portal, Asked]
) -> None:
    site, asked = portal
    mine = module(tmp_path / "mine", asked.url, OLD)
    citydesk("crawl", "riverside", *mine, *FAST)
    backdate(tmp_path / "citydesk.db")
    site.numbers, site.redesigned_from = range(21, 33), 21
    assert citydesk("crawl", "riverside", *mine, *FAST).returncode == ExitCode.DRIFT
    site.numbers, site.redesigned_from = range(41, 51), 10_000
    site.day = "2026-03-05"
    done = citydesk("crawl", "riverside", *mine, *FAST)
    assert done.returncode == 0
    assert "the drift is over: 10 marked articles were mended; 12 keep the mark drift" in done.stderr
    assert done.stderr.count("\n") == 1
    assert status(citydesk)["verdict"] == "fresh"
    assert not any("drift" in flags for _, flags in articles(tmp_path / "citydesk.db", 41))
    # Pages of the design that is gone again: the layouts would read a teaser, so what was read generically stays.
    assert all(len(body) > 200 for body, _ in articles(tmp_path / "citydesk.db", 1))


def test_a_few_pages_do_not_end_a_drift(citydesk: Command, tmp_path: Path, portal: tuple[Portal, Asked]) -> None:
    """All titles are the portal's name; a run of two pages cannot tell that, and the latest articles must."""
    site, asked = portal
    mine = module(tmp_path / "mine", asked.url, OLD)
    citydesk("crawl", "riverside", *mine, *FAST)
    backdate(tmp_path / "citydesk.db")
    site.heading = "渡口新闻"
    site.numbers, site.day = range(21, 27), "2026-03-02"
    assert citydesk("crawl", "riverside", *mine, *FAST).returncode == ExitCode.DRIFT
    site.numbers, site.day = range(31, 33), "2026-03-03"
    citydesk("crawl", "riverside", *mine, *FAST)
    assert status(citydesk)["verdict"] == "drifting"


def test_one_odd_article_raises_nothing(citydesk: Command, tmp_path: Path, portal: tuple[Portal, Asked]) -> None:
    site, asked = portal
    mine = module(tmp_path / "mine", asked.url, OLD)
    citydesk("crawl", "riverside", *mine, *FAST)
    backdate(tmp_path / "citydesk.db")
    site.numbers, site.redesigned_from = range(21, 30), 29
    done = citydesk("crawl", "riverside", *mine, *FAST)
    assert (done.returncode, done.stderr) == (0, "")
    assert status(citydesk)["verdict"] == "fresh"


def test_what_the_portal_does_now_can_be_accepted(
    citydesk: Command, tmp_path: Path, portal: tuple[Portal, Asked]
) -> None:
    site, asked = portal
    citydesk("crawl", asked.url + "/", *FAST)
    backdate(tmp_path / "citydesk.db")
    site.numbers, site.redesigned_from = range(21, 41), 21
    citydesk("crawl", asked.url + "/", *FAST)
    found = status(citydesk)
    assert found["verdict"] == "drifting"
    assert "story-text" in " ".join(found["evidence"])  # read as well as before, and yet told: it is another design
    assert citydesk("status", found["portal"], "--accept").returncode == 0
    assert status(citydesk)["verdict"] == "fresh"


def age(db: Path) -> None:
    """Makes all that was stored so far old enough to be compared with."""
    backdate(db)
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE article SET last_changed_at = '2026-03-01T12:00:00+00:00'")


@pytest.fixture
def small(
    citydesk: Command, tmp_path: Path, portal: tuple[Portal, Asked]
) -> tuple[Portal, Asked, tuple[str, str], list[tuple[str, list[str]]]]:
    """A portal of a dozen articles, some days later, when nothing new has come."""
    site, asked = portal
    site.numbers = range(1, 13)
    mine = module(tmp_path / "mine", asked.url, OLD)
    assert citydesk("crawl", "riverside", *mine, *FAST).returncode == 0
    age(tmp_path / "citydesk.db")
    asked.paths.clear()
    return site, asked, mine, articles(tmp_path / "citydesk.db", 1)


Small = tuple[Portal, Asked, tuple[str, str], list[tuple[str, list[str]]]]


def test_known_articles_tell_a_redesign_when_nothing_new_comes(citydesk: Command, tmp_path: Path, small: Small) -> None:
    site, asked, mine, before = small
    site.redesigned_from = 1
    done = citydesk("crawl", "riverside", *mine, *FAST)
    assert done.returncode == ExitCode.DRIFT
    assert "known pages that were looked at again" in done.stderr
    assert len([path for path in asked.paths if path.startswith("/news/")]) == 4
    assert status(citydesk)["verdict"] == "drifting"
    after = articles(tmp_path / "citydesk.db", 1)
    assert [body for body, _ in after] == [body for body, _ in before]  # nothing was overwritten by a teaser
    assert "story-text" in citydesk("status", "riverside", "--page").stdout


def test_known_articles_that_are_as_they_were_tell_nothing_and_are_asked_once_a_day(
    citydesk: Command, tmp_path: Path, small: Small
) -> None:
    _, asked, mine, _ = small
    assert citydesk("crawl", "riverside", *mine, *FAST).returncode == 0
    assert citydesk("crawl", "riverside", *mine, *FAST).returncode == 0
    assert len([path for path in asked.paths if path.startswith("/news/")]) == 4
    assert status(citydesk)["verdict"] == "fresh"
    with closing(sqlite3.connect(tmp_path / "citydesk.db")) as connection:
        figures, pages = connection.execute("SELECT figures, pages FROM portal_day ORDER BY day DESC").fetchone()
    assert (json.loads(figures)["known"], pages) == ({"compared": 4}, 4)
    assert json.loads(figures).get("chars", {}) == {}  # no part of what the portal brings


def test_what_was_stored_in_a_drift_is_no_measure_of_what_comes_later(
    citydesk: Command, tmp_path: Path, small: Small
) -> None:
    """The portal has taken a redesign back: its pages are not those of the redesign, and that is no other one."""
    site, asked, mine, _ = small
    with closing(sqlite3.connect(tmp_path / "citydesk.db")) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(portal_day)")][2:]
        connection.execute(
            f"INSERT INTO portal_day (portal, day, {', '.join(columns)})"
            f" SELECT portal, '2026-03-02', {', '.join(columns)} FROM portal_day LIMIT 1"
        )
        connection.execute("UPDATE portal_day SET is_drifting = 1 WHERE day = '2026-03-02'")
    site.redesigned_from = 1
    citydesk("crawl", "riverside", *mine, *FAST)
    assert [path for path in asked.paths if path.startswith("/news/")] == []
    assert status(citydesk)["verdict"] == "fresh"


def test_one_article_that_is_asked_for_by_its_address_brings_no_others(citydesk: Command, small: Small) -> None:
    _, asked, mine, _ = small
    citydesk("crawl", f"{asked.url}/news/20260301/3.html", *mine, *FAST)
    assert [path for path in asked.paths if path.startswith("/news/")] == ["/news/20260301/3.html"]


def test_a_frozen_date_is_told_by_known_articles(citydesk: Command, tmp_path: Path, small: Small) -> None:
    site, _, mine, _ = small
    site.day = "2026-03-07"
    assert citydesk("crawl", "riverside", *mine, *FAST).returncode == ExitCode.DRIFT
    assert "the date is another one" in status(citydesk)["evidence"][0]
    with closing(sqlite3.connect(tmp_path / "citydesk.db")) as connection:
        days = connection.execute("SELECT DISTINCT substr(published_at, 1, 10) FROM articles").fetchall()
    assert days == [("2026-03-01",)]  # a wrong date does not take the place of the right one

    # The portal takes it back; a run of the next day, when four others are looked at, ends the drift.
    site.day = "2026-03-01"
    with closing(sqlite3.connect(tmp_path / "citydesk.db")) as connection, connection:
        for table, column in (("portal_day", "day"), ("portal_state", "drift_day")):
            for step in ("-1000 days", "+999 days"):  # in two steps, for a day may stand there once
                connection.execute(f"UPDATE {table} SET {column} = date({column}, ?)", (step,))
    assert citydesk("crawl", "riverside", *mine, *FAST).returncode == 0
    assert status(citydesk)["verdict"] == "fresh"


def test_without_kept_pages_nothing_is_asked_for_in_vain(citydesk: Command, tmp_path: Path, small: Small) -> None:
    _, asked, mine, _ = small
    with closing(sqlite3.connect(tmp_path / "citydesk.db")) as connection, connection:
        connection.execute("DELETE FROM raw_page")
    citydesk("crawl", "riverside", *mine, *FAST)
    assert [path for path in asked.paths if path.startswith("/news/")] == []


def test_a_mended_module_mends_what_was_marked(citydesk: Command, tmp_path: Path, portal: tuple[Portal, Asked]) -> None:
    """Without a call of reextract, and also where only the module's own code was mended."""
    site, asked = portal
    db = tmp_path / "citydesk.db"
    code = '\n    def load(self, loader):\n        """Nothing yet."""\n'
    mine = module(tmp_path / "mine", asked.url, NEW + OLD)
    file = tmp_path / "mine" / "riverside.py"
    whole = file.read_text()
    wrong = "\n    def load(self, loader):\n        loader.replace_value('body', loader.selector.css('div.content p::text').getall())\n"
    file.write_text(whole + wrong)
    citydesk("crawl", "riverside", *mine, *FAST)
    backdate(db)
    site.numbers, site.redesigned_from = range(21, 41), 21
    assert citydesk("crawl", "riverside", *mine, *FAST).returncode == ExitCode.DRIFT
    marked = [flags for _, flags in articles(db, 21)]
    assert all("drift" in flags for flags in marked)
    file.write_text(whole + code)
    site.numbers = range(44, 54)
    done = citydesk("crawl", "riverside", *mine, *FAST)
    assert done.returncode == 0
    assert re.search(r"the drift is over: \d\d marked articles were mended\n", done.stderr)
    assert all(len(body) > 200 and "drift" not in flags for body, flags in articles(db, 21))
    assert status(citydesk)["verdict"] == "fresh"
