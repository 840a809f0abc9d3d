"""``citydesk crawl --punctual --quiet``, as cron starts it all day: an outage is two mails, and the exit code is always true."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.storage.store import Store
from tests.changing_site import Site, serving
from tests.conftest import Command

QUICK = ("--punctual", "--quiet", "-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_DELAY=0")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as found:
        found.publish(range(1, 3))
        yield found


def be_due(db: Path) -> None:
    """Time passes until the next retry."""
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE frontier SET due_at = due_at - 7200 WHERE due_at IS NOT NULL")


def runs(db: Path, portal: str, *outcomes: str) -> None:
    """Earlier runs, seven hours apart, the last of them seven hours ago."""
    with Store.open(db) as store:
        for back, outcome in enumerate(reversed(outcomes), 1):
            when = (datetime.now(UTC) - timedelta(hours=7 * back)).isoformat(timespec="seconds")
            store.finish_run(store.start_run(portal, when), outcome, finished_at=when)


def test_an_outage_is_told_when_it_begins_and_when_it_ends(citydesk: Command, tmp_path: Path, site: Site) -> None:
    db, name = tmp_path / "citydesk.db", site.url.split("/")[2]
    runs(db, name, "ok", "down", "down")
    site.down = True
    told = citydesk("crawl", site.url, *QUICK)
    assert told.returncode == 3
    assert told.stdout.startswith("citydesk crawl ended with code 3: 1 of 1 portals needs a look; 0 pages")
    assert told.stderr.startswith(f"citydesk: {name}: the portal did not answer")
    be_due(db)
    again = citydesk("crawl", site.url, *QUICK)
    assert (again.returncode, again.stdout, again.stderr) == (3, "", "")
    be_due(db)
    site.down = False
    well = citydesk("crawl", site.url, *QUICK)
    assert (well.returncode, well.stdout, well.stderr) == (0, f"citydesk: {name}: well again: it was down\n", "")


def test_a_restart_is_no_news_but_the_code_says_it(citydesk: Command, tmp_path: Path, site: Site) -> None:
    runs(tmp_path / "citydesk.db", site.url.split("/")[2], "ok", "ok")
    site.down = True
    done = citydesk("crawl", site.url, *QUICK)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "")
    log = citydesk("crawl", site.url, *QUICK[1:])  # not punctual: whoever starts a run by hand is told what it came to
    assert "the portal did not answer" in log.stderr
