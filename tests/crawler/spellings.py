"""Addresses as attackers spell them, for property tests: strategies that give an IP address and a host that means it."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address
from typing import Any

from hypothesis import strategies as st

#: Networks that no stranger's name may lead to.
INNER = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "127.0.0.0/8",
    "100.64.0.0/10",
    "192.0.2.0/24",
    "198.18.0.0/15",
)
NEVER = ("169.254.0.0/16", "0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4")


def addresses(*networks: str) -> st.SearchStrategy[IPv4Address]:
    """Any address of the networks."""
    return st.sampled_from(networks).map(IPv4Network).flatmap(
        lambda network: st.integers(int(network[0]), int(network[-1])).map(IPv4Address)
    )  # fmt: skip


def _number(value: int, base: str, pad: int) -> str:
    return {"8": f"0{'0' * pad}{value:o}", "10": str(value), "16": f"0x{'0' * pad}{value:x}", "X": f"0X{value:X}"}[base]


@st.composite
def spelt(draw: Any, address: st.SearchStrategy[IPv4Address]) -> str:
    """A host as every C library reads it (inet_aton): one to four numbers, each decimal, octal or hexadecimal."""
    value, count = int(draw(address)), draw(st.integers(1, 4))
    parts = [value >> (24 - 8 * n) & 0xFF for n in range(count - 1)]
    parts.append(value & (1 << 8 * (5 - count)) - 1)
    bases, pad = st.sampled_from(["8", "10", "16", "X"]), st.integers(0, 3)
    host = ".".join(_number(part, draw(bases), draw(pad)) for part in parts)
    if draw(st.booleans()):  # digits that IDNA maps to ASCII
        host = "".join(chr(ord(sign) + 0xFEE0) if draw(st.booleans()) else sign for sign in host)
    dot, end = draw(st.sampled_from([".", ".", "。", "．", "｡"])), draw(st.sampled_from(["", "", "."]))
    return f"{host.replace('.', dot)}{end}"


@st.composite
def wrapped(draw: Any, address: st.SearchStrategy[IPv4Address]) -> IPv6Address:
    """An IPv6 address that wraps the IPv4 address."""
    value, rest = int(draw(address)), draw(st.integers(0, 2**64 - 1))
    return IPv6Address(
        draw(
            st.sampled_from(
                [
                    0xFFFF << 32 | value,
                    0xFFFF << 48 | value,
                    0x64FF9B << 96 | value,
                    0x2002 << 112 | value << 80 | rest,
                    0x2A00 << 112 | 0x5EFE << 32 | value,
                ]
            )
        )
    )
