"""Checks of the kept pages and of the earlier readings of them: each belongs to a version, and can be read."""

from collections.abc import Iterator

from crawler.checks.registry import Check, Finding, register
from crawler.checks.ward import Ward
from crawler.storage.packing import DamagedPage

SAMPLE = 100  # pages that --quick unpacks, spread over the file
# In the order of what they are packed against, so that each base is made ready once.
_PAGES = """SELECT base_id, id, article_id, revision, part FROM raw_page WHERE (base_id, id) > (?1, ?2)
    ORDER BY base_id, id LIMIT ?3"""
_NEXT = "SELECT article_id, revision FROM raw_page WHERE id >= ? ORDER BY id LIMIT 1"


def _versions(ward: Ward) -> Iterator[tuple[int, int]]:
    """Article and revision of all kept pages, or of a sample."""
    if not ward.quick:
        for rows in ward.pieces(_PAGES, start=(-(2**63), 0)):
            yield from ((article_id, revision) for _, _, article_id, revision, part in rows if part == 1)
        return
    last = ward.one("SELECT max(id) FROM raw_page") or 0
    for start in range(1, last + 1, max(1, last // SAMPLE)):
        yield from ((row[0], row[1]) for row in ward.rows(_NEXT, start))


def _readable(ward: Ward) -> Finding:
    wrong = []
    for article_id, revision in dict.fromkeys(_versions(ward)):
        try:
            ward.store.pages_of(article_id, revision)
        except DamagedPage as damage:
            wrong.append(str(damage))
    return Finding.of(wrong)


register(
    Check(
        "pages.readable",
        f"every kept page can be unpacked (--quick: {SAMPLE} of them)",
        _readable,
    )
)


def _stray(ward: Ward) -> Finding:
    sql = """SELECT article_id, revision, count(*) FROM {} r WHERE NOT EXISTS (SELECT 1 FROM article a
             WHERE a.id = article_id AND r.revision BETWEEN 1 AND a.revision) GROUP BY 1, 2"""
    found = [
        (number, f"article {article_id} has no revision {revision}, but {what} of it")
        for table, what in (("raw_page", "pages"), ("extraction", "readings"))
        for article_id, revision, number in ward.rows(sql.format(table))
    ]
    return Finding(sum(number for number, _ in found), Finding.of([text for _, text in found]).examples)


register(
    Check(
        "pages.revisions",
        "every kept page and every earlier reading of one belongs to a version of its article",
        _stray,
    )
)

# The reading of today has the number after the last one before it.
_GAPS = """SELECT v.article_id, v.revision FROM (SELECT id AS article_id, revision, extraction FROM article
        UNION ALL SELECT article_id, revision, extraction FROM revision) v
    WHERE v.extraction != 1 + (SELECT count(*) FROM extraction e
        WHERE e.article_id = v.article_id AND e.revision = v.revision AND e.extraction < v.extraction)"""


def _readings(ward: Ward) -> Finding:
    return Finding.of(
        [f"revision {number} of article {id_} lacks earlier readings" for id_, number in ward.rows(_GAPS)]
    )


register(Check("extractions.whole", "every earlier reading of a page is there", _readings, slow=True))
