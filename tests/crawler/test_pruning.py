"""What is old leaves the look-up of copies and the view ``skipped``; articles never go."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from crawler.storage import pruning
from crawler.storage.doctor import examine
from crawler.storage.environment import LARGEST, value
from crawler.storage.pruning import day_before, mark_of, prune_all, prune_skipped, prune_some, tidy
from crawler.storage.store import Store
from tests.conftest import Command
from tests.crawler.store_kit import article, put, text

OLD, YOUNG = ((datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds") for days in (200, 5))
CUT = day_before(90)


def fill(store: Store, old: int = 5, young: int = 3) -> None:
    """Stories with a copy each: ``old`` ones seen 200 days ago, ``young`` ones 5 days ago; skipped pages of both."""
    run = store.start_run("riverside", OLD)
    for number in range(old + young):
        seen = OLD if number < old else YOUNG
        put(store, article(number, published_at=seen), run, seen)
        put(store, article(number, url=f"http://o.example/{number}", portal="harbour", published_at=seen), run, seen)
        store.skip(f"http://news.example/list{number}", "riverside", "list", run, seen)
    store.finish_run(run, "ok", finished_at=YOUNG)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "citydesk.db"
    with Store.open(path) as store:
        fill(store)
    return path


def indexed(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as reader:
        return [row[0] for row in reader.execute("SELECT DISTINCT story_id FROM sketch ORDER BY 1")]


def whole(path: Path) -> bool:
    return all(result.sound for result in examine(path).results)


@pytest.mark.parametrize("most", [1, 3, 100])
def test_pruning_in_parts_reaches_all_that_is_old(path: Path, most: int) -> None:
    with Store.open(path) as store:
        parts = []
        while done := prune_some(store, CUT, most):
            assert done <= most
            parts.append(done)
        assert sum(parts) == 10  # articles that were looked at: 5 stories and their copies
        assert mark_of(store.connection) == 10
        assert store.totals()["articles"] == 16
    assert indexed(path) == [11, 13, 15]
    assert whole(path)


def test_pruning_at_once(path: Path) -> None:
    with Store.open(path) as store:
        assert prune_all(store, CUT, dry_run=True) == pruning.Pruned(stories=5, rows=120)
        assert len(indexed(path)) == 8
        assert mark_of(store.connection) == 0
        assert prune_all(store, CUT) == pruning.Pruned(stories=5, rows=120)
        assert prune_all(store, CUT) == pruning.Pruned()
    assert indexed(path) == [11, 13, 15]
    assert whole(path)


def test_a_walk_in_many_pieces(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "ROWS", 7)
    with Store.open(path) as store:
        assert prune_all(store, CUT).rows == 120
    assert indexed(path) == [11, 13, 15]


def test_rows_that_an_old_story_got_later_go_too(path: Path) -> None:
    with Store.open(path) as store:
        prune_some(store, CUT, 100)
        put(store, article(0, body=text("changed"), published_at=OLD), 1, YOUNG)
        assert 1 in indexed(path)
        assert prune_all(store, CUT).rows == 48  # its own, and those of the copy that leads the story now
    assert indexed(path) == [11, 13, 15]


def test_everything_old(path: Path) -> None:
    with Store.open(path) as store:
        assert prune_all(store, day_before(0)).stories == 8
        assert prune_all(store, CUT) == pruning.Pruned()
        assert mark_of(store.connection) == 16
    assert indexed(path) == []
    assert whole(path)


def test_an_archive_crawled_today_is_not_old(path: Path) -> None:
    """What counts is when a story was stored: the copies of an old story come with the crawl of the next portal."""
    with Store.open(path) as store:
        prune_some(store, CUT, 100)
        run = store.start_run("riverside", YOUNG)
        archive = article("archive", published_at="2011-03-05T08:00:00+08:00")
        put(store, archive, run, YOUNG)
        assert prune_some(store, CUT, 100) == 0
        copy = article("archive", url="http://o.example/archive", portal="harbour", body=archive.body[:-9],
                       published_at="2011-03-06T08:00:00+08:00")  # fmt: skip
        assert put(store, copy, run, YOUNG).reason not in ("", "same-text")


def test_a_pruned_story_still_meets_the_same_text_and_young_ones_all_copies(path: Path) -> None:
    with Store.open(path) as store:
        prune_all(store, CUT)
        run = store.start_run("hillside", YOUNG)
        same = put(store, article(0, url="http://h.example/0", portal="hillside", published_at=OLD), run, YOUNG)
        assert (same.outcome, same.story_id) == ("copy", 1)
        cut = put(
            store, article(6, url="http://h.example/6", portal="hillside", body=text(6)[:-9], published_at=YOUNG), run
        )
        assert (cut.outcome, cut.story_id) == ("copy", 13)


def test_an_empty_store(tmp_path: Path) -> None:
    with Store.open(tmp_path / "new.db") as store:
        assert prune_some(store, CUT, 10) == 0
        assert prune_all(store, CUT) == pruning.Pruned()
        assert prune_skipped(store, CUT) == 0


def test_old_skipped_pages_go_and_the_counts_stay(path: Path) -> None:
    with Store.open(path) as store:
        assert prune_skipped(store, CUT, dry_run=True) == 5
        assert prune_skipped(store, CUT, 2) == 2
        assert prune_skipped(store, CUT) == 3
        assert [row["seen_at"] for row in store.skipped(1)] == [YOUNG] * 3
        assert store.runs()[0]["skipped"] == {"list": 8}
    assert whole(path)


def test_the_end_of_a_run_does_a_part(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "TIDY_ARTICLES", 4)
    monkeypatch.setattr(pruning, "TIDY_SKIPPED", 1)
    with Store.open(path) as store:
        tidy(store, 90, 90)
        assert mark_of(store.connection) == 4
        assert len(store.skipped(1)) == 7
        tidy(store, 0, 0)
        assert mark_of(store.connection) == 4
        assert len(store.skipped(1)) == 7


def test_the_end_of_a_run_empties_the_log_and_waits_for_no_reader(path: Path) -> None:
    log = Path(f"{path}-wal")
    with Store.open(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as reader:
        put(store, article("one"), 1, YOUNG)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        put(store, article("two"), 1, YOUNG)
        tidy(store, 90, 90)
        assert log.stat().st_size > 0
        reader.execute("COMMIT")
        tidy(store, 90, 90)
        assert log.stat().st_size == 0
        assert store.connection.execute("PRAGMA busy_timeout").fetchone() == (30_000,)


def test_the_command(citydesk: Command, path: Path) -> None:
    trial = citydesk("prune", "--dry-run")
    assert (trial.returncode, trial.stderr) == (ExitCode.DONE, "")
    assert "would go" in trial.stdout
    assert len(indexed(path)) == 8
    done = citydesk("prune", "--older-than", "90", "--vacuum")
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    for word in ("120 rows", "5 more stories", "5 skipped pages"):
        assert word in trial.stdout
        assert word in done.stdout
    assert indexed(path) == [11, 13, 15]
    wrong = citydesk("prune", "--older-than", "soon")
    assert wrong.returncode == ExitCode.WRONG_USE
    assert "write 90d" in wrong.stderr
    assert citydesk("prune", "--db", "none.db").returncode == ExitCode.DATABASE


@pytest.mark.parametrize(("days", "left"), [("90", 3), ("0", 8)])
def test_a_crawl_prunes_at_its_end(citydesk: Command, path: Path, days: str, left: int) -> None:
    done = citydesk("crawl", "http://127.0.0.1:9/", "-s", "RETRY_TIMES=0", "-s", f"CITYDESK_INDEX_DAYS={days}")
    assert done.returncode == ExitCode.NOTHING_CRAWLED
    assert len(indexed(path)) == left


def test_days_that_are_no_number_are_named_at_the_start(citydesk: Command) -> None:
    done = citydesk("crawl", "http://127.0.0.1:9/", CITYDESK_INDEX_DAYS="soon")
    assert (done.returncode, len(done.stderr.splitlines())) == (ExitCode.WRONG_USE, 1)
    assert "CITYDESK_INDEX_DAYS=soon is not a number" in done.stderr


@pytest.mark.parametrize("text", ["-1", "nan", "inf", "100001", "999999", "1e12"])
@pytest.mark.parametrize("name", ["CITYDESK_INDEX_DAYS", "CITYDESK_BUSY_SECONDS"])
def test_numbers_that_would_overflow_are_named(name: str, text: str) -> None:
    """Who means for ever writes 0; 999999 days ago there was no date, and the end of the crawl failed."""
    with pytest.raises(OneLine, match=f"{name}={text} is not a number from 0 to 100000") as told:
        value(name, text)
    assert told.value.exit_code == ExitCode.WRONG_USE


def test_the_largest_number_of_days_has_a_day() -> None:
    assert day_before(value("CITYDESK_INDEX_DAYS", str(LARGEST))) < "1800"
