"""Limits: settings with a reason, and what is no limit is named."""

from collections.abc import Iterator

import pytest

from crawler import settings
from crawler.discovery.urls import check_url
from crawler.network.limits import DEFAULTS, LIMITS, Limit, adopt, limit
from crawler.reading.lines import read_lines
from crawler.reading.page import Page
from tests.conftest import Command

limits = pytest.mark.parametrize("known", LIMITS, ids=lambda known: known.setting)


@pytest.fixture(autouse=True)
def _as_they_were() -> Iterator[None]:
    yield
    adopt(DEFAULTS.__getitem__)


def _but(**others: int) -> None:
    adopt(lambda name: others.get(name, DEFAULTS[name]))


@limits
def test_each_is_a_setting_with_a_unit_and_a_reason(known: Limit) -> None:
    assert getattr(settings, known.setting) == known.value
    assert known.unit
    assert known.why


@limits
def test_less_than_nothing_is_refused(known: Limit) -> None:
    with pytest.raises(ValueError, match=known.setting):
        _but(**{known.setting: -1})


@limits
def test_nothing_is_no_limit_only_where_that_has_a_meaning(known: Limit) -> None:
    if known.none_at_0 or known.setting in ("RETRY_TIMES", "REDIRECT_MAX_TIMES"):
        _but(**{known.setting: 0})
        assert limit(known.setting) == 0
    else:
        with pytest.raises(ValueError, match="from 1"):
            _but(**{known.setting: 0})


def test_what_reads_pages_heeds_them() -> None:
    _but(DOWNLOAD_MAXSIZE=1000, CITYDESK_MAX_TAGS=50, CITYDESK_MAX_ATTRIBUTES=5, CITYDESK_MAX_URL=100)
    assert Page("", b"x" * 1001).unreadable == "too-large"
    assert Page("", b"<b>x" * 51).unreadable == "too-large"
    assert Page("", b"<p a=1111 b=2222 c=3333 d=4444 e=5555 f=6666>").unreadable == "too-large"
    assert check_url("http://a.example/" + "x" * 100) == "longer than 100 characters"


def test_depth() -> None:
    page = Page("", b"<html><body>" + b"<div>" * 100 + b"x")
    assert len(read_lines(page.root).blocks) > 100
    _but(CITYDESK_MAX_DEPTH=20)
    assert len(read_lines(page.root).blocks) <= 22
    with pytest.raises(ValueError, match="up to 300"):
        _but(CITYDESK_MAX_DEPTH=900)


@pytest.mark.parametrize("pair", ["CITYDESK_MAX_TAGS=many", "DOWNLOAD_MAXSIZE=0", "CITYDESK_PAGE_SECONDS=-1"])
def test_nonsense_is_wrong_use(citydesk: Command, pair: str) -> None:
    done = citydesk("crawl", "yb983", "-s", pair)
    assert done.returncode == 2
    assert pair.partition("=")[0] in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
