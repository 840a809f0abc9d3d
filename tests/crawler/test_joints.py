"""Where the parts of the store meet: what one of them keeps, the others must leave right. Doctor looks at each result."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.reading.items import Article
from crawler.scheduling import frontier
from crawler.scheduling.visits import Lead, Visit
from crawler.storage.backup import back_up
from crawler.storage.doctor import examine
from crawler.storage.extractions import Change
from crawler.storage.merge import merge
from crawler.storage.pruning import prune_all
from crawler.storage.rows import Row
from crawler.storage.store import Store
from tests.crawler.store_kit import LATER, NOON, article, fingerprint_of, put, text

EVENING = "2024-03-05T20:00:00+00:00"
URL = "http://news.example/1.html"
Fill = Callable[[Store], None]


def filled(path: Path, *puts: tuple[Article, str]) -> Store:
    store = Store.open(path)
    run = store.start_run("riverside", puts[0][1])
    for item, seen_at in puts:
        put(store, item, run, seen_at)
    store.finish_run(run, "ok", finished_at=puts[-1][1])
    return store


def read_again(store: Store, item: Article, revision: int, made_at: str = EVENING) -> Change:
    return store.reread(store.compare(1, revision, Row.of(item, ""), ""), made_at)


def fetched(store: Store, item: Article, status: int = 200, at: int = 1_709_640_000) -> None:
    """A visit of a crawl, with all that it leaves."""
    with store.writing() as connection:
        frontier.add(connection, "riverside", [Lead(item.url)], at - 60)
    run = store.start_run("riverside", NOON)
    visit = Visit("riverside", item.url, "done", at, None, status=status)
    store.put(item, fingerprint_of(item), run=run, seen_at=NOON, status=status, visit=visit)
    store.finish_run(run, "ok", finished_at=NOON)


def state(store: Store, url: str = URL) -> tuple[object, ...]:
    sql = "SELECT state, due_at, checked_at FROM frontier WHERE portal = 'riverside' AND url = ?"
    found: tuple[object, ...] = store.connection.execute(sql, (url,)).fetchone()
    return found


def row(store: Store, *names: str) -> tuple[object, ...]:
    found = store.article(1)
    assert found is not None
    return tuple(found[name] for name in names)


def sound(path: Path) -> list[str]:
    """The checks that find something."""
    return [result.check.id for result in examine(path).results if not result.sound]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "here.db"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return tmp_path / "there.db"


def merged(path: Path, other: Path) -> None:
    with Store.open(path) as here, Store.read_only(other) as there:
        merge(here, there)


def test_merged_readings_stay_with_their_revision(path: Path, other: Path) -> None:
    """Our text was read twice; the other file knows a later revision. Then the first one is read once more."""
    with filled(path, (article(1, body=text("raw")), NOON)) as store:
        assert read_again(store, article(1), 1).kind == "text"
    filled(other, (article(1, body=text("new")), LATER)).close()
    merged(path, other)
    with Store.open(path) as store:
        assert row(store, "revision", "extraction", "extracted_at") == (2, 1, None)
        assert [entry["revision"] for entry in store.revisions(1)] == [1]
        earlier = "SELECT extraction, extracted_at FROM revision WHERE article_id = 1"
        assert [*store.connection.execute(earlier)] == [(2, EVENING)]
        assert read_again(store, article(1, body=text("again")), 1).kind == "text"
        assert [*store.connection.execute(earlier)] == [(3, EVENING)]
    assert sound(path) == []


def test_merged_readings_of_the_other_file_come_along(path: Path, other: Path) -> None:
    filled(path, (article(1, body=text("old")), NOON)).close()
    with filled(other, (article(1, body=text("raw")), LATER)) as store:
        assert read_again(store, article(1), 1).kind == "text"
    merged(path, other)
    with Store.open(path) as store:
        assert row(store, "revision", "body", "extraction", "extracted_at") == (2, text(1), 2, EVENING)
        assert [*store.connection.execute("SELECT revision, extraction, body FROM extractions")] == [
            (2, 1, text("raw"))
        ]
        assert read_again(store, article(1, body=text("again")), 2).kind == "text"
    merged(path, other)
    assert sound(path) == []


@pytest.mark.parametrize("turned", [False, True])
def test_one_page_read_by_two_generations_of_rules_is_one_version(path: Path, other: Path, turned: bool) -> None:
    """Both machines fetched the same page; one of them has read it again since."""
    filled(path, (article(1, body=text("raw")), NOON)).close()
    with filled(other, (article(1, body=text("raw")), LATER)) as store:
        assert read_again(store, article(1), 1).kind == "text"
    first, second = (other, path) if turned else (path, other)
    for _ in range(2):
        merged(first, second)
        with Store.open(first) as store:
            assert row(store, "revision", "body", "extraction", "first_seen_at") == (1, text(1), 2, NOON)
            assert [*store.connection.execute("SELECT revision, body FROM extractions")] == [(1, text("raw"))]
            assert store.revisions(1) == []
    assert sound(first) == []


def test_what_the_portal_took_back_stays_a_version(path: Path, other: Path) -> None:
    """The text that the rules of then gave comes back as the portal's own: three versions are not one."""
    with filled(path, (article(1, body=text("raw")), NOON)) as store:
        read_again(store, article(1), 1)
        put(store, article(1, body=text("raw")), 1, EVENING)
    filled(other, (article(1), LATER)).close()
    merged(path, other)
    with Store.open(path) as store:
        assert row(store, "revision", "body") == (2, text("raw"))
        assert [entry["body"] for entry in store.revisions(1)] == [text(1)]
    assert sound(path) == []


def test_a_merge_knows_what_the_other_file_has_fetched(path: Path, other: Path) -> None:
    """We have only seen the link; the other machine has been there."""
    with filled(path, (article(2), NOON)) as store, store.writing() as connection:
        frontier.add(connection, "riverside", [Lead(URL)], 1)
    with Store.open(other) as store:
        fetched(store, article(1))
        run = store.start_run("riverside", LATER)
        gone = Visit("riverside", URL, "gone", 1_709_650_000, None, "gone", 404)
        store.skip(URL, "riverside", "gone", run, LATER, gone)
        store.finish_run(run, "ok", finished_at=LATER)
    merged(path, other)
    with Store.open(path) as store:
        assert state(store) == ("gone", None, 1_709_650_000)
    assert sound(path) == []


@pytest.mark.parametrize("later", ["gone", "back"])
def test_the_later_file_says_whether_an_article_is_gone(path: Path, other: Path, later: str) -> None:
    """Of an article that both files have, one has found it gone at LATER; the other saw it before, or after that."""
    with filled(other, (article(1), NOON)) as store:
        with store.writing() as connection:
            frontier.add(connection, "riverside", [Lead(URL)], 1)
        run = store.start_run("riverside", LATER)
        store.skip(URL, "riverside", "gone", run, LATER, Visit("riverside", URL, "gone", 2, None, "gone", 410))
        store.finish_run(run, "ok", finished_at=LATER)
    filled(path, (article(1), NOON if later == "gone" else EVENING)).close()
    merged(path, other)
    with Store.open(path) as store:
        assert row(store, "gone_at") == (LATER if later == "gone" else None,)
        assert store.sightings(1)[0]["status"] == (410 if later == "gone" else 200)
    filled(path.with_name("third.db"), (article(1), EVENING)).close()
    merged(path, path.with_name("third.db"))
    with Store.open(path) as store:
        assert row(store, "gone_at") == (None,)
        assert store.sightings(1)[0]["status"] == 200
    assert sound(path) == []


def test_an_article_that_is_back_unchanged_is_not_gone(path: Path) -> None:
    """The portal answers 304 after a 404: it is there again, as it was."""
    with Store.open(path) as store:
        fetched(store, article(1))
        run = store.start_run("riverside", LATER)
        store.skip(URL, "riverside", "gone", run, LATER, Visit("riverside", URL, "gone", 2, 3, "gone", 404))
        assert row(store, "gone_at") == (LATER,)
        store.seen(Visit("riverside", URL, "done", 4, None, status=304), run, EVENING)
        store.finish_run(run, "ok", finished_at=EVENING)
        assert row(store, "gone_at", "last_seen_at") == (None, EVENING)
        assert store.sightings(1)[0]["status"] == 200
    assert sound(path) == []


def test_reading_again_keeps_that_the_page_was_refused(path: Path) -> None:
    """The kept page is that of the stored text; that the portal shows something worse since is as true as before."""
    with filled(path, (article(1), NOON), (article(1, body="。", title="登录"), LATER)) as store:
        flags = row(store, "flags")
        assert flags == (["refused"],)
        assert read_again(store, article(1), 1).kind == "same"
        assert read_again(store, article(1, section="体育"), 1).fields == ("section",)
        assert row(store, "flags", "section") == (["refused"], "体育")
        assert read_again(store, article(1, body=text("other")), 1).kind == "text"
        assert row(store, "flags") == flags
        put(store, article(1, body=text("good")), 1, EVENING)
        assert row(store, "flags") == ([],)
    assert sound(path) == []


def test_earlier_revisions_that_are_read_again_can_be_looked_up(path: Path) -> None:
    """An update keeps the look-up rows of the text before; another reading of that leaves none behind."""
    added = f"{text(1)}\n{text('added', 1)}"
    with filled(path, (article(1), NOON), (article(1, body=added), LATER)) as store:
        shorter = text(1).rsplit("\n", 1)[0]
        assert read_again(store, article(1, body=shorter), 1).kind == "text"
    assert sound(path) == []
    with Store.open(path) as store:
        put(store, article(1, body=text("quite other")), 1, EVENING)
    assert sound(path) == []


def test_full_text_follows_every_way_a_text_changes(path: Path, other: Path) -> None:
    def found(word: str) -> list[int]:
        with Store.open(path) as store:
            sql = "SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid"
            return [number for (number,) in store.connection.execute(sql, (f'"{word}"',))]

    with filled(path, (article(1, body=f"{text(1)}\nquokka"), NOON)) as store:
        read_again(store, article(1, body=f"{text(1)}\nnumbat"), 1)
    assert (found("quokka"), found("numbat")) == ([], [1])
    with filled(other, (article(1, body=f"{text(1)}\nbilby"), LATER), (article(2, body="dingo " * 30), LATER)):
        pass
    merged(path, other)
    assert (found("numbat"), found("bilby"), found("dingo")) == ([], [1], [2])
    with Store.open(path) as store:
        put(store, article(1, body=f"{text(1)}\nwombat"), 1, EVENING, cleaned=True)
    assert (found("bilby"), found("wombat")) == ([], [1])
    assert sound(path) == []


def test_what_was_imported_is_known_to_a_crawl(path: Path) -> None:
    """A crawl that finds its address need not fetch at once what is stored already."""
    with filled(path, (article(1), NOON)) as store:
        assert state(store)[0] == "done"
        with store.writing() as connection:
            assert frontier.add(connection, "riverside", [Lead(URL)], 1_800_000_000) == 0
            assert not frontier.articles(connection, "riverside", 9, 1_709_641_000, 10)
    assert sound(path) == []


def test_what_a_crawl_would_have_fetched_is_not_due_when_it_was_imported(path: Path) -> None:
    with Store.open(path) as store, store.writing() as connection:
        frontier.add(connection, "riverside", [Lead(URL)], 1)
    filled(path, (article(1), NOON)).close()
    with Store.open(path) as store:
        assert state(store)[0] == "done"


def test_a_pruned_file_lives_on(path: Path, other: Path) -> None:
    """After pruning: a revision, another reading of an earlier one, a copy, a merge, and a checked copy of it all."""
    added = f"{text(1)}\n{text('added', 1)}"
    with filled(path, (article(1), NOON), (article(1, body=added), LATER), (article(2), NOON)) as store:
        prune_all(store, "2024-04-01T00:00:00+00:00")
        assert store.connection.execute("SELECT count(*) FROM sketch").fetchone() == (0,)
        read_again(store, article(1, body=text(1).rsplit("\n", 1)[0]), 1)
        assert store.connection.execute("SELECT count(*) FROM sketch").fetchone() == (0,)
        put(store, article(1, body=f"{added}\n{text('more', 1)}"), 1, EVENING)
        same = put(store, article(2, url="http://harbour.example/2", portal="harbour"), 1, EVENING)
        assert (same.outcome, same.reason) == ("copy", "same-text")
        put(store, article(2, body=text("quite other")), 1, "2024-03-05T21:00:00+00:00")
    filled(other, (article(1), NOON), (article(3), NOON)).close()
    merged(path, other)
    assert sound(path) == []
    back_up(path, path.with_name("copy.db"))
    assert sound(path.with_name("copy.db")) == []
