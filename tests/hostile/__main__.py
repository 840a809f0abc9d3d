"""Writes the table of all faults: ``python -m tests.hostile``."""

from tests.conftest import ROOT
from tests.hostile.catalogue import table

(ROOT / "tests" / "hostile" / "README.md").write_text(table(), encoding="utf-8")
