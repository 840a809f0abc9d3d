"""A loopback server that owns every byte it sends: it can drip, stop, reset, and lie about what it sends."""

import selectors
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

#: Seconds after which a connection that nobody ended is given up: longer than any limit that a test sets.
LONGEST = 60.0
_MAX_REQUEST = 65_536


@dataclass(frozen=True)
class Ask:
    """One request: its method, path with query, headers (names in lower case), and how often the path came so far."""

    method: str
    path: str
    headers: Mapping[str, str]
    time: int


class Wire:
    """One connection, seen from the server."""

    def __init__(self, connection: socket.socket, closing: threading.Event) -> None:
        self._connection = connection
        self._closing = closing

    def send(self, data: bytes) -> None:
        """Sends all of it, as fast as it is taken."""
        self._connection.sendall(data)

    def stream(self, chunks: Iterable[bytes]) -> None:
        """Sends pieces until they end, the client has enough or the server closes."""
        for chunk in chunks:
            if self._closing.is_set():
                return
            self.send(chunk)

    def drip(self, data: bytes, pause: float, size: int = 1) -> None:
        """Sends ``size`` bytes every ``pause`` seconds."""
        for start in range(0, len(data), size):
            if self._closing.wait(pause):
                return
            self.send(data[start : start + size])

    def hang(self) -> None:
        """Says nothing until the client goes away."""
        while self._connection.recv(4096):
            pass

    def half_close(self) -> None:
        """Ends our side of the connection, and leaves the other one open."""
        self._connection.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Ends the connection with RST, as a crashed or filtering host does."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._connection.close()

    def head(self, status: str = "200 OK", *headers: tuple[str, str]) -> None:
        """Sends a status line and exactly these headers."""
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "", ""]
        self.send("\r\n".join(lines).encode("latin-1"))

    def reply(
        self,
        body: bytes,
        status: str = "200 OK",
        kind: str = "text/html; charset=utf-8",
        headers: Sequence[tuple[str, str]] = (),
    ) -> None:
        """An ordinary, complete answer; ``kind`` "" leaves the Content-Type out."""
        labels = [("Content-Type", kind)] if kind else []
        self.head(status, *labels, ("Content-Length", str(len(body))), ("Connection", "close"), *headers)
        self.send(body)


@dataclass
class Host:
    """One address with a port of its own; ``answer`` is called in a thread a connection. Remembers what it was asked."""

    address: str
    answer: Callable[[Wire, Ask], None]
    asked: list[Ask] = field(default_factory=list)
    listener: socket.socket = field(init=False, repr=False)
    netloc: str = field(init=False)

    def __post_init__(self) -> None:
        self.listener = socket.create_server((self.address, 0), backlog=64)
        self.listener.setblocking(False)
        self.netloc = f"{self.address}:{self.listener.getsockname()[1]}"

    @property
    def url(self) -> str:
        """The front page."""
        return f"http://{self.netloc}/"

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(ask.path == path for ask in self.asked)


@contextmanager
def serving(hosts: Sequence[Host]) -> Iterator[None]:
    """Serves the hosts until the block ends, then cuts every connection."""
    closing = threading.Event()
    wake, waker = socket.socketpair()
    connections: set[socket.socket] = set()
    with selectors.DefaultSelector() as selector, wake, waker:
        selector.register(wake, selectors.EVENT_READ)
        for host in hosts:
            selector.register(host.listener, selectors.EVENT_READ, host)
        thread = threading.Thread(target=_accept, args=(selector, connections, closing))
        thread.start()
        try:
            yield
        finally:
            closing.set()
            waker.send(b".")
            thread.join()
            for connection in list(connections):
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            for host in hosts:
                host.listener.close()


def _accept(selector: selectors.BaseSelector, connections: set[socket.socket], closing: threading.Event) -> None:
    while not closing.is_set():
        for key, _ in selector.select():
            host: Host | None = key.data
            if host is None:
                return
            with suppress(BlockingIOError):
                connection, _ = host.listener.accept()
                connections.add(connection)
                threading.Thread(target=_serve, args=(host, connection, connections, closing), daemon=True).start()


def _serve(host: Host, connection: socket.socket, connections: set[socket.socket], closing: threading.Event) -> None:
    with connection, suppress(OSError):  # the client may leave whenever it likes
        connection.settimeout(LONGEST)
        if ask := _read(connection, host):
            host.asked.append(ask)
            host.answer(Wire(connection, closing), ask)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(4096):  # closing before the client does would be a reset
                pass
    connections.discard(connection)


def _read(connection: socket.socket, host: Host) -> Ask | None:
    """The request on a connection; None where none came."""
    data = b""
    while b"\r\n\r\n" not in data and len(data) < _MAX_REQUEST:
        more = connection.recv(4096)
        if not more:
            return None
        data += more
    first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, path, _ = f"{first}  ".split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Ask(method, path, headers, host.count(path))
