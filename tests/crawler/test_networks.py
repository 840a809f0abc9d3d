"""In what kind of network an address lies."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crawler.network.networks import METADATA, Reach, reach
from tests.crawler.spellings import INNER, NEVER, addresses, wrapped


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("8.8.8.8", "public"),
        ("223.5.5.5", "public"),
        ("2606:4700::1111", "public"),
        ("64:ff9b::808:808", "public"),
        ("2002:808:808::1", "public"),
        ("127.0.0.1", "inner"),
        ("127.255.255.254", "inner"),
        ("10.0.0.1", "inner"),
        ("172.31.255.255", "inner"),
        ("192.168.1.1", "inner"),
        ("100.64.0.1", "inner"),
        ("198.18.0.1", "inner"),
        ("::1", "inner"),
        ("fd12:3456::1", "inner"),
        ("fec0::1", "inner"),
        ("::ffff:127.0.0.1", "inner"),
        ("::ffff:0:10.0.0.1", "inner"),
        ("::10.0.0.1", "inner"),
        ("64:ff9b::a00:1", "inner"),
        ("64:ff9b:1::808:808", "inner"),
        ("2002:a00:1::", "inner"),
        ("2a00::5efe:10.0.0.1", "inner"),
        ("2001:db8::1", "inner"),
        ("169.254.169.254", "never"),
        ("0.0.0.0", "never"),
        ("0.1.2.3", "never"),
        ("224.0.0.1", "never"),
        ("239.255.255.250", "never"),
        ("240.0.0.1", "never"),
        ("255.255.255.255", "never"),
        ("100.100.100.200", "never"),
        ("168.63.129.16", "never"),
        ("::", "never"),
        ("fe80::1", "never"),
        ("fe80::1%eth0", "never"),
        ("ff02::1", "never"),
        ("::ffff:169.254.169.254", "never"),
        ("64:ff9b::a9fe:a9fe", "never"),
        ("2002:a9fe:a9fe::", "never"),
        ("fd00:ec2::254", "never"),
        ("2001:0:808:808::1", "never"),
        ("4000::1", "never"),
    ],
)
def test_kinds(address: str, kind: Reach) -> None:
    assert reach(address) == kind


@pytest.mark.parametrize("address", ["", "portal.example", "1.2.3", "0177.0.0.1", "2130706433", "[::1]"])
def test_what_is_no_address_has_none(address: str) -> None:
    with pytest.raises(ValueError, match=r"does not appear to be|at least"):
        reach(address)


@given(addresses(*INNER))
def test_no_inner_address_is_public(address: IPv4Address) -> None:
    assert reach(str(address)) == ("never" if address in METADATA else "inner")


@given(addresses(*NEVER))
def test_where_no_portal_can_be(address: IPv4Address) -> None:
    assert reach(str(address)) == "never"


@given(wrapped(addresses(*INNER, *NEVER)))
def test_a_wrapped_address_is_not_public_either(address: IPv6Address) -> None:
    assert reach(str(address)) != "public"


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_public_is_what_the_registry_calls_global(address: IPv4Address) -> None:
    assume(address not in METADATA)
    expected = address.is_global and not address.is_multicast and not address.is_reserved
    assert (reach(str(address)) == "public") == expected


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_every_ipv6_address_has_a_kind(address: IPv6Address) -> None:
    assert reach(str(address)) != "public" or address.is_global
