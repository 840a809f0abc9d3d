"""A portal on loopback that changes while it is being crawled, answers conditional requests, fails on demand, and counts."""

import hashlib
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.crawler.pages import Story, document, paragraphs, portal_page
from tests.crawler.store_kit import text


class Site:
    """Pages by path; ``asked`` counts what was requested, ``statuses`` what was answered."""

    def __init__(self, per_list: int = 10) -> None:
        self.per_list = per_list
        self.pages: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        self.status_of: dict[str, int] = {}
        self.redirects: dict[str, str] = {}
        self.down = False
        self.articles: list[int] = []
        #: Set when so many articles have been asked for; further ones wait for ``go_on`` where ``hold`` is true.
        self.reached, self.stop_at, self.hold = threading.Event(), 0, False
        self.go_on = threading.Event()
        self.url = ""

    def publish(self, numbers: range, words: str = "text") -> None:
        """Adds articles and makes the lists anew."""
        for number in numbers:
            self.pages[f"/news/2024-05/13/content_{number}.html"] = self._article(number, words)
        self.articles = sorted({*self.articles, *numbers}, reverse=True)
        self._lists()

    def edit(self, number: int) -> None:
        """Another text under a known address; the lists stay as they are."""
        self.pages[f"/news/2024-05/13/content_{number}.html"] = self._article(number, "edited")

    def remove(self, number: int) -> None:
        """Takes an article from the portal and its lists."""
        del self.pages[f"/news/2024-05/13/content_{number}.html"]
        self.articles.remove(number)
        self._lists()

    @staticmethod
    def _article(number: int, words: str) -> bytes:
        story = Story(text(f"title {number}", 1)[:16], ())
        return portal_page(story, content=paragraphs(*text(f"{words} {number}").split("\n"))).body

    def _lists(self) -> None:
        pages = range(0, max(1, len(self.articles)), self.per_list)
        for page, start in enumerate(pages, 1):
            rows = "".join(
                f'<li><a href="/news/2024-05/13/content_{number}.html">第{number}篇报道的标题在这里写着</a></li>'
                for number in self.articles[start : start + self.per_list]
            )
            following = f'<a href="/news/index_{page + 1}.html">下一页</a>' if page < len(pages) else ""
            body = document(f"<ul>{rows}</ul><div>{following}</div>")
            self.pages["/" if page == 1 else f"/news/index_{page}.html"] = body

    def asked_articles(self) -> Counter[str]:
        """How often each article was asked for."""
        return Counter({path: count for path, count in self.asked.items() if "content_" in path})

    def forget(self) -> None:
        """Counts from nought again."""
        self.asked.clear()
        self.statuses.clear()


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = self.site
        if site.down:
            self.close_connection = True
            return
        site.asked[self.path] += 1
        if "content_" in self.path and 0 < site.stop_at <= site.asked_articles().total():
            site.reached.set()
            if site.hold:
                site.go_on.wait(30)
        body = site.pages.get(self.path, b"")
        tag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
        leads_to = site.redirects.get(self.path, "")
        status = site.status_of.get(self.path, 301 if leads_to else 200 if body else 404)
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        site.statuses[status] += 1
        self.send_response(status)
        for name, value in (
            ("ETag", tag),
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            *([("Location", leads_to)] if leads_to else []),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on stderr."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A killed client is no news."""


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """The site on a free loopback port."""
    with _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site})) as server:
        site.url = f"http://127.0.0.1:{server.server_address[1]}/"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.go_on.set()
            server.shutdown()
            thread.join()
