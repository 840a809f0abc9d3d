"""What ``citydesk serve`` adds to Datasette: search boxes that read a query as ``citydesk search`` does, and safe pages.

A page runs no script but Datasette's own, whatever a portal has written into its titles and texts.
"""

import re
from base64 import b64encode
from collections.abc import Awaitable, Callable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from datasette import hookimpl

from crawler.storage.query import NothingToFind, parse

#: FTS5 finds nothing by it, and it is no syntax error.
_NOTHING = '""'


_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
#: The one value that a script of Datasette's templates takes.
_VALUE = re.compile(r"\{\{ datasette_allow_facet \}\}")

App = Callable[[Any, Any, Any], Awaitable[None]]


@cache
def policy() -> str:
    """The Content-Security-Policy of all pages: scripts are named by their hash, nothing comes from elsewhere."""
    scripts = set[str]()
    for template in files("datasette").joinpath("templates").iterdir():
        if template.name.endswith(".html"):
            for script in _SCRIPT.findall(template.read_text(encoding="utf-8")):
                scripts |= {_VALUE.sub(value, script) for value in ("true", "false")}
    known = " ".join(sorted(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts))
    return (
        f"default-src 'none'; script-src 'self' {known}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


@hookimpl  # type: ignore[untyped-decorator]  # Datasette has no types
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Adds the headers that keep a page of ours from doing what others have written into it."""
    headers = [
        (b"content-security-policy", policy().encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    ]

    def wrap(app: App) -> App:
        async def guarded(scope: Any, receive: Any, send: Any) -> None:
            async def with_headers(event: Any) -> None:
                if event["type"] == "http.response.start":
                    event = {**event, "headers": [*event.get("headers", ()), *headers]}
                await send(event)

            await app(scope, receive, with_headers)

        return guarded

    return wrap


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]  # Datasette has no types
def prepare_connection(conn: Any) -> None:
    """After all others: puts our reading in the place of Datasette's own, which finds no Chinese word of three."""
    conn.create_function("escape_fts", 1, match_expression, deterministic=True)


def match_expression(text: str | None) -> str:
    """The MATCH expression of what somebody typed into a search box."""
    try:
        return parse(text or "").expression
    except NothingToFind:
        return _NOTHING
