"""Python's garbage collector, told to look less often while pages are read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: New containers between two looks. A page makes some 1,500 that live as long as the page and form no cycles, so Python's
#: own 700 finds nothing seven times a page and costs 4 % of an extraction.
SELDOM = 10_000


@contextmanager
def seldom() -> Iterator[None]:
    """Collects cycles every :data:`SELDOM` containers within the block, and not among what was there before."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
