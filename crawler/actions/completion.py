"""Names of portals for the completion of a shell: quick, and silent where there is nothing to offer."""

import re
from contextlib import suppress
from pathlib import Path

import click

#: What is offered: a name that a shell reads as one word, and as nothing else; a merged database may hold any.
_WORD = re.compile(r"[\w.:-]+")


def portals(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Portals of the database and of the folder of modules that begin with ``begun``. Raises nothing: nobody would read it."""
    given = context.params
    names: set[str] = set()
    with suppress(Exception):
        from crawler.monitoring import standing
        from crawler.storage.store import Store

        with Store.read_only(given.get("db") or "citydesk.db") as store, store.reading() as connection:
            names.update(standing.names(connection))
    if isinstance(folder := given.get("portals"), str) and folder:  # those of citydesk due are names
        names.update(path.stem for path in Path(folder).glob("[!_]*.py"))
    return sorted(name for name in names if name.startswith(begun) and _WORD.fullmatch(name))
