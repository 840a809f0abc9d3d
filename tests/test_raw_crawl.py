"""Crawls keep the pages that they read, as they came."""

import gzip
import sqlite3
from pathlib import Path

import pytest

from crawler.sample_data.samples import SampleServer, samples_folder
from crawler.storage.store import Store
from tests.conftest import Command
from tests.test_crawl import FAST

URL = "http://www.yb983.com/news/shehui/202306/t20230619_48201.html"
SAVED = samples_folder() / "yb983" / "48201.html.gz"


def test_every_article_has_its_page(citydesk: Command, samples: SampleServer, tmp_path: Path) -> None:
    done = citydesk("crawl", *FAST, http_proxy=samples.url)
    assert (done.returncode, done.stderr) == (0, "")
    with Store.read_only(tmp_path / "citydesk.db") as store:
        pages = [store.page_of(number) for number in range(1, store.totals()["articles"] + 1)]
        number = store.article_id(URL)
        assert number
        page, row = store.page_of(number), store.article(number)
    assert len(pages) == 80
    assert all(found and len(found.body) > 1000 and "html" in found.content_type for found in pages)
    assert page is not None
    assert row is not None
    assert (page.url, page.body) == (URL, gzip.decompress(SAVED.read_bytes()))
    assert page.fetched_at <= row["first_seen_at"]
    assert row["rules"].startswith("0.1.0+")
    assert row["extraction"] == 1


@pytest.mark.parametrize(
    ("options", "environment", "kept"),
    [
        (("--keep-raw", "none"), {}, False),
        (("-s", "CITYDESK_KEEP_RAW=none"), {}, False),
        ((), {"CITYDESK_KEEP_RAW": "none"}, False),
        (("--keep-raw", "latest"), {"CITYDESK_KEEP_RAW": "none"}, True),
    ],
)
def test_what_is_kept_can_be_said_in_each_way(
    citydesk: Command,
    samples: SampleServer,
    tmp_path: Path,
    options: tuple[str],
    environment: dict[str, str],
    kept: bool,
) -> None:
    done = citydesk("crawl", "yb983", "--max-pages", "3", *options, *FAST, http_proxy=samples.url, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    with sqlite3.connect(tmp_path / "citydesk.db") as db:
        assert db.execute("SELECT count(*) > 0 FROM raw_page").fetchone() == (kept,)


@pytest.mark.parametrize("options", [("--keep-raw", "some"), ("-s", "CITYDESK_KEEP_RAW=some")])
def test_other_words_are_wrong_use(citydesk: Command, tmp_path: Path, options: tuple[str]) -> None:
    done = citydesk("crawl", "yb983", *options)
    assert done.returncode == 2
    assert "none, latest" in done.stderr.replace("'", "")
    assert list(tmp_path.iterdir()) == []
