"""``citydesk serve``: the database in a browser, by Datasette (an extra), for this machine alone."""

import importlib.util
import socket
from pathlib import Path
from typing import Any

from crawler.actions.reading_command import opened
from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from crawler.output.saying import say
from crawler.storage.catalogue import RANKED
from crawler.storage.schema import VIEWS

HOST = "127.0.0.1"

#: As ``citydesk search``: of very many hits the newest are ranked, or a common word would meet Datasette's limit of a second.
_SEARCH = f"""SELECT s.title, s.published_at, s.portal, s.copies, s.portals, s.url, s.id
FROM (SELECT rowid AS id, bm25(article_fts, 1.0, 4.0) AS score FROM article_fts
      WHERE article_fts MATCH escape_fts(:words) AND rowid > coalesce(
          (SELECT rowid FROM article_fts WHERE article_fts MATCH escape_fts(:words) ORDER BY rowid DESC LIMIT 1 OFFSET {RANKED}), 0)
      ORDER BY score LIMIT 500) f
JOIN stories s USING (id) ORDER BY f.score LIMIT 100"""


def serve(db: str, port: int) -> None:
    """Serves until Ctrl-C. Raises ``OneLine``."""
    missing = [name for name in ("datasette", "uvicorn") if importlib.util.find_spec(name) is None]
    if missing:
        raise OneLine(
            "serve needs Datasette, which is not installed: pip install 'citydesk[serve]'", ExitCode.WRONG_USE
        )
    with opened(db) as store:
        tables = store.tables()
    listener = _listener(port)
    app = application(db, tables)
    say(f"{db} at http://{HOST}:{listener.getsockname()[1]}/ for this machine alone; Ctrl-C ends.")
    _run(app, listener)


def application(db: str, tables: list[str]) -> Any:
    """The ASGI application: opens the file with mode=ro, and shows the views before all ``tables``."""
    from datasette.app import Datasette
    from datasette.plugins import pm
    from datasette.utils import tilde_encode

    from crawler.actions import datasette_plugin

    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin)
    settings = {"allow_download": False, "suggest_facets": False, "default_page_size": 50, "truncate_cells_html": 300}
    home = f"/{tilde_encode(_name(db))}"
    links = f'<a href="{home}/search">Search</a>, or read the <a href="{home}/stories">stories</a>'
    shown = {**metadata(_name(db), tables), "description_html": links}
    return Datasette([db], metadata=shown, settings=settings).app()


def metadata(name: str, tables: list[str]) -> dict[str, Any]:
    """What Datasette needs to know: the search of the views, a query of ours, and which tables are not for readers."""
    found = {"fts_table": "article_fts", "fts_pk": "id"}
    shown: dict[str, dict[str, Any]] = {table: {"hidden": True} for table in tables if table not in VIEWS}
    shown["articles"] = {**found, "description": "Every stored article, each portal's own copy"}
    shown["stories"] = {**found, "description": "Every story once, in its best copy"}
    query = {
        "sql": _SEARCH,
        "hide_sql": True,
        "title": "Search",
        "description": 'Words, "one phrase", one OR other, -without, librar*',
    }
    return {
        "title": "citydesk",
        "databases": {name: {"tables": shown, "queries": {"search": query}}},
    }


def _name(db: str) -> str:
    return Path(db).stem


def _listener(port: int) -> socket.socket:
    """A socket on loopback; 0 takes any free port."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()  # before the address is told: who comes before the server is ready waits
    except OSError as error:
        listener.close()
        raise OneLine(
            f"port {port} cannot be used ({error.strerror}): name another with --port", ExitCode.WRONG_USE
        ) from None
    return listener


def _run(app: Any, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(app, log_level="warning", lifespan="on")
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:  # after its clean end, uvicorn sends itself the signal again
        return
