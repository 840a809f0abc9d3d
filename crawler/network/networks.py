"""In what kind of network an IP address lies (pure): what a stranger's name may lead to, and what nobody's may.

The registries are those of ``ipaddress`` (IANA special-purpose registries, RFC 6890). An IPv6 address that only wraps an
IPv4 one is judged by that one: a translator on the way would unwrap it.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Literal

#: ``public``: the open internet. ``inner``: this machine, private networks, shared ones (RFC 6598), those for tests and
#: documents. ``never``: no portal can be there.
Reach = Literal["public", "inner", "never"]

#: Where clouds hand out credentials to whoever asks from inside; those in 169.254.0.0/16 are link-local anyway.
METADATA = frozenset(map(ip_address, ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254")))

_THIS_NETWORK = IPv4Network("0.0.0.0/8")  # RFC 1122 §3.2.1.3: Linux takes 0.0.0.0 for this machine
#: Networks whose last 32 bits are an IPv4 address: mapped and compatible (RFC 4291 §2.5.5), SIIT (RFC 2765), NAT64 (RFC 6052).
_WRAPS_LAST = tuple(map(IPv6Network, ("::ffff:0:0/96", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96")))
_6TO4 = IPv6Network("2002::/16")  # RFC 3056: the 32 bits behind the prefix
_TEREDO = IPv6Network("2001::/32")  # RFC 4380: a tunnel to whatever address its sender likes
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: these 32 bits before an IPv4 address
_GLOBAL = IPv6Network("2000::/3")  # all that is assigned as global unicast
#: What ``ipaddress`` does not call private, or not in every version: site-local (RFC 3879), local NAT64 (RFC 8215).
_PRIVATE_TOO = tuple(map(IPv6Network, ("fec0::/10", "64:ff9b:1::/48")))


def reach(address: str) -> Reach:
    """The kind of network of an address in its usual form (``192.0.2.1``, ``2001:db8::1``).

    Raises ValueError for what is none.
    """
    found = ip_address(address.partition("%")[0])
    if found in METADATA:
        return "never"
    return _reach4(found) if isinstance(found, IPv4Address) else _reach6(found)


def _reach4(address: IPv4Address) -> Reach:
    if address.is_multicast or address.is_link_local or address.is_reserved or address in _THIS_NETWORK:
        return "never"
    return "public" if address.is_global else "inner"


def _reach6(address: IPv6Address) -> Reach:
    if address == IPv6Address("::1"):
        return "inner"
    if address.is_multicast or address.is_link_local or address.is_unspecified or address in _TEREDO:
        return "never"
    if wrapped := _wrapped(address):
        return reach(str(wrapped))
    if address in _GLOBAL and address.is_global:
        return "public"
    return "inner" if address.is_private or any(address in network for network in _PRIVATE_TOO) else "never"


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside an IPv6 address, if that is all there is to it."""
    number = int(address)
    if address in _6TO4:
        return IPv4Address(number >> 80 & 0xFFFFFFFF)
    if any(address in network for network in _WRAPS_LAST) or number >> 32 & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(number & 0xFFFFFFFF)
    return None
