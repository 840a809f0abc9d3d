"""Time: servers that answer slowly, by bits, or not at all."""

from tests.hostile.fault import Expected, Fault, Scene
from tests.hostile.portal import article
from tests.hostile.server import Ask, Wire

SETTINGS = {"DOWNLOAD_TIMEOUT": "1"}


def _hang(wire: Wire, ask: Ask, scene: Scene) -> None:
    wire.hang()


def _drip(wire: Wire, ask: Ask, scene: Scene) -> None:
    page = article(scene, ask.path)
    wire.head("200 OK", ("Content-Type", "text/html"), ("Content-Length", str(len(page))))
    wire.drip(page, 0.05)


FAULTS = (
    Fault("hang", "takes the request and never answers", _hang, Expected("unreachable")),
    Fault("drip", "sends the page byte by byte, never silent for long", _drip, Expected("unreachable")),
)
