"""The steps that bring a file from one version to the next, one module a step; imported in the order in which they apply.

A released step is never edited: what it made wrong, a later one mends.
"""

from crawler.migrations import (
    m001_articles,
    m002_repeats,
    m003_raw_pages,
    m004_full_text,
    m005_upkeep,
    m006_copies,
    m007_frontier,
    m008_phrases,
    m009_health,
    m010_twins,
    m011_day_counts,
    m012_portals_at_rest,
    m013_single_characters,
)
from crawler.migrations.registry import migrations

__all__ = [
    "m001_articles",
    "m002_repeats",
    "m003_raw_pages",
    "m004_full_text",
    "m005_upkeep",
    "m006_copies",
    "m007_frontier",
    "m008_phrases",
    "m009_health",
    "m010_twins",
    "m011_day_counts",
    "m012_portals_at_rest",
    "m013_single_characters",
    "migrations",
]
