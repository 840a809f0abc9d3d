"""Which addresses reach the connection: the guard's resolver under Twisted's own endpoint, on a reactor in memory."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.endpoints import HostnameEndpoint
from twisted.internet.error import DNSLookupError
from twisted.internet.interfaces import IHostnameResolver
from twisted.internet.protocol import Factory, Protocol
from twisted.internet.testing import MemoryReactorClock
from zope.interface import implementer

from crawler.network.resolver import GuardedResolver, bare_name
from tests.crawler.spellings import INNER, NEVER, addresses

PUBLIC, OTHER, INSIDE = "8.8.4.4", "223.5.5.5", "10.1.2.3"


@implementer(IHostnameResolver)
class Answering:
    """A resolver that gives one of its answers at each look-up."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)

    def resolveHostName(
        self, receiver: Any, name: str, port: int = 0, types: Any = None, transport: str = "TCP"
    ) -> Any:
        receiver.resolutionBegan(self)
        for address in self.answers.pop(0):
            receiver.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, port))
        receiver.resolutionComplete()
        return self


def connected(guard: GuardedResolver, host: str) -> list[str]:
    """The addresses that a connection to ``host`` is tried at."""
    reactor: Any = MemoryReactorClock()  # type: ignore[no-untyped-call]
    reactor.nameResolver = guard
    factory: Any = Factory.forProtocol(Protocol)
    failures: list[Any] = []
    HostnameEndpoint(reactor, host, 80).connect(factory).addErrback(failures.append)
    for _ in range(5):  # one address after the other is tried
        reactor.advance(1)
    assert all(failure.check(DNSLookupError) for failure in failures)
    return [client[0] for client in reactor.tcpClients]


def guarded(*answers: Sequence[str], named: Sequence[str] = ()) -> GuardedResolver:
    guard = GuardedResolver(Answering(*answers))
    guard.name(named)
    return guard


def test_a_public_address_is_connected_to() -> None:
    assert connected(guarded([PUBLIC]), "portal.example") == [PUBLIC]


@pytest.mark.parametrize("address", [INSIDE, "127.0.0.1", "100.64.1.1", "::1", "::ffff:10.0.0.1", "fd00::1", "169.254.169.254"])  # fmt: skip
def test_a_private_one_is_not(address: str) -> None:
    guard = guarded([address])
    assert connected(guard, "portal.example") == []
    assert guard.refused == {
        "portal.example": f"portal.example is {address}, and not named in the portal's hosts",
    }


@pytest.mark.parametrize("named", ["portal.example", "www.portal.example", "PORTAL.example:8080", "portal.example."])
def test_what_the_operator_names_may_be_private(named: str) -> None:
    guard = guarded([INSIDE], [INSIDE], [INSIDE], named=[named])
    assert connected(guard, "portal.example") == [INSIDE]
    assert connected(guard, "www.portal.example") == [INSIDE]
    assert connected(guard, "intranet.portal.example") == []


@pytest.mark.parametrize("address", ["169.254.169.254", "0.0.0.0", "224.0.0.251", "255.255.255.255", "fe80::1"])
def test_nobody_may_name_where_no_portal_can_be(address: str) -> None:
    guard = guarded([address], named=["portal.example"])
    assert connected(guard, "portal.example") == []
    assert guard.refused["portal.example"].endswith(", where no portal can be")


def test_a_second_look_up_is_checked_like_the_first() -> None:
    guard = guarded([PUBLIC], ["127.0.0.1"], [PUBLIC], named=["portal.example"])
    assert connected(guard, "portal.example") == [PUBLIC]
    assert connected(guard, "portal.example") == []
    assert guard.refused["portal.example"].endswith("was a public address before (DNS rebinding)")
    assert connected(guard, "portal.example") == [PUBLIC]
    assert guard.refused == {}


def test_of_mixed_answers_only_the_public_ones_count() -> None:
    for named in ([], ["portal.example"]):
        assert connected(guarded([INSIDE, PUBLIC, "127.0.0.1", OTHER], named=named), "portal.example") == [
            PUBLIC,
            OTHER,
        ]


def test_addresses_in_place_of_names_are_checked_too() -> None:
    assert connected(guarded(["127.0.0.1"]), "127.0.0.1") == []
    assert connected(guarded(["127.0.0.1"], named=["127.0.0.1:8000"]), "127.0.0.1") == ["127.0.0.1"]


def test_a_name_that_is_not_found_is_not_refused() -> None:
    guard = guarded([])
    assert connected(guard, "portal.example") == []
    assert guard.refused == {}


@given(addresses(*INNER, *NEVER))
def test_no_stranger_s_name_leads_inside(address: object) -> None:
    assert connected(guarded([str(address)]), "portal.example") == []


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.Portal.example:80", "portal.example"),
        ("portal.example.", "portal.example"),
        ("[::1]:80", "::1"),
        ("127.0.0.1:8000", "127.0.0.1"),
        ("[bad", "[bad"),
        ("", ""),
    ],
)
def test_names_are_compared_bare(host: str, name: str) -> None:
    assert bare_name(host) == name
