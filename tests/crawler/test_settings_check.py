"""Settings that are no number, switch or day: named before a crawl begins, with code 2."""

import pytest

from crawler.crawling.run import load_settings
from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from tests.conftest import Command

WRONG = [
    "CITYDESK_MAX_DELAY=abc",
    "CITYDESK_FIRST_PAUSE=-4",
    "CITYDESK_GRACE=x",
    "CITYDESK_MAX_PAUSE=inf",
    "DOWNLOAD_DELAY=slow",
    "CITYDESK_OLD_REVISITS=x",
    "CITYDESK_OLD_REVISITS=-1",
    "CONCURRENT_REQUESTS=0",
    "CITYDESK_FULL=maybe",
    "CITYDESK_SINCE=yesterday",
    "CITYDESK_SINCE=2024-1-5",
]


@pytest.mark.parametrize("pair", WRONG)
def test_what_is_wrong_is_named(pair: str) -> None:
    name, _, value = pair.partition("=")
    with pytest.raises(OneLine, match=f"{name}={value} is not ") as told:
        load_settings({name: value})
    assert told.value.exit_code == ExitCode.WRONG_USE


@pytest.mark.parametrize(
    "pair",
    ["CITYDESK_GRACE=0", "DOWNLOAD_DELAY=0.25", "CITYDESK_FULL=True", "CITYDESK_FULL=0", "CITYDESK_SINCE=2026-01-31"],
)
def test_what_is_right_passes(pair: str) -> None:
    name, _, value = pair.partition("=")
    assert load_settings({name: value})[name] == value


def test_the_command_ends_with_wrong_use_and_blames_no_module(citydesk: Command) -> None:
    done = citydesk("crawl", "http://127.0.0.1:9/", "-s", "CITYDESK_FULL=maybe")
    assert (done.returncode, done.stderr) == (2, "citydesk: CITYDESK_FULL=maybe is not 0 or 1\n")
