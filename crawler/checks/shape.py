"""Checks of the schema: tables and views are those that a new file of this version has."""

from collections.abc import Iterator
from contextlib import closing

from crawler.checks.registry import Check, Finding, register
from crawler.checks.ward import Ward
from crawler.storage.schema import VERSION
from crawler.storage.store import Store

_OBJECTS = "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL ORDER BY name"


def _new(kind: str) -> list[tuple[str, str]]:
    """Name and statement of what a new file has of a kind: table, index, view or trigger."""
    with closing(Store.open(":memory:")) as store:
        return store.connection.execute(_OBJECTS, (kind,)).fetchall()


def differing(ward: Ward, kind: str) -> Iterator[tuple[str, str, str]]:
    """Name, what is wrong, and the right statement."""
    found: dict[str, str] = dict(ward.rows(_OBJECTS, kind))
    for name, sql in _new(kind):
        if name not in found:
            yield name, "is missing", sql
        elif " ".join(found[name].split()) != " ".join(sql.split()):
            yield name, "is not ours", sql


def _version(ward: Ward) -> Finding:
    version = ward.one("PRAGMA user_version")
    return Finding.of([f"user_version is {version}, the tables are of {VERSION}"] if version != VERSION else [])


def _set_version(ward: Ward) -> None:
    with ward.writing() as connection:
        connection.execute(f"PRAGMA user_version = {VERSION}")


register(
    Check(
        "schema.version",
        "user_version says which version the tables are of",
        _version,
        "writes the version (an older file is migrated before anything is checked)",
        _set_version,
    )
)


def _tables(ward: Ward) -> Finding:
    wrong = []
    with closing(Store.open(":memory:")) as new:
        for (name,) in new.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = {row[1] for row in ward.rows(f'PRAGMA table_info("{name}")')}
            missing = [
                row[1] for row in new.connection.execute(f'PRAGMA table_info("{name}")') if row[1] not in columns
            ]
            if missing:
                wrong.append(f"table {name} " + (f"has no {', '.join(missing)}" if columns else "is missing"))
    return Finding.of(wrong)


register(Check("schema.tables", "every table is there, with its columns", _tables))


def _views(ward: Ward) -> Finding:
    return Finding.of([f"view {name} {what}" for name, what, _ in differing(ward, "view")])


def _make_views(ward: Ward) -> None:
    with ward.writing() as connection:
        for name, _, sql in list(differing(ward, "view")):
            connection.execute(f"DROP VIEW IF EXISTS {name}")
            connection.execute(sql)


register(
    Check(
        "schema.views",
        "every view is there, with the columns of the contract",
        _views,
        "makes the views anew",
        _make_views,
    )
)
