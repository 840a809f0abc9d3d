"""Which addresses a name may stand for, decided where connections are made.

Twisted connects to exactly the addresses that its name resolver hands over, so a second look-up that answers something else
(DNS rebinding) passes here like the first one. The guard stands around whatever resolver is installed, IPv6 ones too.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from crawler.discovery.urls import ascii_host
from crawler.network.networks import reach


def bare_name(host: str) -> str:
    """A host, with or without port, as names are compared here: ASCII, lower case, no ``www.``, no dot behind it."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:  # [bad
        name = host
    return ascii_host(name).rstrip(".").removeprefix("www.")


class Address(Protocol):
    """What the guard needs to know of Twisted's ``IPv4Address`` and ``IPv6Address``."""

    host: str


class Receiver(Protocol):
    """Twisted's ``IResolutionReceiver`` as a type; zope interfaces describe methods without ``self``."""

    def resolutionBegan(self, resolutionInProgress: Any) -> None:
        """The look-up has begun."""

    def addressResolved(self, address: Address) -> None:
        """One address was found."""

    def resolutionComplete(self) -> None:
        """No more will be found."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """A name resolver that leaves out addresses which the name must not stand for.

    What the operator named may be private or loopback; every other name must be public. A name that was public once stays
    so for as long as the process runs, and where both kinds are answered only the public addresses count. Addresses at
    which no portal can be (link-local, multicast, a cloud's metadata) are left out whoever names them.
    """

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        #: Why a name was left without any address, by :func:`bare_name`; gone again when it has one.
        self.refused: dict[str, str] = {}
        self._named: set[str] = set()
        self._public: set[str] = set()

    def name(self, hosts: Iterable[str]) -> None:
        """Notes hosts, with or without port, that the operator has named: a portal's, an address's, a proxy's."""
        self._named.update(map(bare_name, hosts))

    def resolveHostName(
        self,
        resolutionReceiver: Receiver,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[Address]] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """Twisted's interface: hands over the allowed ones of the addresses that the inner resolver finds."""
        sieve = _Sieve(self, resolutionReceiver, hostName)
        return self.inner.resolveHostName(sieve, hostName, portNumber, addressTypes, transportSemantics)

    def allowed(self, host: str, addresses: Sequence[str]) -> frozenset[str]:
        """Those of the ``addresses`` of ``host`` that may be connected to; when there is none, ``refused`` says why."""
        name = bare_name(host)
        kinds = {address: reach(address) for address in addresses}
        public = frozenset(address for address, kind in kinds.items() if kind == "public")
        inner = frozenset(address for address, kind in kinds.items() if kind == "inner")
        if public:
            self._public.add(name)
        elif name not in self._named or name in self._public:
            inner = frozenset()
        if kinds and not (public or inner):
            self.refused[name] = f"{host} is {', '.join(sorted(kinds))}{self._because(name)}"
        else:
            self.refused.pop(name, None)
        return public or inner

    def _because(self, name: str) -> str:
        if name in self._public:
            return ", and was a public address before (DNS rebinding)"
        return ", where no portal can be" if name in self._named else ", and not named in the portal's hosts"


@implementer(IResolutionReceiver)
class _Sieve:
    """Keeps the addresses of one look-up until it is complete, then hands the allowed ones on."""

    def __init__(self, guard: GuardedResolver, receiver: Receiver, host: str) -> None:
        self.guard, self.receiver, self.host = guard, receiver, host
        self.found: list[Address] = []

    def resolutionBegan(self, resolutionInProgress: Any) -> None:
        """Twisted's interface."""
        self.receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Address) -> None:
        """Twisted's interface."""
        self.found.append(address)

    def resolutionComplete(self) -> None:
        """Twisted's interface."""
        allowed = self.guard.allowed(self.host, [address.host for address in self.found])
        for address in self.found:
            if address.host in allowed:
                self.receiver.addressResolved(address)
        self.receiver.resolutionComplete()


def guarded_resolver() -> GuardedResolver:
    """The guard around the name resolver of Twisted's reactor; put there when it is not there yet."""
    from twisted.internet import reactor  # importing it installs one: only where there is one already

    resolver = reactor.nameResolver
    if not isinstance(resolver, GuardedResolver):
        resolver = GuardedResolver(resolver)
        reactor.installNameResolver(resolver)
    return resolver
