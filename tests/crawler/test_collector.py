"""The collector looks less often while pages are read, and as before when they are."""

import gc

import pytest

from crawler.reading.collector import SELDOM, seldom


def test_it_looks_seldom_within_and_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with seldom():
        assert gc.get_threshold() == (SELDOM, *before[1:])
        assert gc.isenabled()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_an_error_changes_nothing() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), seldom():
        raise ZeroDivisionError
    assert gc.get_threshold() == before


def test_cycles_made_within_are_still_found() -> None:
    gc.collect()
    with seldom():
        ring: list[object] = []
        ring.append(ring)
        del ring
        assert gc.collect() >= 1
