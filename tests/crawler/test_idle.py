"""Portals that a punctual run leaves alone, as the database tells."""

import json
from pathlib import Path
from typing import Any

from crawler.scheduling import frontier, outlook
from crawler.scheduling.visits import Lead
from crawler.storage.store import Store
from tests.asked import asking, ordinary
from tests.conftest import Command

NOW = 1_700_000_000
ROOTS = ["http://www.example.cn/"]


def planted(store: Store, due_at: int | None, **lead: Any) -> None:
    with store.writing() as connection:
        leads = [Lead(ROOTS[0], "list", eager=True), Lead("http://www.example.cn/1.html", **lead)]
        frontier.plant(connection, "p", leads[:1], NOW, alone=True)
        frontier.add(connection, "p", leads[1:], NOW)
        connection.execute("UPDATE frontier SET due_at = ?", (NOW + 600,))
        connection.execute("UPDATE frontier SET due_at = ? WHERE url LIKE '%1.html'", (due_at,))


def rests(due_at: int | None, roots: list[str] = ROOTS, **lead: Any) -> bool:
    with Store.open(":memory:") as store:
        planted(store, due_at, **lead)
        with store.reading() as connection:
            return outlook.rests(connection, "p", roots, NOW)


def test_nothing_due() -> None:
    assert rests(NOW + 1)
    assert rests(None)


def test_an_article_or_a_source_is_due() -> None:
    assert not rests(NOW)
    assert not rests(NOW, kind="feed")
    assert not rests(NOW, kind="list", depth=1)


def test_a_source_that_the_module_has_got_since_the_last_run() -> None:
    assert not rests(None, [*ROOTS, "http://www.example.cn/new.xml"])


def test_a_portal_that_was_never_crawled_and_one_without_sources() -> None:
    assert not rests(None, ["http://other.example/"])
    assert not rests(None, [])


def test_an_address_that_is_an_article_is_no_source() -> None:
    assert not rests(None, ["http://www.example.cn/1.html"])


def test_what_is_due_is_counted_up_to_a_limit() -> None:
    with Store.open(":memory:") as store, store.writing() as connection:
        frontier.add(connection, "p", [Lead(f"http://www.example.cn/{n}.html", rank=n) for n in range(50)], NOW)
        assert outlook.waiting(connection, "p", outlook.NO_RUN, NOW) == 50
        assert outlook.waiting(connection, "p", outlook.NO_RUN, NOW - 1) == 0
        assert outlook.waiting(connection, "other", outlook.NO_RUN, NOW) == 0


def test_a_frequent_cron_asks_for_nothing_and_writes_nothing(citydesk: Command, tmp_path: Path) -> None:
    with asking(lambda path, _: ordinary(path)) as site:
        assert citydesk("crawl", site.url, "--punctual").returncode == 0
        asked = len(site.paths)
        again = citydesk("crawl", site.url, "--punctual")
        assert (again.returncode, again.stdout, again.stderr) == (0, "nothing was due for 1 portals\n", "")
        assert len(site.paths) == asked
        told = citydesk("crawl", site.url, "--punctual", "--json")
        assert json.loads(told.stdout)["verdict"] == "ok"
    with Store.read_only(tmp_path / "citydesk.db") as store:
        assert store.connection.execute("SELECT count(*) FROM runs").fetchone() == (1,)
