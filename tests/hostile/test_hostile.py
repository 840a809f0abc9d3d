"""Walks over the catalogue: every fault is served for real, and must come to what it says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.hostile.catalogue import FAMILIES, table
from tests.hostile.fault import Family
from tests.hostile.walk import Walked, walk, wrong

MEMORY = 600 * 2**20  # bytes at the peak of the whole process, whatever is served
BY_NAME = {family.name: family for family in FAMILIES}
CASES = [(family.name, fault.id) for family in FAMILIES for fault in family.faults]
families = pytest.mark.parametrize("name", BY_NAME)


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Walked]:
    """What came of a family; each is crawled once."""
    known: dict[str, Walked] = {}

    def of(name: str) -> Walked:
        if name not in known:
            folder: Path = tmp_path_factory.mktemp(name)
            known[name] = walk(BY_NAME[name], folder)
        return known[name]

    return of


@pytest.mark.parametrize(("name", "fault"), CASES, ids=[f"{name}-{fault}" for name, fault in CASES])
def test_a_fault_comes_to_what_the_catalogue_says(name: str, fault: str, walked: Callable[[str], Walked]) -> None:
    assert wrong(BY_NAME[name], fault, walked(name).found[fault]) == [], walked(name).ran.err[-2000:]


@families
def test_a_family_keeps_to_memory_and_time(name: str, walked: Callable[[str], Walked]) -> None:
    ran = walked(name).ran
    assert ran.memory <= MEMORY
    assert ran.seconds <= BY_NAME[name].seconds


@families
def test_nothing_is_a_surprise_to_the_process(name: str, walked: Callable[[str], Walked]) -> None:
    assert "Traceback" not in walked(name).ran.err


def test_the_table_is_that_of_the_catalogue() -> None:
    written = (ROOT / "tests" / "hostile" / "README.md").read_text(encoding="utf-8")
    assert written == table(), "write it anew: python -m tests.hostile"


@pytest.mark.parametrize("family", FAMILIES, ids=list(BY_NAME))
def test_faults_are_told_apart(family: Family) -> None:
    ids = [fault.id for fault in family.faults]
    assert len(ids) == len(set(ids))
    assert all("|" not in fault.what and fault.what for fault in family.faults)
