"""A portal on loopback whose answers a test decides, and that remembers every request and its time."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TEXT = "渡口的船工每天天不亮就起来看水位，水位牌上的数字由他抄进本子，本子已经抄满了十一册。"
#: Status, headers, body.
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Asked:
    """The requests that came: path and time (monotonic seconds), in order."""

    url: str
    paths: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    came: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, path: str, seconds: float) -> None:
        """Waits until a path was asked for; fails after so many seconds."""
        with self.came:
            assert self.came.wait_for(lambda: path in self.paths, seconds), f"{path} was not asked for"

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return self.paths.count(path)


def page(number: int) -> bytes:
    """An article page of its own."""
    paragraphs = "".join(f"<p>第{number}号水位牌，第{line}天。{TEXT}</p>" for line in range(4))
    head = f"<html><meta charset=utf-8><title>水位牌{number}号的记录</title><h1>水位牌{number}号的记录</h1>"
    return f"{head}<div class=time>2026-03-0{number % 9 + 1} 08:00</div><div class=content>{paragraphs}</div>".encode()


def front(numbers: range) -> bytes:
    """A list page that links to articles."""
    links = "".join(f'<li><a href="/news/2026030{n % 9 + 1}/{n}.html">水位牌{n}号的记录</a></li>' for n in numbers)
    return f"<html><meta charset=utf-8><title>渡口新闻</title><ul>{links}</ul>".encode()


def ordinary(path: str, articles: int = 6) -> Answer:
    """A front page, its articles, no robots.txt."""
    html = {"Content-Type": "text/html; charset=utf-8"}
    if path == "/":
        return 200, html, front(range(1, articles + 1))
    if path.startswith("/news/"):
        return 200, html, page(int(path.rpartition("/")[2].removesuffix(".html")))
    return 404, html, b"<html>404</html>"


@contextmanager
def asking(answer: Callable[[str, Asked], Answer], referers: list[str] | None = None) -> Iterator[Asked]:
    """Serves what ``answer`` says for a path, until the block ends; ``referers`` takes the Referer of each request."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with asked.came:
                if referers is not None:
                    referers.append(self.headers.get("Referer", ""))
                asked.paths.append(self.path)
                asked.times.append(time.monotonic())
                status, headers, body = answer(self.path, asked)
                asked.came.notify_all()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the crawler had enough

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        asked = Asked(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield asked
        finally:
            server.shutdown()
            thread.join()
