"""The check of indexes comes last: a unique one can only be made when the rows are right."""

from crawler.checks.registry import Check, Finding, register
from crawler.checks.shape import differing
from crawler.checks.ward import Ward


def _indexes(ward: Ward) -> Finding:
    return Finding.of([f"index {name} {what}" for name, what, _ in differing(ward, "index")])


def _make_indexes(ward: Ward) -> None:
    for name, _, sql in list(differing(ward, "index")):
        with ward.writing() as connection:
            connection.execute(f"DROP INDEX IF EXISTS {name}")
            connection.execute(sql)


register(Check("schema.indexes", "every index is there", _indexes, "makes missing indexes", _make_indexes))
