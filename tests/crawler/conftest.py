"""What several tests of the store begin with."""

from collections.abc import Iterator

import pytest

from crawler.storage.store import Store
from tests.crawler.store_kit import NOON


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in which run 1, of the portal "riverside", has begun."""
    with Store.open(":memory:") as opened:
        opened.start_run("riverside", NOON)
        yield opened
