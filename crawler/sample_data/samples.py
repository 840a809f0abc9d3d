"""The sample portals on loopback: a real HTTP server, asked directly or as a proxy. Used by the demo and by tests."""

from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Thread
from typing import Any, Self
from urllib.parse import urlsplit

from crawler.sample_data.sample_site import Site, load_sites, samples_folder

__all__ = ["SampleServer", "Site", "load_sites", "samples_folder"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # header and body leave in one segment
    server: "SampleServer"

    def do_GET(self) -> None:
        target = urlsplit(self.path)
        authority = target.netloc if target.scheme else self.headers.get("Host", self.server.url[7:])
        name = authority.partition(":")[0].lower()
        default = None if target.scheme else self.server.sites[0]
        site = next((site for site in self.server.sites if site.host == name), default)
        if site:
            self._send(*site.response(target.path or "/", f"http://{authority}", dict(self.headers.items())))
        else:
            self._send(502, {"Content-Type": "text/plain"}, f"502: no sample portal is {name}\n".encode())

    do_HEAD = do_GET

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: the crawl's own log says what was fetched."""


class SampleServer(ThreadingTCPServer):
    """Serves ``sites`` over HTTP/1.1 while the ``with`` block runs; port 0 takes a free one.

    A request in origin form gets the site of its Host header, or the first site. One in absolute form, as sent to a
    proxy (RFC 9112, section 3.2.2), gets the site of its host, or 502: with ``http_proxy`` set to :attr:`url` a
    crawler meets the sample portals under their own addresses.
    """

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, sites: Sequence[Site], host: str = "127.0.0.1", port: int = 0) -> None:
        if not sites:
            raise ValueError("no sample portal to serve: the samples folder has no */site.toml")
        self.sites = tuple(sites)
        super().__init__((host, port), _Handler)
        self.host, self.port = host, int(self.socket.getsockname()[1])
        self.url = f"http://{self.host}:{self.port}"

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, name="sample portals", daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Quiet: a crawler that hangs up is no fault of the server."""
