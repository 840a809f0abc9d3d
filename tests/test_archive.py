"""The archive that the benchmark of a million articles measures is one that the store could have written."""

from functools import partial
from pathlib import Path

import pytest

from crawler.storage.catalogue import Catalogue, Filter
from crawler.storage.doctor import examine
from crawler.storage.query import parse
from crawler.storage.terms import index_text
from tests.bench import archive
from tests.bench.prose import Prose


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three portals, ten days, 600 articles."""
    path = tmp_path_factory.mktemp("archive") / "news.db"
    with pytest.MonkeyPatch.context() as patched:
        for name, value in {
            "PORTALS": 3,
            "FREQUENT": 1,
            "DAYS": 10,
            "RECENT": 4,
            "PAGES": 2,
            "HASH_BYTES": 100_000,
            "BATCH": 100,
        }.items():
            patched.setattr(archive, name, value)
        patched.setattr(archive, "Prose", partial(Prose, sentences=500))
        archive.fill(path, 600)
    return path


def test_the_terms_of_drawn_sentences_are_those_of_their_text() -> None:
    prose = Prose(sentences=200)
    for _ in range(50):
        for text, terms in (prose.body(), prose.title()):
            assert terms == index_text(text)


def test_bodies_are_as_long_as_those_of_news() -> None:
    prose = Prose(sentences=500)
    sizes = [len(prose.body()[0]) for _ in range(300)]
    assert 250 < min(sizes) < 400 < sum(sizes) / len(sizes) < 550
    assert max(sizes) > 800


def test_the_first_words_are_the_most_frequent() -> None:
    prose = Prose(sentences=500)
    texts = [prose.body()[0] for _ in range(200)]
    common, usual, rare = (prose.word(1, 0), prose.word(1, 299), prose.word(2, 25_000))
    found = [sum(word in text for text in texts) for word in (common, usual, rare)]
    assert found[0] > found[1] > found[2]


def test_the_doctor_finds_nothing(filled: Path) -> None:
    # But for the texts: their hashes are made up, for a million would take ten minutes.
    wrong = {
        result.check.id: result.finding.examples for result in examine(filled, quick=True).results if not result.sound
    }
    assert wrong == {}


def test_the_archive_is_found_counted_and_kept(filled: Path) -> None:
    with Catalogue.read_only(filled) as store:
        assert store.portals() == ["portal1", "portal2", "portal3"]
        totals = store.totals()
        assert (totals["articles"], totals["portals"]) == (600, 3)
        assert 560 < totals["stories"] < 600
        article = store.article(599)
        assert article is not None
        assert 599 in [hit.id for hit in store.search(parse(f'"{article["title"]}"'), Filter(article["portal"])).hits]
        assert store.page_of(599, article["revision"]) is not None
        assert len(store.removed(599)) == 6
        (runs,) = store.connection.execute("SELECT count(*) FROM runs WHERE portal = 'portal1'").fetchone()
        assert 9 * archive.RUNS < runs <= 10 * archive.RUNS
