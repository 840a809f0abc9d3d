"""``--dry-run`` shows what a crawl would store, and leaves the database as it is."""

import json
from pathlib import Path

from tests.asked import asking, ordinary
from tests.conftest import Command


def test_what_would_be_stored_is_shown_and_nothing_is(citydesk: Command, tmp_path: Path) -> None:
    articles = 2
    with asking(lambda path, _: ordinary(path, articles)) as site:
        assert citydesk("crawl", site.url).returncode == 0
        before = (tmp_path / "citydesk.db").read_bytes()
        articles = 4
        done = citydesk("crawl", site.url, "--dry-run")
        assert (done.returncode, done.stderr) == (0, "")
        assert [line.split()[0] for line in done.stdout.splitlines() if line.startswith("new")] == ["new", "new"]
        assert f"{site.url}/news/20260304/3.html" in done.stdout
        assert done.stdout.endswith("dry run: nothing was stored\n")
        assert (tmp_path / "citydesk.db").read_bytes() == before
        told = citydesk("crawl", site.url, "--dry-run", "--json", "--jobs", "2")
        assert json.loads(told.stdout)["new"] == 2


def test_a_portal_can_be_tried_before_there_is_a_database(citydesk: Command, tmp_path: Path) -> None:
    with asking(lambda path, _: ordinary(path, 1)) as site:
        done = citydesk("crawl", site.url, "--dry-run")
    assert done.returncode == 0
    assert "水位牌1号的记录" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_copied_is_named(citydesk: Command, tmp_path: Path) -> None:
    (tmp_path / "citydesk.db").write_bytes(b"no database" * 100)
    done = citydesk("crawl", "http://127.0.0.1:9/", "--dry-run")
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1
